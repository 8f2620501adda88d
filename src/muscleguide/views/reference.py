"""What each record file says, whole: relief, warning signs, sources."""

from collections.abc import Iterator

from muscleguide.guide import Guide, sort_key
from muscleguide.views.page import Page, long_date, render
from muscleguide.words import say


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the pages of relief, warning signs and sources."""
    path = "relief/index.md"
    yield Page(
        path,
        say("common.what_can_help"),
        say("relief.description"),
        render("relief.html", path, guide),
        kind="MedicalWebPage",
    )
    path = "warning-signs/index.md"
    yield Page(
        path,
        say("common.medical_help"),
        say("warning_signs.description"),
        render("warning-signs.html", path, guide),
        kind="MedicalWebPage",
    )
    path = "sources/index.md"
    sources = sorted(guide.sources, key=lambda id_: sort_key(guide.sources[id_].title))
    yield Page(
        path,
        say("common.sources"),
        say("sources.description"),
        render("sources.html", path, guide, sources=sources),
    )


def review_state(guide: Guide) -> str:
    """Say in a sentence how much of the guide has been reviewed, and when last."""
    days = [m.record.reviewed.on for m in guide.muscles.values() if m.record.reviewed]
    if not days:
        return say("common.none_reviewed")
    count, day = len(days), long_date(max(days))
    return say("common.some_reviewed", count=count, all=len(guide.muscles), day=day)
