"""Drawings of the body: a clinic's SVG made safe, then drawn with a muscle or with places to pick.

A drawing is taken apart once, into text and the shapes that are marked; every picture made from it
joins the pieces it shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from muscleguide.guide import sanitizing
from muscleguide.guide.drawing_allowlist import MARKS, TEXTS
from muscleguide.guide.drawing_values import ID

Mark = tuple[str, str]


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
    """A drawing of one view of the body, what can be found on it, and what was taken out."""

    view: str
    title: str
    muscles: frozenset[str]
    regions: frozenset[str]
    attributes: str
    content: Content
    marks: tuple[sanitizing.Mark, ...]
    findings: tuple[sanitizing.Finding, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: a muscle in its place on a map, and the regions that are shaded."""

    body_map: BodyMap
    muscle: str
    regions: tuple[str, ...]
    alternative: str


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
        marks=drawing.marks,
        findings=drawing.findings,
    )


def draw_picture(picture: Picture, drawing_id: str) -> Markup:
    """Draw a muscle in its place and shade some regions, as an `<svg>` to stand in a page.

    `drawing_id` is an id that no other picture on the page has: it keeps their ids apart.
    """
    marks: dict[Mark, Start] = {("data-muscle", picture.muscle): partial(_start, "mg-muscle")}
    for region in picture.regions:
        marks["data-region", region] = partial(_start, "mg-sore")
    label = f' role="img" aria-label={quoteattr(picture.alternative)}'
    return _drawn(picture.body_map, label, marks, f"Map_{drawing_id}_")


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
                shape = Shape(
                    (length, next(numbers)), child.tag, css, _attributes(child), _content(child)
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
