"""How texts are joined and finished: lists, sentences, dates, the order of names."""

import datetime
import re
import unicodedata
from collections.abc import Iterable

from muscleguide.wording.locale import Locale

# Opening quotes and marks may stand before the first letter of a sentence.
_FIRST_LETTER = re.compile(r"^[\"'\u2018\u201c\u201e\u00ab\u00bf\u00a1]*\w")


def listing(locale: Locale, items: Iterable[str], word: str = "and") -> str:
    """Join texts as a sentence does: `a, b and c`; `word` is `and` or `or`."""
    *most, last = items
    return f"{', '.join(most)} {locale.text(f'listing.{word}')} {last}" if most else last


def long_date(locale: Locale, day: datetime.date) -> str:
    """Write a day as people do: `November 23, 2026`."""
    month = locale.part("dates")["months"][day.month - 1]
    return locale.text("dates.day", month=month, day=day.day, year=day.year)


def sentence(text: str) -> str:
    """Make a text stand as a sentence: a capital at its start, and a mark at its end."""
    text = _FIRST_LETTER.sub(lambda start: start[0].upper(), text, count=1)
    return text if text.endswith((".", "!", "?", "…", ".)")) else f"{text}."


def with_detail(label: str, detail: str | None) -> str:
    """Put what is true of one muscle only after a label."""
    return f"{label}: {detail}" if detail else label


def sort_key(text: str) -> str:
    """Sort as a reader expects: without regard to case or accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
