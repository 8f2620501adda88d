"""The guide as it is on disk right now: prepared again after every save, rendered on request."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from muscleguide.context import today
from muscleguide.engine.configuration import engine_problems
from muscleguide.engine.installation import written_or_left_out
from muscleguide.preview.watching import Fingerprint, fingerprint
from muscleguide.problems import Problem, ProblemsError, Severity, has_errors
from muscleguide.reading.yaml_reader import parse_yaml
from muscleguide.site.prepare import Prepared, prepare
from muscleguide.site.rendering import encoded
from muscleguide.typesetting.typesetting import TypesettingError

# Texts of YAML files that have been parsed before: a save changes one of them.
_KEPT = 20_000


@dataclass(frozen=True)
class Snapshot:
    """A guide at one moment: its files, and the problems that a check of its records reports."""

    paths: tuple[Path, ...]
    fingerprint: Fingerprint
    prepared: Prepared
    problems: tuple[Problem, ...]
    written: Callable[[], Mapping[str, bytes]] = field(repr=False)


class Preview:
    """Gives the guide in a folder as it is at the moment; any thread may ask."""

    def __init__(self, config_file: Path) -> None:
        self.config_file = config_file
        self.parse = lru_cache(maxsize=_KEPT)(parse_yaml)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Give the guide as it is: what has not changed since the last time is not read again."""
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None or fingerprint(snapshot.paths) != snapshot.fingerprint:
                snapshot = self._snapshot = self._taken()
            return snapshot

    def _taken(self) -> Snapshot:
        root = self.config_file.parent
        known = self._snapshot.paths if self._snapshot else ()
        # Taken first: what is saved while the guide is read makes the next snapshot.
        before = fingerprint(known)
        prepared = prepare(self.config_file, today(), parse=self.parse)
        folders = (root / "content", root / "docs", root / "translations")
        paths = (*folders, self.config_file, *prepared.settings.inherited)
        now = before if paths == known else fingerprint(paths)
        found = engine_problems(self.config_file, prepared.settings)
        problems = tuple(sorted({*prepared.problems, *found}))
        written = lru_cache(maxsize=1)(lambda: _written(self.config_file, prepared))
        return Snapshot(paths, now, prepared, problems, written)


def render_file(snapshot: Snapshot, path: str) -> bytes | None:
    """Render the file at a path of the site; nothing where there is none.

    Raises `ProblemsError` while the guide has errors, and where the file cannot be made.
    """
    if snapshot.prepared.site is None:
        raise ProblemsError(snapshot.problems)
    output = snapshot.prepared.outputs.get(path)
    if output is None:
        return snapshot.written().get(path)
    try:
        return encoded(output.render())
    except TypesettingError as error:
        message = f"{output.cannot}: {error}"
        raise ProblemsError([_error(output.source, output.rule, message)]) from None


def _written(config_file: Path, prepared: Prepared) -> Mapping[str, bytes]:
    """Let MkDocs make the hand-written pages, when the first of them is asked for."""
    written, problems = written_or_left_out(config_file, prepared)
    if has_errors(problems):
        raise ProblemsError(problems)
    return written


def _error(file: str, rule: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.ERROR, rule, message)
