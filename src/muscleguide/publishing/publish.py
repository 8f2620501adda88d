"""Publish: the next site is put together beside the last, and takes its place in one step."""

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

import click

from muscleguide.publishing.lock import one_at_a_time
from muscleguide.publishing.target import (
    KEPT,
    MANIFEST,
    PublishError,
    files_below,
    kept_files,
    manifest,
    mounted,
    read_manifest,
)
from muscleguide.writing import reason_of

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # of Linux
_RENAME_SWAP = 2  # of macOS
# Windows deletes no file that may only be read, and git's own objects are such files.
_KEEPS_READ_ONLY = os.name == "nt"


@contextmanager
def publishing(site: Path, keep: Collection[str] = KEPT) -> Iterator[Callable[[str, bytes], None]]:
    """Give the function that writes a file of the next site: its path, and its bytes.

    In the end the next site takes the place of the folder `site`; at every moment there is a whole
    one. What has not changed is the same file in both sites, and where nothing has, `site` is left
    alone. Names in `keep` stay at its top. An error leaves the last site as it was. The function
    may be called from several threads. Raises `PublishError`.
    """

    def waiting() -> None:
        click.echo(f"Another build is publishing to {site}; this one goes on after it.", err=True)

    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with one_at_a_time(site, waiting), _next_site(site, keep) as write:
            yield write
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise PublishError(mounted(site)) from error
        message = f"{site} cannot be published, and stays as it was: {reason_of(error)}"
        raise PublishError(message) from error


@contextmanager
def _next_site(site: Path, keep: Collection[str]) -> Iterator[Callable[[str, bytes], None]]:
    """Do what `publishing` says, for the one process that may."""
    beside, last = _beside(site)
    _clean_up(site, beside, last)
    same: list[str] = []
    changed: list[str] = []
    writing, is_over = Lock(), False

    def write(path: str, data: bytes) -> None:
        if _holds(f"{site}/{path}", data):
            same.append(path)
            return
        changed.append(path)
        new = beside / path
        with writing:
            if is_over:  # another thread may still be at work when the build is ended
                return
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(data)

    try:
        beside.mkdir()
        if site.is_dir():
            shutil.copymode(site, beside)
        yield write
        made = {*same, *changed, MANIFEST}
        write(MANIFEST, manifest(made))
        if changed or read_manifest(site) != set(same):
            kept = kept_files(site, site, keep)
            _link(same, site, beside)
            _link([path for path in kept if path not in made], site, beside)
            _replace(site, beside, last)
        else:
            beside.rmdir()
    except BaseException:
        with writing:
            is_over = True
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _beside(site: Path) -> tuple[Path, Path]:
    """Give the places beside a site for the next one, and for the last one while it is replaced."""
    return site.with_name(f".{site.name}.next"), site.with_name(f".{site.name}.last")


def _clean_up(site: Path, beside: Path, last: Path) -> None:
    """Put right what a build left that was killed."""
    if last.is_dir() and not site.exists():
        last.rename(site)
    for folder in (beside, last):
        if folder.exists():
            _delete(folder)


def _link(paths: list[str], site: Path, beside: Path) -> None:
    """Let the next site share files with the last."""
    for folder in sorted({path.rpartition("/")[0] for path in paths}):
        (beside / folder).mkdir(parents=True, exist_ok=True)
    for path in paths:
        old, new = f"{site}/{path}", f"{beside}/{path}"
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):  # not every file system has hard links
            shutil.copy2(old, new, follow_symlinks=False)


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


def _replace(site: Path, beside: Path, last: Path) -> None:
    """Put a finished site in the place of `site`.

    Where the system cannot exchange two folders in one step, there is none for an instant; if the
    second of its two steps fails, the first is taken back.
    """
    if not site.exists():
        beside.rename(site)
        return
    if not _exchange(beside, site):
        site.rename(last)
        try:
            beside.rename(site)
        except BaseException:
            last.rename(site)
            raise
        beside = last
    # The new site is there: what cannot be deleted of the old one is tried again by the next build.
    with suppress(OSError):
        _delete(beside)


def _delete(folder: Path) -> None:
    """Delete a folder and all that is in it. Raises `OSError`."""
    try:
        shutil.rmtree(folder)
    except PermissionError:
        if not _KEEPS_READ_ONLY:
            raise
        for path in files_below(folder):
            (folder / path).chmod(stat.S_IREAD | stat.S_IWRITE)
        shutil.rmtree(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can.

    renameat2(2), Linux 3.15; renamex_np(2), macOS 10.12, for its own file system.
    """
    try:
        library = ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):  # Windows
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if rename := getattr(library, "renameat2", None):
        return bool(rename(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    if rename := getattr(library, "renamex_np", None):
        return bool(rename(first, second, _RENAME_SWAP) == 0)
    return False
