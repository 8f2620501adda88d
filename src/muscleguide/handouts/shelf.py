"""The shelf: every handout of a guide, made anew only where something that it shows has changed.

A PDF lies in a folder under the checksum of all that it is made from, so that a build with a full
shelf gives the same bytes as one with an empty shelf.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from muscleguide.guide import Guide
from muscleguide.handouts.article import article_handout
from muscleguide.handouts.content import Data, Format, Paper, muscle_handout
from muscleguide.handouts.press import PressError, page_count, print_pdf, strange_letters
from muscleguide.problems import Problem, Severity, quoted

PAPERS: tuple[Paper, ...] = ("letter", "a4")


@dataclass(frozen=True)
class Handout:
    """A handout: its path below the docs folder, the record's file it comes from, and its bytes.

    Without bytes, `fault` says what stood against making them.
    """

    path: str
    record: str
    pdf: bytes | None
    fault: str | None
    strange: frozenset[str]


def handouts(guide: Guide, site: str | None, shelf: Path) -> Iterator[Handout]:
    """Yield the handout of every muscle and article in both papers; `shelf` may not exist yet.

    `site` is the address of the guide's root, with a slash at its end, or nothing where it is not
    known. Raises `StoryError` for an article whose template cannot be run.
    """
    wanted = [
        (f"handouts/{id_}-{paper}.pdf", record, data, Format(paper))
        for id_, (record, data) in _documents(guide, site).items()
        for paper in PAPERS
    ]
    used: set[Path] = set()

    def take(item: tuple[str, str, Data, Format]) -> Handout:
        path, record, data, form = item
        kept = shelf / f"{_checksum(data, form)}.pdf"
        used.add(kept)
        strange = frozenset(strange_letters(json.dumps(data, ensure_ascii=False)))
        try:
            return Handout(path, record, _kept(kept) or _made(kept, data, form), None, strange)
        except PressError as error:
            return Handout(path, record, None, str(error), strange)

    # Typst works outside Python's lock: two cores make almost twice as many.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(take, wanted)
    with suppress(OSError):
        for path in shelf.iterdir():
            if path not in used:
                path.unlink()


def remarks(made: Iterable[Handout]) -> Iterator[Problem]:
    """Note what a therapist should know before printing: a second page, letters without shape.

    A handout that cannot be made is an error: a page of the site would link to it in vain.
    """
    for some in made:
        if some.pdf is None:
            message = f"its handout cannot be printed: {some.fault}"
            yield Problem(some.record, 1, 1, Severity.ERROR, "no-handout", message)
            continue
        if not some.record.startswith("content/"):
            continue
        pages = page_count(some.pdf)
        if pages > 1:
            message = f"{some.path} has {pages} pages; shorten texts if it should fit on one"
            yield Problem(some.record, 1, 1, Severity.NOTE, "long-handout", message)
        if some.strange and some.path.endswith(f"-{PAPERS[0]}.pdf"):
            letters = quoted(" ".join(sorted(some.strange)))
            message = f"the fonts of handouts have no {letters}; a box stands there in print"
            yield Problem(some.record, 1, 1, Severity.NOTE, "unprintable-letter", message)


def _documents(guide: Guide, site: str | None) -> Mapping[str, tuple[str, Data]]:
    """Give the data of every handout by id. Where an article has a muscle's id, the muscle wins."""
    articles = {
        id_: (f"docs/articles/{id_}.md", article_handout(guide, article, site))
        for id_, article in guide.articles.items()
    }
    muscles = {
        id_: (f"content/muscles/{id_}.yml", muscle_handout(guide, muscle, site))
        for id_, muscle in guide.muscles.items()
    }
    return {**articles, **muscles}


def _kept(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _made(path: Path, data: Data, form: Format) -> bytes:
    pdf = print_pdf(data, form)
    # Where nothing may be written, a check can do without a shelf.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # A build that is stopped must not leave half a file under a whole file's name.
        new = path.with_suffix(".new")
        new.write_bytes(pdf)
        new.replace(path)
    return pdf


def _checksum(data: Data, form: Format) -> str:
    text = json.dumps([data, form.paper, form.large], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(_press().encode() + text.encode()).hexdigest()


@cache
def _press() -> str:
    """Identify the press: its template, its code, its fonts and Typst."""
    own = files("muscleguide")
    parts = hashlib.sha256(version("typst").encode())
    for folder in (own / "handouts", own / "fonts"):
        for file in sorted(folder.iterdir(), key=_name):
            if file.is_file():
                parts.update(file.name.encode() + file.read_bytes())
    return parts.hexdigest()


def _name(file: Traversable) -> str:
    return file.name
