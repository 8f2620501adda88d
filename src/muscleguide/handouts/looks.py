"""Choosing the look of a handout: the most generous with which everything fits."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from muscleguide import press
from muscleguide.handouts.content import Format, Paper

_TEMPLATE = "handouts/handout.typ"
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
# The looks of one page, and with how many letters each is worth a try.
_ONE_PAGE: Mapping[Paper, Mapping[str, int]] = {
    "letter": {"roomy": 2000, "even": 2650, "snug": 3400, "tight": 4000},
    "a4": {"roomy": 2200, "even": 3260, "snug": 3700, "tight": 4300},
}


def print_pdf(data: Mapping[str, Any], form: Format) -> bytes:
    """Make the PDF of a handout's data. The same data and format give the same bytes.

    Raises `PressError`.
    """
    if form.large:
        return _print(data, form, "large")
    if not data["chapters"] or len(data["chapters"]) > 1:
        return _print(data, form, "flowing")
    # The interface's words are much the same on every handout.
    letters = _letters_in({key: value for key, value in data.items() if key != "words"})
    for look, most in _ONE_PAGE[form.paper].items():
        if letters <= most and page_count(pdf := _print(data, form, look)) == 1:
            return pdf
    return _print(data, form, "flowing")


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that `print_pdf` made."""
    match = _PAGES.search(pdf)
    if match is None:
        raise ValueError("this PDF is not from this press")
    return int(match[1])


def _print(data: Mapping[str, Any], form: Format, look: str) -> bytes:
    return press.pdf(_TEMPLATE, {**data, "paper": form.paper, "look": look})


def _letters_in(data: object) -> int:
    """Count the letters that a reader will see, more or less: enough to guess what fits."""
    if isinstance(data, str):
        return 0 if data.startswith("<svg") else len(data)
    some = data.values() if isinstance(data, Mapping) else data
    return sum(map(_letters_in, some)) if isinstance(some, Iterable) else 0
