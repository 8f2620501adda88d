"""What stands on a page's preview picture, and in the caption of a post about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from muscleguide.guide import Article, Guide, Muscle
from muscleguide.handouts.content import clinic, drawing, short_address
from muscleguide.views.page import sentence
from muscleguide.words import language, say

Data = dict[str, Any]

# Under 280, what the network with the shortest posts allows; the file ends with a line's end.
LONGEST_CAPTION = 278
_STYLE = """<style>
.skin {fill: #f1dccb; stroke: #4d575b}
.mg-sore, .mg-sore * {fill: #e08a00; fill-opacity: 0.35; stroke: #e08a00; stroke-width: 2;
  opacity: 1}
.mg-muscle, .mg-muscle * {fill: #b0392b; fill-opacity: 1; stroke: #1d2528; stroke-width: 1}
.mg-muscle .tendon {fill: #f7ead9}
.mg-muscle .fibre {fill: none; stroke: #f7ead9}
</style>"""


@dataclass(frozen=True)
class Shown:
    """A page to be shown in posts: its stem below `social/`, its picture's data, its caption."""

    stem: str
    card: Data
    caption: str


def everything(guide: Guide, site: str | None) -> Iterator[Shown]:
    """Yield the site, every muscle and every article. `site` is the guide's address, if known."""
    title = say("home.title")
    line = guide.clinic.tagline or say("social.line")
    yield Shown("site", _card(guide, site, title, None, line), _caption(f"{title} {line}", site))
    for muscle in guide.muscles.values():
        yield _muscle(guide, muscle, site)
    for article in guide.articles.values():
        yield _article(guide, article, site)


def _muscle(guide: Guide, muscle: Muscle, site: str | None) -> Shown:
    record = muscle.record
    how = say("common.say_it_plain", words=record.say) if record.say else None
    card = _card(guide, site, record.name, how, record.summary, muscle)
    symptoms = "; ".join(use.symptom.label for use in muscle.symptoms)
    words = say(
        "social.caption",
        name=record.name,
        summary=sentence(record.summary),
        symptoms=sentence(symptoms),
    )
    return Shown(f"muscles/{muscle.id}", card, _caption(words, site, f"muscles/{muscle.id}/"))


def _article(guide: Guide, article: Article, site: str | None) -> Shown:
    record = article.record
    first = next(iter(article.muscles), None)
    card = _card(guide, site, record.title, None, record.description, first)
    words = f"{sentence(record.title)} {record.description}"
    return Shown(f"articles/{article.id}", card, _caption(words, site, f"articles/{article.id}/"))


def _card(
    guide: Guide,
    site: str | None,
    title: str,
    aside: str | None,
    line: str,
    muscle: Muscle | None = None,
) -> Data:
    drawn = drawing(guide, muscle, _STYLE) if muscle else None
    publisher = clinic(guide.clinic)
    return {
        "title": title,
        "aside": aside,
        "line": line,
        "svg": drawn["svg"] if drawn else None,
        "clinic": publisher["name"],
        "accent": publisher["accent"],
        "language": language(),
        "address": short_address(site).rstrip("/") if site else None,
    }


def _caption(words: str, site: str | None, address: str = "") -> str:
    """Write a caption of at most `LONGEST_CAPTION` letters, the link at its end included."""
    link = f"\n{site}{address}" if site else ""
    room = LONGEST_CAPTION - len(link)
    if len(words) > room:
        words = f"{words[: room - 2].rsplit(' ', 1)[0].rstrip('.,;:')} …"
    return f"{words}{link}\n"
