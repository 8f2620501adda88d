"""Checked records become one immutable Guide in which everything leads to its neighbours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from urllib.parse import unquote

from muscleguide import urls
from muscleguide.guide.drawings import BodyMap
from muscleguide.markup.markdown import texts_of, title_of
from muscleguide.reading.files import DOCS
from muscleguide.reading.yaml_reader import Document
from muscleguide.schema.records import (
    Activity,
    ArticleRecord,
    BodyRegion,
    Clinic,
    ExerciseRecord,
    MuscleRecord,
    OtherCause,
    Relief,
    Source,
    Symptom,
    Term,
    WarningSign,
)
from muscleguide.schema.validation import Content
from muscleguide.wording.sentences import sort_key


@dataclass(frozen=True, slots=True)
class SymptomOf:
    """A symptom of a muscle, with the muscle's own words about it."""

    id: str
    symptom: Symptom
    detail: str | None


@dataclass(frozen=True, slots=True)
class OveruseOf:
    """An activity that overuses a muscle, with the muscle's own words about it."""

    id: str
    activity: Activity
    detail: str | None


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle with everything its record points to. `regions` are those of its symptoms."""

    id: str
    record: MuscleRecord
    symptoms: tuple[SymptomOf, ...]
    overuse: tuple[OveruseOf, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another muscle to look at, the symptoms that both can cause, and where both can hurt."""

    muscle: Muscle
    shared: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise with its muscles, the most important first, and the places they can hurt."""

    id: str
    record: ExerciseRecord
    muscles: tuple[Muscle, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """An article's front matter, its muscles in order, and the template of its body."""

    id: str
    record: ArticleRecord
    muscles: tuple[Muscle, ...]
    body: str
    regions: frozenset[str]


@dataclass(frozen=True)
class WrittenPage:
    """A page that somebody wrote by hand: its file below docs/, its URL, and its text.

    `name` is what its URL is made from: of a translation, the file that it translates.
    """

    name: str
    file: str
    url: str
    title: str
    description: str
    texts: tuple[str, ...]


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
    exercises: Mapping[str, Exercise]
    other_causes: tuple[OtherCause, ...]
    glossary: Mapping[str, Term]
    articles_by_muscle: Mapping[str, tuple[Article, ...]]
    pages: tuple[WrittenPage, ...]


def link(
    content: Content, maps: Mapping[str, BodyMap], pages: Mapping[str, Document] | None = None
) -> Guide:
    """Link records that passed the check.

    `maps` leads from a view's name to its drawing, `pages` from a hand-written page's path below
    docs/ to its document.

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
    exercises = _exercises(content, muscles)
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
        exercises=exercises,
        other_causes=tuple(entry.record for entry in content.other_causes),
        glossary={id_: entry.record for id_, entry in content.glossary.items()},
        articles_by_muscle=_articles_by_muscle(newest_first),
        pages=tuple(_written(name, document) for name, document in (pages or {}).items()),
    )


def warning_signs_for(guide: Guide, regions: Iterable[str]) -> tuple[WarningSign, ...]:
    """Pick the signs that apply to some regions: theirs, and those that always apply."""
    wanted = set(regions)
    return tuple(
        sign
        for sign in guide.warning_signs
        if not sign.regions or wanted.intersection(sign.regions)
    )


def other_causes_for(guide: Guide, regions: Iterable[str]) -> tuple[OtherCause, ...]:
    """Pick what else pain in some regions can be, in the order of the file."""
    wanted = set(regions)
    return tuple(cause for cause in guide.other_causes if wanted.intersection(cause.regions))


def neighbours(guide: Guide, muscle: Muscle, most: int) -> tuple[tuple[Neighbour, ...], bool]:
    """Find at most `most` neighbours of a muscle; return them and whether there are more.

    Those that the record names come first, then those with the same pain: the more symptoms they
    share, the earlier.
    """
    shared = Counter({id_: len(muscle.symptoms) for id_ in muscle.record.related})
    for use in muscle.symptoms:
        shared.update([other.id for other in guide.by_symptom[use.id]])
    shared.pop(muscle.id, None)
    # Not sorted whole: a symptom may have a thousand muscles.
    nearest = nsmallest(most + 1, shared, key=lambda id_: -shared[id_])
    found = tuple(_neighbour(guide, muscle, guide.muscles[id_]) for id_ in nearest[:most])
    return found, len(nearest) > most


def _neighbour(guide: Guide, muscle: Muscle, other: Muscle) -> Neighbour:
    theirs = {use.id for use in other.symptoms}
    shared = tuple(use.id for use in muscle.symptoms if use.id in theirs)
    places = [guide.regions[id_].label for id_ in muscle.regions if id_ in other.regions]
    return Neighbour(other, shared, tuple(places))


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


def _exercises(content: Content, muscles: Mapping[str, Muscle]) -> dict[str, Exercise]:
    """Link exercises, in the order of their names."""
    linked = {}
    for id_, entry in content.exercises.items():
        own = tuple(muscles[muscle] for muscle in entry.record.muscles)
        regions = dict.fromkeys(region for muscle in own for region in muscle.regions)
        linked[id_] = Exercise(id_, entry.record, own, tuple(regions))
    return dict(sorted(linked.items(), key=lambda pair: (sort_key(pair[1].record.name), pair[0])))


def _articles_by_muscle(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for id_ in dict.fromkeys(article.record.muscles):
            found[id_].append(article)
    return {id_: tuple(some) for id_, some in found.items()}


def _written(name: str, document: Document) -> WrittenPage:
    """Name a hand-written page as MkDocs does: by its front matter, its heading, or its file."""
    meta = document.value if isinstance(document.value, dict) else {}
    title = meta.get("title") or title_of(document.body)
    if title is None:
        parts = urls.document(name).strip("/").rsplit("/", 1)
        title = unquote(parts[-1]).replace("-", " ").replace("_", " ")
        title = title.capitalize() if title == title.lower() else title
    texts = tuple(texts_of(document.body))
    first = next((text for text in texts if text != title), "")
    file = document.file.removeprefix(f"{DOCS}/")
    return WrittenPage(
        name, file, urls.document(name), str(title), str(meta.get("description") or first), texts
    )


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
    """Give the symptoms of each region that has some, regions in their order, symptoms by label."""
    found: dict[str, list[str]] = {region: [] for region in regions}
    for id_ in sorted(symptoms, key=lambda id_: sort_key(symptoms[id_].label)):
        for region in dict.fromkeys(symptoms[id_].regions):
            found[region].append(id_)
    return {region: tuple(ids) for region, ids in found.items() if ids}


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
