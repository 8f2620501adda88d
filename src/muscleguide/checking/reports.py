"""Problems as text for people, as JSON for other tools, as annotations for pull requests."""

import json
import os
import sys
from collections.abc import Iterable

import click

from muscleguide.problems import Problem, Severity, has_errors, summary

FORMATS = ("text", "json", "github")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def report(problems: Iterable[Problem], files: int, form: str) -> str:
    """Write sorted problems in one of `FORMATS`; text and github end with a count."""
    found = list(problems)
    if form == "json":
        return json.dumps([_as_object(problem) for problem in found], indent=2, ensure_ascii=False)
    lines = [_as_annotation(p) if form == "github" else str(p) for p in found]
    return "\n".join([*lines, summary(found, files)])


def show_problems(problems: Iterable[Problem], files: int) -> None:
    """Show problems on standard error, and count them; where there are errors, those alone.

    Shows nothing where there are none. Warnings and notes would hide the errors.
    """
    found = sorted(set(problems))
    shown = [p for p in found if p.severity is Severity.ERROR] if has_errors(found) else found
    if shown:
        show_report(shown, "\n".join([*map(str, shown), summary(found, files)]))


def show_report(problems: Iterable[Problem], text: str) -> None:
    """Show a text report on standard error, in colour where a terminal and its owner want it."""
    if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
        for problem in problems:
            word = f": {problem.severity}: "
            styled = click.style(problem.severity.value, fg=_COLOURS[problem.severity], bold=True)
            line = str(problem)
            text = text.replace(line, line.replace(word, f": {styled}: ", 1), 1)
    click.echo(text, err=True)


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
