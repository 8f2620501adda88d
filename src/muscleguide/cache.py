"""A cache on disk: what was made once is kept under a hash of all that it is made from.

Nothing in it can be stale, as a change of anything gives another hash; and a build with a full
cache gives the same bytes as one with an empty cache.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from muscleguide.writing import UNFINISHED, write_whole

# What was used lately and is not used now is kept up to as much as is used now, and this: two
# states of a guide, or two base URLs of it, do not push each other out.
_SPARE_BYTES = 64 * 1024 * 1024


def digest(value: object) -> str:
    """Hash a value that JSON can write; equal values have equal digests."""
    return text_digest(json.dumps(value, ensure_ascii=False, sort_keys=True))


def text_digest(text: str) -> str:
    """Hash a text, by which one tells later whether it has changed."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Cache:
    """A folder of files named by hashes. `used` collects those that were asked for.

    The folder may not exist yet; where it cannot be written, everything is made anew. Several
    processes and threads may share it.
    """

    folder: Path
    used: set[str] = field(default_factory=set)

    def find(self, made_from: object) -> bytes | None:
        """Give what was made from `made_from`, if it is here.

        That is all that the bytes depend on, as JSON can write it: data, code, libraries.
        """
        return self._find(digest(made_from))

    def get(self, made_from: object, make: Callable[[], bytes]) -> bytes:
        """Give what `make` makes of `made_from`; what is here is not made again."""
        name = digest(made_from)
        data = self._find(name)
        if data is not None:
            return data
        data = make()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / name, data)
        return data

    def _find(self, name: str) -> bytes | None:
        self.used.add(name)
        path = self.folder / name
        try:
            data = path.read_bytes()
            os.utime(path)  # the time of its last use, for `prune`
        except OSError:
            return None
        return data

    def prune(self) -> None:
        """Remove what was not used for longest, until the cache is as small as it has to be."""
        with suppress(OSError):
            found = [(entry, entry.stat()) for entry in os.scandir(self.folder)]
            entries = [pair for pair in found if not pair[0].name.startswith(UNFINISHED)]
            # What a killed process left. One that still writes loses nothing but this copy.
            for entry, _stat in found:
                if entry.name.startswith(UNFINISHED):
                    Path(entry.path).unlink(missing_ok=True)
            used = sum(stat.st_size for entry, stat in entries if entry.name in self.used)
            room = used + _SPARE_BYTES
            unused = [(entry, stat) for entry, stat in entries if entry.name not in self.used]
            for entry, stat in sorted(unused, key=lambda pair: -pair[1].st_mtime):
                room -= stat.st_size
                if room < 0:
                    Path(entry.path).unlink(missing_ok=True)
