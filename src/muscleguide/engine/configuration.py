"""MkDocs's reading of a guide's settings: what it refuses, and what all guides have in common."""

import logging
import os
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from muscleguide.problems import Problem, ProblemsError, Severity
from muscleguide.reading.settings import Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

DEFAULTS = "engine.yml"
PLUGIN = "muscleguide"
_NOT_USED = {
    "docs_dir": "pages are read from docs/",
    "use_directory_urls": "every page has a URL such as muscles/popliteus/",
}


def is_installed() -> bool:
    """Return whether MkDocs can be imported; every generated page is made without it."""
    try:
        return find_spec("mkdocs") is not None
    except ValueError:  # it has been kept from being imported
        return False


def engine_problems(config_file: Path, settings: Settings) -> list[Problem]:
    """Give what MkDocs refuses in the settings, and the settings that have no effect."""
    problems = list(_unused(settings))
    # What cannot be read is a problem already.
    if is_installed() and settings.document.value is not None:
        try:
            problems += load_configuration(config_file, settings)[1]
        except ProblemsError as error:
            problems += error.problems
    return problems


def load_configuration(
    config_file: Path, settings: Settings, **overrides: Any
) -> tuple["MkDocsConfig", list[Problem]]:
    """Load the settings as MkDocs does; give its warnings, too.

    Raises `ProblemsError` for what it refuses.
    """
    # Material announces its end of life at every start; ARCHITECTURE.md says what comes then.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415  # slow to import

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = MkDocsConfig(config_file_path=str(config_file))
    try:
        with config_file.open("rb") as stream:
            config.load_file(stream)
        plugins = config.get("plugins")
        if isinstance(plugins, list):
            # It would do what is being done here, and need not be installed for it.
            config["plugins"] = [plugin for plugin in plugins if plugin != PLUGIN]
        config.load_dict(defaults(settings, config_file.parent) | overrides)
        errors, warnings = config.validate()
    except Exception as error:  # MkDocs and its plugins may raise anything at all
        raise ProblemsError([_refused(settings, "", error)]) from None
    if errors:
        raise ProblemsError([_refused(settings, key, error) for key, error in errors])
    return config, [_refused(settings, key, text, Severity.WARNING) for key, text in warnings]


def defaults(settings: Settings, root: Path) -> dict[str, Any]:
    """Give the settings that every guide has in common, where its own do not set them."""
    text = (files("muscleguide") / DEFAULTS).read_text(encoding="utf-8")
    common: dict[str, Any] = {"site_name": "Muscle Guide", **yaml.safe_load(text)}
    missing = {key: value for key, value in common.items() if key not in settings.values}
    own, ours = settings.values.get("theme"), common["theme"]
    if isinstance(own, dict) and own.get("name", ours["name"]) == ours["name"]:
        missing["theme"] = {**ours, **own}
    # MkDocs wants a folder, which a guide without pages of its own need not have.
    docs = root / "docs" if (root / "docs").is_dir() else Path(__file__).parent / "theme"
    return {**missing, "docs_dir": str(docs), "use_directory_urls": True}


def _unused(settings: Settings) -> list[Problem]:
    problems = []
    for key, why in _NOT_USED.items():
        value = settings.values.get(key)
        if value not in (None, "docs", True):
            message = f"`{key}` has no effect: {why}; take it out"
            problems.append(
                settings.document.problem(
                    (key,), "engine", message, severity=Severity.WARNING, at_key=True
                )
            )
    return problems


def _refused(
    settings: Settings, key: str, error: object, severity: Severity = Severity.ERROR
) -> Problem:
    message = " ".join(str(error).split()) or "MkDocs refuses a setting"
    path = (key,) if key else ()
    return settings.document.problem(path, "engine", message, severity=severity, at_key=True)
