"""How one page or handout reads: grade, long sentences, passive voice, words, lists, pictures."""

from dataclasses import dataclass

from muscleguide.editorial.places import Places
from muscleguide.editorial.visible_text import Listed, Visible
from muscleguide.model.glossary import Glossary, first_uses
from muscleguide.wording import readability


@dataclass(frozen=True)
class Said:
    """A sentence, its number of words, and where it was written, where that is known."""

    text: str
    words: int
    place: str | None


@dataclass(frozen=True)
class Reading:
    """How a page or a handout reads.

    `name` is its address on the site, `source` the file that it is named after. `grade` is
    what the formula of its language gives; None where there is none, or no running text.
    """

    name: str
    kind: str
    language: str
    source: str
    grade: float | None
    sentences: int
    headings: int
    longest: Said | None
    long: tuple[Said, ...]
    passive: tuple[Said, ...]
    unexplained: tuple[str, ...]
    long_lists: tuple[Listed, ...]
    pictures: int
    unclear_pictures: tuple[str, ...]


def read(
    name: str,
    kind: str,
    language: str,
    source: str,
    seen: Visible,
    glossary: Glossary,
    places: Places,
) -> Reading:
    """Measure what a reader sees of a page or a handout. A word's meaning is read, too."""
    said = [
        Said(sentence, len(readability.words(sentence)), None)
        for block in seen.blocks
        for sentence in readability.sentences(block.text)
    ]

    def placed(some: Said) -> Said:
        place = places.find(some.text)
        return Said(some.text, some.words, str(place) if place else None)

    longest = max(said, key=lambda some: some.words, default=None)
    long = dict.fromkeys(some for some in said if some.words > readability.LONGEST_SENTENCE)
    # A heading is no sentence, and has no voice.
    headings = {block.text for block in seen.blocks if block.kind == "heading"}
    passive = dict.fromkeys(
        some
        for some in said
        if some.text not in headings and readability.is_passive(some.text, language)
    )
    return Reading(
        name=name,
        kind=kind,
        language=language,
        source=source,
        grade=readability.grade([some.text for some in said], language),
        sentences=len(said),
        headings=sum(block.kind == "heading" for block in seen.blocks),
        longest=placed(longest) if longest else None,
        long=tuple(map(placed, long)),
        passive=tuple(map(placed, passive)),
        unexplained=_unexplained(seen, glossary),
        long_lists=tuple(it for it in seen.lists if it.entries > readability.LONGEST_LIST),
        pictures=seen.pictures,
        unclear_pictures=tuple(seen.unclear_pictures),
    )


def _unexplained(seen: Visible, glossary: Glossary) -> tuple[str, ...]:
    """Give the glossary's words whose meaning stands nowhere: neither after them nor before."""
    whole = _plain(" ".join(block.text for block in seen.blocks))
    known: set[str] = set()
    used = [
        use.id
        for block in seen.blocks
        if block.kind == "text"
        for use in first_uses(glossary, block.text, known)
    ]
    terms = (glossary.terms[id_] for id_ in used)
    return tuple(term.term for term in terms if _plain(term.meaning) not in whole)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
