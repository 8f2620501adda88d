"""Exercises, what else pain can be, and words: records in, pages and handouts out."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from guides import SHOULDER, replaced, write_guide
from playwright.sync_api import Browser, expect
from site_reading import built, content, page, run, words

SHRUG = """\
name: Shoulder shrug
kind: move
muscles: [trapezius, levator]
summary: It loosens your shoulders.
need: [a quiet minute]
steps:
  - Sit up **tall**.
  - Lift both shoulders.
feel: A light pull.
dose:
  hold: 5 seconds
  repeat: 10 times
  how_often: 2 times a day
  for: 3 weeks
easier: Lift one shoulder.
harder: Hold a bottle.
stop: Stop if it hurts. Then ask your doctor.
not_if: [in the first 3 days after a fall]
evidence: {level: weak, note: One small study found less pain., sources: [clinic-page]}
sources: [atlas]
aliases: [shrugging]
"""
PRESS = SHRUG.replace("Shoulder shrug", "Ball press").replace("kind: move", "kind: massage")
PRESS = PRESS.replace("[trapezius, levator]", "[levator]").replace("aliases: [shrugging]\n", "")
CAUSES = """\
- name: Slipped disc
  medical_name: prolapse
  feels_like: pain that runs into your arm
  act: today
  who: your doctor
  regions: [neck]
  sources: [clinic-page]
- name: Frozen shoulder
  feels_like: a shoulder that will not lift
  act: soon
  regions: [top-of-shoulder]
  sources: [atlas]
