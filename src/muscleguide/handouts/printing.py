"""A handout's PDF, from the cache where it is there, and what to know before printing it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from muscleguide.cache import Cache, digest
from muscleguide.handouts.content import Data, Format
from muscleguide.handouts.layouts import identity, page_count, print_pdf
from muscleguide.problems import Problem, Severity
from muscleguide.typesetting.typesetting import boxes, unprintable
from muscleguide.urls import PAPERS, Paper


@dataclass(frozen=True, eq=False)
class Document:
    """What stands on a handout, made when it is asked for."""

    make: Callable[[], Data]


@dataclass(frozen=True)
class _Made:
    """A document's data, its hash, and the characters that the fonts do not have."""

    data: Data
    digest: str
    missing: frozenset[str]


# Both papers of a handout are made one after the other, from the same data.
@lru_cache(maxsize=16)
def _made(document: Document) -> _Made:
    data = document.make()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return _Made(data, digest(text), frozenset(boxes(text)))


def find_pdf(cache: Cache, document: Document, form: Format) -> bytes | None:
    """Give a handout as a PDF, if it is in the cache."""
    return cache.find(_made_from(document, form))


def get_pdf(cache: Cache, document: Document, form: Format) -> bytes:
    """Give a handout as a PDF. Raises `TypesettingError`."""
    return cache.get(_made_from(document, form), lambda: print_pdf(_made(document).data, form))


def _made_from(document: Document, form: Format) -> list[object]:
    return [identity(), _made(document).digest, form.paper, form.large]


def remarks(
    path: str, source: str, document: Document, paper: Paper, told: str, pdf: bytes
) -> Iterator[Problem]:
    """Note what a therapist should know: a second page of a muscle, glyphs that are missing.

    The check has looked at the letters of the text `told`, and reported them where they stand.
    """
    made, pages = _made(document), page_count(pdf)
    if made.data["chapters"] and pages > 1:
        message = f"{path} has {pages} pages; shorten texts if it should fit on one"
        yield Problem(source, 1, 1, Severity.NOTE, "long-handout", message)
    missing = made.missing - boxes(told)
    if missing and paper == PAPERS[0]:
        yield Problem(source, 1, 1, Severity.NOTE, "unprintable-letter", unprintable(missing))
