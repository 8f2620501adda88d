"""The redirects of URLs that records had before: `_redirects`, for Netlify and Cloudflare Pages.

Other hosts show the page at the old URL instead, which leads on by itself.
"""

from collections.abc import Iterator

from muscleguide import urls
from muscleguide.model.site import Site


def redirects_file(site: Site) -> str:
    """Write a line for each alias of a record: old URL, new URL, 301 (moved for good)."""
    return "".join(f"/{old} /{new} 301\n" for old, new in _moved(site))


def _moved(site: Site) -> Iterator[tuple[str, str]]:
    guide = site.guide
    for muscle in guide.muscles.values():
        for alias in muscle.record.aliases:
            yield urls.muscle(alias), urls.muscle(muscle.id)
    for exercise in guide.exercises.values():
        for alias in exercise.record.aliases:
            yield urls.exercise(alias), urls.exercise(exercise.id)
    for article in guide.articles.values():
        for alias in article.record.aliases:
            yield urls.article(alias), urls.article(article.id)
