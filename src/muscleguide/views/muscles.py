"""One page a muscle."""

from collections.abc import Iterator

from markupsafe import Markup

from muscleguide.guide import Guide, Muscle, neighbours
from muscleguide.maps import picture
from muscleguide.views.page import Page, listing, lower_first, render
from muscleguide.words import say

MOST_NEIGHBOURS = 6


def pages(guide: Guide) -> Iterator[Page]:
    """Yield a page for each muscle, at `muscles/ID/`."""
    for muscle in guide.muscles.values():
        path = f"muscles/{muscle.id}.md"
        yield Page(
            path,
            muscle.record.name,
            muscle.record.summary,
            body(guide, muscle, path),
            muscle,
            parent=say("muscles.title"),
            image=f"social/muscles/{muscle.id}.png",
        )


def body(guide: Guide, muscle: Muscle, path: str) -> str:
    """Render what is to be said about a muscle, with links that lead on from `path`."""
    around = neighbours(guide, muscle)
    return render(
        "muscle.html",
        path,
        guide,
        muscle=muscle,
        picture=picture_of(guide, muscle),
        neighbours=around[:MOST_NEIGHBOURS],
        more_neighbours=len(around) > MOST_NEIGHBOURS,
        articles=guide.articles_by_muscle[muscle.id],
    )


def picture_of(guide: Guide, muscle: Muscle) -> tuple[str, Markup, list[str]] | None:
    """Give the title, the drawing and the shaded places of the view that tells most.

    That is the one that shows the muscle and the most of the places where it can hurt.
    """
    views = [body_map for body_map in guide.maps.values() if muscle.id in body_map.muscles]
    if not views:
        return None
    best = max(views, key=lambda body_map: len(body_map.regions.intersection(muscle.regions)))
    shaded = [id_ for id_ in muscle.regions if id_ in best.regions]
    labels = [lower_first(guide.regions[id_].label) for id_ in shaded]
    alternative = say("picture.alternative", view=best.title, muscle=muscle.record.name)
    if labels:
        alternative += f" {say('picture.where', places=listing(labels))}"
    return best.title, picture(best, muscle.id, shaded, alternative), labels
