"""The content of an article's page and handout: its body read once, with what its calls put in.

A call such as `muscles()` leaves a mark in the body; once the Markdown has been parsed, each output
puts what stands for it in the place of the mark. So no value passes through Markdown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from muscleguide import urls
from muscleguide.guide.guide import Article, Guide
from muscleguide.markup.article_template import FUNCTIONS, ArticleError, Call, run_body
from muscleguide.markup.markdown import parse_markdown_body
from muscleguide.model.care import Care, CareFor
from muscleguide.model.citations import Citation
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.review import ReviewOf
from muscleguide.reading.files import ARTICLES
from muscleguide.schema.records import ArticleRecord
from muscleguide.wording.locale import Locale


@dataclass(frozen=True, eq=False)
class ArticleContent:
    """An article's content. A mark in the text of `tokens` is the number of one of its `calls`."""

    id: str
    url: str
    record: ArticleRecord
    muscles: tuple[MuscleContent, ...]
    tokens: tuple[Token, ...]
    calls: tuple[Call, ...]
    regions: frozenset[str]
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
    review_of: ReviewOf,
    article: Article,
    muscles: Mapping[str, MuscleContent],
) -> ArticleContent:
    """Put together the content of an article.

    Raises `ArticleError`, with the line, for a body whose template cannot be run.
    """
    ran = run_body(article.body)
    for error in ran.errors:
        raise error
    _check_ids(guide, ran.calls)
    record = article.record
    based_on = [record.based_on] if record.based_on else []
    cited = [call.id for call in ran.calls if call.name == "source"]
    below = [id_ for muscle in article.muscles for id_ in muscle.record.sources]
    return ArticleContent(
        id=article.id,
        url=urls.article(article.id),
        record=record,
        muscles=tuple(muscles[id_] for id_ in record.muscles),
        tokens=tuple(parse_markdown_body(ran.text)),
        calls=ran.calls,
        regions=article.regions,
        care=care_for(article.regions),
        based_on=citations[record.based_on] if record.based_on else None,
        citations=tuple(citations[id_] for id_ in dict.fromkeys(based_on + cited + below)),
        review=review_of(None, f"{ARTICLES}/{article.id}.md"),
    )


def _check_ids(guide: Guide, calls: Iterable[Call]) -> None:
    """Raise `ArticleError` for a call with an id that no record has."""
    known: Mapping[str, Mapping[str, object]] = {
        "muscles": guide.muscles,
        "exercises": guide.exercises,
        "sources": guide.sources,
    }
    for call in calls:
        kind = FUNCTIONS[call.name]
        if kind and call.id not in known[kind]:
            message = f'the template cannot be run: there is no {call.name} "{call.id}"'
            raise ArticleError(call.line, "template-syntax", message)
