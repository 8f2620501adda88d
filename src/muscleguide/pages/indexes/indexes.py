"""The indexes: all muscles, symptoms by region, activities, articles."""

from muscleguide import urls
from muscleguide.model.care import how_soon
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render
from muscleguide.wording.sentences import sort_key


def muscles_page(site: Site) -> Page:
    """Make the list of all muscles by group, at `muscles/`."""
    locale, url = site.context.locale, urls.MUSCLES
    return Page(
        url,
        locale.text("muscles.title"),
        locale.text("muscles.description", clinic=site.guide.clinic.name),
        render(site.context, "indexes/muscles.html", url, guide=site.guide),
    )


def symptoms_page(site: Site) -> Page:
    """Make the index of symptoms by body region, at `symptoms/`."""
    locale, url = site.context.locale, urls.SYMPTOMS
    return Page(
        url,
        locale.text("symptoms.title"),
        locale.text("symptoms.description"),
        render(
            site.context,
            "indexes/symptoms.html",
            url,
            site=site,
            guide=site.guide,
            regions=list(site.guide.symptoms_by_region),
            acts={
                id_: symptom.act and how_soon(site.guide, locale, symptom.act)
                for id_, symptom in site.guide.symptoms.items()
            },
        ),
        kind="MedicalWebPage",
    )


def activities_page(site: Site) -> Page:
    """Make the index of activities, at `activities/`."""
    locale, guide, url = site.context.locale, site.guide, urls.ACTIVITIES
    activities = sorted(guide.activities, key=lambda id_: sort_key(guide.activities[id_].label))
    return Page(
        url,
        locale.text("activities.title"),
        locale.text("activities.description"),
        render(
            site.context,
            "indexes/activities.html",
            url,
            site=site,
            guide=guide,
            activities=activities,
        ),
        kind="MedicalWebPage",
    )


def articles_page(site: Site) -> Page:
    """Make the list of articles, at `articles/`."""
    locale, url = site.context.locale, urls.ARTICLES
    return Page(
        url,
        locale.text("articles.title"),
        locale.text("articles.description", clinic=site.guide.clinic.name),
        render(site.context, "indexes/articles.html", url, guide=site.guide),
    )
