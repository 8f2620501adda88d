"""The content of a muscle's page, handout, card and picture: once, as plain data."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.guide.drawings import Picture
from muscleguide.guide.guide import Article, Guide, Muscle, neighbours
from muscleguide.markup import richtext
from muscleguide.model.care import Care, CareFor, how_soon
from muscleguide.model.citations import Citation
from muscleguide.model.review import ReviewOf
from muscleguide.reading.files import MUSCLES
from muscleguide.schema.records import Activity, MuscleRecord
from muscleguide.wording.locale import Locale
from muscleguide.wording.sentences import listing, sentence, with_detail

MOST_NEIGHBOURS = 6
_MOST_SHARED = 2  # symptoms named for one neighbour
_MOST_OTHERS, _MOST_APART = 3, 2  # muscles told apart, and by how many things each


@dataclass(frozen=True, slots=True)
class Cause:
    """A symptom or an activity of a muscle: its URL, its label, and what is true of this one only.

    `instead` is what to change about an activity, in rich text; `act` says how soon to get help
    with a symptom that is a warning itself.
    """

    id: str
    url: str
    label: str
    detail: str | None
    instead: str | None = None
    act: str | None = None

    @property
    def text(self) -> str:
        """Give label and detail as a sentence, and after it how soon to get help."""
        words = sentence(with_detail(self.label, self.detail))
        return f"{words} {self.act}" if self.act else words


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the guide, and the words that lead there."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class NeighbourLine:
    """Another muscle to look at: symptoms that both can cause, or the places where both hurt."""

    link: Link
    shared: tuple[Link, ...]
    places: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Another muscle with such pain, and what points to it: labels that this one does not have."""

    link: Link
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands below a muscle's picture, on screen and on paper."""

    screen: str
    paper: str


@dataclass(frozen=True, eq=False, slots=True)
class MuscleContent:
    """A muscle's content. Keys of its record keep their names; `location` and `relief` are rich."""

    id: str
    url: str
    record: MuscleRecord
    say: str | None
    also_called: str | None
    functions: tuple[str, ...]
    symptoms: tuple[Cause, ...]
    overuse: tuple[Cause, ...]
    to_change: tuple[str, ...]
    picture: Picture | None
    caption: Caption | None
    care: Care
    apart: tuple[Apart, ...]
    neighbours: tuple[NeighbourLine, ...]
    more_neighbours: bool
    articles: tuple[Article, ...]
    citations: tuple[Citation, ...]
    review: str


def muscle_content(
    guide: Guide,
    locale: Locale,
    citations: Mapping[str, Citation],
    care_for: CareFor,
    review_of: ReviewOf,
    muscle: Muscle,
) -> MuscleContent:
    """Put together the content of a muscle."""
    record = muscle.record
    around, more = neighbours(guide, muscle, MOST_NEIGHBOURS)
    picture = _picture(guide, locale, muscle)
    names = listing(locale, record.also_called, "or") if record.also_called else None
    return MuscleContent(
        id=muscle.id,
        url=urls.muscle(muscle.id),
        record=record,
        say=record.say,
        also_called=locale.text("common.also_called", names=names) if names else None,
        functions=record.functions,
        symptoms=tuple(
            Cause(
                use.id,
                urls.symptom(use.id),
                use.symptom.label,
                use.detail,
                act=use.symptom.act and how_soon(guide, locale, use.symptom.act),
            )
            for use in muscle.symptoms
        ),
        overuse=tuple(
            Cause(
                use.id, urls.activity(use.id), use.activity.label, use.detail, use.activity.instead
            )
            for use in muscle.overuse
        ),
        to_change=tuple(_to_change(locale, use.activity) for use in muscle.overuse),
        picture=picture,
        caption=_caption(guide, locale, picture) if picture else None,
        care=care_for(muscle.regions),
        neighbours=tuple(
            NeighbourLine(
                Link(urls.muscle(some.muscle.id), some.muscle.record.name),
                tuple(
                    Link(urls.symptom(id_), guide.symptoms[id_].label)
                    for id_ in some.shared[:_MOST_SHARED]
                ),
                "; ".join(some.places),
            )
            for some in around
        ),
        apart=_apart(guide, muscle, [some.muscle for some in around]),
        more_neighbours=more,
        articles=guide.articles_by_muscle.get(muscle.id, ()),
        citations=tuple(citations[id_] for id_ in record.sources),
        review=review_of(record.reviewed, f"{MUSCLES}/{muscle.id}.yml"),
    )


def _picture(guide: Guide, locale: Locale, muscle: Muscle) -> Picture | None:
    """Choose the view that shows most: it has the muscle and most places where it can hurt."""
    views = [body_map for body_map in guide.maps.values() if muscle.id in body_map.muscles]
    if not views:
        return None
    best = max(views, key=lambda body_map: len(body_map.regions.intersection(muscle.regions)))
    shaded = tuple(id_ for id_ in muscle.regions if id_ in best.regions)
    alternative = locale.text("picture.alternative", view=best.title, muscle=muscle.record.name)
    if shaded:
        places = "; ".join(guide.regions[id_].label for id_ in shaded)
        alternative += f" {locale.text('picture.where', places=places)}"
    main = frozenset(use.symptom.regions[0] for use in muscle.symptoms)
    sides = tuple(locale.text(f"picture.{side}") for side in best.sides)
    return Picture(best, muscle.id, shaded, alternative, main, sides)


def _apart(guide: Guide, muscle: Muscle, others: Sequence[Muscle]) -> tuple[Apart, ...]:
    """Tell what points to another muscle instead: symptoms at a place where both hurt come first.

    A symptom elsewhere tells less, and an activity the least, as most muscles share some.
    """
    symptoms, activities = ({use.id for use in uses} for uses in (muscle.symptoms, muscle.overuse))
    found = []
    for other in others:
        theirs = [use for use in other.symptoms if use.id not in symptoms]
        theirs.sort(key=lambda use: not set(use.symptom.regions) & set(muscle.regions))
        brings = [use.activity.label for use in other.overuse if use.id not in activities]
        causes = [use.symptom.label for use in theirs][:_MOST_APART]
        causes += brings[: _MOST_APART - len(causes)]
        if causes:
            link = Link(urls.muscle(other.id), other.record.name)
            found.append(Apart(link, tuple(causes)))
    return tuple(found[:_MOST_OTHERS])


def _caption(guide: Guide, locale: Locale, picture: Picture) -> Caption:
    view = picture.body_map.title
    screen, paper = (
        locale.text("picture.caption", view=view),
        locale.text("handout.caption", view=view),
    )
    if picture.regions:
        places = "; ".join(guide.regions[id_].label for id_ in picture.regions)
        count = len(picture.regions)
        screen += f" {locale.text('picture.shaded', count=count, places=places)}"
        paper += f" {locale.text('handout.dots', places=places)}"
    return Caption(screen, paper)


def _to_change(locale: Locale, activity: Activity) -> str:
    """Write in one sentence what to do about an activity, for a list to tick.

    The activity is named, as what to do instead may refer to it as "it" or "them".
    """
    if activity.do:
        return sentence(activity.do)
    if not activity.instead:
        return sentence(locale.text("common.do_less", activity=activity.label))
    first = re.split(r"(?<=[.!?])\s", richtext.plain(activity.instead), maxsplit=1)[0]
    return f"{activity.label.rstrip('.')}: {first}"
