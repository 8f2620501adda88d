"""A progress bar where work lasts, and nothing where nobody watches."""

import os
import sys
import threading
import time
from types import TracebackType
from typing import Any, Self

import click

_PATIENCE = 1.0  # seconds


class Progress:
    """Counts steps, of any thread; once they take over a second, a terminal shows a bar."""

    def __init__(self, length: int, label: str) -> None:
        self.length = length
        self.label = label
        self.is_watched = sys.stderr.isatty() and not os.environ.get("CI")
        self.started = time.monotonic()
        self.done = 0
        self.lock = threading.Lock()
        self.bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.bar:
            self.bar.render_finish()

    def step(self) -> None:
        """Count one step."""
        if not self.is_watched:
            return
        with self.lock:
            self.done += 1
            if self.bar:
                self.bar.update(1)
            elif time.monotonic() - self.started > _PATIENCE:
                self.bar = click.progressbar(length=self.length, label=self.label, file=sys.stderr)
                self.bar.update(self.done)
