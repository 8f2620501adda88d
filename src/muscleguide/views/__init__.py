"""View: a Guide becomes files. A view opens no file, reads no clock and knows no engine."""

from collections.abc import Iterator

from muscleguide.guide import Guide
from muscleguide.views import articles, chosen, indexes, muscles, reference, style
from muscleguide.views.page import Page


def view(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield every generated file: its path below the docs folder, and its text.

    Raises `StoryError` for an article whose template cannot be run with its real records.
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
            yield page.path, page.text()
    yield from chosen.parts(guide)
    yield style.PATH, style.clinic_style(guide.clinic)
