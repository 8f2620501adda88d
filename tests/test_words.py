"""The words of the interface: all in one file, none unused, and a second language is one more."""

import datetime
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml
from bs4 import BeautifulSoup
from guides import PROJECT, write_guide

from muscleguide.site.prepare import Prepared, prepare
from muscleguide.wording.locale import Locale, load_locale

PACKAGE = PROJECT / "src/muscleguide"
ENGLISH = PACKAGE / "wording/languages/en.yml"
TODAY = datetime.date(2026, 11, 24)
# Parts that a script or a template takes whole, and where it names their words.
WHOLE = {
    "finder_script": r"(?:data\.)?messages\.{name}\b",
    "handout_script": r"messages\.{name}\b",
    "plan_reading": r"reading\.{name}\b|\[\"{name}\", \d+\]",
    "page_script": r"words\.{name}\b",
    "word_forms": r"data\.{name}\b",
    "handout": r"words\.{name}\b",
    "figure": r"""words(?:, |\[)"{name}\"""",
}


def entries() -> Iterator[tuple[str, Any]]:
    for part, texts in yaml.safe_load(ENGLISH.read_text(encoding="utf-8")).items():
        for name, text in texts.items():
            yield f"{part}.{name}", text


def source(*endings: str) -> str:
    files = (path for path in PACKAGE.rglob("*") if path.suffix in endings)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def used_keys() -> set[str]:
    """Find every key that code and templates ask for; a key is spelled whole, or by its part."""
    code = source(".py", ".html")
    used = set(re.findall(r"""\b(?:t|text|html)\(\s*f?["']([a-z_]+\.[a-z_0-9]+)["']""", code))
    known = {key for key, _text in entries()}
    # A choice is spelled `f"part.{name}"` or `"part." ~ name`: each word of the part may be meant.
    for part in re.findall(r"""\b(?:t|text|html)\(\s*f?["']([a-z_]+)\.(?:\{|["'] ?~)""", code):
        used |= {key for key in known if key.startswith(f"{part}.")}
    for one, other in re.findall(r"""t\("([a-z_.]+)" if [a-z. ]+ else "([a-z_.]+)"\)""", code):
        used |= {one, other}
    return used


def test_every_entry_is_used() -> None:
    used = used_keys()
    scripts = source(".js", ".typ") + (PACKAGE / "figures/words.py").read_text(encoding="utf-8")
    for key, _text in entries():
        part, _, name = key.partition(".")
        pattern = WHOLE.get(part)
        by_part = pattern and re.search(pattern.replace("{name}", name), scripts)
        assert key in used or by_part or key == "dates.months", key


def test_an_entry_that_nothing_uses_is_found() -> None:
    assert "common.emergency" in used_keys()
    assert "home.no_such_words" not in used_keys()


def test_every_key_that_is_used_exists() -> None:
    used = used_keys()
    assert len(used) > 100
    assert used <= {key for key, _text in entries()}


