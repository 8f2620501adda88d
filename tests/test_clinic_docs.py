"""The guide for clinics: every command and record that it shows works as it says."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from guides import PROJECT
from site_reading import run

PAGES = PROJECT / "docs-site/pages"
BLOCK = re.compile(
    r'^(?P<indent> *)```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=indent)```$',
    re.MULTILINE | re.DOTALL,
)
# What is about the machine and not about a guide.
_OUTSIDE = ("python -m venv", "guide-tools/", "cd ")


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield kind, title and text of each block of code on a page."""
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        indent = match["indent"]
        text = re.sub(rf"^{indent}", "", match["text"], flags=re.MULTILINE)
        yield match["kind"], match["title"] or "", text


def write(guide: Path, title: str, text: str) -> None:
    """Write a record where its title says: a file, or the end of one.

    An entry that `new` has begun there already takes the place of that.
    """
    file = title.removesuffix(", at the end")
    path = guide / file
    path.parent.mkdir(parents=True, exist_ok=True)
    if title == file:
        path.write_text(text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8")
    id_ = text.partition(":")[0]
    begun = before.find(f"\n{id_}:")
    if begun >= 0:
        before = before[: begun + 1]
    path.write_text(before + text, encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.md")))
def test_every_command_and_record_on_a_page_works(tmp_path: Path, name: str) -> None:
    guide = tmp_path / "guide"
    if name != "first-hour.md":
        started = run(
            *("init", "guide", "--name", "Harbor Lane Massage", "--emergency-number", "911"),
            *("--colour", "#4a4a9c", "--language", "en", "--sample", "back-of-the-knee"),
            cwd=tmp_path,
        )
        assert started.returncode == 0, started.stderr
    here = tmp_path if name == "first-hour.md" else guide
    for kind, title, text in blocks(PAGES / name):
        if title:
            write(guide, title, text)
        for line in text.splitlines() if kind == "sh" else ():
            if line.startswith("cd "):
                here = here / line.removeprefix("cd ")
            if line.startswith(_OUTSIDE):
                continue
            program, *arguments = shlex.split(line)
            assert program == "muscleguide", line
            done = run(*arguments, cwd=here)
            # What was begun and not filled in is told; nothing else is wrong.
            errors = [one for one in done.stderr.splitlines() if ": error: " in one]
            assert all("has no value" in one for one in errors), (line, errors)
            assert done.returncode == (1 if errors else 0), (line, done.stderr)


def test_the_place_that_the_records_page_leaves_without_a_sign_is_told(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    run(
        *("init", "guide", "--name", "H", "--emergency-number", "911", "--colour", "#4a4a9c"),
        *("--language", "en", "--sample", "back-of-the-knee"),
        cwd=tmp_path,
    )
    for _kind, title, text in blocks(PAGES / "records.md"):
        if title:
            write(guide, title, text)
    errors = [line for line in run("check", cwd=guide).stderr.splitlines() if ": error: " in line]
    assert len(errors) == 1
    assert "[no-urgent-sign]" in errors[0]
    assert '"front-of-shin"' in errors[0]


def test_it_is_built_without_a_warning(tmp_path: Path) -> None:
    config = str(PROJECT / "docs-site/mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d"]
    done = subprocess.run(
        [*command, str(tmp_path / "out")], capture_output=True, text=True, cwd=PROJECT
    )
    assert done.returncode == 0, done.stderr
    for page in ("first-hour", "messages", "keys", "figures", "embedding"):
        assert (tmp_path / f"out/{page}/index.html").is_file()
    text = (tmp_path / "out/messages/index.html").read_text(encoding="utf-8")
    assert 'id="no-urgent-sign"' in text
