"""The pages that somebody writes by hand, made by MkDocs with its plugins and extensions.

MkDocs turns their Markdown into HTML; the layout around it is that of every other page.
"""

import errno
import logging
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from muscleguide import urls
from muscleguide.checking.foreign import allowed_hosts, foreign_in_html
from muscleguide.engine.configuration import load_configuration
from muscleguide.model.site import Site
from muscleguide.pages.layout.layout import render_page
from muscleguide.pages.layout.page import Page
from muscleguide.problems import Problem, ProblemsError, Severity
from muscleguide.reading.files import DOCS
from muscleguide.reading.yaml_reader import Document, ReadingError, read_text
from muscleguide.site.prepare import Prepared

_THEME = Path(__file__).parent / "theme"
_THEME_STYLES = "assets/stylesheets/main.*.min.css"
# What plugins write that the program makes itself.
_NOT_PUBLISHED = ("search/", "sitemap.xml", "404.html")
_HOOKS = "muscleguide.engine.hooks"
# What no page can help: the machine has no room, or lets nobody write.
_SYSTEM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)
# How Python-Markdown aligns the cells of a table; the policy of pages forbids styles in them.
_ALIGNED = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')


class WrittenPages(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """Lets MkDocs make just the hand-written pages, in the site's own layout."""

    def __init__(
        self, root: Path, site: Site, editions: Iterable[Site], generated: Collection[str]
    ) -> None:
        self.root = root
        self.site = site
        self.editions = tuple(editions)
        self.problems: list[Problem] = []
        self.allowed = allowed_hosts(site.guide.clinic, site.context)
        self.generated = generated
        # From the name by which MkDocs knows a page below a language's folder to its file.
        self.files = {
            edition.context.prefix + page.name: page.file
            for edition in self.editions
            for page in edition.guide.pages
        }
        self.current = ""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the hand-written pages, and stand-ins for all else that they may link to."""
        pages = {page.file for page in self.site.guide.pages}
        made = [file for file in files if file.src_uri in pages or file.generated_by]
        made += [
            File.generated(config, name, abs_src_path=str(self.root / DOCS / file))
            for name, file in self.files.items()
        ]
        kept = [file for file in made if file.dest_uri not in self.generated]
        targets = (
            _Target(name, path, config) for path in sorted(self.generated) for name in _names(path)
        )
        return Files([*kept, *targets])

    def on_pre_page(self, page: MkDocsPage, **_: Any) -> MkDocsPage:
        """Note which page MkDocs is at, for the message where it fails."""
        self.current = self._file(page)
        return page

    def on_page_context(self, context: Any, *, page: MkDocsPage, **_: Any) -> Any:
        """Note which page MkDocs is at, a second time: it goes through all of them twice."""
        self.current = self._file(page)
        return context

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """Put the site's layout in the place of the theme's."""
        env.globals["whole_page"] = self.whole_page
        return env

    def whole_page(self, page: MkDocsPage) -> str:
        """Render a page that MkDocs has made."""
        whole = urls.HOME if page.url in ("", "./") else page.url
        is_of_edition = page.file.src_uri in self.files
        sites = self.editions if is_of_edition else (self.site,)
        site = next(it for it in sites if whole.startswith(it.context.prefix))
        url = whole.removeprefix(site.context.prefix)
        written = next((it for it in site.guide.pages if it.url == url), None)
        title = page.meta.get("title") or site.titles.get(url)
        title = title or (written.title if written else page.title)
        description = page.meta.get("description") or (written.description if written else "")
        html = _ALIGNED.sub(r'\1 class="mg-align-\2"', page.content or "")
        self.problems += foreign_in_html(self._source(self._file(page)), html, self.allowed)
        body = Markup('<div class="md-typeset">{}</div>').format(Markup(html))  # noqa: S704
        return render_page(Page(url, str(title), str(description), body, is_written=True), site)

    def _file(self, page: MkDocsPage) -> str:
        """Give the file that a page was written in."""
        return f"{DOCS}/{self.files.get(page.file.src_uri, page.file.src_uri)}"

    def _source(self, file: str) -> Document:
        """Read a page's file again, to find the lines of what is wrong; plugins make pages, too."""
        try:
            return Document(file, None, body=read_text(self.root, self.root / file))
        except ReadingError:
            return Document(file, None)


def written_pages(
    config_file: Path, prepared: Prepared
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Give every hand-written page and what MkDocs's plugins make by their paths, and the problems.

    Raises `OSError` where the machine has no room for them.
    """
    if prepared.site is None or not prepared.site.guide.pages:
        return {}, []
    with tempfile.TemporaryDirectory() as folder:
        settings = prepared.settings
        try:
            config, _warnings = load_configuration(config_file, settings, site_dir=folder)
        except ProblemsError as error:
            return {}, [*error.problems]
        pages = configure(config, prepared)
        try:
            with _log_as_problems(pages, settings.document.file):
                run_mkdocs(config)
        except Exception as error:  # plugins and extensions may raise anything at all
            if isinstance(error, OSError) and error.errno in _SYSTEM:
                raise
            reason = " ".join(str(error).split()) or type(error).__name__
            file = pages.current or settings.document.file
            message = f"MkDocs cannot make this page: {reason}"
            return {}, [Problem(file, 1, 1, Severity.ERROR, "engine", message)]
        return dict(collected(config, prepared)), pages.problems


@contextmanager
def _log_as_problems(pages: WrittenPages, file: str) -> Iterator[None]:
    """Turn what MkDocs and its plugins log into problems of the page that they are at."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = " ".join(record.getMessage().split())
            place = pages.current or file
            pages.problems.append(Problem(place, 1, 1, Severity.WARNING, "engine", message))

    handler, log = Handler(logging.WARNING), logging.getLogger("mkdocs")
    spreads, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = spreads


def configure(config: MkDocsConfig, prepared: Prepared) -> WrittenPages:
    """Let MkDocs make hand-written pages only: no menu, search, 404 page or sitemap of its own."""
    assert prepared.site is not None  # noqa: S101  # nothing is built from a guide with errors
    for methods in config.plugins.events.values():
        # A guide's hook and plugin do what this does already.
        methods[:] = [m for m in methods if getattr(m, "__module__", "") != _HOOKS]
    root = Path(config.config_file_path).parent
    pages = WrittenPages(root, prepared.site, prepared.editions.values(), prepared.outputs)
    config.plugins["muscleguide/written"] = pages
    config.theme.dirs.insert(0, str(_THEME))
    config.theme.static_templates = set()
    config.nav = None
    # The check has looked at every link, and said where.
    for name in ("not_found", "absolute_links", "unrecognized_links", "anchors"):
        setattr(config.validation.links, name, 0)
    return pages


def collected(config: MkDocsConfig, prepared: Prepared) -> Iterator[tuple[str, bytes]]:
    """Yield what MkDocs has made in its `site_dir`, and the theme's styles for it."""
    made = Path(config.site_dir)
    for path in sorted(made.rglob("*")):
        name = path.relative_to(made).as_posix()
        if path.is_file() and name not in prepared.outputs and not name.startswith(_NOT_PUBLISHED):
            yield name, path.read_bytes()
    styles = (file for folder in config.theme.dirs for file in Path(folder).glob(_THEME_STYLES))
    file = next(styles, None)
    yield urls.asset("material/main.css"), file.read_bytes() if file else b""
    licence = distribution("mkdocs-material").read_text("licenses/LICENSE") if file else None
    yield urls.asset("material/LICENSE.txt"), (licence or "").encode()


class _Target(File):
    """A file that the program makes or copies itself: links may lead there, MkDocs leaves it."""

    def __init__(self, name: str, path: str, config: MkDocsConfig) -> None:
        super().__init__(name, None, config.site_dir, use_directory_urls=True, dest_uri=path)

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from making a page of it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Keep MkDocs from copying it."""


def _names(path: str) -> Iterator[str]:
    """Give the names below docs/ by which a link may ask for the file at a path of the site."""
    if not path.endswith("index.html"):
        yield path
        return
    folder = path.removesuffix("index.html")
    yield f"{folder}index.md"
    if folder:
        yield f"{folder.rstrip('/')}.md"
