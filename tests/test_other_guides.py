"""Guides of other clinics: another region, accents, one muscle, none, and many."""

import html
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pymupdf
import pytest
from bs4 import BeautifulSoup
from guides import PROJECT, SHOULDER, replaced, write_guide
from site_reading import built, content, fingerprint, page, run, words

LONE_MUSCLE = {
    "content/muscles/levator.yml": None,
    "docs/articles/stiff-neck.md": None,
    **replaced("content/muscles/trapezius.yml", "related: [levator]\n", ""),
}


@pytest.fixture(scope="module")
def shoulder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_guide(tmp_path_factory.mktemp("shoulder")))


def test_names_with_accents_stand_as_written(shoulder: Path) -> None:
    text = words(content(shoulder, "muscles/levator/"))
    assert "Élévateur de l'omoplate" in text
    assert "A stiff neck" in text
    title = page(shoulder, "muscles/trapezius/").title
    assert title is not None
    assert title.string == "Trapézius - Praxis Dvořák & Søn"


def test_regions_stand_head_to_toe_and_groups_by_name(shoulder: Path) -> None:
    regions = [h.get_text() for h in content(shoulder, "symptoms/").find_all("h2")]
    assert regions[:2] == ["Neck", "Top of the shoulder"]
    groups = [h.get_text() for h in content(shoulder, "muscles/").find_all("h2")]
    assert groups == ["Épaule", "Neck"]


def test_a_symptom_of_two_regions_has_one_url(shoulder: Path) -> None:
    entries = [
        entry
        for entry in content(shoulder, "symptoms/").select(".mg-entry")
        if "A stiff neck" in entry.get_text()
    ]
    assert [entry.get("id") for entry in entries] == ["stiff-neck", None]


def test_the_most_typical_muscle_comes_first(shoulder: Path) -> None:
    entry = content(shoulder, "symptoms/").find(id="stiff-neck")
    assert entry is not None
    assert [a.get_text() for a in entry.find_all("a")] == ["Élévateur de l'omoplate", "Trapézius"]


def test_details_and_rich_text_reach_the_page(shoulder: Path) -> None:
    soup = content(shoulder, "muscles/trapezius/")
    text = words(soup)
    assert "A sore shoulder : after a long day" in text
    assert "Carrying heavy bags : on one side" in text
    assert soup.find("em", string="often")
    assert content(shoulder, "relief/").find("strong", string="a little")


def test_a_real_review_is_shown(shoulder: Path) -> None:
    text = words(content(shoulder, "muscles/trapezius/"))
    assert "Reviewed by Ana Nuñez, physiotherapist, on October 5, 2026" in text
    assert "Not reviewed yet" in words(content(shoulder, "muscles/levator/"))


def test_only_warning_signs_that_apply_are_shown(tmp_path: Path) -> None:
    signs = SHOULDER["content/warning-signs.yml"].replace("[neck, top-of-shoulder]", "[toe]")
    signs += "- {sign: It is hot, act: today, sources: [clinic-page]}\n"
    regions = SHOULDER["content/body-regions.yml"] + "toe: {label: Toe}\n"
    changes = {"content/warning-signs.yml": signs, "content/body-regions.yml": regions}
    site = built(write_guide(tmp_path, changes))
    assert "You cannot feel your arm" not in words(content(site, "muscles/trapezius/"))
    assert "The pain stays for weeks" in words(content(site, "muscles/trapezius/"))
    assert "You cannot feel your arm" in words(content(site, "warning-signs/"))


def test_the_clinic_s_emergency_number_is_called(shoulder: Path) -> None:
    soup = content(shoulder, "muscles/trapezius/")
    assert "Call 112 now if" in words(soup)
    assert soup.find("a", href="tel:112")


def test_the_article_holds_all_that_its_template_calls(shoulder: Path) -> None:
    soup = content(shoulder, "articles/stiff-neck/")
    assert soup.find("a", href="../../muscles/trapezius/", string="Trapézius")
    assert "José Íñigo and Zoë Ångström, Atlas" in words(soup)
    order = [a.get_text() for a in soup.select(".mg-article-muscles h3 a")]
    assert order == ["Élévateur de l'omoplate", "Trapézius"]
    assert soup.select(".mg-care--emergency")
    assert soup.select(".mg-steps li")
    assert soup.find("a", href="tel:+49891234")


