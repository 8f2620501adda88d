"""Broken guides: each has one error, and the message names its place and what to do."""

import json
import re
from pathlib import Path

import pytest
from guides import SHOULDER, replaced, write_guide
from site_reading import built, fingerprint, run

Changes = dict[str, str | bytes | None]

TRAPEZIUS = "content/muscles/trapezius.yml"
LEVATOR = "content/muscles/levator.yml"
CLINIC = "content/clinic.yml"
ARTICLE = "docs/articles/stiff-neck.md"
SYMPTOMS = "content/symptoms.yml"
SIGNS = "content/warning-signs.yml"


def muscle(old: str, new: str) -> Changes:
    return replaced(TRAPEZIUS, old, new)


# What is wrong → the files that differ, the place that must be named, its rule, and some words.
CASES: dict[str, tuple[Changes, str, str, str]] = {
    "unknown key": (
        muscle("symptoms:\n", "symptom: x\nsymptoms:\n"),
        f"{TRAPEZIUS}:9:1",
        "unknown-key",
        "`symptom` is not a key here; did you mean `symptoms`?",
    ),
    "a misspelt key, reported once": (
        muscle("location:", "locaton:"),
        f"{TRAPEZIUS}:6:1",
        "unknown-key",
        "did you mean `location`?",
    ),
    "a misspelt nested key, reported once": (
        muscle("{from: the skull,", "{form: the skull,"),
        f"{TRAPEZIUS}:7:15",
        "unknown-key",
        "did you mean `from`?",
    ),
    "unknown nested key": (
        muscle("    detail: after", "    details: after"),
        f"{TRAPEZIUS}:12:5",
        "unknown-key",
        "did you mean `detail`?",
    ),
    "missing key": (
        muscle("group: Neck\n", ""),
        f"{TRAPEZIUS}:1:1",
        "missing-key",
        "`group` is missing",
    ),
    "missing nested key": (
        muscle("{from: the skull, to: the shoulder blade}", "{from: the skull}"),
        f"{TRAPEZIUS}:7:1",
        "missing-key",
        "`to` is missing",
    ),
    "text where a list is meant": (
        muscle("functions: [lifts your shoulder]", "functions: lifts your shoulder"),
        f"{TRAPEZIUS}:8:12",
        "wrong-type",
        "`functions` must be a list",
    ),
    "list where text is meant": (
        muscle("group: Neck", "group: [Neck]"),
        f"{TRAPEZIUS}:4:8",
        "wrong-type",
        "`group` must be text, and this is a list",
    ),
    "a yes or no where text is meant": (
        muscle("group: Neck", "group: no"),
        f"{TRAPEZIUS}:4:8",
        "wrong-type",
        'put it in quotes, "no"',
    ),
    "a number where text is meant": (
        muscle("group: Neck", "group: 1e3"),
        f"{TRAPEZIUS}:4:8",
        "wrong-type",
        'put it in quotes, "1e3"',
    ),
    "a date where text is meant": (
        muscle("group: Neck", "group: 2026-01-02"),
        f"{TRAPEZIUS}:4:8",
        "wrong-type",
        'put it in quotes, "2026-01-02"',
    ),
    "an unquoted phone number": (
        replaced(CLINIC, 'emergency_number: "112"', "emergency_number: 112"),
        f"{CLINIC}:3:19",
        "wrong-type",
        'put it in quotes, "112"',
    ),
    "a colour taken for a comment": (
        replaced(CLINIC, "booking:", "accent: #1f6f6b\nbooking:"),
        f"{CLINIC}:2:8",
        "empty",
        "text after # is a comment",
    ),
    "a key without a value": (
        muscle("group: Neck", "group:"),
        f"{TRAPEZIUS}:4:7",
        "empty",
        "`group` has no value",
    ),
    "a vocabulary that is missing": (
        {SYMPTOMS: None},
        f"{SYMPTOMS}:1:1",
        "missing-file",
        "records refer to it in 3 places",
    ),
    "a vocabulary with a broken line": (
        replaced(SYMPTOMS, "sore-shoulder: {", "sore-shoulder: [{"),
        f"{SYMPTOMS}:2:16",
        "yaml-syntax",
        "bracket",
    ),
    "an empty text": (muscle("group: Neck", 'group: " "'), f"{TRAPEZIUS}:4:8", "empty", "`group`"),
    "an empty list": (
        muscle("functions: [lifts your shoulder]", "functions: []"),
        f"{TRAPEZIUS}:8:12",
        "empty",
        "`functions` is an empty list",
    ),
    "an unknown symptom": (
        muscle("  - stiff-neck", "  - stif-neck"),
        f"{TRAPEZIUS}:10:5",
        "unknown-reference",
        'no symptom "stif-neck" in content/symptoms.yml; did you mean "stiff-neck"?',
    ),
    "an unknown symptom in its long form": (
        muscle("symptom: sore-shoulder", "symptom: sore-sholder"),
        f"{TRAPEZIUS}:11:14",
        "unknown-reference",
        'did you mean "sore-shoulder"?',
    ),
    "an unknown activity": (
        muscle("  - desk-work", "  - disk-work"),
        f"{TRAPEZIUS}:14:5",
        "unknown-reference",
        'no activity "disk-work" in content/activities.yml',
    ),
    "an unknown source": (
        muscle("sources: [atlas, clinic-page]", "sources: [atlas, clinic-pages]"),
        f"{TRAPEZIUS}:19:18",
        "unknown-reference",
        'no source "clinic-pages"',
    ),
    "an unknown muscle": (
        muscle("related: [levator]", "related: [elevator]"),
        f"{TRAPEZIUS}:18:11",
        "unknown-reference",
        'no muscle "elevator" in content/muscles/; did you mean "levator"?',
    ),
    "an unknown reviewer": (
        muscle("by: ana", "by: anna"),
        f"{TRAPEZIUS}:20:16",
        "unknown-reference",
        'no reviewer "anna" in content/clinic.yml; did you mean "ana"?',
    ),
    "an unknown region of a symptom": (
        replaced(SYMPTOMS, "regions: [top-of-shoulder]", "regions: [shoulder-top]"),
        f"{SYMPTOMS}:2:51",
        "unknown-reference",
        'no region "shoulder-top"',
    ),
    "an unknown region of a warning sign": (
        replaced(SIGNS, "regions: [neck, top-of-shoulder]", "regions: [nek, top-of-shoulder]"),
        f"{SIGNS}:3:13",
        "unknown-reference",
        'did you mean "neck"?',
    ),
    "an unknown muscle in an article": (
        replaced(ARTICLE, "muscles: [levator, trapezius]", "muscles: [levator, trapez]"),
        f"{ARTICLE}:7:20",
        "unknown-reference",
        'no muscle "trapez"',
    ),
    "an unknown muscle in an article's text": (
        replaced(ARTICLE, 'muscle("trapezius")', 'muscle("trapezus")'),
        f"{ARTICLE}:9:1",
        "unknown-reference",
        'did you mean "trapezius"?',
    ),
    "an unknown source in an article's text": (
        replaced(ARTICLE, 'source("atlas")', 'source("atlass")'),
        f"{ARTICLE}:9:1",
        "unknown-reference",
        'no source "atlass"',
    ),
    "an unknown name in an article's text": (
        replaced(ARTICLE, "{{ relief() }}", "{{ releif() }}"),
        f"{ARTICLE}:19:1",
        "unknown-name",
        "`releif` is no name that an article knows",
    ),
    "a broken template": (
        replaced(ARTICLE, "{{ relief() }}", "{{ relief( }}"),
        f"{ARTICLE}:19:1",
        "template-syntax",
        "the template cannot be read",
    ),
    "a template that reaches out of its sandbox": (
        replaced(ARTICLE, "{{ relief() }}", "{{ relief.__globals__ }}"),
        f"{ARTICLE}:19:1",
        "template-syntax",
        "the template cannot be run",
    ),
    "a duplicate key": (
        muscle("group: Neck", "group: Neck\ngroup: Back"),
        f"{TRAPEZIUS}:5:1",
        "duplicate-key",
        "`group` stands here a second time; the first is in line 4",
    ),
    "a duplicate id": (
        {SYMPTOMS: SHOULDER[SYMPTOMS] + "stiff-neck: {label: X, regions: [neck], feel: pain}\n"},
        f"{SYMPTOMS}:3:1",
        "duplicate-key",
        "the first is in line 1",
    ),
    "an id that stands in a list twice": (
        muscle("  - stiff-neck\n", "  - stiff-neck\n  - stiff-neck\n"),
        f"{TRAPEZIUS}:11:5",
        "listed-twice",
        '"stiff-neck" stands in this list twice',
    ),
    "a muscle related to itself": (
        muscle("related: [levator]", "related: [trapezius]"),
        f"{TRAPEZIUS}:18:11",
        "related-to-itself",
        "cannot be related to itself",
    ),
    "two muscles of one name": (
        replaced(LEVATOR, "Élévateur de l'omoplate", "trapezius"),
        f"{TRAPEZIUS}:1:7",
        "name-taken",
        f"already the name in {LEVATOR}",
    ),
    "a bad id": (
        replaced(SYMPTOMS, "sore-shoulder:", "Sore_Shoulder:"),
        f"{SYMPTOMS}:2:1",
        "bad-id",
        "lower-case letters",
    ),
    "a bad id in a file's name": (
        {"content/muscles/Bi ceps.yml": SHOULDER[LEVATOR]},
        "content/muscles/Bi ceps.yml:1:1",
        "bad-id",
        "the file's name is its id",
    ),
    "dots in a file's name": (
        {"content/muscles/a..b.yml": SHOULDER[LEVATOR]},
        "content/muscles/a..b.yml:1:1",
        "bad-id",
        "the file's name is its id",
    ),
    "a file's name in capitals": (
        {"content/muscles/Soleus.yml": SHOULDER[LEVATOR].replace("Élévateur", "Soleus")},
        "content/muscles/Soleus.yml:1:1",
        "bad-id",
        "the file's name is its id",
    ),
    "a bad id in an article's name": (
        {"docs/articles/Näck.md": SHOULDER[ARTICLE]},
        "docs/articles/Näck.md:1:1",
        "bad-id",
        "the file's name is its id",
    ),
    "an id that is too long": (
        {f"content/muscles/{'a' * 65}.yml": SHOULDER[LEVATOR]},
        f"content/muscles/{'a' * 65}.yml:1:1",
        "bad-id",
        "at most 64",
    ),
    "a tab": (
        muscle("  - stiff-neck", "\t- stiff-neck"),
        f"{TRAPEZIUS}:10:1",
        "yaml-syntax",
        "tab found; indent with spaces",
    ),
    "a colon in a text": (
        muscle("group: Neck", "group: Neck: upper"),
        f"{TRAPEZIUS}:4:12",
        "yaml-syntax",
        "quotes",
    ),
    "a key without a colon": (
        muscle("group: Neck", "group Neck"),
        f"{TRAPEZIUS}:4:1",
        "yaml-syntax",
        "put a colon and a space after the key",
    ),
    "a quote that is never closed": (
        muscle("group: Neck", 'group: "Neck'),
        f"{TRAPEZIUS}:4:8",
        "yaml-syntax",
        "never closed",
    ),
    "a bracket that is never closed": (
        muscle("functions: [lifts your shoulder]", "functions: [lifts your shoulder"),
        f"{TRAPEZIUS}:8:12",
        "yaml-syntax",
        "a bracket is opened here",
    ),
    "a star at the start of a text": (
        muscle("group: Neck", "group: *Neck*"),
        f"{TRAPEZIUS}:4:8",
        "yaml-syntax",
        "must stand in quotes",
    ),
    "a list that is not aligned": (
        muscle("  - desk-work\n  - activity", "  - desk-work\n - activity"),
        f"{TRAPEZIUS}:15:2",
        "yaml-syntax",
        "align",
    ),
    "a Python tag": (
        muscle("group: Neck", "group: !!python/object/apply:os.system [id]"),
        f"{TRAPEZIUS}:4:8",
        "yaml-tag",
        "write plain text",
    ),
    "a wrong choice": (
        replaced(SYMPTOMS, "feel: ache", "feel: aches"),
        f"{SYMPTOMS}:2:75",
        "wrong-choice",
        'did you mean "ache"?',
    ),
    "a day that does not exist": (
        muscle("on: 2026-10-05", "on: 2026-13-45"),
        f"{TRAPEZIUS}:20:25",
        "wrong-type",
        "no real date",
    ),
    "a review that is still to come": (
        muscle("on: 2026-10-05", "on: 2999-01-01"),
        f"{TRAPEZIUS}:20:25",
        "review-in-future",
        "still to come",
    ),
    "a booking URL that runs a script": (
        replaced(CLINIC, '"tel:+49891234"', '"javascript:alert(1)"'),
        f"{CLINIC}:2:29",
        "bad-value",
        "https://",
    ),
    "a source URL that is none": (
        replaced("content/sources.yml", "https://www.nhs.uk", "www.nhs.uk"),
        "content/sources.yml:2:70",
        "bad-value",
        "https://",
    ),
    "a colour that is none": (
        replaced(CLINIC, "booking:", "accent: teal\nbooking:"),
        f"{CLINIC}:2:9",
        "bad-value",
        "#1f6f6b",
    ),
    "a logo that is not there": (
        replaced(CLINIC, "booking:", "logo: images/logo.svg\nbooking:"),
        f"{CLINIC}:2:7",
        "missing-logo",
        "no picture",
    ),
    "a link to a page that is not there": (
        muscle("A warm cloth", "A [warm cloth](muscles/levatr)"),
        f"{TRAPEZIUS}:17:9",
        "broken-link",
        'did you mean "muscles/levator/"?',
    ),
    "UTF-16": (
        {TRAPEZIUS: SHOULDER[TRAPEZIUS].encode("utf-16")},
        f"{TRAPEZIUS}:1:1",
        "encoding",
        "UTF-8",
    ),
    "Latin-1": (
        {TRAPEZIUS: SHOULDER[TRAPEZIUS].encode("latin-1")},
        f"{TRAPEZIUS}:1:11",
        "encoding",
        "UTF-8",
    ),
    "a NUL byte": (
        muscle("group: Neck", "group: Ne\0ck"),
        f"{TRAPEZIUS}:4:10",
        "control-character",
        "U+0000",
    ),
    "an escaped control character": (
        muscle("group: Neck", 'group: "Ne\\x02ck"'),
        f"{TRAPEZIUS}:4:8",
        "control-character",
        "U+0002",
    ),
    "an empty file": ({TRAPEZIUS: ""}, f"{TRAPEZIUS}:1:1", "empty", "the file is empty"),
    "a file that is a list": ({TRAPEZIUS: "- a\n"}, f"{TRAPEZIUS}:1:1", "wrong-type", "mapping"),
    "a vocabulary that is a list": (
        {SYMPTOMS: "- a\n"},
        f"{SYMPTOMS}:1:1",
        "wrong-type",
        "mapping",
    ),
    "warning signs that are no list": ({SIGNS: "a: b\n"}, f"{SIGNS}:1:1", "wrong-type", "list"),
    "a file with another ending": (
        {"content/muscles/soleus.yaml": SHOULDER[LEVATOR]},
        "content/muscles/soleus.yaml:1:1",
        "stray-file",
        "must end in .yml",
    ),
    "a file with a misspelt name": (
        {"content/symptom.yml": SHOULDER[SYMPTOMS]},
        "content/symptom.yml:1:1",
        "stray-file",
        'did you mean "symptoms.yml"?',
    ),
    "no clinic": ({CLINIC: None}, f"{CLINIC}:1:1", "missing-file", "who publishes the guide"),
    "an article without front matter": (
        {ARTICLE: "# Just text\n"},
        f"{ARTICLE}:1:1",
        "front-matter",
        "three hyphens",
    ),
    "an article with a broken front matter": (
        replaced(ARTICLE, "author: Søn", "author: Søn: the second"),
        f"{ARTICLE}:4:12",
        "yaml-syntax",
        "quotes",
    ),
    "a map that is no SVG": (
        {"content/maps/back.svg": "<svg>\n<path></svg>"},
        "content/maps/back.svg:2:1",
        "bad-map",
        "not SVG",
    ),
    "a map with entities": (
        {"content/maps/back.svg": '<!DOCTYPE x [<!ENTITY a "b">]><svg>&a;</svg>'},
        "content/maps/back.svg:1:1",
        "bad-map",
        "DOCTYPE",
    ),
    "settings that are no YAML": (
        {"mkdocs.yml": "site_name: [x\ntheme: y\n"},
        "mkdocs.yml:1:12",
        "yaml-syntax",
        "bracket",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_first_line_reports_the_error(tmp_path: Path, case: str) -> None:
    changes, place, rule, message = CASES[case]
    result = run("check", cwd=write_guide(tmp_path, changes))
    first = result.stderr.splitlines()[0]
    assert first.startswith(f"{place}: error: "), result.stderr
    assert first.endswith(f"[{rule}]")
    assert message in first
    assert result.returncode == 1
    assert re.search(r"^1 error, 0 warnings in \d+ files$", result.stderr, re.MULTILINE)
    assert "Traceback" not in result.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    guide = write_guide(tmp_path_factory.mktemp("published"))
    built(guide)
    return guide


@pytest.mark.parametrize("case", ["unknown key", "a tab", "a broken template", "no clinic"])
def test_a_failed_build_leaves_the_site_as_it_was(published: Path, case: str) -> None:
    before = fingerprint(published / "site")
    changes, place, _rule, _message = CASES[case]
    for name in changes:
        (published / name).unlink()
    write_guide(published, {**dict.fromkeys(SHOULDER), **changes})
    result = run(cwd=published)
    write_guide(published)
    assert result.returncode == 1
    assert result.stderr.startswith(f"{place}: error: ")
    assert "Traceback" not in result.stderr
    assert fingerprint(published / "site") == before


def test_all_errors_are_reported_in_one_run_sorted_by_file_and_line(tmp_path: Path) -> None:
    changes = muscle("group: Neck", "group: no\nwrong: key")
    changes |= replaced(SYMPTOMS, "feel: ache", "feel: aches")
    changes |= replaced(ARTICLE, "author: Søn\n", "")
    result = run("check", cwd=write_guide(tmp_path, changes))
    places = [line.split(": ")[0] for line in result.stderr.splitlines()]
    assert places[:4] == [
        f"{TRAPEZIUS}:4:8",
        f"{TRAPEZIUS}:5:1",
        f"{SYMPTOMS}:2:75",
        f"{ARTICLE}:2:1",
    ]
    assert result.stderr.splitlines()[-1] == "4 errors, 0 warnings in 11 files"


def test_a_record_with_an_error_still_has_its_references_checked(tmp_path: Path) -> None:
    changes = muscle("group: Neck", "grup: Neck")
    text = str(changes[TRAPEZIUS]).replace("  - stiff-neck", "  - stif-neck")
    result = run("check", cwd=write_guide(tmp_path, {TRAPEZIUS: text}))
    assert f"{TRAPEZIUS}:4:1: error: `grup` is not a key here" in result.stderr
    assert f'{TRAPEZIUS}:10:5: error: no symptom "stif-neck"' in result.stderr


def test_a_broken_record_is_not_called_unknown(tmp_path: Path) -> None:
    result = run("check", cwd=write_guide(tmp_path, replaced(SYMPTOMS, "feel: ache", "feel: x")))
    assert "unknown-reference" not in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SHOULDER[TRAPEZIUS],
        SHOULDER[TRAPEZIUS].replace("\n", "\r\n"),
        SHOULDER[TRAPEZIUS].replace("\n", "\r"),
        "# a comment\n---\n" + SHOULDER[TRAPEZIUS],
    ],
    ids=["byte order mark", "CRLF", "CR", "document mark"],
)
def test_harmless_oddities_build(tmp_path: Path, text: str) -> None:
    result = run("check", cwd=write_guide(tmp_path, {TRAPEZIUS: text.encode()}))
    assert result.returncode == 0, result.stderr


