"""A guide's editions in other languages: what is translated, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from muscleguide.guide.drawings import BodyMap
from muscleguide.markup.richtext import runs
from muscleguide.problems import Problem, Severity, count, quoted
from muscleguide.reading.files import ARTICLES, CLINIC, Folder
from muscleguide.reading.yaml_reader import Document
from muscleguide.schema.base import Record
from muscleguide.schema.records import ArticleRecord, Symptom
from muscleguide.schema.texts import Text, texts_of
from muscleguide.schema.validation import Content, Entry
from muscleguide.translation.catalogue import (
    FOLDER,
    Catalogue,
    catalogue_file,
    read_catalogue,
)
from muscleguide.translation.texts import context, entries, map_context, source_texts, translated
from muscleguide.wording.locale import has_locale
from muscleguide.wording.sentences import sentence

_TOLD = 5  # missing safety texts that are named; of the others, their number
_DIGEST = 12  # hexadecimal digits that a translation names under `translates`


@dataclass(frozen=True)
class Translated:
    """A guide's records and drawings in another language.

    `untranslated` are texts that stand in the guide's own language as a page may show them, and
    `foreign_articles` the ids of articles that do.
    """

    code: str
    content: Content
    maps: Mapping[str, BodyMap]
    untranslated: frozenset[str]
    foreign_articles: frozenset[str]


def translations(
    root: Path, content: Content, folder: Folder, maps: Mapping[str, BodyMap], own: str
) -> tuple[list[Translated], list[Problem]]:
    """Give the guide in each of its other languages that may be published; and what is missing.

    A language in which a warning sign or a stop rule is not translated is not published.
    """
    if content.clinic is None:
        return [], []
    found: list[Translated] = []
    problems = list(_not_named(root, content.clinic.record.languages, folder))
    for place, code in enumerate(content.clinic.record.languages):
        if code == own:
            continue
        told = list(_not_there(content.clinic, place, code))
        if told:
            problems += told
            continue
        catalogue, broken = _catalogue(root, code)
        problems += broken
        if broken:
            continue
        missing = list(_missing_safety(content, catalogue, code))
        problems += missing
        if not missing:
            edition = _translated(content, folder, maps, catalogue)
            found.append(edition)
            problems += _untranslated(content, folder, maps, catalogue, edition)
    return found, problems


def _not_named(root: Path, languages: tuple[str, ...], folder: Folder) -> Iterator[Problem]:
    """Note translations that lie there, and that no language of the guide publishes."""
    files = {path.stem: catalogue_file(path.stem) for path in (root / FOLDER).glob("*.po")}
    for code, id_ in sorted(folder.translated):
        files.setdefault(code, f"{ARTICLES}/{id_}.{code}.md")
    for code, file in sorted(files.items()):
        if code not in languages:
            message = f"this translation is not published: `languages` in {CLINIC} has no {code}"
            yield Problem(file, 1, 1, Severity.NOTE, "untranslated", message)


def _not_there(clinic: Entry, place: int, code: str) -> Iterator[Problem]:  # type: ignore[type-arg]
    if not has_locale(code):
        message = (
            f'the words of the interface are not there in "{code}", so the guide is not published '
            "in it; add them beside wording/languages/en.yml of the program"
        )
        yield clinic.document.problem(
            ("languages", place), "no-translation", message, severity=Severity.WARNING
        )


def _catalogue(root: Path, code: str) -> tuple[Catalogue, list[Problem]]:
    file = catalogue_file(code)
    try:
        data = (root / file).read_bytes()
    except OSError:
        message = (
            f"there is no {file}, so the guide is not published in that language; begin it with "
            f"`translate {code}`"
        )
        return Catalogue(code), [Problem(CLINIC, 1, 1, Severity.WARNING, "no-translation", message)]
    return read_catalogue(code, data)


def _missing_safety(content: Content, catalogue: Catalogue, code: str) -> Iterator[Problem]:
    """Yield the texts without which a language is not published."""
    missing = [
        (entry, text.path, text.words)
        for entry in entries(content)
        for text in texts_of(entry.record)
        if (text.is_safety or _warns_itself(entry.record, text))
        and catalogue.get(context(entry, text.path), text.words) is None
    ]
    for entry, path, words in missing[:_TOLD]:
        message = (
            f'{quoted(words)} is not translated into "{code}"; until it is, nothing is published '
            "in that language"
        )
        yield entry.document.problem(
            (*entry.at, *path), "untranslated-safety", message, severity=Severity.WARNING
        )
    if len(missing) > _TOLD:
        others = count(len(missing) - _TOLD, "more of them is", "more of them are")
        message = f'{others} not translated into "{code}"'
        yield Problem(catalogue_file(code), 1, 1, Severity.WARNING, "untranslated-safety", message)


def _warns_itself(record: Record, text: Text) -> bool:
    """Tell whether a text names a symptom that needs help at once: a warning sign, too."""
    return isinstance(record, Symptom) and record.act is not None and text.path == ("label",)


def _translated(
    content: Content, folder: Folder, maps: Mapping[str, BodyMap], catalogue: Catalogue
) -> Translated:
    shown: set[str] = set()

    def translate(where: str, text: Text) -> str:
        new = catalogue.get(where, text.words)
        if new is None:
            shown.update(_as_shown(text.words, is_rich=text.is_rich))
        return new or text.words

    records = translated(content, translate)
    drawn = {}
    for view, body_map in maps.items():
        title = catalogue.get(map_context(view), body_map.title)
        if title is None:
            shown |= _as_shown(body_map.title, is_rich=False)
        drawn[view] = replace(body_map, title=title or body_map.title)
    articles, foreign = _articles(content, folder, catalogue.code)
    shown |= {
        text
        for id_ in foreign
        for words in (content.articles[id_].record.title, content.articles[id_].record.description)
        for text in _as_shown(words, is_rich=False)
    }
    return Translated(
        catalogue.code,
        replace(records, articles=articles),
        drawn,
        frozenset(shown),
        foreign,
    )


def _as_shown(words: str, *, is_rich: bool) -> set[str]:
    """Give the ways in which a text may stand on a page, piece by piece."""
    if not is_rich:
        return {words, sentence(words)}
    pieces = (run.text.strip() for paragraph in runs(words) for run in paragraph)
    return {piece for piece in pieces if " " in piece}


def _articles(
    content: Content, folder: Folder, code: str
) -> tuple[dict[str, Entry[ArticleRecord]], frozenset[str]]:
    """Give each article in a language, or in the guide's own where that is not to be had."""
    articles, foreign = {}, set()
    for id_, entry in content.articles.items():
        document = folder.translated.get((code, id_))
        made = document and _article(entry, document)
        if not made:
            foreign.add(id_)
        articles[id_] = made or entry
    return articles, frozenset(foreign)


