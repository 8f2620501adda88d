"""What stands on a page's preview picture, and in the caption of a post about it."""

from dataclasses import dataclass
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
_STYLE = """<style>
.skin {fill: #f1dccb; stroke: #4d575b}
.mg-sore, .mg-sore * {fill: #e08a00; fill-opacity: 0.35; stroke: #e08a00; stroke-width: 2;
  opacity: 1}
.mg-muscle, .mg-muscle * {fill: #b0392b; fill-opacity: 1; stroke: #1d2528; stroke-width: 1}
.mg-muscle .tendon {fill: #f7ead9}
.mg-muscle .fibre {fill: none; stroke: #f7ead9}
</style>"""


@dataclass(frozen=True)
class Post:
    """A page to be shown in posts: its picture's data, and its caption."""

    card: Data
    caption: str


def site_post(site: Site) -> Post:
    """Show the guide itself."""
    title = site.context.locale.text("home.title")
    line = site.guide.clinic.tagline or site.context.locale.text("social.line")
    return Post(_card(site, title, None, line), _caption(site, f"{title} {line}", urls.HOME))


def muscle_post(site: Site, muscle: MuscleContent) -> Post:
    """Show the page of a muscle."""
    locale, record = site.context.locale, muscle.record
    how = locale.text("common.say_it_plain", words=muscle.say) if muscle.say else None
    symptoms = "; ".join(cause.label for cause in muscle.symptoms)
    words = locale.text(
        "social.caption",
        name=record.name,
        summary=sentence(record.summary),
        symptoms=sentence(symptoms),
    )
    card = _card(site, record.name, how, record.summary, muscle)
    return Post(card, _caption(site, words, muscle.url))


def article_post(site: Site, article: ArticleContent) -> Post:
    """Show an article, with the drawing of its first muscle."""
    record = article.record
    card = _card(site, record.title, None, record.description, next(iter(article.muscles), None))
    words = f"{sentence(record.title)} {record.description}"
    return Post(card, _caption(site, words, article.url))


def _card(
    site: Site, title: str, aside: str | None, line: str, muscle: MuscleContent | None = None
) -> Data:
    drawn = drawing(muscle, _STYLE) if muscle else None
    root = site.context.site_url
    return {
        "title": title,
        "aside": aside,
        "line": line,
        "svg": drawn["svg"] if drawn else None,
        "clinic": site.guide.clinic.name,
        "accent": accent(site.guide.clinic, PAPER),
        "language": site.context.locale.code,
        "url": short_url(root).rstrip("/") if root else None,
    }


def _caption(site: Site, words: str, url: str) -> str:
    """Write a caption of at most `LONGEST_CAPTION` characters, the link at its end included."""
    whole = urls.absolute(site.context.site_url, url)
    link = f"\n{whole}" if whole else ""
    room = LONGEST_CAPTION - len(link)
    if len(words) > room:
        words = f"{words[: room - 2].rsplit(' ', 1)[0].rstrip('.,;:')} …"
    return f"{words}{link}\n"
