"""The editor's server: forms in the browser that write the guide's files, on this machine only.

It has an origin of its own, so that no page of the guide, with whatever scripts it loads, shares
one with it. A request is answered where it names this host, comes from the editor's own page and
carries the token that only that page knows (OWASP: cross-site request forgery, DNS rebinding).
"""

import ipaddress
import json
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from pydantic import ValidationError

from muscleguide.editor.filled_in import from_form
from muscleguide.editor.records import (
    Open,
    SaveError,
    add_record,
    handout_of,
    listed,
    open_record,
    page_of,
    problems_of,
    save_record,
    shown_at,
)
from muscleguide.figures.figure import draw_figure
from muscleguide.figures.words import describe
from muscleguide.ids import slug
from muscleguide.markup.richtext import render
from muscleguide.problems import Problem
from muscleguide.reading.files import EXERCISES, read_folder
from muscleguide.reading.yaml_reader import Document, Parse
from muscleguide.schema.figure import Figure
from muscleguide.schema.forms import form_of
from muscleguide.schema.kinds import KINDS, Kind
from muscleguide.schema.validation import explain
from muscleguide.wording.locale import load_locale

_MOST = 2_000_000  # bytes of a request
_FILES = {
    "/": "editor.html",
    **{f"/{name}": name for name in ("editor.css", "editor.js", "fields.js", "guide.js")},
}
_TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
}


