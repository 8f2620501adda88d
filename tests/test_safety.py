"""Nothing foreign runs or is loaded: the policy of pages, their headers, what pages bring in."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from guides import KNEE, PROJECT, SHOULDER, replaced, write_guide
from playwright.sync_api import Browser, Page, expect
from site_reading import built, page, run
from test_browser import ADDRESSES, opened

from muscleguide.reading.yaml_reader import parse_yaml

ARTICLE = SHOULDER["docs/articles/stiff-neck.md"]


def rules_of(site: Path) -> list[tuple[str, dict[str, str]]]:
    """Read `_headers` as hosts do: lines with a URL, and indented headers below them."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(" "):
            rules.append((line, {}))
        elif line:
            name, value = line.strip().split(": ", 1)
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
    return rules


def headers_at(rules: list[tuple[str, dict[str, str]]], url: str) -> dict[str, str]:
    """Give what is sent with a URL. No header is in two rules that fit it: hosts differ then."""
    sent: dict[str, str] = {}
    for pattern, headers in rules:
        if url == pattern or (pattern.endswith("*") and url.startswith(pattern[:-1])):
            assert not sent.keys() & headers, url
            sent |= headers
    return sent


class _Handler(SimpleHTTPRequestHandler):
    """Sends each file with its headers."""

    rules: list[tuple[str, dict[str, str]]]

    def end_headers(self) -> None:
        for name, value in headers_at(self.rules, urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[Callable[[Path], str]]:
    """Serve a site at the root of a host, as one that reads `_headers`; give its URL."""
    servers = []

    def start(site: Path) -> str:
        handler = type("Handler", (_Handler,), {"rules": rules_of(site)})
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
        )
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


RICH_PAGE = (
    "# Team\n\n!!! note\n    A note.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
    '```python\nprint("x")\n```\n\n- [ ] task\n\nA word[^1].\n\n[^1]: A footnote.\n'
)


@pytest.fixture(scope="module")
def knee_host(tmp_path_factory: pytest.TempPathFactory, host: Callable[[Path], str]) -> str:
    """The guide of the knee, with a page that uses what Markdown has, and headers."""
    guide = tmp_path_factory.mktemp("host")
    files = {p.relative_to(KNEE).as_posix(): p.read_bytes() for p in KNEE.rglob("*") if p.is_file()}
    files |= {"mkdocs.yml": b"site_url: https://living-touch.example.org/\nsite_name: x\n"}
    write_guide(guide, {**dict.fromkeys(SHOULDER), **files, "docs/team.md": RICH_PAGE})
    return host(built(guide))


def test_no_page_breaks_its_policy(chromium: Browser, knee_host: str) -> None:
    for address in (*ADDRESSES, "team/", "embed/", "embed/muscles/popliteus/"):
        for scheme in ("light", "dark"):
            tab, errors = opened(chromium, knee_host + address, width=360, scheme=scheme)
            assert tab.context.cookies() == []
            tab.context.close()
            assert errors == [], address


def use(tab: Page) -> None:
    """Use everything that runs: menu, dark, search, finder, chosen handout."""
    tab.get_by_role("button", name="Dark").click()
    tab.get_by_role("button", name="Search").click()
    tab.locator("#search input").fill("knee")
    expect(tab.locator("#search a").first).to_be_visible()
    tab.keyboard.press("Escape")
    for box in ("symptom", "activity", "region"):
        tab.locator(f"#finder input[name={box}]").first.dispatch_event("click")
    tab.locator("#finder input[name=q]").fill("calf")
    expect(tab.get_by_role("status").first).not_to_be_empty()


def test_what_runs_keeps_to_the_policy(chromium: Browser, knee_host: str) -> None:
    tab, errors = opened(chromium, knee_host, width=1280, scheme="light")
    use(tab)
    tab.wait_for_load_state("networkidle")  # what is still on its way would fail
    tab.goto(f"{knee_host}handout/?muscle=popliteus&muscle=plantaris")
    expect(tab.get_by_role("heading", name="Plantaris").first).to_be_visible()
    assert errors == []
    # The policy is there: what would break it is refused.
    tab.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://a.example/'}))")
    tab.wait_for_function("true")
    tab.wait_for_timeout(200)
    assert any("Content Security Policy" in error for error in errors)


