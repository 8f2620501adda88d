"""The printable page of chosen muscles, at `handout/?muscle=ID&muscle=ID`.

The page is composed in the browser: its script loads one small file for each chosen muscle. Files
and not requests, so that it works from any host and from a folder, and nothing is sent anywhere.
"""

import json

from muscleguide import urls
from muscleguide.model.handout import changes
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.review import funding
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render


def chosen_handout_page(site: Site) -> Page:
    """Make the page without any muscle: what all of them share, and the list to choose from."""
    locale, url = site.context.locale, urls.CHOSEN_HANDOUT
    return Page(
        url,
        locale.text("handout_page.title"),
        locale.text("handout_page.description"),
        render(
            site.context,
            "chosen_handout/chosen_handout.html",
            url,
            guide=site.guide,
            clinic=site.guide.clinic,
            care=site.care,
            funding=funding(site.guide.clinic, site.context),
            words=dict(locale.part("handout_script")),
        ),
    )


def handout_part(site: Site, muscle: MuscleContent) -> str:
    """Render the script of a muscle: its part of the page, and which warning signs it brings."""
    html = render(site.context, "chosen_handout/part.html", urls.CHOSEN_HANDOUT, muscle=muscle)
    part = {
        "html": html,
        "ticks": changes(site.guide, [muscle]),
        "signs": [sign.index for card in muscle.care.cards for sign in card.signs],
    }
    return f"mgHandout({json.dumps(muscle.id)}, {json.dumps(part)});\n"
