"""A guide in a real browser: nothing asked of others, nothing cut off, no error."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from guides import SHOULDER, write_guide
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect
from site_reading import built
from test_pages import PAGES

ADDRESSES = (*PAGES, "about/", "404.html")


def opened(chromium: Browser, address: str, *, width: int, scheme: str) -> tuple[Page, list[str]]:
    """Open a page; give it with every error and every request that leaves its host."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    page.on("console", on_console)
    page.on("pageerror", lambda error: errors.append(str(error)))
    host = urlsplit(address).netloc

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            errors.append(request.url)

    page.on("request", on_request)

    def on_failure(request: Request) -> None:
        # What was still on its way when a link was followed is no fault.
        if request.failure != "net::ERR_ABORTED":
            errors.append(request.url)

    page.on("requestfailed", on_failure)
    page.goto(address, wait_until="load")
    return page, errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_whole(chromium: Browser, knee_url: str, width: int, scheme: str) -> None:
    for address in ADDRESSES:
        page, errors = opened(chromium, knee_url + address, width=width, scheme=scheme)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.context.close()
        assert errors == [], address
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width} px"


def test_text_of_twice_the_size_stays_within_a_phone(chromium: Browser, knee_url: str) -> None:
    for address in ADDRESSES:
        page, _errors = opened(chromium, knee_url + address, width=360, scheme="light")
        overflow = page.evaluate(
            """() => {
              const root = document.documentElement;
              root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
              return root.scrollWidth - innerWidth;
            }"""
        )
        page.context.close()
        assert overflow <= 0, f"{address} is {overflow} px too wide"


def test_odd_text_stays_within_the_page(
    tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    record = SHOULDER["content/muscles/trapezius.yml"]
    for odd in ("Donaudampfschiff" * 12, "עצבים וכאב בברך", "🦵🏽 knee 👩‍⚕️"):
        record = record.replace("name: ", f"name: {odd} ", 1)
        record = record.replace("after a long day", f"after {odd}")
        record = record.replace("functions: [", f"functions: [{odd}, ")
    root = serve(built(write_guide(tmp_path, {"content/muscles/trapezius.yml": record})))
    for address in ("", "muscles/", "muscles/trapezius/", "symptoms/", "activities/"):
        page, errors = opened(chromium, root + address, width=320, scheme="light")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.context.close()
        assert errors == []
        assert overflow <= 0, f"{address} is {overflow} px too wide"


def test_the_header_names_the_clinic_and_leads_to_booking(chromium: Browser, knee_url: str) -> None:
    for width in (320, 1280):
        page, _errors = opened(chromium, knee_url, width=width, scheme="light")
        header = page.get_by_role("banner")
        assert header.get_by_text("Living Touch Therapeutics").first.is_visible()
        if width < 1000:
            header.get_by_role("button", name="Menu").click()
        booking = header.get_by_role("link", name="Schedule a consultation")
        assert booking.count() == 1
        assert booking.is_visible()
        assert booking.get_attribute("href") == "https://living-touch.example.org/book"
        page.context.close()


def test_no_page_mentions_source_code(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, f"{knee_url}muscles/popliteus/", width=1280, scheme="light")
    text = page.locator("body").inner_text()
    page.context.close()
    for word in ("Edit this page", "repository", "GitHub", "MkDocs", "Material for"):
        assert word not in text


def test_a_patient_finds_the_muscle_from_where_it_hurts(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, knee_url, width=360, scheme="light")
    page.locator("[data-pick=below-knee]").click()
    page.get_by_text("What brings it on?").first.click()
    page.locator("[data-facet=activity] [data-more]").click()
    page.get_by_role("checkbox", name="Skiing or hiking downhill").check()
    page.get_by_role("link", name="See them").click()
    card = page.locator("[data-muscle=popliteus]")
    assert "2 of your 2 signs" in card.inner_text()
    card.get_by_role("link", name="Popliteus").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Popliteus"
    assert page.url == f"{knee_url}muscles/popliteus/"
    page.get_by_role("link", name="Pain just below your knee").first.click()
    assert page.locator("#pain-below-knee").is_visible()
    page.context.close()


@pytest.mark.parametrize("words", ["gastroc", "calf", "hurts going downstairs", "gastrocnmius"])
def test_the_search_finds_a_muscle(chromium: Browser, knee_url: str, words: str) -> None:
    page, errors = opened(chromium, knee_url, width=360, scheme="light")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Search").click()
    page.keyboard.type(words)
    results = page.locator("#search-found > li")
    results.first.wait_for()
    found = page.locator("#search-found")
    expect(found).to_contain_text(re.compile("gastrocnemius", re.IGNORECASE))
    assert re.fullmatch(r"\d+ pages? found\.", page.locator("#search-status").inner_text())
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != knee_url)
    assert any("search.json" in url for url in asked)
    page.context.close()
    assert errors == []


@pytest.mark.parametrize(
    ("words", "muscle"),
    [("hamstrng", "Biceps femoris"), ("hamstring", "Biceps femoris"), ("poplit", "Popliteus")],
)
def test_the_search_shows_the_muscle_first(
    chromium: Browser, knee_url: str, words: str, muscle: str
) -> None:
    page, errors = opened(chromium, f"{knee_url}symptoms/", width=1280, scheme="light")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type(words)
    first = page.locator("#search-found > li > a").first
    expect(first).to_have_text(muscle)
    first.click()
    assert page.get_by_role("heading", level=1).inner_text() == muscle
    page.context.close()
    assert errors == []


