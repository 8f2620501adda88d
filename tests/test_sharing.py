"""Found, shared and embedded: tags, structured data, old addresses, frames in another website."""

import functools
import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from guides import PROJECT, SHOULDER, replaced, write_guide
from playwright.sync_api import Browser, Page
from site_reading import built, run
from site_reading import page as soup_of
from test_browser import ADDRESSES
from test_hostile_text import HOSTILE

SITE = "https://living-touch.example.org/education/"
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
    record |= {"aliases": ["hood", "cowl"], "summary": f"A muscle. {HOSTILE}"}
    record["reviewed"] = {"by": "ana", "on": "2026-10-05"}
    article = SHOULDER["docs/articles/stiff-neck.md"].replace("---\n", "---\naliases: [old]\n", 1)
    changes = {
        TRAPEZIUS: yaml.safe_dump(record, allow_unicode=True),
        "docs/articles/stiff-neck.md": article,
    }
    return built(write_guide(tmp_path_factory.mktemp("sharing"), changes))


def test_every_page_has_its_own_tags(real_site: Path) -> None:
    titles, descriptions = set(), set()
    addresses = [address for address in ADDRESSES if not address.endswith(".html")]
    for address in addresses:
        found = tags(real_site, address)
        soup = soup_of(real_site, address)
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
        text = (real_site / address / "index.html").read_text(encoding="utf-8")
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
    assert about["description"] == " ".join(f"A muscle. {HOSTILE}".split())
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


def test_an_article_in_structured_data(real_site: Path) -> None:
    found = graph(real_site, "articles/back-of-the-knee/")["Article"]
    assert found["headline"] == "Pain in the back of the knee? These muscles could be to blame"
    assert found["author"] == {"@id": f"{SITE}#clinic"}
    assert found["isBasedOn"]["creditText"] == "Benjamin Mishleau"
    assert found["datePublished"] == "2026-11-23"


def test_old_addresses_lead_on(shoulder: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    for alias in ("muscles/hood", "muscles/cowl", "articles/old"):
        page.goto((shoulder / alias / "index.html").as_uri())
        page.wait_for_url("**/trapezius/" if "muscles" in alias else "**/stiff-neck/")
    page.close()


@pytest.mark.parametrize(
    ("aliases", "owner"), [("[levator]", "levator.yml"), ("[hood, hood]", "trapezius.yml")]
)
def test_an_address_leads_to_one_place(tmp_path: Path, aliases: str, owner: str) -> None:
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
        subprocess.run(
            ["git", *who, *arguments], cwd=root, check=True, env=env | {"PATH": "/usr/bin:/bin"}
        )

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
    # What is not in the history has no day that could be told.
    assert f"<loc>{address}muscles/levator/</loc></url>" in sitemap


def test_without_a_history_the_sitemap_has_no_dates(shoulder: Path) -> None:
    assert "lastmod" not in (shoulder / "sitemap.xml").read_text(encoding="utf-8")


def test_the_link_of_a_page_is_copied(chromium: Browser, real_address: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{real_address}muscles/popliteus/")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE}muscles/popliteus/"
    context.close()


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
    chromium: Browser, real_address: str, other_site: tuple[Path, str], width: int, address: str
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 700})
    framed(page, other_site, real_address, address)
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
    chromium: Browser, real_address: str, other_site: tuple[Path, str]
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    framed(page, other_site, real_address, "embed/")
    frame = page.frame_locator("iframe")
    frame.get_by_role("checkbox", name="Skiing or hiking downhill").check()
    shown = frame.locator("[data-muscle]:not([hidden])")
    assert [card.get_attribute("data-muscle") for card in shown.all()] == ["popliteus"]
    with context.expect_page() as opened:
        frame.get_by_role("link", name="Popliteus", exact=True).click()
    assert opened.value.url == f"{real_address}muscles/popliteus/"
    assert page.url.startswith("http://localhost")
    context.close()


def test_only_the_frame_itself_sets_its_height(
    chromium: Browser, real_address: str, other_site: tuple[Path, str]
) -> None:
    page = chromium.new_page()
    framed(page, other_site, real_address, "embed/")
    page.frame_locator("iframe").locator("#content").wait_for()
    page.wait_for_timeout(300)
    height = "document.querySelector('iframe').getBoundingClientRect().height"
    before = page.evaluate(height)
    page.evaluate("postMessage({type: 'muscle-guide:height', height: 123}, '*')")
    page.wait_for_timeout(200)
    assert page.evaluate(height) == before
    page.close()
