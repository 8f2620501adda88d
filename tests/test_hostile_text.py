"""Text is shown as typed wherever it lands; nothing in a record can become markup or code."""

import datetime
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup
from guides import SHOULDER, write_guide
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from planted import (
    BASE,
    INVISIBLE,
    LINKS,
    MARK,
    MARKUP,
    PAPER,
    Marks,
    Said,
    handout_html,
    html_says,
    planted_records,
    said,
)
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request, expect
from playwright.sync_api import Page as BrowserPage
from site_reading import built, page, run

from muscleguide import urls
from muscleguide.context import make_context
from muscleguide.guide.guide import Guide, link
from muscleguide.markup import richtext
from muscleguide.model.site import make_site
from muscleguide.pages.article.article import article_page
from muscleguide.pages.layout.layout import render_page
from muscleguide.pages.layout.page import Page
from muscleguide.pages.problems.problems import problems_page
from muscleguide.problems import Problem, Severity
from muscleguide.reading.settings import Settings
from muscleguide.reading.yaml_reader import Document as YamlDocument
from muscleguide.reading.yaml_reader import ReadingError, parse_markdown, parse_yaml, read_text
from muscleguide.schema.records import (
    Activity,
    ArticleRecord,
    BodyRegion,
    Clinic,
    MuscleRecord,
    Source,
    Symptom,
)
from muscleguide.schema.validation import Content, Entry
from muscleguide.site.prepare import prepare
from muscleguide.site.rendering import encoded
from muscleguide.typesetting.typesetting import printable

TEXTS = {"markup": MARKUP, "paper": PAPER, "invisible": INVISIBLE}
PLAIN = "words that nobody could take for anything else, as many as in the hostile text or so"
EXTRA = {"map": "map", "title": "page title", "description": "page description", "nav": "nav"}


@dataclass(frozen=True)
class Planted:
    """A site made from a guide that has a mark and a text at every key, and its marks' keys."""

    site: Path
    text: str
    keys: Mapping[str, str]

    def pages(self) -> list[str]:
        return sorted(p.relative_to(self.site).as_posix() for p in self.site.rglob("*.html"))


def planted_site(root: Path, text: str) -> Planted:
    """Build a guide with a text at every key of every record, in a map, a page and the settings."""
    marks = Marks(text)
    links = ("https://x.ch/", "ana@x.ch") if text == PLAIN else LINKS
    changes: dict[str, str | bytes | None] = {**BASE, **planted_records(marks.plant, links)}
    shown = {name: marks.plant(f"extra: {key}") for name, key in EXTRA.items()}
    changes["content/maps/back.svg"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>'
        f"{html.escape(shown['map'])}</title><path data-muscle='levator' d='M2 2h3v3z'/>"
        "<path data-region='neck' d='M1 1h3v3z'/></svg>"
    )
    front = yaml.safe_dump({key: shown[key] for key in ("title", "description")})
    changes["docs/team.md"] = f"---\n{front}---\n# Team\n\nSee [all](muscles/index.md).\n"
    changes["mkdocs.yml"] = SHOULDER["mkdocs.yml"] + yaml.safe_dump(
        {
            "site_name": f"Name {text}",
            "site_description": text,
            "copyright": text,
            "nav": [{"Find": "index.md"}, {shown["nav"]: [{f"Own {text}": "team.md"}]}],
            "extra": {"x": text},
        }
    ).replace("site_name: Schulter\n", "")
    site = built(write_guide(root / "guide", changes), "--out", str(root / "wissen")).parent
    return Planted(site.parent / "wissen", text, marks.keys)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Planted]:
    """Give the site of a guide that has a text at every key; each is made once."""

    @cache
    def make(text: str) -> Planted:
        return planted_site(tmp_path_factory.mktemp("planted"), text)

    return make


def squeezed(text: str) -> str:
    """Take out all white space: a line on paper may break anywhere."""
    dots = "\N{HORIZONTAL ELLIPSIS}"  # stands for what was left out: it is no three dots here
    parts = (unicodedata.normalize("NFKC", part) for part in text.split(dots))
    return "".join(dots.join(parts).replace("\N{SOFT HYPHEN}", "").split())


