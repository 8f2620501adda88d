"""The home page: the finder, and every muscle."""

from muscleguide import urls
from muscleguide.model.site import Site
from muscleguide.pages.finder.finder import finder
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render


def home_page(site: Site) -> Page:
    """Make the home page, at the guide's root."""
    locale, url = site.context.locale, urls.HOME
    regions = list(site.guide.symptoms_by_region)
    return Page(
        url,
        locale.text("home.title"),
        locale.text("home.description", clinic=site.guide.clinic.name),
        render(site.context, "home/home.html", url, site=site, regions=regions, **finder(site)),
        is_running_text=False,
    )
