"""Every handout of a guide, and what a therapist should know before printing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from muscleguide import press
from muscleguide.guide import Guide
from muscleguide.handouts.article import article_handout
from muscleguide.handouts.content import Data, Format, Paper, muscle_handout
from muscleguide.handouts.looks import page_count, print_pdf
from muscleguide.problems import Problem, Severity, quoted
from muscleguide.shelf import Job, Made, made

PAPERS: tuple[Paper, ...] = ("letter", "a4")


@dataclass(frozen=True)
class Handout:
    """A handout as it came from the press, the record's file, and letters without a shape."""

    made: Made
    record: str
    strange: frozenset[str]


def handouts(guide: Guide, site: str | None, shelf: Path) -> Iterator[Handout]:
    """Yield the handout of every muscle and article in both papers; `shelf` may not exist yet.

    `site` is the address of the guide's root, with a slash at its end, or nothing where it is not
    known. Raises `StoryError` for an article whose template cannot be run.
    """
    identity = press.identity("handouts")
    jobs, about = [], []
    for id_, (record, data) in _documents(guide, site).items():
        strange = frozenset(press.strange_letters(json.dumps(data, ensure_ascii=False)))
        for paper in PAPERS:
            make = partial(print_pdf, data, Format(paper))
            jobs.append(Job(f"handouts/{id_}-{paper}.pdf", [identity, data, paper], make))
            about.append((record, strange))
    for one, (record, strange) in zip(made(jobs, shelf), about, strict=True):
        yield Handout(one, record, strange)


def remarks(printed: Iterable[Handout]) -> Iterator[Problem]:
    """Note what a therapist should know before printing: a second page, letters without shape.

    A handout that cannot be made is an error: a page of the site would link to it in vain.
    """
    for some in printed:
        path, pdf = some.made.path, some.made.data
        if pdf is None:
            message = f"its handout cannot be printed: {some.made.fault}"
            yield Problem(some.record, 1, 1, Severity.ERROR, "no-handout", message)
            continue
        if not some.record.startswith("content/"):
            continue
        pages = page_count(pdf)
        if pages > 1:
            message = f"{path} has {pages} pages; shorten texts if it should fit on one"
            yield Problem(some.record, 1, 1, Severity.NOTE, "long-handout", message)
        if some.strange and path.endswith(f"-{PAPERS[0]}.pdf"):
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
