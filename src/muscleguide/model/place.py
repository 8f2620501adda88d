"""The content of a place's page: the muscles that can hurt there, and what tells them apart."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.guide.guide import Article, Guide
from muscleguide.model.muscle import Cause, MuscleContent
from muscleguide.schema.records import BodyRegion


@dataclass(frozen=True, slots=True)
class MuscleHere:
    """A muscle, what it can cause at a place, and what brings it on.

    `own` are the ids of symptoms and activities that no other muscle of the place has.
    """

    content: MuscleContent
    symptoms: tuple[Cause, ...]
    overuse: tuple[Cause, ...]
    own: frozenset[str]


@dataclass(frozen=True, eq=False, slots=True)
class PlaceContent:
    """A place of the body. `muscles` are those that can hurt there, the likeliest first.

    `beside` are the other places of the same larger part.
    """

    id: str
    url: str
    record: BodyRegion
    muscles: tuple[MuscleHere, ...]
    articles: tuple[Article, ...]
    beside: tuple[str, ...]


def place_contents(
    guide: Guide, muscles: Mapping[str, MuscleContent]
) -> Mapping[str, PlaceContent]:
    """Put together the content of every place, by its id, head to toe."""
    here: dict[str, list[tuple[int, str]]] = {id_: [] for id_ in guide.regions}
    for muscle in guide.muscles.values():
        for region in muscle.regions:
            ranks = (n for n, use in enumerate(muscle.symptoms) if region in use.symptom.regions)
            here[region].append((next(ranks), muscle.id))
    # Muscles come in the order of their names, and a stable sort keeps it where ranks are equal.
    sorted_here = {
        id_: [muscle for _rank, muscle in sorted(found, key=lambda pair: pair[0])]
        for id_, found in here.items()
    }
    return {id_: _place(guide, muscles, id_, ids) for id_, ids in sorted_here.items()}


def _place(
    guide: Guide, muscles: Mapping[str, MuscleContent], id_: str, ids: list[str]
) -> PlaceContent:
    record = guide.regions[id_]
    symptoms = {
        muscle: tuple(
            cause for cause in muscles[muscle].symptoms if id_ in guide.symptoms[cause.id].regions
        )
        for muscle in ids
    }
    shared = Counter(
        cause.url for muscle in ids for cause in (*symptoms[muscle], *muscles[muscle].overuse)
    )
    articles = {
        article.id: article
        for muscle in ids
        for article in guide.articles_by_muscle.get(muscle, ())
    }
    return PlaceContent(
        id=id_,
        url=urls.place(id_),
        record=record,
        muscles=tuple(
            MuscleHere(
                muscles[muscle],
                symptoms[muscle],
                muscles[muscle].overuse,
                frozenset(
                    cause.url
                    for cause in (*symptoms[muscle], *muscles[muscle].overuse)
                    if shared[cause.url] == 1 < len(ids)
                ),
            )
            for muscle in ids
        ),
        articles=tuple(articles.values()),
        beside=tuple(
            other
            for other, region in guide.regions.items()
            if record.part and region.part == record.part and other != id_
        ),
    )
