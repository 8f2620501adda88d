"""Publishing: the same bytes for the same guide, whole sites only, whoever starts the build."""

import contextlib
import errno
import functools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from guides import PROJECT, SHOULDER, replaced, write_guide
from site_reading import BUILD, built, fingerprint, page, run, run_process

from muscleguide.publishing.publish import publishing
from muscleguide.publishing.target import PublishError


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
    old = fingerprint(built(guide))
    write_guide(guide, changed)
    started = time.monotonic()
    subprocess.run([sys.executable, str(BUILD), "--out", "x"], cwd=guide, check=True)
    duration = time.monotonic() - started
    shutil.rmtree(guide / "x")
    seen = set()
    for part in range(10, 40):
        process = subprocess.Popen([sys.executable, str(BUILD)], cwd=guide)
        time.sleep(duration * part / 36)
        process.kill()
        process.wait()
        site = fingerprint(guide / "site")
        assert site in (old, new)
        seen.add(site == new)
        if site == new:  # the way back, for the next one to interrupt
            write_guide(guide)
            built(guide)
            write_guide(guide, changed)
    assert False in seen
    assert fingerprint(built(guide)) == new
    names = {path.name for path in guide.iterdir()}
    assert names == {"build", "content", "docs", "mkdocs.yml", "site"}


@pytest.mark.posix
def test_the_site_is_never_there_in_part(tmp_path: Path) -> None:
    """Look at the published site while another thread replaces it again and again."""
    site = tmp_path / "site"
    failures: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            try:
                folder = os.open(site, os.O_RDONLY)
            except FileNotFoundError:
                failures.append("no site")
                continue
            # The folder that was opened stays the same one when another takes its place.
            texts: list[bytes | None] = []
            for name in ("a", "b", "c"):
                try:
                    file = os.open(name, os.O_RDONLY, dir_fd=folder)
                    texts.append(os.read(file, 100))
                    os.close(file)
                except FileNotFoundError:
                    texts.append(None)
            os.close(folder)
            # A folder that has been replaced is being deleted: it may lack files, not mix them.
            if len(set(texts) - {None}) > 1:
                failures.append(f"a mixture: {texts}")

    def publish(number: int) -> None:
        with publishing(site) as write:
            for name in ("a", "b", "c"):
                write(name, str(number).encode())

    publish(0)
    watcher = threading.Thread(target=look)
    watcher.start()
    for number in range(1, 400):
        publish(number)
    done.set()
    watcher.join()
    assert failures == []


