"""The headers with which a host should send the site: `_headers`, for Netlify and Cloudflare Pages.

Where several rules fit a URL, one of the two hosts sends the header of the nearest rule and the
other joins all of them, so every URL has one rule that names its policy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from muscleguide import urls
from muscleguide.pages.layout.policy import content_policy, frame_policy
from muscleguide.schema.records import Clinic

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    # Another site learns the host that a reader comes from, never the page about the pain.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "publickey-credentials-get=(), serial=(), usb=()"
    ),
}
_POLICY = "Content-Security-Policy"


def headers_file(clinic: Clinic, paths: Iterable[str]) -> str:
    """Write the file for a site of files at `paths`."""
    blocks = (
        "\n".join([pattern, *(f"  {name}: {value}" for name, value in headers.items())])
        for pattern, headers in _rules(clinic, paths)
    )
    return "\n\n".join(blocks) + "\n"


def headers_of(clinic: Clinic, path: str, shown_by: str | None = None) -> Mapping[str, str]:
    """Give the headers of the file at a path of the site.

    `shown_by` is an origin that may show every page in a frame, such as that of the editor.
    """
    embedded = _is_embedded(path)
    frames = frame_policy(clinic, embedded=embedded)
    if shown_by:
        frames = f"frame-ancestors {shown_by}"
    policy = f"{content_policy(clinic)}; {frames}"
    return {**_COMMON, _POLICY: policy}


def _rules(clinic: Clinic, paths: Iterable[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield patterns of URLs, each with its headers."""
    yield "/*", _COMMON
    tops = sorted({_top(path) for path in paths if path.endswith(".html")})
    for top in tops:
        pattern = f"/{top}*" if top.endswith("/") else f"/{top}"
        yield pattern, {_POLICY: headers_of(clinic, top)[_POLICY]}


def _top(path: str) -> str:
    """Give the folder at the top of a site that a page lies in; the home page is at its root."""
    if _is_embedded(path):
        return path[: path.index(urls.EMBED) + len(urls.EMBED)]
    folder, slash, _rest = path.partition("/")
    return folder + slash if slash else path.replace("index.html", "")


def _is_embedded(path: str) -> bool:
    """Return whether a page is made for frames; in another language, it lies in a folder more."""
    return re.match(rf"([a-z]{{2,3}}/)?{urls.EMBED}", path) is not None
