"""The sample guide of the neck: whole, and without a word of the guide of the knee.

What may be said of a leg follows from the guide's own records: a word of the legs must stand there
between the same two words, and a drawing may tell of legs only where its own data speak of them.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from guides import KNEE, PROJECT
from playwright.sync_api import Browser, expect
from site_reading import Result, page, run, words
from test_browser import opened
from test_handouts import alternatives

EXAMPLE = PROJECT / "examples" / "neck-and-shoulder"
LEGS = re.compile(
    r"knees?|calf|calves|thighs?|legs?|shins?|heels?|ankles?|toes?|foot|feet|soles?|hamstrings?"
    r"|achilles|kneecaps?"
)
WORD = re.compile(r"[^\W_]+")
SPOKEN = ("alt", "title", "aria-label", "content", "placeholder", "value")
EDGE = ""  # stands for the beginning or the end of a record's text


@pytest.fixture(scope="module")
def neck(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The sample, built as somebody would who copied its folder; and what the build said."""
    root = tmp_path_factory.mktemp("neck") / "guide"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "site"))
    out = root.parent / "neck"  # the folder of its site_url: a 404 page can only know that one
    result = run("--out", str(out), cwd=root)
    assert result.returncode == 0, result.stderr
    return out, result


@pytest.fixture(scope="module")
def site(neck: tuple[Path, Result]) -> Path:
    """The built site of the sample."""
    return neck[0]


# ------------------------------------------------------------------ what the records themselves say


