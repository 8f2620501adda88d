"""A guide in two languages: structure once, words twice, and never half a warning."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from guides import PROJECT, SHOULDER, write_guide
from playwright.sync_api import Browser
from pypdf import PdfReader
from site_reading import built, page, run

from muscleguide.wording import locale

CLINIC = "content/clinic.yml"
TRAPEZIUS = "content/muscles/trapezius.yml"
SIGNS = "content/warning-signs.yml"
ARTICLE = "docs/articles/stiff-neck"
LANGUAGES = "languages: [en, es]\n"
MARK = "ź"
WORD = re.compile(r"[^\W\d_]{2,}")
MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Back, from behind</title>'
    '<path data-region="neck" d="M0 0h9v9z"/><path data-muscle="trapezius" d="M1 1h3v3z"/></svg>'
)


def marked(words: str) -> str:
    """Mark every word, but for the targets of links."""
    parts = re.split(r"(\]\([^)]*\))", words)
    return "".join(
        part if part.startswith("](") else re.sub(r"[^\W\d_]+", lambda it: MARK + it[0], part)
        for part in parts
    )


def translate_all(
    guide: Path,
    change: Callable[[Message], None] = lambda _message: None,
    language: str = "es",
) -> None:
    """Fill the catalogue as a program would: every text marked; then change some messages."""
    assert run("translate", language, cwd=guide).returncode == 0
    file = guide / f"translations/{language}.po"
    catalogue = read_po(BytesIO(file.read_bytes()))
    for message in catalogue:
        if message.id:
            message.string = marked(str(message.id))
            message.flags.discard("fuzzy")
            change(message)
    with file.open("wb") as stream:
        write_po(stream, catalogue)


def guide_of(root: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    files = {CLINIC: SHOULDER[CLINIC] + LANGUAGES, "content/maps/back.svg": MAP}
    return write_guide(root, {**files, **(changes or {})})


def with_article(guide: Path) -> None:
    """Translate the article, as its own file."""
    told = run("check", cwd=guide).stderr
    found = re.search(r"stiff-neck\.es\.md, with .*`translates: (\w+)`", told)
    assert found, told
    body = re.split(r"---\n", (guide / f"{ARTICLE}.md").read_text(encoding="utf-8"))[2]
    calls = re.split(r"(\{\{.*?\}\})", body)
    text = "".join(part if part.startswith("{{") else marked(part) for part in calls)
    front = f"---\ntitle: {marked('When it is stiff')}\ndescription: {marked('Why.')}\n"
    (guide / f"{ARTICLE}.es.md").write_text(
        f"{front}translates: '{found[1]}'\n---\n{text}", encoding="utf-8"
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which every text is translated."""
    guide = guide_of(tmp_path_factory.mktemp("whole"))
    translate_all(guide)
    with_article(guide)
    return built(guide)


def names() -> set[str]:
    """Words that are names, and those of the interface."""
    kept = " ".join(
        [
            (PROJECT / "src/muscleguide/wording/languages/es.yml").read_text(encoding="utf-8"),
            "Praxis Dvořák Søn Ana Nuñez José Íñigo Zoë Ångström NHS Atlas Neck pain",
            "English Español https praxis muenchen wissen www nhs uk conditions",
        ]
    )
    return {word.casefold() for word in WORD.findall(kept)}


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield what a reader reads in each page, handout, caption and list of words of a site."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            seen = [
                str(tag[key]) for key in ("alt", "aria-label") for tag in soup.select(f"[{key}]")
            ]
            seen += [str(tag["content"]) for tag in soup.select("meta[name=description]")]
            for tag in soup.select("script, style"):
                tag.decompose()
            yield name, " ".join([soup.get_text(" "), *seen])
        elif path.suffix == ".pdf":
            with pymupdf.open(path) as pdf:
                yield name, " ".join(sheet.get_text() for sheet in pdf)
        elif name.startswith("social/") and path.suffix == ".txt":
            yield name, path.read_text(encoding="utf-8")


