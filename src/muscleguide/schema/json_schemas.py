"""JSON Schemas of the records, so that an editor completes and explains while somebody types."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import click
from pydantic import BaseModel, RootModel

from muscleguide.reading.files import REFERENCES
from muscleguide.schema.kinds import KINDS, Kind
from muscleguide.schema.records import Id
from muscleguide.writing import reason_of, write_whole

Schema = dict[str, Any]
# The ids that a reference may name, by the file or folder that holds their records.
Known = Mapping[str, frozenset[str]]

_TITLE = " of a muscle guide"  # by it a schema of ours is known


def _file_model(kind: Kind) -> type[BaseModel]:
    """Give the model of a whole file of a kind's records."""
    model: Any = kind.model
    if kind.shape == "mapping":
        return RootModel[dict[Id, model]]
    return RootModel[list[model]] if kind.shape == "list" else model


# Each file or folder of a guide, the name of its schema, and what it holds.
FILES: tuple[tuple[str, str, type[BaseModel]], ...] = tuple(
    (
        kind.file,
        kind.name if kind.shape == "folder" else PurePosixPath(kind.file).stem,
        _file_model(kind),
    )
    for kind in KINDS.values()
)


def schemas(known: Known) -> dict[str, Schema]:
    """Make a JSON Schema (draft 2020-12) for each kind of file, by its name such as `muscle`.

    The `known` ids of the guide are enumerations, so an editor can propose them.
    """
    return {name: _schema(file, name, model, known) for file, name, model in FILES}


def schema_files(known: Known) -> Iterator[tuple[str, str]]:
    """Yield file name and text of each schema: `muscle.json`."""
    for name, schema in schemas(known).items():
        yield f"{name}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path, known: Known) -> None:
    """Write a file for each schema into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files(known):
        write_whole(folder / name, text.encode())


def refresh_schemas(root: Path, known: Known) -> None:
    """Write the schemas of a guide anew where they are there and stale; add none, touch no other.

    They are a help for who edits, so where the system refuses that is told, and all goes on.
    """
    try:
        _refresh(root, known)
    except OSError as error:
        click.echo(f"the schemas for editors stay as they were: {reason_of(error)}", err=True)


def _refresh(root: Path, known: Known) -> None:
    folder = root / "schemas"
    if not folder.is_dir():
        return
    for name, text in schema_files(known):
        path = folder / name
        before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        if _TITLE in before and before != text:
            write_whole(path, text.encode())


def modeline(file: str) -> str:
    """Give the comment by which an editor finds the schema of a guide's file."""
    name = next(name for start, name, _model in FILES if file.startswith(start))
    up = "../" * file.count("/")
    return f"# yaml-language-server: $schema={up}schemas/{name}.json"


def _schema(file: str, name: str, model: type[BaseModel], known: Known) -> Schema:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
        "title": name + _TITLE,
    }
    for start, path, target in REFERENCES:
        if start == file and known.get(target):
            _enumerate(schema, schema, path, sorted(known[target]))
    _plain(schema)
    return schema


def _enumerate(root: Schema, schema: Schema, path: tuple[str, ...], ids: list[str]) -> None:
    """Allow just some ids at a path, such as `("symptoms", "*", "symptom")`."""
    schema = _resolved(root, schema)
    if not path:
        schema["enum"] = ids
        return
    step, rest = path[0], path[1:]
    if step == "*":
        key = "items" if schema.get("type") == "array" else "additionalProperties"
        if key not in schema:
            key, schema = "", schema["patternProperties"]
            key = next(iter(schema))
        if len(rest) == 1 and rest[0] != "*":
            # A mapping with one key has a short form, the id alone.
            schema[key] = {"anyOf": [{"type": "string", "enum": ids}, schema[key]]}
            _enumerate(root, schema[key]["anyOf"][1], rest, ids)
        else:
            _enumerate(root, schema[key], rest, ids)
    else:
        properties = schema["properties"]
        if "$ref" not in properties[step] and "anyOf" in properties[step]:
            _enumerate(root, properties[step]["anyOf"][0], rest, ids)
        else:
            _enumerate(root, properties[step], rest, ids)


def _resolved(root: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref")
    return root["$defs"][reference.rpartition("/")[2]] if reference else schema


def _plain(schema: object) -> None:
    """Take out what only pydantic reads, and the choice of null, which no record may write."""
    if isinstance(schema, list):
        for value in schema:
            _plain(value)
    if not isinstance(schema, dict):
        return
    options = schema.get("anyOf")
    if options and {"type": "null"} in options:
        options.remove({"type": "null"})
        if len(options) == 1:
            del schema["anyOf"]
            schema |= {**options[0], **schema}
    schema.pop("rich", None)
    schema.pop("translate", None)
    schema.pop("safety", None)
    if schema.get("default", "") is None:
        del schema["default"]
    if isinstance(schema.get("title"), str) and "$schema" not in schema:
        del schema["title"]
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    for value in list(schema.values()):
        _plain(value)
