"""The page that a live preview shows while the guide has problems."""

from collections.abc import Iterable

from muscleguide.pages.templates import render_plain
from muscleguide.problems import Problem, Severity


def problems_page(problems: Iterable[Problem]) -> str:
    """Render a whole HTML page that shows where each error is and what to do."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return render_plain("problems/problems.html", problems=errors)
