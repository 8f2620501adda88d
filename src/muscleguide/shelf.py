"""The shelf: what was made once lies in a folder until something that it shows has changed.

A file lies there under the checksum of all that it is made from, so that a build with a full shelf
gives the same bytes as one with an empty shelf.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from muscleguide.press import PressError


@dataclass(frozen=True)
class Job:
    """Something to make: `made_from` is all that it depends on, as JSON can write it."""

    path: str
    made_from: object
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Made:
    """What became of a job: its bytes, or else `fault` says what stood against making them."""

    path: str
    data: bytes | None
    fault: str | None


def made(jobs: Iterable[Job], shelf: Path) -> Iterator[Made]:
    """Take every job from the shelf or make it, in order; clear the shelf of all else.

    The folder may not exist yet. Where it cannot be written everything is made anew.
    """
    used: set[Path] = set()

    def take(job: Job) -> Made:
        kept = shelf / _name(job)
        used.add(kept)
        try:
            return Made(job.path, _kept(kept) or _make(job, kept), None)
        except PressError as error:
            return Made(job.path, None, str(error))

    # Typst works outside Python's lock: two cores make almost twice as many.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(take, jobs)
    with suppress(OSError):
        for path in shelf.iterdir():
            if path not in used:
                path.unlink()


def _kept(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def _make(job: Job, kept: Path) -> bytes:
    data = job.make()
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        # A build that is stopped must not leave half a file under a whole file's name.
        new = kept.with_name(f"{kept.name}.new")
        new.write_bytes(data)
        new.replace(kept)
    return data


def _name(job: Job) -> str:
    text = json.dumps(job.made_from, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest() + Path(job.path).suffix
