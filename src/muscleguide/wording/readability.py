"""How plainly a text reads: its sentences, their words, and a grade by its language's formula.

Pure functions from text to numbers. A grade is known for the languages in `FORMULAS` only; for any
other there is none, and who shows it says so. The formulas count and know nothing of meaning: they
warn, and people decide.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

LONGEST_SENTENCE = 20  # words
LONGEST_LIST = 7  # entries
_SENTENCE = 8  # words: what is as long is read as a sentence, with a mark at its end or not

# What ends a sentence, with the quotes and brackets that close after it. A colon does where what
# follows begins with a capital: `Try this: Take short steps.`
# It is looked for once in each run of marks, as a text of nothing but full stops is one long run.
_END = re.compile(
    r"((?<![.!?…])[.!?…]++[\"'\u2019\u201d)\]]*+|:) (?=[\"'\u2018\u201c(\[¿¡]*+[^\W_a-zß-öø-ÿ])"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,/-][^\W_]+)*")
# After these a full stop ends a word and no sentence; nor does it after an initial.
_SHORTENED = re.compile(
    r"(?:^|[\s(\"'\u201c])(?:[^\W\d_]|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|e\.g|i\.e|approx|cf|ca|No)\.$"
)
_LONGEST_SHORTENED = 12  # characters, with what stands before it


def sentences(text: str) -> list[str]:
    """Split a text into its sentences; a text without a mark at its end is one, too."""
    found = []
    for paragraph in _PARAGRAPH.split(text):
        line, start = " ".join(paragraph.split()), 0
        for end in _END.finditer(line):
            last = max(start, end.end(1) - _LONGEST_SHORTENED)
            if not _SHORTENED.search(line[last : end.end(1)]):
                found.append(line[start : end.end(1)])
                start = end.end()
        found.append(line[start:])
    return [sentence for sentence in found if _WORD.search(sentence)]


def words(sentence: str) -> list[str]:
    """Split a sentence into its words; `high-heeled` and `30` are one each."""
    return _WORD.findall(sentence)


def long_sentences(text: str) -> list[tuple[str, int]]:
    """Give every sentence of a text that is too long to take in, and its number of words."""
    counted = ((sentence, len(words(sentence))) for sentence in sentences(text))
    return [(sentence, count) for sentence, count in counted if count > LONGEST_SENTENCE]


def is_running(sentence: str) -> bool:
    """Return whether a sentence is one, and no heading or bare entry of a list.

    Those are short by nature, and would make a text look easier than it is.
    """
    return sentence.rstrip("\"'\u2019\u201d)]").endswith((".", "!", "?", "…")) or (
        len(words(sentence)) >= _SENTENCE
    )


def grade(said: Iterable[str], language: str) -> float | None:
    """Measure the running text among sentences by the formula of its language.

    None for a language without a formula, and where there is no running text.
    """
    formula, running = FORMULAS.get(language), [some for some in said if is_running(some)]
    return round(formula.measure(running), 1) if formula and running else None


def flesch_kincaid(said: Sequence[str]) -> float:
    """Give the US school grade of English sentences.

    The formula is that of Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of New
    Readability Formulas for Navy Enlisted Personnel. It takes long sentences and long words for
    hard ones. Syllables are counted by rule and not looked up, so a grade may be off by a few
    tenths; the names of muscles count like every other word.
    """
    counted = [word for sentence in said for word in words(sentence)]
    if not counted:
        return 0.0
    heard = sum(map(english_syllables, counted))
    return 0.39 * len(counted) / len(said) + 11.8 * heard / len(counted) - 15.59


def inflesz(said: Sequence[str]) -> float:
    """Give the INFLESZ score of Spanish sentences: 100 is easiest, 65 and more fairly easy.

    The formula is that of Szigriszt Pazos (1993), Sistemas predictivos de legibilidad del mensaje
    escrito; the bands that of Barrio Cantalejo and others (2008), Validación de la Escala INFLESZ,
    doi:10.4321/S1137-66272008000300004.
    """
    counted = [word for sentence in said for word in words(sentence)]
    if not counted:
        return 100.0
    heard = sum(map(spanish_syllables, counted))
    return 206.835 - 62.3 * heard / len(counted) - len(counted) / len(said)


@dataclass(frozen=True)
class Formula:
    """A language's formula: its name, how it measures sentences, and what no page should pass.

    `is_ease` where a higher value is easier. A change of `felt` can be felt: less wavers with every
    word that changes.
    """

    name: str
    measure: Callable[[Sequence[str]], float]
    aim: float
    felt: float
    is_ease: bool = False

    def is_harder(self, value: float, than: float) -> bool:
        """Return whether a value means harder to read than another."""
        return value < than if self.is_ease else value > than

    def misses(self, value: float | None) -> bool:
        """Return whether a value is known, and harder than what is aimed at."""
        return value is not None and self.is_harder(value, self.aim)

    @property
    def wanted(self) -> str:
        """Say what is aimed at: `grade 6 at most`."""
        return f"{self.name} {self.aim:g} {'at least' if self.is_ease else 'at most'}"


# The formula of each language, by its code.
FORMULAS: Mapping[str, Formula] = {
    "en": Formula("grade", flesch_kincaid, aim=6.0, felt=0.5),
    "es": Formula("INFLESZ", inflesz, aim=65.0, felt=3.0, is_ease=True),
}

_VOWELS = re.compile(r"[aeiouy]+")
# Vowels that are written and not heard: `make`, `makes`, `pushed`, but not `wanted` or `table`.
_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|(?<![sxz])(?<!ch)(?<!sh)(?<![cg])es|(?<![td])ed)$")
_SILENT_WITHIN = re.compile(r"(?<=[aeiouy][^aeiouyl\W])e(?=ly|ful|less|ness|ment|where|side)")
_HEARD_END = re.compile(r"[^aeiouyl](?:les?|led)$")
# Two vowels side by side, each heard: `triangle`, `area`, `create`, `being`, `fluid`, `quiet`.
_APART = re.compile(
    r"(?<![ctgs])i[ao](?!u)|(?<!q)u[ao](?!r)|eu[ms]$|iu[ms]|ie(?:t|nc)|eo(?!p|us)|ea(?:te[ds]?$|tin|tor)"
    r"|[aeouy]ing|uid|(?<=[^aeiouyqg])ua|ius|i(?=ous)|[^aeiou]ye[rs]t?$|yi|ao|(?<=\w{3})i(?=er$|est$)"
)
_JOINED = re.compile(r"(?<=[^aeiou])ion|(?<=[ctxg])ious")


def english_syllables(word: str) -> int:
    """Count the syllables of an English word, by rule: at least one; a number has one."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    parts = re.split(r"[^a-z]+", "".join(c for c in plain if c.isalnum() or c in "-/"))
    return max(1, sum(_syllables(part) for part in parts if part))


