"""The texts of records that a reader reads: found, and replaced, by the marks in the schema.

A new key is translated or not by the type of its value in `schema/records.py`; nothing here names
a key.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from muscleguide.guide.drawings import BodyMap
from muscleguide.reading.files import CONTENT, MAPS
from muscleguide.reading.settings import Settings
from muscleguide.reading.yaml_reader import Value, ValuePath
from muscleguide.schema.base import Record
from muscleguide.schema.texts import Text, texts_of
from muscleguide.schema.validation import Content, Entry

R = TypeVar("R", bound=Record)
# Gives the words of a text in another language, by its context.
Translate = Callable[[str, Text], str]


@dataclass(frozen=True)
class SourceText:
    """A text to translate: its context, its words, what its key means, and where it stands.

    The context is the record's path below `content/` without its ending, `#`, and the way to the
    text, counted from 0: `muscles/popliteus#symptoms.1.detail`.
    """

    context: str
    words: str
    meaning: str
    file: str
    line: int


def source_texts(
    content: Content, maps: Mapping[str, BodyMap], settings: Settings
) -> Iterator[SourceText]:
    """Yield every text of every record, the titles of drawings, and those of the menu."""
    for entry in entries(content):
        for text in texts_of(entry.record):
            line, _column = entry.document.place((*entry.at, *text.path))
            where = context(entry, text.path)
            yield SourceText(where, text.words, text.meaning, entry.document.file, line)

    for view, body_map in maps.items():
        if body_map.title:
            file = f"{MAPS}/{view}.svg"
            meaning = "what the drawing shows, and from where"
            yield SourceText(map_context(view), body_map.title, meaning, file, 1)
    for title, line in nav_titles(settings).items():
        meaning = "an entry of the menu"
        yield SourceText(nav_context(title), title, meaning, settings.document.file, line)


def map_context(view: str) -> str:
    """Name the title of a drawing, as `msgctxt` does."""
    return f"{MAPS.removeprefix(f'{CONTENT}/')}/{view}#title"


def nav_context(title: str) -> str:
    """Name a title of the menu, as `msgctxt` does."""
    return f"nav#{title}"


def nav_titles(settings: Settings) -> dict[str, int]:
    """Give the titles that `nav` in mkdocs.yml gives its entries, each with its line."""
    found: dict[str, int] = {}

    def walk(value: Value, path: ValuePath) -> None:
        if isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, (*path, index))
        elif isinstance(value, dict):
            for title, target in value.items():
                line, _column = settings.document.place((*path, title))
                found.setdefault(str(title), line)
                if isinstance(target, list):
                    walk(target, (*path, title))

    walk(list(settings.listed("nav")), ("nav",))
    return found


def nav_translated(nav: Iterable[Value], translate: Callable[[str], str]) -> list[Value]:
    """Give the entries of a `nav` with their titles in another language."""
    return [
        {
            translate(str(title)): nav_translated(target, translate)
            if isinstance(target, list)
            else target
            for title, target in entry.items()
        }
        if isinstance(entry, dict)
        else entry
        for entry in nav
    ]


def entries(content: Content) -> Iterator[Entry[Any]]:
    """Yield every record that the catalogue of a language translates; articles have own files."""
    single = (content.clinic, content.relief)
    yield from (entry for entry in single if entry)
    for mapping in (
        content.regions,
        content.symptoms,
        content.activities,
        content.sources,
        content.glossary,
        content.muscles,
        content.exercises,
    ):
        yield from mapping.values()
    yield from content.warning_signs
    yield from content.other_causes


def context(entry: Entry[Any], path: ValuePath) -> str:
    """Name a text of a record, as `msgctxt` does."""
    file = entry.document.file.removeprefix(f"{CONTENT}/").rpartition(".")[0]
    return f"{file}#{'.'.join(map(str, (*entry.at, *path)))}"


def translated(content: Content, translate: Translate) -> Content:
    """Give the same records with their texts in another language."""

    def one(entry: Entry[R]) -> Entry[R]:
        return replace(entry, record=_translated(entry, translate))

    def each(mapping: Mapping[str, Entry[R]]) -> dict[str, Entry[R]]:
        return {id_: one(entry) for id_, entry in mapping.items()}

    return replace(
        content,
        clinic=content.clinic and one(content.clinic),
        relief=content.relief and one(content.relief),
        regions=each(content.regions),
        symptoms=each(content.symptoms),
        activities=each(content.activities),
        sources=each(content.sources),
        glossary=each(content.glossary),
        muscles=each(content.muscles),
        exercises=each(content.exercises),
        warning_signs=tuple(map(one, content.warning_signs)),
        other_causes=tuple(map(one, content.other_causes)),
    )


def _translated(entry: Entry[R], translate: Translate) -> R:
    record = entry.record
    # What is left out stays left out: a figure takes it from the posture.
    values = record.model_dump(by_alias=True, exclude_unset=True)
    found = False
    for text in texts_of(record):
        new = translate(context(entry, text.path), text)
        if new != text.words:
            _put(values, text.path, new)
            found = True
    return type(record).model_validate(values) if found else record


def _put(values: Any, path: ValuePath, text: str) -> None:
    """Replace the value at a path; tuples on the way become lists."""
    *way, last = path
    for step in way:
        if isinstance(values[step], tuple):
            values[step] = list(values[step])
        values = values[step]
    if isinstance(values, tuple):  # the outermost value is a mapping always
        raise TypeError(path)
    values[last] = text
