"""When to get medical help: warning signs as cards, one for each level of urgency."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from muscleguide.guide.guide import Guide, warning_signs_for
from muscleguide.model.citations import Citation
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


@dataclass(frozen=True, eq=False)
class Care:
    """The cards, most urgent first, what they rest on, and the text where there is none.

    `dial` is the emergency number as a phone dials it, or empty.
    """

    cards: tuple[CareCard, ...]
    citations: tuple[Citation, ...]
    worried: str
    call: str
    dial: str


# Gives the care of some body regions; equal signs give the same one.
CareFor = Callable[[Iterable[str]], Care]


def how_soon(guide: Guide, locale: Locale, act: str) -> str:
    """Write in a sentence how soon to get help: `act` is one of `ACTS`."""
    return locale.text(f"acts.{act}", number=guide.clinic.emergency_number)


def make_care(guide: Guide, locale: Locale, citations: Mapping[str, Citation]) -> CareFor:
    """Make the function that puts the signs together that apply to some regions."""

    @cache
    def of(places: tuple[int, ...]) -> Care:
        return _care(guide, locale, citations, places)

    def care_for(regions: Iterable[str]) -> Care:
        applying = {id(sign) for sign in warning_signs_for(guide, regions)}
        signs = enumerate(guide.warning_signs)
        return of(tuple(place for place, sign in signs if id(sign) in applying))

    return care_for


def _care(
    guide: Guide, locale: Locale, citations: Mapping[str, Citation], places: tuple[int, ...]
) -> Care:
    """Sort signs, named by their places in the list, into cards."""
    number = guide.clinic.emergency_number
    signs = {place: guide.warning_signs[place] for place in places}
    cards = (
        CareCard(
            act,
            locale.text(f"levels.{act}"),
            locale.text(f"common.{act}", number=number),
            locale.text(f"handout.{act}", number=number),
            tuple(
                Sign(sentence(sign.sign), sentence(sign.because) if sign.because else None, place)
                for place, sign in signs.items()
                if sign.act == act
            ),
        )
        for act in ACTS
    )
    ids = dict.fromkeys(id_ for sign in signs.values() for id_ in sign.sources)
    return Care(
        tuple(card for card in cards if card.signs),
        tuple(citations[id_] for id_ in ids),
        locale.text("common.worried", number=number),
        locale.text("common.call", number=number),
        re.sub(r"[^\d+]", "", number),
    )
