"""The menu: the program's own pages and the hand-written ones, in order; or those of `nav`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.context import Context
from muscleguide.guide.guide import Guide
from muscleguide.reading.yaml_reader import Value

_OWN = (
    ("find", urls.HOME),
    ("symptoms", urls.SYMPTOMS),
    ("places", urls.PLACES),
    ("causes", urls.ACTIVITIES),
    ("muscles", urls.MUSCLES),
    ("articles", urls.ARTICLES),
    ("help", urls.RELIEF),
    ("exercises", urls.EXERCISES),
    ("warning_signs", urls.WARNING_SIGNS),
    ("words", urls.WORDS),
    ("sources", urls.SOURCES),
)


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu: where it leads, or what stands below it. `is_web` leads elsewhere."""

    title: str
    url: str | None
    children: tuple["MenuEntry", ...] = ()
    is_web: bool = False


def make_menu(guide: Guide, context: Context) -> tuple[MenuEntry, ...]:
    """Make the menu of a site. Muscles are never in it: a menu of a thousand is no menu."""
    entries = (entry for entry in _OWN if entry[1] not in _empty(guide))
    own = {url: context.locale.text(f"menu.{key}") for key, url in entries}
    titles = {page.url: page.title for page in guide.pages}
    titles |= {urls.article(id_): article.record.title for id_, article in guide.articles.items()}
    nav = context.settings.listed("nav")
    if nav:
        return tuple(_entries(nav, {**titles, **own}))
    written = (page for page in guide.pages if "/" not in page.file)
    return (
        *(MenuEntry(title, url) for url, title in own.items()),
        *(MenuEntry(page.title, page.url) for page in written if page.url not in own),
    )


def _empty(guide: Guide) -> tuple[str, ...]:
    """Give the pages that a guide may do without, and that would be empty."""
    optional = ((urls.EXERCISES, guide.exercises), (urls.WORDS, guide.glossary))
    return tuple(url for url, records in optional if not records)


def menu_titles(menu: Iterable[MenuEntry]) -> dict[str, str]:
    """Give the titles of all pages in a menu, by their URLs."""
    found: dict[str, str] = {}
    for entry in menu:
        found |= menu_titles(entry.children)
        if entry.url is not None:
            found[entry.url] = entry.title
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
