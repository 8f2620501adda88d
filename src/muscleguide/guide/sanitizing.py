"""A clinic's SVG made safe: only what the allow-list names stays, and what goes is told.

The XML is read, elements that are not allowed are taken out, then attributes, then references
that lead nowhere or in a circle. What comes out needs no second look: every id in it has the mark
`ID` before, so that each picture on a page can have ids of its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from muscleguide.guide import drawing_allowlist as allowed
from muscleguide.guide.drawing_values import (
    ID,
    Refusal,
    Value,
    read_declarations,
    read_reference,
    read_value,
    written_id,
)
from muscleguide.problems import did_you_mean, quoted

Element = ElementTree.Element
Place = tuple[int, int]

_SVG = f"{{{allowed.SVG}}}"
_XLINK_HREF = f"{{{allowed.XLINK}}}href"
_ROOT = 'the first element must be <svg xmlns="http://www.w3.org/2000/svg" viewBox="…">'
_TOO_DEEP = "groups lie too deep within one another; ungroup them"
_TOO_LONG = "too many references lead from one to the next; let each refer to the last"
_TOO_LARGE = (
    "this is far too large once every `use`, pattern and mask is drawn; let fewer refer to others"
)
_ATTRIBUTES = sorted({*allowed.ATTRIBUTES, *allowed.PROPERTIES, *allowed.MARKS, "href", "class"})
# So many names of one kind are told one by one; of the others there is one message.
_NAMES = 20
_PLAIN_CLASS = re.compile(r"[\w-]+")


class MapError(ValueError):
    """A drawing that cannot be used; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, order=True)
class Finding:
    """Something that was taken out of a drawing, at its first place, and what to do."""

    line: int
    column: int
    message: str


@dataclass(frozen=True)
class Mark:
    """A mark such as `data-muscle="popliteus"`, and where it stands."""

    line: int
    column: int
    name: str
    id: str


@dataclass(frozen=True)
class Sanitized:
    """A drawing that only draws: its elements without namespace, its marks, what was taken out.

    Elements keep their marks; `title` is the drawing's own.
    """

    root: Element
    title: str
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Removals:
    """What was taken out, by its kind (such as `attribute`) and its name within this kind.

    Each has the message for its first place, and all places: the same thing is told once.
    """

    found: dict[str, dict[str, tuple[str, list[Place]]]] = field(default_factory=dict)

    def add(self, place: Place, kind: str, name: str, message: str) -> None:
        self.found.setdefault(kind, {}).setdefault(name, (message, []))[1].append(place)


