"""Sources as they are cited."""

from dataclasses import dataclass

from muscleguide import urls
from muscleguide.guide.guide import Guide
from muscleguide.schema.records import Source
from muscleguide.wording.locale import Locale
from muscleguide.wording.sentences import listing


@dataclass(frozen=True)
class Citation:
    """A source: where it is listed, who wrote it, and its name in a line and in a few words."""

    id: str
    url: str
    source: Source
    authors: str
    text: str
    short: str


def cite_all(guide: Guide, locale: Locale) -> dict[str, Citation]:
    """Cite every source of a guide, by its id."""
    return {id_: _cite(locale, id_, source) for id_, source in guide.sources.items()}


def _cite(locale: Locale, id_: str, source: Source) -> Citation:
    authors = listing(locale, source.authors) if source.authors else ""
    year = f" ({source.year})" if source.year else ""
    text = f"{f'{authors}, ' if authors else ''}{source.title}{year}"
    return Citation(id_, urls.source(id_), source, authors, text, _short(locale, source))


def _short(locale: Locale, source: Source) -> str:
    """Name a source in a few words: `Quintner and others (2015)`, or its title."""
    if not source.authors:
        return source.title
    first, *more = (author.rsplit(" ", 1)[-1] for author in source.authors)
    many = len(more) > 1
    names = locale.text("listing.others", first=first) if many else listing(locale, [first, *more])
    return f"{names} ({source.year})" if source.year else names
