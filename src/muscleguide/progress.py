"""A progress bar where work lasts, and nothing where nobody watches."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")

_PATIENCE = 1.0  # seconds


def watched(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    """Yield the items; once they take over a second, show on a terminal how many are done."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield from items
        return
    started = time.monotonic()
    bar = None
    for number, item in enumerate(items, start=1):
        yield item
        if bar:
            bar.update(1)
        elif time.monotonic() - started > _PATIENCE:
            bar = click.progressbar(length=length, label=label, file=sys.stderr)
            bar.update(number)
    if bar:
        bar.render_finish()
