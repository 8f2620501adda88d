"""How texts are measured: sentences, words, syllables, grades; against published values."""

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from muscleguide.wording.readability import (
    english_syllables,
    flesch_kincaid,
    grade,
    inflesz,
    is_passive,
    long_sentences,
    sentences,
    spanish_syllables,
    words,
)

TEXTS = st.text(max_size=400) | st.text(alphabet="aeAE .!?:\"'()\n1", max_size=200)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It hurts. Rest it!", ["It hurts.", "Rest it!"]),
        ("Ask Dr. Simons, e.g. about J. Travell.", ["Ask Dr. Simons, e.g. about J. Travell."]),
        ("Hold it for 2.5 cm. Then stop.", ["Hold it for 2.5 cm.", "Then stop."]),
        ("Try this: Take short steps", ["Try this:", "Take short steps"]),
        ("Try this: short steps", ["Try this: short steps"]),
        ("“It hurts.” She stopped.", ["“It hurts.”", "She stopped."]),
        ("One\n\ntwo", ["One", "two"]),
        ("Es tut weh. Über Nacht auch.", ["Es tut weh.", "Über Nacht auch."]),
        (" . ! \n", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


# Words with the number of syllables that dictionaries give.
SYLLABLES = {
    1: "pain knee stretched used calf calves toes breathe changed healed pulled year heard shoes",
    2: "muscle muscles biceps hamstrings ankle table wanted needed pushes being doing creature",
    3: "plantaris femoris tibia fibula area serious easier exercise injury cartilage",
    4: "popliteus emergency information exercises trapezius experience usually diagnosis sciatica",
    5: "gastrocnemius",
    6: "osteoarthritis",
}


@pytest.mark.parametrize(
    ("word", "number"), [(word, n) for n, some in SYLLABLES.items() for word in some.split()]
)
def test_syllables_are_those_of_dictionaries(word: str, number: int) -> None:
    assert english_syllables(word) == number


def test_grades_are_those_of_published_examples() -> None:
    # Counted by hand, as in articles about the formula: 6 words and 6 syllables; 16 and 23.
    assert round(flesch_kincaid(["The cat sat on the mat."]), 2) == -1.45
    passage = (
        "This sentence, taken as a reading passage unto itself, is being used to prove a point."
    )
    assert round(flesch_kincaid([passage]), 2) == round(0.39 * 16 + 11.8 * 23 / 16 - 15.59, 2)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *((word, 1) for word in ("más", "muy", "que", "pie", "30")),
        *((word, 2) for word in ("pierna", "quien-es", "leer", "maíz", "vaya", "oigo", "guía")),
        *((word, 3) for word in ("músculo", "rodilla", "cuidado", "leía", "agüero", "tendones")),
        *((word, 4) for word in ("poplíteo", "pantorrilla", "isquiotibial", "gastrocnemio")),
        *((word, 5) for word in ("inflamaciones", "enfermedades")),
    ],
)
def test_spanish_syllables_are_those_of_its_rules(word: str, number: int) -> None:
    assert spanish_syllables(word) == number


def test_inflesz_is_that_of_another_tool() -> None:
    said = [
        "El músculo está detrás de la rodilla.",
        "Puede doler cuando usted baja escaleras o camina cuesta abajo.",
        "Pare si le duele más.",
    ]
    textstat.set_lang("es")
    try:
        theirs = textstat.szigriszt_pazos(" ".join(said))
    finally:
        textstat.set_lang("en_US")
    assert inflesz(said) == pytest.approx(
        theirs, abs=8
    )  # it hyphenates, and leaves letters at an edge
    assert inflesz(["Desafortunadamente, la electromiografía es imprescindible."]) < 0
    assert inflesz(said) > 65


def test_a_language_without_a_formula_has_no_grade() -> None:
    assert grade(["Der Muskel beugt das Knie."], "de") is None
    assert grade(["The muscle bends the knee."], "en") is not None


def test_headings_and_bare_entries_do_not_make_a_text_look_easier() -> None:
    said = ["Prolonged immobilisation exacerbates considerable muscular discomfort."]
    assert grade([*said, "Pain", "Heat", "Rest"], "en") == grade(said, "en")


def test_passive_voice_is_guessed() -> None:
    assert is_passive("The knee is often injured by a twist and was treated.", "en")
    assert is_passive("These knots are called trigger points.", "en")
    assert not is_passive("Your muscles are tired, and you rest them.", "en")


@given(TEXTS)
def test_sentences_hold_all_words_of_a_text_once(text: str) -> None:
    said = sentences(text)
    assert [word for some in said for word in words(some)] == words(" ".join(text.split()))
    assert all(words(some) for some in said)


@given(st.lists(TEXTS, max_size=5))
def test_no_text_breaks_the_measures(texts: list[str]) -> None:
    said = [some for text in texts for some in sentences(text)]
    flesch_kincaid(said)
    assert all(english_syllables(word) >= 1 for some in said for word in words(some))
    assert not any(is_passive(some, "xx") for some in said)


@given(st.lists(WORDS, min_size=1, max_size=40))
def test_a_sentence_is_harder_than_its_halves(some: list[str]) -> None:
    whole = [f"{' '.join(some)}."]
    halves = [f"{' '.join(half)}." for half in (some[: len(some) // 2], some[len(some) // 2 :])]
    assert flesch_kincaid(whole) >= flesch_kincaid([half for half in halves if words(half)])
    assert bool(long_sentences(whole[0])) == (len(some) > 20)


def test_a_text_of_nothing_but_marks_is_read_at_once() -> None:
    for text in ("." * 200_000, "A. " * 60_000, "'" * 200_000, ". '" * 60_000, ":" * 200_000):
        sentences(text)
