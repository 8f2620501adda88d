"""How plainly pages read: what `report` and `check` tell, the ratchet, words explained in place."""

import json
import re
from pathlib import Path

import pytest
import textstat
from guides import PROJECT, SHOULDER, replaced, write_guide
from hypothesis import given
from hypothesis import strategies as st
from site_reading import Result, built, content, run, words
from test_exercises import RECORDS, SHRUG

from muscleguide.wording import readability

TRAPEZIUS = "content/muscles/trapezius.yml"
LONG = " ".join(["word"] * 24)
GLOSSARY = (
    "nape: {term: nape, also: [napes], meaning: the back of your neck}\n"
    "tendon: {term: Tendon, meaning: the cord <of> a muscle}\n"
    "unused: {term: zygote, meaning: nothing}\n"
)


def report(root: Path, *arguments: str) -> Result:
    return run("report", *arguments, cwd=root)


def told(root: Path, *arguments: str) -> dict[str, object]:
    result = report(root, "--format", "json", *arguments)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_every_page_and_handout_is_read(tmp_path: Path) -> None:
    found = told(write_guide(tmp_path, {**RECORDS, "docs/team.md": "# Team\n\nWe are few.\n"}))
    pages = {page["name"]: page for page in found["pages"]}  # type: ignore[attr-defined]
    for name in (
        *("/", "/muscles/trapezius/", "/places/neck/", "/exercises/shrug/", "/team/"),
        *("/articles/stiff-neck/", "/relief/", "/warning-signs/"),
        *("/handouts/trapezius-letter.pdf", "/handouts/exercises/shrug-letter.pdf"),
        "/handouts/stiff-neck-letter.pdf",
    ):
        assert pages[name]["sentences"] > 0
        assert pages[name]["language"] == "en"
    assert 0 < pages["/muscles/trapezius/"]["grade"] < 7
    numbers = {(it["scale"], it["number"]) for it in found["scales"]}  # type: ignore[attr-defined]
    assert {("PEMAT-P (AHRQ)", 22), ("Clear Communication Index (CDC)", 14)} <= numbers
    assert all(it["checked"] or it["for_a_person"] for it in found["scales"])  # type: ignore[attr-defined]


def test_what_reads_badly_is_told_at_its_place(tmp_path: Path) -> None:
    functions = f"functions: [lifts your shoulder, {', '.join(f'f{n}' for n in range(8))}]"
    changes = {
        **RECORDS,
        TRAPEZIUS: str(RECORDS.get(TRAPEZIUS, SHOULDER[TRAPEZIUS]))
        .replace("functions: [lifts your shoulder]", functions)
        .replace("relief: A warm cloth can feel good.", f"relief: Once {LONG}. It is broken."),
    }
    root = write_guide(tmp_path, changes)
    text = report(root).stdout
    line = next(
        number
        for number, row in enumerate((root / TRAPEZIUS).read_text("utf-8").split("\n"), start=1)
        if row.startswith("relief")
    )
    assert f"{TRAPEZIUS}:{line}: 25 words: “Once word word" in text
    assert f"{TRAPEZIUS}:{line}: 3 words: “It is broken.”" in text
    assert "9 entries" in text
    checked = run("check", cwd=root).stderr
    assert f"{TRAPEZIUS}:{line}:" in checked
    assert "[long-sentence]" in checked
    assert "[long-list]" in checked


def test_doses_dates_and_reviews_are_told(tmp_path: Path) -> None:
    shrug = SHRUG.replace("  hold: 5 seconds\n  repeat: 10 times\n", "")
    reviewed = replaced(TRAPEZIUS, "on: 2026-10-05}", "on: 2026-10-05, next: 2026-10-06}")
    root = write_guide(tmp_path, {**RECORDS, **reviewed, "content/exercises/shrug.yml": shrug})
    found = told(root)
    assert "content/exercises/shrug.yml" in str(found["without_dose"])
    assert found["undated_sources"] == ["clinic-page"]
    states = {it["file"]: it["state"] for it in found["reviews"]}  # type: ignore[attr-defined]
    assert states[TRAPEZIUS] == "overdue"
    assert states["content/muscles/levator.yml"] == "none"


