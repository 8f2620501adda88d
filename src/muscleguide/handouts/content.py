"""What stands on a handout: a Guide becomes plain data for the Typst template.

Texts go in as data, never as markup. A line is a list of runs (`_line`); a block is a mapping
whose `kind` the template knows. Lengths and looks are the template's.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

import segno

from muscleguide import richtext
from muscleguide.colour import readable
from muscleguide.guide import Guide, Muscle, warning_signs_for
from muscleguide.records import Clinic, Review, Source, WarningSign
from muscleguide.richtext import Run
from muscleguide.views.muscles import picture_of
from muscleguide.views.page import listing, long_date, sentence, to_change
from muscleguide.words import language, part, say

Paper = Literal["letter", "a4"]
Data = dict[str, Any]

_PAPER = "#ffffff"
_DEFAULT_ACCENT = "#1f6f6b"
_MOST_CHANGES = 3
_MOST_TICKS = 5
_ROOM_FOR_STEPS = 200  # letters of what to do, on a page that must hold all else as well
_LONGEST_QR = 300  # letters: more would make its dots too small to print
_QR_MASK = 4  # any of the eight can be read; to weigh them all takes longer than to print the page
# What the drawings look like in print: told apart by pattern and weight as well as by colour.
_PRINT_STYLE = """<style>
.mg-sore, .mg-sore * {fill: url(#mg-print-dots); fill-opacity: 1; stroke: #000; stroke-width: 2.5;
  stroke-dasharray: 7 5; opacity: 1}
.mg-muscle, .mg-muscle * {fill: #9c2b1f; fill-opacity: 1; stroke: #000; stroke-width: 1}
.mg-muscle .tendon {fill: #fff}
.mg-muscle .fibre {fill: none; stroke: #fff}
.skin {fill: #fff; stroke: #555}
</style><defs><pattern id="mg-print-dots" patternUnits="userSpaceOnUse" width="9" height="9">
<circle cx="4.5" cy="4.5" r="1.7" fill="#555"/></pattern></defs>"""


@dataclass(frozen=True)
class Format:
    """How a handout is printed. `large` is large print: the same content in 18 pt."""

    paper: Paper = "letter"
    large: bool = False


def muscle_handout(guide: Guide, muscle: Muscle, site: str | None) -> Data:
    """Say what stands on a muscle's handout. `site` is the address of the guide's root, if any."""
    return {
        **_frame(guide, muscle.record.name),
        "chapters": [_chapter(guide, muscle, site)],
        "sections": [_relief(guide, [muscle], site), _warnings(guide, muscle.regions)],
        "ticks": _ticks(guide, [muscle]),
        "sources": [_sources(guide, muscle.record.sources)],
        "review": [review(muscle.record.reviewed, guide.clinic)],
        "page": page_link(site, f"muscles/{muscle.id}/"),
    }


def muscles_handout(guide: Guide, muscles: list[Muscle], site: str | None) -> Data:
    """Say what stands on the handout of several muscles: warning signs and relief once."""
    names = [muscle.record.name for muscle in muscles]
    regions = {region for muscle in muscles for region in muscle.regions}
    chosen = "&".join(f"muscle={muscle.id}" for muscle in muscles)
    sources = dict.fromkeys(id_ for muscle in muscles for id_ in muscle.record.sources)
    return {
        **_frame(guide, say("handout.several", names=listing(names))),
        "chapters": [_chapter(guide, muscle, site) for muscle in muscles],
        "sections": [_relief(guide, muscles, site), _warnings(guide, regions)],
        "ticks": _ticks(guide, muscles),
        "sources": [_sources(guide, sources)],
        "review": [
            f"{muscle.record.name}: {review(muscle.record.reviewed, guide.clinic)}"
            for muscle in muscles
        ],
        "page": page_link(site, f"handout/?{chosen}"),
    }


def _frame(guide: Guide, title: str) -> Data:
    return {"title": title, "clinic": clinic(guide.clinic), "blocks": [], **template_words()}


def template_words() -> Data:
    """Give the words that the template itself puts in, and the language of all."""
    return {"words": dict(part("handout")), "language": language()}


def clinic(record: Clinic) -> Data:
    """Say who hands it out: name, contacts, colour, and how to book."""
    contacts = (
        record.address,
        record.phone,
        record.email,
        short_address(record.website or "").rstrip("/"),
    )
    booking = re.sub(r"^(mailto|tel):", "", short_address(record.booking.url))
    return {
        "name": record.name,
        "contacts": [contact for contact in contacts if contact] or [booking],
        "booking": f"{record.booking.label}: {booking}",
        "accent": readable(record.accent or _DEFAULT_ACCENT, _PAPER),
    }


def page_link(site: str | None, path: str) -> Data | None:
    """Give a page's address, the short form to type in, and the QR code that leads there."""
    if not site:
        return None
    address = site + path
    if len(address) > _LONGEST_QR:
        address = f"{site}muscles/"
    code = segno.make(address, error="m", micro=False, mask=_QR_MASK)
    return {
        "address": address,
        "short": short_address(address),
        "qr": code.svg_inline(border=4, omitsize=True),
        "alt": say("handout.qr", address=address),
    }


def warning_cards(signs: Iterable[WarningSign], clinic: Clinic, *, reasons: bool) -> Data:
    """Sort signs into the three cards, most urgent first; `reasons` says what they may mean."""
    some = list(signs)
    cards = [
        {
            "act": act,
            "heading": say("handout." + act, number=clinic.emergency_number),
            "items": [
                sentence(sign.sign)
                + (f" {sentence(sign.because)}" if reasons and sign.because else "")
                for sign in some
                if sign.act == act
            ],
        }
        for act in ("emergency", "today", "soon")
        if any(sign.act == act for sign in some)
    ]
    if cards:
        return {"kind": "cards", "cards": cards}
    return text(say("common.worried", number=clinic.emergency_number))


def text(words: str, *, strong: bool = False) -> Data:
    """Make a paragraph of plain text."""
    return {"kind": "text", "line": [asdict(Run(words, strong=strong))]}


def paragraphs(rich: str, site: str | None) -> list[Data]:
    """Make paragraphs of rich text."""
    return [{"kind": "text", "line": line(some, site)} for some in richtext.runs(rich)]


def bullets(items: Iterable[list[Data]], *, ordered: bool = False) -> Data:
    """Make a list; each item is a list of blocks."""
    return {"kind": "list", "ordered": ordered, "start": 1, "items": list(items)}


def line(runs: Iterable[Run], site: str | None) -> list[Data]:
    """Make a line; links within the guide become whole addresses, or text where there is none."""
    return [{**asdict(run), "address": _absolute(run.address, site)} for run in runs]


def cite(source: Source) -> str:
    """Name a source in small print: authors, title, year."""
    authors = f"{listing(source.authors)}, " if source.authors else ""
    year = f" ({source.year})" if source.year else ""
    return f"{authors}{source.title}{year}"


def review(reviewed: Review | None, clinic: Clinic) -> str:
    """Say who has checked the words, or that nobody has."""
    if reviewed is None:
        return say("common.not_reviewed")
    reviewer = clinic.reviewers[reviewed.by]
    return say(
        "common.reviewed", name=reviewer.name, role=reviewer.role, day=long_date(reviewed.on)
    )


def _chapter(guide: Guide, muscle: Muscle, site: str | None) -> Data:
    record = muscle.record
    functions = [sentence(words) for words in record.functions]
    symptoms = [with_detail(use.symptom.label, use.detail) for use in muscle.symptoms]
    share = _share(functions, symptoms)
    return {
        "name": record.name,
        "say": record.say,
        "also": say("common.also_called", names=listing(record.also_called, "or"))
        if record.also_called
        else None,
        "summary": record.summary,
        "picture": drawing(guide, muscle),
        "sections": [
            {
                "title": say("muscle.functions"),
                "share": share,
                "blocks": [bullets([text(words)] for words in functions)],
            },
            {
                "title": say("muscle.symptoms"),
                "share": 1 - share,
                "blocks": [bullets([text(words)] for words in symptoms)],
            },
            {
                "title": say("handout.overuse"),
                "blocks": [bullets(_overuse(muscle, site))],
            },
        ],
    }


def _share(left: list[str], right: list[str]) -> float:
    """Tell what part of the width the left of two lists needs, to be about as long as the right."""
    letters = sum(map(len, left)) / sum(map(len, left + right))
    return min(max(letters, 0.36), 0.64)


def _overuse(muscle: Muscle, site: str | None) -> Iterator[list[Data]]:
    for use in muscle.overuse:
        words = [Run(with_detail(use.activity.label, use.detail), strong=True)]
        for some in richtext.runs(use.activity.instead or ""):
            words += [Run(" "), *some]
        yield [{"kind": "text", "line": line(words, site)}]


def with_detail(label: str, detail: str | None) -> str:
    """Write a symptom or an activity as a sentence, with what is true of this muscle only."""
    return sentence(f"{label}: {detail}" if detail else label)


def drawing(guide: Guide, muscle: Muscle, style: str = _PRINT_STYLE) -> Data | None:
    """Give a muscle's picture, if it is on a map, with its alternative and its caption.

    `style` is SVG that dresses the drawing's classes: skin, muscle, tendon, sore places.
    """
    found = picture_of(guide, muscle)
    if found is None:
        return None
    title, svg, shaded = found
    caption = say("handout.caption", view=title)
    if shaded:
        caption += f" {say('handout.dots', places=listing(shaded))}"
    label = re.search(r'aria-label="([^"]*)"', svg)
    return {
        # A drawing in a page takes its namespace from the page; one that stands alone has none.
        "svg": re.sub(
            r"^<svg([^>]*)>",
            lambda m: f'<svg xmlns="http://www.w3.org/2000/svg"{m[1]}>{style}',
            str(svg),
        ),
        "alt": html.unescape(label[1]) if label else title,
        "caption": caption,
    }


def _relief(guide: Guide, muscles: list[Muscle], site: str | None) -> Data:
    blocks = []
    for muscle in muscles:
        if muscle.record.relief:
            own = paragraphs(muscle.record.relief, site)
            if len(muscles) > 1:
                own[0]["line"].insert(0, asdict(Run(f"{muscle.record.name}: ", strong=True)))
            blocks += own
    if guide.relief:
        steps = guide.relief.steps
        chosen = _in_room([step.how for step in steps])
        items = (_step(step.title, how) for step, how in zip(steps, chosen, strict=True))
        blocks.append(
            bullets(([{"kind": "text", "line": line(item, site)}] for item in items), ordered=True)
        )
    return {
        "title": say("common.what_can_help"),
        "blocks": blocks or [text(say("common.ask"))],
    }


def _in_room(steps: list[tuple[str, ...]]) -> list[list[str]]:
    """Take from each step its first thing to do, then its second, … while there is room."""
    taken: list[list[str]] = [[] for _ in steps]
    room = _ROOM_FOR_STEPS
    for rank in range(max(map(len, steps))):
        for step, some in zip(steps, taken, strict=True):
            if rank < len(step) and (rank == 0 or len(step[rank]) <= room):
                some.append(step[rank])
                room -= len(step[rank])
        if room <= 0:
            break
    return taken


def _step(title: str, how: Iterable[str]) -> Iterator[Run]:
    """Write a step in one go, as a page has no room for a list within a list."""
    yield Run(sentence(title), strong=True)
    for thing in how:
        for some in richtext.runs(sentence(thing)):
            yield Run(" ")
            yield from some


def _warnings(guide: Guide, regions: Iterable[str]) -> Data:
    signs = warning_signs_for(guide, regions)
    return {
        "title": None,  # each card's own heading says what to do
        "blocks": [warning_cards(signs, guide.clinic, reasons=False)],
    }


def _ticks(guide: Guide, muscles: list[Muscle]) -> list[str]:
    """List what to do this week: some of what to change, then the steps."""
    each = _MOST_CHANGES if len(muscles) == 1 else 1
    changes = [to_change(use.activity) for muscle in muscles for use in muscle.overuse[:each]]
    steps = [sentence(step.title) for step in guide.relief.steps] if guide.relief else []
    room = max(_MOST_TICKS - len(steps), 1)
    return [*dict.fromkeys(changes)][:room] + steps[: _MOST_TICKS - 1]


def _sources(guide: Guide, ids: Iterable[str]) -> str:
    return "; ".join(cite(guide.sources[id_]) for id_ in ids)


def _absolute(address: str | None, site: str | None) -> str | None:
    if address is None or richtext.is_web(address):
        return address
    page, anchor = richtext.guide_address(address)
    return f"{site}{page}{f'#{anchor}' if anchor else ''}" if site else None


def short_address(address: str) -> str:
    """Write an address as people type it; its last slash stays, as some hosts need it."""
    return re.sub(r"^https?://", "", address)
