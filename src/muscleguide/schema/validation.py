"""Every record against its schema, with messages for the person who wrote it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from annotated_types import Ge, Le
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from muscleguide.ids import ID_MAX, is_id, slug
from muscleguide.problems import Problem, Severity, did_you_mean, quoted
from muscleguide.reading.files import (
    ACTIVITIES,
    CLINIC,
    EXERCISES,
    GLOSSARY,
    MUSCLES,
    OTHER_CAUSES,
    REGIONS,
    RELIEF,
    SOURCES,
    SYMPTOMS,
    VOCABULARIES,
    WARNING_SIGNS,
    Folder,
)
from muscleguide.reading.yaml_errors import BULLETS
from muscleguide.reading.yaml_reader import Document, Value, ValuePath
from muscleguide.schema.base import Record
from muscleguide.schema.figure import MOVES
from muscleguide.schema.records import (
    Activity,
    ArticleRecord,
    BodyRegion,
    Clinic,
    ExerciseRecord,
    MuscleRecord,
    OtherCause,
    Relief,
    Source,
    Symptom,
    Term,
    WarningSign,
)

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[R_co]):
    """A record with its id and its place: `at` is its path within the document."""

    id: str
    record: R_co
    document: Document
    at: ValuePath = ()


@dataclass(frozen=True)
class Content:
    """All records that keep to their schema, by id and in the order of their files.

    `known` holds the ids that a reference may name, broken records included.
    """

    clinic: Entry[Clinic] | None = None
    regions: Mapping[str, Entry[BodyRegion]] = field(default_factory=dict)
    symptoms: Mapping[str, Entry[Symptom]] = field(default_factory=dict)
    activities: Mapping[str, Entry[Activity]] = field(default_factory=dict)
    sources: Mapping[str, Entry[Source]] = field(default_factory=dict)
    warning_signs: tuple[Entry[WarningSign], ...] = ()
    relief: Entry[Relief] | None = None
    muscles: Mapping[str, Entry[MuscleRecord]] = field(default_factory=dict)
    exercises: Mapping[str, Entry[ExerciseRecord]] = field(default_factory=dict)
    other_causes: tuple[Entry[OtherCause], ...] = ()
    glossary: Mapping[str, Entry[Term]] = field(default_factory=dict)
    articles: Mapping[str, Entry[ArticleRecord]] = field(default_factory=dict)
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)


def check_schema(folder: Folder) -> tuple[Content, list[Problem]]:
    """Turn documents into records; whatever breaks the schema becomes a problem."""
    problems: list[Problem] = []

    def one(name: str, kind: type[R_co]) -> Entry[R_co] | None:
        document = folder.singles.get(name)
        if document is None:
            return None
        return _entry(kind, "", document, document.value, (), problems)

    def vocabulary(name: str, kind: type[R_co]) -> dict[str, Entry[R_co]]:
        document = folder.singles.get(name)
        if document is None:
            return {}
        if document.value in (None, {}):
            message = "nothing stands in this file; write the first entry, or delete the file"
            problems.append(document.problem((), "empty", message, severity=Severity.WARNING))
        if document.value is None:
            return {}
        if not isinstance(document.value, dict):
            message = "this file must be a mapping: an id, a colon, and the record indented below"
            problems.append(document.problem((), "wrong-type", message))
            return {}
        found = {}
        for id_, value in document.value.items():
            if not is_id(id_):
                message = f"{quoted(id_)} is not an id: {_BAD_ID}{_as_id(id_)}"
                problems.append(document.problem((id_,), "bad-id", message, at_key=True))
            entry = _entry(kind, id_, document, value, (id_,), problems)
            if entry:
                found[id_] = entry
        return found

    def per_file(kind: type[R_co], documents: Mapping[str, Document]) -> dict[str, Entry[R_co]]:
        entries = (
            _entry(kind, id_, document, document.value, (), problems)
            for id_, document in documents.items()
        )
        return {entry.id: entry for entry in entries if entry}

    content = Content(
        clinic=one(CLINIC, Clinic),
        regions=vocabulary(REGIONS, BodyRegion),
        symptoms=vocabulary(SYMPTOMS, Symptom),
        activities=vocabulary(ACTIVITIES, Activity),
        sources=vocabulary(SOURCES, Source),
        warning_signs=tuple(_list_of(WarningSign, folder.singles.get(WARNING_SIGNS), problems)),
        relief=one(RELIEF, Relief),
        muscles=per_file(MuscleRecord, folder.muscles),
        exercises=per_file(ExerciseRecord, folder.exercises),
        other_causes=tuple(_list_of(OtherCause, folder.singles.get(OTHER_CAUSES), problems)),
        glossary=vocabulary(GLOSSARY, Term),
        articles=per_file(ArticleRecord, folder.articles),
        known=_known(folder),
    )
    return content, problems


def _known(folder: Folder) -> dict[str, frozenset[str]]:
    """Collect the ids that a reference may name, by the file or folder that holds them.

    What could not be read is left out, so that an error is reported where it is and not at every
    reference; for the same reason a bad id counts as the good one that it may be meant to be.
    """
    known = {EXERCISES: frozenset(folder.exercises)}
    for name in VOCABULARIES:
        document = folder.singles.get(name)
        if document and isinstance(document.value, dict | None):
            ids = document.value or {}
            known[name] = frozenset(ids) | frozenset(map(slug, ids))
    if folder.muscle_names is not None:
        known[MUSCLES] = folder.muscle_names | frozenset(map(slug, folder.muscle_names))
    return known


def _list_of(
    kind: type[R_co], document: Document | None, problems: list[Problem]
) -> Iterator[Entry[R_co]]:
    """Read a file that is a list of records, each known by its place."""
    if document is None or document.value is None:
        return
    if not isinstance(document.value, list):
        message = "this file must be a list: each entry begins with a hyphen"
        problems.append(document.problem((), "wrong-type", message))
        return
    for index, value in enumerate(document.value):
        entry = _entry(kind, str(index), document, value, (index,), problems)
        if entry:
            yield entry


def _entry(
    kind: type[R_co],
    id_: str,
    document: Document,
    value: Value,
    at: ValuePath,
    problems: list[Problem],
) -> Entry[R_co] | None:
    if value is None and not at:
        problems.append(document.problem(at, "empty", "the file is empty; fill in its keys"))
        return None
    try:
        return Entry(id_, kind.model_validate(value), document, at)
    except ValidationError as error:
        problems.extend(explain(error, kind, document, at))
        return None


def _as_id(given: str) -> str:
    """End a message with the id that a text would make."""
    made = slug(given)
    return f"; did you mean {quoted(made)}?" if is_id(made) and made != given else ""


_BAD_ID = (
    "an id is made of lower-case letters a to z, digits and single hyphens, "
    f"at most {ID_MAX} of them"
)


def explain(
    error: ValidationError, kind: type[Record], document: Document, at: ValuePath = ()
) -> Iterator[Problem]:
    """Turn what pydantic says of a record at a place of a document into problems."""
    errors = error.errors(include_url=False)
    # A misspelt key is one slip, though it is both a key too many and a key too few.
    meant = {
        (*one["loc"][:-1], key)
        for one in errors
        if one["type"] == "extra_forbidden"
        for key in get_close_matches(str(one["loc"][-1]), _keys(kind, one), n=1)
    }
    for one in errors:
        if one["type"] == "missing" and one["loc"] in meant:
            continue
        path = at + tuple(part for part in one["loc"] if part != "[key]")
        yield _EXPLAIN.get(one["type"], _explain_other)(one, kind, document, path)


def _explain_unknown_key(
    error: ErrorDetails, kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    keys, key = _keys(kind, error), str(path[-1])
    hint = did_you_mean(key, keys, "`") or f"; the keys here are {_listed(keys)}"
    message = f"`{key}` is not a key here{hint}"
    parent = _meant_below(kind, error, document, path)
    if _bare(key) != key:
        message = (
            f"a space that is none, copied from other software, stands at `{_bare(key)}`; delete "
            "what is before it, and type the spaces anew"
        )
    elif parent:
        message = f"`{key}` belongs to `{parent}` above it; put two spaces before it"
    return document.problem(path, "unknown-key", message, at_key=True)


def _bare(key: str) -> str:
    """Take spaces from the ends of a key; those of the keyboard YAML has taken already."""
    return key.strip().strip("\ufeff\u200b")


def _meant_below(
    kind: type[Record], error: ErrorDetails, document: Document, path: ValuePath
) -> str | None:
    """Find the key without a value beside a lost key, below which that one has a place."""
    around: Value = document.value
    for step in path[:-1]:
        around = around[step]  # type: ignore[index]
    for name, info in _class_at(kind, error["loc"]).model_fields.items():
        below, key = _model_within(info.annotation), _key(name, info)
        if not below or not isinstance(around, dict) or around.get(key, "") is not None:
            continue
        if path[-1] in {_key(*pair) for pair in below.model_fields.items()}:
            return key
    return None


def _explain_missing_key(
    error: ErrorDetails, kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    fields = _class_at(kind, error["loc"]).model_fields
    key = str(path[-1])
    meaning = next((f.description for name, f in fields.items() if _key(name, f) == key), "")
    message = f"`{key}` is missing; it says: {meaning}"
    # A missing key has no place of its own: show the key of what lacks it.
    return document.problem(path[:-1], "missing-key", message, at_key=True)


def _explain_empty_list(
    _error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    return document.problem(path, "empty", f"`{_name(path)}` is an empty list; it needs one entry")


def _explain_long_list(
    error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    most = error["ctx"]["max_length"]
    message = f"`{_name(path)}` has more than {most} entries, more than a reader can follow"
    return document.problem(path, "too-complex", f"{message}; join or split some")


def _explain_empty_text(
    _error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    return document.problem(path, "empty", f"`{_name(path)}` is empty; write its text")


def _explain_choice(
    error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    choices = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    given = document.raw.get(path, "this")
    near = did_you_mean(given, choices)
    message = (
        f'"{given}" is not a choice for `{_name(path)}`; it is one of {_listed(choices)}{near}'
    )
    return document.problem(path, "wrong-choice", message)


def _explain_pattern(
    error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    # The short form of a mapping with one key stands where the mapping would.
    given = document.raw.get(path) or document.raw.get(path[:-1], "this")
    name = _name(path)
    want = _PATTERNS.get(name)
    if want is None:
        message = f"{quoted(given)} is not an id: {_BAD_ID}{_as_id(given)}"
        return document.problem(path, "bad-id", message)
    return document.problem(path, "bad-value", f"{quoted(given)} does not fit `{name}`: {want}")


def _explain_type(
    error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    name, raw = _name(path), document.raw.get(path)
    wanted = _WANTED.get(error["type"], "something else")
    given = _given(error["input"])
    message = f"`{name}` must be {wanted}, and this is {given}"
    if raw is not None and wanted == "text":
        message += f": put it in quotes, {quoted(raw)}"
    elif isinstance(error["input"], str) and wanted == "a list":
        message += _as_list(error["input"])
    elif isinstance(error["input"], dict) and wanted == "text":
        message += "; a colon in a text makes it one: put the text in quotes"
    return document.problem(path, "wrong-type", message)


def _as_list(text: str) -> str:
    """Say how to write a list where it was written as something else."""
    mark = text[:1]
    if mark in BULLETS:
        return f"; begin each entry with a hyphen and a space, not with {mark}"
    if mark == "-":
        return "; put a space after each hyphen"
    return "; put each entry in a line of its own, after a hyphen and a space"


def _explain_range(
    error: ErrorDetails, kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    name, given = _name(path), document.raw.get(path, str(error["input"]))
    ends = _range(kind, error["loc"])
    low, high = (f"{end:g}" for end in ends)
    if name in MOVES:
        message = f"`{name}` is {given} degrees; {MOVES[name]} from {low} to {high}"
    else:
        message = f"`{name}` is {given}; it is a number from {low} to {high}"
    return document.problem(path, "bad-value", message)


def _explain_other(
    error: ErrorDetails, _kind: type[Record], document: Document, path: ValuePath
) -> Problem:
    return document.problem(path, "bad-value", f"`{_name(path)}`: {error['msg'].lower()}")


_EXPLAIN: dict[str, Callable[[ErrorDetails, type[Record], Document, ValuePath], Problem]] = {
    "extra_forbidden": _explain_unknown_key,
    "missing": _explain_missing_key,
    "too_short": _explain_empty_list,
    "too_long": _explain_long_list,
    "string_too_short": _explain_empty_text,
    "string_too_long": _explain_pattern,
    "string_pattern_mismatch": _explain_pattern,
    "literal_error": _explain_choice,
    "string_type": _explain_type,
    "int_type": _explain_type,
    "float_type": _explain_type,
    "greater_than_equal": _explain_range,
    "less_than_equal": _explain_range,
    "finite_number": _explain_range,
    "date_type": _explain_type,
    "tuple_type": _explain_type,
    "dict_type": _explain_type,
    "model_type": _explain_type,
    "model_attributes_type": _explain_type,
}

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "date_type": "a date such as 2026-11-23",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
}

_PATTERNS = {
    "url": "write a whole web address that begins with https:// (for booking also mailto: or tel:)",
    "website": "write a whole web address that begins with https://",
    "email": "write an address such as hello@clinic.example",
    "emergency_number": (
        'write one number as it is dialled, in straight quotes, such as "911"; other numbers '
        "belong into the warning signs"
    ),
    "accent": 'write a colour in quotes, such as "#1f6f6b"',
    "allowed_hosts": "write a host alone, in lower case, such as player.vimeo.com",
    "embed_hosts": "write a host alone, in lower case, such as www.clinic.example",
    **dict.fromkeys(
        ("hold", "repeat", "how_often", "for"), "write it with a number, such as 30 seconds"
    ),
    "languages": "write the code of a language, such as es",
    "translations": "write the code of a language, such as es",
    "picture": "name a picture below docs/, such as images/calf-stretch.jpg",
    "logo": "name a picture below docs/, such as images/logo.svg",
}


def _class_at(kind: type[Record], location: tuple[str | int, ...]) -> type[BaseModel]:
    """Follow an error's location from a record's class to the class that the error is in."""
    current: type[BaseModel] = kind
    for part in location[:-1]:
        for name, info in current.model_fields.items():
            if _key(name, info) == part:
                current = _model_within(info.annotation) or current
    return current


def _range(kind: type[Record], location: tuple[str | int, ...]) -> tuple[float, float]:
    """Give the lowest and the highest number that a key may have."""
    fields = _class_at(kind, location).model_fields
    marks = next(f.metadata for name, f in fields.items() if _key(name, f) == location[-1])
    low = next(mark.ge for mark in marks if isinstance(mark, Ge))
    high = next(mark.le for mark in marks if isinstance(mark, Le))
    return float(low), float(high)  # type: ignore[arg-type]


def _keys(kind: type[Record], error: ErrorDetails) -> list[str]:
    """List the keys that a record may have where an error is."""
    fields = _class_at(kind, error["loc"]).model_fields
    return [_key(name, info) for name, info in fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (*getattr(annotation, "__args__", ()), getattr(annotation, "__origin__", None))
    return next((found for arg in inner if arg and (found := _model_within(arg))), None)


def _key(name: str, info: Any) -> str:
    return str(info.alias or name)


def _name(path: ValuePath) -> str:
    """Name the key that a path ends at, or the list around an entry."""
    return next((part for part in reversed(path) if isinstance(part, str)), "the record")


def _given(value: object) -> str:
    kinds = {bool: "read as yes or no", int: "a number", float: "a number", str: "text"}
    kinds |= {list: "a list", dict: "a mapping of keys"}
    return kinds.get(type(value), "read as a date")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