def wrong(said: Said, text: str) -> Iterator[str]:
    """Tell where a mark is not followed by its text, as it was typed; a text may end in `…`."""
    is_pdf = said.where == "pdf"
    if is_pdf and len(text) > len(PAPER):
        return  # its pages break within it
    tidy = squeezed if is_pdf or said.text.startswith("tel:") else lambda it: " ".join(it.split())
    # The subject of an e-mail stands in its link as a URL asks for.
    given = tidy(unquote(said.text) if said.text.startswith("mailto:") else said.text)
    for mark in MARK.finditer(given):
        whole = tidy(f"{mark[0]} {printable(text) if is_pdf else text}")
        found = given[mark.start() :]
        may_end = said.where in ("pdf", "plain")
        start = found.partition("…")[0].rstrip() if may_end else found
        if not (found.startswith(whole) or (may_end and whole.startswith(start))):
            yield f"{mark[0]} in {said.where}: {found[: len(whole) + 20]!r}"


@pytest.mark.parametrize("kind", TEXTS)
def test_text_is_shown_as_typed_in_all_that_the_site_says(
    planted: Callable[[str], Planted], kind: str
) -> None:
    it = planted(TEXTS[kind])
    shown: set[str] = set()
    for path in sorted(it.site.rglob("*")):
        for some in said(path) if path.is_file() else ():
            shown.update(MARK.findall(some.text))
            assert not list(wrong(some, it.text)), path.relative_to(it.site)
    missing = {key for mark, key in it.keys.items() if mark not in shown}
    assert not missing, "these keys are read, and shown nowhere"


def tags(soup: BeautifulSoup) -> Counter[tuple[str, ...]]:
    """Count elements by their name and the names of their attributes."""
    return Counter((tag.name, *sorted(tag.attrs)) for tag in soup.find_all())


# As a browser parses it, and not as a library does; scripts that a link could be are told apart.
_TAGS = """html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("*")].map(it => [
    it.namespaceURI, it.localName, ...it.getAttributeNames().sort(),
    ...["href", "src", "action"].map(name => {
      const url = it.getAttribute(name);
      const start = /^([a-z]+:)(\\/\\/[^\\/]*)?/i.exec(url ?? "");
      return start ? start[0] : url;
    }),
  ].join(" ")).sort();
}"""


@pytest.mark.parametrize("kind", TEXTS)
def test_text_makes_no_element_attribute_or_link_anywhere(
    planted: Callable[[str], Planted], chromium: Browser, kind: str
) -> None:
    hostile, harmless = planted(TEXTS[kind]), planted(PLAIN)
    page = chromium.new_page()
    assert hostile.pages() == harmless.pages()
    for path in hostile.pages():
        ours, theirs = (
            page.evaluate(_TAGS, (it.site / path).read_text(encoding="utf-8"))
            for it in (hostile, harmless)
        )
        assert ours == theirs, path
    for part in sorted(hostile.site.glob("handout/*.js")):
        ours, theirs = (
            page.evaluate(_TAGS, handout_html(it.site / "handout" / part.name))
            for it in (hostile, harmless)
        )
        assert ours == theirs, part.name
    page.close()


_LIVE = """() => [...document.querySelectorAll("*")].map(
  it => [it.localName, ...it.getAttributeNames().sort()].join(" ")).sort()"""


