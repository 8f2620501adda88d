"""What somebody writes who is new to YAML: each mistake is named, with its cure."""

import json
from pathlib import Path

import pytest
from guides import SHOULDER, replaced, write_guide
from site_reading import run

Changes = dict[str, str | bytes | None]

TRAPEZIUS = "content/muscles/trapezius.yml"
CLINIC = "content/clinic.yml"
ARTICLE = "docs/articles/stiff-neck.md"
SIGNS = "content/warning-signs.yml"
REGIONS = "content/body-regions.yml"
SUMMARY = "summary: The wide muscle of your neck and upper back."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
NOT_A_NUMBER = "write one number as it is dialled, in straight quotes"


def number(written: str) -> Changes:
    return replaced(CLINIC, '"112"', written)


def muscle(old: str, new: str) -> Changes:
    return replaced(TRAPEZIUS, old, new)


# What is written → the files that differ, the place that is named, its rule, and some words.
MISTAKES: dict[str, tuple[Changes, str, str, str]] = {
    "two numbers": (number('"911 or 988"'), f"{CLINIC}:3:19", "bad-value", NOT_A_NUMBER),
    "a number in words": (number("nine nine nine"), f"{CLINIC}:3:19", "bad-value", NOT_A_NUMBER),
    "a number in curly quotes": (number("“112”"), f"{CLINIC}:3:19", "bad-value", NOT_A_NUMBER),
    "a name in curly quotes": (
        muscle("name: Trapézius", "name: “Trapézius”"),
        f"{TRAPEZIUS}:1:7",
        "curly-quotes",
        "write straight ones, or none",
    ),
    "a hash in a text": (
        muscle(SUMMARY, "summary: The muscle that is # 1 in your neck."),
        f"{TRAPEZIUS}:5:29",
        "dropped-text",
        '"# 1 in your neck." is a comment and not part of the text; put the whole text in quotes',
    ),
    "an ending that the system hides": (
        {"content/muscles/soleus.yml.txt": "name: x\n"},
        "content/muscles/soleus.yml.txt:1:1",
        "stray-file",
        "rename it to soleus.yml",
    ),
    "an ending in capitals": (
        {"content/muscles/soleus.YML": "name: x\n"},
        "content/muscles/soleus.YML:1:1",
        "stray-file",
        "rename it to soleus.yml",
    ),
    "a name for a file's name": (
        {"content/muscles/Hip flexor.yml": SHOULDER[TRAPEZIUS]},
        "content/muscles/Hip flexor.yml:1:1",
        "bad-id",
        "rename it to hip-flexor.yml",
    ),
    "a label where an id is meant": (
        muscle("  - stiff-neck\n", "  - A stiff neck\n"),
        f"{TRAPEZIUS}:10:5",
        "bad-id",
        'write the id "stiff-neck"',
    ),
    "an id with a space": (
        muscle("  - stiff-neck\n", "  - Stiff neck\n"),
        f"{TRAPEZIUS}:10:5",
        "bad-id",
        'write the id "stiff-neck"',
    ),
    "a label that nobody has": (
        replaced(ARTICLE, "based_on: atlas", "based_on: A book of mine"),
        f"{ARTICLE}:6:11",
        "bad-id",
        "write the id, which stands before the colon in content/sources.yml",
    ),
    "a muscle's name where its id is meant": (
        replaced(ARTICLE, "muscles: [levator, trapezius]", "muscles: [levator, Trapézius]"),
        f"{ARTICLE}:7:20",
        "bad-id",
        'write the id "trapezius"',
    ),
    "a person's name for a reviewer": (
        muscle("by: ana", "by: Ana Nuñez"),
        f"{TRAPEZIUS}:20:16",
        "bad-id",
        '"Ana Nuñez" is a name where an id is meant; write the id "ana"',
    ),
    "a person who is no reviewer": (
        muscle("by: ana", "by: Dr. Who"),
        f"{TRAPEZIUS}:20:16",
        "bad-id",
        "which stands below `reviewers` in content/clinic.yml",
    ),
    "a bullet among hyphens": (
        muscle("  - stiff-neck\n", "  • stiff-neck\n"),
        f"{TRAPEZIUS}:10:3",
        "yaml-syntax",
        "begin each entry with a hyphen and a space, not with •",
    ),
    "bullets alone": (
        muscle("functions: [lifts your shoulder]", "functions:\n  · lifts it\n  · turns it"),
        f"{TRAPEZIUS}:9:3",
        "wrong-type",
        "begin each entry with a hyphen and a space, not with ·",
    ),
    "hyphens without a space": (
        muscle("functions: [lifts your shoulder]", "functions:\n  -lifts it\n  -turns it"),
        f"{TRAPEZIUS}:9:3",
        "wrong-type",
        "put a space after each hyphen",
    ),
    "a line that is not aligned": (
        muscle("    detail: after a long day", "  detail: after a long day"),
        f"{TRAPEZIUS}:12:3",
        "yaml-syntax",
        "not indented like the first key after the hyphen above",
    ),
    "a tab before a key": (
        muscle("    detail: after a long day", "\tdetail: after a long day"),
        f"{TRAPEZIUS}:12:1",
        "yaml-syntax",
        "tab found; indent with spaces",
    ),
    "a space of a word processor": (
        muscle("    detail: after a long day", "\u00a0   detail: after a long day"),
        f"{TRAPEZIUS}:12:1",
        "unknown-key",
        "stands at `detail`; delete what is before it",
    ),
    "a place's id with spaces": (
        replaced(REGIONS, "top-of-shoulder: {", "top of shoulder: {"),
        f"{REGIONS}:1:1",
        "bad-id",
        'did you mean "top-of-shoulder"?',
    ),
    "two labels that are the same": (
        replaced("content/symptoms.yml", "label: A sore shoulder", "label: A stiff neck"),
        "content/symptoms.yml:2:24",
        "label-taken",
        'is what "stiff-neck" says already; change one of the two',
    ),
    "a place without an urgent sign": (
        replaced(SIGNS, "regions: [neck, top-of-shoulder]", "regions: [neck]"),
        f"{REGIONS}:1:1",
        "no-urgent-sign",
        'no urgent warning sign is about "top-of-shoulder", where levator and 1 other muscle can',
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_named_with_its_cure(tmp_path: Path, case: str) -> None:
    changes, place, rule, words = MISTAKES[case]
    done = run("check", "--format", "json", cwd=write_guide(tmp_path, changes))
    told = {
        f"{one['file']}:{one['line']}:{one['column']}": one["message"]
        for one in json.loads(done.stdout)
        if one["rule"] == rule
    }
    assert list(told) == [place], done.stdout
    assert words in told[place]


def test_keys_below_the_key_that_lacks_them_are_told_to_be_indented(tmp_path: Path) -> None:
    changes = muscle(
        "attachments: {from: the skull, to: the shoulder blade}",
        "attachments:\nfrom: the skull\nto: the shoulder blade",
    )
    told = run("check", cwd=write_guide(tmp_path, changes)).stderr
    assert f"{TRAPEZIUS}:8:1: error: `from` belongs to `attachments` above it; put two" in told
    assert f"{TRAPEZIUS}:9:1: error: `to` belongs to `attachments` above it; put two" in told


def test_only_what_may_be_left_out_may_be_taken_out(tmp_path: Path) -> None:
    changes = muscle(SUMMARY, "summary:") | replaced(CLINIC, "name: Praxis", "phone:\nname: Praxis")
    told = run("check", cwd=write_guide(tmp_path, changes)).stderr.splitlines()
    assert f"{TRAPEZIUS}:5:9: error: `summary` has no value; write one [empty]" in told
    left_out = "`phone` has no value; write one, or take the line out [empty]"
    assert f"{CLINIC}:1:7: error: {left_out}" in told


@pytest.mark.parametrize("written", ["911", "112", "+49 30 1234-5", "(02) 6551 0000", "0800.11.22"])
def test_numbers_that_can_be_dialled(tmp_path: Path, written: str) -> None:
    guide = write_guide(tmp_path, number(f'"{written}"'))
    assert run("check", cwd=guide).returncode == 0


@pytest.mark.parametrize(
    "sign",
    [
        "- {sign: It is hot, act: today, sources: [atlas]}\n",
        "- {sign: It is hot, act: emergency, regions: [neck, top-of-shoulder], sources: [atlas]}\n",
    ],
)
def test_a_sign_without_regions_is_about_every_place(tmp_path: Path, sign: str) -> None:
    assert run("check", cwd=write_guide(tmp_path, {SIGNS: sign})).returncode == 0


def test_a_comment_after_two_spaces_is_a_comment(tmp_path: Path) -> None:
    changes = muscle(SUMMARY, f"{SUMMARY}  # of the neck")
    assert "dropped-text" not in run("check", cwd=write_guide(tmp_path, changes)).stderr


def test_places_on_no_drawing_and_drawings_of_nothing_are_noted(tmp_path: Path) -> None:
    maps: Changes = {
        "content/maps/back.svg": f'{SVG}<path data-region="neck" d="M0 0h9v9z"/>'
        '<path data-muscle="trapezius" d="M0 0h9v9z"/></svg>',
        "content/maps/front.svg": f'{SVG}<path data-region="x" d="M0 0h9"/></svg>',
    }
    told = run("check", cwd=write_guide(tmp_path, maps)).stderr
    assert f'{REGIONS}:1:1: note: the place "top-of-shoulder" is on no map' in told
    assert "content/maps/front.svg:1:1: note: nothing that is marked on this drawing" in told
    assert '"neck" is on no map' not in told