def records() -> Iterator[tuple[Path, Any]]:
    """Yield each YAML file of the sample with its value."""
    for path in sorted(EXAMPLE.rglob("*.yml")):
        if not {"build", "site"} & set(path.relative_to(EXAMPLE).parts):
            yield path, yaml.safe_load(path.read_text(encoding="utf-8"))


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a value; the data of drawings are no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "figure":
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def split(text: str) -> list[str]:
    """Give the words of a text in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def own_texts() -> Iterator[str]:
    for _path, value in records():
        yield from texts_of(value)
    for path in EXAMPLE.glob("docs/**/*.md"):
        yield from re.split(r"\n+", path.read_text(encoding="utf-8"))


def said() -> set[tuple[str, str, str]]:
    """Give each word of the legs in the records, with the words before and after it."""
    found = set()
    for text in own_texts():
        all_words = [EDGE, *split(text), EDGE]
        for before, word, after in zip(all_words, all_words[1:], all_words[2:], strict=False):
            if LEGS.fullmatch(word):
                found.add((before, word, after))
    return found


def leaks(text: str, own: set[tuple[str, str, str]]) -> list[str]:
    """Give what a text says of legs and no record does."""
    all_words = [EDGE, *split(text), EDGE]
    return [
        f"… {before} {word} {after} …"
        for before, word, after in zip(all_words, all_words[1:], all_words[2:], strict=False)
        if LEGS.fullmatch(word)
        and not any(
            word == its and first in (before, EDGE) and last in (after, EDGE)
            for first, its, last in own
        )
    ]


def figures() -> dict[str, Any]:
    """Give the data of each exercise's drawing by the exercise's id."""
    return {
        path.stem: value["figure"]
        for path, value in records()
        if path.parent.name == "exercises" and "figure" in value
    }


def names_legs(figure: object) -> bool:
    """Tell whether the data of a drawing speak of a leg, by a key or by a choice."""
    return any(LEGS.fullmatch(word) for word in split(yaml.safe_dump(figure)))


# ----------------------------------------------------------------------- what a visitor gets to see


def told_on(html: str) -> Iterator[str]:
    """Yield what a page shows, says to a screen reader, or hands to its script."""
    soup = BeautifulSoup(html, "html.parser")
    for script in soup.find_all("script"):
        if "json" in str(script.get("type", "")):
            yield from texts_of(json.loads(script.get_text()))
    for tag in soup.find_all(True):
        for name in SPOKEN:
            value = tag.get(name)
            if isinstance(value, str) and not is_figure(tag):
                yield value
    for tag in soup.find_all(["script", "style"]):
        tag.decompose()
    yield words(soup)


def is_figure(tag: Tag) -> bool:
    return tag.name == "img" and "mg-figure" in (tag.get("class") or [])


def pdf_text(path: Path) -> str:
    with pymupdf.open(path) as document:
        title = (document.metadata or {}).get("title") or ""
        return " ".join([title, *(part.get_text() for part in document)])


def test_the_sample_builds_with_no_problem_but_placeholders(neck: tuple[Path, Result]) -> None:
    told = [line for line in neck[1].stderr.splitlines() if re.search(r": (error|warning): ", line)]
    assert told
    assert [line for line in told if not line.endswith("[placeholder]")] == []


def test_the_search_for_leaks_finds_some(site: Path) -> None:
    own = said()
    assert leaks("Your knee hurts.", own)
    assert leaks("Put your calf up", own)
    # What a record says is fine where it stands whole, and nowhere else.
    assert not leaks("Weak, numb or clumsy arms or legs, trouble walking", own)
    assert leaks("the legs, trouble", own)
    assert len(list(site.rglob("*.html"))) > 30


def test_no_page_speaks_of_legs_where_no_record_does(site: Path) -> None:
    own, found = said(), {}
    for path in site.rglob("*.html"):
        told = told_on(path.read_text(encoding="utf-8"))
        if some := [leak for text in told for leak in leaks(text, own)]:
            found[path.relative_to(site).as_posix()] = some
    assert found == {}


def test_a_drawing_tells_of_legs_only_where_its_data_do(site: Path) -> None:
    drawn = figures()
    seen = set()
    for path in site.rglob("*.html"):
        for image in filter(is_figure, BeautifulSoup(path.read_bytes(), "html.parser")("img")):
            (id_,) = re.findall(r"exercises/([^/]+)/", str(image["src"]))
            seen.add(id_)
            legs = [word for word in split(str(image["alt"])) if LEGS.fullmatch(word)]
            assert names_legs(drawn[id_]) or legs == [], (id_, image["alt"])
    assert seen == set(drawn)
    assert not all(map(names_legs, drawn.values())), "no drawing is left that could leak"


def test_no_handout_speaks_of_legs_where_no_record_does(site: Path) -> None:
    own, found = said(), {}
    for path in site.glob("handouts/**/*.pdf"):
        if some := leaks(pdf_text(path), own):
            found[path.name] = some
        for alternative in alternatives(path):
            if not alternative.startswith("Start: ") and (some := leaks(alternative, own)):
                found[path.name] = some
    assert found == {}
    assert len(list(site.glob("handouts/**/*.pdf"))) == 2 * (5 + 1 + 6)


def test_no_data_caption_or_search_speaks_of_legs_where_no_record_does(site: Path) -> None:
    own, found, read = said(), {}, 0
    for path in site.rglob("*"):
        if path.suffix == ".json":
            value = json.loads(path.read_text(encoding="utf-8"))
            some = [leak for text in texts_of(value) for leak in leaks(text, own)]
        elif path.suffix in (".xml", ".txt"):
            some = leaks(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8")), own)
        else:
            continue
        read += 1
        if some:
            found[path.relative_to(site).as_posix()] = some
    assert found == {}
    assert read > 8


@pytest.mark.parametrize("other", [PROJECT, KNEE], ids=["our guide", "the tests' guide"])
def test_nothing_of_another_guide_is_named(site: Path, other: Path) -> None:
    def names(root: Path) -> set[str]:
        found = {yaml.safe_load((root / "content/clinic.yml").read_text(encoding="utf-8"))["name"]}
        for path in (root / "content").glob("*/*.yml"):
            found.add(yaml.safe_load(path.read_text(encoding="utf-8"))["name"])
        regions = (root / "content/body-regions.yml").read_text(encoding="utf-8")
        found |= {region["label"] for region in yaml.safe_load(regions).values()}
        return {name.lower() for name in found}

    own = " ".join(own_texts()).lower()
    foreign = {name for name in names(other) - names(EXAMPLE) if name not in own}
    assert len(foreign) > 8
    for path in site.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".txt", ".css", ".svg"):
            text = path.read_text(encoding="utf-8").lower()
            assert [n for n in foreign if re.search(rf"\b{re.escape(n)}\b", text)] == [], path


# ------------------------------------------------------------------------------------ it is whole


def test_every_record_of_the_sample_is_shown_whole(site: Path) -> None:
    muscles = sorted(path.stem for path in EXAMPLE.glob("content/muscles/*.yml"))
    assert len(muscles) >= 3
    for id_ in muscles:
        soup = page(site, f"muscles/{id_}/")
        assert soup.select(".mg-picture img"), f"{id_} has no picture"
        assert soup.select("a[href*='exercises/']"), f"{id_} has no exercise"
    assert 4 <= len(figures()) <= 6


def test_every_place_says_when_to_call_and_when_to_go_today(site: Path) -> None:
    places = yaml.safe_load((EXAMPLE / "content/body-regions.yml").read_text(encoding="utf-8"))
    for id_ in places:
        shown = words(page(site, f"places/{id_}/"))
        assert "Call 911 now if" in shown, id_
        assert "Get medical advice today if" in shown, id_


def test_a_caption_speaks_of_as_many_people_as_are_drawn(site: Path) -> None:
    captions = {
        "ball-at-the-wall": "The pale",
        "ear-to-shoulder": "Picture 1",
        "neck-turns": "This",
    }
    for id_, start in captions.items():
        assert page(site, f"exercises/{id_}/").select("figcaption")[0].get_text().startswith(start)


def test_what_is_said_of_a_long_name_is_no_column_of_single_words(site: Path) -> None:
    """Beside the name and the picture there is no room for it."""
    with pymupdf.open(site / "handouts/sternocleidomastoid-letter.pdf") as document:
        places = {word[4]: word[1] for word in document[0].get_text("words")[:60]}
    said_of_it = ["Say", "this:", "STER-noh-KLY-doh-MAS-toyd"]
    assert len({round(places[word]) for word in said_of_it}) == 1
    assert places["Say"] > places["Sternocleidomastoid"] + 10


def test_no_page_says_that_somebody_reviewed_it(site: Path) -> None:
    for path in EXAMPLE.glob("content/**/*.yml"):
        assert not re.search(r"^reviewed:", path.read_text(encoding="utf-8"), re.M), path
    assert "No health worker has reviewed this guide yet" in words(page(site, "index.html"))


def test_pressing_a_place_of_its_own_drawings_finds_the_muscle(
    site: Path, serve: Callable[[Path], str], chromium: Browser
) -> None:
    browser_page, errors = opened(chromium, serve(site), width=360, scheme="light")
    shown = browser_page.locator("[data-muscle]:not([hidden])")
    expect(shown).to_have_count(5)
    place = browser_page.locator("[data-pick=inner-shoulder-blade]:visible").first
    place.scroll_into_view_if_needed()
    # In the middle of both sides lies the spine, so it is pressed by key.
    place.focus()
    browser_page.keyboard.press("Enter")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Levator scapulae")
    # The face is on the other side.
    browser_page.locator("#finder-turn").click()
    browser_page.locator("[data-pick=forehead]:visible").click()
    expect(shown.first).to_contain_text("Sternocleidomastoid")
    assert browser_page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert errors == []
    browser_page.context.close()


def test_a_wide_drawing_needs_no_more_of_a_phone_than_it_fills(
    site: Path, serve: Callable[[Path], str], chromium: Browser
) -> None:
    browser_page, _errors = opened(chromium, serve(site), width=360, scheme="light")
    box = browser_page.locator(".mg-finder__maps svg:visible").bounding_box()
    assert box
    browser_page.context.close()
    _left, _top, width, height = map(float, svg_box(site))
    empty = box["height"] - box["width"] * height / width
    assert 0 <= empty < 0.15 * box["height"]


def svg_box(site: Path) -> list[str]:
    found = page(site, "index.html").select_one(".mg-finder__map svg")
    assert found is not None
    return str(found["viewbox"]).split()
