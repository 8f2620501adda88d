"""Drawings of the body: a clinic's SVG made safe, then drawn with a muscle or with places to pick.

A drawing is taken apart once, into text and the shapes that are marked; every picture made from it
joins the pieces it shows.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from muscleguide.guide import sanitizing
from muscleguide.guide.bounds import Box, around, box_of
from muscleguide.guide.drawing_allowlist import MARKS, TEXTS
from muscleguide.guide.drawing_values import ID

Mark = tuple[str, str]

# Of a picture: how much is shown around its subject, the least part of the height of the whole map,
# and the least width for a height.
_AROUND, _LEAST, _NARROWEST = 0.18, 0.3, 0.5
# How far shaded places are blurred, of the shortest side of them.
_BLURRED = 0.18
_UNKNOWN_SIDE = 40.0
_LABEL, _WIDEST_LABEL = 0.052, 0.12  # of a picture's height, 11 px where that has 210; of its width
_LONGER = 600  # pixels of the longer side of a picture, where nothing else sets its size


@dataclass(frozen=True)
class Shape:
    """A marked element: its own class, the rest of its tag, and what is in it.

    `place` is its offset in the SVG around it, and its number among the shapes there.
    """

    place: tuple[int, int]
    tag: str
    css: str
    attributes: str
    content: "Content"
    box: Box | None


@dataclass(frozen=True)
class Content:
    """What is in an element: SVG without the marked shapes, and those by their marks.

    A mark is such as `("data-muscle", "popliteus")`. A map may hold a thousand shapes, and a
    picture needs few.
    """

    svg: str
    shapes: Mapping[Mark, tuple[Shape, ...]]


# Writes the start of a shape's tag.
Start = Callable[[Shape], str]


@dataclass(frozen=True)
class BodyMap:
    """A drawing of one view of the body, what can be found on it, and what was taken out.

    `outline` are the data of the paths of its skin. `sides` say which side of the body lies on the
    left and on the right of it, `inner` or `outer`; empty where it does not say.
    """

    view: str
    title: str
    muscles: frozenset[str]
    regions: frozenset[str]
    attributes: str
    view_box: Box | None
    outline: tuple[str, ...]
    sides: tuple[str, ...]
    content: Content
    marks: tuple[sanitizing.Mark, ...]
    findings: tuple[sanitizing.Finding, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: a muscle in its place on a map, and the regions that are shaded.

    `sides` are the words for the sides of the body on the left and the right, where they are known.
    `main` are those of the regions where the pain mostly is; to the others it spreads.
    """

    body_map: BodyMap
    muscle: str
    regions: tuple[str, ...]
    alternative: str
    main: frozenset[str] = frozenset()
    sides: tuple[str, ...] = ()


def read_map(view: str, svg: str) -> BodyMap:
    """Read a drawing, keep of it what only draws, and take it apart. Raises `MapError`."""
    drawing = sanitizing.sanitize(svg)
    return BodyMap(
        view=view,
        title=drawing.title.strip() or view.replace("-", " ").capitalize(),
        muscles=_marked(drawing, "data-muscle"),
        regions=_marked(drawing, "data-region"),
        content=_content(drawing.root),
        attributes=_attributes(drawing.root),
        view_box=_view_box(drawing.root),
        outline=tuple(_outline(drawing.root)),
        sides=_sides(drawing.root),
        marks=drawing.marks,
        findings=drawing.findings,
    )


def draw_picture(picture: Picture, style: str = "") -> str:
    """Draw a muscle in its place, and where it can hurt, as an SVG file of its own.

    `style` are rules for the classes of what is drawn: `skin`, `mg-muscle`, `mg-sore`, and besides
    it `mg-spread` where the pain spreads to.
    """
    content, marks = picture.body_map.content, _shown(picture)
    box = _crop(picture.body_map, marks)
    least = _least_side(content, [mark for mark in marks if mark[0] != "data-muscle"])
    clips = "".join(f'<path d="{data}"/>' for data in picture.body_map.outline)
    clip = f'<clipPath id="mg-body">{clips}</clipPath>' if clips else ""
    inside = ".mg-sore {clip-path: url(#mg-body)}" if clips else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg"{_framed(picture.body_map, box)} class="mg-map"'
        f' role="img" aria-label={quoteattr(picture.alternative)}>'
        f"<style>{inside}{style}</style><defs>{clip}"
        # Only blurred: to draw it in before (feMorphology) took minutes where pixels are many.
        f'<filter id="mg-soft" x="-50%" y="-50%" width="200%" height="200%">'
        f'<feGaussianBlur stdDeviation="{_BLURRED * least:.3g}"/></filter></defs>'
        f"{_joined(content, marks)}{_labelled(picture.sides, box)}</svg>"
    )
    return svg.replace(ID, "Map_")


