"""The file that holds how plainly each page read once, so that no page gets worse unnoticed."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from muscleguide.editorial.reading import Reading
from muscleguide.problems import count
from muscleguide.wording.readability import FORMULAS

FILE = "readability.json"
_NOTE = (
    "How plainly each page read when this was saved. `report --strict` fails where one got worse; "
    "`report --save` writes this file."
)

Saved = Mapping[str, Mapping[str, float | None]]


class SavedError(Exception):
    """The file cannot be understood; the message says why."""


def load(root: Path) -> Saved | None:
    """Read what was saved in a guide's folder; None where nothing was. Raises `SavedError`."""
    file = root / FILE
    if not file.exists():
        return None
    try:
        pages = json.loads(file.read_text(encoding="utf-8"))["pages"]
        return {str(name): _numbers(page) for name, page in pages.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise SavedError(
            f"{FILE} cannot be read ({type(error).__name__}); write it again with `report --save`"
        ) from None


def _numbers(page: Mapping[str, Any]) -> dict[str, float | None]:
    grade, long = page["grade"], page["long_sentences"]
    return {"grade": None if grade is None else float(grade), "long_sentences": int(long)}


def to_save(readings: Iterable[Reading]) -> str:
    """Write the file's text: the same readings always give the same bytes."""
    pages = {
        reading.name: {"grade": reading.grade, "long_sentences": len(reading.long)}
        for reading in sorted(readings, key=lambda reading: reading.name)
    }
    return json.dumps({"about": _NOTE, "pages": pages}, indent=2, ensure_ascii=False) + "\n"


def got_worse(readings: Iterable[Reading], saved: Saved) -> dict[str, str]:
    """Say of each page that reads worse than it did in which way it does.

    A page that is new is held to what all pages aim at: no long sentence, and the grade that its
    language's formula aims at.
    """
    worse = {}
    for reading in readings:
        before = saved.get(reading.name, {"grade": None, "long_sentences": 0})
        reasons = [*_longer(reading, before), *_harder(reading, before)]
        if reasons:
            new = "" if reading.name in saved else "a new page: "
            worse[reading.name] = new + "; ".join(reasons)
    return worse


def _longer(reading: Reading, before: Mapping[str, float | None]) -> Iterable[str]:
    was = int(before["long_sentences"] or 0)
    if len(reading.long) > was:
        yield f"{count(len(reading.long), 'long sentence')}, {was} before"


def _harder(reading: Reading, before: Mapping[str, float | None]) -> Iterable[str]:
    formula = FORMULAS.get(reading.language)
    if formula is None or reading.grade is None:
        return
    was = before["grade"]
    if was is None:
        if formula.misses(reading.grade):
            yield f"{formula.name} {reading.grade}, {formula.aim:g} is the aim"
        return
    is_felt = formula.is_harder(reading.grade, was) and abs(reading.grade - was) >= formula.felt
    if is_felt or (formula.misses(reading.grade) and not formula.misses(was)):
        yield f"{formula.name} {reading.grade}, {was} before"
