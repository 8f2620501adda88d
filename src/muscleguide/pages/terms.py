"""Words of the glossary explained in a page, where running text uses each for the first time."""

import re

from markupsafe import Markup, escape

from muscleguide.model.glossary import Glossary, first_uses
from muscleguide.schema.records import Term
from muscleguide.wording.sentences import sentence

_PART = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
# Where a paragraph, an entry of a list or a field of a table ends.
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|dl|dd|dt|div|td|tr|table|section|figure|details|h[1-6])\b", re.IGNORECASE
)
_CLASS = re.compile(r'\bclass="([^"]*)"')
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# A meaning in brackets would tear these apart, or make a press of them; or the words are not ours.
_SKIPPED = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "summary", "dt", "th", "label"),
        *("legend", "script", "style", "svg", "dfn", "em", "code", "pre", "cite", "option"),
        *("select", "textarea"),
    )
)
# Short texts that have to stay short: what to do in an emergency, and tonight.
_SHORT = frozenset(
    (
        *("mg-care", "mg-tonight", "mg-say", "mg-also", "mg-sources", "mg-act", "mg-small"),
        *("mg-review", "mg-mistake", "mg-booking-note", "mg-apart", "mg-dose"),
    )
)


def explain_terms(html: Markup, glossary: Glossary) -> Markup:
    """Put the meaning of each term below the paragraph or entry that uses it first.

    There no sentence gets longer by it, and who knows the word reads on.
    """
    if glossary.pattern is None:
        return html
    page = str(html)
    seen: set[str] = set()
    written: list[str] = []
    skipped: list[bool] = []  # for each open element: whether it or one around it is skipped
    waiting: list[str] = []  # meanings for the end of the block
    place = 0
    for part in _PART.finditer(page):
        text = page[place : part.start()]
        if not (skipped and skipped[-1]):
            uses = first_uses(glossary, text, seen)
            waiting += (_meaning(glossary.terms[use.id]) for use in uses)
        written.append(text)
        if _BLOCK.match(part[0]):
            written += waiting
            waiting = []
        written.append(part[0])
        place = part.end()
        _follow(part[0], skipped)
    written.append(page[place:])
    return Markup("".join(written))  # noqa: S704  # a page, with escaped meanings


def _meaning(term: Term) -> str:
    said = escape(sentence(f"{term.term}: {term.meaning}"))
    return f' <span class="mg-meaning">{said}</span>'


def _follow(tag: str, skipped: list[bool]) -> None:
    named = _NAME.match(tag)
    if named is None or (name := named[1].lower()) in _VOID or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        if skipped:
            skipped.pop()
        return
    classes = _CLASS.search(tag)
    own = name in _SKIPPED or bool(classes and _SHORT.intersection(classes[1].split()))
    skipped.append(own or bool(skipped and skipped[-1]))
