"""What stands on a plan: chosen muscles and exercises, and a chart to tick for each exercise."""

from collections.abc import Iterable, Iterator, Sequence

from muscleguide import urls
from muscleguide.handouts.content import (
    Data,
    blocks_handout,
    clinic,
    heading,
    muscles_handout,
    page_link,
    sources,
    teach_back,
    text,
    warning_cards,
)
from muscleguide.handouts.exercise import how_it_is_done
from muscleguide.handouts.terms import meanings
from muscleguide.model.exercise import ExerciseContent
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.plan import chart_of
from muscleguide.model.site import Site
from muscleguide.wording.sentences import listing


def plan_handout(
    site: Site, muscles: Sequence[MuscleContent], exercises: Sequence[ExerciseContent]
) -> Data:
    """Give the data of a plan: muscles as on their handout, exercises whole, signs once."""
    locale = site.context.locale
    url = urls.chosen_handout([it.id for it in muscles], [it.id for it in exercises])
    blocks = [block for exercise in exercises for block in _exercise(site, exercise)]
    blocks += teach_back(site)
    chosen: list[MuscleContent | ExerciseContent] = [*muscles, *exercises]
    cited = dict.fromkeys(citation for it in chosen for citation in it.citations)
    reviews = _reviews(chosen)
    regions = {r for it in exercises for r in it.places}
    if not muscles:
        title = locale.text("plan.several", names=listing(locale, _names(exercises)))
        opening = [
            heading(site, 1, title),
            warning_cards(site.care_for(regions), reasons=False),
        ]
        closing = text(clinic(site)["booking"], strong=True)
        data = blocks_handout(site, title, [*opening, *blocks, closing], cited, "", url)
        return {**data, "review": reviews}
    regions |= {r for it in muscles for r in site.guide.muscles[it.id].regions}
    data = muscles_handout(site, muscles, with_exercises=False)
    _signs, relief = data["sections"]
    signs = {"title": None, "blocks": [warning_cards(site.care_for(regions), reasons=False)]}
    data = {
        **data,
        "title": locale.text("plan.several", names=listing(locale, _names(muscles))),
        "sections": [signs, relief],
        "blocks": blocks,
        "sources": [sources(cited)],
        "review": reviews,
        "page": page_link(site, url),
    }
    return {**data, "terms": meanings(data, site.glossary)}


def _names(some: Iterable[MuscleContent | ExerciseContent]) -> list[str]:
    return [it.record.name for it in some]


def _reviews(some: Iterable[MuscleContent | ExerciseContent]) -> list[str]:
    """Say who has checked what; what is true of several is said once."""
    by_words: dict[str, list[str]] = {}
    for it in some:
        by_words.setdefault(it.review, []).append(it.record.name)
    return [f"{'; '.join(names)}: {words}" for words, names in by_words.items()]


def _exercise(site: Site, exercise: ExerciseContent) -> Iterator[Data]:
    locale = site.context.locale
    yield heading(site, 2, exercise.record.name)
    yield {
        "kind": "dose",
        "parts": [{"label": part.label, "text": part.text} for part in exercise.dose],
    }
    yield from how_it_is_done(site, exercise)
    chart = chart_of(exercise.record.dose, locale.part("plan_reading"))
    yield {
        "kind": "chart",
        "caption": locale.text("plan.tick", exercise=exercise.record.name),
        "days": [locale.text("plan.day", number=day) for day in range(1, 8)],
        "weeks": [
            {
                "name": locale.text("plan.week", number=week + 1),
                "days": min(7, chart.days - 7 * week),
            }
            for week in range(chart.weeks)
        ],
        "times": chart.times,
    }
    for is_so, key in ((chart.is_usual, "usual"), (chart.is_cut, "cut")):
        if is_so:
            yield text(locale.text(f"plan.{key}"))