def test_an_article_without_calls_still_shows_warning_signs(tmp_path: Path) -> None:
    front_matter = SHOULDER["docs/articles/stiff-neck.md"].split("Look")[0]
    changes = {"docs/articles/stiff-neck.md": f"{front_matter}Just a story.\n"}
    soup = content(built(write_guide(tmp_path, changes)), "articles/stiff-neck/")
    assert "Just a story." in words(soup)
    assert soup.select(".mg-care--emergency")
    assert soup.find("a", href="tel:+49891234")


def test_one_muscle_alone_is_a_guide(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path, LONE_MUSCLE))
    assert not content(site, "muscles/trapezius/").find(id="neighbours")
    assert "There are no articles yet" in words(content(site, "articles/"))


def test_a_guide_without_muscles_builds(tmp_path: Path) -> None:
    changes = {**LONE_MUSCLE, "content/muscles/trapezius.yml": None}
    site = built(write_guide(tmp_path, changes))
    assert "No muscle has been added yet" in words(content(site, ""))
    assert "No muscle has been added yet" in words(content(site, "muscles/"))


def test_a_guide_with_a_clinic_alone_builds(tmp_path: Path) -> None:
    only = ("mkdocs.yml", "content/clinic.yml")
    site = built(write_guide(tmp_path, {name: None for name in SHOULDER if name not in only}))
    assert "Praxis Dvořák & Søn" in words(page(site, ""))


def test_required_keys_alone_leave_no_gap(shoulder: Path) -> None:
    soup = content(shoulder, "muscles/levator/")
    assert not soup.select(".mg-say, .mg-also, figure")
    empty = [tag for tag in soup.find_all(["section", "ul", "p", "dl", "ol"]) if not words(tag)]
    assert empty == []


def test_two_hundred_muscles_build_with_a_menu_of_the_same_size(
    tmp_path: Path, shoulder: Path
) -> None:
    record = SHOULDER["content/muscles/levator.yml"]
    many = {
        f"content/muscles/musculus-{number}.yml": record.replace(
            "Élévateur de l'omoplate", f"Musculus {number}"
        )
        for number in range(200)
    }
    site = built(write_guide(tmp_path, many))
    assert len(content(site, "").select("[data-muscle]")) == 202
    assert len(page(site, "").select("nav a")) == len(page(shoulder, "").select("nav a"))


