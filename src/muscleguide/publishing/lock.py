"""One build at a time publishes to a folder; the next one waits."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def one_at_a_time(site: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a site's folder; `waiting` is called where another process holds it.

    The system gives up the lock of a process that dies. Raises `OSError`.
    """
    path = site.with_name(f".{site.name}.lock")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        # Deleted while it is held: whoever waits for it notices that, and makes a new one. Windows
        # deletes no open file; there the library does it.
        if os.name == "posix":
            path.unlink(missing_ok=True)
        lock.release()
