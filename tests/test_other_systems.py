"""What Windows, macOS and old locales do otherwise, acted out on the system that runs the tests."""

import json
import mimetypes
import os
import shutil
import stat
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from guides import SHOULDER, replaced, write_guide
from site_reading import BUILD, built, fingerprint, run

from muscleguide.cli import main
from muscleguide.preview.server import listening
from muscleguide.preview.state import Preview
from muscleguide.publishing import publish
from muscleguide.publishing.publish import publishing


def command(guide: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, str(BUILD), *arguments],
        cwd=guide,
        env={**clean, **environment},
        capture_output=True,
        check=False,
    )


@pytest.fixture
def odd_names(tmp_path: Path) -> Path:
    """A guide whose messages and reports name what no code page of Europe can write."""
    name = "content/muscles/levator.yml"
    return write_guide(tmp_path, replaced(name, "name: Élévateur de", "name: Řek 肩 de"))


@pytest.mark.parametrize("name", ["check", "report"])
def test_json_for_other_programs_is_utf_8_on_every_system(
    odd_names: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.chdir(odd_names)
    # What a pipe has on Windows, where nobody has asked for anything.
    done = CliRunner(charset="cp1252").invoke(main, [name, "--format", "json"])
    assert not isinstance(done.exception, UnicodeError)
    assert not done.stdout_bytes.isascii()
    expected = command(odd_names, name, "--format", "json", PYTHONUTF8="1").stdout
    assert json.loads(done.stdout_bytes.decode("utf-8")) == json.loads(expected)


@pytest.mark.parametrize("arguments", [["check", "--format", "github"], ["report"], []])
def test_an_encoding_without_the_letters_stops_nothing(
    odd_names: Path, arguments: list[str]
) -> None:
    done = command(odd_names, *arguments, PYTHONIOENCODING="cp1252")
    assert b"Traceback" not in done.stderr
    assert done.returncode == command(odd_names, *arguments, PYTHONUTF8="1").returncode


def test_files_on_another_drive_can_be_inherited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "elsewhere/base.yml"
    write_guide(tmp_path / "elsewhere", {**dict.fromkeys(SHOULDER), "base.yml": "plugins: 3\n"})
    settings = f"INHERIT: {base.as_posix()}\n{SHOULDER['mkdocs.yml']}"
    guide = write_guide(tmp_path / "guide", {"mkdocs.yml": settings})
    before = os.path.relpath

    def on_drives(path: str | Path, start: str | Path = os.curdir) -> str:
        if Path(path).is_relative_to(base.parent) != Path(start).is_relative_to(base.parent):
            raise ValueError("path is on mount 'D:', start on mount 'C:'")
        return before(path, start)

    monkeypatch.setattr(os.path, "relpath", on_drives)
    assert "Traceback" not in (told := run("check", cwd=guide).stderr)
    assert "Invalid Plugins configuration" in told
    base.write_text("a: [", encoding="utf-8")
    assert f"`INHERIT: {base.as_posix()}` cannot be read" in run("check", cwd=guide).stderr


def test_a_command_is_told_as_the_shell_of_windows_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muscleguide.scaffold.scaffold._IS_WINDOWS", True)
    answers = ["--name", "P", "--emergency-number", "112", "--colour", "#7a1f5c"]
    done = run("init", "our guide", *answers, "--language", "en", "--sample", "none", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert 'cd "our guide"\n' in done.stdout


def test_the_preview_sends_scripts_as_scripts_whatever_the_system_calls_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = write_guide(tmp_path)
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("text/plain", None))
    with listening(Preview(guide / "mkdocs.yml"), "127.0.0.1", 0) as (server, where, _editor):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = where.removesuffix("/wissen/")
        for path, kind in (
            ("/-/reload.js", "javascript"),
            ("/wissen/", "html"),
            ("/wissen/handouts/levator-a4.pdf", "pdf"),
        ):
            with urllib.request.urlopen(origin + path) as answer:  # noqa: S310  # this machine
                assert answer.headers.get_content_subtype() == kind, path
        server.shutdown()


@pytest.mark.parametrize("at", ["replacing", "cleaning up"])
def test_files_of_the_host_that_may_only_be_read_stop_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """Git's objects may only be read, and Windows deletes no such file."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / ".git/object").write_text("theirs")
    (site / ".git/object").chmod(stat.S_IREAD)
    if at == "cleaning up":
        shutil.copytree(site, tmp_path / ".site.last")
    unlink = os.unlink

    def as_windows(path: str, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & stat.S_IWRITE:
            raise PermissionError(13, "Access is denied", path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", as_windows)
    monkeypatch.setattr(publish, "_KEEPS_READ_ONLY", True)
    with publishing(site) as write:
        write("a", b"1")
    assert fingerprint(site).keys() == {".git/object", ".muscleguide", "a"}
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


@pytest.mark.posix
def test_macos_exchanges_two_folders_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, flags = tmp_path / "site", []

    def renamex_np(one: bytes, other: bytes, flag: int) -> int:
        flags.append(flag)
        between = tmp_path / "between"
        Path(os.fsdecode(one)).replace(between)
        Path(os.fsdecode(other)).replace(os.fsdecode(one))
        between.replace(os.fsdecode(other))
        return 0

    library = SimpleNamespace(renamex_np=renamex_np)
    monkeypatch.setattr("ctypes.CDLL", lambda *_args, **_options: library)
    for text in (b"1", b"2"):
        with publishing(site) as write:
            write("a", text)
    assert (flags, (site / "a").read_bytes()) == ([2], b"2")
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    """Git may write them into every text file of a guide that is cloned there."""
    ours = built(write_guide(tmp_path / "ours", {"docs/team.md": "# Team\n\nAna.\n"}))
    theirs = {**SHOULDER, "docs/team.md": "# Team\n\nAna.\n"}
    changes = {name: text.replace("\n", "\r\n").encode() for name, text in theirs.items()}
    assert fingerprint(built(write_guide(tmp_path / "theirs", {**changes}))) == fingerprint(ours)
