"""Fixtures: the real guide, built once, and a browser to look at it."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import browser as installed
import pytest
from guides import PROJECT
from playwright.sync_api import Browser, sync_playwright
from site_reading import built


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own guide, built outside the project's folder."""
    # The folder bears the path of the guide's site_url: a 404 page can only know that one.
    out = tmp_path_factory.mktemp("real") / "education"
    built(PROJECT, "--out", str(out))
    return out


@pytest.fixture(scope="session")
def real_address(real_site: Path) -> Iterator[str]:
    """The address at which the real guide is served, below a path."""
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    handler = functools.partial(quiet, directory=str(real_site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{real_site.name}/"
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser; a machine without one fails the test instead of skipping it."""
    path = installed.find()
    assert path, "There is no browser; run `make test`, which installs one."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            # Containers and root have no sandbox; the rest keeps the browser off the network.
            args=["--no-sandbox", "--disable-quic", "--no-first-run"]
            + ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()
