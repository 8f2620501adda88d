"""The project for contributors: what its documents and workflows name is there."""

import re
import tomllib
from pathlib import Path

import pytest
import release
import yaml
from guides import PROJECT

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
    assert headings[0] == "## [Unreleased]"
    for heading in headings[1:]:
        assert re.fullmatch(r"## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading)
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", text("CHANGELOG.md"), re.MULTILINE)) <= kinds


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


def test_the_public_ci_runs_what_ci_runs() -> None:
    workflow = yaml.safe_load(text(".github/workflows/test.yml"))
    job = workflow["jobs"]["test"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert len(job["strategy"]["matrix"]["os"]) == 3


def test_the_code_has_a_licence() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "MIT"
    assert set(project["license-files"]) == {"LICENSE", "LICENSE-CONTENT.md"}
    assert "MIT License" in text("LICENSE")
    assert "CC-BY-4.0" in text("LICENSE-CONTENT.md")
