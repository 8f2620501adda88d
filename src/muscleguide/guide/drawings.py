"""Drawings of the body: a clinic's SVG made safe, then drawn with a muscle or with places to pick.

A drawing is taken apart once, into text and the shapes that are marked; every picture made from it
joins the pieces it shows.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from markupsafe import Markup

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    (
        *("svg", "title", "desc", "g", "path", "circle", "ellipse", "rect", "line", "polyline"),
        *("polygon", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"),
        *("pattern", "use", "text", "tspan"),
    )
)
_TOO_DEEP = "groups lie too deep within one another; ungroup them"
_TEXTS = ("text", "tspan")
# Marks of shapes: what they draw is shown only where it is asked for.
_MARKS = ("data-muscle", "data-region", "data-pain", "data-spread")
# Of the functions of CSS, a value may only name another element of the same drawing.
_FETCHING = re.compile(r"(?:url|src|image|image-set|cross-fade|element)\s*\((?!\s*['\"]?#)", re.I)
_REFERENCE = re.compile(r"url\(\s*['\"]?#", re.I)
# Stands before every id of a drawing until it is drawn: XML cannot hold it.
_ID = "\0"


Mark = tuple[str, str]


class MapError(ValueError):
    """A drawing that cannot be used; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


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
    """A drawing of one view of the body, and what can be found on it."""

    view: str
    title: str
    muscles: frozenset[str]
    regions: frozenset[str]
    attributes: str
    content: Content


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: a muscle in its place on a map, and the regions that are shaded."""

    body_map: BodyMap
    muscle: str
    regions: tuple[str, ...]
    alternative: str


def read_map(view: str, svg: str) -> BodyMap:
    """Read a drawing and keep of it what only draws. Raises `MapError`.

    Scripts, styles, event handlers, foreign content and references out of the file are dropped.
    """
    try:
        root = fromstring(svg, forbid_dtd=True)
    except ElementTree.ParseError as error:
        raise MapError(error.position[0], f"this is not SVG: {error.msg}") from None
    except DefusedXmlException:
        raise MapError(1, "take out the DOCTYPE and its entities") from None
    except RecursionError:
        raise MapError(1, _TOO_DEEP) from None
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        message = 'the first element must be <svg xmlns="http://www.w3.org/2000/svg" viewBox="…">'
        raise MapError(1, message)
    title = root.findtext(f"{_SVG}title") or ""
    try:
        _clean(root)
        muscles, regions = (frozenset(_marked(root, f"data-{it}")) for it in ("muscle", "region"))
        content = _content(root)  # takes the marks off
    except RecursionError:
        raise MapError(1, _TOO_DEEP) from None
    for name in ("width", "height", "class"):  # the page's styles set the size
        root.attrib.pop(name, None)
    return BodyMap(
        view=view,
        title=title.strip() or view.replace("-", " ").capitalize(),
        muscles=muscles,
        regions=regions,
        attributes=_attributes(root),
        content=content,
    )


def draw_picture(picture: Picture, drawing_id: str) -> Markup:
    """Draw a muscle in its place and shade some regions, as an `<svg>` to stand in a page.

    `drawing_id` keeps the ids of two drawings on one page apart.
    """
    marks: dict[Mark, Start] = {("data-muscle", picture.muscle): partial(_start, "mg-muscle")}
    for region in picture.regions:
        marks["data-region", region] = partial(_start, "mg-sore")
    label = f' role="img" aria-label={quoteattr(picture.alternative)}'
    return _drawn(picture.body_map, label, marks, drawing_id)


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
    return _drawn(body_map, label, marks, body_map.view)


def _drawn(body_map: BodyMap, label: str, marks: Mapping[Mark, Start], drawing_id: str) -> Markup:
    """Draw a map with the shapes that have one of some marks, each with its start."""
    svg = (
        f'<svg{body_map.attributes} class="mg-map"{label}>{_joined(body_map.content, marks)}</svg>'
    )
    return Markup(svg.replace(_ID, f"{drawing_id}-"))  # noqa: S704  # cleaned and escaped


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


def _content(parent: ElementTree.Element) -> Content:
    """Take apart what is in an element; text draws nothing, except in a text."""
    parts: list[str] = []
    shapes: dict[Mark, tuple[Shape, ...]] = {}
    length = 0
    numbers = count()

    def add(svg: str) -> None:
        nonlocal length
        parts.append(svg)
        length += len(svg)

    def add_all(element: ElementTree.Element) -> None:
        is_text = element.tag in _TEXTS
        if is_text:
            add(escape(element.text or ""))
        for child in element:
            marks = [(name, child.attrib.pop(name)) for name in _MARKS if name in child.attrib]
            if marks:
                css = escape(child.attrib.pop("class", ""), {'"': "&quot;"})
                shape = Shape(
                    (length, next(numbers)), child.tag, css, _attributes(child), _content(child)
                )
                for mark in marks:
                    shapes[mark] = (*shapes.get(mark, ()), shape)
            elif child.tag in ("title", "desc"):
                pass  # the picture has a text alternative of its own
            elif len(child) == 0 and child.tag not in _TEXTS:
                add(f"<{child.tag}{_attributes(child)}/>")
            else:
                add(f"<{child.tag}{_attributes(child)}>")
                add_all(child)
                add(f"</{child.tag}>")
            if is_text:
                add(escape(child.tail or ""))

    add_all(parent)
    return Content("".join(parts), shapes)


def _attributes(element: ElementTree.Element) -> str:
    """Write an element's attributes, with room for a prefix before every id in them."""
    return "".join(f" {name}={quoteattr(_own(name, v))}" for name, v in element.attrib.items())


def _own(name: str, value: str) -> str:
    # `#` begins a colour as well, so only a link's is a reference.
    if name in ("id", "href"):
        return f"#{_ID}{value[1:]}" if name == "href" else f"{_ID}{value}"
    return _REFERENCE.sub(rf"\g<0>{_ID}", value)


def _marked(root: ElementTree.Element, attribute: str) -> Iterator[str]:
    return (value for element in root.iter() if (value := element.get(attribute)))


def _clean(element: ElementTree.Element) -> None:
    element.tag = element.tag.removeprefix(_SVG)
    for name, value in list(element.attrib.items()):
        local = name.rpartition("}")[2]
        if not _is_safe(local.lower(), value):
            del element.attrib[name]
        elif local != name:
            del element.attrib[name]
            element.set(local, value)
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.removeprefix(_SVG) not in _ELEMENTS:
            element.remove(child)
        else:
            _clean(child)


def _is_safe(name: str, value: str) -> bool:
    if name.startswith("on") or name in ("style", "xmlns"):
        return False
    if name == "href":
        return value.startswith("#")
    # A backslash could spell a function's name in another way.
    return "\\" not in value and not _FETCHING.search(value)
