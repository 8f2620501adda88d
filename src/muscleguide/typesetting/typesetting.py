"""Typesetting: data becomes a PDF (PDF/UA-1) or a PNG through Typst, offline, byte for byte."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import Any

import typst

from muscleguide.problems import quoted

_PACKAGE = files("muscleguide")
_FONTS = ("SourceSans3-Bold.otf", "SourceSans3-It.otf", "SourceSans3-Regular.otf")
_FONTS_FOLDER = "typesetting/fonts"
_GLYPHS = f"{_FONTS_FOLDER}/glyphs.txt"
_MISSING = "□"
# A font has a glyph for it, and PDF/UA forbids it; editors leave it in pasted text.
_FORBIDDEN = frozenset("\ufeff")


class TypesettingError(Exception):
    """A document cannot be set; the message is Typst's."""


def compile_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Set `data` by a template, a path within this package, as an accessible PDF.

    The template reads the data from `data.json`. The same data give the same bytes. Raises
    `TypesettingError`, for instance for a page that cannot be tagged.
    """
    return _compile(template, data, format="pdf", pdf_standards=["ua-1"], timestamp=0)


def compile_png(template: str, data: Mapping[str, Any], ppi: float) -> bytes:
    """Set `data` by a template of one page as a PNG of `ppi` pixels an inch.

    Raises `TypesettingError`.
    """
    return _compile(template, data, format="png", ppi=ppi)


def printable(text: str) -> str:
    """Replace characters without a glyph: by a box, and by nothing where nothing would be seen.

    An accessible PDF must not hold a character without a glyph; Typst refuses to make one.
    """
    text = unicodedata.normalize("NFC", text)
    for character in missing_glyphs(text):
        text = text.replace(character, _stand_in(character))
    return text


def missing_glyphs(text: str) -> set[str]:
    """Give the characters of a text for which the fonts have no glyph."""
    return set(unicodedata.normalize("NFC", text)) - _glyphs()


def boxes(text: str) -> set[str]:
    """Give the characters of a text in whose place a box is printed."""
    return {c for c in missing_glyphs(text) if c not in "\t\r" and _stand_in(c) == _MISSING}


def unprintable(characters: Iterable[str]) -> str:
    """Say that boxes are printed in the place of characters."""
    glyphs = quoted(" ".join(sorted(characters)))
    return f"the fonts of handouts have no {glyphs}; a box stands there in print"


@cache
def identity(template: str, *others: str) -> str:
    """Identify all that a template's documents depend on besides their data.

    That is Typst, the fonts, the very bytes of the template that will be compiled, and `others`:
    paths within this package.
    """
    parts = hashlib.sha256(version("typst").encode())
    fonts = (f"{_FONTS_FOLDER}/{name}" for name in _FONTS)
    for path in (template, "typesetting/typesetting.py", _GLYPHS, *fonts, *others):
        parts.update(hashlib.sha256(_read(path)).digest())
    return parts.hexdigest()


def _compile(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    text = printable(json.dumps(data, ensure_ascii=False))
    # A file of data leaves Typst's library as it is; `sys_inputs` would change it, and with it go
    # all results that Typst remembers from one document to the next.
    sources = {"main.typ": _read(template), "data.json": text.encode()}
    try:
        made = typst.compile(sources, font_paths=_fonts(), ignore_system_fonts=True, **options)
    except typst.TypstError as error:
        raise TypesettingError(str(error)) from None
    assert isinstance(made, bytes)  # noqa: S101  # a list comes from formats of one file a page
    return made


def _stand_in(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z"):
        return " "
    # Joiners, directions, variations of emoji: invisible by themselves.
    name = unicodedata.name(character, "")
    invisible = category == "Cf" or name.startswith("VARIATION SELECTOR")
    return "" if invisible else _MISSING


@cache
def _glyphs() -> frozenset[str]:
    ranges = _read(_GLYPHS).decode("ascii").split()
    ends = [[int(end, 16) for end in some.split("-")] for some in ranges]
    glyphs = frozenset(chr(code) for some in ends for code in range(some[0], some[-1] + 1))
    return (glyphs | {"\n"}) - _FORBIDDEN


@cache
def _read(path: str) -> bytes:
    """Read a file of this package once, so that no change during a run goes unnoticed."""
    return (_PACKAGE / path).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    with as_file(_PACKAGE / _FONTS_FOLDER) as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
