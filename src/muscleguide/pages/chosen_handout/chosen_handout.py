"""The printable page of chosen muscles and exercises, at `handout/?muscle=ID&exercise=ID`.

The page is composed in the browser: its script loads one small file for each of them. Files and
not requests, so that it works from any host and from a folder, and nothing is sent anywhere.
"""

import json

from muscleguide import urls
from muscleguide.model.exercise import KINDS, ExerciseContent
from muscleguide.model.handout import changes
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.plan import MOST_DAYS, MOST_TIMES, USUAL_DAYS
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render


def chosen_handout_page(site: Site) -> Page:
    """Make the page without any muscle: what all of them share, and the list to choose from."""
    locale, url = site.context.locale, urls.CHOSEN_HANDOUT
    by_kind = {
        kind: [it for it in site.exercises.values() if it.record.kind == kind] for kind in KINDS
    }
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
            exercises={kind: found for kind, found in by_kind.items() if found},
            words={
                **locale.part("handout_script"),
                "reading": locale.part("plan_reading"),
                "limits": {"usual": USUAL_DAYS, "most": MOST_DAYS, "times": MOST_TIMES},
                **{key: locale.part("plan")[key] for key in ("week", "day", "usual", "cut")},
            },
        ),
        is_running_text=False,
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


def exercise_part(site: Site, exercise: ExerciseContent) -> str:
    """Render the script of an exercise: its part of the page, its dose, and its warning signs."""
    html = render(
        site.context, "chosen_handout/exercise_part.html", urls.CHOSEN_HANDOUT, exercise=exercise
    )
    dose = exercise.record.dose.model_dump(by_alias=True)
    part = {
        "html": html,
        "dose": [
            [key, site.context.locale.text(f"dose.{key}"), text or ""] for key, text in dose.items()
        ],
        "signs": [sign.index for card in exercise.care.cards for sign in card.signs],
    }
    return f"mgExercise({json.dumps(exercise.id)}, {json.dumps(part)});\n"
