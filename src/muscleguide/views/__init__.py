"""View: a Guide becomes files. A view opens no file, reads no clock and knows no engine."""

from collections.abc import Iterator

from muscleguide.guide import Guide
from muscleguide.views import (
    articles,
    chosen,
    frames,
    indexes,
    moved,
    muscles,
    programs,
    reference,
    style,
)
from muscleguide.views.page import Page
from muscleguide.views.structured import json_ld


def view(guide: Guide, site: str | None) -> Iterator[tuple[str, str]]:
    """Yield every generated file: its path below the docs folder, and its text.

    `site` is the address of the guide's root, with a slash at its end, where it is known. Raises
    `StoryError` for an article whose template cannot be run with its real records.
    """
    pages: Iterator[Page]
    for pages in (
        indexes.pages(guide),
        muscles.pages(guide),
        articles.pages(guide),
        reference.pages(guide),
        chosen.pages(guide),
    ):
        for page in pages:
            yield page.path, page.text(json_ld(page, guide, site))
    yield from chosen.parts(guide)
    yield from frames.files(guide, site)
    yield from moved.files(guide, site)
    yield from programs.files(guide, site)
    yield style.PATH, style.clinic_style(guide.clinic)