def test_what_nothing_uses_is_a_warning(tmp_path: Path) -> None:
    more = {"content/activities.yml": SHOULDER["content/activities.yml"] + "rowing: {label: Row}\n"}
    result = run("check", cwd=write_guide(tmp_path, more))
    assert result.returncode == 0
    line = 'content/activities.yml:6:1: warning: nothing uses the activity "rowing" [unused]'
    assert line in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"tel:+49891234"', '"https://x.example.org/book"', "2:29"),
        ("booking:", 'phone: "555-0100"\nbooking:', "2:8"),
        ("booking:", "email: a@example.com\nbooking:", "2:8"),
        ("booking:", "website: https://clinic.example/\nbooking:", "2:10"),
    ],
)
def test_placeholders_are_warnings(tmp_path: Path, old: str, new: str, place: str) -> None:
    result = run("check", cwd=write_guide(tmp_path, replaced(CLINIC, old, new)))
    assert result.returncode == 0
    assert f"{CLINIC}:{place}: warning: " in result.stderr
    assert "placeholder" in result.stderr


def test_a_placeholder_url_of_the_site_is_a_warning(tmp_path: Path) -> None:
    changes = replaced("mkdocs.yml", "praxis-muenchen.de", "praxis.example.org")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert "mkdocs.yml:2:11: warning: " in result.stderr


