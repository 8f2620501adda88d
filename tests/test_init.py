"""`init`: a guide of its own from nothing."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from guides import PROJECT
from site_reading import fingerprint, page, run_process

ANSWERS = ("--emergency-number", "999", "--colour", "#7a1f5c", "--language", "en")
NAME = 'Praxis "Süd": #1 & Søn'


def begun(folder: Path, *options: str, name: str = NAME) -> Path:
    done = run_process("init", str(folder), "--name", name, *ANSWERS, *options, cwd=PROJECT)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("sample", ["back-of-the-knee", "neck-and-shoulder", "none"])
def test_a_guide_builds_as_it_is_begun(tmp_path: Path, sample: str) -> None:
    guide = begun(tmp_path / "our guide", "--sample", sample)
    done = run_process("check", "--format", "json", cwd=guide)
    told = json.loads(done.stdout)
    assert not [problem for problem in told if problem["severity"] == "error"], told
    placeholders = {p["file"] for p in told if p["rule"] == "placeholder"}
    assert placeholders == {"content/clinic.yml", "mkdocs.yml"}
    assert run_process(cwd=guide).returncode == 0
    home = page(guide / "site", "")
    assert NAME in home.get_text()
    assert "999" in home.get_text() or sample == "none"
    for muscle, of in (
        ("popliteus", "back-of-the-knee"),
        ("levator-scapulae", "neck-and-shoulder"),
    ):
        assert (guide / f"site/muscles/{muscle}/index.html").is_file() is (sample == of)


def test_what_hosts_and_editors_read_is_well_formed(tmp_path: Path) -> None:
    guide = begun(tmp_path / "guide", "--sample", "back-of-the-knee")
    netlify = tomllib.loads((guide / "netlify.toml").read_text(encoding="utf-8"))
    assert netlify["build"]["publish"] == "site"
    wrangler = tomllib.loads((guide / "wrangler.toml").read_text(encoding="utf-8"))
    assert wrangler["name"] == "praxis-sud-1-sn"
    assert wrangler["pages_build_output_dir"] == "site"
    workflow = yaml.safe_load((guide / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    steps = [step.get("run") or step["uses"] for step in workflow["jobs"]["publish"]["steps"]]
    assert "muscleguide" in steps
    assert workflow["jobs"]["publish"]["environment"]["url"].startswith("${{ steps.deployment")
    settings = json.loads((guide / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema in settings["yaml.schemas"]:
        json.loads((guide / schema).read_text(encoding="utf-8"))
    # The choices in them are those of the guide itself.
    assert "popliteus" in (guide / "schemas/exercise.json").read_text(encoding="utf-8")
    for file in guide.rglob("*"):
        if file.is_file() and file.suffix in (".md", ".toml", ".yml", ".json"):
            assert "{%" not in file.read_text(encoding="utf-8").replace("{{", "") or (
                "docs/articles" in file.as_posix()
            ), file


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours", encoding="utf-8")
    options = ("--name", NAME, *ANSWERS, "--sample", "none")
    done = run_process("init", str(tmp_path), *options, cwd=PROJECT)
    assert done.returncode == 2
    assert "README.md is there already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "ours"
    guide = begun(tmp_path / "guide", "--sample", "none")
    before = fingerprint(guide)
    assert run_process("init", str(guide), *options, cwd=PROJECT).returncode == 2
    assert fingerprint(guide) == before


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--colour", "red", 'write a colour in quotes, such as "#1f6f6b"'),
        ("--emergency-number", " ", "`emergency_number` is empty"),
        ("--booking-url", "javascript:alert(1)", "write a whole web address"),
        ("--site-url", "guide.example", "is no web address"),
        ("--sample", "elbow", "is not one of"),
        ("--language", "xx", "is not"),
    ],
)
def test_a_bad_answer_writes_nothing(tmp_path: Path, option: str, value: str, told: str) -> None:
    folder = tmp_path / "guide"
    given = {"--name": NAME, "--sample": "none"}
    given |= dict(zip(ANSWERS[::2], ANSWERS[1::2], strict=True)) | {option: value}
    options = [word for pair in given.items() for word in pair]
    done = run_process("init", str(folder), *options, cwd=PROJECT)
    assert done.returncode == 2
    assert told in done.stderr
    assert not folder.exists()


def test_what_is_not_given_is_asked(tmp_path: Path) -> None:
    command = [sys.executable, str(PROJECT / "scripts/build.py"), "init", "guide"]

    def asked(answers: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, input=answers, capture_output=True, text=True, encoding="utf-8"
        )

    done = asked("Praxis\n")
    assert done.returncode == 2
    assert "--emergency-number" in done.stderr
    assert not (tmp_path / "guide").exists()
    done = asked("Praxis\n112\n\n\nnone\n")
    assert done.returncode == 0, done.stderr
    clinic = yaml.safe_load((tmp_path / "guide/content/clinic.yml").read_text(encoding="utf-8"))
    assert (clinic["name"], clinic["emergency_number"]) == ("Praxis", "112")


def test_the_page_about_the_guide_is_the_clinics(tmp_path: Path) -> None:
    guide = begun(tmp_path / "guide", "--sample", "none")
    clinic = guide / "content/clinic.yml"
    more = "funding: The town pays for it.\nemail: hello@praxis.example\naddress: Hill Road 1\n"
    clinic.write_text(clinic.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert run_process(cwd=guide).returncode == 0
    about = page(guide / "site", "about/").select_one("main")
    assert about
    for words in (NAME, "The town pays for it.", "Hill Road 1", "No health worker has reviewed"):
        assert words in about.get_text()
    assert about.select_one('a[href^="mailto:hello@praxis.example?subject="]')
    menu = page(guide / "site", "").select_one("header")
    assert menu
    assert menu.select_one('a[href="about/"]')
    # A page that the clinic writes takes its place.
    (guide / "docs").mkdir(exist_ok=True)
    (guide / "docs/about.md").write_text("# About us\n\nWe are two.\n", encoding="utf-8")
    assert run_process(cwd=guide).returncode == 0
    about = page(guide / "site", "about/").select_one("main")
    assert about
    assert "We are two." in about.get_text()
    assert "The town pays" not in about.get_text()


def test_a_python_without_the_libraries_says_what_to_run() -> None:
    command = [sys.executable, "-S", "-I", str(PROJECT / "scripts/build.py"), "check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1
    assert "Run `make` once" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