def _article(entry: Entry[ArticleRecord], document: Document) -> Entry[ArticleRecord] | None:
    """Give a translated article: its own words, and all else of the source."""
    values = document.value if isinstance(document.value, dict) else {}
    if values.get("translates") != entry.document.digest[:_DIGEST]:
        return None
    own = {key: values.get(key) for key in ("title", "description")}
    try:
        record = ArticleRecord.model_validate(
            {**entry.record.model_dump(exclude_unset=True), **own}
        )
    except ValidationError:
        return None
    return Entry(entry.id, record, document)


def _untranslated(
    content: Content,
    folder: Folder,
    maps: Mapping[str, BodyMap],
    catalogue: Catalogue,
    edition: Translated,
) -> Iterator[Problem]:
    """Say how much is published in the guide's own language instead."""
    file = catalogue_file(catalogue.code)
    texts = list(source_texts(content, maps))
    lacking = sum(catalogue.get(text.context, text.words) is None for text in texts)
    if lacking:
        message = (
            f"{count(lacking, 'text')} of {len(texts)} not translated or to be checked; their "
            "pages say so, and search engines are asked to leave them out"
        )
        yield Problem(file, 1, 1, Severity.NOTE, "untranslated", message)
    for id_ in sorted(edition.foreign_articles):
        there = (catalogue.code, id_) in folder.translated
        name = f"{ARTICLES}/{id_}.{catalogue.code}.md"
        source = content.articles[id_].document.digest[:_DIGEST]
        message = (
            f"this article has changed since it was translated, or lacks `title`, `description` or "
            f"`translates`; check its words, then write `translates: {source}`"
            if there
            else f'this article is not translated into "{catalogue.code}"; a translation is '
            f"{name}, with `title`, `description` and `translates: {source}`"
        )
        severity = Severity.WARNING if there else Severity.NOTE
        where = name if there else f"{ARTICLES}/{id_}.md"
        yield Problem(where, 1, 1, severity, "untranslated", message)