@dataclass(frozen=True)
class Workshop:
    """What the editor works on: a guide, its problems as of now, and where its preview is served.

    `root` is the guide's folder and `config_file` the name of its settings.
    """

    root: Path
    config_file: str
    parse: Parse
    problems: Callable[[], Iterable[Problem]]
    preview: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    saving: threading.Lock = field(default_factory=threading.Lock, repr=False)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine and can be reached from no other."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def start_editor(workshop: Workshop, host: str) -> str:
    """Serve the editor in threads of their own, on a free port of a loopback host; give its URL."""
    server = ThreadingHTTPServer((host, 0), BaseHTTPRequestHandler)
    server.daemon_threads = True
    name = f"[{host}]" if ":" in host else host
    origin = f"http://{name}:{server.server_port}"
    server.RequestHandlerClass = partial(_Handler, workshop, origin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return origin


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def __init__(self, workshop: Workshop, origin: str, *arguments: object) -> None:
        self.workshop = workshop
        self.origin = origin
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:  # the name that the base class calls
        """Give the editor's page, its scripts and styles, or a record."""
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if not self._is_ours():
            self._send(403, "json", _text("this is not the editor's address"))
        elif url.path == "/" and "page" in asked:
            self._redirect(_leading_to(asked["page"]))
        elif url.path in _FILES:
            name = _FILES[url.path]
            text = (files("muscleguide") / "editor" / name).read_text(encoding="utf-8")
            ours = {"TOKEN": self.workshop.token, "PREVIEW": self.workshop.preview}
            for mark, value in ours.items() if name == "editor.html" else ():
                text = text.replace(f"{{{{ {mark} }}}}", value)
            self._send(200, name.rpartition(".")[2], text.encode())
        elif url.path in ("/api/guide", "/api/record"):
            self._api(_ANSWERS[url.path], asked)
        else:
            self._send(404, "json", _text("there is no such page"))

    def do_POST(self) -> None:
        """Save a record, or show how what stands in a form will look."""
        answer = _ANSWERS.get(self.path)
        length = self.headers.get("Content-Length", "")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip()
        if not self._is_ours() or self.headers.get("Origin") != self.origin:
            self._send(403, "json", _text("this does not come from the editor's page"))
        elif answer is None or kind != "application/json" or not length.isdecimal():
            self._send(400, "json", _text("this is no request of the editor"))
        elif int(length) > _MOST:
            self._send(413, "json", _text("this is too much for one record"))
        else:
            try:
                asked = json.loads(self.rfile.read(int(length)))
            except ValueError:
                asked = None
            if isinstance(asked, dict):
                self._api(answer, asked)
            else:
                self._send(400, "json", _text("this is no JSON"))

    def _is_ours(self) -> bool:
        """Return whether a request names this server, and no other site has made it.

        A name that another site lets lead to this machine is another host. Following the link
        from the preview, which has another port, is "same-site".
        """
        if self.headers.get("Host") != urlsplit(self.origin).netloc:
            return False
        sites = ("same-origin", "same-site", "none", None)
        return self.headers.get("Sec-Fetch-Site") in sites

    def _api(self, answer: "_Answer", asked: Mapping[str, Any]) -> None:
        given = self.headers.get("X-Token", "")
        if not secrets.compare_digest(given.encode(), self.workshop.token.encode()):
            self._send(403, "json", _text("load the editor's page again"))
            return
        try:
            self._send(200, "json", json.dumps(answer(self.workshop, asked)).encode())
        except SaveError as error:
            self._send(409, "json", _text(str(error)))

    def _redirect(self, query: Mapping[str, str]) -> None:
        self.send_response(302)
        self.send_header("Location", f"/?{urlencode(query)}" if query else "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{_TYPES[kind]}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "no-referrer")
        frames = "{0.scheme}://{0.netloc}".format(urlsplit(self.workshop.preview))
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; "
            f"frame-ancestors 'none'; frame-src {frames}; img-src data:; script-src 'self'; "
            "style-src 'self'",
        )
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log no single requests."""


def _text(message: str) -> bytes:
    return json.dumps({"message": message}).encode()


def _leading_to(page: str) -> Mapping[str, str]:
    """Give the query for what a page of the preview shows; `page` is its URL below the root."""
    found = shown_at(page)
    if found is None:
        return {}
    kind, id_ = found
    return {"kind": kind.name, **({"id": id_} if id_ or kind.shape == "file" else {})}


# What the editor's script asks for. Each raises `SaveError` for what cannot be done.
_Answer = Callable[[Workshop, Mapping[str, Any]], Mapping[str, Any]]


def _guide(workshop: Workshop, _asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the kinds of records, and the id and name of every record."""
    folder, _problems = read_folder(workshop.root, workshop.config_file, workshop.parse)
    return {
        "kinds": [
            {"name": k.name, "title": k.title, "plural": k.plural, "shape": k.shape}
            for k in KINDS.values()
        ],
        "records": listed(folder),
    }


def _record(workshop: Workshop, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a record: its form, what stands in it, and its problems; or an empty one without id."""
    kind, id_ = _kind(asked), str(asked.get("id", ""))
    about = {"form": form_of(kind), "named_by": kind.named_by, "shape": kind.shape}
    if asked.get("new"):
        return {**about, "value": {}, "problems": [], "file": kind.file}
    record = open_record(workshop.root, kind, id_)
    return {
        **about,
        "file": record.file,
        "digest": record.digest,
        "value": _json(record.value),
        "body": record.body,
        "problems": _told(record, workshop.problems()),
        "page": page_of(kind, id_),
        "handout": handout_of(kind, id_),
    }


def _save(workshop: Workshop, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Save a record, which exists or, with `new`, does not yet; give it as it is then."""
    kind, id_ = _kind(asked), str(asked.get("id", ""))
    body = asked.get("body") if isinstance(asked.get("body"), str) else None
    with workshop.saving:
        if asked.get("new"):
            named = asked.get("value")
            name = named.get(kind.named_by) if isinstance(named, dict) else None
            id_ = add_record(workshop.root, kind, id_ or slug(str(name or "")), named, body)
        else:
            digest = str(asked.get("digest", ""))
            save_record(workshop.root, kind, id_, asked.get("value"), digest, body)
    return {"id": id_, **_record(workshop, {"kind": kind.name, "id": id_})}


def _figure(_workshop: Workshop, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Draw the figure that stands in a form, or say why it cannot be drawn."""
    form = next(f for f in form_of(KINDS["exercise"])["fields"] if f["key"] == "figure")
    given = from_form(form, asked.get("value"), None)
    if not given:
        return {"svg": "", "message": ""}
    try:
        figure = Figure.model_validate(given)
    except ValidationError as error:
        problem = next(iter(explain(error, Figure, Document(EXERCISES, given))))
        return {"svg": "", "message": problem.message}
    words = describe(figure, load_locale("en").part("figure"))
    return {"svg": draw_figure(figure, label=words), "message": words}


def _rich(_workshop: Workshop, asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Show rich text as a page does."""
    return {"html": str(render(str(asked.get("value", "")), ""))}


_ANSWERS: Mapping[str, _Answer] = {
    "/api/guide": _guide,
    "/api/record": _record,
    "/api/save": _save,
    "/api/figure": _figure,
    "/api/rich": _rich,
}


def _kind(asked: Mapping[str, Any]) -> Kind:
    kind = KINDS.get(str(asked.get("kind")))
    if kind is None:
        raise SaveError("there is no such kind of record")
    return kind


def _told(record: Open, problems: Iterable[Problem]) -> list[Mapping[str, Any]]:
    return [
        {"path": path, "severity": problem.severity, "message": problem.message}
        for path, problem in problems_of(record, problems)
    ]


def _json(value: Any) -> Any:
    """Give a value as JSON holds it: days as texts."""
    if isinstance(value, dict):
        return {key: _json(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_json(entry) for entry in value]
    return value if isinstance(value, str | int | float | bool | None) else value.isoformat()
