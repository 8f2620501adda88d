"""A guide's editions in other languages: what is translated, and what is missing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from muscleguide import urls
from muscleguide.guide.drawings import BodyMap
from muscleguide.markup.richtext import runs
from muscleguide.problems import Problem, Severity, count, quoted
from muscleguide.reading.files import ARTICLES, CLINIC, Folder
from muscleguide.reading.yaml_reader import Document, Value
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
from muscleguide.translation.texts import (
    context,
    entries,
    map_context,
    nav_context,
    nav_translated,
    source_texts,
    translated,
)
from muscleguide.wording.locale import has_locale
from muscleguide.wording.sentences import sentence

_TOLD = 5  # missing safety texts that are named; of the others, their number
_DIGEST = 12  # hexadecimal digits that a translation names under `translates`


@dataclass(frozen=True)
class Translated:
    """A guide's records and drawings in another language.

    `pages` are the hand-written pages by the path of what they translate, and `nav` the entries of
    the menu in mkdocs.yml. `untranslated` are texts that stand in the guide's own language as a
    page may show them, and `foreign` the URLs of articles and hand-written pages that do.
    """

    code: str
    content: Content
    maps: Mapping[str, BodyMap]
    pages: Mapping[str, Document]
    nav: list[Value]
    untranslated: frozenset[str]
    foreign: frozenset[str]


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
    articles, foreign_ids = _articles(content, folder, catalogue.code)
    pages, foreign_names = _pages(folder, catalogue.code)
    for words in _titles(content, foreign_ids):
        shown |= _as_shown(words, is_rich=False)

    def translate_title(words: str) -> str:
        new = catalogue.get(nav_context(words), words)
        if new is None:
            shown.update(_as_shown(words, is_rich=False))
        return new or words

    foreign = {*map(urls.article, foreign_ids), *map(urls.document, foreign_names)}
    return Translated(
        catalogue.code,
        replace(records, articles=articles),
        drawn,
        pages,
        nav_translated(folder.settings.listed("nav"), translate_title),
        frozenset(shown),
        frozenset(foreign),
    )


def _titles(content: Content, ids: Iterable[str]) -> Iterator[str]:
    """Yield what indexes show of articles."""
    for id_ in ids:
        record = content.articles[id_].record
        yield from (record.title, record.description)


def _pages(folder: Folder, code: str) -> tuple[dict[str, Document], list[str]]:
    """Give each hand-written page in a language, or in the guide's own; and the latter's names.

    The page about the guide is made from the clinic's record where it is not translated.
    """
    pages, foreign = {}, []
    for name, document in folder.pages.items():
        made = folder.translated_pages.get((code, name))
        if made and _is_current(document, made):
            pages[name] = made
        elif urls.document(name) != urls.ABOUT:
            pages[name] = document
            foreign.append(name)
    return pages, foreign


def _is_current(source: Document, translation: Document) -> bool:
    """Tell whether a file translates the words that its source has now."""
    values = translation.value if isinstance(translation.value, dict) else {}
    return str(values.get("translates")) == source.digest[:_DIGEST]


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
    if not _is_current(entry.document, document):
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
    texts = list(source_texts(content, maps, folder.settings))
    lacking = sum(catalogue.get(text.context, text.words) is None for text in texts)
    if lacking:
        message = (
            f"{count(lacking, 'text')} of {len(texts)} not translated or to be checked; their "
            "pages say so, and search engines are asked to leave them out"
        )
        yield Problem(file, 1, 1, Severity.NOTE, "untranslated", message)
    code = catalogue.code
    for id_, entry in sorted(content.articles.items()):
        if urls.article(id_) in edition.foreign:
            made = folder.translated.get((code, id_))
            yield _in_own_language(entry.document, made, code, "article", ("title", "description"))
    for name, document in sorted(folder.pages.items()):
        made = folder.translated_pages.get((code, name))
        if not (made and _is_current(document, made)):
            yield _in_own_language(document, made, code, "page", ())


def _in_own_language(
    source: Document, made: Document | None, code: str, what: str, keys: Iterable[str]
) -> Problem:
    """Say of an article or a page how to translate it, or that its translation is out of date."""
    name = f"{source.file.removesuffix('.md')}.{code}.md"
    wanted = " or ".join(filter(None, (", ".join(f"`{key}`" for key in keys), "`translates`")))
    value = f"`translates: {source.digest[:_DIGEST]}`"
    if made:
        message = (
            f"this {what} has changed since it was translated, or lacks {wanted}; check its words, "
            f"then write {value}"
        )
        return Problem(made.file, 1, 1, Severity.WARNING, "untranslated", message)
    with_keys = "".join(f"`{key}`, " for key in keys).removesuffix(", ")
    with_keys = f"{with_keys} and {value}" if with_keys else value
    message = (
        f'this {what} is not translated into "{code}"; a translation is {name}, with {with_keys}'
    )
    return Problem(source.file, 1, 1, Severity.NOTE, "untranslated", message)