def picture_size(picture: Picture) -> tuple[int, int] | None:
    """Give width and height of a picture in pixels, where they can be told."""
    size = _crop(picture.body_map, _shown(picture)) or picture.body_map.view_box
    return _pixels(size) if size else None


def _shown(picture: Picture) -> dict[Mark, Start]:
    """Choose the shapes of a picture: the author's own of the pain, or else its regions."""
    content, muscle = picture.body_map.content, picture.muscle
    shown: dict[Mark, Start] = {}
    own = [name for name in ("data-pain", "data-spread") if (name, muscle) in content.shapes]
    for name in own:
        css = "mg-sore" if name == "data-pain" else "mg-sore mg-spread"
        shown[name, muscle] = partial(_start, css)
    for region in () if own else picture.regions:
        is_main = region in picture.main or not picture.main
        css = "mg-sore" if is_main else "mg-sore mg-spread"
        shown["data-region", region] = partial(_start, css)
    shown["data-muscle", muscle] = partial(_start, "mg-muscle")
    return shown


def _least_side(content: Content, marks: Iterable[Mark]) -> float:
    """Give the shortest side of some shapes, where it can be told."""
    boxes = [shape.box for mark in marks for shape in content.shapes.get(mark, ())]
    return min((min(box.width, box.height) for box in boxes if box), default=_UNKNOWN_SIDE)


def _labelled(sides: tuple[str, ...], box: Box | None) -> str:
    """Write the names of the sides at the foot of a picture; a small one has no room for them."""
    if box is None or not sides:
        return ""
    size = min(_LABEL * box.height, _WIDEST_LABEL * box.width)
    edge = size / 2
    font = f"""font-family="'Source Sans 3', system-ui, sans-serif" font-size="{size:.3g}\""""
    at = (f'x="{box.left + edge:.5g}"', f'x="{box.right - edge:.5g}" text-anchor="end"')
    line = f'y="{box.bottom - edge:.5g}"'
    texts = "".join(
        f"<text {x} {line}>{escape(side)}</text>" for side, x in zip(sides, at, strict=True)
    )
    return f'<g class="mg-sides" fill="#333" {font}>{texts}</g>'


def _sides(root: Element) -> tuple[str, ...]:
    """Take from a drawing which side of the body lies on its left and on its right."""
    sides = tuple(root.attrib.pop(name, "") for name in ("data-left", "data-right"))
    return sides if all(sides) else ()


def _crop(body_map: BodyMap, marks: Iterable[Mark]) -> Box | None:
    """Give the part of a map that shows what is marked, with some of the body around it.

    None where it cannot be told how far the shapes reach.
    """
    whole = body_map.view_box
    shapes = [shape for mark in marks for shape in body_map.content.shapes.get(mark, ())]
    boxes = [shape.box for shape in shapes]
    found = around(box for box in boxes if box)
    if whole is None or found is None or None in boxes:
        return None
    # Never less than a part of the body, or nobody sees where it is.
    height = max(found.height * (1 + 2 * _AROUND), whole.height * _LEAST)
    width = max(found.width * (1 + 2 * _AROUND), height * _NARROWEST)
    height, width = min(height, whole.height), min(width, whole.width)
    left = (found.left + found.right - width) / 2
    top = (found.top + found.bottom - height) / 2
    left = min(max(left, whole.left), whole.right - width)
    top = min(max(top, whole.top), whole.bottom - height)
    return Box(left, top, left + width, top + height)


def _framed(body_map: BodyMap, box: Box | None) -> str:
    """Write the attributes of a picture's root: those of the map, for a part of it."""
    if box is None:
        return body_map.attributes
    view = f"{box.left:.5g} {box.top:.5g} {box.width:.5g} {box.height:.5g}"
    width, height = _pixels(box)
    size = f' width="{width}" height="{height}"'
    kept = re.sub(r' (?:viewBox|width|height)="[^"]*"', "", body_map.attributes)
    return f'{kept} viewBox="{view}"{size}'


def _pixels(box: Box) -> tuple[int, int]:
    """Give a size of the shape of a box, whatever the units of its drawing are."""
    scale = _LONGER / max(box.width, box.height)
    return max(1, round(box.width * scale)), max(1, round(box.height * scale))


def _view_box(root: Element) -> Box | None:
    try:
        left, top, width, height = map(float, root.attrib["viewBox"].replace(",", " ").split())
    except (KeyError, ValueError):
        return None
    return Box(left, top, left + width, top + height) if width > 0 < height else None


