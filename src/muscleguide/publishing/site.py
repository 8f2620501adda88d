"""Render a whole site into its folder."""

from collections.abc import Mapping
from pathlib import Path

from muscleguide.problems import Problem, ProblemsError, has_errors
from muscleguide.progress import Progress
from muscleguide.publishing.publish import publishing
from muscleguide.publishing.target import KEPT, publish_folder
from muscleguide.site.prepare import Prepared
from muscleguide.site.rendering import render_outputs


def publish_site(prepared: Prepared, written: Mapping[str, bytes], folder: Path) -> list[Problem]:
    """Publish all outputs, and the hand-written pages beside them; give the problems.

    Raises `ProblemsError` where something cannot be made and `PublishError` where it cannot be
    written; then the site stays as it was.
    """
    outputs = prepared.outputs.values()
    with (
        publishing(folder, _kept(prepared, folder)) as write,
        Progress(len(outputs), "Making pages") as progress,
    ):
        for path, data in written.items():
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
    named = guide / str(prepared.settings.values.get("site_dir") or "site")
    folder = out.absolute() if out else named
    return publish_folder(folder, guide, _kept(prepared, folder))


def _kept(prepared: Prepared, folder: Path) -> tuple[str, ...]:
    """Give the names at the top of a folder that stay: the host's, the clinic's, and the cache."""
    names = (*KEPT, *prepared.settings.keep)
    cache = prepared.cache.folder
    return (*names, cache.relative_to(folder).parts[0]) if cache.is_relative_to(folder) else names
