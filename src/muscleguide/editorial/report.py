"""The whole report: every page and handout read, and what a person must still check."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.checking.plain_words import is_dated
from muscleguide.editorial.places import Places
from muscleguide.editorial.ratchet import Saved, got_worse
from muscleguide.editorial.reading import Reading, read
from muscleguide.editorial.scales import ITEMS, Answer, Fact
from muscleguide.editorial.visible_text import visible_on_handout, visible_on_page
from muscleguide.handouts.article import article_handout
from muscleguide.handouts.content import Data, muscles_handout
from muscleguide.handouts.exercise import exercise_handout
from muscleguide.model.site import Site
from muscleguide.reading.files import ARTICLES, DOCS, EXERCISES, MUSCLES
from muscleguide.schema.records import (
    REVIEW_YEARS,
    ExerciseRecord,
    MuscleRecord,
    Review,
)
from muscleguide.site.site_map import Output
from muscleguide.wording.readability import FORMULAS, LONGEST_LIST, PASSIVE_IS_KNOWN_IN, Formula

_SOON = datetime.timedelta(days=30)
_MOST_PASSIVE = 0.2  # of all sentences
_LONG_PAGE = 12  # sentences, for which fewer headings than these are too few
_HEADINGS = 2

Step = Callable[[], None]


@dataclass(frozen=True)
class ReviewState:
    """A record's review: `none`, `overdue`, `due soon` or `done`, and the day of the next."""

    file: str
    state: str
    next: str | None


@dataclass(frozen=True)
class Report:
    """All that the report tells. `worse` says of pages in which way they got worse.

    `saved` is whether there is something to compare with.
    """

    language: str
    readings: tuple[Reading, ...]
    without_dose: tuple[str, ...]
    undated_sources: tuple[str, ...]
    reviews: tuple[ReviewState, ...]
    answers: tuple[Answer, ...]
    worse: Mapping[str, str]
    saved: bool

    @property
    def formula(self) -> Formula | None:
        """Give the formula of the language, where one is known."""
        return FORMULAS.get(self.language)


def make_report(
    site: Site,
    outputs: Iterable[Output],
    written: Mapping[str, bytes],
    places: Places,
    saved: Saved | None,
    step: Step = lambda: None,
) -> Report:
    """Read every page and handout of a site.

    `outputs` are those of its site map, `written` the hand-written pages by their paths; `step` is
    called after each.
    """
    language, glossary = site.context.locale.code, site.glossary
    readings = []
    for url, source, html in _pages(site, outputs, written):
        seen = visible_on_page(html)
        readings.append(read(f"/{url}", "page", language, source, seen, glossary, places))
        step()
    for path, source, data in _handouts(site):
        seen = visible_on_handout(data)
        name = site.context.prefix + path
        readings.append(read(f"/{name}", "handout", language, source, seen, glossary, places))
        step()
    readings.sort(key=lambda reading: (reading.kind == "handout", reading.name))
    without_dose = tuple(_without_dose(site))
    undated = tuple(id_ for id_, it in site.guide.sources.items() if not is_dated(it))
    facts = _facts(site, readings, without_dose)
    return Report(
        language=language,
        readings=tuple(readings),
        without_dose=without_dose,
        undated_sources=undated,
        reviews=tuple(_reviews(site)),
        answers=tuple(Answer(item, facts.get(item.fact)) for item in ITEMS),
        worse=got_worse(readings, saved) if saved is not None else {},
        saved=saved is not None,
    )


def documents_to_read(site: Site, outputs: Iterable[Output]) -> int:
    """Count the pages and handouts that a report reads."""
    pages = sum(output.url is not None for output in outputs) + len(site.guide.pages)
    return pages + len(site.muscles) + len(site.exercises) + len(site.articles)


def _pages(
    site: Site, outputs: Iterable[Output], written: Mapping[str, bytes]
) -> Iterator[tuple[str, str, str]]:
    """Yield URL, source and HTML of every page that people read."""
    for output in outputs:
        if output.url is not None:
            html = output.render()
            yield output.url, output.source, html if isinstance(html, str) else html.decode()
    for page in site.guide.pages:
        url = site.context.prefix + page.url
        if html_bytes := written.get(urls.path_of(url)):
            yield url, f"{DOCS}/{page.file}", html_bytes.decode()


def _handouts(site: Site) -> Iterator[tuple[str, str, Data]]:
    """Yield path, source and data of every handout; all papers show the same."""
    paper = urls.PAPERS[0]
    for muscle in site.muscles.values():
        path = urls.handout(muscle.id, paper)
        yield path, f"{MUSCLES}/{muscle.id}.yml", muscles_handout(site, [muscle])
    for exercise in site.exercises.values():
        path = urls.handout(f"exercises/{exercise.id}", paper)
        yield path, f"{EXERCISES}/{exercise.id}.yml", exercise_handout(site, exercise)
    for article in site.articles.values():
        path = urls.handout(article.id, paper)
        yield path, f"{ARTICLES}/{article.id}.md", article_handout(site, article)


