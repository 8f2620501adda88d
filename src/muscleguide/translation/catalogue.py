"""The catalogue of a language: `translations/CODE.po`, which Poedit, Weblate and editors read.

See https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html for the format.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from muscleguide.problems import Problem, Severity
from muscleguide.translation.texts import SourceText

FOLDER = "translations"
_HEADER = """# Every text of this guide in another language. Write each translation after `msgstr`.
# Where it says `fuzzy`, the text has changed since it was translated: check the words, then take
# the mark away. A text with that mark is not published."""


@dataclass(frozen=True)
class Translation:
    """What a catalogue holds for a context: the words translated, the translation, and its line.

    `is_fuzzy` where the translation may be that of other words.
    """

    words: str
    text: str
    is_fuzzy: bool
    line: int


@dataclass(frozen=True)
class Catalogue:
    """A language's translations by their contexts."""

    code: str
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def get(self, context: str, words: str) -> str | None:
        """Give the translation of a text; None where there is none that is surely of its words."""
        found = self.translations.get(context)
        if found is None or found.is_fuzzy or found.words != words:
            return None
        return found.text or None


def catalogue_file(code: str) -> str:
    """Give the path of a language's catalogue below the guide's folder."""
    return f"{FOLDER}/{code}.po"


def read_catalogue(code: str, data: bytes) -> tuple[Catalogue, list[Problem]]:
    """Read a catalogue from the bytes of its file; what is wrong with it becomes a problem."""
    file = catalogue_file(code)
    try:
        catalog = _parse(code, data)
    except PoFileError as error:
        return Catalogue(code), [_problem(file, (error.lineno or 0) + 1, str(error.args[0]))]
    except (UnicodeError, ValueError, LookupError) as error:
        return Catalogue(code), [_problem(file, 1, str(error))]
    translations = {
        message.context: Translation(
            str(message.id), str(message.string or ""), message.fuzzy, message.lineno or 1
        )
        for message in catalog
        if message.context is not None
    }
    return Catalogue(code, translations), []


def refreshed(code: str, texts: Iterable[SourceText], data: bytes | None = None) -> bytes:
    """Give the catalogue of some texts, with the translations that an older one holds.

    Where a text has changed, its translation is kept and marked fuzzy, with the words that it was
    made from. One that has moved within its record keeps its translation; words that are translated
    elsewhere come as a fuzzy proposal. The same texts and catalogue give the same bytes.

    Raises `PoFileError` for an old catalogue that cannot be read.
    """
    old = _parse(code, data) if data else Catalog(code)
    by_context = {m.context: m for m in old if m.context is not None}
    by_words: dict[str, list[Message]] = {}
    for message in by_context.values():
        if message.string and not message.fuzzy:
            by_words.setdefault(str(message.id), []).append(message)
    new = Catalog(
        code,
        header_comment=_HEADER,
        project="guide",
        version="",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        last_translator=old.last_translator,
        language_team=old.language_team,
        fuzzy=False,
    )
    new.obsolete = old.obsolete.copy()
    kept = set()
    for text in texts:
        kept.add(text.context)
        before = _source_of(text, by_context, by_words)
        new.add(
            text.words,
            before.string if before else "",
            locations=[(text.file, text.line)],
            flags=["fuzzy"] if before and _is_fuzzy(text, before) else [],
            auto_comments=[text.meaning] if text.meaning else [],
            user_comments=before.user_comments if before else [],
            previous_id=_previous(text, before),
            context=text.context,
        )
    for context, message in by_context.items():
        if context not in kept and message.string:
            new.obsolete[str(message.id), context] = message
    buffer = io.BytesIO()
    write_po(buffer, new, include_previous=True)
    return buffer.getvalue()


def _source_of(
    text: SourceText, by_context: Mapping[str, Message], by_words: Mapping[str, list[Message]]
) -> Message | None:
    """Choose the old message from which a text takes its translation."""
    same = by_context.get(text.context)
    if same and same.id == text.words:
        return same
    record = text.context.partition("#")[0]
    alike = by_words.get(text.words, [])
    moved = (it for it in alike if str(it.context).partition("#")[0] == record)
    found = next(moved, None)
    return found or (same if same and same.string else None) or next(iter(alike), None)


def _is_fuzzy(text: SourceText, before: Message) -> bool:
    if not before.string:
        return False
    of_record = str(before.context).partition("#")[0] == text.context.partition("#")[0]
    return before.fuzzy or before.id != text.words or not of_record


def _previous(text: SourceText, before: Message | None) -> tuple[str, ...]:
    """Give the words that a translation was made from, where they are others."""
    if before is None or not before.string:
        return ()
    if before.id == text.words:
        return tuple(before.previous_id)
    return tuple(before.previous_id) if before.fuzzy and before.previous_id else (str(before.id),)


def _parse(code: str, data: bytes) -> Catalog:
    try:
        return read_po(io.BytesIO(data), locale=code, abort_invalid=True)
    except UnknownLocaleError:
        raise ValueError(f'"{code}" is not the code of a language') from None


def _problem(file: str, line: int, reason: str) -> Problem:
    message = f"this catalogue cannot be read: {' '.join(reason.split())}"
    return Problem(file, line, 1, Severity.ERROR, "broken-catalogue", message)
