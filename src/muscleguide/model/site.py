"""A site: the linked guide, its context, and the content of every muscle and article, made once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muscleguide.context import Context
from muscleguide.guide.linking import Guide, warning_signs_for
from muscleguide.markup.article_template import ArticleError
from muscleguide.model.article import ArticleContent, article_content
from muscleguide.model.care import Care, care
from muscleguide.model.citations import Citation, cite_all
from muscleguide.model.menu import MenuEntry, make_menu, menu_titles
from muscleguide.model.muscle import MuscleContent, muscle_content
from muscleguide.wording.sentences import long_date


@dataclass(frozen=True, eq=False)
class Site:
    """All that pages, handouts, pictures and data are rendered from.

    `titles` are those of the menu's pages, by URL.
    """

    guide: Guide
    context: Context
    muscles: Mapping[str, MuscleContent]
    articles: Mapping[str, ArticleContent]
    citations: Mapping[str, Citation]
    care: Care
    menu: tuple[MenuEntry, ...]
    titles: Mapping[str, str]
    review: str


def make_site(guide: Guide, context: Context) -> tuple[Site, Mapping[str, ArticleError]]:
    """Put together a guide's content; give what stands against an article by the article's id."""
    locale = context.locale
    citations = cite_all(guide, locale)
    muscles = {
        muscle.id: muscle_content(guide, locale, citations, muscle)
        for muscle in guide.muscles.values()
    }
    articles: dict[str, ArticleContent] = {}
    faults: dict[str, ArticleError] = {}
    for article in guide.articles.values():
        try:
            articles[article.id] = article_content(guide, locale, citations, article, muscles)
        except ArticleError as error:
            faults[article.id] = error
    menu = make_menu(guide, context)
    everything = care(guide, locale, citations, guide.warning_signs)
    site = Site(
        guide=guide,
        context=context,
        muscles=muscles,
        articles=articles,
        citations=citations,
        care=everything,
        menu=menu,
        titles=menu_titles(menu),
        review=_review(guide, context),
    )
    return site, faults


def care_for(site: Site, muscles: Iterable[MuscleContent]) -> Care:
    """Put together when to get medical help, for several muscles at once."""
    guide = site.guide
    regions = {region for some in muscles for region in guide.muscles[some.id].regions}
    signs = warning_signs_for(guide, regions)
    return care(guide, site.context.locale, site.citations, signs)


def _review(guide: Guide, context: Context) -> str:
    """Say in a sentence how much of the guide has been reviewed, and when last."""
    locale = context.locale
    days = [m.record.reviewed.on for m in guide.muscles.values() if m.record.reviewed]
    if not days:
        return locale.text("common.none_reviewed")
    day = long_date(locale, max(days))
    return locale.text("common.some_reviewed", count=len(days), all=len(guide.muscles), day=day)
