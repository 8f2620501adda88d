"""What each record file says, whole: relief, warning signs, sources."""

from collections.abc import Iterator

from muscleguide.guide import Guide, sort_key
from muscleguide.views.page import Page, render


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the pages of relief, warning signs and sources."""
    path = "relief/index.md"
    yield Page(
        path,
        "What can help",
        "Simple steps that may ease an overworked muscle, and when to get medical help.",
        render("relief.html", path, guide),
        kind="MedicalWebPage",
    )
    path = "warning-signs/index.md"
    yield Page(
        path,
        "When to get medical help",
        "Some pain needs a doctor first. See the signs, and how soon to act.",
        render("warning-signs.html", path, guide),
        kind="MedicalWebPage",
    )
    path = "sources/index.md"
    sources = sorted(guide.sources, key=lambda id_: sort_key(guide.sources[id_].title))
    yield Page(
        path,
        "Sources",
        "The books, articles and web pages that this guide rests on.",
        render("sources.html", path, guide, sources=sources),
    )
