"""The articles, and the page that lists them."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from muscleguide.guide import Article, Guide
from muscleguide.story import named_ids, render_story
from muscleguide.views.page import Page, inline, render
from muscleguide.words import say


def pages(guide: Guide) -> Iterator[Page]:
    """Yield the list of articles and a page for each, at `articles/ID/`."""
    path = "articles/index.md"
    yield Page(
        path,
        say("articles.title"),
        say("articles.description", clinic=guide.clinic.name),
        render("articles.html", path, guide),
    )
    for article in guide.articles.values():
        yield _page(guide, article)


def _page(guide: Guide, article: Article) -> Page:
    path = f"articles/{article.id}.md"
    called: set[str] = set()
    body = render_story(article.body, _functions(guide, article, path, called))
    shown = {
        "article": article,
        "sources": sources_of(article),
        "shows_warning_signs": "warning_signs" in called,
        "shows_booking": "booking" in called,
    }
    opening = render("article-opening.html", path, guide, **shown)
    closing = render("article-closing.html", path, guide, **shown)
    text = f"{opening.strip()}\n\n{body.strip()}\n\n{closing.strip()}"
    record = article.record
    return Page(
        path,
        record.title,
        record.description,
        text,
        article,
        parent=say("articles.title"),
        image=f"social/articles/{article.id}.png",
    )


def _functions(
    guide: Guide, article: Article, path: str, called: set[str]
) -> dict[str, Callable[..., Markup]]:
    """Give the functions that the article's body may call; `called` collects their names."""

    def block(name: str) -> Callable[[], Markup]:
        def show() -> Markup:
            called.add(name)
            html = render(f"article-{name.replace('_', '-')}.html", path, guide, article=article)
            return Markup(f"\n\n{html.strip()}\n\n")  # noqa: S704  # rendered with autoescape

        return show

    def muscle(id_: str) -> Markup:
        html = render("muscle-link.html", path, guide, muscle=guide.muscles[id_])
        return inline(Markup(html.strip()))  # noqa: S704

    def source(id_: str) -> Markup:
        html = render("source-link.html", path, guide, id=id_)
        return inline(Markup(html.strip()))  # noqa: S704

    blocks = ("warning_signs", "muscles", "relief", "booking")
    return {name: block(name) for name in blocks} | {"muscle": muscle, "source": source}


def sources_of(article: Article) -> list[str]:
    """List what the article retells and cites, then what its muscles rest on."""
    retold = [article.record.based_on] if article.record.based_on else []
    cited = [id_ for _line, kind, id_ in named_ids(article.body) if kind == "sources"]
    below = [id_ for muscle in article.muscles for id_ in muscle.record.sources]
    return list(dict.fromkeys(retold + cited + below))