def test_only_frames_may_be_framed(
    tmp_path: Path, chromium: Browser, knee_host: str, serve: Callable[[Path], str]
) -> None:
    (tmp_path / "outer").mkdir()
    frames = "".join(f'<iframe src="{knee_host}{url}"></iframe>' for url in ("embed/", "about/"))
    (tmp_path / "outer/index.html").write_text(f"<!doctype html><title>x</title>{frames}")
    tab = chromium.new_page()
    refused: list[str] = []
    tab.on("console", lambda message: refused.append(message.text))
    tab.goto(serve(tmp_path / "outer"))
    shown, hidden = tab.frames[1:]
    assert shown.locator("#finder").count() == 1
    assert hidden.locator(".mg-main").count() == 0
    assert any("frame-ancestors" in text for text in refused)
    tab.context.close()


def test_every_page_has_a_policy_and_no_inline_code(knee_site: Path) -> None:
    pages = list(knee_site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        (policy,) = soup.select("meta[http-equiv=Content-Security-Policy]")
        assert "unsafe" not in str(policy["content"])
        assert "default-src 'none'" in str(policy["content"])
        assert policy.find_previous("script") is None
        assert not soup.select("style, [style], [onclick], [onload]")
        for script in soup.select("script:not([src])"):
            assert str(script["type"]).endswith("json")


def test_headers_of_every_page(knee_site: Path) -> None:
    rules = rules_of(knee_site)
    for path in knee_site.rglob("*.html"):
        url = "/" + path.relative_to(knee_site).as_posix().removesuffix("index.html")
        sent = headers_at(rules, url)
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert "geolocation=()" in sent["Permissions-Policy"]
        assert sent["Referrer-Policy"]
        ancestors = "*" if url.startswith("/embed/") else "'none'"
        assert sent["Content-Security-Policy"].endswith(f"frame-ancestors {ancestors}"), url


def test_a_clinic_names_the_hosts_of_its_frames_and_adds_headers(tmp_path: Path) -> None:
    changes = replaced("content/clinic.yml", "name: Praxis", "embed_hosts: [a.de]\nname: Praxis")
    changes |= {"docs/_headers": "/assets/*\n  Cache-Control: max-age=60\n"}
    changes |= {"docs/.nojekyll": "", "docs/.well-known/security.txt": "Contact: x"}
    site = built(write_guide(tmp_path, changes))
    rules = rules_of(site)
    policy = headers_at(rules, "/embed/")["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://a.de")
    assert headers_at(rules, "/assets/guide.css")["Cache-Control"] == "max-age=60"
    assert (site / ".nojekyll").is_file()
    assert (site / ".well-known/security.txt").read_text() == "Contact: x"


BAD: Mapping[str, tuple[str, str]] = {
    "image": ("![A knee](https://a.example/knee.png)", "foreign-content"),
    "image in HTML": ('<img alt="" src="//a.example/knee.png">', "foreign-content"),
    "image with a backslash": ('<img alt="" src="\\\\a.example/knee.png">', "foreign-content"),
    "sizes": ('<img alt="" srcset="x.png 1x, https://a.example/y.png 2x">', "foreign-content"),
    "script": ('<script src="https://a.example/x.js"></script>', "foreign-content"),
    "inline script": ("<script>alert(1)</script>", "unsafe-html"),
    "frame": ('<iframe src="https://a.example/video"></iframe>', "foreign-content"),
    "frame of its own": ('<iframe srcdoc="x"></iframe>', "unsafe-html"),
    "handler": ('<p onclick="alert(1)">x</p>', "unsafe-html"),
    "handler in capitals": ('<p ONMOUSEOVER="alert(1)">x</p>', "unsafe-html"),
    "style sheet": ('<link rel="stylesheet" href="https://a.example/x.css">', "foreign-content"),
    "form": ('<form action="https://a.example/"><input name="a"></form>', "foreign-content"),
    "object": ('<object data="x.pdf"></object>', "unsafe-html"),
    "base": ('<base href="https://a.example/">', "unsafe-html"),
    "refresh": ('<meta http-equiv="refresh" content="0; url=https://a.example/">', "unsafe-html"),
    "link": ('<a href=" java&#115;cript:alert(1)">x</a>', "unsafe-html"),
    "video": ('<video poster="https://a.example/x.png"></video>', "foreign-content"),
    "drawing": ('<svg><image xlink:href="https://a.example/x.png"/></svg>', "foreign-content"),
    "ping": ('<a href="x/" ping="https://a.example/">x</a>', "foreign-content"),
}


# Markdown means nothing in HTML.
PLACES = [
    (case, place)
    for case, (snippet, _rule) in BAD.items()
    for place in ("docs/team.md", "docs/articles/stiff-neck.md", "docs/a.html")
    if not (place == "docs/a.html" and snippet.startswith("!["))
]


@pytest.mark.parametrize(("case", "place"), PLACES)
def test_foreign_content_stops_the_build(tmp_path: Path, case: str, place: str) -> None:
    snippet, rule = BAD[case]
    before = {"docs/team.md": "# Team\n\nText.\n\n", "docs/a.html": "<!doctype html>\n<p>Text\n"}
    start = before.get(place, ARTICLE)
    guide = write_guide(tmp_path, {place: f"{start}\n{snippet}\n\nMore.\n"})
    line = (start + "\n").count("\n") + 1
    for command in ("check", "build"):
        result = run(command, cwd=guide)
        assert result.returncode == 1
        assert f"{place}:{line}:1: error: " in result.stderr
        assert f"[{rule}]" in result.stderr
    assert not (guide / "site").exists()


def test_what_a_page_may_hold(tmp_path: Path) -> None:
    fine = (
        "# Team\n\n![](images/a.png) [book](https://a.example/) <mailto:a@b.example>\n\n"
        '`<img src="https://a.example/x.png">`\n\n```html\n<script>alert(1)</script>\n```\n\n'
        '<img src="images/a.png" alt=""> <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw'
        '=">\n\n<img alt="" src="https://praxis-muenchen.de/wissen/images/a.png">\n\n'
        "| a | b |\n|---|--:|\n| 1 | 2 |\n"
    )
    guide = write_guide(tmp_path, {"docs/team.md": fine, "docs/images/a.png": b"x"})
    result = run("check", cwd=guide)
    assert result.returncode == 0
    assert "team.md" not in result.stderr
    cells = page(built(guide), "team/").select("td")
    assert [cell.get("class") for cell in cells] == [None, ["mg-align-right"]]


def test_a_clinic_allows_a_host(tmp_path: Path) -> None:
    video = '# Team\n\n<iframe src="https://player.vimeo.com/video/1" title="x"></iframe>\n'
    changes = replaced(
        "content/clinic.yml", "name: Praxis", 'allowed_hosts: ["*.vimeo.com"]\nname: Praxis'
    )
    site = built(write_guide(tmp_path, {**changes, "docs/team.md": video}))
    (policy,) = page(site, "team/").select("meta[http-equiv=Content-Security-Policy]")
    assert "frame-src 'self' https://*.vimeo.com;" in str(policy["content"])
    changes = replaced("content/clinic.yml", "name: Praxis", "allowed_hosts: [a b]\nname: Praxis")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert "content/clinic.yml:1:17: error: " in result.stderr
    assert "player.vimeo.com" in result.stderr


def test_styles_in_a_page_are_told(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/team.md": '# Team\n\n<p style="color: red">x</p>\n'})
    result = run(cwd=guide)
    assert result.returncode == 0
    assert "docs/team.md:3:1: warning: " in result.stderr
    assert "[inline-style]" in result.stderr


def test_foreign_files_in_the_settings_stop_the_build(tmp_path: Path) -> None:
    settings = SHOULDER["mkdocs.yml"].replace("font: false", "favicon: https://a.example/x.ico")
    settings += "extra_css: [https://a.example/x.css]\nextra_javascript: [//a.example/x.js]\n"
    result = run("check", cwd=write_guide(tmp_path, {"mkdocs.yml": settings}))
    lines = [line for line in result.stderr.splitlines() if "[foreign-content]" in line]
    assert [line.split(":")[1] for line in lines] == ["5", "6", "7"]
    assert result.returncode == 1


def test_a_page_opened_from_a_folder_works(chromium: Browser, knee_site: Path) -> None:
    tab = chromium.new_page()
    errors: list[str] = []
    tab.on("console", lambda message: errors.append(message.text))
    tab.goto((knee_site / "index.html").as_uri())
    tab.locator("#finder input[name=q]").fill("popliteus")
    expect(tab.locator("[data-muscle=gastrocnemius]").first).to_be_hidden()
    assert errors == []
    tab.context.close()


HOSTILE_URL = 'https://x.de/"><script>alert(1)</script>'


def test_a_site_s_url_holds_nothing_that_could_end_an_attribute(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"mkdocs.yml": f"site_name: x\nsite_url: '{HOSTILE_URL}'\n"})
    result = run("check", cwd=guide)
    assert result.returncode == 1
    assert "mkdocs.yml:2:11: error: " in result.stderr
    result = run("--base-url", HOSTILE_URL, cwd=write_guide(tmp_path))
    assert result.returncode == 2
    assert not (guide / "site").exists()


def test_a_title_in_front_matter_is_text_on_every_page(tmp_path: Path) -> None:
    title = "</a><script>alert(1)</script>"
    site = built(write_guide(tmp_path, {"docs/team.md": f"---\ntitle: '{title}'\n---\n# T\n"}))
    for address in ("", "team/", "muscles/trapezius/"):
        soup = page(site, address)
        assert title in soup.get_text()
        assert not [s for s in soup.select("script") if "alert" in s.get_text()]


CUT = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise OSError(101, "Network is unreachable")

sys.addaudithook(refuse)
from muscleguide.cli import main
main(["build"])
"""


def test_a_build_asks_nothing_of_the_network(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/team.md": RICH_PAGE})
    command = [sys.executable, "-c", CUT]
    # A system that can take the whole network away does so, from Typst's own code, too.
    alone = ["unshare", "--map-root-user", "--net"]
    if (
        shutil.which("unshare")
        and not subprocess.run([*alone, "true"], capture_output=True).returncode
    ):
        command = [*alone, *command]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    done = subprocess.run(command, cwd=guide, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert (guide / "site/handouts/trapezius-a4.pdf").stat().st_size > 1000
    assert (guide / "site/team/index.html").is_file()


def with_long_words(value: object) -> object:
    """Put a word that no line can hold into every text of a record."""
    if isinstance(value, dict):
        return {key: with_long_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_long_words(inner) for inner in value]
    if not isinstance(value, str) or value == "web page":
        return value
    is_text = " " in value or value[:1].isupper()
    return f"{value} {'Donaudampfschifffahrt' * 6}" if is_text else value


def test_long_words_wrap_everywhere(
    tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    changes: dict[str, str | bytes | None] = {}
    for name, text in SHOULDER.items():
        if name.startswith("content/"):
            record = with_long_words(parse_yaml(name, text)[0].value)
            changes[name] = yaml.safe_dump(record, allow_unicode=True)
    long = "Donaudampfschifffahrt" * 6
    changes["docs/articles/stiff-neck.md"] = ARTICLE.replace(": When", f": {long}").replace(
        "Look at", f"{long} `{long}`\n\n| {long} | b |\n|---|---|\n| a | {long} |\n\nLook at"
    )
    changes["docs/team.md"] = f"# {long}\n\n{long} `{long}`\n\n    {long}\n\n> {long}\n"
    # The folder bears the path of the guide's site_url: a 404 page can only know that one.
    built(write_guide(tmp_path, changes), "--out", "wissen")
    root = serve(tmp_path / "wissen")
    tab = chromium.new_page(viewport={"width": 320, "height": 700})
    pages = [*PAGES_OF_SHOULDER, "embed/", "embed/muscles/trapezius/", "team/"]
    for address in [*pages, "handout/?muscle=trapezius&muscle=levator"]:
        tab.goto(root + address)
        too_wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{address} is {too_wide} px too wide"
    tab.goto(root)
    tab.get_by_role("button", name="Menu").click()
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Search").click()
    tab.locator("#search input").fill("donau")
    expect(tab.locator("#search a").first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    tab.context.close()


PAGES_OF_SHOULDER = (
    *("", "muscles/", "muscles/trapezius/", "symptoms/", "activities/", "articles/"),
    *("articles/stiff-neck/", "relief/", "warning-signs/", "sources/", "404.html"),
)
