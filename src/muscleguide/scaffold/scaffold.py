"""The files of a new guide: who the clinic is, settings, content to begin with, what hosts need."""

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import jinja2
from pydantic import ValidationError

from muscleguide.ids import slug
from muscleguide.reading.files import CLINIC, EXERCISES, MUSCLES
from muscleguide.reading.yaml_reader import Document, parse_yaml
from muscleguide.scaffold.samples import sample_files
from muscleguide.schema.json_schemas import FILES
from muscleguide.schema.records import Clinic
from muscleguide.schema.validation import explain
from muscleguide.writing import write_whole

# Files of the template are named without a dot, so that no tool takes them for its own.
_FILES = (
    "mkdocs.yml",
    CLINIC,
    "README.md",
    "_gitignore",
    "requirements.txt",
    "netlify.toml",
    "wrangler.toml",
    "_github/workflows/publish.yml",
    "_vscode/extensions.json",
    "_vscode/settings.json",
)
_IS_WINDOWS = os.name == "nt"
_PROJECT_NAME_MAX = 58  # of Cloudflare Pages


class ScaffoldError(Exception):
    """A guide that cannot be begun; the message explains why and what to do."""


@dataclass(frozen=True)
class Beginning:
    """What a new guide is asked: who publishes it, whom patients call, and what it begins with.

    `language` is the code of a locale, `sample` the name of a sample guide or empty.
    """

    name: str
    emergency_number: str
    colour: str
    language: str
    site_url: str
    booking_label: str
    booking_url: str
    sample: str


def scaffold(beginning: Beginning) -> dict[str, bytes]:
    """Give the files of a new guide by their paths. Raises `ScaffoldError` for a bad answer."""
    environment = jinja2.Environment(  # noqa: S701  # plain text
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    # A text in double quotes is the same in JSON, YAML and TOML.
    environment.filters["quoted"] = _quoted
    folder = files("muscleguide") / "scaffold" / "files"
    values = {
        **vars(beginning),
        "project": (slug(beginning.name) or "guide")[:_PROJECT_NAME_MAX].strip("-"),
        "version": _version(),
        "schemas": [(_pattern(file), name) for file, name, _model in FILES if name != "article"],
    }
    made = {}
    for name in _FILES:
        text = (folder / name).read_text(encoding="utf-8")
        made[_target(name)] = environment.from_string(text).render(values).encode()
    _check_clinic(made[CLINIC].decode())
    sample = sample_files(beginning.sample) if beginning.sample else {}
    return {**sample, **made}


def write_scaffold(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write the files of a new guide. Raises `ScaffoldError` where one of them is there already."""
    there = sorted(
        name for name in made if (folder / name).exists() or (folder / name).is_symlink()
    )
    if there:
        others = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise ScaffoldError(
            f"{folder / there[0]}{others} is there already, and nothing is overwritten; "
            "name a folder that is new or empty"
        )
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def command_line(*words: str) -> str:
    """Write a command as it is typed into a shell."""
    return subprocess.list2cmdline(words) if _IS_WINDOWS else shlex.join(words)


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _target(name: str) -> str:
    return f".{name[1:]}" if name.startswith("_") else name


def _pattern(file: str) -> str:
    return f"{file}/*.yml" if file in (MUSCLES, EXERCISES) else file


def _version() -> str:
    """Give the version of the program that a guide was begun with."""
    try:
        return version("muscleguide")
    except PackageNotFoundError:  # run from the project itself
        return "0.2.0"


def _check_clinic(text: str) -> None:
    """Hold the answers against the schema of the clinic's record."""
    document: Document = parse_yaml(CLINIC, text)[0]
    try:
        Clinic.model_validate(document.value)
    except ValidationError as error:
        problem = next(iter(explain(error, Clinic, document)))
        raise ScaffoldError(problem.message) from None
