"""A page for each place: what tells its muscles apart, and the way on."""

import json
from collections import Counter
from pathlib import Path

import pytest
from guides import SHOULDER, replaced, write_guide
from playwright.sync_api import Browser
from site_reading import built, content, page, run, words

REGIONS = (
    "top-of-shoulder: {label: Top of the shoulder, order: 2, part: Shoulder girdle,"
    " words: [yoke]}\n"
    "neck: {label: Neck, order: 1, part: Shoulder girdle}\nelbow: {label: Élbow, order: 3}\n"
)
CHANGES: dict[str, str | bytes | None] = {
    "content/body-regions.yml": REGIONS,
    "content/warning-signs.yml": SHOULDER["content/warning-signs.yml"]
    + "- {sign: Your neck clicks, act: soon, regions: [neck], sources: [atlas]}\n",
    "content/other-causes.yml": (
        "- {name: Slipped disc, feels_like: pain in your arm, act: today, regions: [neck],"
        " sources: [atlas]}\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_guide(tmp_path_factory.mktemp("places"), CHANGES))


def rows(site: Path, place: str) -> list[list[str]]:
    table = content(site, f"places/{place}/").select_one("table")
    assert table is not None
    return [[words(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def test_a_place_shows_its_muscles_and_what_tells_them_apart(site: Path) -> None:
    assert rows(site, "neck") == [
        ["Élévateur de l'omoplate", "A stiff neck", "Working at a desk"],
        ["Trapézius", "A stiff neck", "Working at a desk Carrying heavy bags: on one side"],
    ]
    # The muscle of which a symptom here is the most typical comes first.
    assert [row[0] for row in rows(site, "top-of-shoulder")] == [
        "Élévateur de l'omoplate",
        "Trapézius",
    ]
    soup = content(site, "places/top-of-shoulder/")
    own = [words(it) for it in soup.select(".mg-own")]
    assert own == ["A sore shoulder: after a long day", "Carrying heavy bags: on one side"]
    assert "2 muscles in this guide can cause pain here" in words(soup)


def test_a_place_says_how_urgent_it_is_and_what_else_it_could_be(site: Path) -> None:
    soup = content(site, "places/neck/")
    assert "You cannot feel your arm" in words(soup)
    assert "Your neck clicks" in words(soup)
    assert "Slipped disc" in words(soup)
    text = words(content(site, "places/top-of-shoulder/"))
    assert "Slipped disc" not in text
    assert "Your neck clicks" not in text
    assert "The pain stays for weeks" in text
    order = [str(section["id"]) for section in soup.select("section[id]")]
    assert order.index("warning-signs") < order.index("muscles") < order.index("other-causes")


def test_a_place_leads_on(site: Path) -> None:
    links = {str(link["href"]) for link in content(site, "places/neck/").select("a[href]")}
    assert {
        "../../muscles/trapezius/",
        "../../?region=neck#finder",
        "../../articles/stiff-neck/",
        "../top-of-shoulder/".replace("../", "../../places/", 1),
        "../../handout/?muscle=levator&muscle=trapezius",
    } <= links
    for source in ("symptoms/", "places/"):
        found = {str(link["href"]) for link in content(site, source).select("a[href]")}
        assert "../places/neck/" in found


def test_a_place_without_a_muscle_says_so(site: Path) -> None:
    soup = content(site, "places/elbow/")
    assert "No muscle in this guide is known for it yet." in words(soup)
    assert not soup.select("table")


def test_places_are_listed_by_the_larger_part(site: Path) -> None:
    heads = [words(h2) for h2 in content(site, "places/").select("h2")]
    assert heads[:2] == ["Shoulder girdle", "Élbow"]


def test_a_place_in_structured_data(site: Path) -> None:
    (script,) = page(site, "places/top-of-shoulder/").select("script[type='application/ld+json']")
    nodes = {node["@type"]: node for node in json.loads(script.get_text())["@graph"]}
    about = nodes["MedicalWebPage"]["about"]
    assert about["name"] == "Top of the shoulder"
    assert about["alternateName"] == ["yoke"]
    items = nodes["MedicalWebPage"]["mainEntity"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2]
    assert items[1]["url"].endswith("muscles/trapezius/")
    trail = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail][1:] == [
        "Places that can hurt",
        "Where it hurts: Top of the shoulder",
    ]


def test_the_search_leads_to_places(site: Path) -> None:
    index = json.loads((site / "assets/search.json").read_text(encoding="utf-8"))
    found = {entry[0]: entry for entry in index["entries"]}
    assert "yoke" in found["places/top-of-shoulder/"][3]


def test_links_to_places_are_checked(tmp_path: Path) -> None:
    article = "docs/articles/stiff-neck.md"
    link = "## Relief\n\n[a](../places/neck/index.md#muscles) [b](../places/{}/index.md)"
    good = replaced(article, "## Relief", link.format("neck"))
    assert run("check", cwd=write_guide(tmp_path / "good", good)).returncode == 0
    bad = replaced(article, "## Relief", link.format("knee"))
    assert "places/knee" in run("check", cwd=write_guide(tmp_path / "bad", bad)).stderr


def test_many_muscles_at_a_place_are_few_on_its_page(tmp_path: Path) -> None:
    levator = SHOULDER["content/muscles/levator.yml"]
    many: dict[str, str | bytes | None] = {
        f"content/muscles/m{n}.yml": levator.replace("name: Él", f"name: M{n} Él")
        for n in range(30)
    }
    site = built(write_guide(tmp_path, many))
    assert len(rows(site, "neck")) == 12
    text = words(content(site, "places/neck/"))
    assert "There are 20 more." in text
    assert "and 28 others" in text


def test_the_table_is_whole_on_a_phone_and_for_a_screen_reader(
    site: Path, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto((site / "places/neck/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # What the browser tells a screen reader, although the rows are laid out as blocks.
    tree = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in tree if not node["ignored"])
    assert (roles["table"], roles["columnheader"], roles["rowheader"]) == (1, 3, 2)
    assert roles["cell"] == 4
    context.close()
