"""What robots may read, and where they find the list of pages: `robots.txt`, `sitemap.xml`."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from muscleguide import urls
from muscleguide.context import alternates
from muscleguide.model.site import Site


def robots(site: Site) -> str:
    """Let robots read everything. They look for this file at the root of a host only."""
    rules = "User-agent: *\nAllow: /\n"
    root = site.context.site_url
    prefixes = [edition.prefix for edition in site.context.editions] or [""]
    lists = "".join(f"Sitemap: {root}{prefix}{urls.SITEMAP}\n" for prefix in prefixes)
    return f"{rules}\n{lists}" if root else rules


def sitemap(site: Site, pages: Mapping[str, str | None]) -> str:
    """List pages (Sitemaps 0.9); `pages` leads from a URL to the day of its last change."""
    root = site.context.site_url
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    languages = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if site.context.editions else ""
    lines.append(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{languages}>')
    for url, day in pages.items() if root else ():
        modified = f"<lastmod>{day}</lastmod>" if day else ""
        others = "".join(_alternates(site, url))
        lines.append(f"<url><loc>{escape(f'{root}{url}')}</loc>{modified}{others}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def _alternates(site: Site, url: str) -> Iterator[str]:
    """Yield the page in every language, itself included, as Google's extension of Sitemaps does."""
    for code, href in alternates(site.context, url):
        yield f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(href)}"/>'
