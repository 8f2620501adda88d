"""The words of the glossary in texts: where each is used first and must be explained."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from muscleguide.schema.records import Term


@dataclass(frozen=True, eq=False)
class Glossary:
    """The terms by id, a pattern that finds any form of any of them, and the id of each form."""

    terms: Mapping[str, Term]
    pattern: re.Pattern[str] | None
    ids: Mapping[str, str]


@dataclass(frozen=True)
class Use:
    """A term in a text: its id, and where the form that is used ends."""

    id: str
    end: int


def make_glossary(terms: Mapping[str, Term]) -> Glossary:
    """Compile a glossary; of two terms with the same form the first counts."""
    ids: dict[str, str] = {}
    for id_, term in terms.items():
        for form in (term.term, *term.also):
            ids.setdefault(form.casefold(), id_)
    if not ids:
        return Glossary(terms, None, ids)
    longest_first = sorted(ids, key=len, reverse=True)
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
    return Glossary(terms, pattern, ids)


def first_uses(glossary: Glossary, text: str, seen: set[str]) -> Iterator[Use]:
    """Yield the first use of each term in a text that needs its meaning; `seen` are those before.

    A term in brackets needs none: the plain words stand before it, as in `the cord (tendon)`. Every
    term that is used, so or so, is added to `seen`.
    """
    for found in glossary.pattern.finditer(text) if glossary.pattern else ():
        id_ = glossary.ids.get(" ".join(found[0].split()).casefold())
        if id_ is None or id_ in seen:
            continue
        seen.add(id_)
        before = text[: found.start()]
        if before.rfind("(") <= before.rfind(")"):
            yield Use(id_, found.end())
