"""The editor in the preview: a form on the page, and in the file just what was edited."""

import http.client
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pymupdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from guides import KNEE, PROJECT, write_guide
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from site_reading import BUILD, built, fingerprint, run

from muscleguide.reading.yaml_edits import EditError, edited, same
from muscleguide.reading.yaml_reader import Value, ValuePath, parse_yaml

POPLITEUS = "content/muscles/popliteus.yml"
RECORDS = {
    path.relative_to(PROJECT).as_posix(): path.read_bytes().decode()
    for path in sorted((PROJECT / "content").rglob("*.yml"))
}


# The edits of YAML


def places(value: Value, path: ValuePath = ()) -> Iterator[tuple[ValuePath, Value]]:
    """Yield every value of a document, with its path."""
    yield path, value
    below = value.items() if isinstance(value, dict) else []
    entries = enumerate(value) if isinstance(value, list) else below
    for key, entry in entries:
        yield from places(entry, (*path, key))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])) | (
    st.sampled_from(["yes", "12", "- a", "a: b", "a # b", "'", '"q"', "two\n\nparts", "|", "é"])
)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abc"), below),
    max_leaves=5,
)


@given(st.data())
def test_any_edit_says_what_is_wanted_and_keeps_all_other_lines(data: st.DataObject) -> None:
    text = RECORDS[data.draw(st.sampled_from(list(RECORDS)))]
    if data.draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    document = parse_yaml("", text)[0]
    path, old = data.draw(st.sampled_from([it for it in places(document.value) if it[0]]))
    new: Value = data.draw(VALUES)
    if isinstance(old, list) and data.draw(st.booleans()):
        new = data.draw(st.permutations(old)) + data.draw(st.lists(VALUES, max_size=2))
    try:
        made = edited(text, path, new)
    except EditError:
        # Refused, and never written in a way that says something else.
        return
    found = dict(places(parse_yaml("", made)[0].value))
    assert same(found.get(path), new)
    for other, value in places(document.value):
        if other[: len(path)] != path and path[: len(other)] != other:
            assert same(found[other], value)
    # What stands above the value and below it is the same, byte for byte.
    lines, now = text.splitlines(keepends=True), made.splitlines(keepends=True)
    first = document.keys.get(path, document.places[path])[0] - 1
    assert now[:first] == lines[:first]
    following = [
        line
        for at, (line, _column) in document.keys.items()
        if len(at) == len(path) and at[:-1] == path[:-1] and line > document.places[path][0]
    ]
    if following and isinstance(path[-1], str):
        tail = lines[min(following) - 1 :]
        assert now[len(now) - len(tail) :] == tail


KEEPS = """\
# A record, with remarks.
name: 'Old'   # in quotes
list:         # of things
  # the first
  - a
  - "b"       # quoted

  # the last
  - {c: 1, d: [x,  y]}
text: >
  Folded lines
  of a text.

# The end.
end: "911"
"""


@pytest.mark.parametrize(
    ("path", "new", "before", "after"),
    [
        (("name",), "It's new", "'Old'   # in", "'It''s new'   # in"),
        (("end",), "112", '"911"', '"112"'),
        (("list", 1), "x: y", '"b"       # quoted', '"x: y"       # quoted'),
        (("list", 2, "d", 1), "z", "[x,  y]", "[x,  z]"),
        (("list", 2, "e"), "new", "y]}", "y], e: new}"),
        (("text",), "Other words.", "Folded lines\n  of a text.", "Other words."),
        (("more",), ["p", "q"], 'end: "911"\n', 'end: "911"\nmore:\n  - p\n  - q\n'),
        (
            ("list",),
            ["b", "a", {"c": 1, "d": ["x", "y"]}],
            '- a\n  - "b"       # quoted\n',
            '- "b"       # quoted\n  - a\n',
        ),
        (("list",), ["a", "b"], "\n  # the last\n  - {c: 1, d: [x,  y]}\n", ""),
    ],
)
def test_just_what_is_edited_changes(path: ValuePath, new: Value, before: str, after: str) -> None:
    assert KEEPS.count(before) == 1
    assert edited(KEEPS, path, new) == KEEPS.replace(before, after)


