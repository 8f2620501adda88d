"""Choosing the layout of a handout: the most generous with which everything fits."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import segno

from muscleguide.handouts.content import Format
from muscleguide.typesetting import typesetting
from muscleguide.urls import Paper

_TEMPLATE = "handouts/handout.typ"
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
_QR_MASK = 4  # any of the eight can be read; to weigh them all takes longer than to print the page
# The layouts of one page, and with how many characters each is worth a try. One that fails costs as
# much as one that fits, so the last alone is tried wherever it has ever been seen to fit.
_ONE_PAGE: Mapping[Paper, Mapping[str, int]] = {
    "letter": {"roomy": 2000, "even": 2650, "snug": 3400, "tight": 4600},
    "a4": {"roomy": 2200, "even": 3260, "snug": 3700, "tight": 4600},
}
# The layouts of two pages, with less and less air.
_TWO_PAGES = ("even-flow", "snug-flow", "tight-flow", "dense-flow")


def identity() -> str:
    """Identify all that a handout's bytes depend on besides its data and format."""
    return typesetting.identity(_TEMPLATE, "handouts/layouts.py") + f" segno {segno.__version__}"


def print_pdf(data: Mapping[str, Any], form: Format) -> bytes:
    """Make the PDF of a handout's data. The same data and format give the same bytes.

    Raises `TypesettingError`.
    """
    if data["page"]:
        data = {**data, "page": {**data["page"], "qr": _qr_code(data["page"]["url"])}}
    if form.large:
        return _print(data, form, "large")
    if len(data["chapters"]) != 1:
        return _print(data, form, "flowing")
    # The interface's words are much the same on every handout.
    length = _length({key: value for key, value in data.items() if key != "words"})
    for layout, most in _ONE_PAGE[form.paper].items():
        if length <= most and page_count(pdf := _print(data, form, layout)) == 1:
            return pdf
    generous = _print(data, form, "flowing")
    # A sheet has two sides: what would need a third page may fit them.
    for layout in _TWO_PAGES if page_count(generous) > 2 else ():
        if page_count(pdf := _print(data, form, layout)) <= 2:
            return pdf
    return generous


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that `print_pdf` made."""
    match = _PAGES.search(pdf)
    if match is None:
        raise ValueError("print_pdf did not make this PDF")
    return int(match[1])


def _print(data: Mapping[str, Any], form: Format, layout: str) -> bytes:
    return typesetting.compile_pdf(_TEMPLATE, {**data, "paper": form.paper, "layout": layout})


# A muscle's handouts in all papers, made one after the other, show the same code.
@lru_cache(64)
def _qr_code(url: str) -> str:
    code = segno.make(url, error="m", micro=False, mask=_QR_MASK)
    return code.svg_inline(border=4, omitsize=True)


def _length(data: object) -> int:
    """Count the characters that a reader will see, more or less: enough to guess what fits."""
    if isinstance(data, str):
        return 0 if data.startswith("<svg") else len(data)
    some = data.values() if isinstance(data, Mapping) else data
    return sum(map(_length, some)) if isinstance(some, Iterable) else 0
