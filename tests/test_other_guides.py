"""Guides of other clinics: another region, accents, one muscle, none, and many."""

from pathlib import Path

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
    said = words(content(shoulder, "muscles/levator/"))
    assert "Élévateur de l'omoplate" in said
    assert "A stiff neck" in said
    title = page(shoulder, "muscles/trapezius/").title
    assert title is not None
    assert title.string == "Trapézius - Praxis Dvořák & Søn"


def test_regions_stand_head_to_toe_and_groups_by_name(shoulder: Path) -> None:
    regions = [h.get_text() for h in content(shoulder, "symptoms/").find_all("h2")]
    assert regions[:2] == ["Neck", "Top of the shoulder"]
    groups = [h.get_text() for h in content(shoulder, "muscles/").find_all("h2")]
    assert groups == ["Épaule", "Neck"]


def test_a_symptom_of_two_regions_has_one_address(shoulder: Path) -> None:
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
    said = words(soup)
    assert "A sore shoulder : after a long day" in said
    assert "Carrying heavy bags : on one side" in said
    assert soup.find("em", string="often")
    assert content(shoulder, "relief/").find("strong", string="a little")


def test_a_real_review_is_shown(shoulder: Path) -> None:
    said = words(content(shoulder, "muscles/trapezius/"))
    assert "Reviewed by Ana Nuñez, physiotherapist, on October 5, 2026" in said
    assert "Not reviewed yet" in words(content(shoulder, "muscles/levator/"))


def test_only_warning_signs_that_apply_are_shown(tmp_path: Path) -> None:
    signs = SHOULDER["content/warning-signs.yml"].replace("regions: [neck]", "regions: [toe]")
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


def test_a_page_at_a_taken_address_is_told_and_not_used(tmp_path: Path) -> None:
    guide = write_guide(tmp_path, {"docs/symptoms.md": "# Mine\n", "docs/index.md": "# Mine\n"})
    result = run(cwd=guide)
    assert result.returncode == 0
    assert "docs/symptoms.md:1:1: warning:" in result.stderr
    assert "docs/index.md:1:1: warning:" in result.stderr
    assert "A stiff neck" in words(content(guide / "site", "symptoms/"))


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
    figure = content(site, "muscles/trapezius/").select_one("figure")
    assert figure is not None
    drawing = figure.select_one("svg[role=img]")
    assert drawing is not None
    said = str(drawing["aria-label"])
    assert "Back" in said
    assert "Trapézius" in said
    assert "neck" in said
    assert [p["d"] for p in drawing.select("path")] == ["M0 0", "M2 2", "M4 4"]
    assert [p["d"] for p in drawing.select(".mg-muscle")] == ["M4 4"]
    assert [p["d"] for p in drawing.select(".mg-sore")] == ["M2 2"]
    for hostile in ("alert", "x.de", "<style", "onclick"):
        assert hostile not in str(figure)


def test_a_copy_of_the_project_builds_with_other_content(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "hooks/guide.py", "scripts/build.py"):
        write_guide(tmp_path, {name: (PROJECT / name).read_bytes()})
    (tmp_path / "src").symlink_to(PROJECT / "src")
    site = built(write_guide(tmp_path, {"mkdocs.yml": (PROJECT / "mkdocs.yml").read_bytes()}))
    assert "Trapézius" in words(content(site, ""))


def test_settings_that_leave_the_program_out_are_refused(tmp_path: Path) -> None:
    settings = SHOULDER["mkdocs.yml"] + "hooks:\n  - mine.py\n"
    guide = write_guide(tmp_path, {"mkdocs.yml": settings, "mine.py": "X = 1\n"})
    result = run(cwd=guide)
    assert result.returncode == 1
    assert "mkdocs.yml:1:1: error: add hooks/guide.py to `hooks`" in result.stderr
    assert not (guide / "site").exists()


def test_a_guide_builds_from_any_folder(tmp_path: Path, shoulder: Path) -> None:
    guide = write_guide(tmp_path / "guide")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    result = run("-f", "../guide/mkdocs.yml", "--out", "here", cwd=elsewhere)
    assert result.returncode == 0, result.stderr
    assert fingerprint(elsewhere / "here") == fingerprint(shoulder)
    assert not (guide / "site").exists()


def test_another_base_address_reaches_every_page(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path), "--base-url", "https://other.ch/a/")
    canonical = page(site, "muscles/trapezius/").find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == "https://other.ch/a/muscles/trapezius/"


def test_an_accent_of_any_colour_stays_readable(tmp_path: Path) -> None:
    accent = replaced("content/clinic.yml", "booking:", 'accent: "#ff0"\nbooking:')
    style = (built(write_guide(tmp_path, accent)) / "assets/clinic.css").read_text()
    assert "--mg-accent-on-dark: #ffff00" in style
    assert "--mg-accent-on-light: #ffff00" not in style


def test_text_of_the_guide_is_found_by_the_search(shoulder: Path) -> None:
    index = (shoulder / "search/search_index.json").read_text(encoding="utf-8")
    assert "Trap\\u00e9zius" in index or "Trapézius" in index
    assert BeautifulSoup(index, "html.parser").find("script") is None
