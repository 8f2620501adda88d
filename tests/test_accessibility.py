"""No violation that axe can find: on every page type, in light and dark, narrow and wide."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from test_browser import ADDRESSES

VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture(params=VIEWS, ids=str)
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    """Give what axe reports, and what it leaves open."""
    found = Axe().run(page).response
    return [
        f"{kind} {violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for kind in ("violations", "incomplete")
        for violation in found[kind]
        for node in violation["nodes"]
    ]


def test_no_page_has_a_violation(page: Page, knee_url: str) -> None:
    for address in (*ADDRESSES, "handout/?muscle=popliteus&muscle=plantaris"):
        page.goto(knee_url + address)
        if "?" in address:
            page.wait_for_selector("#handout-chosen:not([hidden])")
        assert violations(page) == [], address


@pytest.mark.parametrize(
    "query",
    ["?region=back-of-knee&symptom=pain-back-of-knee&activity=cycling", "?q=nothing-at-all"],
)
def test_no_state_of_the_finder_has_a_violation(page: Page, knee_url: str, query: str) -> None:
    page.goto(knee_url + query)
    page.wait_for_function("document.getElementById('finder-status').textContent")
    assert violations(page) == []


def test_what_the_header_opens_has_no_violation(page: Page, knee_url: str) -> None:
    page.goto(knee_url)
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("knee")
    page.locator("#search-found > li").first.wait_for()
    assert violations(page) == []