def test_no_template_and_no_script_has_words_of_its_own() -> None:
    found = []
    for path in (PACKAGE / "pages").rglob("*.html"):
        # These are for the person who writes the records.
        if path.name in ("problems.html", "report.html"):
            continue
        text = re.sub(r"{#.*?#}|{%.*?%}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"{{.*?}}", "x", text, flags=re.DOTALL)
        soup = BeautifulSoup(text, "html.parser")
        shown = [
            soup.get_text(" "),
            *(str(tag["aria-label"]) for tag in soup.select("[aria-label]")),
        ]
        found += [(path.name, word) for word in re.findall(r"[A-Za-z]{3,}", " ".join(shown))]
    assert found == []
    for path in (PACKAGE / "pages").glob("*/*.js"):
        code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        code = code.replace("use strict", "")
        assert re.findall(r"""["'`][A-Z][a-z]+ [a-z]+|["'`][a-z]+ [a-z]+ [a-z]+""", code) == []


def test_values_are_escaped_in_html_and_not_in_plain_text() -> None:
    english = load_locale("en")
    assert english.text("common.call", number="<{0}>") == "Call <{0}>"
    assert english.html("common.call", number="<{0}>") == "Call &lt;{0}&gt;"
    with pytest.raises(KeyError):
        english.text("common.call")
    with pytest.raises(KeyError):
        english.text("common.no-such-words")


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second language, `xx`: English in capitals, as one more file."""

    def shouted(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shouted(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [shouted(inner) for inner in value]
        return "".join(
            piece if piece.startswith(("{", "<")) else piece.upper()
            for piece in re.split(r"({\w+}|<[^>]*>)", value)
        )

    folder = tmp_path / "languages"
    folder.mkdir()
    texts = shouted(yaml.safe_load(ENGLISH.read_text(encoding="utf-8")))
    (folder / "en.yml").write_bytes(ENGLISH.read_bytes())
    (folder / "xx.yml").write_text(yaml.safe_dump(texts), encoding="utf-8")

    def load(code: str) -> Locale:
        return load_locale(code, folder)

    monkeypatch.setattr("muscleguide.context.load_locale", load)
    return folder


def in_language(root: Path, code: str, url: str = "https://praxis-muenchen.de/wissen/") -> Path:
    settings = f"site_name: S\nsite_url: {url}\ntheme:\n  name: material\n  language: {code}\n"
    write_guide(root, {"mkdocs.yml": settings})
    return root / "mkdocs.yml"


def rendered(prepared: Prepared, path: str) -> str:
    content = prepared.outputs[path].render()
    assert isinstance(content, str)
    return content


def test_a_second_language_is_one_more_file(tmp_path: Path, languages: Path) -> None:
    prepared = prepare(in_language(tmp_path / "guide", "xx"), TODAY)
    page = rendered(prepared, "muscles/trapezius/index.html")
    for shown in ("WHAT IT CAN CAUSE", "REVIEWED BY Ana Nuñez", "OCTOBER 5, 2026", "IN SHORT:"):
        assert shown in page
    assert "What it" not in page
    home = rendered(prepared, "index.html")
    assert "<h1>WHERE DOES IT HURT?</h1>" in home
    assert "MUSCLES FIT." in home
    pdf = prepared.outputs["handouts/trapezius-a4.pdf"].render()
    assert isinstance(pdf, bytes)
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        text = " ".join(document[0].get_text().split())
    for shown in ("THIS WEEK I WILL", "NEXT VISIT:", "CALL 112 NOW IF:", "SOURCES: José"):
        assert shown in text
    assert '"inLanguage": "xx"' in page
    assert '<html lang="xx"' in rendered(prepared, "embed/index.html")


def test_guides_and_languages_do_not_mix_in_one_process(tmp_path: Path, languages: Path) -> None:
    """Render two guides in two languages, in two threads at once, and each once more alone."""
    configs = {
        "en": in_language(tmp_path / "one", "en", "https://one.ch/"),
        "xx": in_language(tmp_path / "two", "xx", "https://two.ch/"),
    }

    def whole(code: str) -> dict[str, str | bytes]:
        outputs = prepare(configs[code], TODAY).outputs.values()
        return {output.path: output.render() for output in outputs}

    alone = {code: whole(code) for code in configs}
    assert alone["en"]["index.html"] != alone["xx"]["index.html"]
    together: dict[str, list[dict[str, str | bytes]]] = {code: [] for code in configs}

    def again(code: str) -> None:
        together[code] += [whole(code) for _ in range(3)]

    threads = [threading.Thread(target=again, args=(code,)) for code in configs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for code in configs:
        assert together[code] == [alone[code]] * 3


@pytest.mark.parametrize("code", ["tlh", "../en", "e n", ""])
def test_a_language_without_a_file_is_english(code: str) -> None:
    assert load_locale(code).code == "en"
