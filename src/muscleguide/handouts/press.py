"""The press: a handout's data becomes a PDF (PDF/UA-1) through Typst, offline, byte for byte."""

import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from muscleguide.handouts.content import Format, Paper

_HERE = files("muscleguide")
_MISSING = "□"
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
# The looks of one page, and with how many letters each is worth a try.
_ONE_PAGE: Mapping[Paper, Mapping[str, int]] = {
    "letter": {"roomy": 2000, "even": 2650, "snug": 3400, "tight": 4000},
    "a4": {"roomy": 2200, "even": 3260, "snug": 3700, "tight": 4300},
}
_local = threading.local()


class PressError(Exception):
    """A handout cannot be set; the message says why, in Typst's words."""


def print_pdf(data: Mapping[str, Any], form: Format) -> bytes:
    """Make the PDF of a handout's data. The same data and format give the same bytes.

    Raises `PressError` where Typst finds no way, for instance on a page that cannot be tagged.
    """
    if form.large:
        return _compile(data, form, "large")
    if not data["chapters"] or len(data["chapters"]) > 1:
        return _compile(data, form, "flowing")
    letters = _letters_in(data)
    for look, most in _ONE_PAGE[form.paper].items():
        if letters <= most and page_count(pdf := _compile(data, form, look)) == 1:
            return pdf
    return _compile(data, form, "flowing")


def _letters_in(data: object) -> int:
    """Count the letters that a reader will see, more or less: enough to guess what fits."""
    if isinstance(data, str):
        return 0 if data.startswith("<svg") else len(data)
    some = data.values() if isinstance(data, Mapping) else data
    return sum(map(_letters_in, some)) if isinstance(some, Iterable) else 0


def _compile(data: Mapping[str, Any], form: Format, look: str) -> bytes:
    text = json.dumps({**data, "paper": form.paper, "look": look}, ensure_ascii=False)
    inputs = {"data": printable(text)}
    try:
        pdf = _compiler().compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=0, sys_inputs=inputs
        )
    except typst.TypstError as error:
        raise PressError(str(error)) from None
    assert isinstance(pdf, bytes)  # noqa: S101  # a list comes from formats of one file a page
    return pdf


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that `print_pdf` made."""
    match = _PAGES.search(pdf)
    if match is None:
        raise ValueError("this PDF is not from this press")
    return int(match[1])


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


def _compiler() -> typst.Compiler:
    """Give this thread's compiler: it reads fonts and template once."""
    if not hasattr(_local, "compiler"):
        with as_file(_HERE) as folder:
            fonts = typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(folder / "fonts")],
            )
            template = Path(folder, "handouts", "handout.typ")
            _local.compiler = typst.Compiler(str(template), font_paths=fonts)
    compiler: typst.Compiler = _local.compiler
    return compiler
