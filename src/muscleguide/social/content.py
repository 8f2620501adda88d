"""What stands on a page's preview picture, and in the caption of a post about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from muscleguide import urls
from muscleguide.handouts.content import drawing, short_url
from muscleguide.model.article import ArticleContent
from muscleguide.model.colours import PAPER, accent
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.site import Site
from muscleguide.wording.sentences import sentence

Data = dict[str, Any]

# Under 280, what the network with the shortest posts allows; the file ends with a line's end.
LONGEST_CAPTION = 278
_STYLE = """
.bone, .bones {display: none}
.line {stroke-opacity: 0.2}
.skin {fill: #f5e3d5; stroke: #b08d78; stroke-width: 1.6}
.mg-sore {fill: #e2661a; fill-opacity: 0.78; stroke: none; filter: url(#mg-soft)}
.mg-spread {fill-opacity: 0.36}
.mg-muscle .muscle, path.mg-muscle {fill: #a8322a; fill-opacity: 1; stroke: #74201b}
.mg-muscle .tendon {fill: #fbf3e4; stroke: #8f7b5f; stroke-width: 1}
.mg-muscle .fibre {fill: none; stroke: #f0c4b8; stroke-width: 1.2}
"""


_MOST_DRAWINGS = 4


@dataclass(frozen=True)
class Logo:
    """A clinic's logo: the bytes of its file, and what they are: `svg`, `png`, `jpg`, `webp`."""

    format: str
    content: bytes


@dataclass(frozen=True)
class Post:
    """A page to be shown in posts: its picture's data, and its caption."""

    card: Data
    caption: str


def site_post(site: Site, logo: Logo | None = None) -> Post:
    """Show the guide itself, with drawings of its first muscles."""
    title = site.context.locale.text("home.title")
    line = site.guide.clinic.tagline or site.context.locale.text("social.line")
    card = _card(site, logo, title, None, line, site.muscles.values())
    return Post(card, _caption(site, [title, line], urls.HOME))


def muscle_post(site: Site, muscle: MuscleContent, logo: Logo | None = None) -> Post:
    """Show the page of a muscle."""
    locale, record = site.context.locale, muscle.record
    how = locale.text("common.say_it_plain", words=muscle.say) if muscle.say else None
    words = [sentence(record.name), sentence(record.summary)]
    room = LONGEST_CAPTION - len(" ".join(words)) - len(_link(site, muscle.url))
    labels = [cause.label for cause in muscle.symptoms]
    # As many symptoms as there is room for, each whole.
    for number in range(len(labels), 0, -1):
        told = locale.text("social.may", symptoms=sentence("; ".join(labels[:number])))
        if len(told) < room:
            words.append(told)
            break
    card = _card(site, logo, record.name, how, record.summary, [muscle])
    return Post(card, _caption(site, words, muscle.url))


def article_post(site: Site, article: ArticleContent, logo: Logo | None = None) -> Post:
    """Show an article, with drawings of its first muscles."""
    record = article.record
    card = _card(site, logo, record.title, None, record.description, article.muscles)
    return Post(card, _caption(site, [sentence(record.title), record.description], article.url))


def _card(
    site: Site,
    logo: Logo | None,
    title: str,
    aside: str | None,
    line: str,
    muscles: Iterable[MuscleContent],
) -> Data:
    drawings = (drawing(muscle, _STYLE) for muscle in muscles)
    shown = islice(filter(None, drawings), _MOST_DRAWINGS)
    root = site.context.site_url
    return {
        "title": title,
        "aside": aside,
        "line": line,
        "drawings": [drawn["svg"] for drawn in shown],
        "logo": {"format": logo.format, "bytes": list(logo.content)} if logo else None,
        "clinic": site.guide.clinic.name,
        "accent": accent(site.guide.clinic, PAPER),
        "language": site.context.locale.code,
        "url": short_url(root).rstrip("/") if root else None,
    }


def _caption(site: Site, sentences: list[str], url: str) -> str:
    """Write a caption of at most `LONGEST_CAPTION` characters, the link at its end included.

    It ends with a sentence; the second is cut at a word, with a sign for it, where it is too long.
    """
    link = _link(site, url)
    room = LONGEST_CAPTION - len(link)
    words = " ".join(sentences)
    while len(words) > room and len(sentences) > 2:
        sentences = sentences[:-1]
        words = " ".join(sentences)
    if len(words) > room:
        words = f"{words[: room - 2].rsplit(' ', 1)[0].rstrip('.,;:')} …"
    return f"{words}{link}\n"


def _link(site: Site, url: str) -> str:
    whole = urls.absolute(site.context.site_url, url)
    return f"\n{whole}" if whole else ""
