"""Found, shared and embedded: tags, structured data, redirects, frames in another website."""

import datetime
import functools
import json
import os
import re
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from defusedxml import ElementTree as Xml
from guides import PROJECT, SHOULDER, replaced, write_guide
from planted import MARKUP as HOSTILE
from playwright.sync_api import Browser, Page
from site_reading import built, run
from site_reading import page as soup_of
from test_browser import ADDRESSES

SITE = "https://living-touch.example.org/education/"
SUMMARY = f"A muscle. {HOSTILE} {HOSTILE} {HOSTILE}"
TRAPEZIUS = "content/muscles/trapezius.yml"


def tags(site: Path, address: str) -> dict[str, str]:
    """Give a page's `meta` tags by name or property."""
    found = soup_of(site, address).select("meta[content]")
    return {str(tag.get("property") or tag.get("name")): str(tag["content"]) for tag in found}


def graph(site: Path, address: str) -> dict[str, dict[str, Any]]:
    """Give what a page says in JSON-LD, by type."""
    (script,) = soup_of(site, address).select("script[type='application/ld+json']")
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


@pytest.fixture(scope="module")
def shoulder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide with a reviewed muscle, hostile text, and ids that have changed."""
    record = yaml.safe_load(SHOULDER[TRAPEZIUS])
    record |= {"aliases": ["hood", "cowl"], "summary": SUMMARY}
    record["reviewed"] = {"by": "ana", "on": "2026-10-05"}
    article = SHOULDER["docs/articles/stiff-neck.md"].replace("---\n", "---\naliases: [old]\n", 1)
    changes = {
        TRAPEZIUS: yaml.safe_dump(record, allow_unicode=True),
        "docs/articles/stiff-neck.md": article,
        "docs/_redirects": "/team/* /about/ 302\n",
    }
    return built(write_guide(tmp_path_factory.mktemp("sharing"), changes))


def test_every_page_has_its_own_tags(knee_site: Path) -> None:
    titles, descriptions = set(), set()
    addresses = [address for address in ADDRESSES if not address.endswith(".html")]
    for address in addresses:
        found = tags(knee_site, address)
        soup = soup_of(knee_site, address)
        (canonical,) = soup.select("link[rel=canonical]")
        assert found["og:url"] == canonical["href"] == SITE + address
        assert found["og:title"] == found["twitter:title"]
        assert soup.title
        assert soup.title.get_text().startswith(found["og:title"])
        assert found["og:description"] == found["description"]
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:image"] == found["twitter:image"]
        assert found["og:image"].startswith(f"{SITE}social/")
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert found["og:image:alt"]
        text = (knee_site / address / "index.html").read_text(encoding="utf-8")
        assert len(text[: text.index("</head>")].encode()) < 32_000
        titles.add(soup.title.get_text())
        descriptions.add(found["description"])
    assert len(titles) == len(descriptions) == len(addresses)


def test_a_muscle_in_structured_data(shoulder: Path) -> None:
    found = graph(shoulder, "muscles/trapezius/")
    about = found["MedicalWebPage"]["about"]
    assert found["MedicalWebPage"]["lastReviewed"] == "2026-10-05"
    assert found["MedicalWebPage"]["reviewedBy"]["name"] == "Ana Nuñez"
    assert about["@type"] == "Muscle"
    assert about["name"] == "Trapézius"
    assert about["insertion"] == "the shoulder blade"
    assert about["muscleAction"] == "lifts your shoulder"
    assert about["description"] == " ".join(SUMMARY.split())
    assert [symptom["name"] for symptom in about["relatedCondition"]] == [
        "A stiff neck",
        "A sore shoulder",
    ]
    assert not {"origin", "action"} & set(about)
    trail = found["BreadcrumbList"]["itemListElement"]
    assert [step["item"].removeprefix("https://praxis-muenchen.de/wissen/") for step in trail] == [
        "",
        "muscles/",
        "muscles/trapezius/",
    ]
    assert found["MedicalBusiness"]["name"] == "Praxis Dvořák & Søn"


def test_no_review_is_claimed_that_does_not_stand(shoulder: Path) -> None:
    found = graph(shoulder, "muscles/levator/")["MedicalWebPage"]
    assert not {"lastReviewed", "reviewedBy"} & set(found)


def test_an_article_in_structured_data(knee_site: Path) -> None:
    found = graph(knee_site, "articles/back-of-the-knee/")["Article"]
    assert found["headline"] == "Pain in the back of the knee? These muscles could be to blame"
    assert found["author"] == {"@id": f"{SITE}#clinic"}
    assert found["isBasedOn"]["creditText"] == "Benjamin Mishleau"
    assert found["datePublished"] == "2026-11-23"


def test_old_urls_redirect(shoulder: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    for alias in ("muscles/hood", "muscles/cowl", "articles/old"):
        page.goto((shoulder / alias / "index.html").as_uri())
        page.wait_for_url("**/trapezius/" if "muscles" in alias else "**/stiff-neck/")
    page.close()


def test_hosts_read_the_redirects_and_those_of_the_clinic_first(shoulder: Path) -> None:
    lines = (shoulder / "_redirects").read_text(encoding="utf-8").split("\n")
    assert lines[0] == "/team/* /about/ 302"
    assert {line for line in lines[1:] if line} == {
        "/muscles/hood/ /muscles/trapezius/ 301",
        "/muscles/cowl/ /muscles/trapezius/ 301",
        "/articles/old/ /articles/stiff-neck/ 301",
    }


@pytest.mark.parametrize(
    ("aliases", "owner"), [("[levator]", "levator.yml"), ("[hood, hood]", "trapezius.yml")]
)
def test_a_url_leads_to_one_place(tmp_path: Path, aliases: str, owner: str) -> None:
    changes = replaced(TRAPEZIUS, "group: Neck\n", f"group: Neck\naliases: {aliases}\n")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert result.returncode == 1
    assert "already leads to content/muscles/" in result.stderr
    assert owner in result.stderr
    assert "[alias-taken]" in result.stderr


def test_the_sitemap_dates_pages_by_the_history_of_their_records(tmp_path: Path) -> None:
    root = write_guide(tmp_path)

    def git(*arguments: str, day: str = "2026-02-03") -> None:
        env = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        who = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, env={**os.environ, **env})

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "One")
    write_guide(root, replaced(TRAPEZIUS, "trap-EE-zee-us", "tra-PEE-zius"))
    git("commit", "-qam", "Two", day="2026-04-05")
    (root / "content/muscles/levator.yml").write_text(
        SHOULDER["content/muscles/levator.yml"] + "say: le-VAY-tor\n", encoding="utf-8"
    )
    sitemap = (built(root) / "sitemap.xml").read_text(encoding="utf-8")
    address = "https://praxis-muenchen.de/wissen/"
    assert f"<loc>{address}muscles/trapezius/</loc><lastmod>2026-04-05</lastmod>" in sitemap
    assert f"<loc>{address}relief/</loc><lastmod>2026-02-03</lastmod>" in sitemap
    # What is not in the history has no date of its last change.
    assert f"<loc>{address}muscles/levator/</loc></url>" in sitemap


def test_without_a_history_the_sitemap_has_no_dates(shoulder: Path) -> None:
    assert "lastmod" not in (shoulder / "sitemap.xml").read_text(encoding="utf-8")


def test_the_link_of_a_page_is_copied(chromium: Browser, knee_url: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{knee_url}muscles/popliteus/")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE}muscles/popliteus/"
    context.close()


# ---- Pictures, captions, feed, data ------------------------------------------------------------


def pixels(png: Path) -> tuple[int, int]:
    """Read a picture's size from its header."""
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_every_page_has_a_preview_picture(knee_site: Path) -> None:
    for address in ADDRESSES:
        if address.endswith(".html"):
            continue
        path = knee_site / tags(knee_site, address)["og:image"].removeprefix(SITE)
        assert pixels(path) == (1200, 630)
        assert path.stat().st_size < 300_000
    for ending, size in (("-square", (1080, 1080)), ("-story", (1080, 1920))):
        found = list((knee_site / "social").rglob(f"*{ending}.png"))
        assert len(found) == 6
        for path in found:
            assert pixels(path) == size
            assert path.stat().st_size < 300_000


