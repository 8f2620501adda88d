"""Ways in: the home page, all muscles, the symptom index and the activity index."""

from collections.abc import Iterator

from muscleguide.guide import Guide, sort_key
from muscleguide.views import finder
from muscleguide.views.page import Page, render
from muscleguide.words import say


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the home page and the three indexes."""
    name = guide.clinic.name
    regions = [region for region, symptoms in guide.symptoms_by_region.items() if symptoms]
    yield Page(
        "index.md",
        say("home.title"),
        say("home.description", clinic=name),
        render(
            "home.html",
            "index.md",
            guide,
            regions=regions,
            facets=finder.facets(guide),
            pickers=list(finder.pickers(guide)),
            data=finder.data(guide),
        ),
    )
    path = "muscles/index.md"
    yield Page(
        path,
        say("muscles.title"),
        say("muscles.description", clinic=name),
        render("muscles.html", path, guide),
    )
    path = "symptoms/index.md"
    yield Page(
        path,
        say("symptoms.title"),
        say("symptoms.description"),
        render("symptoms.html", path, guide, regions=regions),
        kind="MedicalWebPage",
    )
    path = "activities/index.md"
    activities = sorted(guide.activities, key=lambda id_: sort_key(guide.activities[id_].label))
    yield Page(
        path,
        say("activities.title"),
        say("activities.description"),
        render("activities.html", path, guide, activities=activities),
        kind="MedicalWebPage",
    )
