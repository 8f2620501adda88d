"""Problems as text for people, as JSON for programs, as annotations for pull requests."""

import json
from collections.abc import Iterable

from muscleguide.problems import Problem, summary

FORMATS = ("text", "json", "github")

_GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def report(problems: Iterable[Problem], files: int, form: str) -> str:
    """Write sorted problems in one of `FORMATS`; text and github end with a count."""
    found = list(problems)
    if form == "json":
        return json.dumps([_as_object(problem) for problem in found], indent=2, ensure_ascii=False)
    lines = [_as_annotation(p) if form == "github" else str(p) for p in found]
    return "\n".join([*lines, summary(found, files)])


def _as_object(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
    }


def _as_annotation(problem: Problem) -> str:
    """Write a workflow command (GitHub Docs, Workflow commands: setting an error message)."""
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
    title = f"title={_property(problem.rule)}"
    return f"::{_GITHUB_LEVELS[problem.severity]} {place},{title}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
