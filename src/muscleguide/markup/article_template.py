"""An article's body as a template: Markdown with calls.

A body may call `warning_signs()`, `muscles()`, `relief()`, `exercises()`, `other_causes()`,
`booking()`, `muscle(ID)`, `exercise(ID)`, `picture(ID)` and `source(ID)`; any other name is an
error. Each call leaves a mark in the text. Plain calls are all that nearly every article has, and
they are put in here. Whatever else Jinja knows (loops, filters, sums) may take a computer's whole
time and memory, and is run in a process of its own, with bounds.
"""

import json
import re
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from muscleguide.reading.characters import FORBIDDEN, code

# Each function, and which records the id in its brackets names.
FUNCTIONS: Mapping[str, str | None] = {
    "warning_signs": None,
    "muscles": None,
    "relief": None,
    "booking": None,
    "exercises": None,
    "other_causes": None,
    "muscle": "muscles",
    "source": "sources",
    "exercise": "exercises",
    "picture": "muscles",
}

MOST_SECONDS = 5  # a template needs a hundredth of one
MOST_MEMORY = 512 * 1024 * 1024  # bytes; Python and Jinja take a tenth of it
MOST_CHARACTERS = 1_000_000  # of the text that a template makes
MOST_CALLS = 1_000
MOST_BLOCKS = 100  # calls that put in a whole part of a page, such as `muscles()`
_SECONDS_TO_START = 30  # for Python itself, on a machine that is busy with something else

# Two characters of the private use area around a mark's number; a body that has them loses them.
OPEN, CLOSE = "\uf8f0", "\uf8f1"
MARK = re.compile(f"{OPEN}([0-9]{{1,4}}){CLOSE}")
# A mark, and whatever could become one: the two characters alone, or as Markdown may write them.
_LIKE_MARKS = re.compile(f"{MARK.pattern}|[{OPEN}{CLOSE}]|&#(?:x0*f8f[01]|0*6372[89]);", re.I)

_BLOCKS = "|".join(name for name, kind in FUNCTIONS.items() if not kind)
_REFERENCES = "|".join(name for name, kind in FUNCTIONS.items() if kind)
_PLAIN_CALL = re.compile(
    rf"\{{\{{\s*(?:(?P<block>{_BLOCKS})\(\s*\)|"
    rf"""(?P<name>{_REFERENCES})\(\s*(?P<quote>["'])(?P<id>[^"'\\{{}}\n]*)(?P=quote)\s*\))"""
    r"\s*\}\}"
)
_ANY_CODE = re.compile(r"\{\{[^{}]*\}\}|\{[%#][^{}]*[%#]\}")
_BEGINS_CODE = re.compile(r"\{[{%#]")

# What the other process begins with: it finds the same modules as this one.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from muscleguide.markup.article_process import main; main()"
)
FILE = "<article>"
_CODE_LINE = re.compile(f'File "{FILE}", line ([0-9]+)')


