"""What robots may read, and where they find the list of pages: `robots.txt`, `sitemap.xml`."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from muscleguide import urls
from muscleguide.model.site import Site


def robots(site: Site) -> str:
    """Let robots read everything. They look for this file at the root of a host only."""
    rules = "User-agent: *\nAllow: /\n"
    root = site.context.site_url
    return f"{rules}\nSitemap: {root}{urls.SITEMAP}\n" if root else rules


def sitemap(site: Site, pages: Mapping[str, str | None]) -> str:
    """List pages (Sitemaps 0.9); `pages` leads from a URL to the day of its last change."""
    root = site.context.site_url
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for url, day in pages.items() if root else ():
        modified = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(f'{root}{url}')}</loc>{modified}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"
