"""Pictures of the body: a clinic's SVG drawings, made safe, with one muscle drawn in."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from markupsafe import Markup

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    (
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "line",
        "polyline",
        "polygon",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "use",
        "text",
        "tspan",
    )
)


class MapError(ValueError):
    """A drawing that cannot be used; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class BodyMap:
    """A drawing of one view of the body, and what can be found on it."""

    view: str
    title: str
    muscles: frozenset[str]
    regions: frozenset[str]
    drawing: ElementTree.Element


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
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        message = 'the first element must be <svg xmlns="http://www.w3.org/2000/svg" viewBox="…">'
        raise MapError(1, message)
    _clean(root)
    title = root.findtext("title")
    return BodyMap(
        view=view,
        title=title.strip() if title and title.strip() else view.replace("-", " ").capitalize(),
        muscles=frozenset(_marked(root, "data-muscle")),
        regions=frozenset(_marked(root, "data-region")),
        drawing=root,
    )


def picture(body_map: BodyMap, muscle: str, regions: Iterable[str], alternative: str) -> Markup:
    """Draw one muscle in its place and shade some regions, as an `<svg>` to stand in a page."""
    root = _drawn(body_map, {muscle}, set(regions))
    for element in root.iter():
        if element.attrib.pop("data-muscle", None):
            _mark(element, "mg-muscle")
        elif element.attrib.pop("data-region", None):
            _mark(element, "mg-sore")
    root.set("role", "img")
    root.set("aria-label", alternative)
    return _serialised(root)


def region_picker(body_map: BodyMap, labels: Mapping[str, str]) -> Markup:
    """Draw the body with places to pick, each a checkbox with a name; `labels` are by region.

    `data-pick` on a place is the value of the checkbox that it is another view of.
    """
    root = _drawn(body_map, set(), labels.keys())
    for element in root.iter():
        if region := element.attrib.pop("data-region", None):
            _mark(element, "mg-pick")
            element.set("data-pick", region)
            element.set("role", "checkbox")
            element.set("aria-checked", "false")
            element.set("tabindex", "0")
            element.set("aria-label", labels[region])
            ElementTree.SubElement(element, "title").text = labels[region]
    root.set("role", "group")
    root.set("aria-label", body_map.title)
    return _serialised(root)


def _drawn(body_map: BodyMap, muscles: Set[str], regions: Set[str]) -> ElementTree.Element:
    """Copy a drawing with just some of its muscles and regions, sized by the page."""
    root = copy.deepcopy(body_map.drawing)
    for parent in list(root.iter()):
        for child in list(parent):
            muscle, region = child.get("data-muscle"), child.get("data-region")
            named = child.tag in ("title", "desc")
            if named or (muscle and muscle not in muscles) or (region and region not in regions):
                parent.remove(child)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("class", "mg-map")
    return root


def _mark(element: ElementTree.Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def _serialised(root: ElementTree.Element) -> Markup:
    """Write a cleaned drawing in one line: a blank line could end a block of HTML in Markdown."""
    svg = ElementTree.tostring(root, encoding="unicode")
    return Markup(re.sub(r">\s+<", "><", svg).strip())  # noqa: S704  # cleaned and serialised


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
    if name.startswith("on") or name == "style":
        return False
    if name == "href":
        return value.startswith("#")
    return all(part.lstrip("'\" ").startswith("#") for part in value.split("url(")[1:])
