"""The environment in which every template of a page is rendered."""

import datetime
import re
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context as Values
from markupsafe import Markup

from muscleguide import urls
from muscleguide.context import Context
from muscleguide.figures.figure import draw_figure
from muscleguide.figures.words import describe
from muscleguide.guide.drawings import picture_size
from muscleguide.markup import richtext
from muscleguide.schema.figure import Figure
from muscleguide.wording.locale import Locale, direction, load_locale
from muscleguide.wording.sentences import listing, long_date, sentence

# Stands for the way to the root: a character that no text may hold.
ROOT = "\0"


def render(context: Context, template: str, url: str, /, **values: Any) -> Markup:
    """Render a template, named by its path below `pages/`, for the page at `url`.

    Links in it begin with `root`, which leads from there to the guide's root.
    """
    values.setdefault("root", urls.root_from(url))
    page = _environment(context.locale).get_template(template)
    return Markup(page.render(values))  # noqa: S704  # rendered with autoescape


def at_root(html: str, root: str) -> Markup:
    """Put the way to the root into HTML that was rendered with `ROOT` in its place."""
    text = str(html)
    # An empty link would lead to the page itself, which from the root is the same.
    whole = text.replace(f'"{ROOT}"', f'"{root or "./"}"').replace(ROOT, root)
    return Markup(whole)  # noqa: S704  # it was markup before


def render_plain(template: str, **values: Any) -> str:
    """Render a template for the person who writes the records, in English."""
    return _environment(load_locale("en")).get_template(template).render(values)


@lru_cache(maxsize=16)
def _environment(locale: Locale) -> Environment:
    """Make the environment of a locale.

    A template is read once, so that a change during a build cannot reach half of the pages.
    """
    environment = Environment(
        loader=FileSystemLoader(str(files("muscleguide") / "pages")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )

    def time(day: datetime.date) -> Markup:
        html = Markup('<time datetime="{}">{}</time>')
        return html.format(day.isoformat(), long_date(locale, day))

    environment.filters |= {
        "rich": _rich,
        "rich_line": _rich_line,
        "plain": richtext.plain,
        "listing": lambda items, word="and": listing(locale, items, word),
        "time": time,
        "sentence": sentence,
        "dial": dial,
    }
    environment.globals |= {"t": locale.html, "urls": urls, "language": locale.code}
    environment.globals["direction"] = direction(locale.code)
    environment.globals |= {
        "picture_size": picture_size,
        "figure_size": _figure_size,
        "describe": partial(describe, words=locale.part("figure")),
    }
    return environment


def _figure_size(figure: Figure) -> tuple[int, int]:
    """Give width and height of an exercise's drawing, in the units of its view box."""
    box = re.search(r'viewBox="([^"]*)"', draw_figure(figure))
    _x, _y, width, height = (float(part) for part in (box[1] if box else "0 0 1 1").split())
    return round(width), round(height)


def dial(number: str) -> str:
    """Give a phone number as a phone dials it."""
    return re.sub(r"[^\d+]", "", number)


@pass_context
def _rich(values: Values, text: str, root: str | None = None) -> Markup:
    return richtext.render(text, values["root"] if root is None else root)


@pass_context
def _rich_line(values: Values, text: str, root: str | None = None) -> Markup:
    return richtext.render_line(text, values["root"] if root is None else root)