def test_generated_pages_stay_out_of_docs(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    before = fingerprint(guide / "docs")
    built(guide)
    assert fingerprint(guide / "docs") == before


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/team.md": "# Team\n", "docs/images/a.png": b"\x89PNG"})
    site = built(guide)
    before = {path: path.stat() for path in site.rglob("*") if path.is_file()}
    built(guide)
    after = {path: path.stat() for path in site.rglob("*") if path.is_file()}
    # The same files in the same place on the disk, with the dates that they had.
    assert {p: (s.st_ino, s.st_mtime_ns) for p, s in before.items()} == {
        p: (s.st_ino, s.st_mtime_ns) for p, s in after.items()
    }
    write_guide(guide, replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", "tra-PEE"))
    built(guide)
    changed = {
        path.relative_to(site).as_posix()
        for path, status in before.items()
        if path.stat().st_ino != status.st_ino
    }
    assert changed == {
        "muscles/trapezius/index.html",
        "embed/muscles/trapezius/index.html",
        "handout/trapezius.js",
        "handouts/trapezius-letter.pdf",
        "handouts/trapezius-a4.pdf",
        "social/muscles/trapezius.png",
        "social/muscles/trapezius-square.png",
        "social/muscles/trapezius-story.png",
        "articles/stiff-neck/index.html",
        "handouts/stiff-neck-letter.pdf",
        "handouts/stiff-neck-a4.pdf",
        "data/muscles.json",
    }


def test_a_file_of_the_site_that_somebody_changed_is_put_right(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    site = built(guide)
    before = fingerprint(site)
    with (site / "index.html").open("a") as file:
        file.write("<!-- mine -->")
    (site / "muscles/index.html").unlink()
    pdf = site / "handouts/trapezius-a4.pdf"
    pdf.write_bytes(pdf.read_bytes()[::-1])
    assert fingerprint(built(guide)) == before


FOREIGN = [".", "..", "content", "docs", "docs/new", "hooks/new", "notes.txt", "diary", "checkout"]


@pytest.mark.parametrize("out", [*FOREIGN, "nowhere", "circle", "to-diary"])
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, out: str) -> None:
    files: dict[str, str | bytes | None] = {"notes.txt": "dear", "diary/monday.txt": "dear"}
    files["docs/a.txt"] = "a text of one's own"
    files |= {"checkout/index.html": "mine", "checkout/thesis.odt": "x", "checkout/.git/HEAD": "x"}
    for name, target in (("nowhere", "x"), ("circle", "circle"), ("to-diary", "diary")):
        (tmp_path / "guide").mkdir(exist_ok=True)
        (tmp_path / "guide" / name).symlink_to(target)
    guide = write_guide(tmp_path / "guide", files)
    before = fingerprint(tmp_path)
    result = run("--out", out, cwd=guide)
    after = {k: v for k, v in fingerprint(tmp_path).items() if not k.startswith("guide/build/")}
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert after == before


@pytest.mark.posix
def test_an_empty_folder_and_an_old_site_are_replaced(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/stale.md": "# Old\n"})
    (tmp_path / "public").mkdir()
    (tmp_path / "public").chmod(0o770)
    built(guide, "--out", "public")
    (tmp_path / "public/.DS_Store").write_text("what a system leaves where somebody looks")
    (guide / "docs/stale.md").unlink()
    built(guide, "--out", "public")
    assert not (tmp_path / "public/stale").exists()
    assert (tmp_path / "public").stat().st_mode & 0o777 == 0o770


@pytest.mark.parametrize("name", ["thesis.odt", "muscles/thesis.odt", "link"])
def test_a_file_that_somebody_puts_into_a_site_stays(tmp_path: Path, name: str) -> None:
    guide = write_guide(tmp_path)
    site = built(guide)
    (tmp_path / "elsewhere").mkdir()
    if name == "link":
        (site / name).symlink_to(tmp_path / "elsewhere")
    else:
        (site / name).write_text("three years of work")
    before = fingerprint(tmp_path)
    write_guide(guide, replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", "tra-PEE"))
    result = run(cwd=guide)
    assert result.returncode == 2
    assert f"({name})" in result.stderr
    changed = {k for k, v in fingerprint(tmp_path).items() if before.get(k) != v}
    assert changed == {"content/muscles/trapezius.yml"}
    assert os.path.lexists(site / name)
    write_guide(guide, {"mkdocs.yml": f"{SHOULDER['mkdocs.yml']}extra: {{keep: [thesis.odt]}}\n"})
    assert run(cwd=guide).returncode == (0 if name == "thesis.odt" else 2)


def test_what_belongs_to_the_host_stays(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/.well-known/security.txt": "ours"})
    site = tmp_path / "site"
    theirs = {
        "CNAME": "clinic.example",
        ".git/HEAD": "ref: refs/heads/pages",
        ".git/objects/ab/cd": "an object",
        ".well-known/acme/token": "secret",
    }
    for name, text in theirs.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    for change in ("tra-PEE", "tra-PAH"):
        write_guide(guide, replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", change))
        built(guide)
        assert {name: (site / name).read_text() for name in theirs} == theirs
        assert (site / ".well-known/security.txt").read_text() == "ours"
        assert change in page(site, "muscles/trapezius/").get_text()
    (guide / "docs/.well-known/security.txt").unlink()
    built(guide)
    assert not (site / ".well-known/security.txt").exists()
    assert {name: (site / name).read_text() for name in theirs} == theirs


def test_a_link_to_a_web_root_is_published_into(tmp_path: Path) -> None:
    guide = write_guide(tmp_path / "guide")
    (tmp_path / "www").mkdir()
    (guide / "site").symlink_to(tmp_path / "www")
    built(guide)
    write_guide(guide, replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", "tra-PEE"))
    built(guide)
    assert (guide / "site").is_symlink()
    assert "tra-PEE" in page(tmp_path / "www", "muscles/trapezius/").get_text()
    assert {path.name for path in tmp_path.iterdir()} == {"guide", "www"}


def test_a_mount_point_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = write_guide(tmp_path)
    before = fingerprint(built(guide))
    monkeypatch.setattr(os.path, "ismount", lambda path: path == tmp_path / "site")
    result = run(cwd=guide)
    assert result.returncode == 2
    assert "site/public" in result.stderr
    assert fingerprint(guide / "site") == before


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"build"}


@pytest.mark.posix
def test_a_disk_without_room_leaves_the_site(tmp_path: Path) -> None:
    if sys.platform == "win32":  # see the marker `posix`
        raise NotImplementedError
    import resource  # noqa: PLC0415  # not on every system

    guide = write_guide(tmp_path)
    before = fingerprint(built(guide))
    write_guide(guide, replaced("content/muscles/trapezius.yml", "name: Trapézius", "name: Kapuze"))
    names = names_in(guide)
    for room in (0, 1000, 30_000):
        done = subprocess.run(
            [sys.executable, str(BUILD)],
            cwd=guide,
            capture_output=True,
            text=True,
            preexec_fn=functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room)),
        )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1, done.stderr
        assert "stays as it was" in done.stderr
        assert fingerprint(guide / "site") == before
        assert names_in(guide) == names
        assert not [path for path in (guide / "build/cache").iterdir() if path.name[0] == "."]
    assert "Kapuze" in page(built(guide), "muscles/trapezius/").get_text()


def test_two_builds_at_once_leave_a_whole_site(tmp_path: Path) -> None:
    guide = write_guide(tmp_path / "guide")
    whole = []
    for text in ("tra-PEE", "trap-EE-zee-us"):
        changes = replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", text)
        whole.append(fingerprint(built(write_guide(tmp_path / text, changes))))
    for number in range(6):
        text = ("tra-PEE", "trap-EE-zee-us")[number % 2]
        write_guide(guide, replaced("content/muscles/trapezius.yml", "trap-EE-zee-us", text))
        commands: tuple[list[str], ...] = ([], [], ["check"], ["--out", "other"])
        running = [
            subprocess.Popen(
                [sys.executable, str(BUILD), *arguments],
                cwd=guide,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for arguments in commands
        ]
        for process in running:
            _out, errors = process.communicate()
            assert process.returncode == 0, errors
        assert fingerprint(guide / "site") == whole[number % 2]
        assert fingerprint(guide / "other") == whole[number % 2]
        assert names_in(guide) == {"content", "docs", "mkdocs.yml", "other", "site"}


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    built(guide)
    with publishing(guide / "site"):
        process = subprocess.Popen(
            [sys.executable, str(BUILD)], cwd=guide, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr
        assert "Another build" in process.stderr.readline()
        assert process.poll() is None
        shutil.rmtree(guide / "site")  # the first one publishes nothing
    process.communicate()
    assert process.returncode == 0
    assert (guide / "site/index.html").is_file()


@contextlib.contextmanager
def held(command: list[str], cwd: Path, pipe: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command that reads a file, which is a pipe here, and hold it there until the end."""
    if sys.platform == "win32":  # see the marker `posix`
        raise NotImplementedError
    pipe.unlink()
    os.mkfifo(pipe)
    # What a shell runs in the background ignores Ctrl+C, and so would what we start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, cwd=cwd)
    finally:
        signal.signal(signal.SIGINT, before)
    writer = None
    while writer is None:
        try:
            writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:  # nobody reads it yet
            assert error.errno == errno.ENXIO
            assert process.poll() is None
            time.sleep(0.001)
    try:
        yield process
    finally:
        os.close(writer)
        process.wait()


@pytest.mark.posix
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 1)])
def test_a_build_that_is_ended_cleans_up(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    # The build compares an empty file with the last site's; other threads make handouts meanwhile.
    empty = {"docs/empty.txt": ""}
    changed = {**empty, **replaced("content/clinic.yml", "Praxis Dvořák & Søn", "Praxis")}
    new = fingerprint(built(write_guide(tmp_path / "other", changed)))
    guide = write_guide(tmp_path / "guide", empty)
    site = built(guide)
    old = fingerprint(site)
    write_guide(guide, changed)
    with held([sys.executable, str(BUILD)], guide, site / "empty.txt") as process:
        assert names_in(guide / ".site.next")
        process.send_signal(sign)
    assert process.returncode == code
    (site / "empty.txt").unlink()
    (site / "empty.txt").touch()
    assert fingerprint(site) == old
    assert names_in(guide) == {"content", "docs", "mkdocs.yml", "site"}
    assert fingerprint(built(guide)) == new


def test_where_folders_cannot_be_exchanged_a_failure_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muscleguide.publishing.publish._exchange", lambda *_: False)
    site = tmp_path / "site"

    def publish(text: bytes) -> None:
        with publishing(site) as write:
            write("a", text)

    publish(b"1")
    publish(b"2")
    assert (site / "a").read_bytes() == b"2"
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == ".site.next":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PublishError, match="stays as it was"):
        publish(b"3")
    monkeypatch.undo()
    assert (site / "a").read_bytes() == b"2"
    assert names_in(tmp_path) == {"site"}
    # Killed between the two renames: the next build begins with the last site.
    site.rename(tmp_path / ".site.last")
    (tmp_path / ".site.next").mkdir()
    with pytest.raises(ZeroDivisionError), publishing(site):
        _ = 1 / 0
    assert (site / "a").read_bytes() == b"2"
    assert names_in(tmp_path) == {"site"}


def on_terminal(command: list[str], cwd: Path, **environment: str) -> str:
    """Run a command as on a terminal, and give all that it shows."""
    if sys.platform == "win32":  # see the marker `posix`
        raise NotImplementedError
    import pty  # noqa: PLC0415  # not on every system

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


@pytest.mark.posix
def test_progress_shows_on_a_terminal_where_work_lasts(tmp_path: Path) -> None:
    record = SHOULDER["content/muscles/levator.yml"].replace("Élévateur de l'omoplate", "M{}")
    many = {f"content/muscles/m-{n}.yml": record.replace("{}", str(n)) for n in range(150)}
    guide = write_guide(tmp_path, many)
    command = [sys.executable, str(BUILD)]
    shown = on_terminal(command, guide)
    assert "pages  [" in shown
    assert "100%" in shown
    for quiet in (
        functools.partial(on_terminal, command, guide, CI="true"),
        functools.partial(run_process, cwd=guide),
    ):
        shutil.rmtree(guide / "build")
        assert "pages  [" not in str(quiet())


@pytest.mark.posix
def test_colour_shows_on_a_terminal_that_wants_it(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, replaced("content/symptoms.yml", "feel: ache", "feel: x"))
    command = [sys.executable, str(BUILD), "check"]
    assert "\x1b[" in on_terminal(command, guide)
    assert "\x1b[" not in on_terminal(command, guide, NO_COLOR="1")
    assert "\x1b[" not in run("check", cwd=guide).stderr
