"""One page an article."""

import re
from itertools import pairwise

from markupsafe import Markup

from muscleguide import urls
from muscleguide.markup.article_template import MARK
from muscleguide.markup.markdown import plain_text, render_markdown
from muscleguide.model.article import ArticleContent
from muscleguide.model.exercise import exercises_of
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.pages.templates import render

_WORDS_A_MINUTE = 200  # read with care; silent reading of English is about 240, Brysbaert (2019)
# A block stands in a paragraph of its own until it takes its place.
_PARAGRAPH = re.compile(f"<p>{MARK.pattern}</p>")


def article_page(site: Site, article: ArticleContent) -> Page:
    """Make the page of an article, at `articles/ID/`."""
    body = render(
        site.context,
        "article/article.html",
        article.url,
        article=article,
        body=_body(site, article),
        parts=_parts(article),
        minutes=_minutes(article),
        clinic=site.guide.clinic,
    )
    return Page(
        article.url,
        article.record.title,
        article.record.description,
        body,
        subject=article,
        parent=site.context.locale.text("articles.title"),
        picture=f"articles/{article.id}",
    )


def _parts(article: ArticleContent) -> list[tuple[str, str]]:
    """List the anchors and titles of an article's parts: its headings of the second level."""
    return [
        (str(opening.attrs["id"]), plain_text(inline))
        for opening, inline in pairwise(article.tokens)
        if opening.type == "heading_open" and opening.tag == "h2"
    ]


def _minutes(article: ArticleContent) -> int:
    """Guess how long an article takes to read, without what its calls put in."""
    words = sum(len(it.content.split()) for it in article.tokens if it.type == "inline")
    return max(1, round(words / _WORDS_A_MINUTE))


def _body(site: Site, article: ArticleContent) -> Markup:
    """Render the article's own text, with what its calls put in."""
    root = urls.root_from(article.url)
    file = f"articles/{article.id}.md"

    def resolve(written: str) -> str:
        """Lead a link that stands in the article's file on from the article's page."""
        if not urls.is_relative(written):
            return written
        target, anchor = urls.linked(file, written)
        if target.startswith("../"):
            return written
        if target == article.url and anchor:
            return f"#{anchor}"
        return f"{root}{target}{f'#{anchor}' if anchor else ''}"

    called = [
        render(
            site.context,
            "article/calls.html",
            article.url,
            call=call,
            article=article,
            relief=site.guide.relief,
            all_exercises=site.exercises,
            exercises_of_article=exercises_of(site.exercises_by_muscle, article.record.muscles),
            causes=site.causes_for(article.regions),
            muscles=site.muscles,
            citations=site.citations,
            clinic=site.guide.clinic,
        ).strip()
        for call in article.calls
    ]
    html = render_markdown(article.tokens, resolve)
    html = _PARAGRAPH.sub(lambda mark: called[int(mark[1])], html)
    return Markup(MARK.sub(lambda mark: called[int(mark[1])], html))  # noqa: S704  # rendered
