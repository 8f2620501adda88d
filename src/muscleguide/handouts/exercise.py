"""What stands on the handout of an exercise."""

from collections.abc import Iterator

from muscleguide.handouts.content import (
    Data,
    blocks_handout,
    bullets,
    clinic,
    figure_block,
    heading,
    line,
    paragraphs,
    text,
    warning_cards,
)
from muscleguide.markup.richtext import Run
from muscleguide.model.exercise import ExerciseContent
from muscleguide.model.site import Site


def exercise_handout(site: Site, exercise: ExerciseContent) -> Data:
    """Give the data of an exercise's handout: steps, dose, when to stop, warning signs."""
    record = exercise.record
    blocks = [
        heading(site, 1, record.name),
        text(record.summary),
        *_how_much(site, exercise),
        *_how(site, exercise),
        *_levels(site, exercise),
        warning_cards(exercise.care, reasons=False),
        text(clinic(site)["booking"], strong=True),
    ]
    return blocks_handout(
        site, record.name, blocks, exercise.citations, exercise.review, exercise.url
    )


def _how_much(site: Site, exercise: ExerciseContent) -> Iterator[Data]:
    """Yield the dose, and what to have at hand."""
    locale, record = site.context.locale, exercise.record
    yield heading(site, 2, locale.text("exercises.glance"))
    parts = [(part.label, part.text) for part in exercise.dose]
    if record.need:
        parts.append((locale.text("exercises.need"), "; ".join(record.need)))
    parts.append((locale.text("exercises.muscles"), "; ".join(it.text for it in exercise.muscles)))
    yield bullets(
        [{"kind": "text", "line": line(site, [Run(f"{label}: "), Run(words, strong=True)])}]
        for label, words in parts
    )


def how_it_is_done(site: Site, exercise: ExerciseContent) -> Iterator[Data]:
    """Yield the drawing, the steps, and everything that keeps people safe."""
    record = exercise.record
    if record.need:
        need = f"{site.context.locale.text('exercises.need')}: {'; '.join(record.need)}"
        yield text(need)
    yield from _how(site, exercise)


def _how(site: Site, exercise: ExerciseContent) -> Iterator[Data]:
    locale, record = site.context.locale, exercise.record
    yield heading(site, 3, locale.text("exercises.steps"))
    steps = bullets((paragraphs(site, step) for step in record.steps), ordered=True)
    drawn = [{**it, "beside": [steps], "wide": True} for it in figure_block(site, record.figure)]
    yield from drawn or [steps]
    for key in ("feel", "stop"):
        if words := getattr(record, key):
            yield heading(site, 3, locale.text(f"exercises.{key}"))
            yield from paragraphs(site, words)
    if record.not_if:
        yield text(locale.text("exercises.not_if"), strong=True)
        yield bullets(paragraphs(site, some) for some in record.not_if)


def _levels(site: Site, exercise: ExerciseContent) -> Iterator[Data]:
    """Yield easier and harder ways, and how well it is known to help."""
    locale, record = site.context.locale, exercise.record
    for key in ("easier", "harder"):
        if words := getattr(record, key):
            yield heading(site, 3, locale.text(f"exercises.{key}"))
            yield from paragraphs(site, words)
    yield heading(site, 2, locale.text("exercises.known"))
    yield text(exercise.evidence or locale.text("evidence.none"))
    if record.evidence and record.evidence.note:
        yield text(record.evidence.note)
