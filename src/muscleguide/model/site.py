"""A site: the linked guide, its context, and the content of every muscle and article, made once."""

from collections.abc import Mapping
from dataclasses import dataclass

from muscleguide.context import Context
from muscleguide.guide.guide import Guide
from muscleguide.markup.article_template import ArticleError
from muscleguide.model.article import ArticleContent, article_content
from muscleguide.model.care import Care, CareFor, make_care
from muscleguide.model.citations import Citation, cite_all
from muscleguide.model.exercise import ExerciseContent, by_muscle, exercise_content
from muscleguide.model.glossary import Glossary, make_glossary
from muscleguide.model.menu import MenuEntry, make_menu, menu_titles
from muscleguide.model.muscle import MuscleContent, muscle_content
from muscleguide.model.other_causes import CausesFor, make_causes
from muscleguide.model.place import PlaceContent, place_contents
from muscleguide.model.review import make_review_of
from muscleguide.wording.sentences import long_date


@dataclass(frozen=True, eq=False)
class Site:
    """All that pages, handouts, pictures and data are rendered from.

    `care` holds all warning signs; `causes_for` gives what else pain in some regions can be.
    `titles` are those of the menu's pages, by URL.
    """

    guide: Guide
    context: Context
    muscles: Mapping[str, MuscleContent]
    exercises: Mapping[str, ExerciseContent]
    exercises_by_muscle: Mapping[str, tuple[ExerciseContent, ...]]
    causes_for: CausesFor
    places: Mapping[str, PlaceContent]
    glossary: Glossary
    articles: Mapping[str, ArticleContent]
    citations: Mapping[str, Citation]
    care: Care
    care_for: CareFor
    menu: tuple[MenuEntry, ...]
    titles: Mapping[str, str]
    review: str


def make_site(guide: Guide, context: Context) -> tuple[Site, Mapping[str, ArticleError]]:
    """Put together a guide's content; give the errors of articles by their ids."""
    locale = context.locale
    citations = cite_all(guide, locale)
    care_for = make_care(guide, locale, citations)
    review_of = make_review_of(guide.clinic, context)
    muscles = {
        muscle.id: muscle_content(guide, locale, citations, care_for, review_of, muscle)
        for muscle in guide.muscles.values()
    }
    exercises = {
        exercise.id: exercise_content(guide, locale, citations, care_for, review_of, exercise)
        for exercise in guide.exercises.values()
    }
    articles: dict[str, ArticleContent] = {}
    errors: dict[str, ArticleError] = {}
    for article in guide.articles.values():
        try:
            articles[article.id] = article_content(
                guide, locale, citations, care_for, review_of, article, muscles
            )
        except ArticleError as error:
            errors[article.id] = error
    menu = make_menu(guide, context)
    site = Site(
        guide=guide,
        context=context,
        muscles=muscles,
        exercises=exercises,
        exercises_by_muscle=by_muscle(exercises.values()),
        causes_for=make_causes(guide, locale, citations),
        places=place_contents(guide, muscles),
        glossary=make_glossary(guide.glossary),
        articles=articles,
        citations=citations,
        care=care_for(guide.regions),
        care_for=care_for,
        menu=menu,
        titles=menu_titles(menu),
        review=_review(guide, context),
    )
    return site, errors


def _review(guide: Guide, context: Context) -> str:
    """Write in a sentence how much of the guide has been reviewed, and when last."""
    locale = context.locale
    days = [m.record.reviewed.on for m in guide.muscles.values() if m.record.reviewed]
    if not days:
        return locale.text("common.none_reviewed")
    day = long_date(locale, max(days))
    return locale.text("common.some_reviewed", count=len(days), all=len(guide.muscles), day=day)
