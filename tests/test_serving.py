"""The live preview: a saved file is on the screen, and so is an error."""

import gc
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from guides import PROJECT, SHOULDER, write_guide
from playwright.sync_api import Browser, Page, expect
from site_reading import BUILD, built

from muscleguide.preview.state import Preview, render_file
from muscleguide.publishing.target import MANIFEST

TRAPEZIUS = "content/muscles/trapezius.yml"
COMMANDS = {
    "build.py serve": [str(BUILD), "serve", "--address"],
    "mkdocs serve": ["-m", "mkdocs", "serve", "--dev-addr"],
}


def project(folder: Path) -> Path:
    """A copy of the project's folder with the shoulder guide in it."""
    for name in ("mkdocs.yml", "hooks/guide.py"):
        write_guide(folder, {name: (PROJECT / name).read_bytes()})
    (folder / "src").symlink_to(PROJECT / "src")
    write_guide(folder, {"mkdocs.yml": (PROJECT / "mkdocs.yml").read_bytes()})
    return folder


@contextmanager
def served(folder: Path, command: list[str]) -> Iterator[str]:
    """Serve a guide; give the address of the page of a muscle."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *command, address], cwd=folder, stdout=log, stderr=log
        )
        try:
            yield f"http://{address}/education/muscles/trapezius/"
        finally:
            process.terminate()
            process.wait()


def when_up(page: Page, address: str) -> None:
    """Open a page as soon as somebody answers there."""
    for _attempt in range(100):
        try:
            page.goto(address)
        except Exception:  # nobody answers yet
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nobody answers at {address}")


def wait_until_up(address: str) -> None:
    """Wait until somebody answers at a URL."""
    for _attempt in range(100):
        try:
            urllib.request.urlopen(address)  # noqa: S310  # this machine
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nobody answers at {address}")


def save(folder: Path, change: Callable[[str], str]) -> None:
    """Save the record as an editor does: a new file in the place of the old."""
    path = folder / TRAPEZIUS
    beside = folder / "saved.tmp"
    beside.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    beside.replace(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_open_page_follows_what_is_saved(
    tmp_path: Path, chromium: Browser, command: str
) -> None:
    folder = project(tmp_path)
    page = chromium.new_page()
    with served(folder, COMMANDS[command]) as address:
        when_up(page, address)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Trapézius")
        save(folder, lambda text: text.replace("name: Trapézius", "name: Kapuze"))
        expect(heading).to_have_text("Kapuze")
        save(folder, lambda text: text.replace("group:", "grop:"))
        expect(heading).to_have_text("The guide has mistakes")
        expect(page.locator("li")).to_have_text(
            re.compile(rf"{TRAPEZIUS}, line 4.*did you mean `group`\?.*unknown-key")
        )
        save(folder, lambda text: text.replace("grop:", "group:"))
        expect(heading).to_have_text("Kapuze")
        write_guide(
            folder,
            {
                **dict.fromkeys(SHOULDER),
                "content/symptoms.yml": SHOULDER["content/symptoms.yml"].replace(
                    "A stiff neck", "A rigid neck"
                ),
            },
        )
        expect(
            page.get_by_role("main").get_by_role("link", name="A rigid neck").first
        ).to_be_visible()
    page.close()
    log = (folder / "log.txt").read_text(encoding="utf-8")
    assert f"{TRAPEZIUS}:4:1: error: `grop` is not a key here" in log
    assert "Traceback" not in log


def test_a_guide_with_errors_is_served_once_it_is_sound(tmp_path: Path, chromium: Browser) -> None:
    folder = project(tmp_path)
    save(folder, lambda text: text.replace("group:", "grop:"))
    page = chromium.new_page()
    with served(folder, COMMANDS["build.py serve"]) as address:
        when_up(page, address)
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("The guide has mistakes")
        save(folder, lambda text: text.replace("grop:", "group:"))
        expect(heading).to_have_text("Trapézius")
    page.close()


def test_every_file_is_served_as_it_is_built(tmp_path: Path) -> None:
    folder = project(tmp_path)
    write_guide(folder, {"mkdocs.yml": (PROJECT / "mkdocs.yml").read_bytes()})
    write_guide(folder, {**dict.fromkeys(SHOULDER), "docs/team.md": "# Team\n\nAna.\n"})
    site = built(folder)
    script = re.compile(rb'<script src="/-/reload.js" data-edit="http://[^"]+"></script>')
    with served(folder, COMMANDS["build.py serve"]) as address:
        root = address.removesuffix("muscles/trapezius/")
        wait_until_up(address)
        for path in site.rglob("*"):
            if path.is_file() and path.name != MANIFEST:
                name = path.relative_to(site).as_posix()
                url = root + urllib.parse.quote(name.removesuffix("index.html"))
                with urllib.request.urlopen(url) as answer:  # noqa: S310  # this machine
                    content = answer.read()
                assert script.sub(b"", content, count=1) == path.read_bytes(), name
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{root}no/such/page/")  # noqa: S310


def test_hand_written_pages_and_articles_follow_what_is_saved(
    tmp_path: Path, chromium: Browser
) -> None:
    folder = project(tmp_path)
    write_guide(folder, {**dict.fromkeys(SHOULDER), "docs/team.md": "# Team\n\nAna.\n"})
    page = chromium.new_page()
    with served(folder, COMMANDS["build.py serve"]) as address:
        wait_until_up(address)
        page.goto(address.replace("muscles/trapezius/", "team/"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Team")
        (folder / "docs/team.md").write_text("# The people\n")
        expect(page.get_by_role("heading", level=1)).to_have_text("The people")
        page.goto(address.replace("muscles/trapezius/", "articles/stiff-neck/"))
        article = folder / "docs/articles/stiff-neck.md"
        text = article.read_text(encoding="utf-8")
        article.write_text(text.replace("{{ relief() }}", "{{ relief().no }}"), encoding="utf-8")
        expect(page.locator("li.error")).to_contain_text("docs/articles/stiff-neck.md, line 19")
        article.write_text(text.replace("## Relief", "## Ease"), encoding="utf-8")
        expect(page.get_by_role("heading", name="Ease")).to_be_visible()
    page.close()


def test_a_taken_port_is_reported(tmp_path: Path) -> None:
    folder = project(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = subprocess.run(
            [sys.executable, str(BUILD), "serve", "--address", address],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert f"{address} cannot be served" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_preview_does_not_hold_the_sites_of_earlier_saves(tmp_path: Path) -> None:
    folder = project(tmp_path)
    record = folder / TRAPEZIUS
    text = record.read_text(encoding="utf-8")
    preview = Preview(folder / "mkdocs.yml")
    sites = []
    for number in range(4):
        record.write_text(f"{text}# {number}\n", encoding="utf-8")
        for path in ("index.html", "muscles/trapezius/index.html", "embed/index.html"):
            assert render_file(preview.snapshot(), path)
        sites.append(weakref.ref(preview.snapshot().prepared.site))
    gc.collect()
    assert [site() is not None for site in sites] == [False, False, False, True]
