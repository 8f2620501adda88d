"""The content of an article's page and handout: its body read once, with what its calls put in.

A call such as `muscles()` leaves a mark in the body; once the Markdown has been parsed, each output
puts what stands for it in the place of the mark. So no value passes through Markdown.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from muscleguide import urls
from muscleguide.guide.guide import Article, Guide
from muscleguide.markup.article_template import FUNCTIONS, render_template
from muscleguide.markup.markdown import parse_markdown_body
from muscleguide.model.care import Care, CareFor
from muscleguide.model.citations import Citation
from muscleguide.model.muscle import MuscleContent, review
from muscleguide.schema.records import ArticleRecord
from muscleguide.wording.locale import Locale

# Two characters of the private use area around a mark's number; a body that has them loses them.
_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
PARAGRAPH = re.compile(f"<p>{MARK.pattern}</p>")
_STRIPPED = {ord(_OPEN): "", ord(_CLOSE): ""}


@dataclass(frozen=True)
class Call:
    """A call in an article's body: the function's name, and the id that it was given."""

    name: str
    id: str = ""


@dataclass(frozen=True, eq=False)
class ArticleContent:
    """An article's content. A mark in the text of `tokens` is the number of one of its `calls`."""

    id: str
    url: str
    record: ArticleRecord
    muscles: tuple[MuscleContent, ...]
    tokens: tuple[Token, ...]
    calls: tuple[Call, ...]
    care: Care
    based_on: Citation | None
    citations: tuple[Citation, ...]
    review: str

    def has(self, name: str) -> bool:
        """Return whether the body calls a function."""
        return any(call.name == name for call in self.calls)


def article_content(
    guide: Guide,
    locale: Locale,
    citations: Mapping[str, Citation],
    care_for: CareFor,
    article: Article,
    muscles: Mapping[str, MuscleContent],
) -> ArticleContent:
    """Put together the content of an article.

    Raises `ArticleError`, with the line, for a body whose template cannot be run.
    """
    calls: list[Call] = []
    body = render_template(article.body.translate(_STRIPPED), _functions(guide, calls))
    record = article.record
    based_on = [record.based_on] if record.based_on else []
    cited = [call.id for call in calls if call.name == "source"]
    below = [id_ for muscle in article.muscles for id_ in muscle.record.sources]
    return ArticleContent(
        id=article.id,
        url=urls.article(article.id),
        record=record,
        muscles=tuple(muscles[id_] for id_ in record.muscles),
        tokens=tuple(parse_markdown_body(body)),
        calls=tuple(calls),
        care=care_for(article.regions),
        based_on=citations[record.based_on] if record.based_on else None,
        citations=tuple(citations[id_] for id_ in dict.fromkeys(based_on + cited + below)),
        review=review(guide.clinic, locale, None),
    )


def _functions(guide: Guide, calls: list[Call]) -> Mapping[str, Callable[..., Markup]]:
    """Give the functions that a body may call; each call is noted and leaves its mark."""

    def mark(call: Call) -> Markup:
        calls.append(call)
        return Markup(f"{_OPEN}{len(calls) - 1}{_CLOSE}")  # noqa: S704  # digits

    def block(name: str) -> Callable[[], Markup]:
        return lambda: Markup("\n\n") + mark(Call(name)) + Markup("\n\n")

    def reference(name: str, records: Mapping[str, object]) -> Callable[[str], Markup]:
        def put(id_: str) -> Markup:
            if id_ not in records:
                raise LookupError(f'there is no {name} "{id_}"')
            return mark(Call(name, id_))

        return put

    known: Mapping[str, Mapping[str, object]] = {"muscles": guide.muscles, "sources": guide.sources}
    return {
        name: reference(name, known[kind]) if kind else block(name)
        for name, kind in FUNCTIONS.items()
    }
