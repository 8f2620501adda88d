"""The guide as it is on disk right now: prepared again after every save, rendered on request."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from muscleguide.context import today
from muscleguide.engine.configuration import engine_problems, is_installed
from muscleguide.problems import Problem, ProblemsError, Severity
from muscleguide.reading.yaml_reader import parse_yaml
from muscleguide.site.prepare import Prepared, prepare
from muscleguide.site.rendering import encoded
from muscleguide.typesetting.typesetting import TypesettingError

_FOLDERS = ("content", "docs")
# Texts of YAML files that have been parsed before: a save changes one of them.
_KEPT = 20_000

Fingerprint = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Snapshot:
    """A guide at one moment. `problems` are all that a check of its records tells."""

    fingerprint: Fingerprint
    prepared: Prepared
    problems: tuple[Problem, ...]
    written: Callable[[], Mapping[str, bytes]] = field(repr=False)


class Preview:
    """Gives the files of the site that a guide's folder makes now; any thread may ask."""

    def __init__(self, config_file: Path) -> None:
        self.config_file = config_file
        self._parse = lru_cache(maxsize=_KEPT)(parse_yaml)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Give the guide as it is: what has not changed since the last time is not read again."""
        with self._lock:
            now = fingerprint(self.config_file)
            if self._snapshot is None or self._snapshot.fingerprint != now:
                self._snapshot = self._taken(now)
            return self._snapshot

    def file(self, path: str) -> bytes | None:
        """Render the file at a path of the site; nothing where there is none.

        Raises `ProblemsError` while the guide has errors, and where the file cannot be made.
        """
        snapshot = self.snapshot()
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

    def _taken(self, now: Fingerprint) -> Snapshot:
        prepared = prepare(self.config_file, today(), parse=self._parse)
        settings = prepared.checked.folder.settings
        found = engine_problems(self.config_file, settings)
        problems = tuple(sorted({*prepared.problems, *found}))
        written = lru_cache(maxsize=1)(lambda: _written(self.config_file, prepared))
        return Snapshot(now, prepared, problems, written)


def fingerprint(config_file: Path) -> Fingerprint:
    """Give path, time of change (ns) and size of every file of a guide."""
    root = config_file.parent
    folders = (str(root / name) for name in _FOLDERS)
    return frozenset(_stats([str(config_file), *folders]))


def _stats(paths: list[str]) -> Iterator[tuple[str, int, int]]:
    while paths:
        path = paths.pop()
        try:
            if os.path.isdir(path):  # noqa: PTH112  # asked for thousands of files at a time
                paths += (entry.path for entry in os.scandir(path))
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        yield path, status.st_mtime_ns, status.st_size


def _written(config_file: Path, prepared: Prepared) -> Mapping[str, bytes]:
    """Let MkDocs make the hand-written pages, when the first of them is asked for."""
    if not is_installed():
        return {}
    from muscleguide.engine.written_pages import written_pages  # noqa: PLC0415  # slow to import

    return dict(written_pages(config_file, prepared))


def _error(file: str, rule: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.ERROR, rule, message)