def test_the_search_finds_hand_written_pages_and_names_with_accents(
    tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    site = built(write_guide(tmp_path, {"docs/team.md": "# Our team\n\nAna is a **juggler**.\n"}))
    page = chromium.new_page()
    page.goto(serve(site))
    page.get_by_role("button", name="Search").click()
    for words, title in (("jugglers", "Our team"), ("trapezius", "Trapézius")):
        page.locator("#search-words").fill(words)
        expect(page.locator("#search-found > li > a").first).to_have_text(title)
    page.close()


def test_the_search_loads_nothing_until_it_is_used(chromium: Browser, knee_url: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(knee_url, wait_until="networkidle")
    assert not [url for url in asked if "search" in url]
    context.close()


def test_the_phone_menu_works_with_the_keyboard(chromium: Browser, knee_url: str) -> None:
    page, errors = opened(chromium, knee_url, width=360, scheme="light")
    menu = page.get_by_role("navigation", name="Main")
    button = page.get_by_role("button", name="Menu")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert menu.is_visible()
    menu.get_by_role("link", name="Muscles").focus()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.id") == "menu-open"
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Muscles").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/muscles/")
    page.context.close()
    assert errors == []


def test_the_reader_chooses_light_or_dark(chromium: Browser, knee_url: str) -> None:
    page, errors = opened(chromium, knee_url, width=360, scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    button = page.get_by_role("button", name="Dark")
    button.click()
    dark = page.evaluate(background)
    assert dark != light
    page.goto(f"{knee_url}muscles/")
    assert page.evaluate(background) == dark
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert page.evaluate(background) == light
    page.context.close()
    assert errors == []


def test_without_javascript_the_menu_is_open_and_no_button_is_dead(
    chromium: Browser, knee_url: str
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, color_scheme="dark", viewport={"width": 360, "height": 700}
    )
    page = context.new_page()
    page.goto(knee_url)
    assert page.get_by_role("navigation", name="Main").is_visible()
    assert page.locator("button:visible, input:visible").count() == 0
    context.close()


def test_a_printed_page_has_neither_header_nor_buttons(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, f"{knee_url}muscles/popliteus/", width=1280, scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".mg-header", ".mg-footer a", ".mg-button", ".mg-screen-only"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert "pays for it" in page.locator(".mg-footer").inner_text()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert page.get_by_role("heading", level=1).is_visible()
    page.context.close()


@pytest.mark.parametrize("width", [640, 1280])
def test_text_of_twice_the_size_fits(chromium: Browser, knee_url: str, width: int) -> None:
    page, _errors = opened(chromium, knee_url, width=width, scheme="light")
    for address in ADDRESSES:
        page.goto(knee_url + address)
        # The theme's root is 125 %; a reader who doubles it gets this.
        page.evaluate("document.documentElement.style.setProperty('font-size', '250%')")
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, address
    page.context.close()


def test_a_section_of_the_menu_shows_what_stands_below_it(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, f"{knee_url}muscles/popliteus/", width=1280, scheme="light")
    menu = page.get_by_role("navigation", name="Main")
    shown = [link.inner_text() for link in menu.get_by_role("link").all() if link.is_visible()]
    assert shown == ["Find your pain", "Muscles", "What helps", "Get help", "About"]
    menu.get_by_role("link", name="Find your pain").click()
    for name in ("Places", "Symptoms", "Causes"):
        assert menu.get_by_role("link", name=name).is_visible()
    assert not menu.get_by_role("link", name="Articles").is_visible()
    page.goto(f"{knee_url}articles/back-of-the-knee/")
    assert menu.get_by_role("link", name="Articles").is_visible()
    page.context.close()


def test_what_is_folded_opens_for_a_link_to_it(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(
        chromium, f"{knee_url}muscles/popliteus/#location", width=360, scheme="light"
    )
    assert page.locator("#location dl").is_visible()
    page.goto(f"{knee_url}muscles/popliteus/")
    assert not page.locator("#location dl").is_visible()
    page.evaluate("location.hash = 'sources'")
    page.locator("#sources li").first.wait_for(state="visible")
    page.context.close()


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 3805), ("symptoms/", 2445), ("activities/", 3214), ("muscles/popliteus/", 3357)],
)
def test_a_page_takes_few_screens_of_a_phone(
    chromium: Browser, knee_url: str, address: str, most: int
) -> None:
    page, _errors = opened(chromium, f"{knee_url}{address}", width=360, scheme="light")
    assert page.evaluate("document.documentElement.scrollHeight") <= most
    page.context.close()


def test_nothing_jumps_when_a_muscles_drawing_arrives(chromium: Browser, knee_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => { for (const it of list.getEntries())"
        ' window.shifts += it.value; }).observe({ type: "layout-shift", buffered: true });'
    )

    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/picture.svg", late)
    page.goto(f"{knee_url}muscles/popliteus/")
    page.wait_for_function("document.querySelector('.mg-drawing').naturalWidth > 0")
    assert page.evaluate("shifts") < 0.01
    context.close()


def test_what_to_do_tonight_begins_within_few_screens(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, f"{knee_url}muscles/plantaris/", width=360, scheme="light")
    tonight = page.locator("#tonight").bounding_box()
    assert tonight
    assert tonight["y"] <= 2 * 800
    page.context.close()


def test_urgent_signs_take_one_screen_of_a_phone(chromium: Browser, knee_url: str) -> None:
    page, _errors = opened(chromium, f"{knee_url}muscles/popliteus/", width=360, scheme="light")
    first = page.locator(".mg-care--emergency").bounding_box()
    last = page.locator(".mg-care--today").bounding_box()
    assert first
    assert last
    assert last["y"] + last["height"] - first["y"] <= 800
    page.context.close()