def visited(it: Planted, url: str, page: BrowserPage) -> Iterator[tuple[str, list[str]]]:
    """Use a site in every way; yield what was done, and the elements of the page after it."""

    def step(name: str) -> tuple[str, list[str]]:
        return name, page.evaluate(_LIVE)

    for path in it.pages():
        page.goto(f"{url}{path}", wait_until="load")
        # A redirect leads on by itself.
        page.wait_for_load_state("networkidle") if "/old/" in path else None
        yield step(path)
    for path in ("index.html", "embed/index.html"):
        page.goto(f"{url}{path}")
        for box in page.locator("#finder input[type=checkbox]").all():
            box.dispatch_event("click")
            yield step(f"{path}: {box.get_attribute('value')}")
        for pick in page.locator(".mg-pick:visible").all():
            pick.press("Space")
            yield step(f"{path}: a place on the map")
        # A label of many lines moves what is below it while a mouse is pressed.
        page.locator("#finder-chosen > button").dispatch_event("click")
        page.locator("#finder-q").fill("zq")
        page.wait_for_timeout(600)
        yield step(f"{path}: words")
        page.locator("#finder-q").fill(it.text[:100])
        page.wait_for_timeout(600)
        yield f"{path}: the text itself", []
    page.goto(f"{url}handout/?muscle=levator&muscle=trapezius&muscle=<img src=x>")
    expect(page.locator("#handout-parts > section")).to_have_count(2)
    yield step("the chosen handout")
    page.goto(f"{url}index.html")
    page.locator("#search-open").click()
    for mark, key in it.keys.items():
        if re.fullmatch(
            r"(content/(muscles|sym|act|sour|body)|docs/art).*: (name|title|label)", key
        ):
            page.locator("#search-words").fill("")
            expect(page.locator("#search-found li")).to_have_count(0)
            page.locator("#search-words").fill(mark)
            first = page.locator("#search-found a", has_text=mark).first
            expect(first).to_have_text(" ".join(f"{mark} {it.text}".split()))
            yield step(f"a search for {key}")
    page.locator("#search-words").fill(it.text[:100])
    page.wait_for_timeout(600)
    yield "a search for the text itself", []


def test_nothing_of_a_text_runs_and_nothing_is_fetched_for_it(
    planted: Callable[[str], Planted], chromium: Browser, serve: Callable[[Path], str]
) -> None:
    def used(it: Planted) -> list[tuple[str, list[str]]]:
        url, told = serve(it.site), list[str]()
        steps: list[tuple[str, list[str]]] = []
        page = chromium.new_page()

        def dismiss(dialog: Dialog) -> None:
            told.append(dialog.message)
            dialog.dismiss()

        def on_console(some: ConsoleMessage) -> None:
            # A browser asks for it by itself where a page, such as a redirect, names no icon.
            if some.type == "error" and not some.location["url"].endswith("/favicon.ico"):
                told.append(f"{some.text} {some.location}")

        def on_request(asked: Request) -> None:
            if not asked.url.startswith(url):
                told.append(asked.url)

        page.on("dialog", dismiss)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("console", on_console)
        page.on("request", on_request)
        for name, elements in visited(it, url, page):
            assert page.evaluate("window.__hit") is None, name
            assert not told, name
            steps.append((name, elements))
        page.close()
        return steps

    hostile, harmless = used(planted(MARKUP)), used(planted(PLAIN))
    for (name, ours), (_name, theirs) in zip(hostile, harmless, strict=True):
        assert ours == theirs, name


def test_the_page_of_mistakes_shows_text_as_typed() -> None:
    pages = []
    for text in (MARKUP, PLAIN):
        places = (f"a {text}.yml", f"docs/{text}.md")
        problems = [Problem(f, 1, 1, Severity.ERROR, f"r {text}", f"m {text}") for f in places]
        soup = BeautifulSoup(problems_page(problems), "html.parser")
        pages.append(tags(soup))
        for place in places:
            assert f"{place}, line 1m {text} [r {text}]" in soup.get_text()
    assert pages[0] == pages[1]


def hostile_settings(root: Path, changes: Mapping[str, str]) -> Path | None:
    """Build a guide that may be refused; give its site if it is not."""
    result = run(cwd=write_guide(root, dict(changes)))
    assert result.returncode in (0, 1)
    return root / "site" if result.returncode == 0 else None


@pytest.mark.parametrize("key", ["extra_css", "extra_javascript"])
@pytest.mark.parametrize("start", ["", "https://x.ch/", "//x.ch/", "javascript:"])
def test_a_file_of_the_settings_stays_within_its_attribute(
    tmp_path: Path, key: str, start: str
) -> None:
    found: list[list[Counter[tuple[str, ...]]]] = []
    for text in (MARKUP, "plain"):
        settings = {"site_name": "x", "site_url": "https://x.ch/", key: [f"{start}{text}"]}
        changes = {"mkdocs.yml": yaml.safe_dump(settings), "docs/team.md": "# Team\n"}
        site = hostile_settings(tmp_path / str(len(found)), changes)
        if site:
            paths = sorted(site.rglob("*.html"))
            found.append([tags(BeautifulSoup(path.read_bytes(), "html.parser")) for path in paths])
    assert len(found) < 2 or found[0] == found[1]


