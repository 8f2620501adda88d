"""Points, directions and smooth paths. Lengths are body heights, x forward or right, y up."""

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
# Commands of a path with their points: M, L, C and Z, as in SVG.
Path = tuple[tuple[str, tuple[Point, ...]], ...]

_ARC = 0.5523  # the handles of four curves that make a circle


def add(p: Point, q: Point, times: float = 1.0) -> Point:
    """Go from a point along a vector, some times its length."""
    return p[0] + q[0] * times, p[1] + q[1] * times


def between(p: Point, q: Point, t: float) -> Point:
    """Give the point a part of the way from one to another."""
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def distance(p: Point, q: Point) -> float:
    """Measure from one point to another."""
    return math.hypot(q[0] - p[0], q[1] - p[1])


def down(angle: float) -> Point:
    """Give the direction of a limb that hangs at 0 degrees, and points forward at 90."""
    return math.sin(math.radians(angle)), -math.cos(math.radians(angle))


def down_angle(vector: Point) -> float:
    """Give the degrees of a limb's direction: the reverse of `down`."""
    return math.degrees(math.atan2(vector[0], -vector[1]))


def front(angle: float) -> Point:
    """Give the direction to the front of a limb at an angle as in `down`."""
    return math.cos(math.radians(angle)), math.sin(math.radians(angle))


def turned(p: Point, angle: float) -> Point:
    """Turn a point around the origin, degrees from forward to up."""
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return p[0] * cosine - p[1] * sine, p[0] * sine + p[1] * cosine


def placed(points: Iterable[Point], origin: Point, angle: float) -> list[Point]:
    """Turn points around the origin, then move them."""
    return [add(origin, turned(p, angle)) for p in points]


def two_bones(root: Point, target: Point, first: float, second: float, bend: int) -> Point:
    """Give the directions (degrees, as in `down`) of two bones that reach from root to target.

    With `bend` 1 the second points further forward than the first, as an elbow; with -1 less, as
    a knee. What is too far or too near is reached as far as the bones go.
    """
    reach = min(max(distance(root, target), abs(first - second) + 1e-6), first + second - 1e-6)
    line = down_angle((target[0] - root[0], target[1] - root[1]))
    inner = math.degrees(math.acos(_cosine(first, reach, second)))
    outer = math.degrees(math.acos(_cosine(second, reach, first)))
    return line - bend * inner, line + bend * outer


def _cosine(near: float, reach: float, far: float) -> float:
    return min(1.0, max(-1.0, (near**2 + reach**2 - far**2) / (2 * near * reach)))


def smooth(points: Sequence[Point], *, closed: bool = True, tension: float = 1.0) -> Path:
    """Lay a soft curve through points (Catmull-Rom)."""
    n = len(points)

    def at(i: int) -> Point:
        return points[i % n] if closed else points[min(max(i, 0), n - 1)]

    path: list[tuple[str, tuple[Point, ...]]] = [("M", (points[0],))]
    for i in range(n if closed else n - 1):
        before, here, there, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        reach = 0.38 * distance(here, there)
        one = add(here, _handle(before, there, tension, reach))
        two = add(there, _handle(after, here, tension, reach))
        path.append(("C", (one, two, there)))
    return (*path, ("Z", ())) if closed else tuple(path)


def _handle(one: Point, other: Point, tension: float, reach: float) -> Point:
    """Give a sixth of the way between a point's neighbours, but no further than `reach`.

    So that points that lie unevenly make no loops.
    """
    x, y = (other[0] - one[0]) * tension / 6, (other[1] - one[1]) * tension / 6
    length = math.hypot(x, y)
    return (x, y) if length <= reach else (x * reach / length, y * reach / length)


def two_sided(points: Sequence[Point], tension: float = 1.0) -> Path:
    """Lay soft curves along both sides of a limb, and straight lines across its two ends."""
    half = len(points) // 2
    one = smooth(points[:half], closed=False, tension=tension)
    other = smooth(points[half:], closed=False, tension=tension)
    return (*one, ("L", (points[half],)), *other[1:], ("Z", ()))


def circle(centre: Point, radius: float) -> Path:
    """Draw a circle as four curves."""
    return ellipse(centre, radius, radius)


def ellipse(centre: Point, across: float, along: float, angle: float = 0.0) -> Path:
    """Draw an ellipse by its half axes, turned by degrees."""
    k = _ARC
    ring = [(1, 0), (1, k), (k, 1), (0, 1), (-k, 1), (-1, k), (-1, 0), (-1, -k), (-k, -1)]
    ring += [(0, -1), (k, -1), (1, -k), (1, 0)]
    p = placed([(x * across, y * along) for x, y in ring], centre, angle)
    curves = tuple(("C", (p[i], p[i + 1], p[i + 2])) for i in (1, 4, 7, 10))
    return (("M", (p[0],)), *curves, ("Z", ()))


def polygon(points: Sequence[Point]) -> Path:
    """Join points by straight lines, back to the first."""
    return (("M", (points[0],)), *(("L", (p,)) for p in points[1:]), ("Z", ()))


def line(points: Sequence[Point]) -> Path:
    """Join points by straight lines."""
    return (("M", (points[0],)), *(("L", (p,)) for p in points[1:]))


def box(left: float, bottom: float, right: float, top: float, radius: float = 0.0) -> Path:
    """Draw a box, perhaps with round corners."""
    if not radius:
        return polygon([(left, bottom), (right, bottom), (right, top), (left, top)])
    r, k = radius, radius * (1 - _ARC)
    return (
        ("M", ((left + r, bottom),)),
        ("L", ((right - r, bottom),)),
        ("C", ((right - k, bottom), (right, bottom + k), (right, bottom + r))),
        ("L", ((right, top - r),)),
        ("C", ((right, top - k), (right - k, top), (right - r, top))),
        ("L", ((left + r, top),)),
        ("C", ((left + k, top), (left, top - k), (left, top - r))),
        ("L", ((left, bottom + r),)),
        ("C", ((left, bottom + k), (left + k, bottom), (left + r, bottom))),
        ("Z", ()),
    )


def moved(path: Path, by: Point) -> Path:
    """Move a path."""
    return tuple((letter, tuple(add(p, by) for p in points)) for letter, points in path)


def points_of(path: Path) -> list[Point]:
    """List all points of a path, handles included: the path lies within them."""
    return [p for _letter, points in path for p in points]
