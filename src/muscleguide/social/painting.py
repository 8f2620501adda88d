"""Every preview picture of a guide, and the captions beside them."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from muscleguide import press
from muscleguide.guide import Guide
from muscleguide.shelf import Job, made
from muscleguide.social.content import everything

_TEMPLATE = "social/card.typ"
# Sides in pixels, by what a file's name ends in.
FORMATS: Mapping[str, tuple[int, int]] = {"": (1200, 630), "-square": (1080, 1080)}
_PPI = 72.0  # Typst's points are pixels then


def files(guide: Guide, site: str | None, shelf: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each picture and caption: its path below the docs folder, and its bytes.

    `site` is the address of the guide's root, if known. Raises `PressError` for a picture that
    cannot be made.
    """
    identity = press.identity("social")
    jobs = []
    for shown in everything(guide, site):
        yield f"social/{shown.stem}.txt", shown.caption.encode()
        for ending, (width, height) in FORMATS.items():
            data = {**shown.card, "width": width, "height": height}
            make = partial(press.png, _TEMPLATE, data, _PPI)
            jobs.append(Job(f"social/{shown.stem}{ending}.png", [identity, data], make))
    for one in made(jobs, shelf):
        if one.data is None:
            raise press.PressError(one.fault or one.path)
        yield one.path, one.data
