"""Rules for names and labels: each belongs to one record."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from muscleguide.problems import Problem, Severity, quoted
from muscleguide.schema.validation import Content, Entry
from muscleguide.wording.sentences import sort_key


def names_claimed_twice(content: Content) -> Iterator[Problem]:
    """No two muscles have one name; a shared by-name is a warning."""
    owners: dict[str, Entry[object]] = {}  # type: ignore[type-var]
    for entry in content.muscles.values():
        first = owners.setdefault(sort_key(entry.record.name), entry)
        if first is not entry:
            message = f"{quoted(entry.record.name)} is already the name in {first.document.file}"
            yield entry.document.problem(("name",), "name-taken", message)
    for entry in content.muscles.values():
        for index, name in enumerate(entry.record.also_called):
            first = owners.setdefault(sort_key(name), entry)
            if first is not entry:
                message = f"{quoted(name)} is also a name in {first.document.file}"
                path = ("also_called", index)
                yield entry.document.problem(path, "name-taken", message, severity=Severity.WARNING)


def labels_claimed_twice(content: Content) -> Iterator[Problem]:
    """No two regions, symptoms or activities read the same, and no source stands there twice."""
    kinds: tuple[tuple[str, Mapping[str, Entry[Any]]], ...] = (
        ("label", content.regions),
        ("label", content.symptoms),
        ("label", content.activities),
        ("title", content.sources),
    )
    for key, entries in kinds:
        owners: dict[tuple[str, ...], str] = {}
        for entry in entries.values():
            record = entry.record
            texts = [getattr(record, key)]
            if key == "title":
                texts += [*record.authors, str(record.year)]
            first = owners.setdefault(tuple(map(as_read, texts)), entry.id)
            if first != entry.id:
                message = (
                    f'{quoted(getattr(record, key))} is what "{first}" says already; change one of '
                    "the two, or name one in both places"
                )
                yield entry.document.problem(
                    (*entry.at, key), "label-taken", message, severity=Severity.WARNING
                )


def as_read(text: str) -> str:
    """Give a text as a reader hears it, whatever its capitals and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
