"""Rules for what stands in for something real: addresses, numbers, a logo, the site's URL."""

import re
from collections.abc import Iterator

from muscleguide.markup.foreign import host_of
from muscleguide.problems import Problem, Severity, did_you_mean, quoted
from muscleguide.reading.files import (
    Folder,
)
from muscleguide.reading.yaml_reader import Document, ValuePath
from muscleguide.schema.validation import Content

_PLACEHOLDER_HOST = re.compile(
    r"(^|[.@])(example(\.(org|com|net))?|[^.]+\.(example|test|invalid))$", re.IGNORECASE
)

_MADE_UP_PHONE = re.compile(r"555\D?01\d\d|^[\D0]*$|1234567")


def missing_logo(content: Content, folder: Folder) -> Iterator[Problem]:
    """The clinic's logo lies below docs/."""
    if content.clinic and (logo := content.clinic.record.logo) and logo not in folder.assets:
        message = f'no picture "{logo}" below docs/{did_you_mean(logo, folder.assets)}'
        yield content.clinic.document.problem(("logo",), "missing-logo", message)


def placeholders(content: Content, folder: Folder) -> Iterator[Problem]:
    """No URL, e-mail address or phone number is a placeholder."""
    found: list[tuple[Document, ValuePath, str]] = []
    if content.clinic:
        document, clinic = content.clinic.document, content.clinic.record
        found += [
            (document, path, text)
            for path, text in (
                (("website",), clinic.website),
                (("booking", "url"), clinic.booking.url),
                (("email",), clinic.email),
                (("phone",), clinic.phone),
            )
            if text and _is_placeholder(text, is_phone=path == ("phone",))
        ]
    settings = folder.settings
    if settings.site_url and _is_placeholder(settings.site_url):
        found.append((settings.document, ("site_url",), settings.site_url))
    for document, path, text in found:
        key = " → ".join(map(str, path))
        message = f"{quoted(text)} is a placeholder; write the real `{key}` before you publish"
        yield document.problem(path, "placeholder", message, severity=Severity.WARNING)


def unusable_site_url(folder: Folder) -> Iterator[Problem]:
    """The site's URL is one: it stands in every page, and in addresses that are printed."""
    settings = folder.settings
    url = settings.values.get("site_url")
    if isinstance(url, str) and url.startswith("http") and settings.site_url is None:
        message = (
            f"{quoted(url)} is no web address of a site: write one such as "
            "https://clinic.example/education/, without quotes, brackets, ? or #"
        )
        yield settings.document.problem(("site_url",), "bad-value", message)


def _is_placeholder(text: str, *, is_phone: bool = False) -> bool:
    if is_phone or text.startswith("tel:"):
        return bool(_MADE_UP_PHONE.search(text.removeprefix("tel:")))
    host = host_of(text) if "://" in text else text.rpartition("@")[2].partition("?")[0]
    host = host.partition(":")[0]
    return bool(host and _PLACEHOLDER_HOST.search(host))