def test_pictures_differ_by_what_they_show(shoulder: Path) -> None:
    pictures = [path.read_bytes() for path in (shoulder / "social").rglob("*.png")]
    assert len(pictures) == 12
    assert len(set(pictures)) == 12


def test_only_pictures_that_change_are_painted_again(tmp_path: Path) -> None:
    root = write_guide(tmp_path)
    built(root)
    pictures = root / "site/social"
    before = {path: path.stat().st_ino for path in pictures.rglob("*.png")}
    first = {path.name: path.read_bytes() for path in (root / "site/social/muscles").iterdir()}
    built(write_guide(root, replaced(TRAPEZIUS, "trap-EE-zee-us", "tra-PEE-zius")))
    after = {path: path.stat().st_ino for path in pictures.rglob("*.png")}
    # One muscle, in three formats.
    assert (len(before), len(after)) == (12, 12)
    assert len(set(before.items()) & set(after.items())) == 9
    second = {path.name: path.read_bytes() for path in (root / "site/social/muscles").iterdir()}
    changed = {name for name in first if first[name] != second[name]}
    assert changed == {"trapezius.png", "trapezius-square.png", "trapezius-story.png"}
    shutil.rmtree(root / "build")
    built(root)
    third = {path.name: path.read_bytes() for path in (root / "site/social/muscles").iterdir()}
    assert third == second


