"""A page to be staged: front matter and a body, rendered from one template."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from muscleguide import richtext
from muscleguide.guide import Article, Guide, Muscle, warning_signs_for
from muscleguide.records import Activity, Source
from muscleguide.words import language, part, say, say_html

# The C one where there is one: a thousand pages have front matter.
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# Opening quotes and marks may stand before the first letter of a sentence.
_FIRST_LETTER = re.compile(r"^[\"'\u2018\u201c\u201e\u00ab\u00bf\u00a1]*\w")
_MARKDOWN_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-.!|~:^=$@/]")


@dataclass(frozen=True)
class Page:
    """A Markdown file of the staged tree. `path` is relative to the docs folder.

    `subject` is the muscle or the article that the page is about; `kind` is schema.org's word for
    any other page; `parent` is the title of the page above it; `image` is its preview picture.
    """

    path: str
    title: str
    description: str
    body: str
    subject: Muscle | Article | None = None
    kind: str = "WebPage"
    parent: str = ""
    image: str = "social/site.png"

    @property
    def address(self) -> str:
        """Give the page's address below the guide's root: `muscles/popliteus/`."""
        stem = self.path.removesuffix(".md").removesuffix("index").strip("/")
        return f"{stem}/" if stem else ""

    def text(self, structured: str | None = None) -> str:
        """Write the file. Front matter is HTML, as engines put it into pages as it is.

        `structured` is JSON-LD, ready to stand in a `script` element.
        """
        front_matter = {
            "title": str(escape(self.title)),
            "description": str(escape(self.description)),
            "image": self.image,
            "hide": ["navigation", "toc"],
        }
        if structured:
            front_matter["structured_data"] = structured
        dumped = yaml.dump(
            front_matter, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000
        )
        return f"---\n{dumped}---\n\n{self.body.strip()}\n"


def to_root(path: str) -> str:
    """Lead from the address of a staged page back to the guide's root: `../../`."""
    depth = path.count("/")
    return "../" * (depth if path.endswith(("index.md", "index.html")) else depth + 1)


def template(name: str) -> Template:
    """Get a template by its file's name; a changed file is read again."""
    return _TEMPLATES.get_template(name)


def render(name: str, path: str, guide: Guide, **values: Any) -> str:
    """Render a template for the page at `path` as one block of HTML.

    Blank lines are taken out: in Markdown they could end the block.
    """
    html = template(name).render(guide=guide, clinic=guide.clinic, root=to_root(path), **values)
    return re.sub(r"\n\s*\n+", "\n", html)


def inline(html: Markup) -> Markup:
    """Make inline HTML safe within Markdown: no letter of its text is taken for a mark."""
    parts = re.split(r"(<[^>]*>|&#?\w+;)", html)
    for index in range(0, len(parts), 2):
        parts[index] = _MARKDOWN_MARKS.sub(lambda mark: f"&#{ord(mark[0])};", parts[index])
    return Markup("".join(parts))  # noqa: S704  # it was markup before


def listing(items: Iterable[str], word: str = "and") -> str:
    """Join texts as a sentence does: `a, b and c`; `word` is `and` or `or`."""
    *most, last = items
    return f"{', '.join(most)} {say(f'listing.{word}')} {last}" if most else last


def short(source: Source) -> str:
    """Name a source in a few words: `Quintner and others (2015)`, or its title."""
    if not source.authors:
        return source.title
    first, *more = (author.rsplit(" ", 1)[-1] for author in source.authors)
    names = say("listing.others", first=first) if len(more) > 1 else listing([first, *more])
    return f"{names} ({source.year})" if source.year else names


def long_date(day: datetime.date) -> str:
    """Write a day as people do: `November 23, 2026`."""
    month = part("dates")["months"][day.month - 1]
    return say("dates.day", month=month, day=day.day, year=day.year)


def sentence(text: str) -> str:
    """Make a text stand as a sentence: a capital in front, and a mark at its end."""
    text = _FIRST_LETTER.sub(lambda start: start[0].upper(), text, count=1)
    return text if text.endswith((".", "!", "?", "…", ".)")) else f"{text}."


def lower_first(text: str) -> str:
    """Begin a text in lower case, unless its first word is an abbreviation or just a letter."""
    first = text.split(" ", 1)[0]
    return text if len(first) < 2 or first[1:] != first[1:].lower() else text[0].lower() + text[1:]


def to_change(activity: Activity) -> str:
    """Say in one sentence what to change about an activity, for a list to tick.

    The activity is named, as what to do instead may speak of it as "it" or "them".
    """
    if not activity.instead:
        return sentence(say("common.do_less", activity=lower_first(activity.label)))
    first = re.split(r"(?<=[.!?])\s", richtext.plain(activity.instead), maxsplit=1)[0]
    return f"{activity.label.rstrip('.')}: {lower_first(first)}"


def _time(day: datetime.date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), long_date(day))


@pass_context
def _rich(context: Context, text: str) -> Markup:
    return richtext.render(text, context["root"])


@pass_context
def _rich_line(context: Context, text: str) -> Markup:
    return richtext.render_line(text, context["root"])


def _dial(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)


def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(files("muscleguide") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Any] = {
        "rich": _rich,
        "rich_line": _rich_line,
        "plain": richtext.plain,
        "listing": listing,
        "time": _time,
        "short": short,
        "lower_first": lower_first,
        "sentence": sentence,
        "dial": _dial,
    }
    environment.filters.update(filters)
    environment.globals.update(
        {"warning_signs_for": warning_signs_for, "say": say_html, "language": language}
    )
    return environment


_TEMPLATES = _templates()
