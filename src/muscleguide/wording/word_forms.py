"""Words as a search compares them: without case, accents and the endings of a language.

`finder.js` does the same to what is typed; both take the endings from the locale.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

SHORTEST_STEM = 3  # letters that an ending must leave


def search_words(texts: Iterable[str]) -> list[str]:
    """Split texts into words in lower case and without accents, each once."""
    decomposed = unicodedata.normalize("NFKD", " ".join(texts)).lower()
    plain = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", plain)))


def stem(word: str, endings: Sequence[str]) -> str:
    """Take the longest of some endings off a word, and one of two equal letters before it.

    Forms of one word give the same: `hiking` and `hikes` give `hik`, `sitting` gives `sit`.
    """
    fitting = (
        end for end in endings if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM
    )
    ending = max(fitting, key=len, default="")
    if not ending:
        return word
    left = word[: len(word) - len(ending)]
    return left[:-1] if len(left) > SHORTEST_STEM and left[-1] == left[-2] else left


def indexed(texts: Iterable[str], endings: Sequence[str]) -> str:
    """Write words for a search: each after a space, then stems that differ, marked by `=`."""
    words = search_words(texts)
    stems = dict.fromkeys(stem(word, endings) for word in words)
    marked = (f"={it}" for it in stems if it not in words)
    return "".join(f" {it}" for it in (*words, *marked)) + " "
