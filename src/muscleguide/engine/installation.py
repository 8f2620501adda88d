"""The hand-written pages where MkDocs is installed, and what to say where it is not."""

from collections.abc import Mapping
from pathlib import Path

from muscleguide.engine.configuration import is_installed
from muscleguide.problems import Problem, Severity
from muscleguide.site.prepare import Prepared


def written_or_left_out(
    config_file: Path, prepared: Prepared
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Give the hand-written pages by their paths, and their problems.

    Where MkDocs is not there, that is a warning for each page.
    """
    pages = prepared.site.guide.pages if prepared.site else ()
    if pages and not is_installed():
        message = "this page is left out: MkDocs is not installed"
        return {}, [
            Problem(f"docs/{page.file}", 1, 1, Severity.WARNING, "engine", message)
            for page in pages
        ]
    if not pages:
        return {}, []
    from muscleguide.engine.written_pages import written_pages  # noqa: PLC0415  # slow to import

    return written_pages(config_file, prepared)