def _without_dose(site: Site) -> Iterator[str]:
    """Name exercises and relief steps that do not say how much."""
    for exercise in site.exercises.values():
        dose = exercise.record.dose
        if not (dose.hold or dose.repeat):
            yield f"{EXERCISES}/{exercise.id}.yml: it says how often, and not how long or how many"
    kinds = {exercise.record.kind for exercise in site.exercises.values()}
    for step in site.guide.relief.steps if site.guide.relief else ():
        told = any(character.isdigit() for how in step.how for character in how)
        if not told and not kinds.intersection(step.kinds):
            yield f"content/relief.yml: “{step.title}” has no exercise, and no number in `how`"


def _reviews(site: Site) -> Iterator[ReviewState]:
    today = site.context.today
    records: list[tuple[str, MuscleRecord | ExerciseRecord]] = [
        *((f"{MUSCLES}/{it.id}.yml", it.record) for it in site.muscles.values()),
        *((f"{EXERCISES}/{it.id}.yml", it.record) for it in site.exercises.values()),
    ]
    for file, record in records:
        review = record.reviewed
        if review is None:
            yield ReviewState(file, "none", None)
            continue
        day = _next(review)
        late = "overdue" if day < today else "due soon" if day <= today + _SOON else "done"
        yield ReviewState(file, late, day.isoformat())


def _next(review: Review) -> datetime.date:
    if review.next:
        return review.next
    return review.on.replace(year=review.on.year + REVIEW_YEARS, day=min(review.on.day, 28))


def _facts(
    site: Site, readings: Sequence[Reading], without_dose: Sequence[str]
) -> Mapping[str, Fact]:
    """Count what the items of the scales ask for."""
    muscles, exercises = site.muscles.values(), site.exercises.values()
    relief = site.guide.relief
    steps = relief.steps if relief else ()
    told = [*(it.record.evidence for it in exercises), *(step.evidence for step in steps)]
    idle = (
        it
        for it in muscles
        if not (relief or it.record.relief or it.id in site.exercises_by_muscle)
    )
    undrawn = (it for it in exercises if not (it.record.figure or it.record.picture))
    headless = (r for r in readings if r.sentences > _LONG_PAGE and r.headings < _HEADINGS)
    facts = {
        "words": _all_but(
            (r for r in readings if r.unexplained),
            "words of the glossary are explained wherever they are used",
            "{} where a word of the glossary is not explained",
        ),
        "sections": _all_but(
            headless, "every long page has headings", "{} long and without headings"
        ),
        "captions": _all_but(
            (r for r in readings if r.unclear_pictures),
            "every picture has a caption and a text alternative",
            "{} with a picture that lacks a caption or a text alternative",
        ),
        "lists": _all_but(
            (r for r in readings if r.long_lists),
            f"no list has more than {LONGEST_LIST} entries",
            f"{{}} with a list of more than {LONGEST_LIST} entries",
        ),
        "doses": _all_but(
            without_dose, "every exercise and relief step says how much", "{} without a dose"
        ),
        "pictures": _all_but(
            (it for it in muscles if not it.picture),
            "every muscle has a picture",
            "{} without a picture, of the muscles",
        ),
        "shown": _all_but(
            undrawn, "every exercise has a picture", "{} without a picture, of the exercises"
        ),
        "evidence": _all_but(
            (it for it in told if it is None),
            "every exercise and relief step says how well it is known to help",
            "{} without a word on how well it is known to help, of the exercises and relief steps",
        ),
        "actions": _all_but(
            idle, "every muscle's page says what to do", "{} with nothing to do, of the muscles"
        ),
        "summaries": Fact(True, "every muscle and exercise opens with one sentence in short"),
        "tools": Fact(True, "every muscle's handout has a list to tick"),
        "stops": Fact(True, "every exercise says what it is good for, and when to stop"),
    }
    language = site.context.locale.code
    if formula := FORMULAS.get(language):
        facts["grades"] = _all_but(
            (r for r in readings if formula.misses(r.grade)),
            f"everything reads at {formula.wanted}",
            f"{{}} not at {formula.wanted}",
        )
    if language == PASSIVE_IS_KNOWN_IN:
        said = sum(r.sentences for r in readings)
        share = sum(len(r.passive) for r in readings) / said if said else 0.0
        facts["passive"] = Fact(
            share <= _MOST_PASSIVE, f"about {share:.0%} of sentences may be passive (a guess)"
        )
    return facts


def _all_but(found: Iterable[object], fine: str, some: str) -> Fact:
    """State that nothing is amiss, or of how many it is; `{}` stands for the number."""
    number = sum(1 for _ in found)
    return Fact(False, some.format(number)) if number else Fact(True, fine)