def test_what_anchors_repeat_is_not_edited() -> None:
    with pytest.raises(EditError, match="line 1 uses an anchor"):
        edited("a: &x text\nb: *x\n", ("b",), "other")


# The editor in a browser


@contextmanager
def serving(guide: Path, address: str = "127.0.0.1:0") -> Iterator[tuple[str, str]]:
    """Serve a guide; give the URLs of its preview and of its editor, or an empty one."""
    with (guide / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, str(BUILD), "serve", "--address", address],
            cwd=guide,
            stderr=log,
            stdout=log,
        )
    try:
        for _attempt in range(200):
            told = (guide / "log").read_text(encoding="utf-8")
            if "edited" in told:
                break
            time.sleep(0.1)
        urls = re.findall(r"http://\S+?/(?=[ ,])", told)
        yield urls[0], urls[1] if len(urls) > 1 else ""
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    """The project's own guide, served: its folder, and the URLs of preview and editor."""
    guide = tmp_path_factory.mktemp("served")
    for name in ("content", "docs"):
        shutil.copytree(PROJECT / name, guide / name)
    settings = "site_name: S\nsite_url: https://praxis.example/education/\n"
    (guide / "mkdocs.yml").write_text(settings, encoding="utf-8")
    with serving(guide) as (preview, editor):
        yield guide, preview, editor


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script may fail."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    page.close()
    assert not failed


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("status").get_by_text("Saved").last).to_be_visible()


def test_a_page_leads_to_its_form_and_a_save_to_the_page(
    served: tuple[Path, str, str], page: Page
) -> None:
    guide, preview, _editor = served
    before = (guide / POPLITEUS).read_text(encoding="utf-8")
    page.goto(f"{preview}muscles/popliteus/")
    page.get_by_role("link", name="Edit", exact=True).click()
    summary = page.get_by_label("Summary")
    expect(summary).to_have_value(re.compile("A small muscle"))
    summary.fill("A small muscle: deep in the knee # of yours.")
    steps = page.get_by_role("group", name="Functions").get_by_role("button", name="Down")
    steps.first.click()
    save(page)
    shown = page.frame_locator("iframe").get_by_text("A small muscle: deep in the knee # of yours.")
    expect(shown.first).to_be_visible()
    lines = before.split("\n")
    (at,) = [number for number, line in enumerate(lines) if line.startswith("summary: ")]
    lines[at] = "summary: 'A small muscle: deep in the knee # of yours.'"
    first = lines.index("functions:") + 1
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    assert (guide / POPLITEUS).read_text(encoding="utf-8") == "\n".join(lines)
    (guide / POPLITEUS).write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    "record",
    [
        *(f"kind=muscle&id={id_}" for id_ in ("popliteus", "plantaris", "biceps-femoris")),
        *(f"kind=exercise&id={p.stem}" for p in (PROJECT / "content/exercises").glob("*.yml")),
        *("kind=article&id=back-of-the-knee", "kind=place&id=calf", "kind=symptom&id=knee-locking"),
        *("kind=activity&id=downhill", "kind=source&id=nhs-knee-pain", "kind=warning-sign&id=0"),
        *("kind=other-cause&id=1", "kind=term&id=tendon", "kind=relief&id=", "kind=clinic&id="),
    ],
)
def test_saving_a_form_as_it_opened_changes_no_byte(
    served: tuple[Path, str, str], page: Page, record: str
) -> None:
    guide, _preview, editor = served
    before = fingerprint(guide / "content"), fingerprint(guide / "docs")
    page.goto(f"{editor}?{record}")
    save(page)
    assert (fingerprint(guide / "content"), fingerprint(guide / "docs")) == before


