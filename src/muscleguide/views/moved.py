"""Old addresses: what a record was once called leads on to where it is now."""

from collections.abc import Iterator

from muscleguide.guide import Guide
from muscleguide.views.page import render


def files(guide: Guide, site: str | None) -> Iterator[tuple[str, str]]:
    """Yield a file for each alias of a muscle or an article, at its old address."""
    muscles = ((m.id, m.record.name, m.record.aliases) for m in guide.muscles.values())
    articles = ((a.id, a.record.title, a.record.aliases) for a in guide.articles.values())
    for part, entries in (("muscles", muscles), ("articles", articles)):
        for id_, title, aliases in entries:
            address = f"{part}/{id_}/"
            for alias in aliases:
                path = f"{part}/{alias}/index.html"
                canonical = f"{site}{address}" if site else None
                yield (
                    path,
                    render(
                        "moved.html", path, guide, title=title, address=address, canonical=canonical
                    ),
                )
