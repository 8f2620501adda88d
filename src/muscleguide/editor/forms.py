"""The form of a kind of record, from its schema: labels, help, choices, what refers to what.

A form is plain data, which the editor's script turns into fields. Nothing here names a key of a
record, so a new key is in the form as soon as it is in the schema.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from muscleguide.editor.kinds import KIND_OF_FILE, Kind
from muscleguide.reading.files import REFERENCES
from muscleguide.reading.yaml_reader import Value

Form = Mapping[str, Any]
Schema = Mapping[str, Any]

# Ids of people, who are entries within the clinic's record.
REVIEWER = "reviewer"
_REVIEWED_BY = ("reviewed", "by")
# What a description says of ids to somebody who writes them; a form lets choose.
_OF_IDS = re.compile(r"^(an id|ids) (of|under) [^,;]*[,;]? ?")


@cache
def form_of(kind: Kind) -> Form:
    """Give the form of a kind of record.

    A field has `key`, `label`, `help`, `kind`, `required`; a `choice` has `choices`, a `reference`
    the kind of its `target`, a `list` or `map` an `item`, and a `group` has `fields`. `short` is
    the key of a group that may be written as that key's value alone.
    """
    schema = kind.model.model_json_schema(by_alias=True)
    group = _group(schema, schema, _references(kind), ())
    return {"key": "", "label": kind.title, "help": "", "required": True, **group}


def from_form(form: Form, given: Any, old: Value) -> Value:
    """Turn what somebody filled in into the value of a record's file.

    Keys that the form does not know stay as they are in the `old` value; so does a short form.
    """
    kind = form["kind"]
    if kind == "group":
        made = _from_group(form, given, old)
        short = form.get("short")
        if short and set(made) == {short} and not (isinstance(old, dict) and set(old) == {short}):
            return made[short]
        return made or None
    if kind == "list":
        entries = given if isinstance(given, list) else []
        before = old if isinstance(old, list) else []
        aligned = [*before, *[None] * len(entries)]
        made_of = [
            from_form(form["item"], entry, _nearest(entry, before, aligned[index]))
            for index, entry in enumerate(entries)
        ]
        return [entry for entry in made_of if entry not in (None, "", {})]
    if kind == "map":
        named = given if isinstance(given, dict) else {}
        known = old if isinstance(old, dict) else {}
        return {key: from_form(form["item"], it, known.get(key)) for key, it in named.items()}
    return _scalar(form, given, old)


def _from_group(form: Form, given: Any, old: Value) -> dict[str, Value]:
    filled = given if isinstance(given, dict) else {}
    short = form.get("short")
    if short and isinstance(old, str):
        old = {short: old}
    before = old if isinstance(old, dict) else {}
    made: dict[str, Value] = {}
    for field in form["fields"]:
        key = field["key"]
        value = from_form(field, filled.get(key), before.get(key))
        # What must be filled in and is not stays in sight, where it was.
        if value not in (None, "", [], {}) or (field["required"] and key in before):
            made[key] = value
    known = {field["key"] for field in form["fields"]}
    return {**made, **{key: value for key, value in before.items() if key not in known}}


def _nearest(entry: Any, before: list[Value], at: Value) -> Value:
    """Give the old entry that a filled-in one was: one that begins alike, else `at`."""
    if isinstance(entry, dict):
        first = next((value for value in entry.values() if value), None)
        for value in before:
            begins = next(iter(value.values()), None) if isinstance(value, dict) else value
            if first is not None and begins == first:
                return value
    return at


def _scalar(form: Form, given: Any, old: Value) -> Value:
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        return given if isinstance(given, int | float) else None
    text = (
        given.replace("\r\n", "\n").rstrip() if form["kind"] == "rich" else " ".join(given.split())
    )
    if isinstance(old, str) and " ".join(old.split()) == " ".join(text.split()):
        # Only where lines end differs, which is not for a form to say.
        return old
    if form["kind"] == "date":
        return _day(text)
    if form["kind"] == "number" or (form.get("or_number") and not isinstance(old, str)):
        return _number(text)
    return text


def _number(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _day(text: str) -> Value:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def _references(kind: Kind) -> dict[tuple[str, ...], str]:
    """Give the kinds that a record refers to, by the path below it."""
    skipped = 1 if kind.shape in ("mapping", "list") else 0
    found = {
        path[skipped:]: KIND_OF_FILE[target].name
        for file, path, target in REFERENCES
        if file == kind.file
    }
    return {**found, _REVIEWED_BY: REVIEWER}


def _group(
    root: Schema, schema: Schema, references: Mapping[tuple[str, ...], str], path: tuple[str, ...]
) -> Form:
    required = schema.get("required", ())
    fields = [
        _field(root, key, below, references, (*path, key), required=key in required)
        for key, below in schema["properties"].items()
    ]
    found: dict[str, Any] = {"kind": "group", "fields": fields}
    # A mapping in a list that begins with a reference may be written as the id alone.
    if path[-1:] == ("*",) and (*path, fields[0]["key"]) in references:
        found["short"] = fields[0]["key"]
    return found


def _field(
    root: Schema,
    key: str,
    schema: Schema,
    references: Mapping[tuple[str, ...], str],
    path: tuple[str, ...],
    *,
    required: bool,
) -> Form:
    about = {
        "key": key,
        "label": key.replace("_", " ").capitalize(),
        "help": _OF_IDS.sub("", schema.get("description", "")),
        "required": required,
    }
    return {**about, **_value(root, schema, references, path)}


def _value(
    root: Schema, schema: Schema, references: Mapping[tuple[str, ...], str], path: tuple[str, ...]
) -> Form:
    """Give what is special of a field: its kind, and what that kind needs."""
    options = [_resolved(root, option) for option in _options(schema)]
    schema = options[0]
    if path in references:
        return {"kind": "reference", "target": references[path]}
    if "enum" in schema or "const" in schema:
        return {"kind": "choice", "choices": schema.get("enum", [schema.get("const")])}
    if "properties" in schema:
        return _group(root, schema, references, path)
    kind = schema.get("type")
    if kind == "array":
        item = _field(root, "", schema["items"], references, (*path, "*"), required=True)
        return {"kind": "list", "item": {**item, "help": ""}}
    if kind == "object":
        entries = next(iter(schema.get("patternProperties", {}).values()), None)
        below = entries or schema["additionalProperties"]
        return {
            "kind": "map",
            "item": _field(root, "", below, references, (*path, "*"), required=True),
        }
    if kind in ("integer", "number"):
        if len(options) > 1:
            return {"kind": "line", "or_number": True}
        limits = {"min": schema.get("minimum"), "max": schema.get("maximum")}
        return {"kind": "number", **{name: it for name, it in limits.items() if it is not None}}
    if schema.get("format") == "date":
        return {"kind": "date"}
    if schema.get("rich"):
        return {"kind": "rich"}
    return {"kind": "text" if schema.get("translate") else "line"}


def _options(schema: Schema) -> Iterator[Schema]:
    """Give what a value may be, but for nothing."""
    for option in schema.get("anyOf", [schema]):
        if option.get("type") != "null":
            yield option


def _resolved(root: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema
