"""Records as the editor reads and writes them: one at a time, in the files that a clinic writes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muscleguide import urls
from muscleguide.cache import text_digest
from muscleguide.editor.filled_in import from_form
from muscleguide.ids import ID_MAX, is_id
from muscleguide.problems import Problem
from muscleguide.reading.files import CLINIC, Folder
from muscleguide.reading.yaml_edits import EditError, edited, newline_of
from muscleguide.reading.yaml_reader import (
    FRONT_MATTER,
    Document,
    Place,
    ReadingError,
    Value,
    ValuePath,
    parse_markdown,
    parse_yaml,
)
from muscleguide.schema.forms import REVIEWER, form_of
from muscleguide.schema.json_schemas import modeline
from muscleguide.schema.kinds import KINDS, Kind
from muscleguide.schema.starters import ARTICLE_BODY
from muscleguide.writing import write_whole


class SaveError(Exception):
    """A record that is not saved; the message says why and what to do."""


@dataclass(frozen=True)
class Open:
    """A record as it is in its file, and the digest of that file's bytes.

    `body` is the Markdown of an article.
    """

    file: str
    digest: str
    value: Value
    body: str | None
    document: Document
    at: ValuePath


def open_record(root: Path, kind: Kind, id_: str) -> Open:
    """Read a record. Raises `SaveError` where there is none, or its file cannot be read."""
    file = file_of(kind, id_)
    text = _read(root, file)
    if text is None:
        raise SaveError(f"there is no {file}")
    document = _parsed(kind, file, text)
    at = _place(kind, id_, document.value)
    if at is None:
        raise SaveError(f'there is no "{id_}" in {file}')
    body = document.body if kind.name == "article" else None
    return Open(file, text_digest(text), _value_at(document.value, at), body, document, at)


def save_record(
    root: Path, kind: Kind, id_: str, given: Any, digest: str, body: str | None = None
) -> None:
    """Write what a form holds into a record's file, where it differs, and touch nothing else.

    Raises `SaveError` where the file is not what its digest says, as somebody has changed it since.
    """
    file = file_of(kind, id_)
    text = _read(root, file)
    if text is None or text_digest(text) != digest:
        raise SaveError(
            f"{file} was changed in the meantime, so nothing was saved. Copy what you wrote, and "
            "load the page again."
        )
    record = open_record(root, kind, id_)
    value = from_form(form_of(kind), given, record.value)
    _write(root, file, text, _changed(kind, text, record.at, value or {}, body))


def add_record(root: Path, kind: Kind, id_: str, given: Any, body: str | None = None) -> str:
    """Add a record; give its id. Raises `SaveError` for an id that is none, or is taken."""
    if kind.shape != "list" and not is_id(id_):
        raise SaveError(
            "The id is made of lower-case letters a to z, digits and single hyphens, at most "
            f"{ID_MAX}, such as calf-stretch."
        )
    file = file_of(kind, id_)
    text = _read(root, file)
    value = from_form(form_of(kind), given, None) or {}
    if kind.shape == "folder":
        if text is not None:
            raise SaveError(f"{file} is there already. Choose another id.")
        text = f"{modeline(file)}\n" if file.endswith(".yml") else "---\n---\n"
        made = _changed(
            kind, text, (), value, (body or ARTICLE_BODY) if file.endswith(".md") else None
        )
        _write(root, file, None, made)
        return id_
    text = f"{modeline(file)}\n" if text is None else text
    entries = _parsed(kind, file, text).value
    at: ValuePath = (id_,)
    if kind.shape == "list":
        at = (len(entries) if isinstance(entries, list) else 0,)
    elif isinstance(entries, dict) and id_ in entries:
        raise SaveError(f'"{id_}" is in {file} already. Choose another id.')
    _write(root, file, text, _changed(kind, text, at, value, None))
    return str(at[0])


def file_of(kind: Kind, id_: str) -> str:
    """Give the file of a record, below the guide's folder. Raises `SaveError` for what is no id."""
    if kind.shape != "folder":
        return kind.file
    if not is_id(id_):
        raise SaveError(f'"{id_}" is not an id')
    return f"{kind.file}/{id_}{'.md' if kind.name == 'article' else '.yml'}"


def listed(folder: Folder) -> Mapping[str, list[tuple[str, str]]]:
    """List the id and name of every record of a guide, by the name of its kind."""
    found = {kind.name: list(_entries(kind, folder)) for kind in KINDS.values()}
    clinic = folder.singles.get(CLINIC)
    people = clinic.value.get("reviewers") if clinic and isinstance(clinic.value, dict) else None
    return {**found, REVIEWER: _named(people.items() if isinstance(people, dict) else (), "name")}