def test_every_word_of_every_output_is_translated(whole: Path) -> None:
    known = names()
    left = {
        (name, word)
        for name, text in texts(whole / "es")
        for word in WORD.findall(text)
        # A line of a handout may break a word.
        if not word.casefold().startswith(MARK) and word.casefold() not in known
    }
    # Web addresses hold the same ids.
    with_addresses = ("social/", "handouts/")
    ids = ("muscles", "trapezius", "levator", "articles", "stiff", "neck")
    assert not {(n, w) for n, w in left if not (n.startswith(with_addresses) and w in ids)}
    data = json.loads((whole / "es/data/muscles.json").read_text(encoding="utf-8"))
    assert MARK in json.dumps(data, ensure_ascii=False)


def test_the_source_language_stays_as_it_is(whole: Path) -> None:
    for name, text in texts(whole):
        if not name.startswith("es/"):
            assert MARK not in text, name


def test_pages_lead_to_one_another(whole: Path) -> None:
    root = "https://praxis-muenchen.de/wissen/"
    for site, other in ((whole, "es"), (whole / "es", "en")):
        soup = page(site, "muscles/trapezius/")
        found = {
            str(link["hreflang"]): str(link["href"]) for link in soup.select("head [hreflang]")
        }
        assert found == {
            "en": f"{root}muscles/trapezius/",
            "es": f"{root}es/muscles/trapezius/",
            "x-default": f"{root}muscles/trapezius/",
        }
        (link,) = soup.select(".mg-language")
        assert link["lang"] == other
        target = (site / "muscles/trapezius" / str(link["href"])).resolve()
        assert (target / "index.html").is_file()
        assert soup.html
        assert soup.html["lang"] == ("en" if other == "es" else "es")
    assert f"Sitemap: {root}es/sitemap.xml" in (whole / "robots.txt").read_text()
    listed = (whole / "sitemap.xml").read_text(encoding="utf-8")
    assert f'hreflang="es" href="{root}es/muscles/trapezius/"' in listed
    assert "/es/embed/*" in (whole / "_headers").read_text()
    assert not page(whole / "es", "muscles/trapezius/").select("meta[name=robots]")


def test_a_page_says_who_has_checked_its_translation(tmp_path: Path, whole: Path) -> None:
    nobody = "Nadie ha revisado esta traducción todavía."
    assert nobody in page(whole / "es", "muscles/trapezius/").get_text()
    assert "traducción" not in page(whole, "muscles/trapezius/").get_text()
    signed = (
        f"{LANGUAGES}translations:\n  es:\n    translators: [Eva Ruiz]\n"
        "    reviewed: {by: ana, on: 2026-10-05}\n"
    )
    guide = guide_of(tmp_path, {CLINIC: SHOULDER[CLINIC] + signed})
    translate_all(guide)
    text = page(built(guide) / "es", "muscles/trapezius/").get_text()
    assert "Traducción: Eva Ruiz." in text
    assert "Ana Nuñez" in text
    assert "ha revisado esta traducción, el 5 de octubre de 2026" in text
    assert nobody not in text


def test_a_text_that_changed_falls_back_and_says_so(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)
    translate_all(guide)
    with_article(guide)
    changed = SHOULDER[TRAPEZIUS].replace("The wide muscle of your neck", "The broad one of yours")
    write_guide(guide, {TRAPEZIUS: changed, CLINIC: SHOULDER[CLINIC] + LANGUAGES})
    assert "1 to check" in run("translate", "es", cwd=guide).stdout
    catalogue = (guide / "translations/es.po").read_text(encoding="utf-8")
    assert '#| msgid "The wide muscle of your neck and upper back."' in catalogue
    site = built(guide) / "es"
    soup = page(site, "muscles/trapezius/")
    assert "The broad one of yours" in [
        str(part.get_text())[:22] for part in soup.select("[lang=en]")
    ]
    assert soup.select_one("meta[name=robots][content=noindex]")
    assert "no está traducida del todo" in soup.get_text()
    # The translation of other words is not shown for them, and other pages are whole.
    assert "źwide" not in soup.get_text()
    assert not page(site, "muscles/levator/").select("meta[name=robots]")


def test_one_of_two_texts_that_are_joined_is_marked(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)

    def change(message: Message) -> None:
        if message.id in ("after a long day", "on one side"):
            message.string = ""

    translate_all(guide, change)
    soup = page(built(guide) / "es", "places/top-of-shoulder/")
    left = [part.get_text() for part in soup.select("table [lang=en]")]
    assert left == ["after a long day", "on one side"]
    assert marked("A sore shoulder") in soup.get_text()
    assert soup.select("meta[name=robots]")