@dataclass
class _Work:
    """A drawing while it is cleaned."""

    places: Mapping[Element, Place]
    removals: _Removals
    ids: dict[str, Element] = field(default_factory=dict)
    # The attributes of an element that refer to others, and to which.
    references: dict[Element, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def tell(self, element: Element, kind: str, name: str, message: str) -> None:
        self.removals.add(self.places[element], kind, name, message)


class _Builder(ElementTree.TreeBuilder):
    """Builds the tree, and notes where each element starts."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[Element, Place] = {}
        self.removals = _Removals()
        self.position: Callable[[], Place] = lambda: (1, 1)
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        place = self.position()
        if self._depth > allowed.MAX_DEPTH:
            raise MapError(place[0], _TOO_DEEP)
        element = super().start(tag, attrs)
        self.places[element] = place
        return element

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def pi(self, target: str, text: str | None = None, /) -> Any:
        message = f"`<?{_short(target)} …?>` is an instruction to a program; it is taken out"
        self.removals.add(self.position(), "instruction", target, message)


def sanitize(svg: str) -> Sanitized:
    """Keep of a drawing what the allow-list names. Raises `MapError` where nothing can be kept."""
    root, builder = _parse(svg)
    work = _Work(builder.places, builder.removals)
    line = work.places[root][0]
    view_box = root.get("viewBox")
    if root.tag != f"{_SVG}svg" or view_box is None:
        raise MapError(line, _ROOT)
    if isinstance(read_value("view box", view_box), Refusal):
        raise MapError(line, f"`viewBox` must be four numbers, not {quoted(view_box)}")
    title = root.findtext(f"{_SVG}title") or ""
    _clean_elements(root, work)
    for element in root.iter():
        _clean_attributes(element, work, is_root=element is root)
    _resolve(root, work)
    marks = tuple(
        Mark(*work.places[element], name, element.attrib[name])
        for element in root.iter()
        for name in allowed.MARKS
        if name in element.attrib
    )
    return Sanitized(root, title, marks, tuple(sorted(_findings(work))))


def _parse(svg: str) -> tuple[Element, _Builder]:
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    # The parser below is expat, which knows where it is.
    expat = parser.parser
    builder.position = lambda: (expat.CurrentLineNumber, expat.CurrentColumnNumber + 1)
    try:
        parser.feed(svg)
        root = parser.close()
    except ElementTree.ParseError as error:
        raise MapError(error.position[0], f"this is not SVG: {error.msg}") from None
    except DefusedXmlException:
        raise MapError(1, "take out the DOCTYPE and its entities") from None
    return root, builder


def _clean_elements(element: Element, work: _Work) -> None:
    """Take out the elements that are not allowed, and note the ids of the others."""
    element.tag = element.tag.removeprefix(_SVG)
    id_ = element.attrib.pop("id", "").strip()
    if id_ in work.ids:
        message = f"the id {quoted(id_)} stands in this drawing twice; the first keeps it"
        work.tell(element, "id", id_, message)
    elif id_:
        work.ids[id_] = element
        element.set("id", f"{ID}{written_id(id_)}")
    kept: list[Element] = []
    for child in element:
        namespace, _, name = child.tag.rpartition("}")
        if f"{namespace}}}" == _SVG and name in allowed.ELEMENTS:
            _clean_elements(child, work)
            kept.append(child)
            continue
        if kept:  # what follows it may be words of a text
            kept[-1].tail = (kept[-1].tail or "") + (child.tail or "")
        else:
            element.text = (element.text or "") + (child.tail or "")
        if not (namespace[1:].startswith(allowed.EDITORS) or name in allowed.SILENT_ELEMENTS):
            advice = allowed.ADVICE.get(name, "draw it with shapes, groups and gradients")
            message = f"`<{_short(name)}>` and all that is in it is taken out: {advice}"
            work.tell(child, "element", child.tag, message)
    element[:] = kept


def _clean_attributes(element: Element, work: _Work, *, is_root: bool) -> None:
    """Keep the attributes that are allowed; `style` becomes attributes, and wins over them."""
    attributes = dict(element.attrib)
    element.attrib.clear()
    style = attributes.pop("style", "")
    for name, value in attributes.items():
        if name == "id":
            element.set(name, value)
        elif is_root and name in allowed.SILENT_ON_ROOT:
            pass
        elif name in allowed.PROPERTIES:
            _set(element, name, allowed.PROPERTIES[name], value, work)
        elif name in allowed.ATTRIBUTES:
            _set(element, name, allowed.ATTRIBUTES[name], value, work)
        elif name in ("href", _XLINK_HREF) and element.tag in allowed.REFERRING:
            if name == "href" or "href" not in attributes:  # a browser reads the first only
                _set_checked(element, "href", value, read_reference(value), work)
        elif name == "class":
            _set_class(element, value, work)
        elif name in allowed.MARKS and not is_root:
            if mark := value.strip():
                element.set(name, mark)
        else:
            _tell_attribute(element, name, work, is_root=is_root)
    if style.strip():
        _set_style(element, style, work)


def _set_style(element: Element, style: str, work: _Work) -> None:
    """Turn a `style` into attributes: the pages' content security policy forbids styles."""
    for declaration in read_declarations(style):
        name = declaration.name
        if name is None:
            message = f"{quoted(style)} is no `style`; write it as in `fill: #aabbcc; opacity: 0.5`"
            work.tell(element, "style", "", message)
        elif name in allowed.PROPERTIES:
            _set(element, name, allowed.PROPERTIES[name], declaration.value, work)
        elif not (
            declaration.is_neutral
            or name in allowed.SILENT_PROPERTIES
            or name.startswith(allowed.SILENT_STARTS)
        ):
            message = f"`{_short(name)}` in a `style` is taken out: no drawing needs it"
            work.tell(element, "property", name, message)


def _set(element: Element, name: str, kind: str, value: str, work: _Work) -> None:
    _set_checked(element, name, value, read_value(kind, value), work)


def _set_checked(
    element: Element, name: str, value: str, checked: Value | Refusal, work: _Work
) -> None:
    """Set an attribute, or tell why it is taken out."""
    if not value.strip():
        return
    if isinstance(checked, Refusal):
        if checked is Refusal.FOREIGN:
            message = (
                f"`{name}` leads out of the drawing, to {quoted(value)}, and is taken out; "
                "put what it shows into this file"
            )
        else:
            message = f"{quoted(value)} is no value of `{name}`, which is taken out; {_how(name)}"
        work.tell(element, str(checked), name, message)
        return
    for id_ in checked.ids:
        if id_ not in work.ids:
            message = (
                f"`{name}` refers to {quoted(id_)}, but nothing in this drawing has this id; it is "
                "taken out"
            )
            work.tell(element, "reference", id_, message)
            return
    element.set(name, checked.text)
    # A `style` may replace what the attribute referred to.
    work.references.get(element, {}).pop(name, None)
    if checked.ids:
        work.references.setdefault(element, {})[name] = checked.ids


def _how(name: str) -> str:
    kind = allowed.PROPERTIES.get(name) or allowed.ATTRIBUTES.get(name, "reference")
    return allowed.EXAMPLES[kind]


def _set_class(element: Element, value: str, work: _Work) -> None:
    """Keep the classes of the drawing: those of the page would give its shapes another look."""
    kept = []
    for name in value.split():
        if _PLAIN_CLASS.fullmatch(name) and not name.lower().startswith(allowed.PAGE_CLASSES):
            kept.append(name)
        else:
            message = f"the class {quoted(name)} is taken out; give it another name: letters, "
            message += f"digits and hyphens, and not `{allowed.PAGE_CLASSES}` first"
            work.tell(element, "class", name, message)
    if kept:
        element.set("class", " ".join(kept))


def _tell_attribute(element: Element, name: str, work: _Work, *, is_root: bool) -> None:
    namespace, _, local = name.rpartition("}")
    if (
        name in allowed.SILENT_ATTRIBUTES
        or local.startswith(allowed.SILENT_STARTS)
        or namespace[1:].startswith(allowed.EDITORS)
    ):
        return
    if local.lower().startswith("on"):
        message = f"`{_short(local)}` would run a program, and is taken out; delete it"
        work.tell(element, "handler", local, message)
    elif name in allowed.MARKS and is_root:
        message = f"`{name}` is taken out; it marks a shape or a group, and not the whole drawing"
        work.tell(element, "root", name, message)
    elif name in ("href", _XLINK_HREF):
        message = f"`href` of `<{element.tag}>` is taken out: it leads nowhere in a drawing"
        work.tell(element, "link", element.tag, message)
    else:
        message = f"`{_short(local)}` is taken out: no drawing needs it"
        work.tell(element, "attribute", local, message)


def _resolve(root: Element, work: _Work) -> None:
    """Take out references that lead back to where they stand. Raises `MapError` for what explodes.

    A `use` draws all that it refers to, so ten lines of `use` could draw a thousand million
    shapes. The size of each element, with all that it draws, is counted once.
    """
    inherited = dict(_inherited(root, work, {}))
    sizes: dict[Element, int] = {}
    around: set[Element] = set()

    def size(element: Element) -> int:
        if element in sizes:
            return sizes[element]
        if len(around) > allowed.MAX_CHAIN:
            raise MapError(work.places[element][0], _TOO_LONG)
        around.add(element)
        total = len(element.tag) + sum(map(len, element.attrib.values()))
        for child in element:
            total += size(child)
        own = work.references.get(element, {})
        for name, ids in {**inherited.get(element, {}), **own}.items():
            if any(work.ids[id_] in around for id_ in ids):
                if name in own:
                    del element.attrib[name]
                else:
                    element.set(name, "none")
                message = (
                    f"`{name}` refers to {quoted(ids[0])}, which leads back to here; it is taken "
                    "out: let it refer to something else"
                )
                work.tell(element, "circle", ids[0], message)
            else:
                for id_ in ids:
                    total += size(work.ids[id_])
        around.remove(element)
        sizes[element] = total
        return total

    if size(root) > allowed.MAX_EXPANDED:
        large = (it for it in work.references if sizes[it] > allowed.MAX_EXPANDED)
        raise MapError(work.places[next(large, root)][0], _TOO_LARGE)


def _inherited(
    element: Element, work: _Work, paints: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Element, Mapping[str, tuple[str, ...]]]]:
    """Give the paints by reference that patterns and masks have from the elements around them."""
    own = work.references.get(element, {})
    paints = {
        name: own.get(name, ())
        if name in element.attrib and element.get(name) != "inherit"
        else paints.get(name, ())
        for name in ("fill", "stroke")
    }
    if element.tag in ("pattern", "mask"):
        yield element, {name: ids for name, ids in paints.items() if ids and name not in own}
    for child in element:
        yield from _inherited(child, work, paints)


def _findings(work: _Work) -> Iterator[Finding]:
    """Tell the same thing once, at its first place, and how often it is there."""
    known = {
        "attribute": (_ATTRIBUTES, "`"),
        "property": (allowed.PROPERTIES, "`"),
        "reference": (work.ids, '"'),
    }
    for kind, found in work.removals.found.items():
        words, mark = known.get(kind, ((), ""))
        items = list(found.items())
        for name, (message, places) in items[:_NAMES]:
            hint = did_you_mean(name, words, mark)
            yield _finding(f"{message}{hint}", places)
        if rest := items[_NAMES:]:
            yield _finding(rest[0][1][0], [place for _, (_, places) in rest for place in places])


def _finding(message: str, places: list[Place]) -> Finding:
    more = f" (and {len(places) - 1} more like it in this file)" if len(places) > 1 else ""
    return Finding(*min(places), f"{message}{more}")


def _short(name: str) -> str:
    """Give a name as it is, or its start: what is told is one line."""
    return quoted(name)[1:-1]