def test_hand_written_pages_are_ordinary_and_in_the_menu(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {
        "docs/team.md": "# Our team\n\nAna. See the [muscles](muscles/index.md).\n",
        "docs/more/deep.md": "# Deep\n",
        "docs/images/team.png": b"\x89PNG",
    }
    site = built(write_guide(tmp_path, changes))
    assert content(site, "team/").find("a", href="../muscles/")
    assert (site / "images/team.png").read_bytes() == b"\x89PNG"
    assert "Deep" in words(content(site, "more/deep/"))
    assert page(site, "").select('nav a[href="team/"]')


@pytest.mark.parametrize(
    ("file", "text", "other"),
    [
        ("docs/symptoms.md", "# Mine\n", "the program itself"),
        ("docs/index.md", "# Mine\n", "the program itself"),
        ("docs/embed.md", "# Mine\n", "the program itself"),
        ("docs/robots.txt", "User-agent: *\n", "the program itself"),
        ("docs/muscles/levator/README.md", "# Mine\n", "content/muscles/levator.yml"),
        ("docs/handouts/levator-a4.pdf", "%PDF", "content/muscles/levator.yml"),
        (
            "docs/articles/levator.md",
            SHOULDER["docs/articles/stiff-neck.md"],
            "content/muscles/levator.yml",
        ),
        ("docs/muscles", "a file where a folder belongs", "the program itself"),
    ],
)
def test_two_outputs_at_one_path_are_an_error_that_names_both(
    tmp_path: Path, file: str, text: str, other: str
) -> None:
    guide = write_guide(tmp_path)
    site = built(guide)
    before = fingerprint(site)
    write_guide(guide, {**dict.fromkeys(SHOULDER), file: text})
    for command in ((), ("check",)):
        result = run(*command, cwd=guide)
        assert result.returncode == 1
        (line,) = [line for line in result.stderr.splitlines() if "[address-taken]" in line]
        assert line.startswith(f"{file}:1:1: error: ")
        assert other in line
    assert fingerprint(site) == before


@pytest.mark.parametrize(
    ("file", "text", "both"),
    [
        ("docs/Symptoms.md", "# Mine\n", "symptoms/index.html and Symptoms/index.html"),
        ("docs/Muscles", "a file where a folder belongs", "Muscles and muscles"),
        ("docs/Robots.txt", "User-agent: *\n", "robots.txt and Robots.txt"),
        ("docs/MUSCLES/levator.md", "# Mine\n", "muscles/levator/index.html and"),
    ],
)
def test_paths_that_windows_takes_for_one_are_warned_of(
    tmp_path: Path, file: str, text: str, both: str
) -> None:
    guide = write_guide(tmp_path, {file: text})
    result = run(cwd=guide)
    assert result.returncode == 0, result.stderr
    (line,) = [line for line in result.stderr.splitlines() if "[case-only]" in line]
    assert line.startswith(f"{file}:1:1: warning: ")
    assert both in line
    assert (guide / "site/symptoms/index.html").exists()
    assert (guide / "site/muscles/levator/index.html").exists()


@pytest.mark.parametrize("id_", ["index", "body-mass-index", "404"])
def test_ids_that_look_like_files_of_a_host(tmp_path: Path, id_: str) -> None:
    article = SHOULDER["docs/articles/stiff-neck.md"]
    changes: dict[str, str | bytes | None] = {
        f"content/muscles/{id_}.yml": SHOULDER["content/muscles/levator.yml"].replace(
            "Élévateur de l'omoplate", "Musculus indicis"
        ),
        "docs/articles/stiff-neck.md": None,
        f"docs/articles/{id_}-x.md": article,
    }
    site = built(write_guide(tmp_path, changes))
    assert "Musculus indicis" in words(content(site, f"muscles/{id_}/"))
    assert "Trapézius" in words(content(site, "muscles/"))
    for address in (f"muscles/{id_}/", f"articles/{id_}-x/", "muscles/"):
        for link in page(site, address).find_all(href=True):
            target = urlsplit(urljoin(f"http://guide/{address}", str(link["href"])))
            if target.netloc == "guide" and link.get("rel") != ["canonical"]:
                path = site / target.path.lstrip("/")
                assert (path / "index.html" if target.path.endswith("/") else path).is_file()


def test_maps_draw_the_muscle_and_shade_its_places(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
        "<title>Back</title><script>alert(1)</script><style>*{}</style>"
        '<path id="skin" d="M0 0"/><a href="https://x.de"><path d="M1 1"/></a>'
        '<path data-region="neck" d="M2 2"/><path data-region="toe" d="M3 3"/>'
        '<path data-muscle="trapezius" d="M4 4" onclick="alert(1)"/>'
        '<path data-muscle="levator" d="M5 5"/></svg>'
    )
    site = built(write_guide(tmp_path, {"content/maps/back.svg": svg}))
    file = (site / "muscles/trapezius/picture.svg").read_text(encoding="utf-8")
    drawing = BeautifulSoup(file, "html.parser").select_one("svg[role=img]")
    assert drawing is not None
    image = content(site, "muscles/trapezius/").select_one("figure img")
    assert image is not None
    text = str(drawing["aria-label"])
    assert image["alt"] == text
    assert "Back" in text
    assert "Trapézius" in text
    assert "Neck" in text
    assert [p["d"] for p in drawing.select("path")] == ["M0 0", "M2 2", "M4 4"]
    assert [p["d"] for p in drawing.select(".mg-muscle")] == ["M4 4"]
    assert [p["d"] for p in drawing.select(".mg-sore")] == ["M2 2"]
    for hostile in ("alert", "x.de", "*{}", "onclick"):
        assert hostile not in file


def test_a_copy_of_the_project_builds_with_other_content(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "hooks/guide.py", "scripts/build.py"):
        write_guide(tmp_path, {name: (PROJECT / name).read_bytes()})
    (tmp_path / "src").symlink_to(PROJECT / "src")
    site = built(write_guide(tmp_path, {"mkdocs.yml": (PROJECT / "mkdocs.yml").read_bytes()}))
    assert "Trapézius" in words(content(site, ""))


def test_hooks_of_a_guide_s_own_work_on_its_hand_written_pages(tmp_path: Path) -> None:
    hook = "def on_page_markdown(markdown, **_):\n    return markdown.replace('Our', 'Their')\n"
    changes = {
        "mkdocs.yml": SHOULDER["mkdocs.yml"] + "hooks:\n  - mine.py\n",
        "mine.py": hook,
        "docs/team.md": "# Team\n\nOur team.\n",
    }
    site = built(write_guide(tmp_path, changes))
    assert "Their team." in words(content(site, "team/"))
    assert "Trapézius" in words(content(site, "muscles/trapezius/"))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("theme: {name: no-such-theme}\n", "mkdocs.yml:2:1: error: Unrecognised theme name"),
        ("plugins: [no-such-plugin]\n", 'mkdocs.yml:2:1: error: The "no-such-plugin" plugin'),
        ("INHERIT: no-such-file.yml\n", "mkdocs.yml:2:10: error: `INHERIT: no-such-file.yml`"),
        ("use_directory_urls: false\n", "mkdocs.yml:2:1: warning: `use_directory_urls` has no"),
    ],
)
def test_check_and_build_agree_on_settings(tmp_path: Path, settings: str, message: str) -> None:
    guide = write_guide(tmp_path, {"mkdocs.yml": f"site_name: Schulter\n{settings}"})
    checked, done = run("check", cwd=guide), run(cwd=guide)
    assert checked.returncode == done.returncode == int("error" in message)
    assert message in checked.stderr
    assert checked.stderr == done.stderr
    assert checked.stderr.count("[engine]") == 1


