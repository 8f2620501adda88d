"""The words of the interface, in one file for each language: `languages/en.yml` and its siblings.

What a clinic writes is not among them, nor what the program tells the person who writes it.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from markupsafe import Markup

_FOLDER = files("muscleguide") / "languages"
_ENGLISH = "en"
_spoken = [_ENGLISH]


def speak(language: str) -> str:
    """Let everything from now on be said in a language, and give its code.

    English where there is no file for it. One process builds one guide, in one language.
    """
    _spoken[0] = language if language in languages() else _ENGLISH
    return _spoken[0]


def language() -> str:
    """Give the code of the language that is spoken: `en`."""
    return _spoken[0]


def languages() -> frozenset[str]:
    """Give the codes of the languages that have a file."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return frozenset(name.removesuffix(".yml") for name in names if name.endswith(".yml"))


def say(key: str, **values: object) -> str:
    """Give the words of `key` (`part.name`) as plain text, with values in place of `{names}`.

    Where the words depend on a number, `count` chooses between `one` and `other`. Raises
    `KeyError` for a key or a value that is missing.
    """
    return _text(key, values).format(**values)


def say_html(key: str, **values: object) -> Markup:
    """Give the words of `key` as HTML: they may hold marks, and values are escaped."""
    return Markup(_text(key, values)).format(**values)  # noqa: S704  # the words are our own


def part(name: str) -> Mapping[str, Any]:
    """Give all words of a part, for a script or a template that fills them in by itself."""
    words: Mapping[str, Any] = _words(_spoken[0])[name]
    return words


def _text(key: str, values: Mapping[str, object]) -> str:
    name, _, rest = key.partition(".")
    words = _words(_spoken[0])[name][rest]
    if isinstance(words, Mapping):
        words = words["one" if values["count"] == 1 else "other"]
    return str(words)


@cache
def _words(language: str) -> Mapping[str, Mapping[str, Any]]:
    text = (_FOLDER / f"{language}.yml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return words
