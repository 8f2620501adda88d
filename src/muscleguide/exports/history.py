"""When files last changed, by the guide's own history: a file's date is that of its last copy."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

_FOLDERS = ("content", "docs")


def last_changes(root: Path) -> Mapping[str, str]:
    """Give the day (`2026-11-23`) on which each file of a guide last changed, by its path.

    Only files whose newest state is in git have one; without git there is none at all.
    """
    # quotepath: names with accents stay as they are. relative: a guide may lie below the top.
    log = _git(root, "log", "--format=%x00%cs", "--name-only", "--relative", "--", *_FOLDERS)
    changed = _git(root, "diff", "--name-only", "--relative", "HEAD", "--", *_FOLDERS)
    # A shallow copy knows its last commit only, and would date every file by it.
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if log is None or changed is None or shallow != "false\n":
        return {}
    days: dict[str, str] = {}
    for commit in log.split("\0")[1:]:
        day, *names = commit.split("\n")
        for name in filter(None, names):
            days.setdefault(name, day)
    return {name: day for name, day in days.items() if name not in changed.split("\n")}


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(  # nothing of it comes from a record
            command, cwd=root, capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return done.stdout
