"""One page a muscle."""

from functools import lru_cache

from markupsafe import Markup

from muscleguide import urls
from muscleguide.model.exercise import exercises_of
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.parts.care import medical_help
from muscleguide.pages.templates import ROOT, at_root, render


def muscle_page(site: Site, muscle: MuscleContent) -> Page:
    """Make the page of a muscle, at `muscles/ID/`."""
    return Page(
        muscle.url,
        muscle.record.name,
        muscle.record.summary,
        muscle_body(site, muscle, muscle.url),
        subject=muscle,
        parent=site.context.locale.text("muscles.title"),
        picture=f"muscles/{muscle.id}",
    )


def muscle_body(site: Site, muscle: MuscleContent, url: str) -> Markup:
    """Render the content of a muscle, with links that lead on from `url`."""
    return at_root(_body(site, muscle), urls.root_from(url))


# The page and the frame of a muscle are rendered one after the other, from one body.
@lru_cache(maxsize=1)
def _body(site: Site, muscle: MuscleContent) -> Markup:
    return render(
        site.context,
        "muscle/muscle.html",
        muscle.url,
        root=ROOT,
        muscle=muscle,
        help=medical_help(site, muscle.care, urls.HELP),
        muscle_exercises=exercises_of(site.exercises_by_muscle, [muscle.id]),
        other_causes=site.causes_for(site.guide.muscles[muscle.id].regions),
        relief=site.guide.relief,
        clinic=site.guide.clinic,
    )
