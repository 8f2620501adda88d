"""Guides that were written for an older program."""

from pathlib import Path

from guides import SHOULDER, write_guide
from site_reading import built, fingerprint, run

OLD = (
    "# Ours.\nsite_name: Schulter   # the name\nsite_url: https://praxis-muenchen.de/wissen/\n"
    "hooks:\n  - hooks/guide.py\n"
)


def test_a_guide_that_lay_in_the_program_is_told_and_migrated(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"mkdocs.yml": OLD})
    told = run("check", cwd=guide)
    assert told.returncode == 1
    assert "mkdocs.yml:5:5: error: `hooks/guide.py` was part of the program" in told.stderr
    assert "[old-format]" in told.stderr
    before = fingerprint(guide)
    assert "changed" in run("migrate", "--dry-run", cwd=guide).stdout
    assert fingerprint(guide) == before
    done = run("migrate", cwd=guide)
    assert done.returncode == 0, done.stderr
    text = (guide / "mkdocs.yml").read_text(encoding="utf-8")
    # What it does not change stays, byte for byte.
    assert text == OLD.replace("hooks:\n  - hooks/guide.py\n", "plugins:\n  - muscleguide\n")
    built(guide)
    assert "nothing was changed" in run("migrate", cwd=guide).stdout


def test_other_hooks_and_plugins_stay(tmp_path: Path) -> None:
    settings = OLD + "  - hooks/own.py\nplugins: [search]\n"
    guide = write_guide(tmp_path, {"mkdocs.yml": settings, "hooks/own.py": ""})
    assert run("migrate", cwd=guide).returncode == 0
    text = (guide / "mkdocs.yml").read_text(encoding="utf-8")
    assert text.endswith("hooks:\n  - hooks/own.py\nplugins: [search, muscleguide]\n")


def test_a_guide_within_the_program_is_no_old_one(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"mkdocs.yml": OLD, "hooks/guide.py": ""})
    assert "old-format" not in run("check", cwd=guide).stderr


def test_records_get_their_ending(tmp_path: Path) -> None:
    levator = "content/muscles/levator"
    changes: dict[str, str | bytes | None] = {
        f"{levator}.yml": None,
        f"{levator}.yaml": SHOULDER[f"{levator}.yml"],
    }
    guide = write_guide(tmp_path, changes)
    assert run("check", cwd=guide).returncode == 1
    done = run("migrate", cwd=guide)
    assert done.stdout == f"{levator}.yaml: renamed to {levator}.yml\n"
    assert run("check", cwd=guide).returncode == 0
    # A file that is there already is not replaced.
    (guide / f"{levator}.yaml").write_text("x", encoding="utf-8")
    assert "nothing was changed" in run("migrate", cwd=guide).stdout
    assert (guide / f"{levator}.yaml").read_text(encoding="utf-8") == "x"