def test_captions_are_short_and_end_with_the_link(shoulder: Path) -> None:
    captions = {path.stem: path.read_text("utf-8") for path in (shoulder / "social").rglob("*.txt")}
    assert set(captions) == {"site", "trapezius", "levator", "stiff-neck"}
    for id_, caption in captions.items():
        assert len(caption) < 280
        assert caption.rstrip().rpartition("\n")[2].startswith("https://praxis-muenchen.de/wissen/")
        assert id_ in caption or id_ == "site"
    assert "It may cause: A stiff neck." in captions["levator"]
    assert "…" in captions["trapezius"]


def test_a_caption_ends_with_a_whole_symptom(tmp_path: Path) -> None:
    record = yaml.safe_load(SHOULDER[TRAPEZIUS])
    del record["reviewed"]
    record["symptoms"] = [f"ache-{n}" for n in range(6)]
    symptoms = "".join(
        f"ache-{n}: {{label: A long and heavy ache number {n}, regions: [neck], feel: ache}}\n"
        for n in range(6)
    )
    changes = {
        TRAPEZIUS: yaml.safe_dump(record, allow_unicode=True),
        "content/symptoms.yml": SHOULDER["content/symptoms.yml"] + symptoms,
    }
    site = built(write_guide(tmp_path, changes))
    caption = (site / "social/muscles/trapezius.txt").read_text("utf-8")
    assert re.search(r"It may cause: .*A long and heavy ache number 3\.\nhttps", caption)
    assert "…" not in caption
    assert len(caption) < 280


def test_the_alternative_of_a_preview_picture_tells_the_picture(knee_site: Path) -> None:
    for address, names in (
        ("muscles/popliteus/", ["Popliteus"]),
        ("articles/back-of-the-knee/", ["Gastrocnemius", "Biceps femoris", "Plantaris"]),
    ):
        told = tags(knee_site, address)["og:image:alt"]
        for name in names:
            assert f"The {name} is drawn in." in told


def colours(png: bytes) -> set[tuple[int, ...]]:
    pixmap = pymupdf.Pixmap(png)
    return {
        pixmap.pixel(x, y) for x in range(0, pixmap.width, 3) for y in range(0, pixmap.height, 3)
    }


def test_the_logo_is_on_preview_pictures(tmp_path: Path) -> None:
    pink = (255, 0, 170, 255)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect width="9" height="9" fill="#ff00aa"/></svg>'
    )
    changes = {
        "content/clinic.yml": SHOULDER["content/clinic.yml"] + "logo: images/logo.svg\n",
        "docs/images/logo.svg": svg,
    }
    plain, branded = (
        built(write_guide(tmp_path / name, some)) / "social"
        for name, some in (("plain", {}), ("branded", changes))
    )
    for name in ("site.png", "muscles/levator-square.png", "articles/stiff-neck-story.png"):
        assert pink not in colours((plain / name).read_bytes())
        assert pink in colours((branded / name).read_bytes())


def test_the_feed_tells_of_articles_newest_first(tmp_path: Path) -> None:
    article = SHOULDER["docs/articles/stiff-neck.md"]
    newer = re.sub(r"published: .*", "published: 2026-11-01", article)
    newer = re.sub(r"title: .*", 'title: "A <b> & c"', newer)
    site = built(write_guide(tmp_path, {"docs/articles/newer.md": newer}))
    feed = Xml.parse(site / "feed.xml").getroot()
    assert feed is not None
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.tag == f"{atom}feed"
    for required in ("id", "title", "updated"):
        assert feed.findtext(f"{atom}{required}")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{atom}link")}
    assert links["self"] == "https://praxis-muenchen.de/wissen/feed.xml"
    entries = feed.findall(f"{atom}entry")
    assert entries[0].findtext(f"{atom}title") == "A <b> & c"
    assert len(entries) == 2
    for entry in entries:
        for required in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"{atom}{required}")
        moment = entry.findtext(f"{atom}updated") or ""
        assert datetime.datetime.fromisoformat(moment).tzinfo
    (link,) = soup_of(site, "").select("link[type='application/atom+xml']")
    assert link["href"] == "feed.xml"