@pytest.mark.parametrize(
    "address", ['https://x.ch/"><script>', "https://x.ch/<b>'/", "javascript:1"]
)
def test_an_address_of_the_site_stays_within_its_attribute(tmp_path: Path, address: str) -> None:
    found: list[Counter[tuple[str, ...]] | None] = []
    for url in (address, "https://x.ch/plain/"):
        changes = {"mkdocs.yml": yaml.safe_dump({"site_name": "x", "site_url": url})}
        changes["docs/team.md"] = "# Team\n"
        site = hostile_settings(tmp_path / str(len(found)), changes)
        found.append(tags(page(site, "muscles/levator/")) if site else None)
        if site:
            for path in (*site.glob("*.xml"), *site.rglob("*.json")):
                assert list(said(path))
    assert found[0] is None or found[0] == found[1]


NAMES = ("<b>x", "a\"onclick=x b='", "a&amp;b", "{{ 7*7 }}", "a#b?c", "%3Cb%3E", "Über uns", "FAQ")


@pytest.mark.parametrize("name", NAMES)
def test_a_hand_written_pages_name_is_shown_as_typed_or_refused(tmp_path: Path, name: str) -> None:
    found: list[Counter[tuple[str, ...]]] = []
    for stem in (name, "plain"):
        site = hostile_settings(tmp_path / str(len(found)), {f"docs/{stem}.md": "Text.\n"})
        if site:
            soup = page(site, "muscles/levator/")
            found.append(tags(soup))
            typed = stem.capitalize() if stem == stem.lower() else stem
            (link,) = (link for link in soup.select("nav li li a") if link.get_text() == typed)
            assert (site / unquote(str(link["href"])).removeprefix("../../")).is_dir()
            for path in site.rglob("*.html"):
                text = BeautifulSoup(path.read_bytes(), "html.parser")
                assert not text.find_all("b") and not text.find_all(onclick=True)
    assert len(found) < 2 or found[0] == found[1]


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)


PLAIN_MARKS = Marks(PLAIN)
planted_records(PLAIN_MARKS.plant)


def typed_at(mark: str, text: str) -> str:
    """Give a text for a key; three marks make elements of rich text, which is another test's."""
    is_rich = mark in PLAIN_MARKS.rich
    return "".join(c for c in text if c not in "*[") if is_rich else text


def rendered(root: Path, chosen: str, text: str) -> tuple[dict[str, str], str]:
    """Render all pages of a guide with a text at one key and plain words at all others.

    Give beside them what scripts know: the data of the search, and the parts of handouts.
    """
    marks = Marks(PLAIN)

    def plant(key: str, rich: bool) -> str:
        planted = marks.plant(key, rich)
        return f"{chosen} {text}" if planted.startswith(chosen) else planted

    write_guide(root, {**BASE, **planted_records(plant)})
    prepared = prepare(root / "mkdocs.yml", datetime.date(2026, 12, 31))
    assume(prepared.site)
    pages = {name: out for name, out in prepared.outputs.items() if name.endswith(".html")}
    scripts = [
        encoded(output.render()).decode()
        for name, output in prepared.outputs.items()
        if name == urls.SEARCH_INDEX
        or (name.startswith(urls.CHOSEN_HANDOUT) and name.endswith(".js"))
    ]
    return {name: str(output.render()) for name, output in pages.items()}, "".join(scripts)


@cache
def plain_pages(root: Path) -> dict[str, Counter[tuple[str, ...]]]:
    pages, _scripts = rendered(root, "none", "")
    return {name: tags(BeautifulSoup(text, "html.parser")) for name, text in pages.items()}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(PLAIN_MARKS.keys)), TEXT.filter(str.strip))
