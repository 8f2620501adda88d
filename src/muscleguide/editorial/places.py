"""Where a sentence was written: from what a page says back to file and line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from muscleguide.markup import richtext
from muscleguide.markup.markdown import parse_markdown_body
from muscleguide.reading.files import Folder
from muscleguide.reading.yaml_reader import Document, Value, ValuePath
from muscleguide.wording import readability

_ENDS = 5  # words at the start or the end of a sentence by which it is known again
_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


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
        if place := self.whole.get(_key(sentence)):
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
            for sentence in readability.sentences(text):
                yield richtext.plain(sentence), place
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
    for sentence, line in markdown_sentences(document.body):
        yield sentence, Place(document.file, document.body_line + line - 1)


def markdown_sentences(body: str) -> Iterator[tuple[str, int]]:
    """Yield each sentence of a text in Markdown, and the line on which it begins, from 1.

    A call of a template, `{{ … }}`, stands for a word.
    """
    # As many lines as before, so that the numbers of lines hold.
    text = _CALL.sub(lambda call: "it" + "\n" * call[0].count("\n"), body)
    for token in parse_markdown_body(text):
        if token.type == "inline":
            yield from _with_lines(token)


def _with_lines(token: Token) -> Iterator[tuple[str, int]]:
    line = (token.map or (0, 0))[0] + 1
    said, starts = "", [(0, line)]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            said += " "
            line += 1
            starts.append((len(said), line))
        elif child.type != "html_inline":
            said += child.content
    found = 0
    for sentence in readability.sentences(said):
        first = sentence.split(maxsplit=1)[0]
        found = max(said.find(first, found), 0)
        yield sentence, next(number for at, number in reversed(starts) if at <= found)
        found += len(first)


def _key(sentence: str) -> str:
    return " ".join(word.casefold() for word in readability.words(sentence))


def _ends(sentence: str) -> Iterable[str]:
    said = [word.casefold() for word in readability.words(sentence)]
    if len(said) < _ENDS:
        return ()
    return " ".join(said[:_ENDS]), " ".join(said[-_ENDS:])
