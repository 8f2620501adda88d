"""New files to fill in: every required key, with a comment on what belongs there."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from pydantic.fields import FieldInfo

from muscleguide.ids import is_id, slug
from muscleguide.reading.files import ACTIVITIES, ARTICLES, MUSCLES, REGIONS, SOURCES, SYMPTOMS
from muscleguide.schema.json_schemas import modeline
from muscleguide.schema.records import ArticleRecord, Attachments, MuscleRecord
from muscleguide.schema.validation import Content

_EXAMPLES = 4
_EXAMPLES_OF = {
    "symptoms": SYMPTOMS,
    "overuse": ACTIVITIES,
    "sources": SOURCES,
    "muscles": MUSCLES,
    "regions": REGIONS,
}

_BODY = """
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


def new_muscle(root: Path, name: str, content: Content, id_: str | None = None) -> Path:
    """Begin a record in `content/muscles/`; give its path. Raises `StarterError`."""
    file = f"{MUSCLES}/{id_ or id_from(name)}.yml"
    lines = [modeline(file), f"# {name}: fill in what is empty; the check says what is left."]
    for key, info in MuscleRecord.model_fields.items():
        if key == "name":
            lines.append(f"name: {_scalar(name)}")
        elif key == "attachments":
            lines.append("attachments:")
            lines += [f"  {line}" for line in _empty_keys(Attachments.model_fields, content)]
        elif info.is_required():
            lines += _empty_key(key, info, content)
        else:
            lines.append(f"# {key}:   # {info.description} (may be left out)")
    return _write(root, file, "\n".join(lines) + "\n")


def new_article(
    root: Path, title: str, content: Content, today: datetime.date, id_: str | None = None
) -> Path:
    """Begin an article in `docs/articles/`; give its path. Raises `StarterError`."""
    file = f"{ARTICLES}/{id_ or id_from(title)}.md"
    given = {"title": _scalar(title), "published": today.isoformat()}
    if content.clinic:
        given["author"] = _scalar(content.clinic.record.name)
    lines = []
    for key, info in ArticleRecord.model_fields.items():
        if key in given:
            lines.append(f"{key}: {given[key]}")
        elif info.is_required():
            lines += _empty_key(key, info, content)
        else:
            lines.append(f"# {key}:   # {info.description} (may be left out)")
    return _write(root, file, "\n".join(["---", *lines, "---"]) + "\n" + _BODY.lstrip("\n"))


def _empty_keys(fields: dict[str, FieldInfo], content: Content) -> Iterator[str]:
    for key, info in fields.items():
        yield from _empty_key(info.alias or key, info, content)


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
