"""Read and check a guide's folder in one go: every problem of every record, in one run."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from muscleguide.checking.maps import on_no_map, read_maps, unknown_marks
from muscleguide.checking.old_formats import old_formats
from muscleguide.checking.references import labels_for_ids, unused_entries
from muscleguide.checking.rules import check_rules
from muscleguide.guide.drawings import BodyMap
from muscleguide.problems import Problem, has_errors
from muscleguide.reading.files import Folder, read_folder
from muscleguide.reading.yaml_reader import Parse, parse_yaml
from muscleguide.schema.validation import Content, check_schema


@dataclass(frozen=True)
class Checked:
    """What a guide's folder holds, and all its problems sorted by file and line."""

    folder: Folder
    content: Content
    maps: Mapping[str, BodyMap]
    problems: tuple[Problem, ...]


def check_guide(
    root: Path, config_file: str, today: datetime.date, parse: Parse = parse_yaml
) -> Checked:
    """Read and check the guide in `root`; never raises for what its files hold.

    `config_file` is the name of its settings; `parse` reads the text of a YAML file.
    """
    folder, problems = read_folder(root, config_file, parse)
    content, found = check_schema(folder)
    # What could not be read is a problem already; the schema would report it again.
    known = {
        place for p in problems for place in ((p.file, p.line, p.column), (p.file, p.line, p.rule))
    }
    required = {(p.file, p.line, p.column) for p in found}
    problems = [_may_go(p) if _place(p) not in required else p for p in problems]
    better = list(labels_for_ids(content, folder))
    known |= set(map(_place, better))
    problems += better
    problems += [
        p for p in found if not known & {(p.file, p.line, p.column), (p.file, p.line, p.rule)}
    ]
    maps = read_maps(folder, problems)
    problems += check_rules(content, folder, today)
    problems += unknown_marks(content, folder, maps)
    problems += old_formats(root, folder)
    if not has_errors(problems):
        # A misspelt reference would show twice: here, and as an entry that nothing uses.
        problems += [*unused_entries(content, folder), *on_no_map(content, maps)]
    return Checked(folder, content, maps, tuple(sorted(set(problems))))


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


def _may_go(problem: Problem) -> Problem:
    """Say of an empty key that the schema does not ask for that it can be left out."""
    if problem.rule != "empty":
        return problem
    return replace(problem, message=f"{problem.message}, or take the line out")
