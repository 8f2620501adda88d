"""The menu: the program's own pages and the hand-written ones, in order; or those of `nav`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.context import Context
from muscleguide.guide.guide import Guide
from muscleguide.reading.yaml_reader import Value
from muscleguide.wording.locale import Locale

# Entries of the menu, each with what stands below it.
# What a clinic writes itself goes under "about".
_OWN = (
    (
        "find",
        urls.HOME,
        (("places", urls.PLACES), ("symptoms", urls.SYMPTOMS), ("causes", urls.ACTIVITIES)),
    ),
    ("muscles", urls.MUSCLES, ()),
    ("help", urls.RELIEF, (("exercises", urls.EXERCISES), ("articles", urls.ARTICLES))),
    ("warning_signs", urls.WARNING_SIGNS, ()),
)
_ABOUT = (("words", urls.WORDS), ("sources", urls.SOURCES))


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu: where it leads, and what stands below it. `is_web` leads elsewhere."""

    title: str
    url: str | None
    children: tuple["MenuEntry", ...] = ()
    is_web: bool = False


def make_menu(guide: Guide, context: Context) -> tuple[MenuEntry, ...]:
    """Make the menu of a site. Muscles are never in it: a menu of a thousand is no menu."""
    nav = context.settings.listed("nav")
    own = _own_entries(guide, context.locale)
    if nav:
        titles = {page.url: page.title for page in guide.pages}
        titles |= {urls.article(id_): some.record.title for id_, some in guide.articles.items()}
        return tuple(_entries(nav, {**titles, **menu_titles(own)}))
    return own


def section_of(menu: Iterable[MenuEntry], url: str) -> MenuEntry | None:
    """Find the entry of the menu under which a page stands: it, or a page above it, is there."""
    best: tuple[int, MenuEntry | None] = (-1, None)
    for entry in menu:
        for known in menu_titles([entry]):
            is_above = url == known or (known and url.startswith(known))
            if is_above and len(known) > best[0]:
                best = (len(known), entry)
    return best[1]


def _own_entries(guide: Guide, locale: Locale) -> tuple[MenuEntry, ...]:
    empty = _empty(guide)

    def children(pages: Iterable[tuple[str, str]]) -> tuple[MenuEntry, ...]:
        named = ((locale.text(f"menu.{key}"), url) for key, url in pages if url not in empty)
        return tuple(MenuEntry(title, url) for title, url in named)

    entries = [
        MenuEntry(locale.text(f"menu.{key}"), url, children(below)) for key, url, below in _OWN
    ]
    taken = menu_titles(entries)
    written = [
        MenuEntry(page.title, page.url)
        for page in guide.pages
        if "/" not in page.name and page.url not in taken
    ]
    pages = {page.url for page in guide.pages}
    ours = [] if urls.ABOUT in pages else [MenuEntry(locale.text("about.title"), urls.ABOUT)]
    about = (*ours, *written, *children(_ABOUT))
    return (*entries, MenuEntry(locale.text("menu.about"), about[0].url, about))


def _empty(guide: Guide) -> tuple[str, ...]:
    """Give the pages that a guide may do without, and that would be empty."""
    optional = ((urls.EXERCISES, guide.exercises), (urls.WORDS, guide.glossary))
    return tuple(url for url, records in optional if not records)


def menu_titles(menu: Iterable[MenuEntry]) -> dict[str, str]:
    """Give the titles of all pages in a menu, by their URLs."""
    found: dict[str, str] = {}
    for entry in menu:
        if entry.url is not None:
            found[entry.url] = entry.title
        found |= menu_titles(entry.children)
    return found


def _entries(nav: Iterable[Value], titles: dict[str, str]) -> Iterator[MenuEntry]:
    """Read a `nav` as MkDocs does: files, or titles with a file, a URL or more entries."""
    for entry in nav:
        pairs = entry.items() if isinstance(entry, dict) else [(None, entry)]
        for title, target in pairs:
            if isinstance(target, list):
                yield MenuEntry(str(title), None, tuple(_entries(target, titles)))
            elif isinstance(target, str) and not urls.is_relative(target):
                yield MenuEntry(str(title or target), target, is_web=True)
            elif isinstance(target, str):
                url = urls.linked("index.md", target)[0]
                yield MenuEntry(str(title or titles.get(url, target)), url)
