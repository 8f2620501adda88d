"""Where the areas that work or are stretched lie on the body, as soft shapes seen from the side."""

import math
from collections.abc import Sequence

from muscleguide.figures.body import Body, Profile, width
from muscleguide.figures.geometry import (
    Path,
    Point,
    add,
    between,
    down,
    ellipse,
    front,
    smooth,
    turned,
)
from muscleguide.figures.shapes import Colours, Shape
from muscleguide.figures.skeleton import (
    Skeleton,
    along_spine,
    ankle,
    elbow,
    head_joint,
    knee,
    shoulder,
)
from muscleguide.schema.figure import Area, Figure, Side

# Areas along a limb: which, from where to where along it, and on which side of it.
_ALONG: dict[str, tuple[str, float, float, str]] = {
    "front-of-thigh": ("thigh", 0.12, 0.93, "front"),
    "hamstrings": ("thigh", 0.14, 0.97, "back"),
    "inner-thigh": ("thigh", 0.10, 0.85, "middle"),
    "outer-thigh": ("thigh", 0.05, 0.95, "middle"),
    "shin": ("shank", 0.08, 0.70, "front"),
    "calf": ("shank", 0.05, 0.66, "back"),
    "lower-calf": ("shank", 0.34, 0.90, "back"),
    "upper-arm": ("upper_arm", 0.15, 0.92, "middle"),
    "forearm": ("forearm", 0.06, 0.85, "middle"),
    "back": ("trunk", 0.22, 0.90, "back"),
    "lower-back": ("trunk", 0.08, 0.42, "back"),
    "abdomen": ("trunk", 0.14, 0.58, "front"),
    "chest": ("trunk", 0.58, 0.90, "front"),
}
_STEPS = 12
Stripes = tuple[Path, ...]


def marked_kinds(figure: Figure) -> list[tuple[str, tuple[Area, ...]]]:
    """List the kinds of marks that a figure has, and their areas."""
    kinds = (
        ("stretches", figure.stretches),
        ("works", figure.works),
        ("massages", figure.massages),
    )
    return [(kind, areas) for kind, areas in kinds if areas]


def mark(drawn: tuple[Path, Stripes], colours: Colours) -> list[Shape]:
    """Draw a marked area: filled, with an outline and stripes that show in grey."""
    outline, stripes = drawn
    return [
        Shape(outline, "mark-edge", "none", colours.mark_edge, 0.016),
        Shape(outline, "mark", colours.mark, colours.mark_line, 0.0060),
        *(Shape(path, "mark-edge", "none", colours.mark_edge, 0.0062) for path in stripes),
    ]


def area(body: Body, one: Skeleton, side: Side, name: Area, *, along: bool) -> tuple[Path, Stripes]:
    """Give the outline of an area and stripes in it: along it where it is stretched, or across."""
    if name in _ALONG:
        limb, low, high, where = _ALONG[name]
        return _strip(*_edges(body, one, side, limb, low, high, where), along=along)
    return _spot(body, one, side, name)


def _edges(
    body: Body, one: Skeleton, side: Side, limb: str, low: float, high: float, where: str
) -> tuple[list[Point], list[Point]]:
    outer, inner = [], []
    for i in range(_STEPS + 1):
        part = i / _STEPS
        swell = math.sin(math.pi * part) ** 0.55
        at, ahead, profile, t = _section(body, one, side, limb, low + (high - low) * part)
        is_back = where == "back"
        half = width(profile, t, behind=is_back)
        sign = -1 if is_back else 1
        if where == "middle":
            near, far = -0.62 * half * swell, 0.62 * half * swell
        else:
            middle = 0.56 * half
            near, far = middle - swell * 0.46 * half, middle + swell * 0.40 * half
        outer.append(add(at, ahead, sign * far))
        inner.append(add(at, ahead, sign * near))
    return outer, inner