def shown_at(url: str) -> tuple[Kind, str] | None:
    """Give the kind of record that a page of the site shows, and its id where it shows one."""
    for kind in KINDS.values():
        if kind.page and url == kind.page:
            return kind, ""
        below = url.removeprefix(kind.page)
        if kind.has_pages and below != url and below.count("/") == 1:
            return kind, below.rstrip("/")
    return (KINDS["clinic"], "") if url == urls.ABOUT else None


def page_of(kind: Kind, id_: str) -> str:
    """Give the URL of the page that shows a record."""
    if kind.has_pages:
        return f"{kind.page}{id_}/"
    return f"{kind.page}#{id_}" if kind.shape == "mapping" else kind.page


def handout_of(kind: Kind, id_: str) -> str | None:
    """Give the path of a record's handout, where it has one."""
    stems = {"muscle": id_, "article": id_, "exercise": f"exercises/{id_}"}
    return urls.handout(stems[kind.name], "letter") if kind.name in stems else None


def problems_of(record: Open, problems: Iterable[Problem]) -> Iterator[tuple[ValuePath, Problem]]:
    """Yield the problems of a record, each with the path of the field that it is about."""
    by_place: dict[Place, ValuePath] = {}
    for places in (record.document.places, record.document.keys):
        by_place |= {place: path for path, place in places.items()}
    for problem in problems:
        if problem.file != record.file:
            continue
        found = by_place.get((problem.line, problem.column))
        if found is None:
            if not record.at:
                yield (), problem
        elif found[: len(record.at)] == record.at:
            yield found[len(record.at) :], problem


def _entries(kind: Kind, folder: Folder) -> list[tuple[str, str]]:
    if kind.shape == "folder":
        documents = getattr(folder, kind.file.rpartition("/")[2])
        return _named(((id_, it.value) for id_, it in documents.items()), kind.named_by)
    document = folder.singles.get(kind.file)
    if kind.shape == "file" or document is None:
        return [("", kind.title)] if kind.shape == "file" else []
    if isinstance(document.value, dict):
        return _named(document.value.items(), kind.named_by)
    if isinstance(document.value, list):
        return _named(((str(at), it) for at, it in enumerate(document.value)), kind.named_by)
    return []


def _named(records: Iterable[tuple[str, Value]], key: str) -> list[tuple[str, str]]:
    """Give id and name of records; one without a name has its id for it."""
    return [
        (id_, str(record.get(key) or id_) if isinstance(record, dict) else id_)
        for id_, record in records
    ]


def _changed(kind: Kind, text: str, at: ValuePath, value: Value, body: str | None) -> str:
    try:
        if kind.name != "article":
            return edited(text, at, value)
        match = FRONT_MATTER.match(text)
        if match is None:
            raise SaveError("the file has no front matter")
        first, last = match.span("yaml") if match["yaml"] else (text.index("\n") + 1,) * 2
        front = edited(text[first:last], at, value)
        newline = newline_of(text)
        if not front.endswith("\n"):
            front += newline
        written = text[match.end() :]
        if body is not None and _lines(body).rstrip() != _lines(written).rstrip():
            written = _lines(body).rstrip().replace("\n", newline) + newline
        return text[:first] + front + text[last : match.end()] + written
    except (EditError, ReadingError) as error:
        raise SaveError(f"{kind.file}: {error}") from None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _parsed(kind: Kind, file: str, text: str) -> Document:
    try:
        if kind.name == "article":
            return parse_markdown(file, _lines(text), parse_yaml, required=True)[0]
        return parse_yaml(file, text)[0]
    except ReadingError as error:
        raise SaveError(str(error)) from None


def _place(kind: Kind, id_: str, value: Value) -> ValuePath | None:
    """Find a record within its document."""
    if kind.shape in ("file", "folder"):
        return ()
    if isinstance(value, dict) and id_ in value:
        return (id_,)
    if isinstance(value, list) and id_.isdecimal() and int(id_) < len(value):
        return (int(id_),)
    return None


def _value_at(value: Value, path: ValuePath) -> Value:
    for key in path:
        value = value[key]  # type: ignore[index]
    return value


def _read(root: Path, file: str) -> str | None:
    """Read a file with its line ends as they are; None where there is none."""
    path = _path(root, file)
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise SaveError(f"{file} cannot be read: {error}") from None


def _write(root: Path, file: str, before: str | None, text: str) -> None:
    """Write a file whole, where it says something else than before."""
    if text == before:
        return
    path = _path(root, file)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise SaveError(f"{file} cannot be written: {error.strerror}") from None


def _path(root: Path, file: str) -> Path:
    """Give the real path of a file; a link may not lead out of the guide's folder."""
    path = (root / file).resolve()
    if not path.is_relative_to(root.resolve()):
        raise SaveError(f"{file} is a link that leads out of the guide's folder")
    return path