@pytest.mark.parametrize("what", ["sign", "empty", "fuzzy"])
def test_without_a_warning_the_language_is_not_published(tmp_path: Path, what: str) -> None:
    guide = guide_of(tmp_path)

    def change(message: Message) -> None:
        if message.context == "warning-signs#0.sign":
            if what == "fuzzy":
                message.flags.add("fuzzy")
            else:
                message.string = ""

    translate_all(guide, change)
    done = run(cwd=guide)
    assert done.returncode == 0
    place = f"{SIGNS}:1:9: warning: "
    assert f'{place}"You cannot feel your arm" is not translated into "es"' in done.stderr
    assert not (guide / "site/es").exists()
    assert not page(guide / "site", "").select("[hreflang]")


def test_a_language_without_a_catalogue_or_words_is_told(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, {CLINIC: f"{SHOULDER[CLINIC]}languages: [en, es, qu]\n"})
    done = run(cwd=guide)
    assert done.returncode == 0
    assert "there is no translations/es.po" in done.stderr
    assert 'the words of the interface are not there in "qu"' in done.stderr
    assert not (guide / "site/es").exists()


def test_a_broken_catalogue_publishes_nothing(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, {"translations/es.po": "this is no catalogue\n"})
    done = run("check", cwd=guide)
    assert "translations/es.po:1:1: error: this catalogue cannot be read" in done.stderr


def spoken(guide: Path) -> str:
    """Give the language in which a screen reader speaks the article's handout below `/es/`."""
    return str(PdfReader(guide / "site/es/handouts/stiff-neck-a4.pdf").root_object["/Lang"])


def test_an_article_is_translated_as_long_as_its_source_stays(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)
    translate_all(guide)
    with_article(guide)
    url = "articles/stiff-neck/"
    soup = page(built(guide) / "es", url)
    assert soup.h1
    assert soup.h1.get_text() == marked("When it is stiff")
    assert not soup.select("meta[name=robots]")
    assert spoken(guide) == "es"
    text = (guide / f"{ARTICLE}.md").read_text(encoding="utf-8")
    (guide / f"{ARTICLE}.md").write_text(text.replace("Look at", "Now look at"), encoding="utf-8")
    done = run(cwd=guide)
    assert f"{ARTICLE}.es.md:1:1: warning: this article has changed since" in done.stderr
    soup = page(guide / "site/es", url)
    assert "Now look at" in soup.get_text()
    assert soup.select("div[lang=en]")
    assert soup.select("meta[name=robots]")
    assert spoken(guide) == "en"


def test_a_guide_in_one_language_says_nothing_of_others(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path))
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "hreflang" not in text
        assert "mg-language" not in text
    assert "xhtml" not in (site / "sitemap.xml").read_text()


def test_the_finder_answers_and_the_switch_keeps_its_choice(
    whole: Path, serve: Callable[[Path], str], chromium: Browser
) -> None:
    tab = chromium.new_page(viewport={"width": 360, "height": 800})
    tab.goto(f"{serve(whole)}?region=top-of-shoulder#finder")
    tab.locator(".mg-language").click()
    tab.wait_for_url("**/es/?region=top-of-shoulder#finder")
    assert tab.locator("[data-muscle]:not([hidden])").count() == 2
    assert "músculos" in tab.get_by_role("status").first.inner_text()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.close()


PAGES = ("", "muscles/trapezius/", "places/neck/", "symptoms/", "articles/stiff-neck/", "handout/")


