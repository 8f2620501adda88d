"""Hooks that let plain `mkdocs build` and `mkdocs serve` make the whole site.

MkDocs finds no pages of its own; when it is done, the site is built as `scripts/build.py` does. A
guide names the hooks in its mkdocs.yml: `hooks: [hooks/guide.py]`, a file that imports them, or,
where the package is installed, `plugins: [muscleguide]`.
"""

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority

from muscleguide.checking.reports import show_problems
from muscleguide.context import today
from muscleguide.engine.configuration import engine_problems
from muscleguide.engine.written_pages import written_pages
from muscleguide.pages.problems.problems import problems_page
from muscleguide.problems import Problem, ProblemsError, has_errors
from muscleguide.publishing.site import publish_site, site_folder
from muscleguide.publishing.target import PublishError
from muscleguide.site.prepare import Prepared, prepare

_STATE = "muscleguide"
_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')


class GuideError(Abort):
    """The guide has errors, which have been shown; nothing is built."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("Nothing was published: fix the errors above first.")
        self.problems = tuple(problems)


@dataclass(frozen=True)
class _State:
    """What a build knows from its start to its end. MkDocs works in a folder of its own."""

    prepared: Prepared
    config_file: Path
    site: Path
    folder: tempfile.TemporaryDirectory[str]


@event_priority(-100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the guide, and leave MkDocs with nothing to make."""
    config_file = Path(config.config_file_path)
    prepared = prepare(config_file, today())
    settings = prepared.settings
    problems = [*prepared.problems, *engine_problems(config_file, settings)]
    show_problems(problems, prepared.files)
    if prepared.site is None:
        raise GuideError(prepared.problems)
    try:
        site = site_folder(prepared, config_file.parent, Path(config.site_dir))
    except PublishError as error:
        raise Abort(str(error)) from None
    folder = tempfile.TemporaryDirectory()
    config.extra[_STATE] = _State(prepared, config_file, site, folder)
    for name in ("docs", "site"):
        Path(folder.name, name).mkdir()
    config.docs_dir, config.site_dir = f"{folder.name}/docs", f"{folder.name}/site"
    config.nav = None
    config.theme.static_templates = set()
    return config


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Build the site and publish it."""
    state: _State = config.extra.pop(_STATE)
    try:
        written, problems = written_pages(state.config_file, state.prepared)
        if has_errors(problems):
            raise ProblemsError(problems)
        problems += publish_site(state.prepared, written, state.site)
    except ProblemsError as error:
        show_problems(error.problems, state.prepared.files)
        raise GuideError(error.problems) from None
    except PublishError as error:
        raise Abort(str(error)) from None
    finally:
        state.folder.cleanup()
    show_problems(problems, state.prepared.files)
    config.site_dir = str(state.site)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Watch what people write, and show problems on the page."""
    root, served = Path(config.config_file_path).parent, Path(config.site_dir)

    def rebuild() -> None:
        try:
            builder()
            _let_reload(served)
        except GuideError as error:
            text = problems_page(error.problems)
            for page in served.rglob("*.html"):
                page.write_text(text, encoding="utf-8")

    _let_reload(served)
    server.builder = rebuild
    server.unwatch(config.docs_dir)
    for folder in (root / "content", root / "docs"):
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _let_reload(site: Path) -> None:
    """Take the policy out of pages: MkDocs puts a script into them that loads them again."""
    for page in site.rglob("*.html"):
        page.write_text(_POLICY.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")


class GuidePlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """The hooks as a plugin, under the name `muscleguide`."""

    on_config = staticmethod(on_config)
    on_post_build = staticmethod(on_post_build)
    on_serve = staticmethod(on_serve)