def test_any_text_at_any_key_is_shown_and_makes_no_element(
    tmp_path_factory: pytest.TempPathFactory, mark: str, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any-text"
    plain = plain_pages(root)
    typed = typed_at(mark, text)
    pages, scripts = rendered(root, mark, typed)
    assert pages.keys() == plain.keys()
    shown = False
    for name, text_of_page in pages.items():
        assert tags(BeautifulSoup(text_of_page, "html.parser")) == plain[name], name
        for some in html_says(text_of_page):
            shown = shown or mark in some.text
            assert not [it for it in wrong(some, typed) if it.startswith(mark)], name
    # Everyday words that only find something stand in no page, and what to tick on a handout only.
    assert shown or mark in scripts


@given(TEXT)
def test_rich_text_keeps_every_character_and_makes_three_marks_only(text: str) -> None:
    soup = BeautifulSoup(richtext.render_line(text, "../"), "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"em", "strong", "a"}
    for found in soup.find_all("a"):
        href = str(found["href"])
        assert href.startswith(("http://", "https://", "mailto:", "tel:", "../")), href
    if not set("*[") & set(text) and text == text.strip():
        assert soup.get_text() == text


def article_of(text: str) -> BeautifulSoup:
    """Render an article whose muscle has a text for a name, and which cites it in a sentence."""
    guide = hypothesis_guide(text)
    site, errors = make_site(guide, CONTEXT)
    assert not errors
    html = render_page(article_page(site, site.articles["a"]), site)
    found = BeautifulSoup(html, "html.parser").find("article")
    assert found is not None
    return BeautifulSoup(str(found), "html.parser")


CONTEXT = make_context(Settings(YamlDocument("mkdocs.yml", None)), datetime.date(2026, 1, 1))


def hypothesis_guide(name: str) -> Guide:
    muscle = MuscleRecord.model_validate(
        {
            **yaml.safe_load(SHOULDER["content/muscles/levator.yml"]),
            "name": name,
            "symptoms": ["s"],
            "overuse": ["a"],
            "sources": ["b"],
        }
    )
    article = ArticleRecord.model_validate(
        {
            "title": name,
            "description": name,
            "author": name,
            "published": "2026-01-01",
            "muscles": ["m"],
        }
    )
    body = 'See {{ muscle("m") }}, he said.\n'
    content = Content(
        clinic=Entry("", Clinic.model_validate(CLINIC), YamlDocument("c", None)),
        regions={"r": Entry("r", BodyRegion(label="R"), YamlDocument("r", None))},
        symptoms={
            "s": Entry(
                "s", Symptom(label="S", regions=("r",), feel="pain"), YamlDocument("s", None)
            )
        },
        activities={"a": Entry("a", Activity(label="A"), YamlDocument("a", None))},
        sources={
            "b": Entry("b", Source(title="B", authors=(), kind="book"), YamlDocument("b", None))
        },
        muscles={"m": Entry("m", muscle, YamlDocument("m", None))},
        articles={"a": Entry("a", article, YamlDocument("a", None, body=body))},
    )
    return link(content, {})


CLINIC = yaml.safe_load(SHOULDER["content/clinic.yml"])


@given(TEXT.filter(str.strip))
def test_values_in_an_article_are_shown_as_typed(text: str) -> None:
    soup = article_of(text)
    sentence = next(p for p in soup.find_all("p") if p.get_text().startswith("See "))
    shown = " ".join(sentence.get_text().split())
    assert shown == f"See {' '.join(text.split())}, he said."
    assert [tag.name for tag in sentence.find_all()] == ["a"]


@given(TEXT, TEXT)
def test_the_head_holds_any_title(title: str, description: str) -> None:
    site, _errors = make_site(hypothesis_guide("M"), CONTEXT)
    html = render_page(Page("x/", title, description, Markup("")), site)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.title
    clinic = CLINIC["name"]
    assert " ".join(soup.title.get_text().split()) == " ".join(f"{title} - {clinic}".split())
    (meta,) = soup.select("meta[name=description]")
    assert meta["content"] == (description or clinic)
    (script,) = soup.select("script[type='application/ld+json']")
    data = json.loads(script.get_text())
    assert data["@graph"][0].get("name", "") == title


@example(b"?")
@example("\u2028?".encode())
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
    )
)
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    root = tmp_path_factory.mktemp("any")
    markdown = partial(parse_markdown, parse=parse_yaml, required=True)
    for name, parse in (("a.yml", parse_yaml), ("a.md", markdown)):
        (root / name).write_bytes(data)
        try:
            _document, problems = parse(name, read_text(root, root / name))
        except ReadingError as error:
            problems = [error.problem]
        lines = data.count(b"\n") + data.count(b"\r") + 2
        assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems)
