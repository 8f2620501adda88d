"""The content of an exercise's page, handout and card, and which one to try first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.guide.guide import Exercise, Guide
from muscleguide.model.care import Care, CareFor
from muscleguide.model.citations import Citation
from muscleguide.model.muscle import Link
from muscleguide.model.review import ReviewOf
from muscleguide.reading.files import EXERCISES
from muscleguide.schema.records import ExerciseRecord
from muscleguide.wording.locale import Locale
from muscleguide.wording.sentences import sort_key

# From the gentlest: the first kind that a muscle has an exercise of is what to try first.
KINDS = ("stretch", "move", "massage", "strengthen")
_DOSE = ("hold", "repeat", "how_often", "for_")


@dataclass(frozen=True, slots=True)
class DosePart:
    """A part of a dose: what it is about, and how much."""

    label: str
    text: str


@dataclass(frozen=True, eq=False, slots=True)
class ExerciseContent:
    """An exercise's content. Keys of its record keep their names; `evidence` says how known it is.

    `dose_line` is the dose in one sentence.
    """

    id: str
    url: str
    record: ExerciseRecord
    kind: str
    dose: tuple[DosePart, ...]
    dose_line: str
    muscles: tuple[Link, ...]
    places: tuple[str, ...]
    evidence: str | None
    care: Care
    citations: tuple[Citation, ...]
    review: str


def exercise_content(
    guide: Guide,
    locale: Locale,
    citations: Mapping[str, Citation],
    care_for: CareFor,
    review_of: ReviewOf,
    exercise: Exercise,
) -> ExerciseContent:
    """Put together the content of an exercise."""
    record = exercise.record
    dose = tuple(
        DosePart(locale.text(f"dose.{key.rstrip('_')}"), text)
        for key in _DOSE
        if (text := getattr(record.dose, key))
    )
    evidence = record.evidence
    cited = dict.fromkeys((*record.sources, *(evidence.sources if evidence else ())))
    return ExerciseContent(
        id=exercise.id,
        url=urls.exercise(exercise.id),
        record=record,
        kind=locale.text(f"exercise_kinds.{record.kind}"),
        dose=dose,
        dose_line="; ".join(f"{part.label}: {part.text}" for part in dose),
        muscles=tuple(
            Link(urls.muscle(muscle.id), muscle.record.name) for muscle in exercise.muscles
        ),
        places=exercise.regions,
        evidence=locale.text(f"evidence.{evidence.level}") if evidence else None,
        care=care_for(exercise.regions),
        citations=tuple(citations[id_] for id_ in cited),
        review=review_of(record.reviewed, f"{EXERCISES}/{exercise.id}.yml"),
    )


def first_exercise(exercises: Iterable[ExerciseContent]) -> ExerciseContent | None:
    """Choose what to try first: the gentlest kind, and of those the first."""
    return min(exercises, key=lambda exercise: KINDS.index(exercise.record.kind), default=None)


def by_muscle(
    exercises: Iterable[ExerciseContent],
) -> Mapping[str, tuple[ExerciseContent, ...]]:
    """Give the exercises of each muscle that has some, by its id."""
    found: dict[str, list[ExerciseContent]] = defaultdict(list)
    for exercise in exercises:
        for id_ in exercise.record.muscles:
            found[id_].append(exercise)
    return {id_: tuple(some) for id_, some in found.items()}


def exercises_of(
    exercises: Mapping[str, tuple[ExerciseContent, ...]], muscles: Collection[str]
) -> tuple[ExerciseContent, ...]:
    """Give the exercises of some muscles: the gentlest kind first, then the most important.

    `exercises` are those of each muscle.
    """

    def order(exercise: ExerciseContent) -> tuple[object, ...]:
        record = exercise.record
        rank = min(rank for rank, id_ in enumerate(record.muscles) if id_ in muscles)
        return KINDS.index(record.kind), rank, sort_key(record.name), exercise.id

    own = {exercise for id_ in muscles for exercise in exercises.get(id_, ())}
    return tuple(sorted(own, key=order))
