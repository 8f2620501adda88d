"""Drawings of the body: what is taken out of them, and marks that lead to no record."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from muscleguide.checking.references import no_such
from muscleguide.guide.drawings import BodyMap, read_map
from muscleguide.guide.sanitizing import MapError, Mark
from muscleguide.problems import Problem, Severity, count
from muscleguide.reading.files import MUSCLES, REGIONS, Folder
from muscleguide.schema.validation import Content

_NEARLY = 0.8  # of all letters alike: a slip, and no other record
_NAMED = 3


def read_maps(folder: Folder, problems: list[Problem]) -> dict[str, BodyMap]:
    """Read the drawings; report those that cannot be used, and what is taken out of the others."""
    maps = {}
    for view, document in folder.maps.items():
        file = document.file
        try:
            maps[view] = read_map(view, document.body)
        except MapError as error:
            problems.append(Problem(file, error.line, 1, Severity.ERROR, "bad-map", str(error)))
        else:
            problems += (
                Problem(file, it.line, it.column, Severity.WARNING, "drawing-cleaned", it.message)
                for it in maps[view].findings
            )
    return maps


def unknown_marks(
    content: Content, folder: Folder, maps: Mapping[str, BodyMap]
) -> Iterator[Problem]:
    """Every mark on a drawing names a record.

    One that is nearly the id of a record is a warning. The others may be meant for records that
    are still to be written, as in a drawing that several guides share: one note for each drawing.
    """
    for view, body_map in maps.items():
        file, marked = folder.maps[view].file, {mark.id for mark in body_map.marks}
        others: dict[str, Mark] = {}
        for mark in body_map.marks:
            target = REGIONS if mark.name == "data-region" else MUSCLES
            known = content.known.get(target, {mark.id})
            if mark.id in known:
                continue
            # What is marked already beside it is another part: `inner-ankle`, `outer-ankle`.
            if get_close_matches(mark.id, known - marked, n=1, cutoff=_NEARLY):
                message = f"`{mark.name}`: {no_such(content, target, mark.id)}"
                yield _at_mark(file, mark, Severity.WARNING, message)
            else:
                others.setdefault(mark.id, mark)
        if marked and len(others) == len(marked):
            message = "nothing that is marked on this drawing is in the guide, so it is not shown"
            yield Problem(file, 1, 1, Severity.NOTE, "unused-map", message)
        elif others:
            names = ", ".join(f'"{id_}"' for id_ in [*others][:_NAMED])
            more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
            message = f"no record has the id of {count(len(others), 'mark')} here: {names}{more}"
            first = next(iter(others.values()))
            yield _at_mark(file, first, Severity.NOTE, f"{message}; what they mark is not drawn")


def _at_mark(file: str, mark: Mark, severity: Severity, message: str) -> Problem:
    return Problem(file, mark.line, mark.column, severity, "unknown-mark", message)


def on_no_map(content: Content, maps: Mapping[str, BodyMap]) -> Iterator[Problem]:
    """Where a guide has maps, every muscle is on one: without, its page has no picture."""
    drawn = {muscle for body_map in maps.values() for muscle in body_map.muscles}
    for entry in content.muscles.values() if maps else ():
        if entry.id not in drawn:
            message = f"the {entry.record.name} is on no map; its page has no picture"
            yield entry.document.problem((), "on-no-map", message, severity=Severity.NOTE)
    shown = {region for body_map in maps.values() for region in body_map.regions}
    for region in content.regions.values() if maps else ():
        if region.id not in shown:
            message = f'the place "{region.id}" is on no map; nobody can tap it'
            yield region.document.problem(
                region.at, "on-no-map", message, severity=Severity.NOTE, at_key=True
            )
