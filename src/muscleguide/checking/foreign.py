"""What a guide's pages would bring in from other hosts, or run: told before it is published."""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from muscleguide.context import Context
from muscleguide.markup.foreign import foreign_content, host_of, is_allowed, line_finder
from muscleguide.problems import Problem, Severity, quoted
from muscleguide.reading.settings import Settings
from muscleguide.reading.yaml_reader import Document
from muscleguide.schema.records import Clinic

# Names of these files end so, and a browser runs what is in them.
ACTIVE_FILES = (".html", ".htm", ".xhtml", ".svg")

_SEVERITIES = {"inline-style": Severity.WARNING}


def allowed_hosts(clinic: Clinic, context: Context) -> frozenset[str]:
    """Give the hosts that pages may load from: the site's own, and those that the clinic allows."""
    own = urlsplit(context.site_url or "").netloc.lower()
    return frozenset((own, *clinic.allowed_hosts))


def foreign_in_html(
    source: Document, html: str, allowed: Collection[str], ignored: Collection[str] = ()
) -> Iterator[Problem]:
    """Report what HTML brings in that was made from the body of `source`, but for some rules."""
    line_of = line_finder(source.body)
    for found in foreign_content(html, allowed):
        line = source.body_line + line_of(found.needle) - 1
        severity = _SEVERITIES.get(found.rule, Severity.ERROR)
        if found.rule not in ignored:
            yield Problem(source.file, line, 1, severity, found.rule, found.message)


def foreign_settings(settings: Settings, allowed: Collection[str]) -> Iterator[Problem]:
    """Report styles, scripts and the icon that the settings name on other hosts."""
    named: list[tuple[tuple[str | int, ...], object]] = [
        ((key, index), value)
        for key in ("extra_css", "extra_javascript")
        for index, value in enumerate(settings.listed(key))
    ]
    named.append((("theme", "favicon"), settings.favicon))
    for path, value in named:
        if isinstance(value, dict):
            message = "name the file alone: what else stands here has no effect"
            yield settings.document.problem(path, "engine", message, severity=Severity.WARNING)
        elif isinstance(value, str) and (host := host_of(value)) and not is_allowed(host, allowed):
            message = (
                f"{quoted(value)} comes from another host; put the file below docs/, or allow the "
                "host with `allowed_hosts` in content/clinic.yml"
            )
            yield settings.document.problem(path, "foreign-content", message)
