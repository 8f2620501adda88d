"""Build guides through the command line, and read what came out."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from guides import PROJECT

BUILD = PROJECT / "scripts" / "build.py"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `scripts/build.py` in a folder, as a clinic would."""
    return subprocess.run(
        [sys.executable, str(BUILD), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def built(root: Path, *arguments: str) -> Path:
    """Build a guide that must build, and give its site."""
    result = run(*arguments, cwd=root)
    assert result.returncode == 0, result.stderr + result.stdout
    return root / "site"


def page(site: Path, address: str) -> BeautifulSoup:
    """Read the page at an address such as `muscles/popliteus/`."""
    path = site / address / "index.html" if not address.endswith(".html") else site / address
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(site: Path, address: str) -> BeautifulSoup:
    """Read what a page says, without the frame around it."""
    found = page(site, address).find("article")
    assert found is not None
    return BeautifulSoup(str(found), "html.parser")


def words(soup: Tag) -> str:
    """Give the visible text with single blanks."""
    return " ".join(soup.get_text(" ").split())


def fingerprint(folder: Path) -> dict[str, str]:
    """Give a checksum for each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
