"""Link: checked records become one immutable Guide in which everything leads to its neighbours."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muscleguide.maps import BodyMap
from muscleguide.records import (
    Activity,
    ArticleRecord,
    BodyRegion,
    Clinic,
    MuscleRecord,
    Relief,
    Source,
    Symptom,
    WarningSign,
)
from muscleguide.schema import Content


@dataclass(frozen=True)
class SymptomOf:
    """A symptom of a muscle, with the muscle's own words about it."""

    id: str
    symptom: Symptom
    detail: str | None


@dataclass(frozen=True)
class OveruseOf:
    """An activity that overuses a muscle, with the muscle's own words about it."""

    id: str
    activity: Activity
    detail: str | None


@dataclass(frozen=True)
class Muscle:
    """A muscle with everything its record points to. `regions` are those of its symptoms."""

    id: str
    record: MuscleRecord
    symptoms: tuple[SymptomOf, ...]
    overuse: tuple[OveruseOf, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Neighbour:
    """Another muscle to look at, the symptoms that both can cause, and where both can hurt."""

    muscle: Muscle
    shared: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """An article's front matter, its muscles in order, and the template of its body."""

    id: str
    record: ArticleRecord
    muscles: tuple[Muscle, ...]
    body: str
    regions: frozenset[str]


@dataclass(frozen=True)
class Guide:
    """A clinic's whole guide. Ids lead to records; the `by_` maps lead back to muscles.

    Muscles stand in the order of their names; those of `by_symptom` and `by_activity` stand in
    the order of how typical the symptom or activity is for them.
    """

    clinic: Clinic
    muscles: Mapping[str, Muscle]
    groups: Mapping[str, tuple[Muscle, ...]]
    regions: Mapping[str, BodyRegion]
    symptoms: Mapping[str, Symptom]
    activities: Mapping[str, Activity]
    sources: Mapping[str, Source]
    warning_signs: tuple[WarningSign, ...]
    relief: Relief | None
    articles: Mapping[str, Article]
    maps: Mapping[str, BodyMap]
    symptoms_by_region: Mapping[str, tuple[str, ...]]
    by_symptom: Mapping[str, tuple[Muscle, ...]]
    by_activity: Mapping[str, tuple[Muscle, ...]]
    articles_by_muscle: Mapping[str, tuple[Article, ...]]


def link(content: Content, maps: Mapping[str, BodyMap]) -> Guide:
    """Link records that passed the check. `maps` leads from a view's name to its drawing.

    Raises `KeyError` for a reference to nothing, which the check does not let through.
    """
    if content.clinic is None:
        raise KeyError("clinic")
    regions = _in_order({id_: entry.record for id_, entry in content.regions.items()})
    symptoms = {id_: entry.record for id_, entry in content.symptoms.items()}
    activities = {id_: entry.record for id_, entry in content.activities.items()}
    linked = (
        _muscle(id_, entry.record, symptoms, activities) for id_, entry in content.muscles.items()
    )
    muscles = {
        muscle.id: muscle
        for muscle in sorted(linked, key=lambda m: (sort_key(m.record.name), m.id))
    }
    articles = {
        id_: Article(
            id_,
            entry.record,
            tuple(muscles[muscle] for muscle in entry.record.muscles),
            entry.document.body,
            frozenset(r for muscle in entry.record.muscles for r in muscles[muscle].regions),
        )
        for id_, entry in content.articles.items()
    }
    newest_first = sorted(articles.values(), key=lambda article: article.record.title)
    newest_first.sort(key=lambda article: article.record.published, reverse=True)
    return Guide(
        clinic=content.clinic.record,
        muscles=muscles,
        groups=_grouped(muscles.values()),
        regions=regions,
        symptoms=symptoms,
        activities=activities,
        sources={id_: entry.record for id_, entry in content.sources.items()},
        warning_signs=tuple(entry.record for entry in content.warning_signs),
        relief=content.relief.record if content.relief else None,
        articles={article.id: article for article in newest_first},
        maps=maps,
        symptoms_by_region=_symptoms_by_region(regions, symptoms),
        by_symptom=_most_typical_first(
            (muscle, [use.id for use in muscle.symptoms]) for muscle in muscles.values()
        ),
        by_activity=_most_typical_first(
            (muscle, [use.id for use in muscle.overuse]) for muscle in muscles.values()
        ),
        articles_by_muscle={
            id_: tuple(a for a in newest_first if id_ in a.record.muscles) for id_ in muscles
        },
    )


def warning_signs_for(guide: Guide, regions: Iterable[str]) -> tuple[WarningSign, ...]:
    """Pick the signs that apply to some regions: theirs, and those that always apply."""
    wanted = set(regions)
    return tuple(
        sign
        for sign in guide.warning_signs
        if not sign.regions or wanted.intersection(sign.regions)
    )


def neighbours(guide: Guide, muscle: Muscle) -> tuple[Neighbour, ...]:
    """Find the muscles to look at next: those the record names, then those with the same pain.

    Of the others, those that share more symptoms come first.
    """
    own = [use.id for use in muscle.symptoms]
    shared: dict[str, list[str]] = {id_: [] for id_ in muscle.record.related}
    for symptom in own:
        for other in guide.by_symptom[symptom]:
            if other.id != muscle.id:
                shared.setdefault(other.id, []).append(symptom)
    related = Counter(muscle.record.related)
    order = sorted(shared, key=lambda id_: (-related[id_], -len(shared[id_])))

    def places(other: Muscle) -> tuple[str, ...]:
        common = [region for region in muscle.regions if region in other.regions]
        return tuple(guide.regions[region].label for region in common)

    return tuple(
        Neighbour(guide.muscles[id_], tuple(shared[id_]), places(guide.muscles[id_]))
        for id_ in order
    )


def sort_key(text: str) -> str:
    """Sort as a reader expects: without regard to case or accents."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _muscle(
    id_: str,
    record: MuscleRecord,
    symptoms: Mapping[str, Symptom],
    activities: Mapping[str, Activity],
) -> Muscle:
    uses = tuple(SymptomOf(u.symptom, symptoms[u.symptom], u.detail) for u in record.symptoms)
    overuse = tuple(OveruseOf(u.activity, activities[u.activity], u.detail) for u in record.overuse)
    regions = dict.fromkeys(region for use in uses for region in use.symptom.regions)
    return Muscle(id_, record, uses, overuse, tuple(regions))


def _in_order(regions: Mapping[str, BodyRegion]) -> dict[str, BodyRegion]:
    """Sort regions head to toe; those without an order come last, as they stand in the file."""
    last = float("inf")
    order = sorted(
        regions, key=lambda id_: last if regions[id_].order is None else regions[id_].order or 0
    )
    return {id_: regions[id_] for id_ in order}


def _grouped(muscles: Iterable[Muscle]) -> dict[str, tuple[Muscle, ...]]:
    groups: dict[str, list[Muscle]] = defaultdict(list)
    for muscle in muscles:
        groups[muscle.record.group].append(muscle)
    return {name: tuple(groups[name]) for name in sorted(groups, key=sort_key)}


def _symptoms_by_region(
    regions: Iterable[str], symptoms: Mapping[str, Symptom]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {region: [] for region in regions}
    for id_ in sorted(symptoms, key=lambda id_: sort_key(symptoms[id_].label)):
        for region in dict.fromkeys(symptoms[id_].regions):
            found[region].append(id_)
    return {region: tuple(ids) for region, ids in found.items()}


def _most_typical_first(
    uses: Iterable[tuple[Muscle, list[str]]],
) -> Mapping[str, tuple[Muscle, ...]]:
    found: dict[str, list[tuple[int, Muscle]]] = defaultdict(list)
    for muscle, ids in uses:
        for position, id_ in enumerate(ids):
            found[id_].append((position, muscle))
    # Muscles come in the order of their names, and a stable sort keeps it where ranks are equal.
    return {
        id_: tuple(muscle for _, muscle in sorted(ranked, key=lambda pair: pair[0]))
        for id_, ranked in found.items()
    }
