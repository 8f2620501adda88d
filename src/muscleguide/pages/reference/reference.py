"""Pages that show a whole record file: relief, warning signs, sources."""

from muscleguide import urls
from muscleguide.model.exercise import first_exercise
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render
from muscleguide.wording.sentences import sort_key


def relief_page(site: Site) -> Page:
    """Make the page of the relief steps, at `relief/`."""
    locale, url = site.context.locale, urls.RELIEF
    return Page(
        url,
        locale.text("common.what_can_help"),
        locale.text("relief.description"),
        render(
            site.context,
            "reference/relief.html",
            url,
            site=site,
            first=first_exercise(site.exercises.values()),
            number=site.guide.clinic.emergency_number,
        ),
        kind="MedicalWebPage",
    )


def warning_signs_page(site: Site) -> Page:
    """Make the page of all warning signs, at `warning-signs/`."""
    locale, url = site.context.locale, urls.WARNING_SIGNS
    return Page(
        url,
        locale.text("common.medical_help"),
        locale.text("warning_signs.description"),
        render(site.context, "reference/warning_signs.html", url, site=site),
        kind="MedicalWebPage",
    )


def sources_page(site: Site) -> Page:
    """Make the list of sources, at `sources/`."""
    locale, url = site.context.locale, urls.SOURCES
    citations = sorted(site.citations.values(), key=lambda it: sort_key(it.source.title))
    return Page(
        url,
        locale.text("common.sources"),
        locale.text("sources.description"),
        render(site.context, "reference/sources.html", url, citations=citations),
        is_running_text=False,
    )


def words_page(site: Site) -> Page:
    """Make the glossary, at `words/`."""
    locale, url = site.context.locale, urls.WORDS
    terms = [
        (id_, term, [site.citations[source] for source in term.sources])
        for id_, term in sorted(
            site.guide.glossary.items(), key=lambda pair: sort_key(pair[1].term)
        )
    ]
    return Page(
        url,
        locale.text("words.title"),
        locale.text("words.description"),
        render(site.context, "reference/words.html", url, terms=terms),
        is_running_text=False,
    )
