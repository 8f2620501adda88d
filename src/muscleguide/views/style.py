"""The clinic's colour as a style sheet."""

from muscleguide.colour import DARK_PAGE, LIGHT_PAGE, readable
from muscleguide.records import Clinic

PATH = "assets/clinic.css"
_DEFAULT_ACCENT = "#1f6f6b"


def clinic_style(clinic: Clinic) -> str:
    """Set the accent for light and for dark pages, each with enough contrast."""
    accent = clinic.accent or _DEFAULT_ACCENT
    return (
        f":root {{ --mg-accent-on-light: {readable(accent, LIGHT_PAGE)};"
        f" --mg-accent-on-dark: {readable(accent, DARK_PAGE)}; }}\n"
    )
