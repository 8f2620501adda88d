"""The package: a wheel with everything in it builds a guide apart from the project."""

import email
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from guides import PROJECT, replaced, write_guide
from site_reading import fingerprint, run_process

SAMPLES = "muscleguide/samples/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the project."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    (file,) = folder.glob("muscleguide-*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with nothing in it but the wheel and its needs."""
    folder = tmp_path_factory.mktemp("environment")
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
    constraint = str(PROJECT / "requirements.txt")
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    command = [*uv, "pip", "install", "--quiet", "--python", str(python), str(wheel)]
    subprocess.run([*command, "--constraint", constraint], check=True)
    return python.parent


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = PROJECT / "src/muscleguide"
    files = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name for name in held if not name.startswith(SAMPLES)} == files
    # The content to begin with.
    neck = PROJECT / "examples/neck-and-shoulder"
    for name, sample in (("back-of-the-knee", PROJECT), ("neck-and-shoulder", neck)):
        for file in (*sample.glob("content/**/*.*"), *sample.glob("docs/articles/*.md")):
            assert f"{SAMPLES}{name}/{file.relative_to(sample).as_posix()}" in held


def test_the_wheel_holds_the_licences_of_all_that_is_in_it(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (folder,) = {name.partition("/")[0] for name in archive.namelist() if "/licenses/" in name}
        told = email.message_from_bytes(archive.read(f"{folder}/METADATA"))
        assert told["License-Expression"] == "MIT"
        for name in ("LICENSE", "LICENSE-CONTENT.md"):
            assert name in told.get_all("License-File", [])
            licence = archive.read(f"{folder}/licenses/{name}")
            assert licence == (PROJECT / name).read_bytes()
        # What others made says whose it is where it lies.
        for name in ("typesetting/fonts/LICENSE.md", "pages/search/minisearch/LICENSE.txt"):
            assert archive.read(f"muscleguide/{name}")


def test_a_guide_is_begun_and_built_with_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    command = str(installed / "muscleguide")
    answers = ["--name", "Praxis", "--emergency-number", "112", "--colour", "#7a1f5c"]
    options = [*answers, "--language", "en", "--sample", "back-of-the-knee"]
    for folder, arguments in (
        (tmp_path, ["init", "guide", *options]),
        (tmp_path / "guide", ["check"]),
        (tmp_path / "guide", []),
        (tmp_path / "guide", ["handout", "popliteus"]),
    ):
        done = subprocess.run(
            [command, *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (arguments, done.stderr)
    assert "Praxis" in (tmp_path / "guide/site/index.html").read_text(encoding="utf-8")


def test_an_installed_package_builds_a_guide_as_the_project_does(
    installed: Path, tmp_path: Path
) -> None:
    changes: dict[str, str | bytes | None] = {
        "mkdocs.yml": "site_name: S\nsite_url: https://praxis-muenchen.de/wissen/\n"
        "theme: {name: material}\nplugins: [muscleguide]\n",
        "docs/team.md": "# Team\n\n!!! note\n    Ana.\n",
        # A template that is run in a process of its own.
        **replaced("docs/articles/stiff-neck.md", "## Relief", "{% if true %}## Relief{% endif %}"),
    }
    guide = write_guide(tmp_path / "guide", changes)
    command = [str(installed / "muscleguide")]
    done = subprocess.run(command, cwd=guide, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = fingerprint(guide / "site")
    assert run_process("--out", str(tmp_path / "by-project"), cwd=guide).returncode == 0
    assert fingerprint(tmp_path / "by-project") == ours
    mkdocs = [str(installed / "mkdocs"), "build", "--quiet", "--site-dir", "by-mkdocs"]
    done = subprocess.run(mkdocs, cwd=guide, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert fingerprint(guide / "by-mkdocs") == ours


def test_an_installed_package_has_every_command(installed: Path, tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    command = str(installed / "muscleguide")
    for arguments in (
        ["check"],
        ["handout", "trapezius"],
        ["new", "muscle", "Soleus"],
        ["schema"],
        ["serve", "--help"],
    ):
        done = subprocess.run(
            [command, *arguments], cwd=guide, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (arguments, done.stderr)
