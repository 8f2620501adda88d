"""The site's own styles, scripts and icon, gathered from the folders of the pages."""

from collections.abc import Iterator
from importlib.resources import files

from muscleguide import urls
from muscleguide.model.colours import DARK_PAGE, LIGHT_PAGE, accent
from muscleguide.schema.records import Clinic

_PAGES = files("muscleguide") / "pages"
# In their order in the one style sheet; layers.css sets which win.
_STYLES = (
    "layout/layers.css",
    "layout/tokens.css",
    "layout/reset.css",
    "layout/base.css",
    "layout/layout.css",
    "parts/buttons.css",
    "parts/care_cards.css",
    "parts/chips_and_lists.css",
    "parts/cards.css",
    "parts/picture.css",
    "finder/finder.css",
    "parts/steps.css",
    "parts/exercises.css",
    "parts/entries.css",
    "place/place.css",
    "article/article.css",
    "chosen_handout/chosen_handout.css",
    "layout/markdown.css",
    "embed/embed.css",
    "layout/print.css",
)
_FILES = {
    "page.js": "layout/page.js",
    "finder.js": "finder/finder.js",
    "handout.js": "chosen_handout/handout.js",
    "embed.js": "embed/embed.js",
    "frame.js": "embed/frame.js",
    "search.js": "search/search.js",
    "minisearch/index.js": "search/minisearch/index.js",
    "minisearch/LICENSE.txt": "search/minisearch/LICENSE.txt",
    "dark.css": "layout/dark.css",
    "material.css": "layout/material.css",
    "favicon.svg": "layout/favicon.svg",
}


def assets() -> Iterator[str]:
    """Yield the path of every style, script and picture that pages ask for."""
    yield from (urls.STYLES, *(urls.asset(name) for name in _FILES))


def asset(path: str) -> bytes:
    """Read one of them."""
    if path == urls.STYLES:
        return b"\n".join((_PAGES / name).read_bytes() for name in _STYLES)
    return (_PAGES / _FILES[path.removeprefix(urls.asset(""))]).read_bytes()


def clinic_styles(clinic: Clinic) -> str:
    """Set the accent for light and for dark pages, each with enough contrast."""
    return (
        f":root {{ --mg-accent-on-light: {accent(clinic, LIGHT_PAGE)};"
        f" --mg-accent-on-dark: {accent(clinic, DARK_PAGE)}; }}\n"
    )
