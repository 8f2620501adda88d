"""Render a whole site into its folder."""

from collections.abc import Iterable
from pathlib import Path

from muscleguide.problems import Problem, ProblemsError, has_errors
from muscleguide.progress import Progress
from muscleguide.publishing.publish import publishing
from muscleguide.publishing.target import KEPT, publish_folder
from muscleguide.site.prepare import Prepared
from muscleguide.site.rendering import render_outputs


def publish_site(
    prepared: Prepared, written: Iterable[tuple[str, bytes]], folder: Path
) -> list[Problem]:
    """Publish all outputs, and the hand-written pages beside them; give the problems.

    Raises `ProblemsError` where something cannot be made and `PublishError` where it cannot be
    written; then the site stays as it was.
    """
    outputs = prepared.outputs.values()
    keep = (*KEPT, *prepared.settings.keep)
    with publishing(folder, keep) as write, Progress(len(outputs), "Making pages") as progress:
        for path, data in written:
            write(path, data)
        problems = render_outputs(outputs, write, progress)
        if has_errors(problems):
            raise ProblemsError(problems)
    prepared.cache.prune()
    return problems


def site_folder(prepared: Prepared, guide: Path, out: Path | None = None) -> Path:
    """Give the folder to publish to: `out`, or the `site_dir` of the settings, below `guide`.

    Raises `PublishError` for one that a site must not replace.
    """
    settings = prepared.settings
    named = guide / str(settings.values.get("site_dir") or "site")
    return publish_folder(out.absolute() if out else named, guide, (*KEPT, *settings.keep))
