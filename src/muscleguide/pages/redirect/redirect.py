"""Redirects: the URL that a record once had leads on to where it is now."""

from muscleguide import urls
from muscleguide.model.site import Site
from muscleguide.pages.layout.policy import content_policy
from muscleguide.pages.templates import render


def redirect(site: Site, old: str, url: str, title: str) -> str:
    """Render the page at an old URL of a record, now at `url`."""
    return render(
        site.context,
        "redirect/redirect.html",
        old,
        url=url,
        title=title,
        canonical=urls.absolute(site.context.site_url, url),
        clinic=site.guide.clinic,
        policy=content_policy(site.guide.clinic),
    )
