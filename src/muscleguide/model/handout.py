"""What a handout adds to the content of its muscles: what to tick this week."""

from collections.abc import Sequence

from muscleguide.guide.guide import Guide
from muscleguide.model.muscle import MuscleContent
from muscleguide.wording.sentences import sentence


def ticks(guide: Guide, muscles: Sequence[MuscleContent]) -> list[str]:
    """List what to do this week: some of what to change, then the steps."""
    steps = guide.relief.steps if guide.relief else ()
    return [*changes(guide, muscles), *(sentence(step.title) for step in steps)]


def changes(guide: Guide, muscles: Sequence[MuscleContent]) -> list[str]:
    """List what to change this week, each thing once."""
    return list(dict.fromkeys(text for muscle in muscles for text in muscle.to_change))