def test_no_page_may_get_worse(tmp_path: Path) -> None:
    root = write_guide(tmp_path)
    assert report(root, "--strict").returncode == 2  # nothing to compare with
    assert report(root, "--save").returncode == 0
    saved = (root / "readability.json").read_bytes()
    assert report(root, "--strict").returncode == 0
    write_guide(root, replaced(TRAPEZIUS, "A warm cloth can feel good.", f"Once {LONG}."))
    result = report(root, "--strict")
    assert result.returncode == 1
    assert "/muscles/trapezius/" in result.stdout.partition("Reads worse than before")[2]
    assert report(root).returncode == 0  # only asked to tell
    assert (root / "readability.json").read_bytes() == saved
    (root / "readability.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in report(root, "--strict").stderr


def test_our_own_guide_has_not_got_worse() -> None:
    result = report(PROJECT, "--strict", "--format", "json")
    assert result.returncode == 0, result.stdout
    pages = json.loads(result.stdout)["pages"]
    assert all(page["grade"] is None or page["grade"] <= 6 for page in pages)
    assert [page["long"] for page in pages if page["long"]] == []


def test_our_own_guide_is_plain_in_spanish() -> None:
    told = json.loads(report(PROJECT, "--language", "es", "--format", "json").stdout)
    assert (told["formula"], told["aim"]["grade"]) == ("INFLESZ", 65)
    names = [page["name"] for page in told["pages"]]
    assert "/es/" in names
    assert "/es/handouts/back-of-the-knee-letter.pdf" in names
    assert all(name.startswith("/es/") for name in names)
    hard = {
        p["name"]: p["grade"] for p in told["pages"] if p["grade"] is not None and p["grade"] < 65
    }
    assert hard == {}
    own = json.loads(report(PROJECT, "--format", "json").stdout)["pages"]
    assert len(own) == len(names)
    assert not [page["name"] for page in own if page["name"].startswith("/es/")]


def test_what_is_saved_is_of_the_guides_own_language() -> None:
    assert "own language alone" in report(PROJECT, "--language", "es", "--save").stderr
    assert 'not published in "fr"' in report(PROJECT, "--language", "fr").stderr


def test_a_report_is_a_page_to_print_and_never_part_of_the_guide(tmp_path: Path) -> None:
    root = write_guide(tmp_path, replaced(TRAPEZIUS, "The wide muscle", "The <b>wide</b> muscle"))
    result = report(root, "--format", "html", "--output", "report.html")
    assert result.returncode == 0, result.stderr
    page = (root / "report.html").read_text(encoding="utf-8")
    assert "/muscles/trapezius/" in page
    assert "<b>" not in page
    assert report(root, "--output", "content/clinic.yml").returncode == 2
    assert not list(built(root).rglob("report*"))


def test_a_language_without_a_formula_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readability, "FORMULAS", {})
    monkeypatch.setattr("muscleguide.editorial.report.FORMULAS", {})
    text = report(write_guide(tmp_path)).stdout
    assert "No grade is known for this language (en)." in text


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    said = readability.sentences(text)
    assert readability.words(" ".join(said)) == readability.words(" ".join(text.split()))
    grade = readability.grade(said, "en")
    assert grade is None or isinstance(grade, float)


SIMPLE = st.lists(
    st.sampled_from(
        ["the", "cat", "sat", "on", "a", "mat", "and", "the", "dog", "ran", "to", "it"]
    ),
    min_size=8,
    max_size=12,
)


@given(st.lists(SIMPLE, min_size=3, max_size=6))
def test_longer_sentences_and_words_give_a_higher_grade(text: list[list[str]]) -> None:
    said = [" ".join(words_).capitalize() + "." for words_ in text]
    grade = readability.grade(said, "en")
    joined = readability.grade([" and ".join(it.rstrip(".") for it in said) + "."], "en")
    harder = readability.grade([it.replace(".", " electromyographically.") for it in said], "en")
    assert grade is not None
    assert joined is not None
    assert harder is not None
    assert grade < joined
    assert grade < harder


def test_grades_agree_with_another_tool(knee_site: Path) -> None:
    for address in ("muscles/popliteus/", "articles/back-of-the-knee/"):
        blocks = content(knee_site, address).select("p")
        said = [s for block in blocks for s in readability.sentences(words(block))]
        running = [some for some in said if readability.is_running(some)]
        ours = readability.flesch_kincaid(running)
        theirs = textstat.flesch_kincaid_grade(" ".join(running))
        assert ours == pytest.approx(theirs, abs=1.0)


# ---- Words explained where they are used -------------------------------------------------------


