"""Rules for letters: quotes that YAML knows, and glyphs that handouts have."""

import re
from collections.abc import Iterator

from muscleguide.problems import Problem, Severity
from muscleguide.reading.files import (
    Folder,
)
from muscleguide.schema.validation import Content
from muscleguide.typesetting.typesetting import boxes, unprintable

_IN_CURLY_QUOTES = re.compile(
    "[\u201c\u201e][^\u201c-\u201e]*[\u201c\u201d]|\u2018[^\u2018\u2019]*\u2019"
)


def curly_quotes(folder: Folder) -> Iterator[Problem]:
    """A text that stands in curly quotes as a whole was meant to stand in straight ones."""
    per_file = (folder.muscles, folder.exercises, folder.articles)
    for document in (*folder.singles.values(), *(d for one in per_file for d in one.values())):
        for path, raw in document.raw.items():
            if _IN_CURLY_QUOTES.fullmatch(raw):
                message = (
                    f"curly quotes are part of the text in {raw}; write straight ones, or none"
                )
                yield document.problem(path, "curly-quotes", message, severity=Severity.WARNING)


def unprintable_letters(content: Content) -> Iterator[Problem]:
    """An article's handout shows what its page shows, and no boxes."""
    for entry in content.articles.values():
        document, record, seen = entry.document, entry.record, set[str]()
        texts = [
            (document.place((key,)), getattr(record, key))
            for key in ("title", "description", "author")
        ]
        first = document.body_line
        texts += [((first + n, 1), line) for n, line in enumerate(document.body.split("\n"))]
        for (line, column), text in texts:
            found = boxes(text) - seen
            if found:
                seen |= found
                yield Problem(
                    document.file,
                    line,
                    column,
                    Severity.NOTE,
                    "unprintable-letter",
                    unprintable(found),
                )
