"""Render a whole site into its folder."""

from collections.abc import Iterable
from pathlib import Path

from muscleguide.problems import Problem, ProblemsError, has_errors
from muscleguide.progress import Progress
from muscleguide.publishing.publish import publishing
from muscleguide.site.prepare import Prepared
from muscleguide.site.rendering import render_outputs


def publish_site(
    prepared: Prepared, written: Iterable[tuple[str, bytes]], target: Path
) -> list[Problem]:
    """Publish all outputs, and the hand-written pages beside them; give the problems.

    Raises `ProblemsError` where something cannot be made; then the site stays as it was.
    """
    outputs = prepared.outputs.values()
    with publishing(target) as write, Progress(len(outputs), "Making pages") as progress:
        for path, data in written:
            write(path, data)
        problems = render_outputs(outputs, write, progress)
        if has_errors(problems):
            raise ProblemsError(problems)
    prepared.cache.prune()
    return problems