def test_without_a_site_url_there_is_no_feed(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path, {"mkdocs.yml": "site_name: Schulter\n"}))
    assert not (site / "feed.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")
    assert not soup_of(site, "").select("link[type='application/atom+xml'], [property='og:image']")


def test_robots_may_read_everything(knee_site: Path) -> None:
    text = (knee_site / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {SITE}sitemap.xml\n"


def test_the_records_are_there_as_data(shoulder: Path) -> None:
    data = json.loads((shoulder / "data/muscles.json").read_text(encoding="utf-8"))
    assert data["version"] == 1
    muscles = {muscle["id"]: muscle for muscle in data["muscles"]}
    levator, trapezius = muscles["levator"], muscles["trapezius"]
    assert trapezius["reviewed"] == {
        "by": "Ana Nuñez",
        "role": "physiotherapist",
        "on": "2026-10-05",
    }
    assert levator["reviewed"] is None
    assert trapezius["symptoms"][1] == {
        "id": "sore-shoulder",
        "label": "A sore shoulder",
        "detail": "after a long day",
        "feel": "ache",
        "regions": [{"id": "top-of-shoulder", "label": "Top of the shoulder"}],
    }
    assert trapezius["overuse"][0]["instead"] == "Stand up often."
    documented = (PROJECT / "DATA.md").read_text(encoding="utf-8")
    for key in trapezius:
        assert f"`{key}`" in documented
    for muscle in (levator, trapezius):
        assert set(muscle) == set(levator)
        for path in (
            muscle["path"] + "index.html",
            muscle["picture"],
            *muscle["handouts"].values(),
        ):
            assert (shoulder / path).is_file()


# ---- Frames ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A website of another origin: its folder, and its address."""
    folder = tmp_path_factory.mktemp("clinic")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=folder)
    server = ThreadingHTTPServer(("localhost", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://localhost:{server.server_port}/"
    server.shutdown()


def framed(page: Page, other_site: tuple[Path, str], guide: str, address: str) -> None:
    """Open a page of the other website that shows the guide as the documentation says."""
    folder, home = other_site
    snippet = (PROJECT / "EMBED.md").read_text(encoding="utf-8")
    snippet = snippet[snippet.index("<iframe") :]
    snippet = snippet[: snippet.index("```")]
    own = snippet.replace("https://clinic.example/education/embed/", f"{guide}{address}")
    own = own.replace("https://clinic.example/education/", guide)
    (folder / "index.html").write_text(
        f"<!doctype html><title>Ours</title><p>Before</p>{own}<p>After</p>", encoding="utf-8"
    )
    page.goto(home)


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("address", ["embed/", "embed/muscles/popliteus/"])
def test_a_frame_is_as_high_as_what_is_in_it(
    chromium: Browser, knee_url: str, other_site: tuple[Path, str], width: int, address: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 700})
    framed(page, other_site, knee_url, address)
    frame = page.frame_locator("iframe").locator("#content")
    frame.wait_for()
    page.wait_for_function(
        """() => document.querySelector("iframe").getBoundingClientRect().height > 1000"""
    )
    page.wait_for_timeout(300)
    box = page.locator("iframe").bounding_box()
    inner = frame.bounding_box()
    assert box
    assert inner
    assert 0 <= box["y"] + box["height"] - inner["y"] - inner["height"] < 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.frame_locator("iframe").locator(".mg-header, .mg-footer").count() == 0
    page.close()


def test_the_finder_works_in_a_frame_and_links_open_outside(
    chromium: Browser, knee_url: str, other_site: tuple[Path, str]
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    framed(page, other_site, knee_url, "embed/")
    frame = page.frame_locator("iframe")
    frame.get_by_text("What brings it on?").first.click()
    frame.locator("[data-facet=activity] [data-more]").click()
    frame.get_by_role("checkbox", name="Skiing or hiking downhill").check()
    shown = frame.locator("[data-muscle]:not([hidden])")
    assert [card.get_attribute("data-muscle") for card in shown.all()] == ["popliteus"]
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Popliteus", exact=True).click()
    assert opened.value.url == f"{knee_url}muscles/popliteus/"
    assert page.url.startswith("http://localhost")
    context.close()


def test_only_the_frame_itself_sets_its_height(
    chromium: Browser, knee_url: str, other_site: tuple[Path, str]
) -> None:
    page = chromium.new_page()
    framed(page, other_site, knee_url, "embed/")
    page.frame_locator("iframe").locator("#content").wait_for()
    page.wait_for_timeout(300)
    height = "document.querySelector('iframe').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.evaluate("postMessage({type: 'muscle-guide:height', height: 123}, '*')")
    page.wait_for_timeout(200)
    assert page.evaluate(height) == before
    page.close()
