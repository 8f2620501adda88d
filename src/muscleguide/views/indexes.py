"""Ways in: the home page, all muscles, the symptom index and the activity index."""

from collections.abc import Iterator

from muscleguide.guide import Guide, sort_key
from muscleguide.views import finder
from muscleguide.views.page import Page, render


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the home page and the three indexes."""
    name = guide.clinic.name
    regions = [region for region, symptoms in guide.symptoms_by_region.items() if symptoms]
    yield Page(
        "index.md",
        "Where does it hurt?",
        f"Find the muscles that may be behind your pain, from where it hurts. By {name}.",
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
        "All muscles",
        f"Every muscle in this guide by {name}, listed by body part.",
        render("muscles.html", path, guide),
    )
    path = "symptoms/index.md"
    yield Page(
        path,
        "Symptoms, from head to toe",
        "Look up what you feel, and see which muscles may be behind it.",
        render("symptoms.html", path, guide, regions=regions),
        kind="MedicalWebPage",
    )
    path = "activities/index.md"
    activities = sorted(guide.activities, key=lambda id_: sort_key(guide.activities[id_].label))
    yield Page(
        path,
        "What can bring on the pain",
        "Look up what you do a lot, which muscles it can overwork, and what to change.",
        render("activities.html", path, guide, activities=activities),
        kind="MedicalWebPage",
    )
