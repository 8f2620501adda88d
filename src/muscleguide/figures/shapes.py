"""Shapes with their paint, the room they take, and SVG written from them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from muscleguide.figures.geometry import Path, Point, add, points_of

# A place in the drawing, in tenths of its units.
Place = tuple[int, int]

SCALE = 400  # units of the drawing in a body's height
_LINE = 0.0052  # how thick an outline is, in body heights


@dataclass(frozen=True)
class Colours:
    """The colours of a drawing, as `#rrggbb`. Every shape also has a class, such as `fig-skin`."""

    skin: str = "#e3b491"
    hair: str = "#5b4636"
    top: str = "#8fb3b5"
    shorts: str = "#4d6a78"
    line: str = "#3b4a52"
    prop: str = "#d9d2c5"
    prop_line: str = "#8a8175"
    ground: str = "#b9b2a6"
    mark: str = "#d9483b"
    mark_line: str = "#7c1d17"
    mark_edge: str = "#ffffff"
    arrow: str = "#1f5fa8"
    arrow_edge: str = "#ffffff"
    ball: str = "#e9b949"
    ghost: str = "#e9ecee"
    ghost_line: str = "#7b878d"

    def far(self, name: str) -> str:
        """Give the colour of what is behind: a shade towards the line's."""
        return mixed(getattr(self, name), self.line, 0.18)


LIGHT = Colours()
DARK = Colours(
    skin="#d7a27c",
    hair="#8a6b52",
    top="#7fa9ab",
    shorts="#557a8c",
    line="#10181c",
    prop="#5c5f61",
    prop_line="#a5a8aa",
    ground="#8d9296",
    mark="#ff6b57",
    mark_line="#5c0f0a",
    mark_edge="#fff1ee",
    arrow="#8fc4ff",
    arrow_edge="#10181c",
    ball="#f0c65c",
    ghost="#3a4348",
    ghost_line="#8d989e",
)


def mixed(one: str, other: str, part: float) -> str:
    """Mix two colours such as `#1f6f6b`."""
    a, b = _rgb(one), _rgb(other)
    return "#" + "".join(f"{round(x + (y - x) * part):02x}" for x, y in zip(a, b, strict=True))


def grey(colours: Colours) -> Colours:
    """Give the greys that a printer without colour makes of colours."""
    greys = {}
    for name in colours.__dataclass_fields__:
        r, g, b = _rgb(getattr(colours, name))
        level = round(0.2126 * r + 0.7152 * g + 0.0722 * b)
        greys[name] = f"#{level:02x}{level:02x}{level:02x}"
    return Colours(**greys)


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(d * 2 for d in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


@dataclass(frozen=True)
class Shape:
    """A path with its paint. Lengths are body heights."""

    path: Path
    name: str  # its class is `fig-` and this
    fill: str = "none"
    stroke: str = "none"
    width: float = 0.0
    outline_first: bool = False

    def moved(self, by: Point) -> "Shape":
        """Move a shape."""
        path = tuple((letter, tuple(add(p, by) for p in pts)) for letter, pts in self.path)
        return replace(self, path=path)


def union(name: str, paths: Iterable[Path], fill: str, line: str, width: float = _LINE) -> Shape:
    """Join closed paths to one shape with an outline around all of them, and none between."""
    joined = tuple(command for path in paths for command in _counterclockwise(path))
    return Shape(joined, name, fill, line, width * 2, outline_first=True)


def _counterclockwise(path: Path) -> Path:
    """Let a closed path run in one direction, so that no two make a hole where they overlap."""
    ends = [points[-1] for _letter, points in path if points]
    around = zip(ends, ends[1:] + ends[:1], strict=True)
    if sum(p[0] * q[1] - q[0] * p[1] for p, q in around) >= 0:
        return path
    back: list[tuple[str, tuple[Point, ...]]] = [("M", (ends[-1],))]
    steps = [(letter, points) for letter, points in path if letter in "LC"]
    for i in range(len(steps) - 1, -1, -1):
        letter, points = steps[i]
        back.append((letter, (*points[:-1][::-1], ends[i])))
    return (*back, ("Z", ()))


def bounds(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Give left, bottom, right and top of all that shapes paint."""
    xs, ys = [], []
    for shape in shapes:
        edge = shape.width / 2 if shape.stroke != "none" else 0.0
        for x, y in points_of(shape.path):
            xs += [x - edge, x + edge]
            ys += [y - edge, y + edge]
    return min(xs), min(ys), max(xs), max(ys)


def to_svg(
    shapes: Sequence[Shape], *, mirrored: bool, label: str | None, css: str, margin: float = 0.02
) -> str:
    """Write shapes as an SVG drawing, perhaps with left and right exchanged."""
    left, bottom, right, top = bounds(shapes)
    width, height = right - left + 2 * margin, top - bottom + 2 * margin

    def place(p: Point) -> Place:
        x = right + margin - p[0] if mirrored else p[0] - left + margin
        return round(x * SCALE * 10), round((top + margin - p[1]) * SCALE * 10)

    said = f' role="img" aria-label={quoteattr(label)}' if label else ' aria-hidden="true"'
    size = f"{_number(width * SCALE)} {_number(height * SCALE)}"
    space = "http://www.w3.org/2000/svg"
    parts = [f'<svg xmlns="{space}" class={quoteattr(css)} viewBox="0 0 {size}"{said}>']
    for shape in shapes:
        paint = f'fill="{shape.fill}"'
        if shape.stroke != "none":
            paint += f' stroke="{shape.stroke}" stroke-width="{_number(shape.width * SCALE)}"'
            paint += ' stroke-linejoin="round" stroke-linecap="round"'
        if shape.outline_first:
            paint += ' paint-order="stroke"'
        parts.append(f'<path class="fig-{shape.name}" {paint} d="{_data(shape.path, place)}"/>')
    return "".join((*parts, "</svg>"))


def _data(path: Path, place: Callable[[Point], Place]) -> str:
    """Write a path, each point by its way from the last command's: that is shortest."""
    parts: list[str] = []
    here = first = (0, 0)
    for letter, points in path:
        places = [place(p) for p in points]
        if letter == "Z":
            parts.append("z")
            here = first
            continue
        if letter == "M":
            parts.append(f"M{_tenths(places[0][0])} {_tenths(places[0][1])}")
            here = first = places[0]
            continue
        numbers = [_tenths(n) for x, y in places for n in (x - here[0], y - here[1])]
        text = "".join(n if n.startswith("-") else f" {n}" for n in numbers)
        parts.append(letter.lower() + text.removeprefix(" "))
        here = places[-1]
    return "".join(parts)


def _tenths(number: int) -> str:
    """Write tenths as a number: 12 as `1.2`, -3 as `-.3`."""
    whole, rest = divmod(abs(number), 10)
    text = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{text}" if number < 0 else text


def _number(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
