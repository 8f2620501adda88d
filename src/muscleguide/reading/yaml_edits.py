"""YAML text with some values changed and nothing else: comments, order and quoting stay.

The text is cut at the positions that PyYAML's nodes know, and only what says something else now is
written anew. A library that loads and dumps a whole file keeps comments, but not every byte.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from muscleguide.reading.yaml_reader import ReadingError, Value, ValuePath, parse_yaml

_WIDTH = 100
_ENDLESS = 2**31


class EditError(Exception):
    """A text that cannot be changed at that place; the message says why and what to do."""


@dataclass(frozen=True)
class _Edit:
    """What takes the place of the text from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Slot:
    """Where a value stands: `after` its colon or hyphen, in a block indented by `indent`.

    `is_item` marks an entry of a list, whose first key stands beside the hyphen.
    """

    after: int
    indent: int
    is_item: bool = False


# In brackets or braces, and as the only value of a document.
_IN_FLOW = _Slot(-1, 0)
_WHOLE = _Slot(0, -2)


def edited(text: str, path: ValuePath, new: Value) -> str:
    """Give the text with the value at a path replaced by a new one; `()` is the whole document.

    The keys and entries on the path must be there, but for the last. Raises `EditError` where that
    cannot be done without touching something else, and `ReadingError` for what is no YAML.
    """
    old = parse_yaml("", text)[0].value
    wanted = _with(old, path, new)
    if same(old, wanted):
        return text
    _refuse_aliases(text)
    root = yaml.compose(text, yaml.SafeLoader)
    if root is None or old is None:
        made = with_newline(with_newline(text) + _dump(wanted).replace("\n", newline_of(text)))
    else:
        made = _applied(text, _changes(text, root, old, wanted, _WHOLE))
    try:
        has = parse_yaml("", made)[0].value
    except ReadingError:
        has = None
    if not same(has, wanted):
        raise EditError("this place cannot be changed here; change it in a text editor")
    return made


def same(one: Value, other: Value) -> bool:
    """Return whether two values say the same; nothing, an empty text and an empty list do."""
    return bool(_plain(one) == _plain(other))


def newline_of(text: str) -> str:
    """Give what ends the lines of a text."""
    return "\r\n" if "\r\n" in text else "\n"


def with_newline(text: str) -> str:
    """Give the text, with a newline at its end where something stands in it."""
    return text if not text or text.endswith("\n") else text + newline_of(text)


def _plain(value: Value) -> Any:
    if isinstance(value, str):
        return value.rstrip() or None
    if isinstance(value, bool):
        return ("bool", value)  # which is 1 or 0 otherwise
    if isinstance(value, list):
        return [_plain(entry) for entry in value] or None
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()} or None
    return value


