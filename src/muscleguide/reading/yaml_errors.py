"""YAML's syntax errors in words that help somebody who has never heard of YAML."""

import yaml

_START_MARKS = {
    "\t": "tab found; indent with spaces (two for each level)",
    "@": "text that begins with @ must stand in quotes",
    "%": "text that begins with % must stand in quotes",
    "`": "text that begins with ` must stand in quotes",
}


# What word processors write before the entries of a list.
BULLETS = "\u2022\u00b7\u25aa\u25e6\u2023\u25cf\u25cb\u2013\u2014*"


def explain_syntax_error(
    error: yaml.MarkedYAMLError, lines: list[str]
) -> tuple[tuple[int, int], str]:
    """Give the line and column where a person should look, both from 1, and what to do there."""
    # The parser stops where it loses its way; the mistake is often where the thing it was in began.
    problem = error.problem or ""
    at = _place(error.problem_mark) or (1, 1)
    began = _place(error.context_mark) or at
    place, message = _explain(problem, error.context or "", at, began, lines)
    if bullet := _bullet(lines[place[0] - 1] if place[0] <= len(lines) else ""):
        message = f"begin each entry with a hyphen and a space, not with {bullet}"
    return place, message


def _bullet(line: str) -> str:
    """Give the bullet that a line begins with, or nothing."""
    first = line.strip()[:1]
    return first if first in BULLETS and line.strip()[1:2].isspace() else ""


def _explain(
    problem: str, context: str, at: tuple[int, int], began: tuple[int, int], lines: list[str]
) -> tuple[tuple[int, int], str]:
    line = lines[at[0] - 1] if at[0] <= len(lines) else ""
    if "tab character" in problem:
        return at, _START_MARKS["\t"]
    if "expected '-' indicator" in problem:
        return at, "this line is not indented like the first key after the hyphen above; align it"
    if "end of stream" in problem and "quoted" in context:
        return began, "a quote is opened here and never closed"
    if "flow" in context:
        return began, "a bracket is opened here and never closed, or a comma is missing in it"
    if "cannot start any token" in problem:
        character = line[at[1] - 1 : at[1]]
        message = f"put this text in quotes: it begins with {character}"
        return at, _START_MARKS.get(character, message)
    if "alias" in problem or "alias" in context:
        return (
            at if "undefined" in problem else began
        ), "text that begins with * must stand in quotes"
    if "anchor" in problem or "anchor" in context:
        return began, "text that begins with & must stand in quotes"
    if "mapping values" in problem:
        return _explain_colon(at, lines)
    if "expected ':'" in problem:
        return began, "put a colon and a space after the key in this line"
    if "escape" in problem:
        return at, "a backslash in double quotes has a meaning of its own; use single quotes"
    if "another document" in problem:
        return at, "a second `---` begins another document; take it out"
    if "expected key" in problem:
        return _explain_lost_key(at, line)
    return at, f"this is not YAML: {problem}"


def _explain_colon(at: tuple[int, int], lines: list[str]) -> tuple[tuple[int, int], str]:
    number, column = at
    before = lines[number - 1][: column - 1]
    if ": " in before:
        return at, "this line has a second colon; put the text after the first one in quotes"
    above = next((n for n in range(number - 1, 0, -1) if lines[n - 1].strip()), 0)
    if above:
        text = lines[above - 1]
        start = (above, len(text) - len(text.lstrip()) + 1)
        if ":" not in text:
            return start, "put a colon and a space after the key in this line"
        if ": " not in text and not text.rstrip().endswith(":"):
            return start, "put a space after the colon"
        if _indent(lines[number - 1]) > _indent(text):
            first = _indent(lines[number - 1]) + 1
            return (number, first), "this line is indented deeper than the key above it; align them"
    return at, "a colon is in the way here; put the text in quotes"


def _explain_lost_key(at: tuple[int, int], line: str) -> tuple[tuple[int, int], str]:
    rest = line[at[1] - 1 :]
    if line[: at[1] - 1].strip():
        return at, (
            "text goes on after a closing quote; put the whole text in double quotes, "
            "or write '' for an apostrophe in single quotes"
        )
    if rest.startswith("-"):
        return at, "this line of the list is not indented like the others; align the hyphens"
    return at, "this line is not indented like the keys it belongs to; align it"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _place(mark: yaml.Mark | None) -> tuple[int, int] | None:
    return (mark.line + 1, mark.column + 1) if mark else None
