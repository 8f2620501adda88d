"""The page that a live preview shows while the guide has mistakes."""

from collections.abc import Iterable

from muscleguide.problems import Problem
from muscleguide.views.page import template


def mistakes_page(problems: Iterable[Problem]) -> str:
    """Write a whole HTML page that tells where each mistake is and what to do."""
    return template("mistakes.html").render(problems=list(problems))