def _syllables(part: str) -> int:
    if part in _EXCEPTIONS:
        return _EXCEPTIONS[part]
    heard = _VOWELS.findall(part)
    count = len(heard) + len(_APART.findall(_JOINED.sub("o", part)))
    if _SILENT.search(part) and not _HEARD_END.search(part):
        count -= 1
    count -= len(_SILENT_WITHIN.findall(part))
    return max(1, count)


# A syllable of Spanish has one strong vowel, or weak ones only: `mús-cu-lo`, `pier-na`, `día`. The
# `u` of `que` and `gui` is not heard, and `y` is a vowel at the end of a word.
_SPANISH_SYLLABLE = re.compile(r"[iuüy]*[aeoáéóíú][iuüy]?(?![aeoáéóíú])|[iuüy]*[aeoáéóíú]|[iuüy]+")
_UNHEARD = re.compile(r"(?<=[qg])u(?=[eiéí])")
_CONSONANT_Y = re.compile(r"y(?=[aeiouáéíóúü])")


def spanish_syllables(word: str) -> int:
    """Count the syllables of a Spanish word, by rule: at least one; a number has one."""
    plain = _CONSONANT_Y.sub("j", _UNHEARD.sub("", unicodedata.normalize("NFC", word.casefold())))
    return max(1, len(_SPANISH_SYLLABLE.findall(plain)))


# Common words that the rules get wrong.
_EXCEPTIONS: Mapping[str, int] = {
    "people": 2,
    "something": 2,
    "sometimes": 2,
    "someone": 2,
    "everyone": 3,
    "everything": 3,
    "every": 2,
    "business": 2,
    "area": 3,
    "idea": 3,
    "biceps": 2,
    "therefore": 2,
    "the": 1,
    "achilles": 3,
    "sciatica": 4,
    "osteoarthritis": 6,
    "recipe": 3,
    "simile": 3,
}

PASSIVE_IS_KNOWN_IN = "en"
_ADVERBS = r"(?:(?:not|also|often|never|always|only|usually|still|then|being|[a-z]+ly)\s+){0,2}"
_IRREGULAR = (
    "born|bought|broken|brought|built|caught|chosen|cut|done|drawn|driven|eaten|felt|found|forgotten"
    "|given|held|hidden|hurt|kept|known|laid|led|left|made|meant|paid|put|read|said|seen|sent|set"
    "|shown|spoken|spread|stuck|taken|taught|thought|told|torn|understood|worn|written"
)
_PASSIVE = re.compile(
    rf"\b(?:am|is|are|was|were|be|been|being)\s+{_ADVERBS}(?P<form>[a-z]{{2,}}ed|{_IRREGULAR})\b",
    re.IGNORECASE,
)
# What looks like a passive and mostly says how somebody or something is.
_STATES = frozenset(
    (
        *("tired", "worried", "interested", "limited", "supposed", "used", "bent", "need", "red"),
        *("hundred", "injured", "inflamed", "bed", "relaxed", "balanced", "overworked", "stressed"),
        *("scared", "pleased", "based", "swollen", "known"),
    )
)


def is_passive(sentence: str, language: str) -> bool:
    """Guess whether a sentence is in the passive voice; only a guess, and only in English."""
    if language != PASSIVE_IS_KNOWN_IN:
        return False
    return any(match["form"].casefold() not in _STATES for match in _PASSIVE.finditer(sentence))
