"""When to get medical help: warning signs as cards, one for each level of urgency."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muscleguide.guide.linking import Guide
from muscleguide.model.citations import Citation
from muscleguide.schema.records import WarningSign
from muscleguide.wording.locale import Locale
from muscleguide.wording.sentences import sentence

ACTS = ("emergency", "today", "soon")


@dataclass(frozen=True)
class Sign:
    """A warning sign and what it may mean, each a sentence; `index` is its place in the list."""

    text: str
    because: str | None
    index: int


@dataclass(frozen=True)
class CareCard:
    """The signs of one level: what to do about them, on screen and on paper."""

    act: str
    level: str
    heading: str
    print_heading: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Care:
    """The cards, most urgent first, what they rest on, and what to say where there is none.

    `dial` is the emergency number as a phone dials it, or empty.
    """

    cards: tuple[CareCard, ...]
    citations: tuple[Citation, ...]
    worried: str
    call: str
    dial: str


def care(
    guide: Guide,
    locale: Locale,
    citations: Mapping[str, Citation],
    signs: Iterable[WarningSign],
) -> Care:
    """Sort signs into cards."""
    some = list(signs)
    index = {id(sign): place for place, sign in enumerate(guide.warning_signs)}
    number = guide.clinic.emergency_number
    cards = (
        CareCard(
            act,
            locale.text(f"levels.{act}"),
            locale.text(f"common.{act}", number=number),
            locale.text(f"handout.{act}", number=number),
            tuple(
                Sign(
                    sentence(sign.sign),
                    sentence(sign.because) if sign.because else None,
                    index[id(sign)],
                )
                for sign in some
                if sign.act == act
            ),
        )
        for act in ACTS
    )
    ids = dict.fromkeys(id_ for sign in some for id_ in sign.sources)
    return Care(
        tuple(card for card in cards if card.signs),
        tuple(citations[id_] for id_ in ids),
        locale.text("common.worried", number=number),
        locale.text("common.call", number=number),
        re.sub(r"[^\d+]", "", number),
    )
