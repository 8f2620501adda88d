"""Runs an article's body in Jinja's sandbox, in a process that may be ended at any moment.

It reads the body from standard input as JSON, and writes lines of JSON: which line of the body each
line of Jinja's code stands for, before it runs that, and in the end what the body has made. See
`article_template.py`.
"""

import contextlib
import faulthandler
import json
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes, pass_context
from jinja2.meta import TrackingCodeGenerator
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from muscleguide.markup.article_template import (
    FILE,
    FUNCTIONS,
    MOST_CHARACTERS,
    MOST_MEMORY,
    MOST_SECONDS,
    ArticleError,
    Call,
    is_too_many,
    mark,
    too_many,
)

_SPARE_MEMORY = 64 * 1024 * 1024  # bytes, for what is to be said where all others are used up
_LONGEST = 200  # characters of an id, or of what an error says


def main() -> None:
    """Run the body that stands on standard input."""
    body = json.loads(sys.stdin.buffer.read())
    _limit_memory(0)
    faulthandler.enable()
    # It also ends what hangs within one step, where no other thread of Python could run.
    faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
    made: dict[str, Any] = {"text": "", "calls": [], "named": [], "lines": [], "errors": []}
    try:
        _run(body, made)
    except ArticleError as error:
        made["errors"].append((error.line, error.rule, error.message))
    _write(made)


def _run(body: str, made: dict[str, Any]) -> None:
    """Run a body, and fill in what it makes. Raises `ArticleError`."""
    environment = _environment()
    tree = _parsed(environment, body)
    calls: list[Call] = []
    try:
        made["named"] = list(_named(tree))
        made["errors"] = list(_unknown_names(environment, tree))
        if made["errors"]:
            return
        code = environment.compile(tree, filename=FILE)
    except TemplateSyntaxError as error:
        raise _syntax(error) from None
    except (RecursionError, MemoryError, SyntaxError) as error:  # of Python's own compiler
        raise ArticleError(1, "template-too-big", _too_deep()) from error
    template = environment.template_class.from_code(environment, code, {})
    _write(template.debug_info)
    context = template.new_context(_functions(template, calls))
    pieces: list[str] = []
    size = 0
    try:
        for piece, line in _pieces(template, context):
            size += len(piece)
            if size > MOST_CHARACTERS:
                message = f"the template makes more than {MOST_CHARACTERS:,} characters here"
                raise ArticleError(line, "template-too-big", message)
            pieces.append(piece)
            made["lines"].append((size, line))
    except ArticleError:
        raise
    except Exception as error:  # a template may raise anything at all
        rule, message = _explained(error)
        raise ArticleError(_line(template, error.__traceback__), rule, message) from None
    made["text"] = "".join(pieces)
    made["calls"] = [(call.name, call.id, call.line) for call in calls]


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        # What Jinja works out while it writes its code has no line yet.
        optimized=False,
        finalize=_shown,
    )
    # Names that a body does not have are reported with those that nobody knows.
    environment.globals.clear()
    # The same article always gives the same page.
    del environment.filters["random"]
    return environment


@pass_context
def _shown(_context: Context, value: object) -> object:
    """Refuse to show a function, such as one whose brackets have been forgotten."""
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError(f"`{getattr(value, '__name__', 'this')}` needs brackets after its name")
    return value


def _functions(template: Template, calls: list[Call]) -> dict[str, Callable[..., Markup]]:
    """Give the functions that a body may call; each call is noted and leaves its mark."""

    def put(call: Call) -> Markup:
        calls.append(call)
        if is_too_many(calls):
            raise too_many(call.line)
        return Markup(mark(len(calls) - 1, call))  # noqa: S704  # digits

    def block(name: str) -> Callable[[], Markup]:
        return lambda: put(Call(name, "", _called_at(template)))

    def reference(name: str) -> Callable[[object], Markup]:
        return lambda id_: put(Call(name, str(id_)[:_LONGEST], _called_at(template)))

    functions: dict[str, Callable[..., Markup]] = {}
    for name, kind in FUNCTIONS.items():
        functions[name] = reference(name) if kind else block(name)
        functions[name].__name__ = functions[name].__qualname__ = name
    return functions


def _pieces(template: Template, context: Context) -> Iterator[tuple[str, int]]:
    """Yield each piece of the text, and the line that makes it."""
    running: Any = template.root_render_func(context)
    for piece in running:
        if piece:
            yield piece, template.get_corresponding_lineno(running.gi_frame.f_lineno)


def _called_at(template: Template) -> int:
    """Find the line that is just being run."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    return template.get_corresponding_lineno(frame.f_lineno)


def _line(template: Template, traceback: TracebackType | None) -> int:
    """Find the line in which an error arose."""
    line = 1
    while traceback:
        if traceback.tb_frame.f_code.co_filename == FILE:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def _explained(error: Exception) -> tuple[str, str]:
    """Give the rule that an error of a running template breaks, and a message."""
    if isinstance(error, MemoryError):
        _limit_memory(_SPARE_MEMORY)
        return "template-too-big", "the template takes more memory here than an article may"
    if isinstance(error, RecursionError):
        return "template-too-big", "the template calls itself here without an end"
    reason = str(error)[:_LONGEST] or type(error).__name__
    return "template-syntax", f"the template cannot be run: {reason}"


def _parsed(environment: ImmutableSandboxedEnvironment, body: str) -> nodes.Template:
    try:
        parser = Parser(environment, body, None, FILE)
    except TemplateSyntaxError as error:
        raise _syntax(error) from None
    try:
        tree = parser.parse()
        tree.set_environment(environment)
    except TemplateSyntaxError as error:
        raise _syntax(error) from None
    except (RecursionError, MemoryError):
        line = parser.stream.current.lineno
        raise ArticleError(line, "template-too-big", _too_deep()) from None
    return tree


def _named(tree: nodes.Template) -> Iterator[tuple[str, str, int]]:
    """Yield function, id and line for each id that a body names, such as in `muscle("x")`."""
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if FUNCTIONS.get(name) and call.args and isinstance(call.args[0], nodes.Const):
            yield name, str(call.args[0].value)[:_LONGEST], call.lineno


def _unknown_names(
    environment: ImmutableSandboxedEnvironment, tree: nodes.Template
) -> Iterator[tuple[int, str, str]]:
    """Yield the names that nobody knows, as errors."""
    generator = TrackingCodeGenerator(environment)
    generator.optimizer = None  # it would work out sums and filters right here
    generator.visit(tree)
    for name in sorted(generator.undeclared_identifiers - FUNCTIONS.keys()):
        line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        known = ", ".join(f"{function}()" for function in FUNCTIONS)
        message = f"`{name[:_LONGEST]}` is no name that an article knows; there are {known}"
        error = ArticleError(line, "unknown-name", message)
        yield error.line, error.rule, error.message


def _syntax(error: TemplateSyntaxError) -> ArticleError:
    message = f"the template cannot be read: {str(error.message)[:_LONGEST]}"
    return ArticleError(error.lineno, "template-syntax", message)


def _too_deep() -> str:
    return "the template is too long, or its brackets lie too deep, to be read"


def _limit_memory(more: int) -> None:
    """Let this process have so much memory, and some more, where the system can hold it to that."""
    if sys.platform == "win32":  # there the time alone is bounded
        return
    import resource  # noqa: PLC0415  # not on every system

    # Some systems know the limit, and let nobody set it.
    with contextlib.suppress(OSError, ValueError):
        most = MOST_MEMORY + _SPARE_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY + more, most))


def _write(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")
    sys.stdout.buffer.flush()