def fill_in_a_muscle(page: Page) -> None:
    """Fill in all that a new muscle needs but its sources, and save it."""
    page.get_by_label("Name", exact=True).fill("Scalène: avant")
    expect(page.get_by_label("Id", exact=True)).to_have_value("scalene-avant")
    page.get_by_label("Group").fill("Neck")
    page.get_by_label("Summary").fill("A muscle at the side of your neck.")
    page.get_by_label("Location").fill("It runs *down* the side.\n\nTo your first rib.")
    page.get_by_label("From").fill("your neck")
    page.get_by_label("To", exact=True).fill("your first rib")
    page.get_by_role("button", name="Add: functions").click()
    page.get_by_label("Functions 1", exact=True).fill("bends your neck")
    page.get_by_role("button", name="Add: symptoms").click()
    # A name is as good as an id.
    page.get_by_label("Symptom", exact=True).fill("A stiff neck")
    page.get_by_role("button", name="Add: overuse").click()
    page.get_by_role("button", name="New activity").click()
    page.get_by_role("dialog").get_by_label("Label").fill("Reading in bed")
    save(page)
    expect(page.get_by_label("Activity", exact=True)).to_have_value("reading-in-bed")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**id=scalene-avant*")


def fill_in_an_exercise(page: Page) -> None:
    """Fill in all that a new exercise needs, with a figure, and save it."""
    page.get_by_label("Name", exact=True).fill("Chin tuck")
    page.get_by_label("Kind", exact=True).select_option("move")
    page.get_by_role("button", name="Add: muscles").click()
    page.get_by_label("Muscles 1", exact=True).fill("scalene-avant")
    page.get_by_label("Summary").fill("It can ease a tight neck.")
    page.get_by_role("button", name="Add: steps").click()
    page.get_by_label("Steps 1", exact=True).fill("Pull your chin back **gently**.")
    page.get_by_label("How often").fill("3 times a day")
    page.get_by_label("Stop", exact=True).fill("Stop if it hurts. Then ask a doctor.")
    page.get_by_role("button", name="Add: figure").click()
    page.get_by_role("group", name="Start").get_by_label("Posture").select_option("sitting")
    expect(page.locator(".drawing svg")).to_be_visible()
    page.get_by_role("button", name="Add: sources").last.click()
    page.get_by_label("Sources 1", exact=True).fill("atlas")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**id=chin-tuck*")


