"""The live preview: a server on this machine that renders just what a browser asks for.

An open page keeps a connection that notifies it of every save; then it loads itself again.
"""

import mimetypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import click

from muscleguide import urls
from muscleguide.checking.reports import show_problems
from muscleguide.editor.server import Workshop, is_loopback, start_editor
from muscleguide.exports.headers import headers_of
from muscleguide.pages.problems.problems import problems_page
from muscleguide.preview.state import Preview, Snapshot, render_file
from muscleguide.preview.watching import Changes, wait_for_save
from muscleguide.problems import ProblemsError
from muscleguide.schema.json_schemas import refresh_schemas

# Paths of the preview itself, which no page of a site has.
_SCRIPT = "/-/reload.js"
_EVENTS = "/-/events"
_KEEP_ALIVE = 15.0  # seconds
# Python's own list comes first: the system's may say that scripts are plain text, and browsers run
# no such script.
_KINDS = mimetypes.MimeTypes()


def serve_guide(config_file: Path, host: str, port: int) -> None:
    """Serve the guide until the process is interrupted. Raises `OSError` for a taken port."""
    with listening(Preview(config_file), host, port) as (server, where, editor):
        click.echo(f"The guide is at {where} (Ctrl+C ends this)", err=True)
        if editor:
            click.echo(f"Its records can be edited at {editor}/, or from any page", err=True)
        else:
            click.echo("It cannot be edited there, as other machines may reach it", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("", err=True)


@contextmanager
def listening(
    preview: Preview, host: str, port: int
) -> Iterator[tuple[ThreadingHTTPServer, str, str | None]]:
    """Give a server for a guide, the guide's URL, and the origin of its editor.

    Pages can be edited where no other machine can reach them. Raises `OSError` for a taken port.
    """
    changes = Changes()
    with _Server((host, port), BaseHTTPRequestHandler) as server:
        server.daemon_threads = True
        name = f"[{host}]" if ":" in host else host
        where = f"http://{name}:{server.server_port}{_mount(preview.snapshot())}"
        editor = _editor(preview, host, where) if is_loopback(host) else None
        server.RequestHandlerClass = partial(_Handler, preview, changes, editor)
        threading.Thread(target=_watch, args=(preview, changes), daemon=True).start()
        yield server, where, editor


def _watch(preview: Preview, changes: Changes) -> None:
    """Show the problems after every save, and let open pages know of it."""
    while True:
        snapshot = preview.snapshot()
        refresh_schemas(preview.config_file.parent, snapshot.prepared.known)
        show_problems(snapshot.problems, snapshot.prepared.files)
        changes.add()
        wait_for_save(snapshot.fingerprint, snapshot.paths)


def _editor(preview: Preview, host: str, where: str) -> str:
    workshop = Workshop(
        root=preview.config_file.parent,
        config_file=preview.config_file.name,
        parse=preview.parse,
        problems=lambda: preview.snapshot().problems,
        preview=where,
    )
    return start_editor(workshop, host)


def _mount(snapshot: Snapshot) -> str:
    """Give the path below which the site is served: that of its real URL."""
    return urls.absolute_root(snapshot.prepared.settings.site_url)


class _Server(ThreadingHTTPServer):
    """A server that takes it calmly when a browser leaves before it has its answer."""

    # To Windows it means that two servers may have one port.
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, but for a connection that the browser has dropped."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def __init__(
        self, preview: Preview, changes: Changes, editor: str | None, *arguments: object
    ) -> None:
        self.preview = preview
        self.changes = changes
        self.editor = editor
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the name that the base class calls
        """Give a file of the site, or one of the preview's own."""
        path = unquote(urlsplit(self.path).path)
        if path == _EVENTS:
            self._events()
            return
        if path == _SCRIPT:
            self._answer(200, "x.js", (files("muscleguide") / "preview/reload.js").read_bytes())
            return
        try:
            self._page(path)
        except ProblemsError as error:
            self._answer(200, "x.html", problems_page(error.problems).encode())

    do_HEAD = do_GET  # noqa: N815

    def _page(self, path: str) -> None:
        # Asked for once: it looks at every file of the guide.
        snapshot = self.preview.snapshot()
        mount = _mount(snapshot)
        if not path.startswith(mount):
            self._redirect(302, mount)
            return
        wanted = path.removeprefix(mount)
        content = render_file(snapshot, urls.path_of(wanted))
        if content is not None:
            self._answer(200, urls.path_of(wanted), content, snapshot)
        elif render_file(snapshot, urls.path_of(f"{wanted}/")) is not None:
            # A static host leads on from a folder without a slash; so does the preview.
            self._redirect(301, f"{path}/")
        else:
            missing = render_file(snapshot, urls.NOT_FOUND) or b""
            self._answer(404, urls.NOT_FOUND, missing, snapshot)

    def _redirect(self, status: int, url: str) -> None:
        self.send_response(status)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(
        self, status: int, name: str, content: bytes, snapshot: Snapshot | None = None
    ) -> None:
        """Send bytes, and for a file of the site the headers with which a host would send it."""
        kind = _KINDS.guess_type(name)[0] or mimetypes.guess_type(name)[0]
        kind = kind or "application/octet-stream"
        if kind == "text/html":
            script = f'<script src="{_SCRIPT}"{self._edit_link(name)}></script></body>'.encode()
            content = content.replace(b"</body>", script, 1)
        charset = "; charset=utf-8" if kind.startswith("text/") or "json" in kind else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        if snapshot and snapshot.prepared.site:
            clinic = snapshot.prepared.site.guide.clinic
            for header, value in headers_of(clinic, name, shown_by=self.editor).items():
                self.send_header(header, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _edit_link(self, path: str) -> str:
        """Give the attribute that leads the script to where a page of the site is edited."""
        if self.editor is None:
            return ""
        page = urls.HOME if path == "x.html" else path.removesuffix("index.html")
        return f' data-edit="{self.editor}/?page={quote(page)}"'

    def _events(self) -> None:
        """Send a line for every save (HTML, server-sent events) until the page is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number = self.changes.number
        try:
            while True:
                # By the first line a page that was opened before sees whether it is up to date.
                self.wfile.write(f"data: {number}\n\n".encode())
                self.wfile.flush()
                number = self.changes.wait(number, _KEEP_ALIVE)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Log no single requests."""
