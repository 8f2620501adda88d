"""How far shapes of a drawing reach: boxes around the values of SVG attributes.

A curve reaches at most as far as its control points, so a box is never too small. A transform
moves a shape to where nobody has measured: then there is no box.
See https://www.w3.org/TR/SVG2/paths.html#PathData.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
# How many numbers each command of a path takes, and which of them are points.
_TAKES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "A": 7, "Z": 0}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in the units of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Give its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Give its height."""
        return self.bottom - self.top


def around(boxes: Iterable[Box]) -> Box | None:
    """Give the box around boxes; None around none."""
    some = list(boxes)
    if not some:
        return None
    return Box(
        min(box.left for box in some),
        min(box.top for box in some),
        max(box.right for box in some),
        max(box.bottom for box in some),
    )


def box_of(tag: str, attributes: Mapping[str, str]) -> Box | None:
    """Give the box around what an element draws by itself; None where it cannot be told."""
    if "transform" in attributes:
        return None
    try:
        return _around_points(_points(tag, attributes))
    except (ValueError, KeyError, IndexError):
        return None


def _points(tag: str, given: Mapping[str, str]) -> Iterable[tuple[float, float]]:
    def number(name: str) -> float:
        return float(given.get(name, "0"))

    if tag == "path":
        return _of_path(given["d"])
    if tag in ("polygon", "polyline"):
        numbers = [float(number) for _letter, number in _TOKEN.findall(given["points"])]
        return list(zip(numbers[::2], numbers[1::2], strict=False))
    if tag == "rect":
        x, y = number("x"), number("y")
        return [(x, y), (x + number("width"), y + number("height"))]
    if tag in ("circle", "ellipse"):
        x, y = number("cx"), number("cy")
        across, high = (number("r"),) * 2 if tag == "circle" else (number("rx"), number("ry"))
        return [(x - across, y - high), (x + across, y + high)]
    if tag == "line":
        return [(number("x1"), number("y1")), (number("x2"), number("y2"))]
    return []


def _of_path(data: str) -> Iterator[tuple[float, float]]:
    """Yield the points of a path, control points included."""
    tokens = _TOKEN.findall(data)
    place, command = 0, ""
    x = y = start_x = start_y = 0.0
    while place < len(tokens):
        if tokens[place][0]:
            command = tokens[place][0]
            place += 1
        takes = _TAKES[command.upper()]
        if takes == 0:
            x, y = start_x, start_y
            if place < len(tokens) and not tokens[place][0]:
                raise ValueError(data)  # numbers that no command takes
            continue
        numbers = [float(number) for _letter, number in tokens[place : place + takes]]
        place += takes
        kind, is_relative = command.upper(), command.islower()
        if kind in ("H", "V"):
            base = (x if kind == "H" else y) if is_relative else 0.0
            x, y = (numbers[0] + base, y) if kind == "H" else (x, numbers[0] + base)
            yield x, y
            continue
        if kind == "A":  # no arc reaches further from its ends than twice its radius
            end = (numbers[5] + (x if is_relative else 0), numbers[6] + (y if is_relative else 0))
            far = 2 * max(abs(numbers[0]), abs(numbers[1]))
            yield from ((x - far, y - far), (x + far, y + far), end)
            x, y = end
            continue
        points = [
            (numbers[n] + (x if is_relative else 0), numbers[n + 1] + (y if is_relative else 0))
            for n in range(0, takes, 2)
        ]
        yield from points
        x, y = points[-1]
        if kind == "M":
            start_x, start_y = x, y
            command = "l" if is_relative else "L"


def _around_points(points: Iterable[tuple[float, float]]) -> Box | None:
    some = list(points)
    if not some:
        return None
    across, down = [x for x, _y in some], [y for _x, y in some]
    return Box(min(across), min(down), max(across), max(down))
