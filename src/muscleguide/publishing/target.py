"""Where a site may be published: into a folder that is new, empty, or a site of this program.

A published site carries a list of its files. Whatever else lies in its folder belongs to somebody,
and is never replaced.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

MANIFEST = ".muscleguide"
# What belongs to the host and not to the site: it stays where a site takes the place of another.
KEPT = ("CNAME", ".git", ".well-known")

_INTRODUCTION = "# Files that Muscle Guide made. The next build replaces these, and no others."
# What operating systems leave in folders that somebody looks at.
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_GUIDE_FOLDERS = ("content", "docs", "hooks", "build/cache")


class PublishError(Exception):
    """A site that cannot be published, with what to do; what was published stays as it was."""


def publish_folder(out: Path, guide: Path, keep: Collection[str] = KEPT) -> Path:
    """Give the real folder to publish to, where `out` may be a link to it.

    `keep` are names at the top of that folder which stay. Raises `PublishError` for a folder that a
    site must not replace.
    """
    try:
        site = out.resolve()
        if out.is_symlink() and not out.exists():
            raise PublishError(f"{out} is a link that leads nowhere; take it out")
        _check(site, out, guide.resolve())
        kept_files(site, out, keep)
    except (OSError, RuntimeError) as error:  # a link in a circle, a folder that cannot be opened
        reason = getattr(error, "strerror", None) or "the link leads in a circle"
        raise PublishError(f"{out} cannot be published to: {reason}") from None
    return site


def kept_files(site: Path, shown: Path, keep: Collection[str]) -> list[str]:
    """Give the files that no build made and that stay: those of names in `keep`.

    Raises `PublishError`, which calls the folder `shown`, for any other.
    """
    made = read_manifest(site)
    kept, found = [], []
    for path in sorted(path for path in files_below(site) if path not in made):
        if path.partition("/")[0] in keep:
            kept.append(path)
        elif path.rpartition("/")[2] not in _LITTER:
            found.append(path)
    if found:
        most = ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
        earlier = "" if made else " (a site of version 0.1: delete it by hand, once)"
        raise PublishError(
            f"{shown} holds files that this program did not make ({most}), so nothing was "
            "published; name another folder with --out, move them away, or list names that should "
            f"stay under `extra: keep:` in mkdocs.yml{earlier}"
        )
    return kept


def files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, and of links, relative to it."""
    waiting = [""] if folder.is_dir() else []
    while waiting:
        parent = waiting.pop()
        with os.scandir(f"{folder}/{parent}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{parent}{entry.name}/")
                else:
                    yield f"{parent}{entry.name}"


def manifest(paths: Collection[str]) -> bytes:
    """Write the list of a site's files, by which the next build knows them."""
    return "\n".join([_INTRODUCTION, *sorted({*paths, MANIFEST}), ""]).encode()


def read_manifest(site: Path) -> frozenset[str]:
    """Read the list of the files that a build made; it is empty for a folder that is no site."""
    try:
        lines = (site / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return frozenset()
    return frozenset(lines[1:]) if lines[:1] == [_INTRODUCTION] else frozenset()


def mounted(site: Path) -> str:
    """Say what to do about a folder that cannot be renamed."""
    return (
        f"{site} is a drive or a volume of its own, which cannot be replaced in one step; publish "
        f"to a folder in it, such as {site / 'public'}, and let the web server show that one"
    )


def _check(site: Path, out: Path, guide: Path) -> None:
    """Refuse what can be no site, whatever it holds. Raises `PublishError`."""
    if guide.is_relative_to(site):
        raise PublishError(f"{out} holds the guide itself; name a folder of its own for the site")
    for name in _GUIDE_FOLDERS:
        if site.is_relative_to((guide / name).resolve()):
            raise PublishError(f"{out} lies in the guide's {name}/; name another folder")
    if site.exists() and not site.is_dir():
        raise PublishError(f"{out} is not a folder; name another one")
    if os.path.ismount(site):
        raise PublishError(mounted(out))