def test_old_reviews_and_shared_by_names_are_warnings(tmp_path: Path) -> None:
    changes = muscle("on: 2026-10-05", "on: 2001-10-05")
    changes |= replaced(LEVATOR, "group: Épaule", "also_called: [Hood Muscle]\ngroup: Épaule")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0
    assert f"{TRAPEZIUS}:20:25: warning: " in result.stderr
    assert "also a name in" in result.stderr


def test_what_cannot_be_a_link_is_a_warning(tmp_path: Path) -> None:
    changes = muscle("A warm cloth", "A [warm](javascript:alert) [cloth](x)")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0
    assert f'{TRAPEZIUS}:17:9: warning: "javascript:alert" cannot be linked' in result.stderr
    assert '"x" cannot be linked' in result.stderr


def test_a_muscle_on_no_map_is_a_note(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g data-muscle="levator"/></svg>'
    )
    result = run("check", cwd=write_guide(tmp_path, {"content/maps/back.svg": svg}))
    assert result.returncode == 0
    assert f"{TRAPEZIUS}:1:1: note: the Trapézius is on no map" in result.stderr
    assert result.stderr.count("the Trapézius is on no map") == 1
    assert "the Élévateur" not in result.stderr
    assert "0 errors, 0 warnings, 3 notes in 12 files" in result.stderr


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text(SHOULDER[LEVATOR])
    guide = write_guide(tmp_path / "guide")
    (guide / "content/muscles/secret.yml").symlink_to(secret)
    (guide / "docs/secret.txt").symlink_to(secret)
    result = run("check", cwd=guide)
    assert "content/muscles/secret.yml:1:1: error: " in result.stderr
    assert "docs/secret.txt:1:1: error: " in result.stderr
    assert result.stderr.count("[outside-folder]") == 2


