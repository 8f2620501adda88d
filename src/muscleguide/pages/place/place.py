"""One page a place of the body, and the list of all places."""

from muscleguide import urls
from muscleguide.model.exercise import exercises_of, first_exercise
from muscleguide.model.place import PlaceContent
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.parts.care import medical_help
from muscleguide.pages.templates import at_root, render
from muscleguide.wording.sentences import listing

# More would be a catalogue: the finder narrows them down.
MOST_MUSCLES = 12
_MOST_NAMED = 4
_MOST_EXERCISES = 6


def place_page(site: Site, place: PlaceContent) -> Page:
    """Make the page of a place, at `places/ID/`."""
    locale, label = site.context.locale, place.record.label
    ids = [here.content.id for here in place.muscles]
    exercises = exercises_of(site.exercises_by_muscle, ids)
    names = [here.content.record.name for here in place.muscles[:_MOST_NAMED]]
    return Page(
        place.url,
        locale.text("place.title", place=label),
        _summary(site, place, names),
        render(
            site.context,
            "place/place.html",
            place.url,
            site=site,
            place=place,
            summary=_summary(site, place, names),
            muscles=place.muscles[:MOST_MUSCLES],
            more=len(place.muscles) - MOST_MUSCLES,
            first=first_exercise(exercises),
            exercises=exercises[:_MOST_EXERCISES],
            has_more_exercises=len(exercises) > _MOST_EXERCISES,
            causes=site.causes_for([place.id]),
            help=at_root(
                medical_help(site, site.care_for([place.id]), urls.HELP),
                urls.root_from(place.url),
            ),
            handout=urls.chosen_handout(ids[:MOST_MUSCLES]),
            clinic=site.guide.clinic,
        ),
        kind="MedicalWebPage",
        subject=place,
        parent=locale.text("places.title"),
    )


def places_page(site: Site) -> Page:
    """Make the list of all places by the larger part, at `places/`."""
    locale, url = site.context.locale, urls.PLACES
    parts: dict[str, list[PlaceContent]] = {}
    for place in site.places.values():
        parts.setdefault(place.record.part or place.record.label, []).append(place)
    return Page(
        url,
        locale.text("places.title"),
        locale.text("places.description"),
        render(site.context, "place/places.html", url, site=site, parts=parts),
        kind="MedicalWebPage",
    )


def _summary(site: Site, place: PlaceContent, names: list[str]) -> str:
    locale, count = site.context.locale, len(place.muscles)
    if not names:
        return locale.text("common.no_muscle_known")
    if count > len(names):
        return locale.text("place.many", names=", ".join(names), others=count - len(names))
    return locale.text("place.summary", count=count, names=listing(locale, names))