def test_a_term_is_explained_once_where_it_is_used_first(tmp_path: Path) -> None:
    record = SHOULDER[TRAPEZIUS].replace(
        "location: From your skull to your shoulder blade.",
        "location: From your nape, over both napes, with a tendon, to the nape.",
    )
    record = record.replace("A warm cloth can feel good.", "Rub the *nape*. Then the Tendon rests.")
    site = built(write_guide(tmp_path, {TRAPEZIUS: record, "content/glossary.yml": GLOSSARY}))
    text = words(content(site, "muscles/trapezius/"))
    assert text.count("the back of your neck") == 1
    assert text.count("the cord <of> a muscle") == 1
    # It stands behind the paragraph, whose sentences stay as short as they were.
    assert "Then the Tendon rests. Tendon: the cord <of> a muscle." in text
    # Relief stands first, where the nape is emphasized: a title might be; so the next one counts.
    assert "From your nape, over both napes, with a tendon, to the nape. Nape: the back" in text
    assert "zygote" not in text
    home = words(content(site, ""))
    assert "Nape: the back of your neck" not in home


def test_what_explains_itself_is_left_alone(tmp_path: Path) -> None:
    record = SHOULDER[TRAPEZIUS].replace(
        "location: From your skull", "location: From the back of your neck (nape) and the nape"
    )
    site = built(write_guide(tmp_path, {TRAPEZIUS: record, "content/glossary.yml": GLOSSARY}))
    assert "Nape: the back" not in words(content(site, "muscles/trapezius/"))


def test_headings_links_and_warnings_are_never_torn(tmp_path: Path) -> None:
    changes = {
        **replaced(TRAPEZIUS, "group: Neck", "group: Neck nape"),
        **replaced("content/warning-signs.yml", "You cannot feel your arm", "Your nape is hot"),
        **replaced("content/symptoms.yml", "A stiff neck", "A stiff nape"),
        "content/glossary.yml": GLOSSARY,
    }
    site = built(write_guide(tmp_path, changes))
    for page in site.rglob("index.html"):
        soup = (
            content(site, page.parent.relative_to(site).as_posix() + "/")
            if ("embed" not in page.parts and "<article" in page.read_text(encoding="utf-8"))
            else None
        )
        if soup:
            assert not soup.select(
                ":is(h1, h2, h3, a, button, summary, .mg-care, svg) .mg-meaning"
            ), page


def test_a_handout_has_the_meanings_of_its_words(tmp_path: Path) -> None:
    import pymupdf  # noqa: PLC0415  # only here

    record = SHOULDER[TRAPEZIUS].replace("A warm cloth can feel good.", "Rub the nape.")
    site = built(write_guide(tmp_path, {TRAPEZIUS: record, "content/glossary.yml": GLOSSARY}))
    with pymupdf.open(site / "handouts/trapezius-letter.pdf") as document:
        text = " ".join(" ".join(sheet.get_text() for sheet in document).split())
    assert "Words: Nape: the back of your neck." in text
    assert "zygote" not in text
    assert not re.search("Words:", words(content(site, "muscles/levator/")))


def test_the_check_warns_of_articles_and_of_books_without_a_date(tmp_path: Path) -> None:
    changes = {
        **replaced("content/sources.yml", "kind: book, year: 2011", "kind: book"),
        **replaced(
            "docs/articles/stiff-neck.md",
            "## Relief\n",
            f"## Relief\n\nShort.\nSo says {{{{ muscle('levator') }}}}.\nThe {LONG}.\n",
        ),
    }
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0
    found = [line for line in result.stderr.splitlines() if "[long-" in line or "[undated" in line]
    assert [line.split(": ")[:2] for line in found] == [
        ["content/sources.yml:1:1", "warning"],
        ["docs/articles/stiff-neck.md:21:1", "warning"],
    ]


def test_a_sentence_with_marks_or_a_label_before_it_has_its_place(tmp_path: Path) -> None:
    changes = {
        **replaced("content/relief.yml", "Go easy.", f"Go **easy**. *The {LONG}.*"),
        **replaced("content/muscles/levator.yml", "[desk-work]", "[desk-work, heavy-bags]"),
        **replaced("content/activities.yml", "Stand up *often*.", f"Your {LONG}."),
    }
    found = told(write_guide(tmp_path, changes))
    pages = {page["name"]: page for page in found["pages"]}  # type: ignore[attr-defined]
    (said,) = pages["/relief/"]["long"]
    assert said["place"] == "content/relief.yml:1"
    (said,) = pages["/muscles/levator/"]["long"]
    assert said["place"] == "content/activities.yml:3"
