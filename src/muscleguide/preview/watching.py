"""Notices saves: the files of a guide are looked at again and again."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_POLL_INTERVAL = 0.1  # seconds

Fingerprint = frozenset[tuple[str, int, int]]


class Changes:
    """Counts the saves, and lets threads wait for the next."""

    def __init__(self) -> None:
        self.number = 0
        self._condition = threading.Condition()

    def add(self) -> None:
        """Count a save, and wake whoever waits."""
        with self._condition:
            self.number += 1
            self._condition.notify_all()

    def wait(self, number: int, timeout: float) -> int:
        """Wait until there are more saves than `number`; give how many there are."""
        with self._condition:
            self._condition.wait_for(lambda: self.number != number, timeout)
            return self.number


def fingerprint(paths: Sequence[Path]) -> Fingerprint:
    """Give path, time of change (ns) and size of some files, and of all in some folders."""
    return frozenset(_stats([str(path) for path in paths]))


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


def wait_for_save(known: Fingerprint, paths: Sequence[Path]) -> None:
    """Wait until some files differ from what is known of them.

    They are polled: that works on every file system, and in containers.
    """
    started = time.monotonic()
    while fingerprint(paths) == known:
        # A poll takes longer in a large guide, and then waits longer.
        time.sleep(max(_POLL_INTERVAL, time.monotonic() - started))
        started = time.monotonic()
