"""The context of a build: everything that pages depend on besides what the clinic writes."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from muscleguide.reading.settings import Settings
from muscleguide.reading.yaml_reader import Value
from muscleguide.wording.locale import Locale, load_locale, own_name


@dataclass(frozen=True)
class Edition:
    """The site in one language: `prefix` leads to it from the guide's root: `es/`, or nothing."""

    code: str
    name: str
    prefix: str


@dataclass(frozen=True)
class Context:
    """The locale, the URL of the guide's root where it is known, the settings, and the day.

    `edited` are the files whose record has changed since its review. A guide in several languages
    has `editions`, its own language's first, and this one's `prefix`; `untranslated` are the texts
    that stand in the guide's own language, `source_language`, and `foreign` the URLs of articles
    and hand-written pages that do.
    """

    locale: Locale
    site_url: str | None
    settings: Settings
    today: datetime.date
    edited: frozenset[str] = frozenset()
    editions: tuple[Edition, ...] = ()
    prefix: str = ""
    source_language: str = ""
    untranslated: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()


def make_context(
    settings: Settings,
    today: datetime.date,
    base_url: str | None = None,
    edited: frozenset[str] = frozenset(),
) -> Context:
    """Make the context of a guide; `base_url` takes the place of the `site_url` of its settings."""
    locale = load_locale(settings.language)
    return Context(locale, base_url or settings.site_url, settings, today, edited)


def with_editions(context: Context, codes: tuple[str, ...]) -> Context:
    """Give the context of a guide that is published in its own language and in others."""
    own = context.locale.code
    editions = (
        Edition(own, own_name(own), ""),
        *(Edition(code, own_name(code), f"{code}/") for code in codes),
    )
    return replace(context, editions=editions)


def in_language(
    context: Context,
    code: str,
    untranslated: frozenset[str],
    foreign: frozenset[str],
    nav: list[Value],
) -> Context:
    """Give the context of a guide's edition in another language; `nav` is its menu's."""
    prefix = f"{code}/"
    return replace(
        context,
        locale=load_locale(code),
        site_url=context.site_url and context.site_url + prefix,
        prefix=prefix,
        source_language=context.locale.code,
        untranslated=untranslated,
        foreign=foreign,
        settings=replace(context.settings, values={**context.settings.values, "nav": nav}),
    )


def alternates(context: Context, url: str) -> Iterator[tuple[str, str]]:
    """Yield language and whole URL of a page in every edition; `x-default` is the guide's own."""
    if context.site_url is None or not context.editions:
        return
    root = context.site_url.removesuffix(context.prefix)
    for edition in context.editions:
        yield edition.code, f"{root}{edition.prefix}{url}"
    yield "x-default", f"{root}{context.editions[0].prefix}{url}"


def today() -> datetime.date:
    """Read the clock: the one place that does."""
    return datetime.datetime.now(tz=datetime.UTC).date()
