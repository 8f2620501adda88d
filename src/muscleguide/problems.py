"""Problems of a guide: where each is, and how to fix it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import total_ordering
from typing import Self

_LONGEST_QUOTE = 80


class Severity(StrEnum):
    """How much a problem weighs: only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@total_ordering
@dataclass(frozen=True)
class Problem:
    """One thing to fix.

    `file` is relative to the guide's folder, with forward slashes; `line` and `column` count
    from 1. `rule` is the short name that a reader can look up.
    """

    file: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str

    def __lt__(self, other: Self) -> bool:
        return self._order() < other._order()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return printable(f"{place}: {self.severity}: {self.message} [{self.rule}]")

    def _order(self) -> tuple[str, int, int, str, str]:
        return (self.file, self.line, self.column, self.rule, self.message)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of the problems stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def summary(problems: Iterable[Problem], files: int) -> str:
    """Count problems in words: `2 errors, 1 warning in 9 files`."""
    found = Counter(problem.severity for problem in problems)
    counts = [count(found[Severity.ERROR], "error"), count(found[Severity.WARNING], "warning")]
    if found[Severity.NOTE]:
        counts.append(count(found[Severity.NOTE], "note"))
    return f"{', '.join(counts)} in {count(files, 'file')}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Put a number before a noun, which takes a plain s where no other plural is named."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or f'{noun}s'}"


def quoted(text: str) -> str:
    """Put what somebody wrote in quotes: in one line, and short."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"}"'


def did_you_mean(wrong: str, known: Iterable[str], mark: str = '"') -> str:
    """End a message with the nearest known word, or with nothing where none is near."""
    near = get_close_matches(wrong, known, n=1, cutoff=0.6)
    return f"; did you mean {mark}{near[0]}{mark}?" if near else ""


def printable(line: str) -> str:
    """Keep a line one line: a file's name may hold what moves a terminal's cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


class ProblemsError(Exception):
    """Work that cannot go on; `problems` say why, at least one of them an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
