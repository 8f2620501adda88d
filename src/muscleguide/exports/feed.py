"""An Atom feed of the articles, for readers and other websites."""

from xml.etree import ElementTree as Xml

from muscleguide import urls
from muscleguide.guide.guide import Article
from muscleguide.model.site import Site

_ATOM = "http://www.w3.org/2005/Atom"


def feed(site: Site) -> str:
    """Write an Atom feed (RFC 4287) of the articles, the newest first.

    The URL of the guide's root must be known: a feed cannot be valid without.
    """
    guide, root = site.guide, site.context.site_url
    articles = sorted(guide.articles.values(), key=lambda a: a.id)
    articles.sort(key=lambda a: a.record.published, reverse=True)
    feed = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": site.context.locale.code})
    _child(feed, "id", f"{root}{urls.FEED}")
    _child(feed, "title", guide.clinic.name)
    _child(feed, "updated", _moment(articles[0]))
    Xml.SubElement(
        feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{root}{urls.FEED}"}
    )
    Xml.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": str(root)})
    _child(Xml.SubElement(feed, "author"), "name", guide.clinic.name)
    for article in articles:
        url = f"{root}{urls.article(article.id)}"
        entry = Xml.SubElement(feed, "entry")
        _child(entry, "id", url)
        _child(entry, "title", article.record.title)
        _child(entry, "published", _moment(article))
        _child(entry, "updated", _moment(article))
        _child(Xml.SubElement(entry, "author"), "name", article.record.author)
        Xml.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
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
