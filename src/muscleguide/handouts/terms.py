"""Words of the glossary on a handout: those that it uses, with their meanings, in small print."""

from collections.abc import Iterator, Mapping
from typing import Any

from muscleguide.model.glossary import Glossary, first_uses
from muscleguide.wording.sentences import sentence

# Warning signs have to stay short, and the rest is no running text.
_UNREAD = frozenset(("cards", "words", "clinic", "sources", "review", "page", "svg", "alt", "kind"))


def meanings(data: Mapping[str, Any], glossary: Glossary) -> str:
    """Give the meanings of the terms that a handout uses, each as a sentence; or nothing.

    A term that stands in brackets is explained by the words before it.
    """
    seen: set[str] = set()
    used = [use.id for text in _texts(data) for use in first_uses(glossary, text, seen)]
    terms = (glossary.terms[id_] for id_ in used)
    return " ".join(sentence(f"{term.term}: {term.meaning}") for term in terms)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key == "line":  # runs of one paragraph; what is emphasized may be a title
                yield "".join("" if run["emphasis"] else run["text"] for run in value)
            elif key not in _UNREAD:
                yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
