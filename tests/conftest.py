"""Fixtures: a guide of the knee, built once, and a browser to look at it."""

import contextlib
import functools
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import browser as installed
import pytest
from guides import KNEE
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from site_reading import built

# No test is timed: a busy machine fails none of them.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` leaves out that, and says how much."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def knee_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of the knee that the tests keep, built outside their folder."""
    root = tmp_path_factory.mktemp("knee")
    shutil.copytree(KNEE, root / "guide")
    # The folder bears the path of the guide's site_url: a 404 page can only know that one.
    out = root / "education"
    built(root / "guide", "--out", str(out))
    return out


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve any site, below a path that bears its folder's name; give its URL."""
    with contextlib.ExitStack() as servers:

        def start(site: Path) -> str:
            quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
            handler = functools.partial(quiet, directory=str(site.parent))
            server = servers.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            servers.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            return f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"

        yield start


@pytest.fixture(scope="session")
def knee_url(knee_site: Path, serve: Callable[[Path], str]) -> str:
    """The URL at which the guide of the knee is served."""
    return serve(knee_site)


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
