"""What HTML written by hand brings in: files of other hosts, scripts, and what runs like one.

The policy of the site's pages lets a browser load none of it, so it is told before it is published.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from muscleguide.urls import is_unsafe

# Attributes whose URL a browser loads, or sends something to.
_LOADED = frozenset(
    (
        *("src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction"),
        *("ping", "manifest", "xlink:href", "href", "archive", "codebase", "classid", "profile"),
    )
)
# Where `href` is only a place to go to.
_LINKS = frozenset(("a", "area"))
# Kinds of <link> that load nothing.
_NOT_LOADED = frozenset(
    (
        *("canonical", "alternate", "author", "bookmark", "help", "license", "me", "next", "prev"),
        *("search", "tag"),
    )
)
_FORBIDDEN = {
    "object": "link to the file instead",
    "embed": "link to the file instead",
    "applet": "take it out",
    "frame": "take it out",
    "frameset": "take it out",
    "portal": "take it out",
    "base": "take it out",
}
_DATA_SCRIPT = re.compile(r"(application|text)/[\w.+-]*json", re.IGNORECASE)
# What a browser takes out of a URL before it reads it (URL Standard, basic URL parser).
_IGNORED = re.compile("[\t\n\r]|^[\x00-\x20]+")


@dataclass(frozen=True)
class Finding:
    """A thing that a page must not bring in: its rule, a text by which to find it, a message."""

    rule: str
    needle: str
    message: str


def foreign_content(html: str, allowed: Collection[str]) -> tuple[Finding, ...]:
    """Find what a piece of HTML loads from hosts that are not `allowed`, and what would run."""
    parser = _Parser(allowed)
    parser.feed(html)
    parser.close()
    return tuple(parser.found)


def line_finder(text: str) -> Callable[[str], int]:
    """Give the function that finds the next line of a source that holds a needle, from 1.

    A needle that is not written there as it is, such as one that an extension has made, is in
    line 1.
    """
    lines = [unescape(line).lower() for line in text.split("\n")]
    seen: dict[str, int] = {}

    def line_of(needle: str) -> int:
        start = seen.get(needle, 0)
        numbers = (n for n in range(start, len(lines)) if needle.lower() in lines[n])
        number = next(numbers, None)
        if number is None:
            return max(start, 1)
        seen[needle] = number + 1
        return number + 1

    return line_of


def host_of(url: str) -> str:
    """Give the host that a URL asks, in lower case; nothing where it is within the site."""
    written = _IGNORED.sub("", url).replace("\\", "/")
    try:
        return urlsplit(written).netloc.rpartition("@")[2].lower()
    except ValueError:  # what is no URL asks nobody
        return ""


def is_allowed(host: str, allowed: Collection[str]) -> bool:
    """Return whether a host is one of some, where `*.example.org` stands for all below it."""
    return any(
        host == name or (name.startswith("*.") and host.endswith(name[1:])) for name in allowed
    )


class _Parser(HTMLParser):
    """Collects findings, start tag by start tag."""

    def __init__(self, allowed: Collection[str]) -> None:
        super().__init__()
        self.allowed = allowed
        self.found: list[Finding] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}
        self.found += _in_tag(tag, values)
        for name, value in values.items():
            if _is_loaded(tag, name, values):
                self.found += _loaded(tag, name, value, self.allowed)


def _in_tag(tag: str, values: dict[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with an element, whatever its URLs are."""
    if tag in _FORBIDDEN:
        yield Finding("unsafe-html", f"<{tag}", f"<{tag}> does not work here: {_FORBIDDEN[tag]}")
    if tag == "script" and not values.get("src") and not _DATA_SCRIPT.match(values.get("type", "")):
        message = "a script in a page does not run; put it into a file below docs/, and name that"
        yield Finding("unsafe-html", "<script", message)
    if tag == "meta" and values.get("http-equiv"):
        message = "<meta http-equiv> has no place in a page's text; take it out"
        yield Finding("unsafe-html", "http-equiv", message)
    if tag == "style" or "style" in values:
        needle = "<style" if tag == "style" else "style="
        message = "styles in a page have no effect; put them into a file that `extra_css` names"
        yield Finding("inline-style", needle, message)
    if "srcdoc" in values:
        yield Finding("unsafe-html", "srcdoc", "`srcdoc` does not work here; take it out")
    for name in values:
        if name.startswith("on"):
            message = f"`{name}` does not run here; take it out"
            yield Finding("unsafe-html", name, message)
    if tag in _LINKS:
        for name in ("href", "xlink:href"):
            url = _IGNORED.sub("", values.get(name, ""))
            if is_unsafe(url):
                message = f'a link to "{url[:40]}" can run what it says; link to a page instead'
                yield Finding("unsafe-html", url[:40], message)


def _is_loaded(tag: str, name: str, values: dict[str, str]) -> bool:
    if name not in _LOADED or (tag in _LINKS and name.endswith("href")):
        return False
    kinds = frozenset(values.get("rel", "").lower().split())
    return not (tag == "link" and kinds and kinds <= _NOT_LOADED)


def _loaded(tag: str, name: str, value: str, allowed: Collection[str]) -> Iterator[Finding]:
    urls = [part.split()[0] for part in value.split(",") if part.split()]
    for url in urls if name.endswith("srcset") else [value]:
        written = _IGNORED.sub("", url)
        host = host_of(url)
        if host and not is_allowed(host, allowed):
            message = (
                f"<{tag}> brings in something from {host}: patients' browsers would tell it that "
                "they are here; put the file below docs/, or allow the host with `allowed_hosts` "
                "in content/clinic.yml"
            )
            yield Finding("foreign-content", url.strip(), message)
        elif is_unsafe(written) and not (tag in ("img", "image", "source") and name != "href"):
            message = f'<{tag}> must not load "{written[:40]}"; put the file below docs/'
            yield Finding("unsafe-html", written[:40], message)