def _section(
    body: Body, one: Skeleton, side: Side, limb: str, t: float
) -> tuple[Point, Point, Profile, float]:
    """Give a point along a limb, the direction to its front there, and its profile."""
    leg, arm = one.legs[side], one.arms[side]
    root = shoulder(body, one)
    if limb == "trunk":
        at, lean = along_spine(body, one, t)
        ahead = (math.cos(math.radians(lean)), -math.sin(math.radians(lean)))
        return at, ahead, body.trunk_profile, t
    start, angle, length, profile = {
        "thigh": (one.pelvis, leg.thigh, body.thigh, body.thigh_profile),
        "shank": (knee(body, one.pelvis, leg), leg.shank, body.shank, body.shank_profile),
        "upper_arm": (root, arm.upper, body.upper_arm, body.upper_arm_profile),
        "forearm": (elbow(body, root, arm), arm.fore, body.forearm, body.forearm_profile),
    }[limb]
    return add(start, down(angle), length * t), front(angle), profile, t


def _strip(outer: list[Point], inner: list[Point], *, along: bool) -> tuple[Path, Stripes]:
    outline = smooth([*outer, *inner[::-1][1:-1]])
    stripes: list[Path] = []
    if along:
        for share in (0.36, 0.68):
            pairs = zip(inner[2:-2], outer[2:-2], strict=True)
            mid = [between(p, q, share) for p, q in pairs]
            stripes.append(smooth(mid[::2], closed=False))
    else:
        for i in range(2, _STEPS - 1, 2):
            p, q = inner[i], outer[i + 1]
            ends = [between(p, q, 0.14), between(p, q, 0.86)]
            stripes.append(smooth(ends, closed=False))
    return outline, tuple(stripes)


def _spot(body: Body, one: Skeleton, side: Side, name: Area) -> tuple[Path, Stripes]:
    """Give an area that is an ellipse: at a joint."""
    leg = one.legs[side]
    bent = knee(body, one.pelvis, leg)
    foot = ankle(body, one.pelvis, leg)
    if name == "buttock":
        at, lean = along_spine(body, one, 0.05)
        centre = add(at, turned((-0.030, 0.0), -lean))
        return _ellipse(centre, 0.034, 0.052, -lean + 8)
    if name == "hip":
        return _ellipse(add(one.pelvis, front(leg.thigh), 0.022), 0.026, 0.042, leg.thigh)
    if name in ("knee", "back-of-knee"):
        sign = 1 if name == "knee" else -1
        half = (leg.thigh + leg.shank) / 2
        return _ellipse(add(bent, front(half), sign * 0.013), 0.016, 0.034, half)
    if name == "ankle":
        return _ellipse(foot, 0.018, 0.024, leg.foot)
    if name == "sole":
        middle = add(foot, turned((0.028, -body.sole * 0.80), leg.foot))
        return _ellipse(middle, 0.052, 0.0105, leg.foot)
    if name == "neck":
        at = along_spine(body, one, 1.0)[0]
        top = head_joint(body, one)
        lean = one.pitch + one.bend
        middle = add(between(at, top, 0.5), turned((-0.012, 0.0), -lean))
        return _ellipse(middle, 0.015, 0.038, -lean)
    return _ellipse(shoulder(body, one), 0.026, 0.032, one.arms[side].upper)


def _ellipse(at: Point, across: float, along: float, angle: float) -> tuple[Path, Stripes]:
    stripes = []
    long_axis = along >= across
    for share in (-0.45, 0.05, 0.55):
        if long_axis:
            reach = across * 0.72 * math.sqrt(1 - share**2)
            ends: Sequence[Point] = [(-reach, along * share), (reach, along * (share + 0.12))]
        else:
            reach = along * 0.62
            ends = [(across * share, -reach), (across * (share + 0.06), reach)]
        stripes.append(smooth([add(at, turned(p, angle)) for p in ends], closed=False))
    return ellipse(at, across, along, angle), tuple(stripes)
