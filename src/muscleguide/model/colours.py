"""The clinic's colour, made darker or lighter as far as it must be to stay readable."""

import colorsys

from muscleguide.schema.records import Clinic

# WCAG 2.2, success criterion 1.4.3: contrast (minimum) of text.
MIN_CONTRAST = 4.5
# The backgrounds of the style sheet that are nearest to text: page in light, surface in dark.
LIGHT_PAGE = "#faf8f5"
DARK_PAGE = "#1e262a"
PAPER = "#ffffff"
_DEFAULT_ACCENT = "#1f6f6b"
_STEPS = 200


def accent(clinic: Clinic, page: str) -> str:
    """Give the clinic's colour, or ours where it has none, so that it reads on `page`."""
    return readable(clinic.accent or _DEFAULT_ACCENT, page)


def readable(accent: str, page: str) -> str:
    """Give the colour nearest to `accent`, in lightness, that reads on `page`; all are #rrggbb."""
    towards = 0.0 if luminance(page) > 0.5 else 1.0
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(accent))
    for step in range(_STEPS + 1):
        shifted = lightness + (towards - lightness) * step / _STEPS
        colour = _hex(colorsys.hls_to_rgb(hue, shifted, saturation))
        if contrast(colour, page) >= MIN_CONTRAST:
            return colour
    return _hex((towards, towards, towards))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
