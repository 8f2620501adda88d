"""The guide's settings: `mkdocs.yml`, read as MkDocs reads it, with `INHERIT` and `!ENV`.

MkDocs is not asked, so that a guide can be checked and its pages made without it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yaml_env_tag import construct_env_tag

from muscleguide.problems import Problem
from muscleguide.reading.yaml_reader import (
    Document,
    ReadingError,
    Value,
    parse_yaml,
    read_text,
    shown_path,
)

SETTINGS = "mkdocs.yml"
# Without what no URL holds as it is (RFC 3986, section 2), nor a query or fragment: paths follow.
_WEB_URL = re.compile(r"""https?://[^\s/?#"'<>\\^`{|}\[\]]+(/[^\s?#"'<>\\^`{|}]*)?""")
_TAGS = {"!ENV": construct_env_tag}


@dataclass(frozen=True)
class Settings:
    """The settings of a guide.

    `document` is its own file; `values` adds what it inherits from other files, `inherited`.
    """

    document: Document
    values: Mapping[str, Value] = field(default_factory=dict)
    inherited: tuple[Path, ...] = ()

    @property
    def site_url(self) -> str | None:
        """Give the URL of the guide's root, with a slash at its end, where one is set."""
        return with_slash(self.values.get("site_url"))

    @property
    def language(self) -> str:
        """Give the code of the interface's language: `theme.language`."""
        theme = self.values.get("theme")
        code = theme.get("language") if isinstance(theme, dict) else None
        return code if isinstance(code, str) else "en"

    @property
    def favicon(self) -> str | None:
        """Give the picture below docs/ that a browser shows beside a title: `theme.favicon`."""
        theme = self.values.get("theme")
        file = theme.get("favicon") if isinstance(theme, dict) else None
        return file if isinstance(file, str) else None

    @property
    def keep(self) -> tuple[str, ...]:
        """Give the names that stay in the site's folder besides the site: `extra: keep:`."""
        extra = self.values.get("extra")
        names = extra.get("keep") if isinstance(extra, dict) else None
        return tuple(map(str, names)) if isinstance(names, list) else ()

    def listed(self, key: str) -> tuple[Value, ...]:
        """Give the entries of a list such as `extra_css`; none where it is no list."""
        value = self.values.get(key)
        return tuple(value) if isinstance(value, list) else ()


def read_settings(root: Path, path: Path) -> Settings:
    """Read the settings at `path`; messages name files below `root`.

    MkDocs reports what it refuses (see `engine/configuration.py`). Raises `ReadingError` for
    what is no YAML, and for a file to inherit from that cannot be read.
    """
    document, _problems = parse_yaml(shown_path(root, path), read_text(path.parent, path), _TAGS)
    seen = [path.resolve()]
    values = _inherited(root, path, document, seen)
    return Settings(document, values, tuple(seen[1:]))


def with_slash(url: object) -> str | None:
    """Give a web URL with a slash at its end, and nothing for anything else."""
    if not isinstance(url, str) or not _WEB_URL.fullmatch(url):
        return None
    return url if url.endswith("/") else f"{url}/"


def _inherited(root: Path, path: Path, document: Document, seen: list[Path]) -> Mapping[str, Value]:
    """Give the values of a file on top of those that it inherits, as MkDocs merges them.

    `seen` collects the files.
    """
    own = dict(document.value) if isinstance(document.value, dict) else {}
    named = own.pop("INHERIT", None)
    if not isinstance(named, str):
        return own
    parent = path.parent / named
    try:
        if parent.resolve() in seen:
            raise _refused(document, f"`INHERIT: {named}` leads in a circle; take it out")
        text = read_text(parent.parent, parent)
        above, _problems = parse_yaml(shown_path(root, parent), text, _TAGS)
    except ReadingError as error:
        if error.problem.file == document.file:
            raise
        message = f"`INHERIT: {named}` cannot be read: {error.problem.message}"
        raise _refused(document, message) from None
    seen.append(parent.resolve())
    return _merged(_inherited(root, parent, above, seen), own)


def _merged(below: Mapping[str, Value], above: Mapping[str, Value]) -> dict[str, Value]:
    """Lay settings over others: mappings are joined, all else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(under, dict) and isinstance(value, dict)
        merged[key] = _merged(under, value) if both else value  # type: ignore[arg-type]
    return merged


def _refused(document: Document, message: str) -> ReadingError:
    problem: Problem = document.problem(("INHERIT",), "engine", message)
    return ReadingError(problem)
