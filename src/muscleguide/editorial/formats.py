"""The report as text for a terminal, as JSON for other tools, as one page to read and print."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from muscleguide.editorial.ratchet import FILE
from muscleguide.editorial.reading import Reading, Said
from muscleguide.editorial.report import Report
from muscleguide.editorial.scales import Answer
from muscleguide.pages.templates import render_plain
from muscleguide.problems import count, printable
from muscleguide.wording.readability import LONGEST_LIST, LONGEST_SENTENCE

FORMATS = ("text", "json", "html")

_CAUTION = (
    "A grade counts words, sentences and syllables of running text and understands none of it. "
    "Passive voice is guessed. Let somebody read."
)


@dataclass(frozen=True)
class Finding:
    """One thing to look at: what it is, where it was written, and on which pages it stands."""

    text: str
    place: str
    pages: tuple[str, ...]

    @property
    def where(self) -> str:
        """Say where it stands: the first page, and how many more."""
        first, *more = self.pages
        return f"{first} and {count(len(more), 'more', 'more')}" if more else first


@dataclass(frozen=True)
class Section:
    """Findings of one kind under a heading; `none` is what to say where there are none."""

    heading: str
    findings: tuple[Finding, ...]
    none: str


def write_report(report: Report, form: str) -> str:
    """Write a report in one of `FORMATS`."""
    if form == "json":
        return json.dumps(_as_object(report), indent=2, ensure_ascii=False) + "\n"
    if form == "html":
        return render_plain(
            "report/report.html",
            report=report,
            opening=_opening(report),
            sections=list(_sections(report)),
            scales=_by_scale(report),
            formula=report.formula,
        )
    return "\n".join(map(printable, _as_text(report))) + "\n"


def _as_object(report: Report) -> dict[str, Any]:
    whole, formula = asdict(report), report.formula
    return {
        "aim": {
            "grade": formula.aim if formula else None,
            "words_in_a_sentence": LONGEST_SENTENCE,
            "entries_in_a_list": LONGEST_LIST,
        },
        "language": report.language,
        "formula": formula.name if formula else None,
        "formula_known": formula is not None,
        "pages": whole.pop("readings"),
        **{key: whole[key] for key in ("without_dose", "undated_sources", "reviews")},
        "scales": [
            {
                "scale": answer.item.scale,
                "number": answer.item.number,
                "asks": answer.item.asks,
                "checked": asdict(answer.fact) if answer.fact else None,
                "for_a_person": answer.item.look_for or None,
            }
            for answer in report.answers
        ],
        "compared": report.saved,
        "worse": dict(report.worse),
    }


def _opening(report: Report) -> list[str]:
    formula = report.formula
    aims = (
        *((formula.wanted,) if formula else ()),
        f"no sentence of more than {LONGEST_SENTENCE} words",
        f"no list of more than {LONGEST_LIST}",
    )
    lines = [f"Aim: {', '.join(aims)}.", _CAUTION]
    if not formula:
        lines.insert(0, f"No grade is known for this language ({report.language}).")
    if report.saved:
        worse = count(len(report.worse), "page reads", "pages read") + " worse than"
        lines.append(f"{worse if report.worse else 'No page reads worse than'} in {FILE}.")
    else:
        lines.append(f"There is nothing to compare with yet: `report --save` writes {FILE}.")
    return lines


def _as_text(report: Report) -> Iterator[str]:
    yield "How plainly each page reads"
    yield ""
    yield from _opening(report)
    yield ""
    name = report.formula.name if report.formula else "grade"
    yield f"{name:>7}  sentences  longest  too long  passive  page"
    for reading in report.readings:
        longest = reading.longest.words if reading.longest else 0
        yield (
            f"{_grade(reading):>7}  {reading.sentences:>9}  {longest:>7}  {len(reading.long):>8}  "
            f"{len(reading.passive):>7}  {reading.name}"
        )
    for section in _sections(report):
        yield ""
        yield section.heading
        for finding in section.findings:
            place = f"{finding.place}: " if finding.place else ""
            yield (
                f"  {place}{finding.text} ({finding.where})"
                if finding.pages
                else (f"  {place}{finding.text}")
            )
        if not section.findings:
            yield f"  {section.none}"
    for scale, answers in _by_scale(report).items():
        yield ""
        yield f"{scale}: informed by it, and no score of it"
        for answer in answers:
            yield f"  {answer.item.number:>2}  {answer.item.asks}: {_answer(answer)}"


def _answer(answer: Answer) -> str:
    parts = []
    if answer.fact:
        parts.append(f"{'fine' if answer.fact.holds else 'TO DO'}: {answer.fact.found}")
    if answer.item.look_for:
        parts.append(f"for a person: {answer.item.look_for}")
    return "; ".join(parts) or "no way to count it in this language"


def _grade(reading: Reading) -> str:
    return "none" if reading.grade is None else f"{reading.grade:.1f}"


def _sections(report: Report) -> Iterator[Section]:
    if report.saved:
        worse = (Finding(text, "", (name,)) for name, text in report.worse.items())
        yield Section("Reads worse than before", tuple(worse), "none")
    if formula := report.formula:
        hard = [r for r in report.readings if formula.misses(r.grade)]
        above = (Finding(f"{formula.name} {r.grade}", r.source, (r.name,)) for r in hard)
        yield Section(f"Not at {formula.wanted}", tuple(above), "none")
    yield _gathered(
        report,
        "Sentences that are too long",
        lambda r: [(_quoted(said), said.place or "") for said in r.long],
    )
    yield _gathered(
        report,
        "Words of the glossary without their meaning",
        lambda r: [(f"“{term}”", "") for term in r.unexplained],
    )
    yield _gathered(
        report,
        "Sentences that may be in the passive voice",
        lambda r: [(_quoted(said), said.place or "") for said in r.passive],
    )
    yield _gathered(
        report,
        "Lists that are too long",
        lambda r: [(f"“{it.heading}”: {it.entries} entries", "") for it in r.long_lists],
    )
    yield _gathered(
        report,
        "Pictures without a caption or a text alternative",
        lambda r: [(text, "") for text in r.unclear_pictures],
    )
    yield Section(
        "Without a dose", tuple(Finding(it, "", ()) for it in report.without_dose), "none"
    )
    undated = (
        Finding(f"{id_}: write its `year`, or in `note` the day on which you looked at it", "", ())
        for id_ in report.undated_sources
    )
    yield Section("Sources without a date (content/sources.yml)", tuple(undated), "none")
    reviews = (
        Finding(it.state if it.next is None else f"{it.state}, {it.next}", it.file, ())
        for it in report.reviews
        if it.state != "done"
    )
    yield Section("Reviews to ask for", tuple(reviews), "all records are reviewed")


def _gathered(report: Report, heading: str, found: Any) -> Section:
    """Gather what stands on several pages into one finding each."""
    pages: dict[tuple[str, str], list[str]] = {}
    for reading in report.readings:
        for key in found(reading):
            pages.setdefault(key, []).append(reading.name)
    findings = (Finding(text, place, tuple(names)) for (text, place), names in pages.items())
    return Section(heading, tuple(sorted(findings, key=lambda it: (it.place, it.text))), "none")


def _quoted(said: Said) -> str:
    return f"{count(said.words, 'word')}: “{said.text}”"


def _by_scale(report: Report) -> dict[str, list[Answer]]:
    scales: dict[str, list[Answer]] = {}
    for answer in report.answers:
        scales.setdefault(answer.item.scale, []).append(answer)
    return scales
