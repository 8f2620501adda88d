"""Values of a drawing's attributes: parsed, checked against their kind, and written anew.

What comes out is written from the parsed parts, so no value is read in one way here and in
another by a browser.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

import tinycss2

from muscleguide.guide.drawing_allowlist import (
    MAX_VALUE,
    NEUTRAL,
    PATTERNS,
    STYLES,
    UNITS,
    Style,
)

# Stands before every id of a drawing until it is drawn: XML cannot hold it.
ID = "\0"

_WORD = re.compile(r"-?[^\W\d][\w-]*|--[\w-]*")
_HEX = re.compile(r"[0-9a-fA-F]{3,8}")
_STRING = re.compile(r"[\w .,&+-]*")
_ODD_IN_ID = re.compile(r"[^\w-]")


class Refusal(Enum):
    """Why a value is taken out."""

    INVALID = auto()
    FOREIGN = auto()


@dataclass(frozen=True)
class Value:
    """A value that is allowed; `ids` are those that it refers to, written with `ID` before."""

    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declaration:
    """A property and its value in a `style`; what is no declaration has the name `None`."""

    name: str | None
    value: str
    is_neutral: bool = False


class _RefusedError(Exception):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


def written_id(id_: str) -> str:
    """Write an id of letters, digits, `_`, `-` and `.` only, another for every id."""
    return _ODD_IN_ID.sub(lambda found: f".{ord(found[0]):x}.", id_)


def read_value(kind: str, text: str) -> Value | Refusal:
    """Check an attribute's value against its kind, and write it anew."""
    if kind in STYLES:
        return _read_style(kind, text)
    return Value(text) if PATTERNS[kind].fullmatch(text) else Refusal.INVALID


def read_reference(text: str) -> Value | Refusal:
    """Check a link: it may only lead to an id of the same drawing."""
    try:
        id_ = _id_of(text.strip())
    except _RefusedError as error:
        return error.reason
    return Value(f"#{ID}{written_id(id_)}", (id_,))


@lru_cache(maxsize=4096)
def read_declarations(style: str) -> tuple[Declaration, ...]:
    """Parse a `style` attribute into its declarations; a later one of a name wins."""
    found = {}
    nodes = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    for number, node in enumerate(nodes):
        if node.type == "declaration":
            value = tinycss2.serialize(node.value).strip()
            is_neutral = value.lower() in NEUTRAL
            found[node.lower_name] = Declaration(node.lower_name, value, is_neutral)
        else:
            found[f"{ID}{number}"] = Declaration(None, style)
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _read_style(kind: str, text: str) -> Value | Refusal:
    if len(text) > MAX_VALUE:
        return Refusal.INVALID
    style = STYLES[kind]
    tokens = _tokens(text)
    ids: list[str] = []
    try:
        parts = list(_write(tokens, style, ids))
    except _RefusedError as error:
        return error.reason
    significant = [part for part in parts if part != " "]
    if not significant or (kind == "reference" and len(significant) > 1):
        return Refusal.INVALID
    return Value("".join(parts).strip(), tuple(ids))


def _tokens(text: str) -> Sequence[Any]:
    tokens: Sequence[Any] = tinycss2.parse_component_value_list(text)
    return tokens


def _write(tokens: Sequence[Any], style: Style, ids: list[str]) -> Iterator[str]:
    """Write tokens anew, and note the ids that they refer to."""
    for token in tokens:
        name = token.lower_name if token.type == "function" else ""
        if token.type == "url" or name == "url":
            id_ = _id_of(_address(token))
            if not style.references:
                raise _RefusedError(Refusal.INVALID)
            ids.append(id_)
            yield f"url(#{ID}{written_id(id_)})"
        elif name in style.functions:
            yield f"{name}({''.join(map(_plain, token.arguments)).strip()})"
        elif token.type == "hash" and style.colours and _HEX.fullmatch(token.value):
            yield f"#{token.value}"
        elif token.type == "string" and style.strings and _STRING.fullmatch(token.value):
            yield f"'{token.value}'"
        else:
            yield _plain(token)


def _plain(token: Any) -> str:
    """Write a token that is harmless everywhere: a word, a number, a comma, a space."""
    if token.type in ("whitespace", "comment"):
        return " "
    if token.type == "ident" and _WORD.fullmatch(token.value):
        return str(token.value)
    if token.type == "number":
        return str(token.representation)
    if token.type == "percentage":
        return f"{token.representation}%"
    if token.type == "dimension" and token.lower_unit in UNITS:
        return f"{token.representation}{token.lower_unit}"
    if token.type == "literal" and token.value in (",", "/"):
        return str(token.value)
    raise _RefusedError(Refusal.INVALID)


def _address(token: Any) -> str:
    """Give what is between the brackets of `url(…)`, with or without quotes."""
    if token.type == "url":
        return str(token.value)
    inner = [it for it in token.arguments if it.type not in ("whitespace", "comment")]
    if len(inner) != 1 or inner[0].type != "string":
        raise _RefusedError(Refusal.INVALID)
    return str(inner[0].value)


def _id_of(address: str) -> str:
    if not address.startswith("#"):
        raise _RefusedError(Refusal.FOREIGN if address else Refusal.INVALID)
    if len(address) == 1:
        raise _RefusedError(Refusal.INVALID)
    return address[1:]
