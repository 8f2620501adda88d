"""Text is shown as typed wherever it lands; nothing in a record can become markup or code."""

import datetime
import html
import json
from functools import partial
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from guides import SHOULDER, write_guide
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup
from site_reading import built, content, page, words

from muscleguide.context import make_context
from muscleguide.guide.guide import Guide, link
from muscleguide.markup import richtext
from muscleguide.model.site import make_site
from muscleguide.pages.article.article import article_page
from muscleguide.pages.layout.layout import render_page
from muscleguide.pages.layout.page import Page
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

HOSTILE = (
    """</title></script>-->]]><img src=x onerror=alert(1)>"'`&amp; &#60;b&#62; {{ 7*7 }} """
    """{% raw %} <!-- _under_ ~~x~~ | # $x$ [^1]: [a][b] ![i](j) ::: \\n %}"""
)
CONTENT = {name: text for name, text in SHOULDER.items() if name.endswith(".yml") and "/" in name}
# Keys whose values are ids, URLs or choices: their schema lets no hostile text through.
FIXED = {"url", "regions", "feel", "kind", "sources", "act", "by", "on", "order", "year", "symptom"}
FIXED |= {"activity", "related", "emergency_number"}


def spoil(value: object, key: str = "") -> object:
    """Put hostile text into every value that is free text."""
    if isinstance(value, dict):
        return {k: spoil(v, str(k)) for k, v in value.items()}
    if isinstance(value, list):
        short = {"symptoms", "overuse"}
        return [v if key in FIXED | short and isinstance(v, str) else spoil(v, key) for v in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and key not in FIXED else value


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A guide in which every text is hostile."""
    changes: dict[str, str | bytes | None] = {}
    for name, text in CONTENT.items():
        record = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
        changes[name] = yaml.safe_dump(spoil(record), allow_unicode=True)
    changes["content/body-regions.yml"] = (
        f"neck: {{label: {json.dumps('Neck ' + HOSTILE)}}}\n"
        f"top-of-shoulder: {{label: {json.dumps('Top ' + HOSTILE)}}}\n"
    )
    changes["content/maps/back.svg"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>'
        f'{html.escape("Map " + HOSTILE)}</title><path data-muscle="levator" d="M0 0"/></svg>'
    )
    article = SHOULDER["docs/articles/stiff-neck.md"]
    article = article.replace("When your neck is stiff", json.dumps("Title " + HOSTILE))
    article = article.replace("author: Søn", f"author: {json.dumps('Søn ' + HOSTILE)}")
    changes["docs/articles/stiff-neck.md"] = article
    return built(write_guide(tmp_path_factory.mktemp("hostile"), changes))


SHOWN = " ".join(HOSTILE.split())


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("muscles/trapezius/", "Trapézius"),
        ("muscles/trapezius/", "trap-EE-zee-us"),
        ("muscles/trapezius/", "hood muscle"),
        ("muscles/trapezius/", "The wide muscle of your neck and upper back."),
        ("muscles/trapezius/", "From your skull to your shoulder blade."),
        ("muscles/trapezius/", "the skull"),
        ("muscles/trapezius/", "lifts your shoulder"),
        ("muscles/trapezius/", "A stiff neck"),
        ("muscles/trapezius/", "after a long day"),
        ("muscles/trapezius/", "Working at a desk"),
        ("muscles/trapezius/", "Stand up often ."),
        ("muscles/trapezius/", "A warm cloth can feel good."),
        ("muscles/trapezius/", "You cannot feel your arm"),
        ("muscles/trapezius/", "Ana Nuñez"),
        ("muscles/", "Neck"),
        ("symptoms/", "Neck"),
        ("symptoms/", "A stiff neck"),
        ("activities/", "Working at a desk"),
        ("relief/", "Go easy."),
        ("relief/", "Roll your shoulders"),
        ("sources/", "Atlas"),
        ("sources/", "José Íñigo"),
        ("articles/", "Title"),
        ("articles/stiff-neck/", "Title"),
        ("articles/stiff-neck/", "Trapézius"),
        ("", "Trapézius"),
    ],
)
def test_hostile_text_is_shown_as_typed(hostile_site: Path, address: str, text: str) -> None:
    assert f"{text} {SHOWN}" in words(content(hostile_site, address))


def test_hostile_text_makes_no_element_on_any_page(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert not soup.find_all("img"), path
        assert not soup.find_all(onerror=True), path
        assert not [a for a in soup.find_all(href=True) if str(a["href"]).startswith("javascript")]
        assert "49" not in words(soup)


def test_hostile_titles_and_descriptions_are_text(hostile_site: Path) -> None:
    soup = page(hostile_site, "muscles/trapezius/")
    assert soup.title is not None
    clinic = f"Praxis Dvořák & Søn {SHOWN}"
    assert " ".join(str(soup.title.string).split()) == f"Trapézius {SHOWN} - {clinic}"
    description = soup.find("meta", attrs={"name": "description"})
    assert description is not None
    assert description["content"] == f"The wide muscle of your neck and upper back. {SHOWN}"


def test_hostile_text_is_plain_for_the_search(hostile_site: Path) -> None:
    # The search puts titles and texts into the page as text, never as HTML.
    index = json.loads((hostile_site / "assets/search.json").read_text(encoding="utf-8"))
    titles = {entry[0]: entry[1] for entry in index["entries"]}
    assert titles["muscles/trapezius/"] == f"Trapézius {SHOWN}"


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)


@given(TEXT)
def test_rich_text_keeps_every_character_and_makes_three_marks_only(text: str) -> None:
    soup = BeautifulSoup(richtext.render_line(text, "../"), "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"em", "strong", "a"}
    for found in soup.find_all("a"):
        href = str(found["href"])
        assert href.startswith(("http://", "https://", "mailto:", "tel:", "../")), href
    if not set("*[") & set(text):
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
