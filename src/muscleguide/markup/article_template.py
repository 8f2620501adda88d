"""An article's body as a template: Markdown with calls, run in Jinja's sandbox.

A body may call `warning_signs()`, `muscles()`, `relief()`, `booking()`, `muscle(ID)` and
`source(ID)`; any other name is an error.
"""

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

# Each function, and which records the id in its brackets names.
FUNCTIONS: Mapping[str, str | None] = {
    "warning_signs": None,
    "muscles": None,
    "relief": None,
    "booking": None,
    "muscle": "muscles",
    "source": "sources",
}

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
)
_FILE = "<article>"


class ArticleError(Exception):
    """A body that cannot be run; `line` counts from the body's first line, 1."""

    def __init__(self, line: int, rule: str, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.rule = rule
        self.message = message


def render_template(body: str, functions: Mapping[str, Callable[..., Markup]]) -> str:
    """Run a body with the functions that it may call. Raises `ArticleError`."""
    try:
        code = _ENVIRONMENT.compile(body, filename=_FILE)
        template = _ENVIRONMENT.template_class.from_code(_ENVIRONMENT, code, {})
        return template.render(functions)
    except ArticleError:
        raise
    except TemplateSyntaxError as error:
        raise ArticleError(error.lineno, "template-syntax", _syntax(error)) from None
    except Exception as error:  # a template may raise anything at all
        message = f"the template cannot be run: {str(error) or type(error).__name__}"
        raise ArticleError(_line_of(error), "template-syntax", message) from None


def template_errors(body: str) -> Iterator[ArticleError]:
    """Yield the errors of a body before it is run: syntax, and names that nobody knows."""
    try:
        tree = _ENVIRONMENT.parse(body)
    except TemplateSyntaxError as error:
        yield ArticleError(error.lineno, "template-syntax", _syntax(error))
        return
    for name in sorted(find_undeclared_variables(tree) - FUNCTIONS.keys()):
        line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        known = ", ".join(f"{function}()" for function in FUNCTIONS)
        message = f"`{name}` is no name that an article knows; there are {known}"
        yield ArticleError(line, "unknown-name", message)


def named_ids(body: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind of record and id for each id that a body names, such as in `muscle("x")`.

    A body with a syntax error names none.
    """
    try:
        tree = _ENVIRONMENT.parse(body)
    except TemplateSyntaxError:
        return
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name):
            continue
        kind = FUNCTIONS.get(call.node.name)
        if kind and call.args and isinstance(call.args[0], nodes.Const):
            yield call.lineno, kind, str(call.args[0].value)


def _syntax(error: TemplateSyntaxError) -> str:
    return f"the template cannot be read: {error.message}"


def _line_of(error: BaseException) -> int:
    """Find the template's line in a traceback that Jinja has already translated."""
    frames = traceback.extract_tb(error.__traceback__ or sys.exc_info()[2])
    return next((frame.lineno or 1 for frame in reversed(frames) if frame.filename == _FILE), 1)
