"""Engine: MkDocs with Material turns the staged tree into a site. Only this module knows them.

`on_config`, `on_post_build` and `on_serve` are what a guide's `hooks/` hands to MkDocs.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

# Material tells of its end of life at every start; ARCHITECTURE.md says what comes then.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as run_mkdocs
from mkdocs.commands.serve import serve as serve_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.utils.yaml import yaml_load

from muscleguide.check import check_guide
from muscleguide.folder import Folder, read_settings
from muscleguide.guide import Guide
from muscleguide.history import modified_pages
from muscleguide.pipeline import STAGED, Staged, prepare, today
from muscleguide.problems import Problem, Severity, has_errors, summary
from muscleguide.progress import watched
from muscleguide.publish import PublishError, check_target, next_to, publish
from muscleguide.reading import ReadingError
from muscleguide.reporting import tell
from muscleguide.views.mistakes import mistakes_page
from muscleguide.views.reference import review_state
from muscleguide.words import language, part, say

_HERE = files("muscleguide")
_LOOK_AGAIN = 0.3  # seconds
_MENU = (
    ("find", "index.md"),
    ("symptoms", "symptoms/index.md"),
    ("causes", "activities/index.md"),
    ("muscles", "muscles/index.md"),
    ("articles", "articles/index.md"),
    ("help", "relief/index.md"),
    ("warning_signs", "warning-signs/index.md"),
    ("sources", "sources/index.md"),
)
# What pages ask for of the theme's own: its styles, and the worker of its search.
_STYLES = "assets/stylesheets/main.*.min.css"
_WORKER = "assets/javascripts/workers/search.*.min.js"


class MistakesError(Abort):
    """The guide has errors, which have been told; nothing is built."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("Nothing was published: mend the errors above first.")
        self.problems = tuple(problems)


class EngineError(Exception):
    """The engine could not do its work; the message is a problem's line, ready to be shown."""