def test_settings_are_read_as_mkdocs_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE", "https://from-environment.ch/")
    changes: dict[str, str | bytes | None] = {
        "mkdocs.yml": "INHERIT: base/common.yml\ntheme:\n  favicon: images/dot.png\n",
        "base/common.yml": "site_name: X\nsite_url: !ENV [NO_SITE, SITE, none]\n"
        "theme: {name: material}\n"
        "extra_css: [own.css]\nmarkdown_extensions:\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
        "docs/images/dot.png": b"\x89PNG",
        "docs/own.css": "p { color: red }",
        "docs/team.md": "# Team\n",
    }
    site = built(write_guide(tmp_path, changes))
    for address in ("team/", "muscles/levator/"):
        soup = page(site, address)
        (canonical,) = soup.select("link[rel=canonical]")
        assert canonical["href"] == f"https://from-environment.ch/{address}"
        assert soup.select("link[rel=icon][href$='images/dot.png']")
        assert soup.select("link[rel=stylesheet][href$='own.css']")


def test_a_guide_builds_from_any_folder(tmp_path: Path, shoulder: Path) -> None:
    guide = write_guide(tmp_path / "guide")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    result = run("-f", "../guide/mkdocs.yml", "--out", "here", cwd=elsewhere)
    assert result.returncode == 0, result.stderr
    assert fingerprint(elsewhere / "here") == fingerprint(shoulder)
    assert not (guide / "site").exists()


def test_another_base_url_reaches_every_page(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path), "--base-url", "https://other.ch/a/")
    canonical = page(site, "muscles/trapezius/").find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == "https://other.ch/a/muscles/trapezius/"


def test_an_accent_of_any_colour_stays_readable(tmp_path: Path) -> None:
    accent = replaced("content/clinic.yml", "booking:", 'accent: "#ff0"\nbooking:')
    style = (built(write_guide(tmp_path, accent)) / "assets/clinic.css").read_text()
    assert "--mg-accent-on-dark: #ffff00" in style
    assert "--mg-accent-on-light: #ffff00" not in style


