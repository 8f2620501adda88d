"""Text is shown as typed wherever it lands; nothing in a record can become markup or code."""

import html
import json
from pathlib import Path

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup
from guides import SHOULDER, write_guide
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape
from site_reading import built, content, page, words

from muscleguide import richtext
from muscleguide.reading import ReadingError, read_front_matter, read_yaml
from muscleguide.views.page import Page, inline

HOSTILE = (
    """</title></script>-->]]><img src=x onerror=alert(1)>"'`&amp; &#60;b&#62; {{ 7*7 }} """
    """{% raw %} <!-- _under_ ~~x~~ | # $x$ [^1]: [a][b] ![i](j) ::: \\n %}"""
)
CONTENT = {name: text for name, text in SHOULDER.items() if name.endswith(".yml") and "/" in name}
# Keys whose values are ids, addresses or choices: their schema lets no hostile text through.
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


def test_hostile_text_is_escaped_for_the_search(hostile_site: Path) -> None:
    # The search puts titles and texts into the page as HTML.
    index = json.loads((hostile_site / "search/search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        assert not BeautifulSoup(entry["title"] + entry["text"], "html.parser").find("img")


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)


@given(TEXT)
def test_rich_text_keeps_every_letter_and_makes_three_marks_only(text: str) -> None:
    soup = BeautifulSoup(richtext.render_line(text, "../"), "html.parser")
    assert {tag.name for tag in soup.find_all()} <= {"em", "strong", "a"}
    for link in soup.find_all("a"):
        href = str(link["href"])
        assert href.startswith(("http://", "https://", "mailto:", "tel:", "../")), href
    if not set("*[") & set(text):
        assert soup.get_text() == text


@given(TEXT)
def test_inline_html_survives_markdown_as_typed(text: str) -> None:
    link = inline(Markup('<a href="x/">{}</a>').format(text))
    soup = BeautifulSoup(markdown.markdown(f"See {link}, he said."), "html.parser")
    shown = soup.get_text()
    assert " ".join(shown.split()) == " ".join(f"See {text}, he said.".split())
    assert [tag.name for tag in soup.find_all()] == ["p", "a"]


@given(TEXT, TEXT)
def test_front_matter_holds_any_title(title: str, description: str) -> None:
    text = Page("a.md", title, description, "<p></p>").text()
    front_matter = yaml.safe_load(text.split("\n---\n")[0])
    assert front_matter["title"] == str(escape(title))
    assert front_matter["description"] == str(escape(description))


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
    for name, read in (("a.yml", read_yaml), ("a.md", read_front_matter)):
        (root / name).write_bytes(data)
        try:
            _document, problems = read(root, root / name)
        except ReadingError as error:
            problems = [error.problem]
        lines = data.count(b"\n") + data.count(b"\r") + 2
        assert all(1 <= problem.line <= lines and problem.column >= 1 for problem in problems)
