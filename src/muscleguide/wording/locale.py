"""A locale: every word of the interface in one language, from `languages/CODE.yml`.

What a clinic writes is not among them, nor the messages to the person who writes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import yaml
from markupsafe import Markup

if TYPE_CHECKING:
    from babel.core import Locale as Names

LANGUAGES = files("muscleguide") / "wording" / "languages"
_ENGLISH = "en"


@dataclass(frozen=True, eq=False)
class Locale:
    """The words of one language; `code` is its tag in HTML and PDF."""

    code: str
    parts: Mapping[str, Mapping[str, Any]]

    def text(self, key: str, **values: object) -> str:
        """Give the words of `key` (`part.name`) as plain text, with values in place of `{names}`.

        Where the words depend on a number, `count` chooses among the plural categories of the
        language, such as `one`, `few` and `other`. Raises `KeyError` for a key or a value that is
        missing.
        """
        return self._words(key, values).format(**values)

    def html(self, key: str, **values: object) -> Markup:
        """Give the words of `key` as HTML: they may hold marks, and values are escaped."""
        words = Markup(self._words(key, values))  # noqa: S704  # our own words
        return words.format(**values) if values else words

    def part(self, name: str) -> Mapping[str, Any]:
        """Give all words of a part, for a script or a template that fills them in by itself."""
        return self.parts[name]

    def _words(self, key: str, values: Mapping[str, object]) -> str:
        name, _, rest = key.partition(".")
        words = self.parts[name][rest]
        if isinstance(words, Mapping):
            category = plural_category(self.code, int(str(values["count"])))
            words = words.get(category, words["other"])
        return str(words)


@cache
def plural_category(code: str, count: int) -> str:
    """Name the form that words take beside a number, as Unicode's plural rules do: `one`, `few`.

    See https://cldr.unicode.org/index/cldr-spec/plural-rules; scripts ask `Intl.PluralRules`.
    """
    if code == _ENGLISH:
        return "one" if count == 1 else "other"
    known = _in_babel(code)
    return str(known.plural_form(count)) if known else "other"


def languages() -> list[str]:
    """Give the codes of all languages that have a locale, English first."""
    codes = sorted(f.name.removesuffix(".yml") for f in LANGUAGES.iterdir() if f.is_file())
    return sorted(codes, key=lambda code: code != _ENGLISH)


def has_locale(code: str) -> bool:
    """Return whether the words of the interface are there in a language."""
    return code in languages()


def own_name(code: str) -> str:
    """Give a language's name in itself: `Español`."""
    known = _in_babel(code)
    name = (known and known.get_display_name(code)) or code
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """Give the direction in which a language is written, as HTML names it: `ltr` or `rtl`."""
    if code == _ENGLISH:
        return "ltr"
    known = _in_babel(code)
    return str(known.text_direction) if known else "ltr"


def _in_babel(code: str) -> "Names | None":
    """Give what Babel knows of a language; None where it does not know it."""
    from babel.core import Locale as Names  # noqa: PLC0415  # slow to import
    from babel.core import UnknownLocaleError  # noqa: PLC0415

    try:
        return Names.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


@cache
def load_locale(code: str, languages: Traversable | None = None) -> Locale:
    """Read the locale of a language code; English where it has no file in `languages`."""
    folder = languages or LANGUAGES
    file = folder / f"{code}.yml"
    if not code.isalnum() or not file.is_file():
        code, file = _ENGLISH, folder / f"{_ENGLISH}.yml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Locale(code, yaml.load(file.read_text(encoding="utf-8"), loader))  # noqa: S506  # safe
