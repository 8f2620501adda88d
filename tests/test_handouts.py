"""Handouts, read back: what stands on them, how they are made, and the commands around them."""

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any, cast

import pymupdf
import pytest
import yaml
import zxingcpp
from fontTools.ttLib import TTFont
from guides import KNEE, PROJECT, SHOULDER, replaced, write_guide
from planted import PAPER as HOSTILE
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from site_reading import built, content, run

from muscleguide.typesetting.typesetting import printable

TRAPEZIUS = "content/muscles/trapezius.yml"
LETTER, A4 = (612, 792), (595, 842)
KNEE_IDS = [path.stem for path in sorted((KNEE / "content/muscles").glob("*.yml"))]
FONTS = PROJECT / "src/muscleguide/typesetting/fonts"


def words(pdf: bytes | Path) -> str:
    """Give the text that a reader can copy out, with single spaces."""
    data = pdf.read_bytes() if isinstance(pdf, Path) else pdf
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return " ".join(" ".join(page.get_text() for page in document).split())


def size(page: pymupdf.Page) -> tuple[int, int]:
    return round(page.rect.width), round(page.rect.height)


def qr_codes(page: pymupdf.Page) -> list[str]:
    """Read the QR codes from the picture of a page, as a phone would."""
    picture = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    pixels = memoryview(picture.samples).cast("B", shape=[picture.height, picture.width])
    return [code.text for code in zxingcpp.read_barcodes(pixels)]


def alternatives(pdf: Path) -> list[str]:
    """Give the text alternatives of a PDF's pictures, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, DictionaryObject):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            walk(node.get("/K"))

    walk(cast("dict[str, Any]", PdfReader(pdf).trailer["/Root"])["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def shoulder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shoulder guide, built."""
    root = write_guide(tmp_path_factory.mktemp("shoulder"))
    built(root)
    return root


def printed(root: Path, *arguments: str) -> bytes:
    """Run the command `handout` and give the PDF that it wrote."""
    file = root / "out.pdf"
    result = run("handout", *arguments, "--output", str(file), cwd=root)
    assert result.returncode == 0, result.stderr
    return file.read_bytes()


def test_every_muscle_and_article_has_a_handout_in_both_papers(knee_site: Path) -> None:
    ids = [*KNEE_IDS, *(path.stem for path in (KNEE / "docs/articles").glob("*.md"))]
    files = {path.name for path in (knee_site / "handouts").iterdir()}
    assert files == {f"{id_}-{paper}.pdf" for id_ in ids for paper in ("letter", "a4")}


@pytest.mark.parametrize(("paper", "wanted"), [("letter", LETTER), ("a4", A4)])
def test_a_muscle_has_a_sheet_of_paper_under_60_kb(
    knee_site: Path, paper: str, wanted: tuple[int, int]
) -> None:
    for id_ in KNEE_IDS:
        path = knee_site / f"handouts/{id_}-{paper}.pdf"
        with pymupdf.open(path) as document:
            # What keeps people safe is never dropped: it may flow on to the other side.
            assert {size(page) for page in document} == {wanted}, path.name
            assert len(document) <= 2, path.name
        assert path.stat().st_size < 60_000


def test_what_stands_on_a_handout_and_in_which_order(shoulder: Path) -> None:
    text = words(shoulder / "site/handouts/trapezius-letter.pdf")
    parts = [
        "Praxis Dvořák & Søn +49891234",
        "Trapézius Say it like this: trap-EE-zee-us Also called hood muscle",
        "The wide muscle of your neck and upper back.",
        "What it does for you • Lifts your shoulder.",
        "What it can cause • A stiff neck. • A sore shoulder: after a long day.",
        "What can overwork it, and what to change • Working at a desk. Stand up often.",
        "Carrying heavy bags: on one side.",
        "Call 112 now if: • You cannot feel your arm.",
        "Book a visit soon if: • The pain stays for weeks.",
        "What can help A warm cloth can feel good. 1. Move. Roll your shoulders.",
        "This week I will … Working at a desk: Stand up often.",
        "Do less of this: Carrying heavy bags. Move.",
        "Notes Next visit:",
        "praxis-muenchen.de/wissen/muscles/trapezius/",
        "Reviewed by Ana Nuñez, physiotherapist, on October 5, 2026.",
        "Sources: José Íñigo and Zoë Ångström, Atlas (2011); NHS, Neck pain.",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)] + " | " + text
    assert places == sorted(places)


