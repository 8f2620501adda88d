"""The live preview: a server on this machine that renders just what a browser asks for.

An open page keeps a connection on which it hears that something was saved, and loads itself again.
"""

import mimetypes
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from muscleguide import urls
from muscleguide.checking.reports import show_problems
from muscleguide.pages.problems.problems import problems_page
from muscleguide.preview.state import Preview, fingerprint
from muscleguide.problems import ProblemsError

# Paths of the preview itself, which no page of a site has.
_SCRIPT = "/-/reload.js"
_EVENTS = "/-/events"
_LOOK_EVERY = 0.1  # seconds
_KEEP_ALIVE = 15.0  # seconds


class Changes:
    """Counts the saves, and lets threads wait for the next."""

    def __init__(self) -> None:
        self.number = 0
        self._condition = threading.Condition()

    def add(self) -> None:
        """Count a save, and wake whoever waits."""
        with self._condition:
            self.number += 1
            self._condition.notify_all()

    def wait(self, number: int, timeout: float) -> int:
        """Wait until there are more saves than `number`; give how many there are."""
        with self._condition:
            self._condition.wait_for(lambda: self.number != number, timeout)
            return self.number


def serve_guide(config_file: Path, host: str, port: int) -> None:
    """Serve the guide until the process is interrupted. Raises `OSError` for a taken address."""
    preview, changes = Preview(config_file), Changes()
    handler = partial(_Handler, preview, changes)
    with ThreadingHTTPServer((host, port), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=_watch, args=(preview, changes), daemon=True).start()
        where = f"http://{host}:{server.server_port}{_mount(preview)}"
        click.echo(f"The guide is at {where} (Ctrl+C ends this)", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("", err=True)


def _watch(preview: Preview, changes: Changes) -> None:
    """Look at the files again and again: that works on every file system, and in containers."""
    shown = None
    while True:
        snapshot = preview.snapshot()
        if snapshot is not shown:
            show_problems(snapshot.problems, snapshot.prepared.checked.folder.files)
            shown = snapshot
            changes.add()
        started = time.monotonic()
        while fingerprint(preview.config_file) == snapshot.fingerprint:
            # A look takes longer in a large guide, and then waits longer.
            time.sleep(max(_LOOK_EVERY, time.monotonic() - started))
            started = time.monotonic()


def _mount(preview: Preview) -> str:
    """Give the path below which the site is served: that of its real URL."""
    return urls.absolute_root(preview.snapshot().prepared.checked.folder.settings.site_url)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def __init__(self, preview: Preview, changes: Changes, *arguments: object) -> None:
        self.preview = preview
        self.changes = changes
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
        mount = _mount(self.preview)
        if not path.startswith(mount):
            self._redirect(302, mount)
            return
        wanted = path.removeprefix(mount)
        content = self.preview.file(urls.path_of(wanted))
        if content is not None:
            self._answer(200, urls.path_of(wanted), content)
        elif self.preview.file(urls.path_of(f"{wanted}/")) is not None:
            # A static host leads on from a folder without a slash; so does the preview.
            self._redirect(301, f"{path}/")
        else:
            self._answer(404, "x.html", self.preview.file(urls.NOT_FOUND) or b"")

    def _redirect(self, status: int, url: str) -> None:
        self.send_response(status)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, name: str, content: bytes) -> None:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            script = f'<script src="{_SCRIPT}"></script></body>'.encode()
            content = content.replace(b"</body>", script, 1)
        charset = "; charset=utf-8" if kind.startswith("text/") or "json" in kind else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _events(self) -> None:
        """Send a line for every save (HTML, server-sent events) until the page is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number = self.changes.number
        try:
            while True:
                # The first line tells a page that was opened before whether it is still right.
                self.wfile.write(f"data: {number}\n\n".encode())
                self.wfile.flush()
                number = self.changes.wait(number, _KEEP_ALIVE)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing of single requests."""
