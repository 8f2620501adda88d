"""Where a sentence was written: from what a page says back to file and line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from muscleguide.markup import richtext
from muscleguide.markup.article_template import without_calls
from muscleguide.markup.markdown import sentences_of
from muscleguide.reading.files import Folder
from muscleguide.reading.yaml_reader import Document, Value, ValuePath
from muscleguide.wording import readability

_ENDS = 5  # words at the start or the end of a sentence by which it is known again
_MARKS = re.compile(r"[*\[\\]")


@dataclass(frozen=True)
class Place:
    """A line of a file of the guide."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass
class Places:
    """The place of every sentence that the guide's files hold; `None` where there are several."""

    whole: dict[str, Place] = field(default_factory=dict)
    parts: dict[str, Place | None] = field(default_factory=dict)

    def find(self, sentence: str) -> Place | None:
        """Find where a sentence was written.

        What the program has put together from several texts is known by its start or its end.
        """
        for said in (sentence, sentence.partition(": ")[2]):
            if place := self.whole.get(_key(said)):
                return place
        return next((place for key in _ends(sentence) if (place := self.parts.get(key))), None)


def places_of(folder: Folder) -> Places:
    """List every sentence of a guide's records, articles and hand-written pages."""
    places = Places()
    for sentence, place in _written(folder):
        places.whole.setdefault(_key(sentence), place)
        for key in _ends(sentence):
            known = places.parts.setdefault(key, place)
            if known != place:
                places.parts[key] = None
    return places


def _written(folder: Folder) -> Iterator[tuple[str, Place]]:
    records = (
        *folder.singles.values(),
        *folder.muscles.values(),
        *folder.exercises.values(),
        *folder.articles.values(),
    )
    for document in records:
        for path, text in _texts(document.value):
            place = Place(document.file, document.place(path)[0])
            for paragraph in text.split("\n\n"):
                said = richtext.plain(paragraph) if _MARKS.search(paragraph) else paragraph
                for sentence in readability.sentences(said):
                    yield sentence, place
    for document in (*folder.articles.values(), *folder.pages.values()):
        yield from _in_markdown(document)


def _texts(value: Value, path: ValuePath = ()) -> Iterator[tuple[ValuePath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _in_markdown(document: Document) -> Iterator[tuple[str, Place]]:
    for sentence, line in sentences_of(without_calls(document.body)):
        yield sentence, Place(document.file, document.body_line + line - 1)


def _key(sentence: str) -> str:
    return " ".join(word.casefold() for word in readability.words(sentence))


def _ends(sentence: str) -> Iterable[str]:
    said = [word.casefold() for word in readability.words(sentence)]
    if len(said) < _ENDS:
        return ()
    return " ".join(said[:_ENDS]), " ".join(said[-_ENDS:])
