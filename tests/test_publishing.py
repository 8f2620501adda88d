"""Publishing: the same bytes for the same guide, whole sites only, whoever runs the engine."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from guides import PROJECT, SHOULDER, replaced, write_guide
from site_reading import BUILD, built, fingerprint, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's folder with the shoulder guide in it."""
    names = ("mkdocs.yml", "hooks/guide.py", "scripts/build.py")
    write_guide(tmp_path, {name: (PROJECT / name).read_bytes() for name in names})
    (tmp_path / "src").symlink_to(PROJECT / "src")
    return tmp_path


def test_the_same_guide_gives_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for number, (zone, language) in enumerate([("Pacific/Auckland", "C"), ("UTC", "de_DE.UTF-8")]):
        guide = write_guide(tmp_path / str(number))
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": str(number)}
        command = [sys.executable, str(BUILD)]
        subprocess.run(command, cwd=guide, env=environment, check=True, capture_output=True)
        sites.append(fingerprint(guide / "site"))
        time.sleep(1.1)  # a date or a time in seconds would differ now
    assert sites[0] == sites[1]


def test_a_second_build_over_the_first_gives_what_a_clean_one_gives(tmp_path: Path) -> None:
    changed = replaced("content/muscles/trapezius.yml", "name: Trapézius", "name: Kapuze")
    guide = write_guide(tmp_path / "twice", {"docs/gone.md": "# Gone\n"})
    built(guide)
    (guide / "docs/gone.md").unlink()
    write_guide(guide, changed)
    clean = built(write_guide(tmp_path / "clean", changed))
    assert fingerprint(built(guide)) == fingerprint(clean)


def test_plain_mkdocs_gives_the_same_site(project: Path) -> None:
    ours = fingerprint(built(project))
    for extra in ([], ["--site-dir", "elsewhere/public"]):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *extra]
        result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
    assert fingerprint(project / "site") == ours
    assert fingerprint(project / "elsewhere/public") == ours


def test_plain_mkdocs_stops_at_an_error_and_leaves_the_site(project: Path) -> None:
    before = fingerprint(built(project))
    write_guide(project, replaced("content/symptoms.yml", "feel: ache", "feel: aches"))
    (project / "mkdocs.yml").write_bytes((PROJECT / "mkdocs.yml").read_bytes())
    command = [sys.executable, "-m", "mkdocs", "build"]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "content/symptoms.yml:2:75: error: " in result.stderr
    assert "Traceback" not in result.stderr
    assert fingerprint(project / "site") == before


def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    changed = replaced("content/muscles/trapezius.yml", "name: Trapézius", "name: Kapuze")
    new = fingerprint(built(write_guide(tmp_path / "other", changed)))
    guide = write_guide(tmp_path / "guide")
    started = time.monotonic()
    old = fingerprint(built(guide))
    duration = time.monotonic() - started
    write_guide(guide, changed)
    kept = 0
    for tenth in range(2, 10):
        process = subprocess.Popen([sys.executable, str(BUILD)], cwd=guide)
        time.sleep(duration * tenth / 10)
        process.send_signal(signal.SIGKILL)
        process.wait()
        site = fingerprint(guide / "site")
        assert site in (old, new)
        kept += site == old
    assert kept
    assert fingerprint(built(guide)) == new
    names = {path.name for path in guide.iterdir()}
    assert names == {"build", "content", "docs", "mkdocs.yml", "site"}


def test_generated_pages_stay_out_of_docs(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    before = fingerprint(guide / "docs")
    built(guide)
    assert fingerprint(guide / "docs") == before


def test_the_staged_tree_holds_every_page_as_a_file(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    site = built(guide)
    files = [p.relative_to(guide / "build/docs") for p in (guide / "build/docs").rglob("*")]
    staged = {path for path in files if path.suffix in (".md", ".html")}
    pages = {p.relative_to(site).parent for p in site.rglob("index.html")}
    addresses = {path.parent if path.stem == "index" else path.with_suffix("") for path in staged}
    assert addresses == pages


@pytest.mark.parametrize("out", [".", "..", "content", "docs", "docs/new", "notes.txt", "diary"])
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, out: str) -> None:
    files: dict[str, str | bytes | None] = {"notes.txt": "dear", "diary/monday.txt": "dear"}
    files["docs/index.html"] = "a page of one's own"
    guide = write_guide(tmp_path / "guide", files)
    before = fingerprint(tmp_path)
    result = run("--out", out, cwd=guide)
    after = {k: v for k, v in fingerprint(tmp_path).items() if not k.startswith("guide/build/")}
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert after == before


def test_an_empty_folder_and_an_old_site_are_replaced(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    (tmp_path / "public").mkdir()
    built(guide, "--out", "public")
    (tmp_path / "public/stale.html").write_text("old")
    built(guide, "--out", "public")
    assert not (tmp_path / "public/stale.html").exists()


def on_terminal(command: list[str], cwd: Path, **environment: str) -> str:
    """Run a command as on a terminal, and give all that it shows."""
    shown = b""
    master, slave = pty.openpty()
    clean = {k: v for k, v in os.environ.items() if k not in ("CI", "NO_COLOR")}
    process = subprocess.Popen(
        command, cwd=cwd, stdout=slave, stderr=slave, env={**clean, **environment}
    )
    os.close(slave)
    with contextlib.suppress(OSError):  # a closed terminal
        while chunk := os.read(master, 4096):
            shown += chunk
    process.wait()
    os.close(master)
    return shown.decode("utf-8", "replace")


def test_progress_shows_on_a_terminal_where_work_lasts(tmp_path: Path) -> None:
    record = SHOULDER["content/muscles/levator.yml"].replace("Élévateur de l'omoplate", "M{}")
    many = {f"content/muscles/m-{n}.yml": record.replace("{}", str(n)) for n in range(300)}
    guide = write_guide(tmp_path, many)
    command = [sys.executable, str(BUILD)]
    assert "pages  [" in on_terminal(command, guide)
    assert "pages  [" not in on_terminal(command, guide, CI="true")
    assert "pages  [" not in run(cwd=guide).stderr


def test_colour_shows_on_a_terminal_that_wants_it(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, replaced("content/symptoms.yml", "feel: ache", "feel: x"))
    command = [sys.executable, str(BUILD), "check"]
    assert "\x1b[" in on_terminal(command, guide)
    assert "\x1b[" not in on_terminal(command, guide, NO_COLOR="1")
    assert "\x1b[" not in run("check", cwd=guide).stderr
