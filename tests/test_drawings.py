"""Drawings: only what draws stays, all that goes is told, and pictures do not mix."""

import html
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from guides import KNEE, write_guide
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Route
from site_reading import built, page, run

from muscleguide.guide.bounds import box_of
from muscleguide.guide.drawings import Picture, draw_picture, read_map

BACK = "content/maps/back.svg"
NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:x="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
EVIL = "http://evil.example/x"


def drawing(body: str, attributes: str = "") -> str:
    """Write a drawing whose body begins on its second line."""
    return f'<svg {NAMESPACES} viewBox="0 0 9 9" {attributes}>\n{body}\n</svg>'


def shape(attribute: str, value: str) -> str:
    return f'<path d="M1 1" {attribute}="{html.escape(value)}"/>'


def guide_with(root: Path, body: str, attributes: str = "") -> Path:
    return write_guide(root, {BACK: drawing(body, attributes)})


def drawn(site: Path, address: str = "muscles/levator/") -> Tag:
    """Read a muscle's drawing as its author drew it: without what the program adds to it."""
    text = (site / address / "picture.svg").read_text(encoding="utf-8")
    (found,) = BeautifulSoup(text, "html.parser").select("svg.mg-map")
    for ours in (found.select_one("style"), found.select_one("defs")):
        assert ours is not None
        ours.decompose()
    return found


def told(root: Path) -> list[str]:
    """Check a guide, and give what is said of its drawing, without notes."""
    lines = run("check", cwd=root).stderr.splitlines()
    return [line for line in lines if line.startswith(BACK) and ": note: " not in line]


MUSCLE = '<path data-muscle="levator" d="M5 5"/>'
FOREIGN_VALUES = (
    "URL(HTTP://evil.example/y)",
    "image-set('http://evil.example/a.png' 1x)",
    r"\75rl(http://evil.example)",
    "url(#g) url(http://evil.example)",
    "url(//evil.example)",
    "url(/**/#g)",
    "u/**/rl(http://evil.example)",
    "url(http://evil.example#g)",
    "url(data:image/svg+xml,evil)",
    'src("http://evil.example")',
    "rgb(url(http://evil.example))",
    "var(--x, url(http://evil.example))",
    "url('http://evil.example'",
    "@import 'http://evil.example'",
)
HOSTILE = (
    *(shape("fill", value) for value in FOREIGN_VALUES),
    *(shape("mask", value) for value in FOREIGN_VALUES),
    *(
        shape("style", f"fill:{value};clip-path:{value};background:{value}")
        for value in FOREIGN_VALUES
    ),
    shape("style", f"}}@import url({EVIL});{{"),
    shape("FILL", f"url({EVIL})"),
    shape("onclick", "evil()"),
    shape("ONload", "evil()"),
    shape("href", "javascript:evil()"),
    shape("cursor", f"url({EVIL})"),
    f'<path d="M0 0 url({EVIL})"/>',
    shape("transform", f"translate(1) url({EVIL})"),
    shape("xml:base", EVIL),
    f'<use href="{EVIL}.svg#a"/><use xlink:href="//evil.example"/><use href="data:evil"/>',
    f'<a href="javascript:evil()"><path d="M1 1"/></a><image href="{EVIL}"/>',
    '<set attributeName="href" to="javascript:evil()"/><animate values="evil"/>',
    f"<style>@import '{EVIL}';</style><x:style>*{{}}</x:style>",
    "<script>evil()</script><x:script>evil()</x:script><SCRIPT>evil()</SCRIPT>",
    f'<h:iframe src="{EVIL}"/><h:script>evil()</h:script><path xmlns="" d="evil"/>',
    f'<foreignObject><h:img src="{EVIL}"/></foreignObject><Image href="{EVIL}"/>',
    f'<?xml-stylesheet href="{EVIL}"?>',
    f'<filter id="f"><feImage href="{EVIL}"/></filter>',
)
# All that a drawing may bring into a page, in the lower case of a parsed page.
DRAWING_ONLY = {"svg", "g", "defs", "path", "use", "text", "filter", "lineargradient"}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "<text><![CDATA[</svg><script>evil()</script>]]></text>"  # shown as it is
    body = "\n".join(
        [*HOSTILE, text, '<linearGradient id="g"/>', MUSCLE, '<g data-region="neck"/>']
    )
    return built(guide_with(tmp_path_factory.mktemp("hostile"), body, 'onload="evil()"'))


