"""For other programs: the records as data, a feed of the articles, a word to robots.

DATA.md documents the shape of `data/muscles.json`; a change that could break a reader of it gets
a new `VERSION`.
"""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from muscleguide import richtext
from muscleguide.guide import Article, Guide, Muscle
from muscleguide.words import language

VERSION = 1
_ATOM = "http://www.w3.org/2005/Atom"


def files(guide: Guide, site: str | None) -> Iterator[tuple[str, str]]:
    """Yield each file: its path below the docs folder, and its text.

    `site` is the address of the guide's root, if known; a feed cannot be valid without.
    """
    yield "data/muscles.json", _data(guide, site)
    yield "robots.txt", _robots(site)
    if site and guide.articles:
        yield "feed.xml", _feed(guide, site)


def _data(guide: Guide, site: str | None) -> str:
    data = {
        "version": VERSION,
        "publisher": guide.clinic.name,
        "url": site,
        "muscles": [_muscle(guide, muscle, site) for muscle in guide.muscles.values()],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _muscle(guide: Guide, muscle: Muscle, site: str | None) -> dict[str, Any]:
    record = muscle.record
    review = record.reviewed
    path = f"muscles/{muscle.id}/"
    return {
        "id": muscle.id,
        "name": record.name,
        "say": record.say,
        "also_called": list(record.also_called),
        "group": record.group,
        "summary": record.summary,
        "location": richtext.plain(record.location),
        "attachments": {"from": record.attachments.from_, "to": record.attachments.to},
        "functions": list(record.functions),
        "symptoms": [
            {
                "id": use.id,
                "label": use.symptom.label,
                "detail": use.detail,
                "feel": use.symptom.feel,
                "regions": [
                    {"id": id_, "label": guide.regions[id_].label} for id_ in use.symptom.regions
                ],
            }
            for use in muscle.symptoms
        ],
        "overuse": [
            {
                "id": use.id,
                "label": use.activity.label,
                "detail": use.detail,
                "instead": richtext.plain(use.activity.instead) if use.activity.instead else None,
            }
            for use in muscle.overuse
        ],
        "relief": richtext.plain(record.relief) if record.relief else None,
        "related": list(record.related),
        "sources": [
            {
                "id": id_,
                "title": source.title,
                "authors": list(source.authors),
                "year": source.year,
                "url": source.url,
            }
            for id_, source in ((id_, guide.sources[id_]) for id_ in record.sources)
        ],
        "reviewed": {
            "by": guide.clinic.reviewers[review.by].name,
            "role": guide.clinic.reviewers[review.by].role,
            "on": review.on.isoformat(),
        }
        if review
        else None,
        "path": path,
        "url": f"{site}{path}" if site else None,
        "handouts": {paper: f"handouts/{muscle.id}-{paper}.pdf" for paper in ("letter", "a4")},
        "picture": f"social/muscles/{muscle.id}.png",
    }


def _robots(site: str | None) -> str:
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}\nSitemap: {site}sitemap.xml\n" if site else rules


def _feed(guide: Guide, site: str) -> str:
    """Write an Atom feed (RFC 4287) of the articles, the newest first."""
    articles = sorted(guide.articles.values(), key=lambda a: a.id)
    articles.sort(key=lambda a: a.record.published, reverse=True)
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": language()})
    _child(feed, "id", f"{site}feed.xml")
    _child(feed, "title", guide.clinic.name)
    _child(feed, "updated", _moment(articles[0]))
    Xml.SubElement(
        feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}feed.xml"}
    )
    Xml.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site})
    _child(Xml.SubElement(feed, "author"), "name", guide.clinic.name)
    for article in articles:
        address = f"{site}articles/{article.id}/"
        entry = Xml.SubElement(feed, "entry")
        _child(entry, "id", address)
        _child(entry, "title", article.record.title)
        _child(entry, "published", _moment(article))
        _child(entry, "updated", _moment(article))
        _child(Xml.SubElement(entry, "author"), "name", article.record.author)
        Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
        _child(entry, "summary", article.record.description).set("type", "text")
    Xml.indent(feed)
    text = Xml.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _child(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    child = Xml.SubElement(parent, name)
    child.text = text
    return child


def _moment(article: Article) -> str:
    return f"{article.record.published.isoformat()}T00:00:00Z"