def test_a_language_from_right_to_left(
    tmp_path: Path,
    serve: Callable[[Path], str],
    chromium: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "languages"
    shutil.copytree(PROJECT / "src/muscleguide/wording/languages", folder)
    shutil.copy(folder / "en.yml", folder / "ar.yml")
    monkeypatch.setattr(locale, "LANGUAGES", folder)
    clinic = SHOULDER[CLINIC] + "languages: [en, ar]\n"
    guide = guide_of(tmp_path / "guide", {CLINIC: clinic})
    translate_all(guide, language="ar")
    address = serve(built(guide))
    for width in (360, 1280):
        tab = chromium.new_page(viewport={"width": width, "height": 800})
        for url in PAGES:
            tab.goto(f"{address}ar/{url}")
            assert tab.evaluate("[document.documentElement.dir, document.body.dir]") == ["rtl"] * 2
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, url
            # A heading begins where its page begins, on the right.
            heading = tab.locator("main h1").first
            assert heading.evaluate("it => getComputedStyle(it).direction") == "rtl"
            assert heading.evaluate(
                """it => {
                  const range = document.createRange();
                  range.selectNodeContents(it);
                  const text = range.getBoundingClientRect(), box = it.getBoundingClientRect();
                  return Math.abs(text.right - box.right) < 2;
                }"""
            ), url
        tab.goto(f"{address}{PAGES[1]}")
        assert tab.evaluate("[document.documentElement.dir, document.body.dir]") == ["", "ltr"]
        tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_in_the_other_language_are_accessible(
    whole: Path, serve: Callable[[Path], str], chromium: Browser, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    tab = context.new_page()
    address = serve(whole)
    for url in (url for url in PAGES if "articles" not in url):  # the headings are its author's
        tab.goto(f"{address}es/{url}")
        found = Axe().run(tab).response["violations"]
        assert not [(one["id"], [node["html"] for node in one["nodes"]]) for one in found], url
    context.close()


def test_a_handout_in_the_other_language(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)
    translate_all(guide)
    assert run("handout", "trapezius", "--language", "es", cwd=guide).returncode == 0
    with pymupdf.open(guide / "handout.pdf") as pdf:
        told = "".join(sheet.get_text() for sheet in pdf)
    assert "Llame ahora al 112" in told
    assert marked("a stiff neck").casefold() in " ".join(told.split()).casefold()
    both = ("handout", "trapezius", "--language", "es", "--beside", "en", "--output", "both.pdf")
    assert run(*both, cwd=guide).returncode == 0
    with pymupdf.open(guide / "both.pdf") as pdf:
        assert pdf[0].rect.width > pdf[0].rect.height
        told = " ".join(" ".join(sheet.get_text() for sheet in pdf).split())
        left, right = pdf[0].search_for("Llame ahora al 112"), pdf[0].search_for("Call 112 now if")
    # The same sign in the same row, nothing of it left out.
    assert left[0].x0 < 396 < right[0].x0
    assert abs(left[0].y0 - right[0].y0) < 5
    for words in ("You cannot feel your arm", "The pain stays for weeks", "A stiff neck"):
        assert words in told
        assert marked(words).casefold() in told.casefold()
    done = run("handout", "trapezius", "--language", "fr", cwd=guide)
    assert done.returncode == 2
    assert 'not published in "fr"' in done.stderr


def test_what_a_translator_has_done_stays(tmp_path: Path) -> None:
    guide = guide_of(tmp_path)
    translate_all(guide)
    before = (guide / "translations/es.po").read_bytes()
    told = run("translate", "es", cwd=guide).stdout
    assert ", 0 to check, 0 to translate" in told
    assert b"".join(sorted(before.splitlines())) == b"".join(
        sorted((guide / "translations/es.po").read_bytes().splitlines())
    )
    # A symptom that moves within its record takes its translation along.
    text = SHOULDER[TRAPEZIUS].replace(
        "functions: [lifts your shoulder]", "functions: [turns your head, lifts your shoulder]"
    )
    write_guide(guide, {TRAPEZIUS: text, CLINIC: SHOULDER[CLINIC] + LANGUAGES})
    # The new one comes with the words that stood in its place, to be checked.
    assert "1 to check, 0 to translate" in run("translate", "es", cwd=guide).stdout
    site = built(guide) / "es"
    assert marked("lifts your shoulder") in page(site, "muscles/trapezius/").get_text()


def test_a_translation_that_is_not_published_is_noted(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/articles/stiff-neck.es.md": "---\ntitle: x\n---\n"})
    done = run("check", cwd=guide)
    assert done.returncode == 0
    assert "stiff-neck.es.md:1:1: note: this translation is not published" in done.stderr


def test_our_own_guide_is_whole_in_spanish() -> None:
    told = json.loads(run("check", "--format", "json", cwd=PROJECT).stdout)
    rules = {one["rule"] for one in told}
    assert not rules & {"untranslated", "untranslated-safety", "no-translation"}


def test_it_says_what_is_no_language(tmp_path: Path) -> None:
    done = run("translate", "spanish!", cwd=write_guide(tmp_path))
    assert done.returncode == 2
    assert 'Spanish is "es"' in done.stderr


def test_every_language_has_every_word_of_the_interface() -> None:
    folder = PROJECT / "src/muscleguide/wording/languages"

    def keys(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
        for key, below in value.items() if isinstance(value, dict) else ():
            if isinstance(below, dict) and "other" in below:
                # Some languages have more forms beside a number, or fewer.
                yield (*path, key), below["other"]
            elif isinstance(below, dict):
                yield from keys(below, (*path, key))
            else:
                yield (*path, key), str(below)

    english = dict(keys(yaml.safe_load((folder / "en.yml").read_text(encoding="utf-8"))))
    for file in folder.glob("*.yml"):
        words = dict(keys(yaml.safe_load(file.read_text(encoding="utf-8"))))
        assert words.keys() == english.keys(), file.name
        for key, text in words.items():
            # What is filled in is filled in everywhere; a figure's side may stand in a noun.
            if key[0] != "figure":
                holes = re.findall(r"\{\w+\}", text)
                assert sorted(holes) == sorted(re.findall(r"\{\w+\}", english[key])), key


# ---- Forms beside a number ---------------------------------------------------------------------

# As Polish has them: https://cldr.unicode.org/index/cldr-spec/plural-rules
FORMS = {0: "many", 1: "one", 2: "few", 3: "few", 5: "many", 11: "many", 21: "many", 22: "few"}


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interface in a language with more forms than one and other; each text names its form."""
    folder = tmp_path / "languages"
    shutil.copytree(PROJECT / "src/muscleguide/wording/languages", folder)
    words = yaml.safe_load((folder / "en.yml").read_text(encoding="utf-8"))
    forms = ("one", "few", "many", "other")
    words["finder_script"]["fit"] = {form: f"{form}: {{found}}" for form in forms}
    words["handout_script"]["muscles"] = {form: f"{form}: {{count}}" for form in forms}
    words["page_script"]["found"] = {form: f"{form}: {{count}}" for form in forms}
    words["place"]["summary"] = {form: f"{form}: {{count}} {{names}}" for form in forms}
    (folder / "pl.yml").write_text(yaml.safe_dump(words), encoding="utf-8")
    monkeypatch.setattr(locale, "LANGUAGES", folder)


@pytest.mark.usefixtures("polish")
def test_pages_have_the_form_that_a_number_asks_for() -> None:
    words = locale.load_locale("pl")
    told = {n: words.text("place.summary", count=n, names="x").split(":")[0] for n in FORMS}
    assert told == FORMS
    english = locale.load_locale("en")
    assert english.text("place.summary", count=1, names="x").startswith("One muscle")


@pytest.mark.usefixtures("polish")
def test_scripts_have_the_form_that_a_number_asks_for(
    tmp_path: Path, serve: Callable[[Path], str], chromium: Browser
) -> None:
    record = yaml.safe_load(SHOULDER[TRAPEZIUS])
    for key in ("reviewed", "related", "also_called"):
        record.pop(key, None)
    muscles: dict[str, str | bytes | None] = {
        f"content/muscles/muscle-{n}.yml": yaml.safe_dump({**record, "name": f"Muscle {n:02}"})
        for n in range(1, 23)
    }
    left_out = [name for name in SHOULDER if "/muscles/" in name or "/articles/" in name]
    settings = SHOULDER["mkdocs.yml"].replace("  font: false\n", "  font: false\n  language: pl\n")
    changes = {**dict.fromkeys(left_out), **muscles, "mkdocs.yml": settings}
    address = serve(built(write_guide(tmp_path / "guide", changes)))
    tab = chromium.new_page()
    for count, query in ((1, "q=Muscle+07"), (3, "q=Muscle+2"), (10, "q=Muscle+1"), (22, "q=Mus")):
        tab.goto(f"{address}?{query}")
        tab.wait_for_function("document.getElementById('finder-status').textContent")
        told = tab.locator("#finder-status").inner_text()
        assert told == f"{FORMS.get(count, 'many')}: {count}"
    for count in (1, 2, 5):
        ids = "&".join(f"muscle=muscle-{n}" for n in range(1, count + 1))
        tab.goto(f"{address}handout/?{ids}")
        tab.wait_for_function(f"document.body.innerText.includes('{FORMS[count]}: {count}')")
    tab.close()


# ---- Hand-written pages and the menu -----------------------------------------------------------

TEAM = "# Our team\n\nAsk us about the [muscles](muscles/index.md).\n"
EQUIPO = "# Nuestro equipo\n\nPregunte por los [músculos](muscles/index.md#nada).\n"


def test_a_page_is_translated_as_long_as_its_source_stays(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, {"docs/team.md": TEAM})
    translate_all(guide)
    told = run("check", cwd=guide).stderr
    found = re.search(
        r'docs/team\.md:1:1: note: .*"es".*team\.es\.md, with `translates: (\w+)`', told
    )
    assert found, told
    page_file = guide / "docs/team.es.md"
    page_file.write_text(f"---\ntranslates: '{found[1]}'\n---\n{EQUIPO}", encoding="utf-8")
    done = run(cwd=guide)
    assert re.search(r"docs/team\.es\.md:6:1: warning: .*\[broken-link\]", done.stderr)
    site = guide / "site"
    assert not (site / "team.es").exists()
    soup = page(site, "es/team/")
    assert soup.h1
    assert soup.h1.get_text() == "Nuestro equipo"
    assert soup.html
    assert soup.html["lang"] == "es"
    assert soup.select_one('main a[href^="../muscles/"]')
    assert soup.select_one('link[hreflang=en][href$="/team/"]')
    assert soup.select_one('.mg-language[lang=en][href="../../team/"]')
    assert soup.find("a", string="Nuestro equipo", href="../team/")
    assert not soup.select("meta[name=robots]")
    english = page(site, "team/")
    assert english.select_one('link[hreflang=es][href$="/es/team/"]')
    assert english.find("a", string="Our team")
    assert "Nuestro equipo" in (site / "es/assets/search.json").read_text(encoding="utf-8")
    assert "/es/team/" in (site / "sitemap.xml").read_text(encoding="utf-8")

    (guide / "docs/team.md").write_text(f"{TEAM}\nNew words.\n", encoding="utf-8")
    done = run(cwd=guide)
    assert "docs/team.es.md:1:1: warning: this page has changed since" in done.stderr
    soup = page(site, "es/team/")
    assert "New words." in soup.get_text()
    assert soup.select("div[lang=en]")
    assert soup.select("meta[name=robots]")


def test_a_page_that_is_not_translated_stands_in_its_own_language(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, {"docs/team.md": TEAM, "docs/about.md": "# About us\n"})
    translate_all(guide)
    site = built(guide)
    soup = page(site, "es/team/")
    body = soup.select_one("div[lang=en]")
    assert body
    assert "Ask us about" in body.get_text()
    assert soup.select("meta[name=robots]")
    # Of the clinic's record there is a page in every language.
    assert "About us" in page(site, "about/").get_text()
    assert "About us" not in page(site, "es/about/").get_text()


def test_without_languages_a_page_with_such_a_name_is_like_every_other(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path, {"docs/team.md": TEAM, "docs/team.es.md": EQUIPO}))
    assert "Nuestro equipo" in page(site, "team.es/").get_text()


def test_titles_of_the_menu_are_translated(tmp_path: Path) -> None:
    nav = "nav:\n  - Start here: index.md\n  - More:\n      - Every muscle: muscles/index.md\n"
    guide = guide_of(tmp_path, {"mkdocs.yml": SHOULDER["mkdocs.yml"] + nav})
    assert run("translate", "es", cwd=guide).returncode == 0
    assert "mkdocs.yml" in (guide / "translations/es.po").read_text(encoding="utf-8")

    def change(message: Message) -> None:
        if message.id == "Every muscle":
            message.string = ""

    translate_all(guide, change)
    site = built(guide)
    assert page(site, "").find("a", string="Start here")
    menu = page(site, "es/").select_one("#menu")
    assert menu
    assert marked("Start here") in menu.get_text()
    assert marked("More") in menu.get_text()
    (left,) = menu.select("[lang=en]")
    assert left.get_text() == "Every muscle"
