"""Rules for words that patients can read: short sentences, short lists."""

from collections.abc import Iterable, Iterator
from typing import Any

from muscleguide.markup import richtext
from muscleguide.problems import Problem, Severity, quoted
from muscleguide.schema.texts import texts_of
from muscleguide.schema.validation import Content, Entry
from muscleguide.wording.readability import LONGEST_LIST, LONGEST_SENTENCE, long_sentences

_LISTS = ("functions", "symptoms", "overuse", "not_if")
_SHOWN = 8  # words of a sentence in a message


def long_texts(content: Content) -> Iterator[Problem]:
    """Sentences of records are short enough to take in."""
    for entry in _read_by_patients(content):
        for path, words, _meaning in texts_of(entry.record):
            for sentence, count in long_sentences(richtext.plain(words)):
                start = " ".join(sentence.split()[:_SHOWN])
                message = (
                    f"a sentence of {count} words, {quoted(f'{start} …')}; "
                    f"make two of it, of at most {LONGEST_SENTENCE} each"
                )
                place = (*entry.at, *path)
                yield entry.document.problem(
                    place, "long-sentence", message, severity=Severity.WARNING
                )


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