class ArticleError(Exception):
    """A body that cannot be run; `line` counts from the body's first line, 1."""

    def __init__(self, line: int, rule: str, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.rule = rule
        self.message = message


@dataclass(frozen=True)
class Call:
    """A call in an article's body: the function's name, the id that it was given, its line."""

    name: str
    id: str = ""
    line: int = 1


@dataclass(frozen=True)
class Ran:
    """A body that has been run: its text, and the calls whose numbers are in the text's marks.

    `named` are the ids that stand in it, in parts that were not run as well. `lines` leads from
    the text back to the body: the end of each piece of the text, and the line that made it.
    """

    text: str = ""
    calls: tuple[Call, ...] = ()
    named: tuple[Call, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    errors: tuple[ArticleError, ...] = field(default=(), compare=False)

    def line_at(self, position: int) -> int:
        """Find the line of the body that made the text at a position."""
        if not self.lines:
            return self.text.count("\n", 0, position) + 1
        piece = bisect_right(self.lines, position, key=lambda piece: piece[0])
        return self.lines[min(piece, len(self.lines) - 1)][1]


def run_body(body: str) -> Ran:
    """Run a body; never raises for what it holds. The same body always gives the same."""
    body = without_marks(body, 0)
    plain = _run_plain(body)
    if plain is not None:
        return plain
    try:
        return _run_apart(body)
    except ArticleError as error:
        return Ran(errors=(error,))


def without_calls(body: str) -> str:
    """Put a word in the place of each call of a body, for those who read its sentences.

    The text keeps its lines.
    """
    return _ANY_CODE.sub(lambda call: "It" + "\n" * call[0].count("\n"), body)


def without_marks(text: str, calls: int) -> str:
    """Take out of a text what looks like a mark and belongs to none of a number of calls."""

    def kept(found: re.Match[str]) -> str:
        # Spaces keep what stands around it apart, which could be one more, and all places the same.
        return found[0] if found[1] and int(found[1]) < calls else " " * len(found[0])

    return _LIKE_MARKS.sub(kept, text)


def mark(number: int, call: Call) -> str:
    """Give the mark of a call; what puts in a block stands between empty lines."""
    around = "" if FUNCTIONS[call.name] else "\n\n"
    return f"{around}{OPEN}{number}{CLOSE}{around}"


def too_many(line: int) -> ArticleError:
    """Report calls without an end."""
    message = (
        f"an article calls at most {MOST_CALLS:,} times, and puts in at most {MOST_BLOCKS} "
        "parts such as `muscles()`; take some out"
    )
    return ArticleError(line, "template-too-big", message)


def is_too_many(calls: list[Call]) -> bool:
    """Return whether there are more calls than an article may have."""
    blocks = sum(1 for call in calls if not FUNCTIONS[call.name])
    return len(calls) > MOST_CALLS or blocks > MOST_BLOCKS


def _run_plain(body: str) -> Ran | None:
    """Run a body of text and plain calls; give nothing for a body with anything else in it."""
    calls: list[Call] = []
    parts: list[str] = []
    start, line = 0, 1
    while begin := _BEGINS_CODE.search(body, start):
        found = _PLAIN_CALL.match(body, begin.start())
        if found is None:
            return None
        name = "block" if found["block"] else "name"
        line += body.count("\n", start, found.start(name))
        call = Call(found[name], found["id"] or "", line)
        parts += [body[start : begin.start()], mark(len(calls), call)]
        calls.append(call)
        if len(calls) > MOST_CALLS or (len(calls) > MOST_BLOCKS and is_too_many(calls)):
            return Ran(errors=(too_many(line),))
        line += body.count("\n", found.start(name), found.end())
        start = found.end()
    parts.append(body[start:])
    named = tuple(call for call in calls if FUNCTIONS[call.name])
    return Ran("".join(parts), tuple(calls), named)


# The check runs a body, and so does the build after it; the preview does at every save.
@lru_cache(maxsize=256)
def _run_apart(body: str) -> Ran:
    """Run a body in a process of its own. Raises `ArticleError` where that does not end well."""
    folder = str(Path(__file__).resolve().parents[2])
    command = [sys.executable, "-I", "-c", _START, *filter(None, sys.path), folder]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(body).encode(),
            capture_output=True,
            timeout=MOST_SECONDS + _SECONDS_TO_START,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(1) from None
    except OSError as error:
        message = f"the template cannot be run: {error.strerror or error}"
        raise ArticleError(1, "template-syntax", message) from None
    lines = done.stdout.split(b"\n")
    if done.returncode:
        # It has been ended, by itself or by the system, and says where it was in its own code.
        at = _CODE_LINE.search(done.stderr.decode("utf-8", "replace"))
        if at is None and b"Timeout" not in done.stderr:
            message = "the template cannot be run: it asks for more than this machine can do"
            raise ArticleError(1, "template-too-big", message)
        raise _too_long(_line_of(json.loads(lines[0] or b"[]"), int(at[1])) if at else 1)
    return _read(json.loads(lines[-2]))


def _read(made: dict[str, list[list[str | int]]]) -> Ran:
    """Take what the other process has made."""
    text = str(made["text"])
    calls = [Call(str(name), str(id_), int(line)) for name, id_, line in made["calls"]]
    ran = Ran(
        without_marks(text, len(calls)),
        tuple(calls),
        tuple(Call(str(name), str(id_), int(line)) for name, id_, line in made["named"]),
        tuple((int(end), int(line)) for end, line in made["lines"]),
    )
    errors = [ArticleError(int(line), str(rule), str(why)) for line, rule, why in made["errors"]]
    if not errors:
        # A mark can be written several times, whatever has been called.
        put_in: list[Call] = []
        for found in MARK.finditer(text):
            put_in += calls[int(found[1]) : int(found[1]) + 1]
            if is_too_many(put_in):
                errors.append(too_many(ran.line_at(found.start())))
                break
        if bad := FORBIDDEN.search(text):
            message = f"an invisible control character ({code(bad[0])}) is made here"
            errors.append(ArticleError(ran.line_at(bad.start()), "control-character", message))
    return Ran(ran.text, ran.calls, ran.named, ran.lines, tuple(errors))


def _line_of(known: list[list[int]], number: int) -> int:
    """Find the template's line for one of the code that Jinja made from it."""
    return next((line for line, at in reversed(known) if at <= number), 1)


def _too_long(line: int) -> ArticleError:
    message = f"the template takes longer than {MOST_SECONDS} seconds here; make it simpler"
    return ArticleError(line, "template-too-big", message)
