"""New files to fill in: every required key, with a comment on what belongs there."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from muscleguide.ids import is_id, slug
from muscleguide.reading.files import ACTIVITIES, ARTICLES, MUSCLES, REGIONS, SOURCES, SYMPTOMS
from muscleguide.reading.yaml_edits import newline_of, with_newline
from muscleguide.reading.yaml_reader import ReadingError, Value, parse_yaml
from muscleguide.schema.json_schemas import modeline
from muscleguide.schema.kinds import Kind
from muscleguide.schema.validation import Content
from muscleguide.writing import write_whole

_EXAMPLES = 4
_EXAMPLES_OF = {
    "symptoms": SYMPTOMS,
    "overuse": ACTIVITIES,
    "sources": SOURCES,
    "muscles": MUSCLES,
    "regions": REGIONS,
}

# The text of an article that has none yet.
ARTICLE_BODY = """\
{# Write in Markdown. Text between these marks is not published. #}
**In short:** say in one sentence what this article tells.

## A heading that says something

Write short sentences. Speak to "you". Say "can" and "may".
{# Link a muscle with {{ muscle("its-id") }}, and cite a source with {{ source("its-id") }}. #}

## When to get medical help

{{ warning_signs() }}

## The muscles

{{ muscles() }}

## What can help

{{ relief() }}

{{ booking() }}
"""


class StarterError(Exception):
    """A file that cannot be begun; the message explains why and what to do."""


def id_from(name: str) -> str:
    """Make an id from a name: `Élévateur de l'omoplate` gives `elevateur-de-l-omoplate`.

    Raises `StarterError` for a name without a character that an id may have.
    """
    made = slug(name)
    if not is_id(made):
        raise StarterError(
            f'no id can be made from the name "{name}"; add --id with letters a to z, '
            "digits and hyphens"
        )
    return made


def new_record(
    root: Path,
    kind: Kind,
    name: str,
    content: Content,
    today: datetime.date,
    id_: str | None = None,
) -> Path:
    """Begin a record of a kind, with every key that it must have; give the path of its file.

    One that is an entry of a file is added at the file's end; nothing else in it changes. Raises
    `StarterError`, also for an id that is taken.
    """
    given = {kind.named_by: _scalar(name), "published": today.isoformat()}
    if content.clinic:
        given["author"] = _scalar(content.clinic.record.name)
    keys = list(_keys(kind.model.model_fields, content, given))
    if kind.shape in ("mapping", "list"):
        return _append(root, kind, name, id_, keys)
    if kind.shape == "file":
        file = kind.file
    else:
        ending = ".md" if kind.file == ARTICLES else ".yml"
        file = f"{kind.file}/{id_ or id_from(name)}{ending}"
    if file.endswith(".md"):
        return _write(root, file, "\n".join(["---", *keys, "---"]) + "\n" + ARTICLE_BODY)
    note = f"# {name}: fill in what is empty; the check says what is left."
    return _write(root, file, "\n".join([modeline(file), note, *keys]) + "\n")


def _keys(
    fields: Mapping[str, FieldInfo], content: Content, given: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of a record: what is given, what must be filled in, what may be left out."""
    for name, info in fields.items():
        key = info.alias or name
        below = info.annotation
        if key in given:
            yield f"{key}: {given[key]}"
        elif not info.is_required():
            yield f"# {key}:   # {info.description} (may be left out)"
        elif isinstance(below, type) and issubclass(below, BaseModel):
            yield f"{key}:"
            yield from (f"  {line}" for line in _keys(below.model_fields, content, {}))
        else:
            yield from _empty_key(key, info, content)


def _append(root: Path, kind: Kind, name: str, id_: str | None, keys: list[str]) -> Path:
    """Add an entry at the end of a file, which is begun where it is not there."""
    key = "" if kind.shape == "list" else (id_ or id_from(name))
    lines = [f"{key}:", *(f"  {line}" for line in keys)]
    if kind.shape == "list":
        first, *others = keys
        lines = [f"- {first}", *(f"  {line}" for line in others)]
    path = root / kind.file
    if not path.exists():
        return _write(root, kind.file, "\n".join([modeline(kind.file), *lines]) + "\n")
    try:
        before = path.read_bytes().decode()
        old = parse_yaml(kind.file, before)[0].value
    except (OSError, UnicodeError, ReadingError) as error:
        raise StarterError(f"{kind.file} cannot be added to: {error}") from None
    if isinstance(old, dict) and key in old:
        raise StarterError(f'"{key}" is in {kind.file} already; nothing was changed')
    newline = newline_of(before)
    text = with_newline(before) + newline.join(lines) + newline
    if not _adds_one(kind.file, old, text):
        raise StarterError(
            f"{kind.file} does not end as a plain list of entries does; add the entry by hand:\n"
            + "\n".join(lines)
        )
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise StarterError(f"{kind.file} cannot be written: {error.strerror}") from None
    return path


def _adds_one(file: str, old: Value, text: str) -> bool:
    """Return whether a text says what it said before, and one entry more."""
    try:
        now = parse_yaml(file, text)[0].value
    except ReadingError:
        return False
    if isinstance(now, list):
        return now[:-1] == (old or [])
    return isinstance(now, dict) and dict(list(now.items())[:-1]) == (old or {})


def _empty_key(key: str, info: FieldInfo, content: Content) -> list[str]:
    examples = _examples(content.known.get(_EXAMPLES_OF.get(key, ""), ()))
    comment = f"# {info.description}{examples}"
    if "tuple" in str(info.annotation):
        return [f"{key}:   {comment}", "  -"]
    return [f"{key}:   {comment}"]


def _examples(ids: Iterable[str]) -> str:
    some = sorted(ids)[:_EXAMPLES]
    return f"; for example {', '.join(some)}" if some else ""


def _scalar(text: str) -> str:
    """Write a text as YAML in one line: as it is where it can only be text, else in quotes."""
    line = " ".join(text.split())
    if re.fullmatch(r"[^\W\d_][\w ()-]*", line) and yaml.safe_load(line) == line:
        return line
    return json.dumps(line, ensure_ascii=False)


def _write(root: Path, file: str, text: str) -> Path:
    """Write a new file, and never over one that is there."""
    path = root / file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise StarterError(f"{file} is there already; nothing was changed") from None
    except OSError as error:
        raise StarterError(f"{file} cannot be written: {error.strerror}") from None
    return path