def _with(value: Value, path: ValuePath, new: Value) -> Value:
    """Give a value with the one at a path replaced or, behind the last, added."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(key, int) and key <= len(value):
        below = value[key] if key < len(value) else None
        return [*value[:key], _with(below, rest, new), *value[key + 1 :]]
    if isinstance(value, dict | None) and isinstance(key, str):
        value = value or {}
        return {**value, key: _with(value.get(key), rest, new)}
    if value is None and key == 0:
        return [_with(None, rest, new)]
    raise EditError("there is no such place in this file any more; load it again")


def _refuse_aliases(text: str) -> None:
    """A value with two places cannot be changed at one of them."""
    for token in yaml.scan(text, yaml.SafeLoader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            line = token.start_mark.line + 1
            raise EditError(
                f"line {line} uses an anchor or alias (`&name`, `*name`); change this file in a "
                "text editor"
            )


def _applied(text: str, edits: Iterator[_Edit], start: int = 0, end: int | None = None) -> str:
    """Give the text from `start` to `end` with edits applied, which do not overlap."""
    end = len(text) if end is None else end
    made, at = [], start
    for edit in sorted(edits, key=lambda one: one.start):
        if edit.start < at:
            raise EditError("this place cannot be changed here; change it in a text editor")
        made += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*made, text[at:end]])


def _changes(text: str, node: yaml.Node, old: Value, new: Value, slot: _Slot) -> Iterator[_Edit]:
    """Yield what to change so that the text of a node says a new value."""
    if same(old, new):
        return
    if not old or not new:
        pass
    elif isinstance(node, yaml.MappingNode) and isinstance(old, dict) and isinstance(new, dict):
        yield from (_flow_mapping if node.flow_style else _block_mapping)(text, node, old, new)
        return
    elif isinstance(node, yaml.SequenceNode) and isinstance(old, list) and isinstance(new, list):
        yield from (_flow_list if node.flow_style else _block_list)(text, node, old, new)
        return
    yield from _replacement(text, node, new, slot)


# Mappings


def _block_mapping(
    text: str, node: yaml.MappingNode, old: dict[str, Value], new: dict[str, Value]
) -> Iterator[_Edit]:
    pairs = {str(key.value): (key, value) for key, value in node.value}
    indent = node.value[0][0].start_mark.column
    names = list(pairs)
    for name, (key, value) in pairs.items():
        if name in new:
            slot = _Slot(text.index(":", key.end_mark.index) + 1, indent)
            yield from _changes(text, value, old.get(name), new[name], slot)
            continue
        start, end = _line_start(text, key.start_mark.index), _next_line(text, _end(text, value))
        if text[start : key.start_mark.index].strip():
            # The first key beside a hyphen: the next moves up.
            follows = names[names.index(name) + 1 : names.index(name) + 2]
            if not follows or follows[0] not in new:
                raise EditError("the first line of this entry cannot be taken out here")
            start, end = key.start_mark.index, pairs[follows[0]][0].start_mark.index
        yield _Edit(start, end, "")
    newline = newline_of(text)
    before = None
    for name, value in new.items():
        if name in pairs:
            before = name
        elif not same(value, None):
            lines = _indented(_dump({name: value}), indent, newline)
            if before is None and not _beside(text, node):
                at = _line_start(text, node.start_mark.index)
                yield _Edit(at, at, lines + newline)
            else:
                at = _line_end(text, _end(text, pairs[before or names[0]][1]))
                yield _Edit(at, at, newline + lines)


def _flow_mapping(
    text: str, node: yaml.MappingNode, old: dict[str, Value], new: dict[str, Value]
) -> Iterator[_Edit]:
    pairs = [(str(key.value), key, value) for key, value in node.value]
    added = {
        name: value for name, value in new.items() if name not in old and not same(value, None)
    }
    more = [_flow(added)[1:-1]] if added else []
    if all(name in new for name, _key, _value in pairs):
        for name, _key, value in pairs:
            yield from _changes(text, value, old.get(name), new[name], _IN_FLOW)
        if more:
            at = pairs[-1][2].end_mark.index
            yield _Edit(at, at, f", {more[0]}")
        return
    kept = [
        _applied(
            text,
            _changes(text, value, old.get(name), new[name], _IN_FLOW),
            key.start_mark.index,
            value.end_mark.index,
        )
        for name, key, value in pairs
        if name in new
    ]
    start, end = pairs[0][1].start_mark.index, pairs[-1][2].end_mark.index
    yield _Edit(start, end, ", ".join([*kept, *more]))


# Lists


def _block_list(
    text: str, node: yaml.SequenceNode, old: list[Value], new: list[Value]
) -> Iterator[_Edit]:
    hyphens = [_hyphen(text, node, item) for item in node.value]
    column = node.start_mark.column
    newline = newline_of(text)
    slots = [_Slot(at + 1, column, is_item=True) for at in hyphens]
    source = _matched(old, new)
    if source == list(range(len(old))):
        for at, item in enumerate(node.value):
            yield from _changes(text, item, old[at], new[at], slots[at])
        return
    ends = [_next_line(text, _end(text, item)) for item in node.value]
    # The lines above an entry, such as comments, go with it; those above the first stay.
    starts = [hyphens[0], *ends[:-1]]
    lines: list[str] = []
    for value, index in zip(new, source, strict=True):
        if index is None:
            entry = _item(value, newline, column)
            lines.append(" " * column + entry if lines else entry)
            continue
        edits = _changes(text, node.value[index], old[index], value, slots[index])
        chunk = _applied(text, edits, starts[index], ends[index])
        if index == 0 and lines:
            chunk = " " * column + chunk
        elif index and not lines:
            # What stands above it stays above it; the hyphen of the list's first line is in place.
            above = text[starts[index] : hyphens[index]]
            chunk = chunk[len(above) :]
            if above.strip():
                chunk = above.lstrip(" ") + chunk
        lines.append(chunk if chunk.endswith("\n") else chunk + newline)
    made = "".join(lines)
    if not text[starts[0] : ends[-1]].endswith("\n"):
        made = made.removesuffix(newline)
    yield _Edit(starts[0], ends[-1], made)


def _flow_list(
    text: str, node: yaml.SequenceNode, old: list[Value], new: list[Value]
) -> Iterator[_Edit]:
    source = _matched(old, new)
    if source == list(range(len(old))):
        for at, item in enumerate(node.value):
            yield from _changes(text, item, old[at], new[at], _IN_FLOW)
        return
    start, end = node.value[0].start_mark.index, node.value[-1].end_mark.index
    kept = source[: len(old)] == list(range(len(old)))
    if kept and all(same(one, other) for one, other in zip(old, new, strict=False)):
        # Entries come behind the last one only.
        yield _Edit(end, end, ", " + _flow(new[len(old) :])[1:-1])
        return
    entries = []
    for value, index in zip(new, source, strict=True):
        if index is None:
            entries.append(_flow([value])[1:-1])
        else:
            item = node.value[index]
            edits = _changes(text, item, old[index], value, _IN_FLOW)
            entries.append(_applied(text, edits, item.start_mark.index, item.end_mark.index))
    yield _Edit(start, end, ", ".join(entries))


def _matched(old: list[Value], new: list[Value]) -> list[int | None]:
    """Give for each new entry the old one that it was, or None: equal ones, then similar ones."""
    free = dict(enumerate(old))
    found: list[int | None] = [None] * len(new)

    def take(at: int, index: int) -> None:
        found[at] = index
        del free[index]

    for at, value in enumerate(new):
        if at in free and same(free[at], value):
            take(at, at)
    for at, value in enumerate(new):
        if found[at] is None:
            for index, before in free.items():
                if same(before, value):
                    take(at, index)
                    break
    for at, value in enumerate(new):
        if found[at] is None:
            alike = (index for index, before in free.items() if _alike(before, value))
            place = next(alike, at if at in free else None)
            # An entry that was edited in its place; one that is new takes nobody's place.
            if place is not None and (len(old) == len(new) or _alike(free[place], value)):
                take(at, place)
    return found


def _alike(one: Value, other: Value) -> bool:
    """Return whether two mappings begin with the same value, such as the same symptom."""
    if not (isinstance(one, dict) and isinstance(other, dict) and one and other):
        return False
    key = next(iter(one))
    return key in other and same(one[key], other[key])


def _item(value: Value, newline: str, indent: int) -> str:
    """Write an entry of a block list, from its hyphen to the end of its last line."""
    return _indented(_dump([value]), indent, newline).lstrip(" ") + newline


def _hyphen(text: str, node: yaml.SequenceNode, item: yaml.Node) -> int:
    """Find the hyphen before an entry: the first above it in the column of the list."""
    if item is node.value[0]:
        return int(node.start_mark.index)
    start = _line_start(text, item.start_mark.index)
    while start >= 0:
        at = start + node.start_mark.column
        if text[at : at + 1] == "-" and not text[start:at].strip():
            return at
        start = _line_start(text, start - 1) if start else -1
    raise EditError("this place cannot be changed here; change it in a text editor")


# Values written anew


def _replacement(text: str, node: yaml.Node, new: Value, slot: _Slot) -> Iterator[_Edit]:
    """Yield what puts another value into the place of a whole node."""
    if slot is _IN_FLOW:
        start, end = node.start_mark.index, node.end_mark.index
        if start == end:
            raise EditError("this place cannot be changed here; change it in a text editor")
        style = node.style if isinstance(node, yaml.ScalarNode) and isinstance(new, str) else None
        yield _Edit(start, end, _quoted(new, style) if style in ("'", '"') else _flow([new])[1:-1])
        return
    end = _end(text, node)
    newline = newline_of(text)
    if isinstance(node, yaml.ScalarNode) and not isinstance(new, dict | list):
        is_empty = node.start_mark.index == end
        style = node.style if isinstance(new, str) else None
        if style in ("|", ">"):
            yield from _block_text(text, node, str(new), slot, end)
            return
        if style in ("'", '"') and "\n" not in str(new):
            yield _Edit(node.start_mark.index, end, _quoted(new, style))
            return
        written = _value(new)
        if "\n" not in written and not is_empty:
            yield _Edit(node.start_mark.index, end, written)
            return
    at = slot.after
    if slot is _WHOLE:
        yield _Edit(node.start_mark.index, end, _dump(new).rstrip("\n").replace("\n", newline))
        return
    body = _body(new, slot, newline)
    line_end = _line_end(text, at)
    note = text[at : min(line_end, end) if end > at else line_end].strip()
    if note.startswith("#") and body.startswith(newline):
        # A comment beside the key stays there.
        yield _Edit(line_end, max(end, line_end), body)
    elif note.startswith("#"):
        yield _Edit(at, at, body)
        yield _Edit(line_end, max(end, line_end), "")
    else:
        yield _Edit(at, max(end, at), body)


def _body(new: Value, slot: _Slot, newline: str) -> str:
    """Write what stands behind a colon or a hyphen."""
    if isinstance(new, dict | list) and new:
        if slot.is_item:
            lines = _indented(_dump(new), slot.indent + 2, newline)
            return " " + lines.lstrip(" ")
        return newline + _indented(_dump(new), slot.indent + 2, newline)
    first, *others = _value(new).split("\n")
    pad = " " * max(slot.indent, 0)
    return " " + newline.join([first, *(pad + line if line else "" for line in others)])


def _block_text(
    text: str, node: yaml.ScalarNode, new: str, slot: _Slot, end: int
) -> Iterator[_Edit]:
    """Write a text into the place of one that follows `|` or `>`, whose first line stays."""
    start = _next_line(text, node.start_mark.index)
    newline = newline_of(text)
    first = re.match(r" *", text[start:])
    indent = first.end() if first and start < end else slot.indent + 2
    header = text[node.start_mark.index : start]
    if re.match(r"[|>][+-]?\d", header):
        raise EditError("this place cannot be changed here; change it in a text editor")
    lines = new.rstrip().split("\n")
    if node.style == ">":
        lines = _folded(lines, _WIDTH - indent)
    body = newline.join(f"{' ' * indent}{line}" if line else "" for line in lines)
    yield _Edit(start, end, body)


def _folded(lines: list[str], width: int) -> list[str]:
    """Wrap lines for `>`, which joins them again: between two of them stands an empty one."""
    folded: list[str] = []
    for number, line in enumerate(lines):
        if number:
            folded.append("")
        if line:
            folded += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return folded


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their key, and texts of several lines as such."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text.rstrip("\n") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text.rstrip() if style else text, style)


def _represent_nothing(dumper: yaml.SafeDumper, _nothing: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), _represent_nothing)


def _dump(value: Value) -> str:
    """Write a value in block style, without the newline at its end."""
    if isinstance(value, dict | list):
        made = yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=False,
            width=_ENDLESS,
        )
        return str(made).rstrip("\n")
    return _value(value)


def _value(value: Value) -> str:
    """Write a value as it stands behind a key."""
    made = _dump({"k": value}) if not isinstance(value, dict | list) else _flow(value)
    return made.removeprefix("k:").lstrip(" ")


def _flow(value: Value) -> str:
    """Write a list or mapping in one line, in brackets."""
    made = yaml.dump(
        value,
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=True,
        width=_ENDLESS,
    )
    return str(made).strip()


def _quoted(value: Value, style: str | None) -> str:
    """Write a text in quotes of a style."""
    made = yaml.dump(value, default_style=style, allow_unicode=True, width=_ENDLESS)
    return str(made).rstrip("\n")


# Positions


def _end(text: str, node: yaml.Node) -> int:
    """Find the end of what a node says: PyYAML's mark lies behind the comments that follow."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
    return end


def _beside(text: str, node: yaml.Node) -> bool:
    """Return whether something, such as a hyphen, stands before a node in its line."""
    start = _line_start(text, node.start_mark.index)
    return bool(text[start : node.start_mark.index].strip())


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Find the end of a line, before what ends it."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _indented(text: str, indent: int, newline: str) -> str:
    pad = " " * indent
    return newline.join(pad + line if line else "" for line in text.split("\n"))
