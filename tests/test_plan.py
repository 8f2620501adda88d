"""A plan to take home: exercises, their doses, a chart to tick; from the command and the page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from guides import write_guide
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from site_reading import built, content, run
from test_exercises import RECORDS, SHRUG

from muscleguide.model.plan import MOST_DAYS, MOST_TIMES, USUAL_DAYS, chart_of, days_in, times_a_day
from muscleguide.schema.records import Dose
from muscleguide.wording.locale import load_locale

WORDS = load_locale("en").part("plan_reading")
READ = [
    ("4 to 6 weeks", "3 times a day", 42, 3),
    ("3 weeks", "2 times a day", 21, 2),
    ("10 days", "twice a day", 10, 2),
    ("2 months", "4 to 5 times a day", 60, 5),
    ("1 week, then 2 days", "once a day", 7, 1),
    ("2-week blocks", "4 to 5 days a week", 14, 1),
    ("6 WEEKS", "3 Times Daily", 42, 3),
    ("until visit 3", "no more than 1 time in 24 hours", None, 1),
    ("5 weekends", "20 times a day", None, MOST_TIMES),
    ("0 days", "0 times a day", None, 1),
]


@pytest.mark.parametrize(("length", "often", "days", "times"), READ)
def test_a_dose_is_read(length: str, often: str, days: int | None, times: int) -> None:
    assert days_in(length, WORDS) == days
    assert times_a_day(often, WORDS) == times


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_dose_gives_a_chart_that_can_be_printed(length: str, often: str) -> None:
    dose = Dose.model_construct(how_often=often, for_=length)
    chart = chart_of(dose, WORDS)
    assert 1 <= chart.days <= MOST_DAYS
    assert 1 <= chart.times <= MOST_TIMES
    assert 7 * (chart.weeks - 1) < chart.days <= 7 * chart.weeks
    if not any(c.isdigit() for c in length):
        assert (chart.days, chart.is_usual) == (USUAL_DAYS, True)


@given(st.integers(1, 9999), st.sampled_from([("days", 1), ("weeks", 7), ("months", 30)]))
def test_the_longest_time_counts(number: int, unit: tuple[str, int]) -> None:
    name, size = unit
    assert days_in(f"1 day to {number} {name}", WORDS) == number * size


def printed(root: Path, *arguments: str) -> str:
    result = run("handout", *arguments, "--output", "plan.pdf", cwd=root)
    assert result.returncode == 0, result.stderr
    with pymupdf.open(root / "plan.pdf") as document:
        return " ".join(" ".join(sheet.get_text() for sheet in document).split())


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_guide(tmp_path_factory.mktemp("plan"), RECORDS)


@pytest.mark.parametrize(
    "arguments",
    [("trapezius",), (), ("--paper", "a4"), ("--large-print",), ("trapezius", "--large-print")],
)
def test_a_plan_has_the_dose_the_stop_rule_and_a_chart(
    guide: Path, arguments: tuple[str, ...]
) -> None:
    text = printed(guide, *arguments, "--exercise", "shrug", "--exercise", "press")
    for part in (
        *("Shoulder shrug", "Ball press", "Lift both shoulders.", "A light pull."),
        *("5 seconds", "10 times", "2 times a day", "3 weeks"),
        *("Stop if it hurts. Then ask your doctor.", "in the first 3 days after a fall"),
        *("You cannot feel your arm", "The pain stays for weeks"),
        *("Week 1", "Week 3", "Day 7", "Show me how you will do it.", "When will you stop"),
        *("Praxis Dvořák & Søn", "José Íñigo"),
    ):
        assert part in text, part
    assert "Week 4" not in text
    assert text.count("Tick a box each time you do it") == 2
    assert ("Carrying heavy bags" in text) == ("trapezius" in arguments)
    if "trapezius" in arguments:
        assert "No health worker" in text or "Reviewed by Ana Nuñez" in text


def test_a_dose_without_an_end_or_with_a_long_one_says_so(tmp_path: Path) -> None:
    for old, new, said, weeks in (
        ("  for: 3 weeks\n", "", "No end is named for it.", 2),
        ("for: 3 weeks", "for: 9 months", "This chart has the first 12 weeks of it.", 12),
    ):
        changes = {**RECORDS, "content/exercises/shrug.yml": SHRUG.replace(old, new)}
        text = printed(write_guide(tmp_path / str(weeks), changes), "--exercise", "shrug")
        assert said in text
        assert f"Week {weeks}" in text
        assert f"Week {weeks + 1}" not in text


def test_what_is_not_there_is_told(guide: Path) -> None:
    result = run("handout", "--exercise", "shrgu", cwd=guide)
    assert result.returncode == 2
    assert 'there is no exercise "shrgu"' in result.stderr
    assert '"shrug"' in result.stderr
    assert run("handout", cwd=guide).returncode == 2


def test_a_muscles_handout_asks_what_a_therapist_asks(guide: Path, tmp_path: Path) -> None:
    assert "Show me how you will do it." in printed(guide, "levator")
    assert "Show me how" not in printed(write_guide(tmp_path), "levator")


# ---- In the browser ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(guide: Path, serve: Callable[[Path], str]) -> str:
    return serve(built(guide))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => { for (const it of list.getEntries())"
        " if (!it.hadRecentInput) window.shifts += it.value; })"
        '.observe({ type: "layout-shift", buffered: true });'
    )
    yield page
    context.close()
    assert errors == []


def test_the_page_makes_a_plan(page: Page, address: str) -> None:
    page.goto(f"{address}handout/?muscle=trapezius&exercise=shrug&exercise=press&exercise=none")
    status = page.get_by_role("status")
    expect(status).to_contain_text("Your page has 1 muscle. Your plan has 2 exercises.")
    shrug = page.locator("[data-exercise=shrug]")
    for part in ("Lift both shoulders.", "Stop if it hurts.", "in the first 3 days after a fall"):
        expect(shrug).to_contain_text(part)
    expect(page.get_by_text("You cannot feel your arm")).to_be_visible()
    expect(page.get_by_text("Show me how you will do it.")).to_be_visible()
    rows = shrug.locator(".mg-chart tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first.locator("td").first).to_have_text("☐☐")
    assert page.evaluate("window.shifts") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_dose_can_be_changed_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}handout/?exercise=shrug")
    page.get_by_text("Change how much: Shoulder shrug").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("Keep it up for").fill("9 <b>days</b>")
    page.get_by_label("How often").fill("4 times a day")
    page.get_by_label("Hold").fill("")
    shrug = page.locator("[data-exercise=shrug]")
    expect(shrug.locator(".mg-dose")).to_contain_text("Changed. It was 3 weeks.")
    expect(shrug.locator(".mg-dose")).to_contain_text("Changed. It was 5 seconds.")
    expect(shrug.locator(".mg-dose")).to_contain_text("9 <b>days</b>")
    assert shrug.locator(".mg-dose b").count() == 0
    page.get_by_label("Keep it up for").fill("9 days")
    boxes = shrug.locator(".mg-chart tbody td")
    told = [text for text in boxes.all_inner_texts() if text]
    assert told == ["☐☐☐☐"] * 9
    page.get_by_label("Keep it up for").fill("")
    expect(shrug.get_by_text("No end is named for it.")).to_be_visible()
    assert sent == []
    page.emulate_media(media="print")
    expect(shrug.get_by_text("Changed. It was 3 weeks.")).to_be_visible()
    expect(page.get_by_label("Hold")).to_be_hidden()


def test_the_page_reads_doses_as_the_command_does(page: Page, address: str) -> None:
    page.goto(f"{address}handout/?exercise=shrug")
    page.get_by_text("Change how much: Shoulder shrug").click()
    for length, often, days, times in READ:
        page.get_by_label("Keep it up for").fill(length)
        page.get_by_label("How often").fill(often)
        cells = page.locator(".mg-chart tbody td").all_inner_texts()
        told = [text for text in cells if text]
        assert len(told) == min(days or USUAL_DAYS, MOST_DAYS), length
        assert {len(text) for text in told} == {times}, often


def test_exercises_are_picked_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}handout/")
    box = page.get_by_role("checkbox", name="Ball press")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Make my page").press("Enter")
    page.wait_for_url("**/handout/?exercise=press")
    expect(page.locator("[data-exercise=press]")).to_contain_text("Lift both shoulders.")
    # What belongs to muscles only stays away: there is none.
    expect(page.get_by_role("heading", name="This week I will …")).to_be_hidden()


def test_pages_lead_to_a_plan(guide: Path) -> None:
    site = guide / "site" if (guide / "site").exists() else built(guide)
    links = {str(a["href"]) for a in content(site, "exercises/shrug/").select("a[href]")}
    assert "../../handout/?exercise=shrug" in links
    links = {str(a["href"]) for a in content(site, "muscles/levator/").select("a[href]")}
    assert "../../handout/?muscle=levator&exercise=shrug&exercise=press" in links
