"""Engine: MkDocs with Material turns the staged tree into a site. Only this module knows them.

`on_config`, `on_post_build` and `on_serve` are what a guide's `hooks/` hands to MkDocs.
"""

import logging
import os
import shutil
import sys
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

# Material tells of its end of life at every start; ARCHITECTURE.md says what comes then.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import yaml_load

from muscleguide.folder import Folder, read_settings
from muscleguide.guide import Guide
from muscleguide.pipeline import STAGED, prepare
from muscleguide.problems import summary
from muscleguide.publish import PublishError, check_target, next_to, publish
from muscleguide.reading import ReadingError

_HERE = files("muscleguide")
_MENU = (
    {"Find your pain": "index.md"},
    {"Symptoms": "symptoms/index.md"},
    {"Causes": "activities/index.md"},
    {"Muscles": "muscles/index.md"},
    {"Articles": "articles/index.md"},
    {"What can help": "relief/index.md"},
    {"Warning signs": "warning-signs/index.md"},
    {"Sources": "sources/index.md"},
)


class EngineError(Exception):
    """The engine could not do its work; the message is a problem's line, ready to be shown."""


def build_site(config_file: Path, out: Path | None = None, base_url: str | None = None) -> Path:
    """Build and publish the guide that `config_file` belongs to; give the site's folder.

    Raises `PublishError` for an `out` that must not be replaced, `EngineError` for settings the
    engine refuses, and `SystemExit` once problems of the content have been told.
    """
    # The staged folder takes the place of docs/ in any case, which a guide need not have.
    staged = config_file.parent / STAGED
    staged.mkdir(parents=True, exist_ok=True)
    overrides = {"docs_dir": str(staged)}
    if out:
        check_target(out, config_file.parent)
        overrides["site_dir"] = str(out.resolve())
    if base_url:
        overrides["site_url"] = base_url
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load(config_file, **overrides)
        site = Path(config.site_dir)
        run_mkdocs(config)
    except Abort:
        raise
    except ReadingError as error:
        raise EngineError(str(error.problem)) from None
    except MkDocsException as error:
        message = " ".join(str(error).split())
        raise EngineError(f"{config_file.name}:1:1: error: {message} [engine]") from None
    return site


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """Load a guide's settings; what they do not set is as in `engine.yml`.

    Raises `ReadingError` for a file that is no YAML, and MkDocs's own errors for its values.
    """
    document, _none = read_settings(config_file.parent, config_file)
    settings = document.value if isinstance(document.value, dict) else {}
    with (_HERE / "engine.yml").open(encoding="utf-8") as stream:
        defaults = yaml_load(stream)
    defaults["hooks"] = [str(_HERE / "hook.py")]
    defaults["site_name"] = "Muscle Guide"
    # A guide that inherits names its own defaults.
    missing = {
        key: value
        for key, value in defaults.items()
        if key not in settings and ("INHERIT" not in settings or key == "site_name")
    }
    return load_config(config_file=str(config_file), **missing, **overrides)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Stage the guide and point MkDocs at it, at a new site beside the published one."""
    root = Path(config.config_file_path).parent
    site = Path(config.site_dir)
    try:
        check_target(site, root)
    except PublishError as error:
        raise Abort(str(error)) from None
    staged = prepare(root)
    for problem in staged.problems:
        # Where there are errors, what else there is to say would hide them.
        if staged.guide or problem.severity == "error":
            print(problem, file=sys.stderr)  # noqa: T201
    if staged.problems:
        print(summary(staged.problems, staged.checked.folder.files), file=sys.stderr)  # noqa: T201
    if staged.guide is None:
        raise Abort("Nothing was published: mend the errors above first.")
    config.docs_dir = str(staged.docs)
    config.site_dir = str(next_to(site))
    shutil.rmtree(config.site_dir, ignore_errors=True)
    _dress(config, staged.guide, staged.checked.folder)
    # The engine dates its sitemap; the same guide must give the same bytes on another day.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site in the place of the published one."""
    finished = Path(config.site_dir)
    site = finished.with_name(finished.name.removeprefix(".").removesuffix(".next"))
    publish(finished, site)
    config.site_dir = str(site)


def on_serve(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Watch what people write instead of what is staged."""
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for name in ("content", "docs"):
        if (root / name).is_dir():
            server.watch(str(root / name))
    return server


def _dress(config: MkDocsConfig, guide: Guide, folder: Folder) -> None:
    """Give the theme the clinic's name, menu and contacts."""
    with as_file(_HERE / "theme") as theme:
        # Behind a clinic's own overrides, before the theme's files.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    # The theme prints both of these without escaping them.
    config.site_name = escape(guide.clinic.name)
    config.site_description = escape(guide.clinic.tagline or "")
    config.extra["clinic"] = guide.clinic.model_dump(mode="json")
    config.extra["generator"] = False
    if config.nav is None:
        by_hand = [name for name in folder.docs if name.endswith(".md") and "/" not in name]
        config.nav = [*_MENU, *(name for name in by_hand if name != "index.md")]
