"""What else pain can be: shown in the order of the file, and never ranked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from muscleguide.guide.guide import Guide, other_causes_for
from muscleguide.model.care import how_soon
from muscleguide.model.citations import Citation
from muscleguide.schema.records import OtherCause
from muscleguide.wording.locale import Locale


@dataclass(frozen=True)
class OtherCauseContent:
    """A cause: its record, how soon to act in words, and what that rests on."""

    record: OtherCause
    act: str
    citations: tuple[Citation, ...]


# Gives what else pain in some body regions can be.
CausesFor = Callable[[Iterable[str]], tuple[OtherCauseContent, ...]]


def make_causes(guide: Guide, locale: Locale, citations: Mapping[str, Citation]) -> CausesFor:
    """Make the function that gives what else pain in some regions can be."""

    def causes_for(regions: Iterable[str]) -> tuple[OtherCauseContent, ...]:
        return tuple(
            OtherCauseContent(
                cause,
                how_soon(guide, locale, cause.act),
                tuple(citations[id_] for id_ in cause.sources),
            )
            for cause in other_causes_for(guide, regions)
        )

    return causes_for
