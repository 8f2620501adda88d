"""When files last changed, by the guide's own history: a file's date tells when it was copied."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from muscleguide.folder import ACTIVITIES, MUSCLES, RELIEF, SOURCES, SYMPTOMS, WARNING_SIGNS, Folder

# The record files that generated pages show, and those of the pages that list muscles as well.
_SHOWN = {
    "symptoms/index.md": SYMPTOMS,
    "activities/index.md": ACTIVITIES,
    "relief/index.md": RELIEF,
    "warning-signs/index.md": WARNING_SIGNS,
    "sources/index.md": SOURCES,
}
_WITH_MUSCLES = ("symptoms/index.md", "activities/index.md")
_FOLDERS = ("content", "docs")


def modified_pages(folder: Folder) -> Mapping[str, str]:
    """Give the day on which what a page shows last changed, by the page's staged path."""
    days = _modified(folder.root)
    muscles = {
        f"muscles/{Path(name).stem}.md": day
        for name, day in days.items()
        if name.startswith(f"{MUSCLES}/")
    }
    newest = max(muscles.values(), default="")
    lists = {"index.md": newest, "muscles/index.md": newest}
    for page, file in _SHOWN.items():
        lists[page] = max(days.get(file, ""), newest if page in _WITH_MUSCLES else "")
    written = {name.removeprefix("docs/"): day for name, day in days.items()}
    return {**written, **muscles, **{page: day for page, day in lists.items() if day}}


def _modified(root: Path) -> Mapping[str, str]:
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
