"""The project for contributors: what its documents and workflows name is there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import release
import yaml
from guides import PROJECT

from muscleguide.commands.main import main

VERSION = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- x\n\n## [1.2.3] - 2026-01-02\n\n### Added\n- Y.\n"


def text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def test_the_notes_of_a_release_are_its_section_of_the_changelog() -> None:
    project = '[project]\nversion = "1.2.3"\n'
    assert release.notes("v1.2.3", project, CHANGELOG) == "### Added\n- Y.\n"
    later = CHANGELOG + "\n## [1.2.2] - 2025-01-01\n\n- Z.\n"
    assert release.notes("v1.2.3", project, later) == "### Added\n- Y.\n"
    with pytest.raises(ValueError, match=r"pyproject.toml says 1\.2\.3"):
        release.notes("v1.2.4", project, CHANGELOG)
    with pytest.raises(ValueError, match="CHANGELOG"):
        release.notes("v1.2.4", project.replace("1.2.3", "1.2.4"), CHANGELOG)


def test_the_changelog_has_the_usual_form() -> None:
    headings = re.findall(r"^## .*$", text("CHANGELOG.md"), re.MULTILINE)
    # On the day of a release nothing is unreleased.
    for heading in headings[1:] if headings[0] == "## [Unreleased]" else headings:
        assert re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text("CHANGELOG.md"), re.MULTILINE)) <= kinds


def test_the_version_is_one_that_the_changelog_can_release() -> None:
    project, changelog = text("pyproject.toml"), text("CHANGELOG.md")
    version = VERSION
    found = re.findall(r"^## \[([\d.]+)\]", changelog, re.MULTILINE)
    versions = [tuple(map(int, number.split("."))) for number in found]
    assert versions == sorted(set(versions), reverse=True)
    if "## [Unreleased]" in changelog:
        assert tuple(map(int, version.split("."))) > versions[0]
    else:
        assert version == found[0]
    # As CONTRIBUTING.md says that it is done.
    released = changelog.replace("## [Unreleased]", f"## [{version}] - 2026-12-01")
    assert release.notes(f"v{version}", project, released).startswith("### ")
    # A guide is begun with the same version where the program is not installed.
    assert f'return "{version}"' in text("src/muscleguide/scaffold/scaffold.py")


def test_every_target_and_script_that_documents_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+) ", text(name), re.MULTILINE))
        assert {one or other for one, other in named} <= targets, name
        for script in re.findall(r"scripts/[a-z_]+\.py", text(name)):
            assert (PROJECT / script).is_file(), (name, script)
        for link in re.findall(r"\]\(([A-Za-z_./-]+)\)", text(name)):
            assert (PROJECT / link).exists(), (name, link)


@pytest.mark.parametrize("file", sorted((PROJECT / ".github").rglob("*.yml")), ids=str)
def test_workflows_and_forms_are_yaml(file: Path) -> None:
    assert yaml.safe_load(file.read_text(encoding="utf-8"))


def workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(text(f".github/workflows/{name}.yml"))
    return loaded


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_the_public_ci_runs_all_tests_where_there_is_make() -> None:
    job = workflow("test")["jobs"]["test"]
    assert commands(job) == [".ci/run"]
    assert job["strategy"]["matrix"]["os"] == ["ubuntu-latest", "macos-latest"]
    assert "continue-on-error" not in job
    # Nothing is left out of them.
    (tests,) = re.findall(r"^\t.*-m pytest.*$", text("Makefile"), re.MULTILINE)
    assert tests == "\t$(PY) -m pytest"
    options = tomllib.loads(text("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert not re.search(r"-m\b|-k\b|--ignore|--deselect", options["addopts"])


def test_windows_runs_what_contributors_are_told_to_run_there() -> None:
    (told,) = re.findall(r"```bat\n(.*?)```", text("CONTRIBUTING.md"), re.DOTALL)
    ran = commands(workflow("test")["jobs"]["windows"])
    assert ran == told.replace("py -m", "python -m").splitlines()
    # Lint and types as `make test` runs them.
    made = re.findall(r"^\t\$\(PY\) (-m (?:ruff|mypy).*)$", text("Makefile"), re.MULTILINE)
    assert {rf".venv\Scripts\python {words}" for words in made[:3]} <= set(ran)


def test_every_supported_python_is_tested() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    for job in workflow("test")["jobs"].values():
        pythons = job["strategy"]["matrix"]["python"]
        assert pythons == ["3.11", "3.12", "3.13", "3.14"]
        assert project["requires-python"] == f">={pythons[0]}"


@pytest.mark.parametrize("name", ["test", "release"])
def test_actions_are_pinned_to_a_whole_version(name: str) -> None:
    for job in workflow(name)["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+", step["uses"])


def test_a_release_is_checked_before_it_is_built_and_published_on_request_only() -> None:
    jobs = workflow("release")["jobs"]
    checked, tested, built = commands(jobs["build"])
    assert checked.startswith("python scripts/release.py")
    assert tested == ".ci/run"
    assert built.endswith("-m hatchling build")  # wheel and sdist, by the pinned version
    assert jobs["release"]["needs"] == "build"
    assert jobs["publish"]["needs"] == "release"
    assert jobs["publish"]["if"] == "vars.PUBLISH == 'yes'"
    # Each job may do what it must, and no more.
    assert workflow("release")["permissions"] == {"contents": "read"}
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["release"]["permissions"] == {"contents": "write"}


def test_what_a_release_makes_is_no_part_of_its_own_source_package() -> None:
    # Hatchling packs all that git does not ignore.
    steps = workflow("release")["jobs"]["build"]["steps"]
    (made,) = [step["with"]["path"] for step in steps if "upload-artifact" in step.get("uses", "")]
    ignored = {line.strip("/") for line in text(".gitignore").splitlines()}
    assert set(made.split()) <= ignored


FORMS = sorted((PROJECT / ".github/ISSUE_TEMPLATE").glob("*-*.yml"))


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_a_form_for_issues_asks_what_a_forge_can_show(file: Path) -> None:
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    fields = [entry for entry in form["body"] if entry["type"] != "markdown"]
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    ids = [field["id"] for field in fields]
    assert len(ids) == len(set(ids))
    assert all(field["attributes"]["label"] for field in fields)
    assert any(field.get("validations", {}).get("required") for field in fields)


def test_the_form_for_a_wrong_fact_asks_for_the_source() -> None:
    form = yaml.safe_load(text(".github/ISSUE_TEMPLATE/fact-is-wrong.yml"))
    needed = {e["id"] for e in form["body"] if e.get("validations", {}).get("required")}
    assert {"page", "should", "source"} <= needed


def test_hooks_before_a_commit_run_tools_of_the_project_only() -> None:
    (repo,) = yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]
    assert repo["repo"] == "local"
    entries = {hook["entry"] for hook in repo["hooks"]}
    assert all(hook["language"] == "system" for hook in repo["hooks"])
    made = re.findall(r"^\t\$\(PY\) (-m (?:ruff|mypy).*)$", text("Makefile"), re.MULTILINE)
    python = ".venv/bin/python"
    assert entries == {*(f"{python} {words}" for words in made[:3]), GUIDE_CHECK}


GUIDE_CHECK = ".venv/bin/python scripts/build.py check"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".pre-commit-config.yaml"])
def test_every_command_and_option_that_is_named_is_there(name: str) -> None:
    spans = re.findall(r"`([^`\n]+)`|^(?:\S+ )?entry: (.+)$", text(name), re.MULTILINE)
    options = {o for c in main.commands.values() for p in c.params for o in p.opts} | {"--help"}
    others = {"--require-hashes"}
    for span in (one or other for one, other in spans):
        called = re.match(r"(?:\S*python )?(?:scripts/build\.py|muscleguide|…) ([a-z]+)\b", span)
        assert called is None or called[1] in main.commands, span
        if called or span.startswith("--"):
            assert set(re.findall(r"--[a-z][a-z-]+", span)) <= options | others, span


@pytest.mark.parametrize("path", [".ci/run", "LICENSE", "src/muscleguide/pages/finder/finder.js"])
def test_text_has_line_feeds_on_every_system(path: str) -> None:
    assert "\n* text=auto eol=lf\n" in text(".gitattributes")
    assert b"\r" not in (PROJECT / path).read_bytes()


def test_the_code_has_a_licence() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "MIT"
    assert set(project["license-files"]) == {"LICENSE", "LICENSE-CONTENT.md"}
    assert "MIT License" in text("LICENSE")
    assert "CC-BY-4.0" in text("LICENSE-CONTENT.md")
