"""What pages promise: their parts in order, links that lead somewhere, nothing from elsewhere."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from site_reading import content, page, words

MUSCLES = ("gastrocnemius", "biceps-femoris", "popliteus", "plantaris")
PAGES = (
    "",
    "muscles/",
    *(f"muscles/{id_}/" for id_ in MUSCLES),
    "symptoms/",
    "activities/",
    "articles/",
    "articles/back-of-the-knee/",
    "relief/",
    "warning-signs/",
    "sources/",
    "places/",
    "places/back-of-knee/",
    "words/",
    "handout/",
)


@pytest.mark.parametrize("id_", MUSCLES)
def test_parts_of_a_muscle_page_stand_in_the_promised_order(knee_site: Path, id_: str) -> None:
    html = str(content(knee_site, f"muscles/{id_}/"))
    marks = [
        "<h1>",
        "mg-say",
        "mg-summary",
        "mg-drawing",
        'id="symptoms"',
        'id="overuse"',
        'id="apart"',
    ]
    marks += [
        'id="warning-signs"',
        'id="relief"',
        'id="location"',
        'id="functions"',
        'id="neighbours"',
        'id="sources"',
    ]
    marks += ["mg-review", 'id="handout"', "mg-booking"]
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(knee_site: Path, address: str) -> None:
    soup = page(knee_site, address)
    broken = []
    for link in soup.find_all(href=True):
        target = urlsplit(urljoin(f"http://guide/{address}", str(link["href"])))
        if target.netloc != "guide" or link.get("rel") == ["canonical"]:
            continue
        path = knee_site / target.path.lstrip("/")
        file = path / "index.html" if target.path.endswith("/") else path
        if not file.is_file():
            broken.append(link["href"])
        elif target.fragment:
            other = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
            if not other.find(id=target.fragment):
                broken.append(link["href"])
    assert broken == []


def test_everything_that_can_be_a_link_is_one(knee_site: Path) -> None:
    popliteus = {str(a["href"]) for a in content(knee_site, "muscles/popliteus/").find_all("a")}
    assert "../../symptoms/#knee-locking" in popliteus
    assert "../../activities/#downhill" in popliteus
    assert "../../sources/#davies" in popliteus
    assert "../../muscles/plantaris/" in popliteus
    assert "../../relief/#step-1" in popliteus
    symptom = content(knee_site, "symptoms/").find(id="knee-locking")
    assert symptom is not None
    assert symptom.find("a", href="../muscles/popliteus/")
    activity = content(knee_site, "activities/").find(id="downhill")
    assert activity is not None
    assert "gentler slope" in words(activity)
    assert activity.find("a", href="../muscles/popliteus/")
    article = content(knee_site, "articles/back-of-the-knee/")
    assert article.find("a", href="../../muscles/popliteus/", string="Popliteus")
    assert article.find("a", href="../../sources/#mishleau-knee")


@pytest.mark.parametrize("address", ["", "symptoms/", "activities/", "relief/", "warning-signs/"])
def test_pages_about_pain_show_the_warning_signs(knee_site: Path, address: str) -> None:
    cards = content(knee_site, address).select(".mg-care")
    assert [card["class"][-1] for card in cards] == [
        "mg-care--emergency",
        "mg-care--today",
        "mg-care--soon",
    ]


def test_an_article_says_what_is_in_it_and_how_long_it_takes(knee_site: Path) -> None:
    soup = content(knee_site, "articles/back-of-the-knee/")
    (contents,) = soup.select("nav.mg-contents")
    headings = {str(h2["id"]): words(h2) for h2 in soup.select("h2[id]")}
    listed = {str(a["href"])[1:]: words(a) for a in contents.select("a")}
    assert listed == headings
    assert len(listed) > 3
    count = len(words(soup).split())
    minutes = int((re.search(r"about (\d+) minutes", words(soup)) or [0, 0])[1])
    assert 1 < minutes < count / 150


def test_generated_pages_are_not_in_the_menu(knee_site: Path) -> None:
    menu = page(knee_site, "").find("nav", class_="mg-menu")
    assert menu is not None
    assert not [a["href"] for a in menu.find_all("a") if re.search("muscles/.", str(a["href"]))]


def test_nothing_is_asked_of_another_host(knee_site: Path) -> None:
    for path in knee_site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        loaded = [tag["src"] for tag in soup.find_all(src=True)]
        loaded += [tag["href"] for tag in soup.find_all("link", rel=["stylesheet", "icon"])]
        assert not [address for address in loaded if "//" in str(address)]


def test_every_muscle_on_a_map_has_its_drawing_and_home_has_places_to_pick(
    knee_site: Path,
) -> None:
    for id_ in MUSCLES:
        # One file, wherever it is shown.
        file = knee_site / f"muscles/{id_}/picture.svg"
        drawing = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        assert drawing.select(".mg-muscle"), id_
        assert drawing.select(".mg-sore"), id_
        # The clinic's own colours, as they stand in content/maps/.
        fills = {str(tag["fill"]) for tag in drawing.find_all(fill=True)}
        assert all(re.fullmatch(r"#[0-9a-f]{3,6}|none|[a-z]+|url\(#.+\)", f) for f in fills)
        for address in (f"muscles/{id_}/", f"embed/muscles/{id_}/", ""):
            base = f"http://guide/{address}"
            found = page(knee_site, address).select("img[src$='/picture.svg']")
            paths = {urlsplit(urljoin(base, str(it["src"]))).path: it for it in found}
            image = paths[f"/muscles/{id_}/picture.svg"]
            assert int(str(image["width"])) > 0
            assert bool(image["alt"]) == bool(address)  # a card's title says it
        script = (knee_site / f"handout/{id_}.js").read_text(encoding="utf-8")
        assert f"muscles/{id_}/picture.svg" in script
    assert len(page(knee_site, "").select("#finder [data-pick]")) >= 5


def test_the_home_page_is_light(knee_site: Path) -> None:
    def packed(*paths: str) -> int:
        return sum(len(gzip.compress((knee_site / path).read_bytes(), 9)) for path in paths)

    assert packed("assets/finder.js") < 8_000
    soup = page(knee_site, "")
    loaded = {str(it["href"]) for it in soup.select("link[rel=stylesheet]")}
    loaded |= {str(it["src"]) for it in soup.select("script[src], img[src]")}
    assert "assets/finder.js" in loaded
    assert packed("index.html", *loaded) < 60_000
