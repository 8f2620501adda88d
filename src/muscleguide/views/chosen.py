"""The printable page of chosen muscles, at `handout/?muscle=ID&muscle=ID`.

The page is composed in the browser: its script loads one small file for each chosen muscle. Files
and not requests, so that it works from any host and from a folder, and nothing is sent anywhere.
"""

import json
from collections.abc import Iterator

from muscleguide.guide import Guide, warning_signs_for
from muscleguide.views.muscles import picture_of
from muscleguide.views.page import Page, render, to_change
from muscleguide.words import part, say

PATH = "handout/index.md"
_MOST_CHANGES = 2


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the page without any muscle: what all of them share, and the list to choose from."""
    yield Page(
        PATH,
        say("handout_page.title"),
        say("handout_page.description"),
        render("handout.html", PATH, guide, words=dict(part("handout_script"))),
    )


def parts(guide: Guide) -> Iterator[tuple[str, str]]:
    """Yield the script of each muscle: its part of the page, and which warning signs it brings."""
    for muscle in guide.muscles.values():
        applying = warning_signs_for(guide, muscle.regions)
        part = {
            "html": render(
                "handout-part.html", PATH, guide, muscle=muscle, picture=picture_of(guide, muscle)
            ),
            "ticks": [to_change(use.activity) for use in muscle.overuse[:_MOST_CHANGES]],
            "signs": [i for i, sign in enumerate(guide.warning_signs) if sign in applying],
        }
        text = json.dumps(part, ensure_ascii=True)
        yield f"handout/{muscle.id}.js", f"mgHandout({json.dumps(muscle.id)}, {text});\n"
