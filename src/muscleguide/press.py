"""The press: data becomes a PDF (PDF/UA-1) or a PNG through Typst, offline, byte for byte."""

import hashlib
import json
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import typst

_HERE = files("muscleguide")
_MISSING = "□"
_local = threading.local()


class PressError(Exception):
    """A document cannot be set; the message says why, in Typst's words."""


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Set `data` by a template, a path within this package, as an accessible PDF.

    The same data give the same bytes. Raises `PressError` where Typst finds no way, for instance
    for a page that cannot be tagged.
    """
    return _compile(template, data, format="pdf", pdf_standards=["ua-1"], timestamp=0)


def png(template: str, data: Mapping[str, Any], ppi: float) -> bytes:
    """Set `data` by a template of one page as a PNG of `ppi` pixels an inch.

    Raises `PressError`.
    """
    return _compile(template, data, format="png", ppi=ppi)


def printable(text: str) -> str:
    """Replace what the fonts cannot show: by a box, and by nothing where nothing would be seen.

    An accessible PDF must not hold a letter without a shape; Typst refuses to make one.
    """
    text = unicodedata.normalize("NFC", text)
    for letter in strange_letters(text):
        text = text.replace(letter, _stand_in(letter))
    return text


def strange_letters(text: str) -> set[str]:
    """Give the letters of a text that the fonts do not have."""
    return set(unicodedata.normalize("NFC", text)) - _letters()


@cache
def identity(folder: str) -> str:
    """Identify all that a folder's documents depend on besides their data: code, fonts, Typst."""
    parts = hashlib.sha256(version("typst").encode())
    parts.update((_HERE / "press.py").read_bytes())
    for some in (_HERE / folder, _HERE / "fonts"):
        for file in sorted(some.iterdir(), key=_name):
            if file.is_file():
                parts.update(file.name.encode() + file.read_bytes())
    return parts.hexdigest()


def _name(file: Traversable) -> str:
    return file.name


def _compile(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    text = printable(json.dumps(data, ensure_ascii=False))
    try:
        made = _compiler(template).compile(sys_inputs={"data": text}, **options)
    except typst.TypstError as error:
        raise PressError(str(error)) from None
    assert isinstance(made, bytes)  # noqa: S101  # a list comes from formats of one file a page
    return made


def _stand_in(letter: str) -> str:
    category = unicodedata.category(letter)
    if category.startswith("Z"):
        return " "
    # Joiners, directions, variations of emoji: invisible by themselves.
    invisible = category == "Cf" or unicodedata.name(letter, "").startswith("VARIATION SELECTOR")
    return "" if invisible else _MISSING


@cache
def _letters() -> frozenset[str]:
    ranges = (_HERE / "fonts" / "letters.txt").read_text(encoding="ascii").split()
    ends = [[int(end, 16) for end in some.split("-")] for some in ranges]
    return frozenset(chr(code) for some in ends for code in range(some[0], some[-1] + 1)) | {"\n"}


def _compiler(template: str) -> typst.Compiler:
    """Give this thread's compiler for a template: it reads fonts and template once."""
    compilers: dict[str, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if template not in compilers:
        with as_file(_HERE) as folder:
            fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(folder / "fonts")],
            )
            compilers[template] = typst.Compiler(str(Path(folder, template)), font_paths=fonts)
    return compilers[template]