def test_aliases_that_explode_are_refused(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    result = run("check", cwd=write_guide(tmp_path, {TRAPEZIUS: "\n".join(levels)}))
    assert result.returncode == 1
    assert "[too-complex]" in result.stderr.splitlines()[0]


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    result = run("check", cwd=write_guide(tmp_path, {TRAPEZIUS: b"# " + b"x" * 50_000_000}))
    assert result.stderr.startswith(f"{TRAPEZIUS}:1:1: error: the file has 50 MB")


def test_wrong_use_of_the_command_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    nothing_here = run(cwd=tmp_path)
    assert nothing_here.returncode == 2
    assert "mkdocs.yml" in nothing_here.stderr
    guide = write_guide(tmp_path / "guide")
    assert run("--no-such-option", cwd=guide).returncode == 2
    assert run("chek", cwd=guide).returncode == 2
    assert run("--base-url", "praxis.de", cwd=guide).returncode == 2


# What is lost without a word elsewhere → the files that differ, and the line that says so.
TOLD: dict[str, tuple[Changes, str]] = {
    "two symptoms that read the same": (
        replaced(SYMPTOMS, "A sore shoulder", "a  STIFF neck"),
        f'{SYMPTOMS}:2:24: warning: "a STIFF neck" is what "stiff-neck" says already; change',
    ),
    "two regions that read the same": (
        replaced("content/body-regions.yml", "label: Neck", "label: TOP of the shoulder"),
        "content/body-regions.yml:2:15: warning: ",
    ),
    "two activities that read the same": (
        replaced("content/activities.yml", "Carrying heavy bags", "working at a desk"),
        "content/activities.yml:5:10: warning: ",
    ),
    "a source that stands there twice": (
        replaced(
            "content/sources.yml",
            "clinic-page: {title: Neck pain, authors: [NHS]",
            "clinic-page: {title: ATLAS, year: '2011', authors: [José Íñigo, Zoë Ångström]",
        ),
        'content/sources.yml:2:22: warning: "ATLAS" is what "atlas" says already; change',
    ),
    "a text beside the records": (
        {"content/notes.txt": "x"},
        "content/notes.txt:1:1: warning: nothing reads this file; move it out of content/",
    ),
    "a vocabulary with a second ending": (
        {"content/symptoms.yml.txt": "x"},
        'content/symptoms.yml.txt:1:1: warning: nothing reads this file; did you mean "symptoms',
    ),
    "a folder beside the records": (
        {"content/old/levator.yml": "x"},
        "content/old:1:1: warning: nothing reads this folder [stray-file]",
    ),
    "a folder with a misspelt name": (
        {"content/muscle/levator.yml": "x"},
        'content/muscle:1:1: warning: nothing reads this folder; did you mean "muscles"?',
    ),
    "a muscle with another ending": (
        {"content/muscles/popliteus.txt": "x"},
        "content/muscles/popliteus.txt:1:1: warning: nothing reads this file: in content/muscles",
    ),
    "a muscle with a second ending": (
        {"content/muscles/popliteus.yml.txt": "x"},
        "content/muscles/popliteus.yml.txt:1:1: error: the file's name must end in .yml; rename",
    ),
    "a folder below the muscles": (
        {"content/muscles/old/notes.txt": "x"},
        "content/muscles/old:1:1: warning: this is a folder; files in a folder below",
    ),
    "a folder of muscles": (
        {"content/muscles/old/x.yml": "x"},
        "content/muscles/old:1:1: error: this is a folder",
    ),
    "a folder that is named like a muscle": (
        {"content/muscles/x.yml/y.txt": "x"},
        "content/muscles/x.yml:1:1: error: this is a folder",
    ),
    "a picture among the drawings": (
        {"content/maps/back.png": b"\x89PNG"},
        "content/maps/back.png:1:1: warning: nothing reads this file: in content/maps/, names end",
    ),
    "a hidden file of the site": (
        {"docs/.htaccess": "x"},
        "docs/.htaccess:1:1: note: hidden files are not published; to publish it, add `!.htaccess`",
    ),
    "a hidden folder of the site, once": (
        {"docs/.hidden/a.md": "x", "docs/.hidden/.b": "x"},
        "docs/.hidden:1:1: note: hidden files are not published",
    ),
    "a folder that MkDocs leaves out": (
        {"docs/templates/a.html": "x"},
        "docs/templates:1:1: note: this folder is not published",
    ),
    "no warning sign": (
        {SIGNS: "[]\n"},
        f"{SIGNS}:1:1: error: there is no warning sign; every page about pain must say when",
    ),
    "only a comment about warning signs": ({SIGNS: "# later\n"}, f"{SIGNS}:1:1: error: there is"),
    "no file of warning signs": ({SIGNS: None}, f"{SIGNS}:1:1: error: there is no warning sign"),
    "no warning sign for an article": (
        {TRAPEZIUS: None, LEVATOR: None, SIGNS: None}
        | replaced(ARTICLE, "muscles: [levator, trapezius]", "muscles: []"),
        f"{SIGNS}:1:1: error: there is no warning sign",
    ),
    "an emoji in an article": (
        replaced(ARTICLE, "## Relief", "## Relief \U0001f600 \U0001f600\n\n\U0001f600\n"),
        f'{ARTICLE}:17:1: note: the fonts of handouts have no "\U0001f600"; a box stands there',
    ),
    "a letter in an article's title": (
        replaced(ARTICLE, "When your neck", "When 首 your neck"),
        f'{ARTICLE}:2:8: note: the fonts of handouts have no "首"',
    ),
    "a letter in an article's author": (
        replaced(ARTICLE, "author: Søn", "author: 首"),
        f'{ARTICLE}:4:9: note: the fonts of handouts have no "首"',
    ),
    "a letter in an article's description": (
        replaced(ARTICLE, "What may", "首 What may"),
        f'{ARTICLE}:3:14: note: the fonts of handouts have no "首"',
    ),
    "what XML cannot hold": (
        muscle("group: Neck", "group: Ne\uffffck"),
        f"{TRAPEZIUS}:4:10: error: an invisible control character (U+FFFF) stands here",
    ),
    "what XML cannot hold, escaped": (
        muscle("group: Neck", 'group: "Ne\\uFFFEck"'),
        f"{TRAPEZIUS}:4:8: error: this text holds an invisible control character (U+FFFE)",
    ),
    "what XML cannot hold, in an article": (
        replaced(ARTICLE, "## Relief", "## Re\ufffelief"),
        f"{ARTICLE}:17:6: error: an invisible control character (U+FFFE) stands here",
    ),
    "a long text that aliases repeat": (
        muscle(
            "also_called: [hood muscle]",
            f"also_called: [&a {'word ' * 800}, {', '.join(['*a'] * 5000)}]",
        ),
        f"{TRAPEZIUS}:3:15: error: aliases (`*name`) repeat this text until the file holds more",
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_nothing_is_lost_without_a_word(tmp_path: Path, case: str) -> None:
    changes, told = TOLD[case]
    guide = write_guide(tmp_path, changes)
    results = [run("check", cwd=guide), run(cwd=guide)]
    for result in results:
        lines = [line for line in result.stderr.splitlines() if line.startswith(told)]
        assert len(lines) == 1, result.stderr
        assert result.returncode == int(" error: " in told)
        rule = told.rpartition("[")[2] if told.endswith("]") else lines[0].rpartition("[")[2]
        assert result.stderr.count(f"[{rule}") == 1, result.stderr


def test_what_systems_and_editors_leave_behind_is_no_problem(tmp_path: Path) -> None:
    names = (".DS_Store", "Thumbs.db", "desktop.ini", "~$levator.yml", "levator.yml~", ".x.yml.swp")
    folders = ("content", "content/muscles", "content/maps", "docs")
    left = {f"{folder}/{name}": "x" for folder in folders for name in names}
    left |= {"content/.hidden": "x", "docs/.git/HEAD": "x", "content/muscles/.gitkeep": ""}
    result = run("check", cwd=write_guide(tmp_path, left))
    assert re.fullmatch(r"0 errors, 0 warnings in \d+ files\n", result.stderr)


def test_what_settings_leave_out_or_bring_back_is_no_problem(tmp_path: Path) -> None:
    settings = "exclude_docs: |\n  !.htaccess\n  !templates\n  /private/\n  drafts\n"
    changes: Changes = {
        "mkdocs.yml": SHOULDER["mkdocs.yml"] + settings,
        "docs/.htaccess": "x",
        "docs/templates/a.html": "x",
        "docs/private/.x": "x",
        "docs/private/y/z.md": "x",
        "docs/drafts/.x": "x",
    }
    guide = write_guide(tmp_path, changes)
    site = built(guide)
    assert run("check", cwd=guide).stderr == "0 errors, 0 warnings in 11 files\n"
    assert (site / ".htaccess").is_file()
    assert (site / "templates/a.html").is_file()
    assert not (site / "private").exists()


def test_a_record_is_not_known_by_a_file_that_nothing_reads(tmp_path: Path) -> None:
    changes = muscle("related: [levator]", "related: [popliteus]")
    changes |= {"content/muscles/popliteus.txt": "x"}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert f'{TRAPEZIUS}:18:11: error: no muscle "popliteus"' in result.stderr


@pytest.mark.parametrize("name", ["body-regions", "symptoms", "activities", "sources"])
@pytest.mark.parametrize("text", ["", "{}\n", "# later\n", "null\n"])
def test_an_empty_vocabulary_is_told(tmp_path: Path, name: str, text: str) -> None:
    changes: Changes = {f"content/{name}.yml": text}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert f"content/{name}.yml:1:1: warning: nothing stands in this file" in result.stderr


def test_a_guide_without_a_muscle_is_told(tmp_path: Path) -> None:
    changes: Changes = {TRAPEZIUS: None, LEVATOR: None, ARTICLE: None}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0
    assert "content/muscles:1:1: warning: this guide has no muscle yet" in result.stderr
    assert "no-warning-signs" not in result.stderr
    without = run("check", cwd=write_guide(tmp_path / "b", changes | {SIGNS: None}))
    assert without.returncode == 0
    assert f"{SIGNS}:1:1: warning: this file is missing" in without.stderr


UNSAFE = (
    "[a](javascript:alert)",
    "[a](JavaScript:alert)",
    "[a](<javascript:alert(1)>)",
    "[a](java&#115;cript:alert)",
    "[a](java&Tab;script:alert)",
    "[a](javascript&colon;alert)",
    "[a](&#1;javascript:alert)",
    "<javascript:alert>",
    "![a](data:image/png;base64,x)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a][b]\n\n[b]: javascript:alert",
    "[b]\n\n[b]: <data:text/html,x>",
    "- x [a](DATA:text/html,x)",
    "| a |\n|---|\n| [a](javascript:x) |",
)


@pytest.mark.parametrize("link", UNSAFE)
def test_unsafe_links_of_articles_and_pages_are_errors(tmp_path: Path, link: str) -> None:
    changes = replaced(ARTICLE, "## Relief", f"## Relief\n\nOne\ntwo.\n\n{link}\n")
    changes |= {"docs/team.md": f"# Team\n\n{link}\n"}
    result = run("check", cwd=write_guide(tmp_path, changes))
    line = 2 if link.startswith("|") else 0
    assert result.returncode == 1
    assert f"{ARTICLE}:{22 + line}:1: error: " in result.stderr, result.stderr
    assert f"docs/team.md:{3 + line}:1: error: " in result.stderr, result.stderr
    assert result.stderr.count("[unsafe-link]") == 2


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ('=== "Tab"\n\n    x\n\n    [a](javascript:x)\n', 7),
        ("x [a](java\nscript:x)\n", 3),
        ("x [a](java script:x)\n", 3),
        ('[a](b.md){: href="javascript:x" }\n', 3),
    ],
)
def test_unsafe_links_that_only_mkdocs_sees_are_errors(
    tmp_path: Path, page: str, line: int
) -> None:
    guide = write_guide(tmp_path, {"docs/team.md": f"# Team\n\n{page}", "docs/b.md": "# B\n"})
    result = run("check", cwd=guide)
    assert result.returncode == 1
    assert f"docs/team.md:{line}:1: error: " in result.stderr, result.stderr
    assert result.stderr.count("[unsafe-link]") == 1


@pytest.mark.parametrize("attributes", ["{href=javascript:x}", '{href="java&#115;cript:x"}'])
def test_attributes_of_links_are_no_scripts(tmp_path: Path, attributes: str) -> None:
    changes = replaced(ARTICLE, "## Relief", f"## Relief\n\n[a](../index.md){attributes}\n")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert f"{ARTICLE}:19:1: error: " in result.stderr, result.stderr


def test_a_link_that_a_template_makes_is_checked_too(tmp_path: Path) -> None:
    body = '{% set scheme = "javascript" %}\n{% if true %}\n[a]({{ scheme }}:x)\n{% endif %}'
    result = run("check", cwd=write_guide(tmp_path, replaced(ARTICLE, "## Relief", body)))
    assert re.search(rf"{ARTICLE}:1[89]:1: error: .*unsafe-link", result.stderr), result.stderr


def test_code_about_unsafe_links_is_no_link(tmp_path: Path) -> None:
    text = "`[a](javascript:x)`\n\n```\n[a](javascript:x)\n<javascript:x>\n```\n"
    changes = replaced(ARTICLE, "## Relief", text) | {"docs/team.md": f"# Team\n\n{text}"}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("link", [u for u in UNSAFE if not u.startswith(("-", "|"))])
def test_unsafe_links_of_records_are_told(tmp_path: Path, link: str) -> None:
    changes = muscle("A warm cloth can feel good.", json.dumps(f"A warm {link} cloth."))
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0
    assert f"{TRAPEZIUS}:17:9: warning: " in result.stderr
    assert "[no-link]" in result.stderr
