"""Preview pictures, from the cache where they are there."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from muscleguide.cache import Cache, digest
from muscleguide.social.content import Data, Post
from muscleguide.typesetting import typesetting

_TEMPLATE = "social/card.typ"
# Sides in pixels, by what a file's name ends in.
SHAPES: Mapping[str, tuple[int, int]] = {
    "": (1200, 630),
    "-square": (1080, 1080),
    "-story": (1080, 1920),
}
_PPI = 72.0  # Typst's points are pixels then


def find_picture(cache: Cache, make: Callable[[], Post], shape: str) -> bytes | None:
    """Give a preview picture as PNG, if it is in the cache."""
    return cache.find(_made_from(make, shape))


def get_picture(cache: Cache, make: Callable[[], Post], shape: str) -> bytes:
    """Give a preview picture as PNG. Raises `TypesettingError`."""
    width, height = SHAPES[shape]

    def compile_picture() -> bytes:
        data = {**_card(make)[0], "width": width, "height": height}
        return typesetting.compile_png(_TEMPLATE, data, _PPI)

    return cache.get(_made_from(make, shape), compile_picture)


def _made_from(make: Callable[[], Post], shape: str) -> list[object]:
    return [typesetting.identity(_TEMPLATE), _card(make)[1], *SHAPES[shape]]


# All shapes of a picture are made one after the other, from the same data.
@lru_cache(maxsize=16)
def _card(make: Callable[[], Post]) -> tuple[Data, str]:
    card = make().card
    return card, digest(card)
