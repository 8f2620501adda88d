"""Every URL and path of a site, in one place.

A URL here is relative to the guide's root: `muscles/popliteus/`, `symptoms/#knee-locking`. A path
is the file below the site's folder that answers it: `muscles/popliteus/index.html`.
"""

import html
import posixpath
import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

from muscleguide.reading.files import MARKDOWN

HOME = ""
MUSCLES = "muscles/"
SYMPTOMS = "symptoms/"
ACTIVITIES = "activities/"
ARTICLES = "articles/"
RELIEF = "relief/"
WARNING_SIGNS = "warning-signs/"
SOURCES = "sources/"
EXERCISES = "exercises/"
PLACES = "places/"
WORDS = "words/"
ABOUT = "about/"
CHOSEN_HANDOUT = "handout/"
EMBED = "embed/"
NOT_FOUND = "404.html"

STYLES = "assets/guide.css"
CLINIC_STYLES = "assets/clinic.css"
DARK_STYLES = "assets/dark.css"
FAVICON = "assets/favicon.svg"
SEARCH_INDEX = "assets/search.json"
DATA = "data/muscles.json"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
HEADERS = "_headers"
REDIRECTS = "_redirects"

Kind = Literal["muscles", "articles"]
Paper = Literal["letter", "a4"]
PAPERS: tuple[Paper, ...] = ("letter", "a4")

# Anchors of sections. Those of the indexes have an underscore, which no id has.
HELP = "warning-signs"
INDEX_HELP = "warning_signs"


def muscle(id_: str) -> str:
    """Give the URL of a muscle's page."""
    return f"{MUSCLES}{id_}/"


def exercise(id_: str) -> str:
    """Give the URL of an exercise's page."""
    return f"{EXERCISES}{id_}/"


def place(id_: str) -> str:
    """Give the URL of a place's page; `id_` is a body region."""
    return f"{PLACES}{id_}/"


def finder(**choice: str) -> str:
    """Give the URL of the finder with a choice made: the id of a region, a symptom, an activity."""
    return f"{HOME}?{'&'.join(f'{name}={id_}' for name, id_ in choice.items())}#finder"


def figure(id_: str) -> str:
    """Give the path of an exercise's drawing."""
    return f"{exercise(id_)}figure.svg"


def picture(id_: str) -> str:
    """Give the path of a muscle's drawing."""
    return f"{muscle(id_)}picture.svg"


def article(id_: str) -> str:
    """Give the URL of an article."""
    return f"{ARTICLES}{id_}/"


def record(kind: Kind, id_: str) -> str:
    """Give the URL of a muscle's or an article's page; also of one under an id it had before."""
    return f"{kind}/{id_}/"


def symptom(id_: str) -> str:
    """Give the URL of a symptom's entry in the index."""
    return f"{SYMPTOMS}#{id_}"


def region_anchor(id_: str) -> str:
    """Give the anchor of a body region's heading in the symptom index."""
    return f"region_{id_}"


def region(id_: str) -> str:
    """Give the URL of a body region's heading in the symptom index."""
    return f"{SYMPTOMS}#{region_anchor(id_)}"


def activity(id_: str) -> str:
    """Give the URL of an activity's entry in the index."""
    return f"{ACTIVITIES}#{id_}"


def source(id_: str) -> str:
    """Give the URL of a source's entry."""
    return f"{SOURCES}#{id_}"


def step_anchor(number: int) -> str:
    """Give the anchor of a relief step, which counts from 1."""
    return f"step-{number}"


def step(number: int) -> str:
    """Give the URL of a relief step, which counts from 1."""
    return f"{RELIEF}#{step_anchor(number)}"


def embedded(url: str) -> str:
    """Give the URL of a page without header and footer, for a frame in another website."""
    return f"{EMBED}{url}"


def chosen_handout(muscles: Iterable[str], exercises: Iterable[str] = ()) -> str:
    """Give the URL of the printable page of chosen muscles and exercises."""
    chosen = (*(f"muscle={id_}" for id_ in muscles), *(f"exercise={id_}" for id_ in exercises))
    return f"{CHOSEN_HANDOUT}?{'&'.join(chosen)}"


def handout_part(id_: str) -> str:
    """Give the path of a muscle's part of that page."""
    return f"{CHOSEN_HANDOUT}{id_}.js"


def exercise_part(id_: str) -> str:
    """Give the path of an exercise's part of that page."""
    return f"{CHOSEN_HANDOUT}{EXERCISES}{id_}.js"


def handout(id_: str, paper: Paper) -> str:
    """Give the path of a muscle's or an article's PDF; `exercises/ID` is an exercise."""
    return f"handouts/{id_}-{paper}.pdf"


def social_picture(stem: str, ending: str = "") -> str:
    """Give the path of a preview picture; `stem` is `site`, `muscles/ID` or `articles/ID`."""
    return f"social/{stem}{ending}.png"


def social_caption(stem: str) -> str:
    """Give the path of the caption of a post."""
    return f"social/{stem}.txt"


def asset(name: str) -> str:
    """Give the path of one of the program's own files."""
    return f"assets/{name}"


def document(name: str) -> str:
    """Give the URL of a Markdown file, by its path below docs/, as MkDocs names it."""
    folder, file = posixpath.split(name)
    stem, _ending = posixpath.splitext(file)
    parts = [folder] if stem in ("index", "README") else [folder, stem]
    return quote("".join(f"{part}/" for part in parts if part))


def path_of(url: str) -> str:
    """Give the path of the file that answers a URL without an anchor."""
    path = unquote(url)
    return f"{path}index.html" if path.endswith("/") or not path else path


def root_from(url: str) -> str:
    """Lead from a page back to the guide's root: `../../`; nothing from the root itself."""
    return "../" * url.count("/")


def absolute_root(site_url: str | None) -> str:
    """Give the root for a page that is shown under any URL: the host's path to the guide."""
    return urlsplit(site_url or "/").path or "/"


def absolute(site_url: str | None, url: str) -> str | None:
    """Give a whole URL, where the guide's own is known."""
    return None if site_url is None else site_url + url


def is_unsafe(href: str) -> bool:
    """Return whether a link runs a script, holds data, or leads into the reader's own files.

    Browsers read a scheme without regard to case, entities, tabs and line ends in it.
    """
    scheme = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]", "", unquote(html.unescape(href)))
    return re.match(r"(javascript|vbscript|data|file|blob):", scheme, re.IGNORECASE) is not None


def is_relative(href: str) -> bool:
    """Return whether a link leads to a file or a page beside it, and not into the web."""
    return not re.match(r"[a-z][a-z0-9+.-]*:|/", href, re.IGNORECASE)


def linked(source: str, href: str) -> tuple[str, str]:
    """Resolve a relative link that stands in a Markdown file, as MkDocs does.

    `source` is the file's path below docs/, `href` what is written: a file (`../sources/index.md`,
    `../images/knee.png`) counts from the Markdown file, a folder (`../popliteus/`) from its page.
    Gives the URL below the guide's root, and the anchor or nothing. A URL that begins with `../`
    leads out of the guide.
    """
    written, _, anchor = href.partition("#")
    path, mark, query = written.partition("?")
    if not path:
        return document(source), anchor
    is_file = "." in posixpath.basename(path).lstrip(".")
    start = posixpath.dirname(source) if is_file else document(source)
    target = posixpath.normpath(posixpath.join(start, path))
    if target.endswith(MARKDOWN):
        return document(target), anchor
    if not is_file:
        target = "" if target == "." else f"{target}/"
    return f"{target}{mark}{query}", anchor