def test_ids_of_two_drawings_on_one_page_stay_apart(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs>'
        '<linearGradient id="g"><stop offset="0"/></linearGradient>'
        '<linearGradient id="finder-data" href="#g"/></defs>'
        '<path class="plain" fill="#f6dfcf" stroke="#ABC" d="M0 0"/>'
        '<path fill="url(#g)" stroke="URL( \'#g\' )" data-region="{}" d="M1 1"/></svg>'
    )
    changes: dict[str, str | bytes | None] = {
        "content/maps/front.svg": svg.format("neck"),
        "content/maps/back.svg": svg.format("top-of-shoulder"),
    }
    site = built(write_guide(tmp_path, changes))
    soup = page(site, "")
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    drawings = soup.select("svg.mg-map")
    assert len(drawings) == 2
    for drawing in drawings:
        own = {str(tag["id"]) for tag in drawing.find_all(id=True)}
        assert len(own) == 2
        plain = drawing.select_one("path.plain")
        assert plain is not None
        # What begins with a hash may be a colour.
        assert (plain["fill"], plain["stroke"]) == ("#f6dfcf", "#ABC")
        (gradient,) = drawing.find_all(href=True)
        assert str(gradient["href"]).removeprefix("#") in own
        shape = drawing.select_one("path:not(.plain)")
        assert shape is not None
        assert re.findall(r"#([\w-]+)", f"{shape['fill']} {shape['stroke']}")[0] in own


@pytest.mark.parametrize(
    "value",
    [
        "url(https://evil.example/a.svg#b)",
        "URL(HTTPS://evil.example/a.svg#b)",
        "\\75rl(https://evil.example/a)",
        "image-set('https://evil.example/a')",
        'url( "//evil.example/a" )',
        "u/**/rl(x) url(data:image/svg+xml,x)",
    ],
)
def test_a_drawing_asks_nothing_of_another_host(tmp_path: Path, value: str) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        f'<path data-muscle="levator" d="M1 1" FILL="{html.escape(value)}"'
        f' mask="{html.escape(value)}"/><use HREF="https://evil.example/x"/></svg>'
    )
    site = built(write_guide(tmp_path, {"content/maps/back.svg": svg}))
    text = (site / "muscles/levator/picture.svg").read_text(encoding="utf-8")
    assert "M1 1" in text
    assert "evil" not in text
    assert "data:" not in text


def test_links_are_checked_where_they_stand(tmp_path: Path) -> None:
    """A link to every page and part that there is passes; others are named at their line."""
    good = (
        "[a](handout/index.md) [b](symptoms/index.md#region_neck) [c](relief/index.md#step-1) "
        "[d](muscles/levator.md#symptoms) [e](sources/index.md#atlas) [f](index.md) "
        "[g](handouts/levator-a4.pdf) [h](articles/stiff-neck.md#the-muscles) [i](#here)\n"
    )
    bad = "\n[x](relief/index.md#nonsense)\n\n[y](muscles/nobody.md)\n\n[z](#nowhere)\n"
    rich = (
        "[a](handout/) [b](symptoms/#region_neck) [c](relief/#step-1) [d](muscles/levator/#overuse)"
    )
    record = SHOULDER["content/muscles/trapezius.yml"].replace("A warm", f"See {rich}. A warm")
    changes: dict[str, str | bytes | None] = {
        "docs/links.md": f"# Here\n\n{good}",
        "content/muscles/trapezius.yml": record,
    }
    guide = write_guide(tmp_path, changes)
    assert run("check", cwd=guide).stderr == "0 errors, 0 warnings in 12 files\n"
    site = built(guide)
    for link in content(site, "links/").select("a:not(.mg-mistake a)"):
        target = urlsplit(urljoin("http://guide/links/", str(link["href"])))
        path = site / target.path.lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        assert file.is_file(), link
        assert not target.fragment or page(site, target.path[1:]).find(id=target.fragment), link
    write_guide(guide, {**dict.fromkeys(SHOULDER), "docs/links.md": f"# Here\n\n{good}{bad}"})
    record = record.replace("#step-1", "#nonsense")
    write_guide(guide, {**dict.fromkeys(SHOULDER), "content/muscles/trapezius.yml": record})
    lines = run("check", cwd=guide).stderr.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [
        "content/muscles/trapezius.yml:17:9",
        "docs/links.md:5:1",
        "docs/links.md:7:1",
        "docs/links.md:9:1",
    ]
    assert 'no entry "nonsense" on the page "relief/"' in lines[0]


def test_an_article_that_fails_while_rendering_is_reported_by_the_check(tmp_path: Path) -> None:
    text = SHOULDER["docs/articles/stiff-neck.md"].replace(
        "{{ relief() }}", '{% for id in ["levator", "nobody"] %}\n{{ muscle(id) }}{% endfor %}'
    )
    guide = write_guide(tmp_path, {"docs/articles/stiff-neck.md": text})
    for command in ("check", "build"):
        result = run(command, cwd=guide)
        assert result.returncode == 1
        (line, _count) = result.stderr.splitlines()
        assert line.startswith("docs/articles/stiff-neck.md:20:1: error: ")
        assert 'there is no muscle "nobody"' in line


