"""What stands on a handout, as plain data for the Typst template.

Texts go in as data, never as markup. A line is a list of runs (`line`); a block is a mapping whose
`kind` the template knows. Lengths and layouts are the template's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from muscleguide import urls
from muscleguide.figures.figure import draw_figure
from muscleguide.figures.words import describe
from muscleguide.guide.drawings import draw_picture
from muscleguide.handouts.terms import meanings
from muscleguide.markup import richtext
from muscleguide.markup.richtext import Run
from muscleguide.model.care import Care
from muscleguide.model.citations import Citation
from muscleguide.model.colours import PAPER, accent
from muscleguide.model.exercise import ExerciseContent, exercises_of
from muscleguide.model.handout import ticks
from muscleguide.model.muscle import Cause, MuscleContent
from muscleguide.model.review import funding, mistakes_address
from muscleguide.model.site import Site
from muscleguide.schema.figure import Figure
from muscleguide.urls import Paper
from muscleguide.wording.sentences import listing, sentence

Data = dict[str, Any]

_MOST_EXERCISES = 3  # the page leads to the others
_LONGEST_QR = 300  # characters: more would make its dots too small to print
# The drawings' styles in print: told apart in grey too, a dark muscle on soft grey.
_PRINT_STYLE = """
.bone, .bones, .shade {display: none}
.line {stroke-opacity: 0.2}
.skin {fill: #fff; stroke: #555}
.mg-sore {fill: #999; fill-opacity: 0.75; stroke: none}
.mg-spread {fill-opacity: 0.35}
.mg-muscle .muscle, path.mg-muscle {fill: #8f2219; fill-opacity: 1; stroke: #000; stroke-width: 1.2}
.mg-muscle .tendon {fill: #fff; stroke: #000; stroke-width: 1}
.mg-muscle .fibre {fill: none; stroke: #fff; stroke-width: 1.2}
"""


@dataclass(frozen=True)
class Format:
    """How a handout is printed. `large` is large print: the same content in 18 pt."""

    paper: Paper = "letter"
    large: bool = False


def muscles_handout(
    site: Site, muscles: Sequence[MuscleContent], *, with_exercises: bool = True
) -> Data:
    """Give the data of the handout of one or several muscles: warning signs and relief once.

    `with_exercises` adds some of theirs in short, and what a therapist asks about them.
    """
    locale, single = site.context.locale, len(muscles) == 1
    names = listing(locale, [muscle.record.name for muscle in muscles])
    ids = [muscle.id for muscle in muscles]
    citations = dict.fromkeys(cited for muscle in muscles for cited in muscle.citations)
    data = {
        "title": names if single else locale.text("handout.several", names=names),
        "clinic": clinic(site),
        "blocks": [],
        **template_words(site),
        "chapters": [_chapter(site, muscle) for muscle in muscles],
        # Warning signs stand above the first thing to try.
        "sections": [
            _warnings(site, muscles),
            *(_tonight(site, muscles) if with_exercises else ()),
            _relief(site, muscles),
        ],
        "ticks": ticks(site.guide, muscles),
        "sources": [sources(citations)],
        "review": [
            muscle.review if single else f"{muscle.record.name}: {muscle.review}"
            for muscle in muscles
        ],
        "page": page_link(site, muscles[0].url if single else urls.chosen_handout(ids)),
    }
    return {**data, "terms": meanings(data, site.glossary)}


def blocks_handout(
    site: Site,
    title: str,
    blocks: Sequence[Data],
    citations: Iterable[Citation],
    review: str,
    url: str,
) -> Data:
    """Give the data of a handout that is a text and no muscles: an article's, an exercise's."""
    data = {
        "title": title,
        "clinic": clinic(site),
        "blocks": blocks,
        **template_words(site),
        "chapters": [],
        "sections": [],
        "ticks": [],
        "sources": [sources(citations)],
        "review": [review],
        "page": page_link(site, url),
    }
    return {**data, "terms": meanings(data, site.glossary)}


def template_words(site: Site) -> Data:
    """Give the words that the template itself puts in, and the language of all."""
    locale = site.context.locale
    return {"words": dict(locale.part("handout")), "language": locale.code}


def clinic(site: Site) -> Data:
    """Give who hands it out: name, contacts, colour, and how to book."""
    record = site.guide.clinic
    contacts = (
        record.address,
        record.phone,
        record.email,
        short_url(record.website or "").rstrip("/"),
    )
    booking = short_url(record.booking.url)
    return {
        "name": record.name,
        "contacts": [contact for contact in contacts if contact] or [booking],
        "booking": f"{record.booking.label}: {booking}",
        "accent": accent(record, PAPER),
        "funding": funding(record, site.context),
        "mistakes": site.context.locale.text(
            "common.mistake_print", address=short_url(mistakes_address(record))
        ),
    }


def page_link(site: Site, url: str) -> Data | None:
    """Give a page's whole URL, the short form to type in, and what its QR code says."""
    if site.context.site_url is None:
        return None
    whole = site.context.site_url + url
    if len(whole) > _LONGEST_QR:
        whole = site.context.site_url + urls.MUSCLES
    return {
        "url": whole,
        "short": short_url(whole),
        "alt": site.context.locale.text("handout.qr", address=whole),
    }


def warning_cards(care: Care, *, reasons: bool) -> Data:
    """Give the cards of warning signs, most urgent first; `reasons` says what they may mean."""
    cards = [
        {
            "act": card.act,
            "heading": card.print_heading,
            "items": [
                f"{sign.text} {sign.because}" if reasons and sign.because else sign.text
                for sign in card.signs
            ],
        }
        for card in care.cards
    ]
    return {"kind": "cards", "cards": cards} if cards else text(care.worried)


def text(words: str, *, strong: bool = False) -> Data:
    """Make a paragraph of plain text."""
    return {"kind": "text", "line": [_run(Run(words, strong=strong))]}


def paragraphs(site: Site, rich: str) -> list[Data]:
    """Make paragraphs of rich text."""
    return [{"kind": "text", "line": line(site, some)} for some in richtext.runs(rich)]


def bullets(items: Iterable[list[Data]], *, ordered: bool = False) -> Data:
    """Make a list; each item is a list of blocks."""
    return {"kind": "list", "ordered": ordered, "start": 1, "items": list(items)}


def heading(site: Site, level: int, words: str) -> Data:
    """Make a heading."""
    return {"kind": "heading", "level": level, "line": line(site, [Run(words)])}


def figure_block(site: Site, figure: Figure | None) -> list[Data]:
    """Make the drawing of an exercise, with its text alternative; nothing where there is none."""
    if figure is None:
        return []
    alt = describe(figure, site.context.locale.part("figure"))
    return [{"kind": "picture", "svg": draw_figure(figure), "alt": alt}]


def exercise_blocks(site: Site, exercises: Sequence[ExerciseContent]) -> list[Data]:
    """Make a list of exercises, each with its dose, when to stop and when not to do it.

    When to do none of them is said once, above all of them.
    """
    locale = site.context.locale
    several = len(exercises) > 1
    none_if = [
        some
        for some in (exercises[0].record.not_if if several else ())
        if all(some in exercise.record.not_if for exercise in exercises)
    ]

    def words_of(reasons: Iterable[str]) -> str:
        return " ".join(sentence(richtext.plain(some)) for some in reasons)

    def runs(exercise: ExerciseContent) -> Iterator[Run]:
        record = exercise.record
        yield Run(f"{record.name}.", strong=True)
        yield Run(f" {sentence(exercise.dose_line)} ")
        for some in richtext.runs(record.stop):
            yield from some
        if not_if := [some for some in record.not_if if some not in none_if]:
            yield Run(f" {locale.text('exercises.not_if')} {words_of(not_if)}")

    def item(exercise: ExerciseContent) -> list[Data]:
        words: Data = {"kind": "text", "line": line(site, runs(exercise))}
        drawn = figure_block(site, exercise.record.figure)
        return [{**picture, "beside": [words]} for picture in drawn] or [words]

    above = [Run(locale.text("exercises.none_if"), strong=True), Run(f" {words_of(none_if)}")]
    rule: list[Data] = [{"kind": "ahead", "line": line(site, above)}] if none_if else []
    return [*rule, bullets(map(item, exercises))]


def teach_back(site: Site) -> list[Data]:
    """Make the questions by which a therapist hears if a plan is understood, with room to write.

    That asking so works, in 19 of 20 studies: https://pmc.ncbi.nlm.nih.gov/articles/PMC7156054/
    """
    locale = site.context.locale
    return [{"kind": "questions", "texts": [locale.text(f"plan.{it}") for it in ("show", "stop")]}]


def line(site: Site, runs: Iterable[Run]) -> list[Data]:
    """Make a line; links within the guide become whole URLs, or text where there is none."""
    return [_run(run, _absolute(site, run.url)) for run in runs]


def sources(citations: Iterable[Citation]) -> str:
    """Name sources in small print."""
    return "; ".join(citation.text for citation in citations)


def drawing(muscle: MuscleContent, style: str = _PRINT_STYLE) -> Data | None:
    """Give a muscle's picture, if it is on a map, with its alternative and its caption.

    `style` are rules for the drawing's classes: skin, muscle, tendon, sore places.
    """
    if muscle.picture is None or muscle.caption is None:
        return None
    return {
        "svg": draw_picture(muscle.picture, style),
        "alt": muscle.picture.alternative,
        "caption": muscle.caption.paper,
    }


def _chapter(site: Site, muscle: MuscleContent) -> Data:
    locale, record = site.context.locale, muscle.record
    functions = [sentence(words) for words in muscle.functions]
    symptoms = [cause.text for cause in muscle.symptoms]
    share = _share(functions, symptoms)
    return {
        "name": record.name,
        "say": muscle.say,
        "also": muscle.also_called,
        "summary": record.summary,
        "picture": drawing(muscle),
        "sections": [
            {
                "title": locale.text("muscle.functions"),
                "share": share,
                "blocks": [bullets([text(words)] for words in functions)],
            },
            {
                "title": locale.text("muscle.symptoms"),
                "share": 1 - share,
                "blocks": [bullets([text(words)] for words in symptoms)],
            },
            {
                "title": locale.text("handout.overuse"),
                "blocks": [bullets(_overuse(site, cause) for cause in muscle.overuse)],
            },
        ],
    }


def _share(left: list[str], right: list[str]) -> float:
    """Give the part of the width that makes the left of two lists about as long as the right."""
    share = sum(map(len, left)) / sum(map(len, left + right))
    return min(max(share, 0.36), 0.64)


def _overuse(site: Site, cause: Cause) -> list[Data]:
    words = [Run(cause.text, strong=True)]
    for some in richtext.runs(cause.instead or ""):
        words += [Run(" "), *some]
    return [{"kind": "text", "line": line(site, words)}]


def _tonight(site: Site, muscles: Sequence[MuscleContent]) -> Iterator[Data]:
    """Yield what to do first: exercises with dose and stop rule, and what a therapist asks."""
    exercises = exercises_of(site.exercises_by_muscle, [muscle.id for muscle in muscles])
    if exercises:
        blocks = [*exercise_blocks(site, exercises[:_MOST_EXERCISES]), *teach_back(site)]
        yield {"title": site.context.locale.text("tonight.title"), "blocks": blocks}


def _relief(site: Site, muscles: Sequence[MuscleContent]) -> Data:
    locale, relief = site.context.locale, site.guide.relief
    blocks = []
    for muscle in muscles:
        if muscle.record.relief:
            own = paragraphs(site, muscle.record.relief)
            if len(muscles) > 1:
                own[0]["line"].insert(0, _run(Run(f"{muscle.record.name}: ", strong=True)))
            blocks += own
    if relief:
        items = (_step(step.title, step.how) for step in relief.steps)
        blocks.append(
            bullets(([{"kind": "text", "line": line(site, item)}] for item in items), ordered=True)
        )
    return {
        "title": locale.text("common.what_can_help"),
        "blocks": blocks or [text(locale.text("common.ask"))],
    }


def _step(title: str, how: Iterable[str]) -> Iterator[Run]:
    """Write a step in one go, as a page has no room for a list within a list."""
    yield Run(sentence(title), strong=True)
    for thing in how:
        for some in richtext.runs(sentence(thing)):
            yield Run(" ")
            yield from some


def _warnings(site: Site, muscles: Sequence[MuscleContent]) -> Data:
    regions = {id_ for some in muscles for id_ in site.guide.muscles[some.id].regions}
    care = site.care_for(regions)
    # No title: each card's own heading says what to do.
    return {"title": None, "blocks": [warning_cards(care, reasons=False)]}


def _run(run: Run, url: str | None = None) -> Data:
    return {"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "url": url}


def _absolute(site: Site, url: str | None) -> str | None:
    if url is None or richtext.is_web(url):
        return url
    page, anchor = richtext.guide_url(url)
    return urls.absolute(site.context.site_url, f"{page}{f'#{anchor}' if anchor else ''}")


def short_url(url: str) -> str:
    """Write a URL as people type it; its last slash stays, as some hosts need it."""
    return re.sub(r"^(https?://|mailto:|tel:)", "", url)
