"""Publish: a finished site takes the place of the one before, all at once."""

import ctypes
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(Exception):
    """A folder that must not be replaced by a site, with what to do instead."""


def next_to(site: Path) -> Path:
    """Name the folder in which the next site is built: beside the last, so a rename moves it."""
    return site.with_name(f".{site.name}.next")


def check_target(site: Path, guide: Path) -> None:
    """Refuse to replace what is no site. Raises `PublishError`."""
    if guide.resolve().is_relative_to(site.resolve()):
        raise PublishError(f"{site} holds the guide itself; name a folder of its own for the site")
    for name in ("content", "docs", "build/docs"):
        if site.resolve().is_relative_to((guide / name).resolve()):
            raise PublishError(f"{site} lies in the guide's {name}/; name another folder")
    if site.is_dir():
        if any(site.iterdir()) and not (site / "index.html").is_file():
            raise PublishError(f"{site} holds files and no website; name another folder")
    elif site.exists() or site.is_symlink():
        raise PublishError(f"{site} is not a folder; name another one")


def publish(finished: Path, site: Path) -> None:
    """Put the finished site in the place of `site`; at every moment there is a whole one.

    Where the system cannot exchange two folders in one step, there is none for an instant.
    """
    if site.is_dir():
        if not _exchange(finished, site):
            last = site.with_name(f".{site.name}.last")
            shutil.rmtree(last, ignore_errors=True)
            site.rename(last)
            finished.rename(site)
            finished = last
        shutil.rmtree(finished)
    else:
        finished.rename(site)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can: renameat2(2), Linux 3.15."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    status = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(status == 0)