def test_a_hostile_drawing_brings_nothing_into_a_page_but_shapes(hostile_site: Path) -> None:
    (picker,) = page(hostile_site, "").select("svg.mg-map")
    for svg in (drawn(hostile_site), picker):
        assert svg.select("path")
        ids = {str(tag["id"]) for tag in svg.find_all(id=True)}
        for tag in [svg, *svg.find_all()]:
            if tag.name == "title":  # the page's own, on what can be picked
                continue
            assert tag.name in DRAWING_ONLY
            for name, value in tag.attrs.items():
                text = " ".join(value) if isinstance(value, list) else str(value)
                assert not name.startswith("on") and name != "style"
                assert "evil" not in text
                assert all(id_ in ids for id_ in re.findall(r"url\(#([^)]*)\)", text))
                assert "url(" not in re.sub(r"url\(#[^)]*\)", "", text)


@pytest.mark.parametrize("body", HOSTILE)
def test_every_attempt_is_told_at_its_line(tmp_path: Path, body: str) -> None:
    lines = told(guide_with(tmp_path, f"\n{body}\n{MUSCLE}"))
    assert lines
    for line in lines:
        assert re.match(rf"{BACK}:3:\d+: warning: .+ \[drawing-cleaned\]$", line), line


def test_a_browser_asks_no_other_host_for_a_hostile_drawing(
    hostile_site: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    url, asked = serve(hostile_site), set[str]()
    tab = chromium.new_page()

    def note(route: Route) -> None:
        asked.add(route.request.url)
        route.continue_() if route.request.url.startswith(url) else route.abort()

    tab.route("**/*", note)
    for address in ("muscles/levator/", "", "handout/?muscle=levator"):
        tab.goto(url + address, wait_until="networkidle")
        assert tab.locator("svg.mg-map, img.mg-drawing").count() == 1
    tab.close()
    assert asked
    assert not [address for address in asked if not address.startswith(url)]


# What is wrong → the drawing's body, the place, and words of the message.
CLEANED = {
    "an unknown attribute": ('<path d="M0 0"\ndata-regoin="neck"/>', "2:1", "mean `data-region`?"),
    "an element": ("\n <image/>", "3:2", "`<image>` and all that is in it is taken out"),
    "many of one kind": ('<path foo="1"/>\n' * 9, "2:1", "(and 8 more like it in this file)"),
    "a missing id": (shape("fill", "url(#gard)") + '<g id="grad"/>', "2:1", 'did you mean "grad"?'),
    "an id twice": ('<g id="a"/>\n<g id="a"/>', "3:1", 'the id "a" stands in this drawing twice'),
    "a class of the page": (shape("class", "skin mg-card"), "2:1", 'the class "mg-card"'),
    "a style": (shape("style", "background: red"), "2:1", "`background` in a `style`"),
    "no style": (shape("style", "fill"), "2:1", "is no `style`"),
    "a circle": ('<g id="a">\n<use href="#a"/></g>', "3:1", "leads back to here"),
    "a circle by inheritance": (
        '<g fill="url(#p)">\n<pattern id="p"><path d="M0 0h1v1z"/></pattern>'
        '<path d="M0 0h9v9z"/></g>',
        "3:1",
        "leads back to here",
    ),
    "a mark that is misspelt": ('<path data-region="nek"/>', "2:1", 'did you mean "neck"?'),
}


@pytest.mark.parametrize("case", CLEANED)
def test_what_is_taken_out_is_told_once_with_its_place(tmp_path: Path, case: str) -> None:
    body, place, words = CLEANED[case]
    root = guide_with(tmp_path, body + MUSCLE)
    (line,) = told(root)
    assert line.startswith(f"{BACK}:{place}: warning: ")
    assert words in line
    rule = line.rpartition("[")[2].removesuffix("]")
    assert rule == ("unknown-mark" if "mark" in case else "drawing-cleaned")
    assert run("check", "--explain", rule, cwd=root).returncode == 0
    built(root)  # a warning stops nothing, and what is left can be printed


def test_thousands_of_attributes_are_told_in_few_messages(tmp_path: Path) -> None:
    attributes = " ".join(f'a{n}="1"' for n in range(5000))
    lines = told(guide_with(tmp_path, f"<path {attributes}/>{MUSCLE}"))
    assert len(lines) < 30
    assert any("and 4979 more like it" in line for line in lines)


def test_marks_without_a_record_are_one_note(tmp_path: Path) -> None:
    body = '<path data-region="toe"/><path data-muscle="soleus"/><path data-pain="soleus"/>'
    result = run("check", cwd=guide_with(tmp_path, f"{body}{MUSCLE}"))
    assert (
        f'{BACK}:2:1: note: no record has the id of 2 marks here: "toe", "soleus"' in result.stderr
    )
    assert "0 warnings" in result.stderr


def test_the_knee_s_drawings_are_clean() -> None:
    for path in sorted((KNEE / "content/maps").glob("*.svg")):
        assert read_map(path.stem, path.read_text(encoding="utf-8")).findings == ()


BROKEN = {
    "groups too deep": ("<g>" * 5000 + "</g>" * 5000, "2", "too deep"),
    "a chain of references": (
        "".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>\n' for n in range(5000)),
        r"\d+",
        "too many references",
    ),
    "use that explodes": (
        '<path id="a0" d="M0 0"/>\n'
        + "\n".join(
            f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 40)
        ),
        r"\d+",
        "too large",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_drawing_that_would_exhaust_a_browser_is_an_error(tmp_path: Path, case: str) -> None:
    body, line, words = BROKEN[case]
    result = run("check", cwd=guide_with(tmp_path, body))
    assert result.returncode == 1
    assert re.search(rf"{BACK}:{line}:1: error: .*{words}.*\[bad-map\]", result.stderr)


def test_a_view_box_is_four_numbers(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 url(x)"/>'
    assert (
        "`viewBox` must be four numbers"
        in run("check", cwd=write_guide(tmp_path, {BACK: svg})).stderr
    )


INKSCAPE = (
    '<sodipodi:namedview id="base" pagecolor="#fff"><inkscape:grid/></sodipodi:namedview>'
    '<metadata id="m"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>'
    '<!-- made in an editor --><g inkscape:groupmode="layer" inkscape:label="Layer 1"'
    ' style="display:inline;-inkscape-stroke:none;mix-blend-mode:normal;line-height:125%">'
    '<path sodipodi:nodetypes="cc" d="M1 1" fill="red" xml:space="preserve"'
    " style=\"fill:#aabbcc; stroke-width:2 !important; font-family:'Open Sans', serif\"/>"
    '<path data-muscle="levator" style="opacity:0.5" d="M5 5"/></g>'
)
PLAIN = (
    '<g display="inline"><path d="M1 1" fill="#aabbcc" stroke-width="2"'
    " font-family=\"'Open Sans', serif\"/>"
    '<path data-muscle="levator" opacity="0.5" d="M5 5"/></g>'
)


def test_a_drawing_as_inkscape_writes_it_looks_like_a_plain_one(tmp_path: Path) -> None:
    root = guide_with(
        tmp_path / "a",
        INKSCAPE,
        'version="1.1" width="210mm" height="297mm" xml:space="preserve" inkscape:version="1.3"'
        ' enable-background="new"',
    )
    assert told(root) == []
    plain = drawn(built(guide_with(tmp_path / "b", PLAIN)))
    assert str(drawn(built(root))) == str(plain)
    assert "style" not in str(plain)


GRADIENT = (
    '<linearGradient id="g"><stop stop-color="#{}"/></linearGradient>'
    '<linearGradient id="content"/><linearGradient id="finder-data" xlink:href="#g"/>'
    '<linearGradient id="a b"/><path fill="url(#a b)" stroke="url(\'#a b\')" d="M3 3"/>'
    '<path fill="url(#g)" data-muscle="{}" data-region="{}" d="M1 1"/>'
)


def test_every_picture_has_ids_of_its_own(
    tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    changes: dict[str, str | bytes | None] = {
        "content/maps/levator.svg": drawing(GRADIENT.format("aaa", "levator", "neck")),
        "content/maps/back.svg": drawing(GRADIENT.format("bbb", "trapezius", "top-of-shoulder")),
    }
    url = serve(built(write_guide(tmp_path, changes)))
    tab = chromium.new_page()
    for address, number in (
        ("", 2),
        ("embed/", 2),
    ):
        tab.goto(url + address, wait_until="networkidle")
        ids = tab.evaluate("[...document.querySelectorAll('[id]')].map((it) => it.id)")
        assert len(ids) == len(set(ids)), address
        assert not [id_ for id_ in ids if re.search(r"[^\w.-]", id_)]
        colours = tab.evaluate(
            """[...document.querySelectorAll("svg.mg-map")].map((svg) => [
                 [...svg.querySelectorAll("[fill^=url]")].filter((it) => svg.contains(
                   document.getElementById(it.getAttribute("fill").slice(5, -1)))).length,
                 svg.querySelectorAll("[fill^=url]").length,
                 svg.contains(document.getElementById(
                   svg.querySelector("[href]").getAttribute("href").slice(1)))])"""
        )
        assert len(colours) == number, address
        for own, found, has_gradient in colours:
            assert own == found >= 1
            assert has_gradient
    tab.close()


def test_a_large_drawing_is_read_at_once() -> None:
    shapes = "".join(
        f'<path id="p{n}" foo="{n}" style="fill:#aa{n % 90:02};stroke:url(#nope{n})"'
        f' d="M{n} 0l3 4 5 6 7 8 9 9 1 2 3 4 5 6 7 8z"/>'
        for n in range(4000)
    )
    start = time.perf_counter()
    body_map = read_map("back", drawing(shapes))
    assert time.perf_counter() - start < 2
    assert len(body_map.findings) < 30


NAMES = st.sampled_from(
    [
        *("fill", "stroke", "style", "mask", "clip-path", "filter", "d", "points", "transform"),
        *("x", "opacity", "font-family", "href", "class", "id", "viewBox", "values", "result"),
        *("data-muscle", "stop-color", "onclick", "cursor"),
    ]
)
PIECES = st.sampled_from(
    [
        *("url(", "URL(", "\\75rl(", "#g", "#a", "#", ")", "(", "'", '"', "/*", "*/", "\\", "//x"),
        *("http://x", "data:x", ";", ":", "fill", "mask", " ", "\n", "rgb(", "var(", "1", ".5px"),
        *("none", "red", "@import", "image-set(", "<", "&", "{", "}", "!important", ",", "-->"),
    ]
)
VALUES = st.lists(PIECES, max_size=12).map("".join) | st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=30
)


def picture(svg: str) -> str:
    body_map = read_map("back", svg)
    return draw_picture(Picture(body_map, "levator", (), "alt"))


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_no_value_leads_out_of_the_drawing(attributes: dict[str, str]) -> None:
    """What is left is sound SVG, refers to its own ids only, and stays as it is if read again."""
    written = "".join(f' {n}="{html.escape(v)}"' for n, v in attributes.items())
    once = picture(drawing(f'<linearGradient id="g"/><use{written}/>'))
    soup = BeautifulSoup(once, "html.parser")
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    for tag in soup.find_all():
        ours = {"style", "defs", "filter", "fegaussianblur"}
        assert tag.name in {"svg", "lineargradient", "use", *ours}
        for name, value in tag.attrs.items():
            assert name != "style" and not name.startswith("on")
            text = " ".join(value) if isinstance(value, list) else str(value)
            references = re.findall(r"url\(#([\w.-]+)\)", text)
            assert set(references) <= ids
            assert name == "aria-label" or text.count("url(") == len(references)
            assert "(" not in re.sub(r"\b(url|rgba?|hsla?)\(", "", text) or name == "transform"
            if name == "href":
                assert text[0] == "#" and text[1:] in ids
    # What the program adds stands first.
    inner = once.partition("</defs>")[2].removesuffix("</svg>").replace("Map_", "")
    again = picture(drawing(inner)).partition("</defs>")[2].replace("Map_", "")
    assert re.sub(r' id="[^"]*"', "", again) == re.sub(r' id="[^"]*"', "", inner + "</svg>")


def test_soft_shading_masks_and_patterns_stay(tmp_path: Path) -> None:
    body = (
        '<defs><filter id="f" x="-10%" width="120%" filterUnits="objectBoundingBox">'
        '<feGaussianBlur in="SourceGraphic" stdDeviation="1.5 2" result="b"/>'
        '<feMerge><feMergeNode in="b"/></feMerge></filter>'
        '<radialGradient id="r" gradientTransform="rotate(45) scale(.5,2)">'
        '<stop offset="50%" stop-color="hsl(10 50% 50% / 0.5)"/></radialGradient>'
        '<mask id="m"><path d="M0 0h9v9z"/></mask><clipPath id="c"><use href="#s"/></clipPath>'
        '<pattern id="p" width="2" height="2"><circle cx="1" cy="1" r="0.5"/></pattern></defs>'
        '<path id="s" class="skin" fill="url(#r) none" stroke="url(#p)" mask="url(#m)"'
        ' filter="url(#f)" stroke-dasharray="3 1e-1" d="M1 1"/>'
        '<g clip-path="url(#c)" transform="matrix(1 0 0 1 2 3)"><polygon points="1,1 2,2"/></g>'
    )
    root = guide_with(tmp_path, body + MUSCLE)
    assert told(root) == []
    text = str(drawn(built(root)))
    shapes = drawn(tmp_path / "site").find_all()
    assert len(shapes) == len(BeautifulSoup(body + MUSCLE, "html.parser").find_all())
    for kept in ('stdDeviation="1.5 2"', "hsl(10 50% 50% / 0.5)", "rotate(45) scale(.5,2)"):
        assert kept.lower() in text.lower()
    for reference in "rmfpc":
        assert f"url(#Map_{reference})" in text


# ---- What a muscle's drawing shows -------------------------------------------------------------

REGIONS = (
    '<path data-region="neck" d="M10 10h20v20h-20z"/>'
    '<path data-region="top-of-shoulder" d="M60 40h20v20h-20z"/>'
)


def map_of(body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 400"><title>Back</title>'
        f'<path class="skin" d="M0 0h100v400h-100z"/>{body}</svg>'
    )


def test_a_drawing_shows_its_subject_and_some_of_the_body(tmp_path: Path) -> None:
    body = f'{REGIONS}<path data-muscle="levator" d="M20 20l10 30 5 5z"/>'
    svg = drawn(built(write_guide(tmp_path, {BACK: map_of(body)})))
    left, top, width, height = map(float, str(svg["viewbox"]).split())
    assert (left, top) >= (0, 0)
    assert 120 <= height < 200  # a third of the body at least, and not all of it
    assert width / height >= 0.5
    assert left <= 10
    assert top <= 10
    assert left + width >= 30
    assert int(str(svg["width"])) / int(str(svg["height"])) == pytest.approx(width / height, 0.01)


def test_a_shape_that_is_moved_leaves_the_drawing_whole(tmp_path: Path) -> None:
    body = f'{REGIONS}<g data-muscle="levator" transform="scale(2)"><path d="M20 20l9 9"/></g>'
    svg = drawn(built(write_guide(tmp_path, {BACK: map_of(body)})))
    assert svg["viewbox"] == "0 0 100 400"


def test_pain_is_strong_where_it_mostly_is_and_lighter_where_it_spreads(tmp_path: Path) -> None:
    body = f'{REGIONS}<path data-muscle="levator" d="M20 20l10 30"/>'
    svg = drawn(built(write_guide(tmp_path, {BACK: map_of(body)})))
    # The stiff neck of the record is felt in the neck first, then on top of the shoulder.
    main, spread = svg.select(".mg-sore")
    assert "mg-spread" not in main["class"]
    assert "mg-spread" in spread["class"]


def test_the_sides_of_the_body_are_named_where_a_drawing_tells_them(tmp_path: Path) -> None:
    muscle = '<path data-muscle="levator" d="M20 20l10 30"/>'
    sided = map_of(f"{REGIONS}{muscle}").replace(
        "<svg ", '<svg data-left="outer" data-right="inner" '
    )
    svg = drawn(built(write_guide(tmp_path, {BACK: sided})))
    left, right = svg.select(".mg-sides text")
    assert (left.get_text(), right.get_text()) == ("outer", "inner")
    assert float(str(left["x"])) < float(str(right["x"]))
    # One side alone, or another word, says nothing.
    for half in (sided.replace('data-right="inner"', ""), sided.replace("inner", "left")):
        assert not drawn(built(write_guide(tmp_path, {BACK: half}))).select(".mg-sides")
    assert '"data-right"' in run("check", cwd=tmp_path).stderr.replace("`", '"')


def test_the_pain_that_an_author_draws_takes_the_place_of_its_regions(tmp_path: Path) -> None:
    body = (
        f'{REGIONS}<path data-pain="levator" d="M1 2h3"/><path data-spread="levator" d="M4 5h6"/>'
        '<path data-pain="trapezius" d="M7 8h9"/><path data-muscle="levator" d="M20 20l10 30"/>'
    )
    svg = drawn(built(write_guide(tmp_path, {BACK: map_of(body)})))
    assert [it["d"] for it in svg.select(".mg-sore")] == ["M1 2h3", "M4 5h6"]
    assert [it["d"] for it in svg.select(".mg-spread")] == ["M4 5h6"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("MmLlHhVvCcSsQqTtZz"), st.lists(st.integers(-99, 99), max_size=6)
        ),
        max_size=6,
    )
)
def test_any_path_has_a_box_or_none(parts: list[tuple[str, list[int]]]) -> None:
    data = " ".join(f"{letter} {' '.join(map(str, numbers))}" for letter, numbers in parts)
    box = box_of("path", {"d": data})
    assert box is None or (box.left <= box.right and box.top <= box.bottom)