class _Progress(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """Counts pages: MkDocs turns all into HTML first, and then puts each into the theme."""

    def on_files(self, files: Files, **_: object) -> None:
        steps = 2 * len(files.documentation_pages())
        self.steps = watched(range(steps), steps, "Making pages")

    def on_page_content(self, html: str, **_: object) -> str:
        next(self.steps, None)
        return html

    def on_post_page(self, output: str, **_: object) -> str:
        next(self.steps, None)
        return output


def build_site(config_file: Path, out: Path | None = None, base_url: str | None = None) -> Path:
    """Build and publish the guide that `config_file` belongs to; give the site's folder.

    Raises `PublishError` for an `out` that must not be replaced, `EngineError` for settings the
    engine refuses, and `SystemExit` once problems of the content have been told.
    """
    overrides: dict[str, Any] = {}
    if out:
        check_target(out, config_file.parent)
        overrides["site_dir"] = str(out.resolve())
    if base_url:
        overrides["site_url"] = base_url
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    with _in_plain_words():
        config = load_config(str(config_file), **_defaults(config_file), **overrides)
        if on_config not in config.plugins.events["config"]:
            raise ConfigurationError("add hooks/guide.py to `hooks`; without it nothing is staged")
        site = Path(config.site_dir)
        config.plugins["progress"] = _Progress()
        run_mkdocs(config)
    return site


def serve_site(config_file: Path, address: str) -> None:
    """Serve the guide on this machine until it is interrupted, anew after every saved file.

    Where it has errors from the start, waits until they are mended. Raises `EngineError` for
    settings the engine refuses.
    """
    _wait_until_sound(config_file.parent)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    try:
        with _in_plain_words():
            serve_mkdocs(str(config_file), dev_addr=address, **_defaults(config_file))
    except OSError as error:
        reason = f"{address} cannot be served: {error.strerror}"
        raise EngineError(f"{reason}; name another with --address HOST:PORT") from None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Stage the guide and point MkDocs at it, at a new site beside the published one."""
    root = Path(config.config_file_path).parent
    site = Path(config.site_dir)
    try:
        check_target(site, root)
    except PublishError as error:
        raise Abort(str(error)) from None
    staged = prepare(root, _address(config))
    _tell(staged)
    if staged.guide is None:
        raise MistakesError(p for p in staged.problems if p.severity is Severity.ERROR)
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


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Watch what people write instead of what is staged, and show mistakes on the page."""
    root = Path(config.config_file_path).parent
    served = Path(config.site_dir)

    def rebuild() -> None:
        try:
            builder()
        except MistakesError as error:
            show_mistakes(served, error.problems)
        except MkDocsException as error:
            problem = _as_problem(error)
            tell([problem], str(problem))
            show_mistakes(served, [problem])

    server.builder = rebuild
    server.unwatch(config.docs_dir)
    own = (str(_HERE / name) for name in ("templates", "theme", "assets"))
    for folder in (str(root / "content"), str(root / "docs"), *own):
        if Path(folder).is_dir():
            server.watch(folder)
    return server


def show_mistakes(served: Path, problems: Iterable[Problem]) -> None:
    """Let every page of a served site tell the problems, until the next build replaces it."""
    text = mistakes_page(problems)
    for page in served.rglob("*.html"):
        page.write_text(text, encoding="utf-8")


def _defaults(config_file: Path) -> dict[str, Any]:
    """Give the settings that a guide's own file does not make: those of `engine.yml`.

    Raises `ReadingError` for a file that is no YAML.
    """
    document, _none = read_settings(config_file.parent, config_file)
    settings = document.value if isinstance(document.value, dict) else {}
    defaults: dict[str, Any] = {"site_name": "Muscle Guide"}
    if "INHERIT" not in settings:
        with (_HERE / "engine.yml").open(encoding="utf-8") as stream:
            defaults |= yaml_load(stream)
        defaults["hooks"] = [str(_HERE / "hook.py")]
    # The staged folder takes the place of docs/ in any case, which a guide need not have.
    staged = config_file.parent / STAGED
    staged.mkdir(parents=True, exist_ok=True)
    missing = {key: value for key, value in defaults.items() if key not in settings}
    own, ours = settings.get("theme"), defaults.get("theme", {})
    if isinstance(own, dict) and own.get("name") == ours.get("name"):
        missing["theme"] = {**ours, **own}
    return {**missing, "docs_dir": str(staged)}


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn what the engine and the reading of its settings raise into `EngineError`."""
    try:
        yield
    except Abort:
        raise
    except ReadingError as error:
        raise EngineError(str(error.problem)) from None
    except MkDocsException as error:
        raise EngineError(str(_as_problem(error))) from None


def _address(config: MkDocsConfig) -> str | None:
    """Give the address that the settings or the command line name; a preview has one of its own."""
    address = config.site_url
    preview = f"http://{config.dev_addr}/"
    return None if not address or address.startswith(preview) else address


def _tell(staged: Staged) -> None:
    """Print the problems; where there are errors, what else there is to say would hide them."""
    shown = [p for p in staged.problems if staged.guide or p.severity is Severity.ERROR]
    if shown:
        count = summary(staged.problems, staged.checked.folder.files)
        tell(shown, "\n".join([*map(str, shown), count]))


def _wait_until_sound(root: Path) -> None:
    told: tuple[Problem, ...] = ()
    while has_errors(problems := check_guide(root, today()).problems):
        if problems != told:
            tell(problems, "\n".join([*map(str, problems), "Waiting until these are mended …"]))
            told = problems
        time.sleep(_LOOK_AGAIN)


def _as_problem(error: MkDocsException) -> Problem:
    message = " ".join(str(error).split()) or "the engine refuses a setting; see above"
    return Problem("mkdocs.yml", 1, 1, Severity.ERROR, "engine", message)


def _of_theme(config: MkDocsConfig, pattern: str) -> tuple[Path, str]:
    """Find a file of the theme, whose name each version changes; give it and its address."""
    for folder in map(Path, config.theme.dirs):
        for path in folder.glob(pattern):
            return path, path.relative_to(folder).as_posix()
    raise Abort(f"this version of the theme has no {pattern}")


def _dress(config: MkDocsConfig, guide: Guide, folder: Folder) -> None:
    """Give the theme the clinic's name, menu and contacts."""
    with as_file(_HERE / "theme") as theme:
        # Behind a clinic's own overrides, before the theme's files.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme))
    # The theme prints both of these without escaping them.
    config.site_name = escape(guide.clinic.name)
    config.site_description = escape(guide.clinic.tagline or "")
    config.extra["review"] = review_state(guide)
    config.extra["language"] = language()
    config.extra["words"] = {name: dict(part(name)) for name in ("theme", "page_script")}
    config.extra["feed"] = bool(config.site_url and guide.articles)
    config.extra["modified"] = modified_pages(folder)
    config.extra["clinic"] = guide.clinic.model_dump(mode="json")
    # Under a name of its own, which frames can ask for: they are no pages of the engine.
    shutil.copyfile(_of_theme(config, _STYLES)[0], Path(config.docs_dir, "assets/theme.css"))
    config.extra["search_worker"] = _of_theme(config, _WORKER)[1]
    if config.nav is None:
        by_hand = [name for name in folder.docs if name.endswith(".md") and "/" not in name]
        menu = [{say(f"menu.{key}"): page} for key, page in _MENU]
        config.nav = [*menu, *(name for name in by_hand if name != "index.md")]