def test_a_record_that_nobody_reviewed_says_so(shoulder: Path) -> None:
    assert "Not reviewed yet" in words(shoulder / "site/handouts/levator-letter.pdf")


@pytest.mark.parametrize("name", ["popliteus-letter", "popliteus-a4", "back-of-the-knee-letter"])
def test_handouts_are_accessible(knee_site: Path, name: str) -> None:
    path = knee_site / f"handouts/{name}.pdf"
    reader = PdfReader(path)
    root = cast("dict[str, Any]", reader.trailer["/Root"])
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert reader.metadata
    part = "articles" if "back" in name else "muscles"
    (heading,) = content(knee_site, f"{part}/{name.rpartition('-')[0]}/").select("h1")
    assert reader.metadata.title == heading.get_text()
    assert reader.outline
    for page in reader.pages:
        for font in cast("dict[str, Any]", page["/Resources"])["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
            assert "SourceSans3" in descriptor["/FontName"]


def test_picture_and_qr_code_have_alternatives(knee_site: Path) -> None:
    picture, code = alternatives(knee_site / "handouts/popliteus-a4.pdf")
    (image,) = content(knee_site, "muscles/popliteus/").select("figure img")
    assert picture == image["alt"]
    assert code.endswith("https://living-touch.example.org/education/muscles/popliteus/")


@pytest.mark.parametrize("page", ["muscles/popliteus", "articles/back-of-the-knee"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_qr_code_leads_to_the_page(knee_site: Path, page: str, paper: str) -> None:
    path = knee_site / f"handouts/{page.rpartition('/')[2]}-{paper}.pdf"
    with pymupdf.open(path) as document:
        (address,) = qr_codes(document[-1])
    assert address == f"https://living-touch.example.org/education/{page}/"
    assert address.removeprefix("https://") in words(path).replace("/ ", "/").replace("- ", "-")


def test_base_url_changes_the_qr_code(shoulder: Path) -> None:
    site = shoulder / "elsewhere"
    built(shoulder, "--base-url", "https://other.example/x/", "--out", str(site))
    with pymupdf.open(site / "handouts/levator-a4.pdf") as document:
        assert qr_codes(document[0]) == ["https://other.example/x/muscles/levator/"]


def test_without_a_site_url_there_is_no_qr_code(tmp_path: Path) -> None:
    root = write_guide(tmp_path, {"mkdocs.yml": "site_name: Schulter\n"})
    with pymupdf.open(stream=printed(root, "trapezius"), filetype="pdf") as document:
        assert qr_codes(document[0]) == []
        assert "on your phone" not in document[0].get_text()


def test_the_same_input_gives_the_same_bytes_with_a_full_cache_and_an_empty_one(
    shoulder: Path,
) -> None:
    first = {p.name: p.read_bytes() for p in (shoulder / "site/handouts").iterdir()}
    shutil.rmtree(shoulder / "build")
    built(shoulder)
    assert first == {p.name: p.read_bytes() for p in (shoulder / "site/handouts").iterdir()}
    assert printed(shoulder, "trapezius", "--paper", "a4") == first["trapezius-a4.pdf"]


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    root = write_guide(tmp_path)
    built(root)
    before = {path: path.stat().st_ino for path in (root / "site/handouts").iterdir()}
    changes = replaced(TRAPEZIUS, "say: trap-EE-zee-us\n", "say: tra-PEE-zius\n")
    built(write_guide(root, changes))
    after = {path: path.stat().st_ino for path in (root / "site/handouts").iterdir()}
    kept = set(before.items()) & set(after.items())
    # The muscle's two papers, and the article that shows `say`, in two more.
    assert (len(before), len(after), len(kept)) == (6, 6, 2)
    assert "tra-PEE-zius" in words(root / "site/handouts/trapezius-letter.pdf")


def spoiled(name: str, *keys: str) -> dict[str, str | bytes | None]:
    record = yaml.safe_load(SHOULDER[name])
    for key in keys:
        record[key] = f"{record[key]} {HOSTILE}"
    return {name: yaml.safe_dump(record, allow_unicode=True)}


def test_hostile_text_prints_as_typed(tmp_path: Path) -> None:
    hostile = '#panic() $x$ \\u{41} @ref "q" [b] <label> *'
    changes = replaced(TRAPEZIUS, "name: Trapézius", f"name: {json.dumps('T ' + hostile)}")
    record = str(changes[TRAPEZIUS]).replace("A warm cloth", "A warm `#cloth` $1 @ home = _so_")
    article = (
        "\n# $x$ #let \\ @me [b] &lt; `code` <b>bold</b>\n\n| a | b |\n|---|---|\n| #1 | $2 |\n"
    )
    guide = {
        TRAPEZIUS: record,
        **spoiled("content/muscles/levator.yml", "summary", "location"),
        "docs/articles/stiff-neck.md": SHOULDER["docs/articles/stiff-neck.md"] + article,
    }
    root = write_guide(tmp_path, guide)
    text = words(printed(root, "trapezius"))
    assert f"T {hostile}" in text
    assert "A warm `#cloth` $1 @ home = _so_ can feel good." in text
    assert " ".join(HOSTILE.split()) in words(printed(root, "levator", "--large-print"))
    text = words(built(root) / "handouts/stiff-neck-a4.pdf")
    assert "$x$ #let \\ @me [b] < code bold" in text
    assert "a b #1 $2" in text


def test_characters_of_other_scripts(tmp_path: Path) -> None:
    name = "Икроножная мышца Γαστροκνήμιος Dvořák ţħ"
    root = write_guide(tmp_path, replaced(TRAPEZIUS, "name: Trapézius", f"name: {name}"))
    assert name in words(printed(root, "trapezius"))


def test_a_byte_order_mark_in_pasted_text_does_not_stand_against_a_handout(tmp_path: Path) -> None:
    root = write_guide(tmp_path, replaced(TRAPEZIUS, "name: Trapézius", "name: Tra\ufeffpézius"))
    assert "Trapézius" in words(printed(root, "trapezius"))


def test_missing_glyphs_print_as_boxes_and_are_noted(tmp_path: Path) -> None:
    changes = replaced(TRAPEZIUS, "name: Trapézius", "name: Trap 中 😀 zius")
    result = run("check", cwd=write_guide(tmp_path, changes))
    assert f"{TRAPEZIUS}:1:1: note: the fonts of handouts have no" in result.stderr
    assert "Trap □ □ zius" in words(printed(tmp_path, "trapezius"))


def test_a_long_record_flows_to_a_second_page_and_is_noted(tmp_path: Path) -> None:
    labels = [f"Symptom number {n} that takes some words to describe well" for n in range(10)]
    symptoms = {
        f"s{n}": {"label": label, "regions": ["neck"], "feel": "ache"}
        for n, label in enumerate(labels)
    }
    record = yaml.safe_load(SHOULDER[TRAPEZIUS])
    del record["reviewed"]
    record |= {"name": "Sternocleidomastoideo" * 6, "symptoms": [f"s{n}" for n in range(10)]}
    record["relief"] = "A warm cloth can feel good on a sore place. " * 60
    changes = {
        TRAPEZIUS: yaml.safe_dump(record, allow_unicode=True),
        "content/symptoms.yml": SHOULDER["content/symptoms.yml"] + yaml.safe_dump(symptoms),
    }
    root = write_guide(tmp_path, changes)
    result = run("check", cwd=root)
    assert "note: handouts/trapezius-letter.pdf has 2 pages" in result.stderr
    pdf = printed(root, "trapezius")
    text = words(pdf)
    assert all(f"{label}." in text for label in labels)
    assert record["name"] in text.replace(" ", "")
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        assert len(document) == 2
        for page in document:
            for x0, _y0, x1, y1, *_rest in page.get_text("words"):
                assert x0 >= 20
                assert x1 <= LETTER[0] - 20
                assert y1 <= LETTER[1] - 15


def test_a_handout_takes_what_room_there_is(tmp_path: Path) -> None:
    """A sheet has two sides. The more text, the closer the lines, as long as it fits them."""
    seen = []
    for times in (10, 62, 80, 140, 400):
        record = yaml.safe_load(SHOULDER[TRAPEZIUS])
        del record["reviewed"]
        record["relief"] = "A warm cloth can feel good on a sore place. " * times
        changes = {TRAPEZIUS: yaml.safe_dump(record, allow_unicode=True)}
        pdf = printed(write_guide(tmp_path / str(times), changes), "trapezius")
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            tops = [
                line["bbox"][1]
                for block in document[-1].get_text("dict")["blocks"]
                for line in block.get("lines", ())
                if any("warm cloth" in span["text"] for span in line["spans"])
            ]
            seen.append((len(document), round(tops[1] - tops[0], 1)))
    one_roomy, one_close, two_roomy, two_close, many = seen
    assert (one_roomy[0], one_close[0], two_roomy[0], two_close[0]) == (1, 1, 2, 2)
    assert one_roomy[1] > one_close[1] < two_roomy[1] > two_close[1]
    assert many[0] > 2
    assert many[1] == two_roomy[1]  # what needs a third page need not be close


def test_only_the_required_keys(tmp_path: Path) -> None:
    clinic = 'name: P\nbooking: {label: Book, url: "tel:+49891234"}\nemergency_number: "112"\n'
    changes = {
        "content/relief.yml": None,
        "content/warning-signs.yml": "- {sign: It is numb, act: emergency, sources: [atlas]}\n",
        "docs/articles/stiff-neck.md": None,
        "content/clinic.yml": clinic,
        TRAPEZIUS: None,
        **replaced("content/muscles/levator.yml", "group: Épaule\n", "group: Neck\n"),
    }
    text = words(printed(write_guide(tmp_path, changes), "levator"))
    assert "Ask a health worker what may help you." in text
    assert "Call 112 now if" in text


def test_several_muscles_in_one_document(tmp_path: Path) -> None:
    text = words(printed(write_guide(tmp_path), "trapezius", "levator", "trapezius"))
    assert text.startswith("Praxis Dvořák & Søn")
    assert "Your muscles: Trapézius and Élévateur de l'omoplate" in text
    for once in ("You cannot feel your arm.", "Roll your shoulders", "This week I will …"):
        assert text.count(once) == 1
    assert text.count("What it can cause") == 2


def test_large_print_has_the_same_words_in_18_pt(shoulder: Path) -> None:
    ordinary, large = (
        printed(shoulder, "trapezius"),
        printed(shoulder, "trapezius", "--large-print"),
    )
    footers = re.compile(r"Trapézius Page \d")
    # An address may break after a slash; and the order of what stands side by side may differ.
    texts = [
        re.sub(r"/ (?=muscles/)", "/", footers.sub("", words(pdf))) for pdf in (ordinary, large)
    ]
    assert sorted(texts[0].split()) == sorted(texts[1].split())
    with pymupdf.open(stream=large, filetype="pdf") as document:
        spans = [
            (span["size"], span["text"])
            for page in document
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    body = [points for points, text in spans if "wide muscle" in text]
    assert body == [pytest.approx(18)]


def test_body_text_has_at_least_12_pt(knee_site: Path) -> None:
    with pymupdf.open(knee_site / "handouts/gastrocnemius-letter.pdf") as document:
        blocks = document[0].get_text("dict")["blocks"]
    spans = [s for block in blocks for line in block.get("lines", ()) for s in line["spans"]]
    small = " ".join(s["text"] for s in spans if s["size"] < 11.99)
    assert "Pain in your thigh." not in small
    assert "Choose a flatter way" not in small
    assert "short of breath" not in small


def test_articles_have_page_numbers_and_their_blocks(knee_site: Path) -> None:
    with pymupdf.open(knee_site / "handouts/back-of-the-knee-letter.pdf") as document:
        assert len(document) > 1
        for number, page in enumerate(document, start=1):
            assert f"Page {number}" in page.get_text()
            assert len(page.get_text().split()) > 30
        text = " ".join(" ".join(page.get_text() for page in document).split())
    assert "Call 911 now if: • One leg hurts" in text
    assert "Say it like this: gas-trok-NEE-mee-us" in text
    assert "1. Relax the muscle" in text
    assert "Schedule a consultation: living-touch.example.org/book" in text
    assert "{{" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("trapezus",), 'there is no muscle "trapezus"; did you mean "trapezius"?'),
        (("trapezius", "--paper", "legal"), "'legal' is not one of 'letter', 'a4'"),
        (("trapezius", "--output", "no/such/folder/x.pdf"), "no/such/folder/x.pdf cannot be"),
        (("trapezius", "--output", "docs"), "docs cannot be written: Is a directory"),
        ((), "name a muscle, or an exercise"),
    ],
)
def test_wrong_use_is_reported(shoulder: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("handout", *arguments, cwd=shoulder)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_guide_with_errors_prints_nothing(tmp_path: Path) -> None:
    root = write_guide(tmp_path, replaced(TRAPEZIUS, "group: Neck\n", ""))
    result = run("handout", "trapezius", cwd=root)
    assert result.returncode == 1
    assert "[missing-key]" in result.stderr
    assert not (root / "handout.pdf").exists()


def test_pages_link_to_their_handouts(knee_site: Path) -> None:
    for page in ("muscles/popliteus", "articles/back-of-the-knee"):
        links = content(knee_site, f"{page}/").select("#handout a")
        files = [(knee_site / page / str(link["href"])).resolve() for link in links]
        assert [file.suffix for file in files] == [".pdf", ".pdf"]
        assert all(file.is_file() for file in files)


def test_the_list_of_glyphs_is_that_of_the_fonts() -> None:
    fonts = [set(TTFont(path).getBestCmap()) for path in FONTS.glob("*.otf")]
    assert len(fonts) == 3
    shared = set.intersection(*fonts)
    every = "".join(map(chr, sorted(shared)))
    assert "□" in every
    assert "☎" not in every
    for character in every:
        # Some characters have another form under which they are the same (Ohm sign, Omega).
        assert "□" not in printable(character) or character == "□", hex(ord(character))
    assert printable("☎") == "□"


def test_chosen_muscles_make_a_page_in_the_browser(knee_site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    folder = (knee_site / "handout/index.html").as_uri()
    page.goto(f"{folder}?muscle=gastrocnemius&muscle=no-such&muscle=popliteus&muscle=../x")
    page.wait_for_selector("#handout-chosen:not([hidden])")
    text = page.inner_text("#handout-page")
    assert "Your page has 2 muscles." in text
    assert "gas-trok-NEE-mee-us" in text
    assert "pop-LIT-ee-us" in text
    assert "plan-TAIR-iss" not in text
    assert text.count("One leg hurts or is swollen") == 1
    assert text.count("Rub your legs with a tennis ball") == 1
    assert "Raise your work so that you can stand up straight." in page.inner_text("#handout-ticks")
    assert all(url.startswith("file:") for url in asked)
    reader = PdfReader(io.BytesIO(page.pdf(format="Letter")))
    assert all(len(sheet.extract_text().split()) > 20 for sheet in reader.pages)
    assert "Choose other muscles" not in reader.pages[0].extract_text()
    page.close()


def test_a_muscle_whose_part_does_not_load_is_named(
    knee_site: Path, tmp_path: Path, chromium: Browser
) -> None:
    site = shutil.copytree(knee_site, tmp_path / "site")
    (site / "handout/plantaris.js").unlink()
    page = chromium.new_page()
    page.goto((site / "handout/index.html").as_uri() + "?muscle=plantaris&muscle=popliteus")
    page.wait_for_selector("#handout-chosen:not([hidden])")
    status = page.inner_text("#handout-status")
    assert "Your page has 1 muscle." in status
    assert "Plantaris" in status
    assert "could not be loaded" in status
    page.close()


def test_muscles_can_be_picked_on_the_page(knee_site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto((knee_site / "handout/index.html").as_uri())
    page.get_by_label("Plantaris").check()
    page.get_by_role("button", name="Make my page").click()
    page.wait_for_selector("#handout-chosen:not([hidden])")
    assert "muscle=plantaris" in page.url
    assert "plan-TAIR-iss" in page.inner_text("#handout-page")
    page.close()


def test_without_javascript_the_page_says_what_to_do(knee_site: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((knee_site / "handout/index.html").as_uri() + "?muscle=plantaris")
    assert "Every muscle has a handout to print." in page.inner_text("#handout-page")
    assert page.locator("#handout-page button:visible, #handout-page input:visible").count() == 0
    context.close()


def test_a_handout_replaces_nothing_but_a_pdf(shoulder: Path, tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.odt"
    thesis.write_text("three years of work")
    command = ("handout", "levator", "--output")
    result = run(*command, str(thesis), cwd=shoulder)
    assert result.returncode == 2
    assert "thesis.odt is there already" in result.stderr
    assert thesis.read_text() == "three years of work"
    for _time in range(2):
        assert run(*command, str(tmp_path / "a.pdf"), cwd=shoulder).returncode == 0
    result = run(*command, str(tmp_path / "no/such/a.pdf"), cwd=shoulder)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"thesis.odt", "a.pdf"}
