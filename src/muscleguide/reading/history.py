"""A guide's own history in git: when files last changed, and what a review has seen.

Without git, or in a folder that is in none, there is no history, and nothing is said of it.
"""

import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

_FOLDERS = ("content", "docs")
# Who signed and on which day, and everything else.
Record = tuple[tuple[str, str] | None, dict[str, Any]]
# Reads every scalar as text: to PyYAML's others the key `on` is true.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def last_changes(root: Path) -> Mapping[str, str]:
    """Give the day (`2026-11-23`) on which each file of a guide last changed, by its path.

    Only files whose newest state is in git have one; without git there is none at all.
    """
    # quotepath: names with accents stay as they are. relative: a guide may lie below the top.
    log = _git(root, "log", "--format=%x00%cs", "--name-only", "--relative", "--", *_FOLDERS)
    changed = _git(root, "diff", "--name-only", "--relative", "HEAD", "--", *_FOLDERS)
    # A shallow copy knows its last commit only, and would date every file by it.
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if log is None or changed is None or shallow != b"false\n":
        return {}
    days: dict[str, str] = {}
    for day, names in _commits(log):
        for name in names:
            days.setdefault(name, day)
    modified = changed.decode(errors="replace").split("\n")
    return {name: day for name, day in days.items() if name not in modified}


def changed_since_review(root: Path, reviewed: Collection[str]) -> frozenset[str]:
    """Give the files whose record says something else now than when its review was signed.

    `reviewed` are the paths of the records that have a review. A record has changed where an older
    version of it carries the same signature, by the same person on the same day, below other
    content. Comments and the order of keys are not content.
    """
    if not reviewed:
        return frozenset()
    log = _git(root, "log", "--format=%x00%H", "--name-only", "--relative", "--", *reviewed)
    if log is None:
        return frozenset()
    versions = [(name, commit) for commit, names in _commits(log) for name in names]
    texts = _contents(root, [f"{commit}:./{name}" for name, commit in versions])
    now = {name: _record((root / name).read_bytes()) for name in reviewed}
    return frozenset(
        name
        for (name, _commit), text in zip(versions, texts, strict=False)
        if name in now and text is not None and _is_edited(_record(text), now[name])
    )


def _is_edited(then: Record, now: Record) -> bool:
    """Return whether two versions of a record have one signature, and different content."""
    (signature, content), (signature_now, content_now) = then, now
    return signature is not None and signature == signature_now and content != content_now


def _record(text: bytes) -> Record:
    """Read a record's signature and its content; without the first where it is no record."""
    try:
        record = yaml.load(text, Loader=_LOADER)  # noqa: S506  # it makes no objects
    except (yaml.YAMLError, ValueError, RecursionError):
        return None, {}
    if not isinstance(record, dict) or not isinstance(review := record.pop("reviewed", None), dict):
        return None, {}
    return (str(review.get("by")), str(review.get("on"))), record


def _commits(log: bytes) -> Iterator[tuple[str, list[str]]]:
    """Split a log with names into what its format gives for each commit, and the files' names."""
    for commit in log.decode(errors="replace").split("\0")[1:]:
        head, *names = commit.split("\n")
        yield head, [name for name in names if name]


def _contents(root: Path, objects: Sequence[str]) -> Iterator[bytes | None]:
    """Yield the content of each object of git, in one process for all; None for what is not."""
    found = _git(root, "cat-file", "--batch", given="\n".join([*objects, ""]).encode())
    place = 0
    while found and place < len(found):
        head, _line, _rest = found[place:].partition(b"\n")
        place += len(head) + 1
        if not head.rpartition(b" ")[2].isdigit():
            yield None
            continue
        size = int(head.rpartition(b" ")[2])
        yield found[place : place + size]
        place += size + 1


def _git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(  # no value of a record is among the arguments
            command, cwd=root, capture_output=True, check=True, input=given
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
