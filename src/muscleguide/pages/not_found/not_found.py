"""The page for a URL that leads nowhere, which a host shows as `404.html`."""

from muscleguide import urls
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render


def not_found_page(site: Site) -> Page:
    """Make `404.html`. It may be shown under any URL, so its links begin at the host's root."""
    root = urls.absolute_root(site.context.site_url)
    return Page(
        urls.NOT_FOUND,
        site.context.locale.text("theme.not_found_title"),
        "",
        render(site.context, "not_found/not_found.html", urls.NOT_FOUND, root=root),
        root=root,
    )
