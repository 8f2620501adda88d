"""Build guides through the command line, and read what came out."""

import contextlib
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from click.testing import CliRunner
from guides import PROJECT

from muscleguide.cli import main

BUILD = PROJECT / "scripts" / "build.py"


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, cwd: Path) -> Result:
    """Run a command in a folder, as a clinic would, within this process."""
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(main, arguments, prog_name="build.py")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Result(result.exit_code, result.stdout, result.stderr)


def run_process(*arguments: str, cwd: Path) -> Result:
    """Run `scripts/build.py` in a folder, in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(BUILD), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def built(root: Path, *arguments: str) -> Path:
    """Build a guide that must build, and give its site."""
    result = run(*arguments, cwd=root)
    assert result.returncode == 0, result.stderr + result.stdout
    return root / "site"


def page(site: Path, address: str) -> BeautifulSoup:
    """Read the page at a URL such as `muscles/popliteus/`."""
    path = site / address / "index.html" if not address.endswith(".html") else site / address
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def content(site: Path, address: str) -> BeautifulSoup:
    """Read what a page says, without the frame around it."""
    found = page(site, address).find("article")
    assert found is not None
    return BeautifulSoup(str(found), "html.parser")


def words(soup: Tag) -> str:
    """Give the visible text with single spaces."""
    return " ".join(soup.get_text(" ").split())


def fingerprint(folder: Path) -> dict[str, str]:
    """Give a checksum for each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
