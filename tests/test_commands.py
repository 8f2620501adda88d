"""Commands around writing: formats of the check, rules explained, starters, schemas."""

import ast
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from generate import generated
from guides import PROJECT, SHOULDER, replaced, write_guide
from site_reading import run

from muscleguide.checking.rulebook import RULES

TRAPEZIUS = "content/muscles/trapezius.yml"
LEVATOR = "content/muscles/levator.yml"


def test_problems_as_json(tmp_path: Path) -> None:
    changes = replaced(TRAPEZIUS, "group: Neck", "grup: Neck")
    result = run("check", "--format", "json", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 1
    (unknown,) = json.loads(result.stdout)
    assert unknown == {
        "file": TRAPEZIUS,
        "line": 4,
        "column": 1,
        "severity": "error",
        "rule": "unknown-key",
        "message": "`grup` is not a key here; did you mean `group`?",
    }


def test_no_problem_as_json(tmp_path: Path) -> None:
    result = run("check", "--format", "json", cwd=write_guide(tmp_path))
    assert (result.returncode, json.loads(result.stdout)) == (0, [])


def test_problems_as_annotations(tmp_path: Path) -> None:
    changes = replaced(TRAPEZIUS, "  - stiff-neck", '  - "50%"')
    result = run("check", "--format", "github", cwd=write_guide(tmp_path, changes))
    # A percent sign, a colon and a comma have a meaning of their own there.
    line = f'::error file={TRAPEZIUS},line=10,col=5,title=bad-id::"50%25" is a name where'
    assert result.stdout.startswith(line)


def rules_in_the_code() -> set[str]:
    """Find the rule that each problem in the code is made with."""
    found = set()
    for path in (PROJECT / "src/muscleguide").rglob("*.py"):
        if path.name == "rulebook.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = name or (node.func.id if isinstance(node.func, ast.Name) else "")
            place = {
                "Problem": 4,
                "problem": 1,
                "_error": 2,
                "at": 1,
                "ArticleError": 1,
                "Finding": 0,
            }.get(name)
            named = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            for value in [*named, *(node.args[place : place + 1] if place is not None else [])]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    found.add(value.value)
    return found


def test_every_rule_of_the_code_is_explained_and_no_other() -> None:
    assert rules_in_the_code() == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_explained(rule: str) -> None:
    result = run("check", "--explain", rule, cwd=PROJECT)
    assert result.returncode == 0
    assert RULES[rule].why in result.stdout


def test_an_unknown_rule_is_reported(tmp_path: Path) -> None:
    result = run("check", "--explain", "unknown-kee", cwd=tmp_path)
    assert result.returncode == 2
    assert 'did you mean "unknown-key"?' in result.stderr


def test_generated_files_are_fresh() -> None:
    for name, text in generated().items():
        file = (PROJECT / name).read_text(encoding="utf-8")
        assert file == text, f"{name} is stale: run `make generated`"


@pytest.mark.parametrize("name", ["Soleus", "Élévateur: de «l'omoplate» #2", "yes", "1e3"])
def test_a_new_muscle_lacks_only_what_a_person_must_write(tmp_path: Path, name: str) -> None:
    guide = write_guide(tmp_path)
    before = {path: path.read_bytes() for path in guide.rglob("*") if path.is_file()}
    started = run("new", "muscle", name, cwd=guide)
    assert started.returncode == 0, started.stderr
    file = started.stdout.split(" is ready")[0]
    assert file.startswith("content/muscles/")
    assert yaml.safe_load((guide / file).read_text(encoding="utf-8"))["name"] == name
    lines = run("check", cwd=guide).stderr.splitlines()[:-1]
    assert {re.findall("`([a-z]+)`", line)[0] for line in lines} == {
        *("group", "summary", "location", "from", "to"),
        *("functions", "symptoms", "overuse", "sources"),
    }
    assert all(line.startswith(file) and line.endswith("[empty]") for line in lines)
    assert "stiff-neck" in (guide / file).read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in before} == before


