"""A plan: for how many days the dose of an exercise lasts, and how often a day it is done.

A dose is free text in the words of a clinic: `4 to 6 weeks`, `3 times a day`. The words that name
units are those of the locale's part `plan_reading`; `handout.js` reads a dose that was changed in
the browser by the same rules.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muscleguide.schema.records import Dose

Words = Mapping[str, Sequence[str]]

USUAL_DAYS = 14  # where a dose names no end: long enough to tell if it helps, then one should ask
MOST_DAYS = 84  # a chart of more than twelve weeks is no longer looked at
MOST_TIMES = 6  # boxes that fit into a day's field
_UNITS = (("day", 1), ("week", 7), ("month", 30))


@dataclass(frozen=True)
class Chart:
    """A chart to tick: its days, and boxes for each day.

    `is_usual` where the dose names no end, `is_cut` where it lasts for longer than the chart.
    """

    days: int
    times: int
    is_usual: bool = False
    is_cut: bool = False

    @property
    def weeks(self) -> int:
        """Give the number of rows of seven days."""
        return -(-self.days // 7)


def chart_of(dose: Dose, words: Words) -> Chart:
    """Read a dose: how long a chart it needs, and how many boxes a day."""
    days = days_in(dose.for_ or "", words)
    times = times_a_day(dose.how_often, words)
    if days is None:
        return Chart(USUAL_DAYS, times, is_usual=True)
    return Chart(min(days, MOST_DAYS), times, is_cut=days > MOST_DAYS)


def days_in(text: str, words: Words) -> int | None:
    """Give the most days that a text names: 42 for `4 to 6 weeks`; None where it names none."""
    found = [
        int(number) * size
        for unit, size in _UNITS
        for number in re.findall(rf"(\d{{1,4}})\W{{0,2}}{_any(words[unit])}", text, re.IGNORECASE)
    ]
    return max(found, default=0) or None


def times_a_day(text: str, words: Words) -> int:
    """Give how often a day a text asks for: 3 for `3 times a day`; 1 where it does not say."""
    day = _any(words["per_day"])
    number = re.search(rf"(\d{{1,4}})\W+{_any(words['times'])}\W+{day}", text, re.IGNORECASE)
    if number:
        return min(max(int(number[1]), 1), MOST_TIMES)
    return 2 if re.search(rf"{_any(words['twice'])}\W+{day}", text, re.IGNORECASE) else 1


def _any(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"
