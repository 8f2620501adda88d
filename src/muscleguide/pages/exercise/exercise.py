"""One page an exercise, and all exercises by kind and by place."""

from muscleguide import urls
from muscleguide.model.exercise import KINDS, ExerciseContent
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.parts.care import medical_help
from muscleguide.pages.templates import at_root, render


def exercise_page(site: Site, exercise: ExerciseContent) -> Page:
    """Make the page of an exercise, at `exercises/ID/`."""
    return Page(
        exercise.url,
        exercise.record.name,
        exercise.record.summary,
        render(
            site.context,
            "exercise/exercise.html",
            exercise.url,
            exercise=exercise,
            help=at_root(
                medical_help(site, exercise.care, urls.HELP), urls.root_from(exercise.url)
            ),
            clinic=site.guide.clinic,
        ),
        kind="MedicalWebPage",
        parent=site.context.locale.text("exercises.title"),
    )


def exercises_page(site: Site) -> Page:
    """Make the list of all exercises by kind, each with its places, at `exercises/`."""
    locale, url = site.context.locale, urls.EXERCISES
    by_kind = {
        kind: [it for it in site.exercises.values() if it.record.kind == kind] for kind in KINDS
    }
    by_place = {
        region: [it for it in site.exercises.values() if region in it.places]
        for region in site.guide.regions
    }
    return Page(
        url,
        locale.text("exercises.title"),
        locale.text("exercises.description"),
        render(
            site.context,
            "exercise/exercises.html",
            url,
            site=site,
            by_kind={kind: found for kind, found in by_kind.items() if found},
            by_place={region: found for region, found in by_place.items() if found},
        ),
        kind="MedicalWebPage",
    )