def _outline(root: Element) -> Iterator[str]:
    """Yield the data of the paths that are skin, where nothing moves them."""
    if any("transform" in element.attrib for element in root.iter()):
        return
    for element in root.iter("path"):
        if "skin" in element.get("class", "").split() and element.get("d"):
            yield escape(element.attrib["d"])


def _box(element: Element) -> Box | None:
    """Give the box around an element and all that is in it; None where it cannot be told."""
    if "transform" in element.attrib or element.tag in ("use", "text", "defs"):
        return None
    inner = [_box(child) for child in element if child.tag not in ("title", "desc")]
    own = box_of(element.tag, element.attrib)
    if None in inner or (own is None and not inner):
        return None
    return around(box for box in (own, *inner) if box)


def draw_picker(body_map: BodyMap, labels: Mapping[str, str]) -> Markup:
    """Draw the body with regions to pick, each a checkbox with a name; `labels` are by region.

    `data-pick` on a region is the value of the checkbox that it is another view of.
    """

    def start(region: str, shape: Shape) -> str:
        label = quoteattr(labels[region])
        role = 'role="checkbox" aria-checked="false" tabindex="0"'
        # A title shows to a mouse; the label is read out.
        title = f"<title>{escape(labels[region])}</title>"
        tag = _start("mg-pick", shape).removesuffix(">")
        return f'{tag} data-pick="{region}" {role} aria-label={label}>{title}'

    marks: dict[Mark, Start] = {("data-region", id_): partial(start, id_) for id_ in labels}
    label = f' role="group" aria-label={quoteattr(body_map.title)}'
    return _drawn(body_map, label, marks, f"Pick_{body_map.view}_")


def _drawn(body_map: BodyMap, label: str, marks: Mapping[Mark, Start], prefix: str) -> Markup:
    """Draw a map with the shapes that have one of some marks, each with its start.

    `prefix` stands before its ids. No id of a page begins with a capital letter, and no id of a
    record has a `_`, so none is taken.
    """
    svg = (
        f'<svg{body_map.attributes} class="mg-map"{label}>{_joined(body_map.content, marks)}</svg>'
    )
    return Markup(svg.replace(ID, prefix))  # noqa: S704  # cleaned and escaped


def _joined(content: Content, marks: Mapping[Mark, Start]) -> str:
    shown = {
        shape.place: (shape, start)
        for mark, start in marks.items()
        for shape in content.shapes.get(mark, ())
    }
    parts, done = [], 0
    for place in sorted(shown):
        shape, start = shown[place]
        offset = place[0]
        parts += [content.svg[done:offset], start(shape), _joined(shape.content, marks)]
        parts.append(f"</{shape.tag}>")
        done = offset
    return "".join([*parts, content.svg[done:]])


def _start(css: str, shape: Shape) -> str:
    """Write the start of a shape's tag, with one more class."""
    return f'<{shape.tag}{shape.attributes} class="{f"{shape.css} {css}".strip()}">'


def _content(parent: Element) -> Content:
    """Take apart what is in an element; text draws nothing, except in a text."""
    parts: list[str] = []
    shapes: dict[Mark, tuple[Shape, ...]] = {}
    length = 0
    numbers = count()

    def add(svg: str) -> None:
        nonlocal length
        parts.append(svg)
        length += len(svg)

    def add_all(element: Element) -> None:
        is_text = element.tag in TEXTS
        if is_text:
            add(escape(element.text or ""))
        for child in element:
            marks = [(name, child.attrib.pop(name)) for name in MARKS if name in child.attrib]
            if marks:
                css = escape(child.attrib.pop("class", ""), {'"': "&quot;"})
                place = (length, next(numbers))
                shape = Shape(
                    place, child.tag, css, _attributes(child), _content(child), _box(child)
                )
                for mark in marks:
                    shapes[mark] = (*shapes.get(mark, ()), shape)
            elif child.tag in ("title", "desc"):
                pass  # the picture has a text alternative of its own
            elif len(child) == 0 and child.tag not in TEXTS:
                add(f"<{child.tag}{_attributes(child)}/>")
            else:
                add(f"<{child.tag}{_attributes(child)}>")
                add_all(child)
                add(f"</{child.tag}>")
            if is_text:
                add(escape(child.tail or ""))

    add_all(parent)
    return Content("".join(parts), shapes)


def _attributes(element: Element) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in element.attrib.items())


def _marked(drawing: sanitizing.Sanitized, name: str) -> frozenset[str]:
    return frozenset(mark.id for mark in drawing.marks if mark.name == name)
