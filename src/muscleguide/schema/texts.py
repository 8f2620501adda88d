"""The texts of records that a reader reads, found by the marks in the schema.

A new key is such a text or not by the type of its value in `records.py`; nothing here names a key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from muscleguide.reading.yaml_reader import ValuePath
from muscleguide.schema.base import Record

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a reader reads: the way to it in its record, its words, what its key means.

    `is_safety` where it tells when to get help, or when to stop; `is_rich` where it is rich text.
    """

    path: ValuePath
    words: str
    meaning: str
    is_safety: bool
    is_rich: bool


def texts_of(record: Record) -> Iterator[Text]:
    """Yield the texts of a record that are read, each with the marks of its key in the schema."""
    schema = _schema(type(record))
    for path, words, marks in _walk(schema, schema, record.model_dump(by_alias=True), (), {}):
        is_safety, is_rich = bool(marks.get("safety")), bool(marks.get("rich"))
        yield Text(path, words, marks.get("description", ""), is_safety, is_rich)


def _walk(
    root: Schema, schema: Schema, value: Any, path: ValuePath, around: Schema
) -> Iterator[tuple[ValuePath, str, Schema]]:
    """Yield the way to each text, its words, and what its schema says of it."""
    schema = _resolved(root, schema, value)
    if "description" not in schema and "description" in around:
        schema = {**schema, "description": around["description"]}
    if isinstance(value, str):
        if schema.get("translate"):
            yield path, value, schema
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _walk(root, schema.get("items", {}), item, (*path, index), schema)
    elif isinstance(value, dict):
        properties = schema.get("properties", {})
        rest = schema.get("additionalProperties")
        for pattern in schema.get("patternProperties", {}).values():
            rest = pattern
        for key, item in value.items():
            below = properties.get(key, rest if isinstance(rest, dict) else {})
            yield from _walk(root, below, item, (*path, key), schema)


def _resolved(root: Schema, schema: Schema, value: Any) -> Schema:
    """Follow references, and choose among options the one that a value is not null for."""
    description = schema.get("description")
    while True:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema and value is not None:
            fitting = (option for option in schema["anyOf"] if _fits(option, value))
            schema = next(fitting, {})
        else:
            # What a key means, and not what kind of record its value is.
            return {**schema, "description": description} if description else schema


def _fits(option: Schema, value: Any) -> bool:
    if "$ref" in option:
        return isinstance(value, dict)
    kinds = {"string": str, "integer": int, "array": list | tuple, "object": dict}
    return isinstance(value, kinds.get(option.get("type", ""), ()))


@cache
def _schema(kind: type[Record]) -> Schema:
    return kind.model_json_schema(by_alias=True)
