"""Pictures of the body: a clinic's SVG drawings, made safe, with one muscle drawn in."""

import copy
import re
from collections.abc import Iterable, Iterator
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
    root = copy.deepcopy(body_map.drawing)
    shaded = set(regions)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("title", "desc"):
                parent.remove(child)
            elif "data-muscle" in child.attrib:
                _keep_or_drop(parent, child, child.attrib.pop("data-muscle") == muscle, "muscle")
            elif "data-region" in child.attrib:
                _keep_or_drop(parent, child, child.attrib.pop("data-region") in shaded, "sore")
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("class", "mg-map")
    root.set("role", "img")
    root.set("aria-label", alternative)
    svg = ElementTree.tostring(root, encoding="unicode")
    # Blank lines would end a block of HTML for some readers of Markdown.
    return Markup(re.sub(r">\s+<", "><", svg).strip())  # noqa: S704  # cleaned and serialised


def _keep_or_drop(
    parent: ElementTree.Element, child: ElementTree.Element, keep: bool, mark: str
) -> None:
    if keep:
        child.set("class", f"{child.get('class', '')} mg-{mark}".strip())
    else:
        parent.remove(child)


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