def test_labels_stand_as_they_are_written(tmp_path: Path) -> None:
    changes = {
        **replaced("content/body-regions.yml", "label: Neck", "label: Halswirbelsäule"),
        **replaced("content/activities.yml", "Carrying heavy bags", "Treppensteigen"),
        **replaced("content/symptoms.yml", "A stiff neck", "Achilles pain"),
    }
    site = built(write_guide(tmp_path, changes))
    for address in ("muscles/levator/", "muscles/trapezius/"):
        text = words(content(site, address))
        for word in ("halswirbelsäule", "treppensteigen", "achilles"):
            assert word not in text
    assert "Do less of this: Treppensteigen." in (site / "handout/trapezius.js").read_text()


def test_markdown_of_an_article(tmp_path: Path) -> None:
    body = (
        "## Above {: #up .big }\n\n~~old~~ new[^1]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
        '!!! warning "Mind"\n    Go slow.\n\nterm\n: its meaning\n\n## Above\n\n'
        "![Dot](../images/dot.png) [up](#up) [all](../muscles/index.md) [out](https://x.de)\n\n"
        "[^1]: A note.\n"
    )
    front = SHOULDER["docs/articles/stiff-neck.md"].split("Look")[0]
    changes: dict[str, str | bytes | None] = {
        "docs/articles/stiff-neck.md": front + body,
        "docs/images/dot.png": b"\x89PNG",
    }
    site = built(write_guide(tmp_path, changes))
    soup = content(site, "articles/stiff-neck/")
    assert [h.get("id") for h in soup.select("h2")][:2] == ["up", "above"]
    assert soup.select_one("h2.big")
    assert soup.select_one("s") or soup.select_one("del")
    assert soup.select_one("table td.mg-align-right")
    assert not soup.select("[style]")
    assert soup.select_one(".admonition.warning .admonition-title")
    assert soup.select_one("dl dt")
    assert soup.select_one(".footnotes")
    assert soup.select_one("img[src='../../images/dot.png']")
    hrefs = [str(a["href"]) for a in soup.find_all("a")]
    assert {"#up", "../../muscles/", "https://x.de"} <= set(hrefs)
    with pymupdf.open(site / "handouts/stiff-neck-a4.pdf") as document:
        printed = " ".join(" ".join(p.get_text() for p in document).split())
    for text in ("Above", "Mind", "Go slow.", "term", "its meaning", "A note."):
        assert text in printed


def test_files_of_docs_are_published_as_mkdocs_would(tmp_path: Path) -> None:
    settings = SHOULDER["mkdocs.yml"] + "exclude_docs: |\n  notes/\ndraft_docs: |\n  later.md\n"
    changes: dict[str, str | bytes | None] = {
        "mkdocs.yml": settings,
        "docs/team.markdown": "# Team\n",
        "docs/later.md": "# Later\n",
        "docs/notes/private.md": "# Private\n",
        "docs/notes/private.txt": "private",
        "docs/.hidden/page.md": "# Hidden\n",
        "docs/.DS_Store": "x",
        "docs/templates/x.html": "x",
        "docs/.well-known/security.txt": "Contact: x",
        "docs/.nojekyll": "",
        "docs/a b/Zoë.md": "# Zoë\n\nSee [the team](../team.markdown).\n",
        "docs/a b/pic é.png": b"\x89PNG",
    }
    site = built(write_guide(tmp_path, changes))
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {"team/index.html", ".well-known/security.txt", ".nojekyll"} <= files
    assert {"a b/Zoë/index.html", "a b/pic é.png"} <= files
    assert not [f for f in files if re.search("later|private|idden|DS_Store|templates", f)]
    for file in ("sitemap.xml", "assets/search.json", "index.html"):
        text = (site / file).read_text(encoding="utf-8")
        assert not re.search("later/|private|Hidden", text), file
        assert "team/" in text
    link = content(site, "a b/Zoë/").find("a", string="the team")
    assert link
    assert link["href"] == "../../team/"
    assert "a%20b/Zo%C3%AB/" in (site / "sitemap.xml").read_text(encoding="utf-8")
