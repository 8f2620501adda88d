"""For other websites: the finder and each muscle without header and footer, for a frame.

Whole HTML files and no pages of the staged tree's Markdown: they need nothing of an engine.
"""

from collections.abc import Iterator

from muscleguide.guide import Guide
from muscleguide.views import finder, muscles
from muscleguide.views.page import render
from muscleguide.words import say

FINDER = "embed/index.html"


def files(guide: Guide, site: str | None) -> Iterator[tuple[str, str]]:
    """Yield the frames: `embed/`, and `embed/muscles/ID/` for each muscle."""
    body = render(
        "frame-finder.html",
        FINDER,
        guide,
        facets=finder.facets(guide),
        pickers=list(finder.pickers(guide)),
        data=finder.data(guide),
    )
    yield FINDER, _frame(FINDER, guide, site, say("home.title"), "", body)
    for muscle in guide.muscles.values():
        path = f"embed/muscles/{muscle.id}/index.html"
        body = muscles.body(guide, muscle, path)
        yield path, _frame(path, guide, site, muscle.record.name, f"muscles/{muscle.id}/", body)


def _frame(path: str, guide: Guide, site: str | None, title: str, address: str, body: str) -> str:
    canonical = f"{site}{address}" if site else None
    return render(
        "frame.html", path, guide, title=title, address=address, canonical=canonical, body=body
    )
