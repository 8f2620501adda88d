"""A muscle's drawing as a file of the site, which pages, cards and articles refer to."""

from importlib.resources import files

from muscleguide.guide.drawings import Picture, draw_picture

_STYLE = (files("muscleguide") / "pages/parts/drawing.css").read_text(encoding="utf-8")


def drawing_file(picture: Picture) -> str:
    """Draw a picture in the colours of the screen, on a light ground."""
    return draw_picture(picture, _STYLE)
