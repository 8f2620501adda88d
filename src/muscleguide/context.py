"""The context of a build: everything that pages depend on besides what the clinic writes."""

import datetime
from dataclasses import dataclass

from muscleguide.reading.settings import Settings
from muscleguide.wording.locale import Locale, load_locale


@dataclass(frozen=True)
class Context:
    """The locale, the URL of the guide's root where it is known, the settings, and the day.

    `edited` are the files whose record has changed since its review.
    """

    locale: Locale
    site_url: str | None
    settings: Settings
    today: datetime.date
    edited: frozenset[str] = frozenset()


def make_context(
    settings: Settings,
    today: datetime.date,
    base_url: str | None = None,
    edited: frozenset[str] = frozenset(),
) -> Context:
    """Make the context of a guide; `base_url` takes the place of the `site_url` of its settings."""
    locale = load_locale(settings.language)
    return Context(locale, base_url or settings.site_url, settings, today, edited)


def today() -> datetime.date:
    """Read the clock: the one place that does."""
    return datetime.datetime.now(tz=datetime.UTC).date()