def test_a_therapist_makes_a_muscle_an_exercise_and_a_handout(page: Page, tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    before = fingerprint(guide / "content")
    with serving(guide) as (preview, editor):
        page.goto(editor)
        page.get_by_role("link", name="New muscle").click()
        fill_in_a_muscle(page)
        # What is missing is said at its field.
        expect(page.get_by_text("`sources` is missing", exact=False)).to_be_visible()
        sources = page.get_by_role("group", name="Sources")
        sources.get_by_role("button", name="Add: sources").click()
        sources.get_by_label("Sources 1", exact=True).fill("atlas")
        save(page)
        expect(page.get_by_role("status").get_by_text("Saved.", exact=True)).to_be_visible()
        page.goto(f"{editor}?new=exercise")
        fill_in_an_exercise(page)
        heading = page.frame_locator("iframe").get_by_role("heading", name="Chin tuck")
        expect(heading).to_be_visible()
        page.get_by_role("button", name="Handout", exact=True).click()
        handout = page.locator("iframe").get_attribute("src")
        assert handout
        assert handout.startswith(f"{preview}handouts/exercises/chin-tuck-letter.pdf")
        page.goto("about:blank")
    now = fingerprint(guide / "content")
    changed = {name for name in now if now[name] != before.get(name)}
    assert changed == {"muscles/scalene-avant.yml", "exercises/chin-tuck.yml", "activities.yml"}
    done = run("check", "--format", "json", cwd=guide)
    assert not [one for one in json.loads(done.stdout) if one["severity"] == "error"]
    with pymupdf.open(built(guide) / "handouts/scalene-avant-letter.pdf") as pdf:
        told = "".join(sheet.get_text() for sheet in pdf)
    assert "Chin tuck" in told
    assert "Scalène: avant" in told


@pytest.mark.parametrize("query", ["", "?kind=muscle&id=popliteus", "?new=exercise"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_editor_is_accessible(
    served: tuple[Path, str, str], page: Page, query: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served[2]}{query}")
    page.locator("form, .records").first.wait_for()
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_who_edit_do_not_overwrite_one_another(
    served: tuple[Path, str, str], page: Page
) -> None:
    guide, _preview, editor = served
    page.goto(f"{editor}?kind=muscle&id=plantaris")
    page.get_by_label("Group").fill("Mine")
    file = guide / "content/muscles/plantaris.yml"
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}# theirs\n", encoding="utf-8")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").get_by_text("changed in the meantime")).to_be_visible()
    assert file.read_text(encoding="utf-8") == f"{before}# theirs\n"
    # What was written is still in the form.
    expect(page.get_by_label("Group")).to_have_value("Mine")
    file.write_text(before, encoding="utf-8")
    page.evaluate("document.forms[0].replaceWith()")


# Who may write


def ask(
    editor: str, path: str, given: object = None, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    """Send a request as somebody else would; give its status and answer."""
    where = urlsplit(editor).netloc
    connection = http.client.HTTPConnection(where, timeout=20)
    own = {"Host": where, "Content-Type": "application/json", "Origin": editor.rstrip("/")}
    sent = {name: value for name, value in {**own, **(headers or {})}.items() if value}
    body = None if given is None else json.dumps(given)
    connection.request("GET" if body is None else "POST", path, body, sent)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def token_of(editor: str) -> str:
    found = re.search(r'name="token" content="([^"]+)"', ask(editor, "/")[1])
    assert found
    return found[1]


SAVE = {"kind": "clinic", "id": "", "new": False, "value": {"name": "Mine"}}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Token": ""},
        {"X-Token": "wrong"},
        {"Origin": "https://evil.example"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"Content-Type": "text/plain"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_no_web_page_can_write_files(
    served: tuple[Path, str, str], headers: dict[str, str]
) -> None:
    guide, preview, editor = served
    before = fingerprint(guide / "content")
    token = token_of(editor)
    status, text = ask(editor, "/api/record?kind=clinic&id=", headers={"X-Token": token})
    digest = json.loads(text)["digest"]
    status, _text = ask(
        editor, "/api/save", {**SAVE, "digest": digest}, {"X-Token": token, **headers}
    )
    assert status in (400, 403)
    assert fingerprint(guide / "content") == before
    # Nor does the preview, whose pages may hold scripts of others, share an origin with it.
    assert urlsplit(preview).netloc != urlsplit(editor).netloc


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "muscle", "id": "../../mkdocs", "new": True, "value": {"name": "x"}},
        {"kind": "muscle", "id": "..", "new": False, "value": {}, "digest": ""},
        {"kind": "symptom", "id": "knee-locking", "new": True, "value": {"label": "x"}},
        {"kind": "muscle", "id": "popliteus", "new": True, "value": {"name": "x"}},
        {"kind": "settings", "id": "", "value": {}},
        {"kind": "place", "id": "", "new": True, "value": {"label": "膝"}},
    ],
    ids=str,
)
def test_what_is_no_record_is_not_written(
    served: tuple[Path, str, str], given: dict[str, object]
) -> None:
    guide, _preview, editor = served
    before = fingerprint(guide / "content"), (guide / "mkdocs.yml").read_bytes()
    status, text = ask(editor, "/api/save", given, {"X-Token": token_of(editor)})
    assert status == 409
    assert json.loads(text)["message"]
    assert (fingerprint(guide / "content"), (guide / "mkdocs.yml").read_bytes()) == before


def test_a_new_article_begins_with_the_same_text_as_one_by_command(
    served: tuple[Path, str, str],
) -> None:
    guide, _preview, editor = served
    given = {"kind": "article", "id": "by-form", "new": True, "value": {"title": "By form"}}
    status, text = ask(editor, "/api/save", given, {"X-Token": token_of(editor)})
    assert status == 200, text
    run("new", "article", "By command", cwd=guide)
    made = [guide / f"docs/articles/by-{way}.md" for way in ("form", "command")]
    (by_form, by_command) = [path.read_text("utf-8").split("---\n", 2)[2] for path in made]
    assert by_form == by_command
    for path in made:
        path.unlink()


def test_where_others_can_look_nobody_can_edit(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    shutil.copytree(KNEE, guide)
    with serving(guide, "0.0.0.0:0") as (preview, editor):
        assert not editor
        page = http.client.HTTPConnection("127.0.0.1", urlsplit(preview).port, timeout=60)
        page.request("GET", urlsplit(preview).path)
        assert b"data-edit" not in page.getresponse().read()
        page.close()
    assert "It cannot be edited there" in (guide / "log").read_text(encoding="utf-8")
