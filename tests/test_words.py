"""The words of the interface: all in one file, none unused, and a second language is one more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from bs4 import BeautifulSoup
from guides import PROJECT, SHOULDER, write_guide
from playwright.sync_api import Browser

from muscleguide import words
from muscleguide.pipeline import prepare
from muscleguide.words import say, say_html, speak

PACKAGE = PROJECT / "src/muscleguide"
ENGLISH = PACKAGE / "languages/en.yml"
# Parts that a script or a template takes whole.
WHOLE = ("finder_script", "handout_script", "page_script", "theme")


def entries() -> Iterator[tuple[str, Any]]:
    for part, texts in yaml.safe_load(ENGLISH.read_text(encoding="utf-8")).items():
        for name, text in texts.items():
            yield f"{part}.{name}", text


def sources(*endings: str) -> str:
    files = (path for path in PACKAGE.rglob("*") if path.suffix in endings)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_entry_is_used() -> None:
    code = sources(".py", ".html", ".typ", ".js")
    unused = []
    for key, _text in entries():
        part, _, name = key.partition(".")
        by_key = f'"{key}"' in code or f"'{key}'" in code
        by_part = re.search(rf"\b(words|say)\.{name}\b", code) is not None
        by_choice = re.search(rf"""["']{part}\.["']? ?[+~{{]""", code) is not None
        if not (by_key or by_choice or (part in (*WHOLE, "handout", "dates") and by_part)):
            unused.append(key)
    assert [key for key in unused if key != "dates.months"] == []


def test_every_key_that_is_used_exists() -> None:
    used = re.findall(
        r"""\bsay(?:_html)?\(["']([a-z_]+\.[a-z_0-9]+)["']""", sources(".py", ".html")
    )
    assert len(used) > 100
    assert set(used) <= {key for key, _text in entries()}


def test_no_template_and_no_script_has_words_of_its_own() -> None:
    found = []
    for path in [*(PACKAGE / "templates").glob("*.html"), *(PACKAGE / "theme").rglob("*.html")]:
        if path.name == "mistakes.html":  # it speaks to the person who writes the records
            continue
        text = re.sub(r"{#.*?#}|{%.*?%}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"{{.*?}}", "x", text, flags=re.DOTALL)
        soup = BeautifulSoup(text, "html.parser")
        told = [
            soup.get_text(" "),
            *(str(tag["aria-label"]) for tag in soup.select("[aria-label]")),
        ]
        found += [(path.name, word) for word in re.findall(r"[A-Za-z]{3,}", " ".join(told))]
    assert found == []
    for path in (PACKAGE / "assets").glob("*.js"):
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        code = code.replace("use strict", "")
        assert re.findall(r"""["'`][A-Z][a-z]+ [a-z]+|["'`][a-z]+ [a-z]+ [a-z]+""", code) == []


def test_values_are_escaped_in_html_and_not_in_plain_text() -> None:
    assert say("common.call", number="<{0}>") == "Call <{0}>"
    assert say_html("common.call", number="<{0}>") == "Call &lt;{0}&gt;"
    with pytest.raises(KeyError):
        say("common.call")
    with pytest.raises(KeyError):
        say("common.no-such-words")


@pytest.fixture
def upper_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language: English in capitals, as one more file."""

    def shouted(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shouted(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [shouted(inner) for inner in value]
        return "".join(
            piece if piece.startswith(("{", "<")) else piece.upper()
            for piece in re.split(r"({\w+}|<[^>]*>)", value)
        )

    texts = shouted(yaml.safe_load(ENGLISH.read_text(encoding="utf-8")))
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages/en.yml").write_bytes(ENGLISH.read_bytes())
    (tmp_path / "languages/xx.yml").write_text(yaml.safe_dump(texts), encoding="utf-8")
    monkeypatch.setattr(words, "_FOLDER", tmp_path / "languages")
    yield
    speak("en")


def test_a_second_language_is_one_more_file(tmp_path: Path, upper_case: None) -> None:
    settings = SHOULDER["mkdocs.yml"].replace("  font", "  language: xx\n  font")
    root = write_guide(tmp_path / "guide", {"mkdocs.yml": settings})
    staged = prepare(root)
    assert staged.guide
    page = (staged.docs / "muscles/trapezius.md").read_text(encoding="utf-8")
    for told in ("WHAT IT CAN CAUSE", "REVIEWED BY Ana Nuñez", "OCTOBER 5, 2026", "IN SHORT:"):
        assert told in page
    assert "What it" not in page
    home = (staged.docs / "index.md").read_text(encoding="utf-8")
    assert "<h1>WHERE DOES IT HURT?</h1>" in home
    assert "MUSCLES FIT." in home
    with pymupdf.open(staged.docs / "handouts/trapezius-a4.pdf") as document:
        text = " ".join(document[0].get_text().split())
        assert document.metadata
    for told in ("THIS WEEK I WILL", "NEXT VISIT:", "CALL 112 NOW IF:", "SOURCES: José"):
        assert told in text
    assert '"inLanguage": "xx"' in page
    assert '<html lang="xx"' in (staged.docs / "embed/index.html").read_text(encoding="utf-8")


def test_a_language_without_a_file_is_english(real_site: Path, chromium: Browser) -> None:
    assert speak("tlh") == "en"
    page = chromium.new_page()
    page.goto((real_site / "index.html").as_uri())
    assert page.get_by_role("heading", level=1).inner_text() == "Where does it hurt?"
    page.close()