def test_a_new_article_lacks_only_what_a_person_must_write(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    assert run("new", "article", "Why stairs hurt", cwd=guide).returncode == 0
    lines = run("check", cwd=guide).stderr.splitlines()[:-1]
    file = "docs/articles/why-stairs-hurt.md"
    assert [line.split(":")[0] for line in lines] == [file, file]
    assert {re.findall("`([a-z]+)`", line)[0] for line in lines} == {"description", "muscles"}
    text = (guide / file).read_text(encoding="utf-8")
    filled = text.replace("description:", "description: x").replace("\n  -\n", "\n  - levator\n")
    (guide / file).write_text(filled, encoding="utf-8")
    assert run(cwd=guide).returncode == 0


ENTRIES = {
    "place": "content/body-regions.yml",
    "symptom": "content/symptoms.yml",
    "activity": "content/activities.yml",
    "source": "content/sources.yml",
    "warning-sign": "content/warning-signs.yml",
    "other-cause": "content/other-causes.yml",
    "term": "content/glossary.yml",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", ENTRIES)
def test_a_new_entry_stands_at_the_end_of_its_file(tmp_path: Path, kind: str, newline: str) -> None:
    guide = write_guide(tmp_path)
    file = guide / ENTRIES[kind]
    before = b""
    if file.is_file():
        # Without the newline at its end, as some editors leave it.
        before = file.read_text(encoding="utf-8").rstrip().replace("\n", newline).encode()
        file.write_bytes(before)
    started = run("new", kind, 'Élan: "new" #1', cwd=guide)
    assert started.returncode == 0, started.stderr
    assert file.read_bytes().startswith(before)
    entries = yaml.safe_load(file.read_bytes())
    entry = entries[-1] if isinstance(entries, list) else entries["elan-new-1"]
    assert 'Élan: "new" #1' in entry.values()
    told = json.loads(run("check", "--format", "json", cwd=guide).stdout)
    errors = [one for one in told if one["severity"] == "error"]
    assert {one["rule"] for one in errors} <= {"empty"}
    assert {one["file"] for one in errors} <= {ENTRIES[kind]}
    if isinstance(entries, dict):
        now = file.read_bytes()
        again = run("new", kind, 'Élan: "new" #1', cwd=guide)
        assert again.returncode == 2
        assert "already" in again.stderr
        assert file.read_bytes() == now


def test_an_entry_is_not_added_where_it_would_break_the_file(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"content/glossary.yml": "{a: {term: A, meaning: b}}\n"})
    done = run("new", "term", "Tendon", cwd=guide)
    assert done.returncode == 2
    assert "tendon:" in done.stderr
    assert (guide / "content/glossary.yml").read_text() == "{a: {term: A, meaning: b}}\n"


def test_a_new_exercise_lacks_only_what_a_person_must_write(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    assert run("new", "exercise", "Chin tuck", cwd=guide).returncode == 0
    lines = run("check", cwd=guide).stderr.splitlines()[:-1]
    assert {re.findall("`([a-z_]+)`", line)[0] for line in lines} == {
        *("kind", "muscles", "summary", "steps", "how_often", "stop", "sources"),
    }


def test_every_key_is_in_the_reference() -> None:
    told = run("keys", cwd=PROJECT).stdout
    for words in ("`attachments.from` | yes", "`figure.start.right.knee`", "`reviewers.role`"):
        assert words in told
    assert "`feel`" in run("keys", "symptom", cwd=PROJECT).stdout
    assert "`attachments" not in run("keys", "symptom", cwd=PROJECT).stdout


@pytest.mark.parametrize("command", [["check"], []])
def test_schemas_that_are_there_follow_the_guide(tmp_path: Path, command: list[str]) -> None:
    guide = write_guide(tmp_path)
    assert run(*command, cwd=guide).returncode == 0
    assert not (guide / "schemas").exists()
    assert run("schema", "--out", "schemas", cwd=guide).returncode == 0
    (guide / "schemas/symptoms.json").unlink()
    (guide / "schemas/source.json").write_text("{}", encoding="utf-8")
    (guide / "schemas/sources.json").write_text("{}", encoding="utf-8")
    write_guide(guide, {LEVATOR.replace("levator", "scalene"): SHOULDER[LEVATOR]})
    run(*command, cwd=guide)
    assert '"scalene"' in (guide / "schemas/muscle.json").read_text(encoding="utf-8")
    # None is added, and what is not ours is not touched.
    assert not (guide / "schemas/symptoms.json").exists()
    assert (guide / "schemas/sources.json").read_text(encoding="utf-8") == "{}"


def test_a_starter_never_writes_over_a_file(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    result = run("new", "muscle", "Trapezius", cwd=guide)
    assert result.returncode == 2
    assert "is there already" in result.stderr
    assert (guide / TRAPEZIUS).read_text(encoding="utf-8") == SHOULDER[TRAPEZIUS]


def test_a_name_without_latin_letters_needs_an_id(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    assert "--id" in run("new", "muscle", "Мышца", cwd=guide).stderr
    assert run("new", "muscle", "Мышца", "--id", "../x", cwd=guide).returncode == 2
    assert run("new", "muscle", "Мышца", "--id", "myshca", cwd=guide).returncode == 0
    assert (guide / "content/muscles/myshca.yml").is_file()


def schemas(guide: Path) -> dict[str, Any]:
    result = run("schema", cwd=guide)
    assert result.returncode == 0
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def as_json(text: str) -> Any:
    """Read YAML as an editor does, to which a date is a text and `on` a word."""
    return json.loads(json.dumps(yaml.safe_load(text.replace("on: 2", "'on': 2")), default=str))


@pytest.fixture(scope="module")
def shoulder_schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return schemas(write_guide(tmp_path_factory.mktemp("schemas")))


def schema_name(file: str) -> str:
    kinds = {"muscles": "muscle", "exercises": "exercise"}
    return kinds.get(Path(file).parent.name, Path(file).stem)


@pytest.mark.parametrize("file", [name for name in SHOULDER if name.startswith("content/")])
def test_sound_records_keep_to_the_schemas(shoulder_schemas: dict[str, Any], file: str) -> None:
    schema = shoulder_schemas[schema_name(file)]
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert list(validator.iter_errors(as_json(SHOULDER[file]))) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TRAPEZIUS, "group: Neck", "grup: Neck"),
        (TRAPEZIUS, "group: Neck\n", ""),
        (TRAPEZIUS, "group: Neck", "group: 7"),
        (TRAPEZIUS, "group: Neck", "group: null"),
        (TRAPEZIUS, "  - stiff-neck", "  - stif-neck"),
        (TRAPEZIUS, "symptom: sore-shoulder", "symptom: sore"),
        (TRAPEZIUS, "  - desk-work", "  - disk-work"),
        (TRAPEZIUS, "sources: [atlas, clinic-page]", "sources: []"),
        (TRAPEZIUS, "related: [levator]", "related: [nobody]"),
        ("content/symptoms.yml", "sore-shoulder:", "Sore_Shoulder:"),
        ("content/symptoms.yml", "feel: ache", "feel: aches"),
        ("content/symptoms.yml", "regions: [top-of-shoulder]", "regions: [toe]"),
        ("content/warning-signs.yml", "regions: [neck, top-of-shoulder]", "regions: [toe]"),
        ("content/relief.yml", "sources: [atlas]", "sources: [bible]"),
        ("content/clinic.yml", '"tel:+49891234"', '"javascript:x"'),
    ],
)
def test_broken_records_break_the_schemas(
    shoulder_schemas: dict[str, Any], file: str, old: str, new: str
) -> None:
    record = as_json(str(replaced(file, old, new)[file]))
    validator = jsonschema.Draft202012Validator(shoulder_schemas[schema_name(file)])
    assert list(validator.iter_errors(record)) != []


def test_editors_find_the_schema_of_each_record() -> None:
    files = list((PROJECT / "content").rglob("*.yml"))
    assert len(files) > 10
    for file in files:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, file
        assert (file.parent / match[1]).resolve() == (
            PROJECT / "schemas" / f"{schema_name(file.as_posix())}.json"
        )
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (PROJECT / schema).is_file()
        assert list(PROJECT.glob(pattern))


def test_every_key_of_a_record_is_explained_to_editors(shoulder_schemas: dict[str, Any]) -> None:
    for key, schema in shoulder_schemas["muscle"]["properties"].items():
        assert schema.get("description"), key


def test_the_lock_files_hold_versions_and_hashes_alone() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^(-|.* @ )", text, re.MULTILINE)


def test_commands_in_the_readme_exist() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    known = subprocess.run(
        ["make", "-n", *set(re.findall(r"`make ([a-z]+)`", readme))],
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    assert known.returncode == 0, known.stderr


@pytest.mark.parametrize("name", ["check", "build", "new"])
def test_a_folder_may_have_the_name_of_a_command(tmp_path: Path, name: str) -> None:
    guide = write_guide(tmp_path)
    result = run("--out", name, cwd=guide)
    assert result.returncode == 0, result.stderr
    assert (guide / name / "index.html").is_file()
    assert not (guide / "site").exists()


def test_the_guide_may_be_named_before_and_after_the_command(tmp_path: Path) -> None:
    guide = write_guide(tmp_path / "guide", replaced(TRAPEZIUS, "group: Neck\n", ""))
    for arguments in (
        ("-f", "guide/mkdocs.yml", "check"),
        ("check", "-f", "guide/mkdocs.yml"),
        ("--config-file=guide/mkdocs.yml",),
        ("-fguide/mkdocs.yml",),
    ):
        result = run(*arguments, cwd=guide.parent)
        assert result.returncode == 1
        assert "`group` is missing" in result.stderr


def test_the_problem_that_the_readme_shows_is_what_check_says(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs", "content", "translations", "hooks"):
        source = PROJECT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    record = tmp_path / "content/muscles/popliteus.yml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("knee-locking", "knee-lockin"), encoding="utf-8")
    said = run("check", cwd=tmp_path).stderr.splitlines()
    (line,) = [line for line in said if ": error: " in line]
    assert f"\n{line}\n" in (PROJECT / "README.md").read_text(encoding="utf-8")
