"""The form of a kind of record, from its schema: labels, help, choices, what refers to what.

A form is plain data, which the editor turns into fields and KEYS.md into tables. Nothing here names
a key of a record, so a new key is in both as soon as it is in the schema.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from muscleguide.reading.files import REFERENCES
from muscleguide.schema.kinds import KIND_OF_FILE, Kind

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
