"""Rules for words that patients can read: short sentences, short lists."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from muscleguide.markup import article_template, richtext
from muscleguide.markup.markdown import sentences_of
from muscleguide.problems import Problem, Severity, quoted
from muscleguide.schema.records import Source
from muscleguide.schema.texts import texts_of
from muscleguide.schema.validation import Content, Entry
from muscleguide.wording.readability import LONGEST_LIST, LONGEST_SENTENCE, long_sentences, words

_LISTS = ("functions", "symptoms", "overuse", "not_if")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SHOWN = 8  # words of a sentence in a message


def long_texts(content: Content) -> Iterator[Problem]:
    """Sentences of records are short enough to take in."""
    for entry in _read_by_patients(content):
        for text in texts_of(entry.record):
            for sentence, count in long_sentences(richtext.plain(text.words)):
                yield entry.document.problem(
                    (*entry.at, *text.path),
                    "long-sentence",
                    _too_long(sentence, count),
                    severity=Severity.WARNING,
                )
    for article in content.articles.values():
        yield from _long_in_article(article)


def _long_in_article(entry: Entry[Any]) -> Iterator[Problem]:
    document = entry.document
    for sentence, line in sentences_of(article_template.without_calls(document.body)):
        count = len(words(sentence))
        if count > LONGEST_SENTENCE:
            number, message = document.body_line + line - 1, _too_long(sentence, count)
            yield Problem(document.file, number, 1, Severity.WARNING, "long-sentence", message)


def _too_long(sentence: str, count: int) -> str:
    start = " ".join(sentence.split()[:_SHOWN])
    return (
        f"a sentence of {count} words, {quoted(f'{start} …')}; "
        f"make two of it, of at most {LONGEST_SENTENCE} each"
    )


def undated_sources(content: Content) -> Iterator[Problem]:
    """Books and articles say when they are from.

    Many web pages have no date; those are for the report, which a person reads.
    """
    for entry in content.sources.values():
        if entry.record.kind != "web page" and not is_dated(entry.record):
            message = (
                "nothing says when this is from; write its `year`, or in `note` the day on which "
                "you looked at it"
            )
            yield entry.document.problem(
                entry.at, "undated-source", message, severity=Severity.WARNING, at_key=True
            )


def is_dated(source: Source) -> bool:
    """Return whether a source has a year, or a note with the day on which it was looked at."""
    return source.year is not None or bool(_YEAR.search(source.note or ""))


def long_lists(content: Content) -> Iterator[Problem]:
    """Lists of records are short enough to keep in mind."""
    for entry in (*content.muscles.values(), *content.exercises.values()):
        for key in _LISTS:
            yield from _long_list(entry, (key,), getattr(entry.record, key, ()))
    if content.relief:
        for index, step in enumerate(content.relief.record.steps):
            yield from _long_list(content.relief, ("steps", index, "how"), step.how)


def _long_list(
    entry: Entry[Any], path: tuple[str | int, ...], values: tuple[object, ...]
) -> Iterator[Problem]:
    if len(values) > LONGEST_LIST:
        message = (
            f"`{path[-1]}` has {len(values)} entries; people keep {LONGEST_LIST} in mind at most: "
            "leave out what matters least"
        )
        yield entry.document.problem(
            path, "long-list", message, severity=Severity.WARNING, at_key=True
        )


def _read_by_patients(content: Content) -> Iterable[Entry[Any]]:
    """List the records that are read as running text; what a source says of itself is not."""
    yield from content.muscles.values()
    yield from content.exercises.values()
    yield from content.symptoms.values()
    yield from content.activities.values()
    yield from content.glossary.values()
    yield from content.warning_signs
    yield from content.other_causes
    if content.relief:
        yield content.relief
