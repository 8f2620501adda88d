"""Files written whole: a process may be stopped, and a disk be full, at any moment."""

import os
import threading
from pathlib import Path

# How the name of a file begins that is being written.
UNFINISHED = "."


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and put it there in one step. Raises `OSError`."""
    name = f"{UNFINISHED}{path.name}.{os.getpid()}-{threading.get_ident()}"
    beside = path.with_name(name)
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def reason_of(error: OSError) -> str:
    """Say in a line what the system refuses, and for which file where it names one."""
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{error.strerror or error}"
