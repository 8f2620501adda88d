"""Publish: the next site is put together beside the last, and takes its place in one step."""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(Exception):
    """A folder that must not be replaced by a site, with what to do instead."""


def check_target(site: Path, guide: Path) -> None:
    """Refuse to replace what is no site. Raises `PublishError`."""
    if guide.resolve().is_relative_to(site.resolve()):
        raise PublishError(f"{site} holds the guide itself; name a folder of its own for the site")
    for name in ("content", "docs", "build/cache"):
        if site.resolve().is_relative_to((guide / name).resolve()):
            raise PublishError(f"{site} lies in the guide's {name}/; name another folder")
    if site.is_dir():
        if any(site.iterdir()) and not (site / "index.html").is_file():
            raise PublishError(f"{site} holds files and no website; name another folder")
    elif site.exists() or site.is_symlink():
        raise PublishError(f"{site} is not a folder; name another one")


@contextmanager
def publishing(site: Path) -> Iterator[Callable[[str, bytes], None]]:
    """Give the function that writes a file of the next site: its path, and its bytes.

    In the end the next site takes the place of `site`; at every moment there is a whole one. What
    has not changed is the same file in both sites, and where nothing has, `site` is left alone. An
    error leaves the last site as it was. The function may be called from several threads.
    """
    beside = site.with_name(f".{site.name}.next")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    same: list[str] = []
    changed: list[str] = []

    def write(path: str, data: bytes) -> None:
        if _holds(f"{site}/{path}", data):
            same.append(path)
            return
        changed.append(path)
        new = beside / path
        new.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(data)

    try:
        yield write
        if changed or _files(site) != set(same):
            _link(same, site, beside)
            _replace(site, beside)
        else:
            beside.rmdir()
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _files(folder: Path) -> set[str]:
    """Give the paths of all files below a folder, relative to it."""
    start = len(f"{folder}{os.sep}")
    return {
        f"{parent}{os.sep}{name}"[start:].replace(os.sep, "/")
        for parent, _folders, names in os.walk(folder)
        for name in names
    }


def _link(paths: list[str], site: Path, beside: Path) -> None:
    """Let the next site share files with the last."""
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (beside / folder).mkdir(parents=True, exist_ok=True)
    for path in paths:
        try:
            os.link(f"{site}/{path}", f"{beside}/{path}")
        except OSError:  # not every file system has hard links
            shutil.copy2(f"{site}/{path}", f"{beside}/{path}")


def _holds(path: str, data: bytes) -> bool:
    """Return whether there is a file with just these bytes, and no link to one."""
    try:
        status = os.lstat(path)
        if status.st_size != len(data) or os.path.islink(path):  # noqa: PTH114
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read() == data
    except OSError:
        return False


def _replace(site: Path, beside: Path) -> None:
    """Put a finished site in the place of `site`.

    Where the system cannot exchange two folders in one step, there is none for an instant.
    """
    if not site.is_dir():
        beside.rename(site)
        return
    if _exchange(beside, site):
        shutil.rmtree(beside)
        return
    last = site.with_name(f".{site.name}.last")
    shutil.rmtree(last, ignore_errors=True)
    site.rename(last)
    beside.rename(site)
    shutil.rmtree(last)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can: renameat2(2), Linux 3.15."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    status = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(status == 0)