"""
RECORDS = {
    "content/exercises/shrug.yml": SHRUG,
    "content/exercises/press.yml": PRESS,
    "content/other-causes.yml": CAUSES,
    "content/glossary.yml": "tendon: {term: tendon, meaning: a cord, sources: [atlas]}\n",
    "content/relief.yml": SHOULDER["content/relief.yml"].replace(
        "    sources: [atlas]\n",
        "    sources: [atlas]\n    kinds: [move]\n    evidence: {level: some, note: A note.}\n",
    ),
    **replaced(
        "content/symptoms.yml",
        "feel: stiffness}",
        "feel: stiffness, act: today, words: [cannot turn]}",
    ),
    **replaced(
        "content/activities.yml",
        "label: Working at a desk",
        "label: Working at a desk\n  do: Stand up every hour",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_guide(tmp_path_factory.mktemp("exercises"), RECORDS))


def text_of(path: Path) -> str:
    with pymupdf.open(path) as document:
        return " ".join(" ".join(sheet.get_text() for sheet in document).split())


def test_an_exercise_has_a_page_with_all_that_its_record_says(site: Path) -> None:
    soup = content(site, "exercises/shrug/")
    text = words(soup)
    for part in (
        "It loosens your shoulders.",
        "Hold 5 seconds Repeat 10 times How often 2 times a day Keep it up for 3 weeks",
        "a quiet minute",
        "Sit up tall .",
        "A light pull.",
        "Lift one shoulder.",
        "Hold a bottle.",
        "Stop if it hurts. Then ask your doctor.",
        "in the first 3 days after a fall",
        "A few studies hint",
        "One small study found less pain.",
        "Not reviewed yet",
        "You cannot feel your arm",
    ):
        assert part in text, part
    links = {str(a["href"]) for a in soup.select("a[href]")}
    assert {"../../muscles/trapezius/", "../../muscles/levator/", "../../sources/#atlas"} <= links
    assert "../../handouts/exercises/shrug-letter.pdf" in links
    old = (site / "exercises/shrugging/index.html").read_text(encoding="utf-8")
    assert 'url=../../exercises/shrug/"' in old


def test_warning_signs_stand_above_the_first_thing_to_try(site: Path) -> None:
    for address, first in (
        ("exercises/shrug/", "How to do it"),
        ("muscles/levator/", "How much:"),
        ("relief/", "How much:"),
    ):
        text = words(content(site, address))
        assert text.index("You cannot feel your arm") < text.index(first)
        assert "Stop if it hurts." in text
    html = str(content(site, "muscles/levator/"))
    ids = ("warning-signs", "tonight", "exercises", "other-causes", "location")
    marks = [html.index(f'id="{id_}"') for id_ in ids]
    assert marks == sorted(marks)


def test_exercises_are_listed_by_kind_and_place(site: Path) -> None:
    soup = content(site, "exercises/")
    assert soup.select_one("#move h2")
    names = [words(h) for h in soup.select("#massage .mg-card__title")]
    assert names == ["Ball press"]
    places = words(soup.select_one("#exercise_places") or soup)
    assert "Neck Ball press ; Shoulder shrug" in places


def test_a_muscle_page_leads_to_its_exercises_and_other_causes(site: Path) -> None:
    soup = content(site, "muscles/trapezius/")
    box = soup.select_one("#tonight")
    assert box
    for part in (
        "Shoulder shrug",
        "10 times",
        "In the first 3 days",
        "Stop if it hurts",
        "call 112",
    ):
        assert part in words(box)
    assert "Ball press" not in words(soup)
    causes = words(soup.select_one("#other-causes") or box)
    assert "Slipped disc (prolapse)" in causes
    assert "Get medical advice today. Whom to see: your doctor." in causes
    assert causes.index("Slipped disc") < causes.index("Frozen shoulder")
    # The levator can hurt at the neck and the top of the shoulder, too.
    assert "Frozen shoulder" in words(content(site, "muscles/levator/"))


def test_a_symptom_that_is_a_warning_says_so_everywhere(site: Path, tmp_path: Path) -> None:
    for address in ("", "symptoms/", "muscles/levator/"):
        soup = page(site, address)
        assert [words(it) for it in soup.select(".mg-act")], address
    assert "A stiff neck. Get medical advice today." in text_of(
        site / "handouts/levator-letter.pdf"
    )


def test_handouts_show_doses_and_stop_rules(site: Path) -> None:
    for paper in ("letter", "a4"):
        text = text_of(site / f"handouts/exercises/shrug-{paper}.pdf")
        for part in ("Lift both shoulders.", "5 seconds", "Stop if it hurts.", "after a fall"):
            assert part in text
    text = text_of(site / "handouts/levator-letter.pdf")
    for part in ("Ball press.", "Repeat: 10 times", "Stop if it hurts.", "Roll your shoulders"):
        assert part in text
    assert "Stand up every hour." in text


def test_when_to_do_none_of_a_handouts_exercises_is_said_once_above_them(tmp_path: Path) -> None:
    press = PRESS.replace("after a fall]", "after a fall, with a fresh bruise]")
    root = write_guide(tmp_path, RECORDS | {"content/exercises/press.yml": press})
    text = text_of(built(root) / "handouts/levator-letter.pdf")
    shared = "Do not do any of these: In the first 3 days after a fall."
    assert text.count("after a fall") == text.count(shared) == 1
    assert text.index(shared) < min(text.index("Ball press."), text.index("Shoulder shrug."))
    own = text.index("Do not do it: With a fresh bruise.")
    assert text.index("Ball press.") < own
    # A muscle with one exercise has nothing to say of others.
    alone = text_of(root / "site/handouts/trapezius-letter.pdf")
    assert "Do not do it: In the first 3 days after a fall." in alone
    assert "any of these" not in alone


def test_words_are_explained(site: Path) -> None:
    assert "tendon A cord." in words(content(site, "words/"))


def test_an_article_calls_exercises_and_causes(tmp_path: Path) -> None:
    body = (
        'Try the {{ exercise("shrug") }}.\n\n{{ exercises() }}\n\n{{ other_causes() }}\n\n'
        '{{ picture("levator") }}\n'
    )
    article = SHOULDER["docs/articles/stiff-neck.md"].split("---\n", 2)
    changes = {**RECORDS, "docs/articles/stiff-neck.md": f"---\n{article[1]}---\n{body}"}
    site = built(write_guide(tmp_path, changes))
    text = words(content(site, "articles/stiff-neck/"))
    for part in ("Try the Shoulder shrug .", "Ball press", "Slipped disc"):
        assert part in text
    printed = text_of(site / "handouts/stiff-neck-letter.pdf")
    for part in ("Try the Shoulder shrug.", "Ball press.", "Slipped disc", "Frozen shoulder"):
        assert part in printed


def test_a_guide_without_exercises_has_no_empty_entries(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path))
    menu = words(page(site, "").select_one("#menu") or page(site, ""))
    assert "Exercises" not in menu
    assert "Words we use" not in menu
    soup = content(site, "muscles/levator/")
    assert not soup.select(".mg-tonight, #other-causes")
    assert (site / "exercises/index.html").is_file()


MISTAKES = [
    ("kind: move", "kind: jump", "2:7: error: ", "wrong-choice"),
    ("muscles: [trapezius, levator]", "muscles: [trapezus]", '"trapezius"', "unknown-reference"),
    ("hold: 5 seconds", "hold: a moment", "with a number", "bad-value"),
    ("  how_often: 2 times a day\n", "", "`how_often` is missing", "missing-key"),
    ("level: weak", "level: strong", "`untested`", "wrong-choice"),
    ("  - Lift both shoulders.\n", "  - Lift.\n" * 8, "more than 7 entries", "too-complex"),
    ("sources: [atlas]", "sources: [atlass]", '"atlas"', "unknown-reference"),
    ("stop: Stop", "stop: See [x](muscles/nobody). Stop", "muscles/nobody", "broken-link"),
    ("aliases: [shrugging]", "aliases: [press]", "already leads to", "alias-taken"),
]


@pytest.mark.parametrize(("old", "new", "message", "rule"), MISTAKES)
def test_a_mistake_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, message: str, rule: str
) -> None:
    assert SHRUG.count(old) == 1
    changes = {**RECORDS, "content/exercises/shrug.yml": SHRUG.replace(old, new)}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 1
    (line,) = [it for it in result.stderr.splitlines() if f"[{rule}]" in it]
    assert line.startswith("content/exercises/shrug.yml:")
    assert message in line


def test_what_is_folded_is_printed(
    site: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    tab = chromium.new_page()
    tab.goto(f"{serve(site)}muscles/levator/")
    folded = tab.locator("#other-causes").get_by_text("Slipped disc")
    expect(folded).to_be_hidden()
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_be_visible()
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.emulate_media(media="screen")
    expect(folded).to_be_hidden()
    tab.context.close()


def test_a_called_picture_is_on_paper_too(tmp_path: Path) -> None:
    changes = replaced(
        "docs/articles/stiff-neck.md",
        "{{ warning_signs() }}",
        '{{ picture("levator") }}\n\n{{ warning_signs() }}',
    )
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><title>Neck, back view</title>'
        '<path data-region="neck" d="M0 0h9v9h-9z"/><path data-muscle="levator" d="M0 0h9"/></svg>'
    )
    root = write_guide(tmp_path, {**changes, "content/maps/neck.svg": drawing})
    printed = text_of(built(root) / "handouts/stiff-neck-letter.pdf")
    assert "Neck, back view. The dark part is the muscle." in printed
    assert "The grey part is where it can hurt: Neck." in printed


def test_links_lead_to_every_section_of_an_exercise(site: Path, tmp_path: Path) -> None:
    sections = [
        str(section["id"])
        for url in ("exercises/shrug/", "muscles/levator/")
        for section in content(site, url).select("section[id]")
    ]
    assert {"steps", "dose", "stop", "tonight", "other-causes"} <= set(sections)
    links = " ".join(f"[x](exercises/shrug#{id_})" for id_ in ("steps", "dose", "stop", "tonight"))
    links += " [y](muscles/levator#tonight) [z](muscles/levator#other-causes)"
    press = PRESS.replace("Hold a bottle.", f"Look at {links}.")
    changes = {**RECORDS, "content/exercises/press.yml": press}
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 0, result.stderr
