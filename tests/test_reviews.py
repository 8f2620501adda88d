"""What pages and handouts say of reviews, of mistakes, and of who pays."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pymupdf
import pytest
from guides import SHOULDER, replaced, write_guide
from site_reading import built, page, run, words

TRAPEZIUS = "content/muscles/trapezius.yml"
CLINIC = "content/clinic.yml"
SIGNED = "reviewed: {by: ana, on: 2026-10-05}"
EDITED = "The words have changed since then"
PAYS = "made this guide and pays for it. The clinic earns money from visits."


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, env=dict(os.environ))


def committed(root: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    write_guide(root, changes)
    if not (root / ".git").exists():
        git(root, "init", "-q")
    git(root, "add", "content", "docs", "mkdocs.yml")
    git(root, "commit", "-qm", "A change")
    return root


def paper(site: Path, name: str) -> str:
    with pymupdf.open(site / "handouts" / f"{name}.pdf") as document:
        return " ".join(" ".join(sheet.get_text() for sheet in document).split())


@pytest.mark.parametrize(
    ("next_", "said", "warned"),
    [
        ("2999-12-31", "The next review is due by December 31, 2999.", False),
        ("2026-10-06", "This review is out of date.", True),
    ],
)
def test_a_review_says_how_long_it_holds(
    tmp_path: Path, next_: str, said: str, warned: bool
) -> None:
    changes = replaced(TRAPEZIUS, SIGNED, SIGNED.replace("}", f", next: {next_}}}"))
    root = write_guide(tmp_path, changes)
    site = built(root)
    for text in (words(page(site, "muscles/trapezius/")), paper(site, "trapezius-letter")):
        assert "Reviewed by Ana Nuñez" in text
        assert said in text
    assert ("[review-old]" in run("check", cwd=root).stderr) == warned


def test_an_old_review_without_a_date_for_the_next_is_out_of_date(tmp_path: Path) -> None:
    root = write_guide(tmp_path, replaced(TRAPEZIUS, "2026-10-05", "2020-02-29"))
    assert "This review is out of date." in words(page(built(root), "muscles/trapezius/"))


def test_words_that_changed_after_their_review_say_so(tmp_path: Path) -> None:
    root = committed(tmp_path)
    assert EDITED not in words(page(built(root), "muscles/trapezius/"))
    assert "[review-outdated]" not in run("check", cwd=root).stderr
    new = replaced(TRAPEZIUS, "The wide muscle", "The widest muscle")
    write_guide(root, new)  # before anybody has committed it
    assert EDITED in words(page(built(root), "muscles/trapezius/"))
    committed(root, new)
    site = built(root)
    assert EDITED in words(page(site, "muscles/trapezius/"))
    assert EDITED in paper(site, "trapezius-a4")
    assert f"{TRAPEZIUS}:" in run("check", cwd=root).stderr
    assert "[review-outdated]" in run("check", cwd=root).stderr


def test_a_new_signature_holds_for_the_new_words(tmp_path: Path) -> None:
    root = committed(tmp_path)
    committed(root, replaced(TRAPEZIUS, "The wide muscle", "The widest muscle"))
    text = SHOULDER[TRAPEZIUS].replace("The wide muscle", "The widest muscle")
    committed(root, {TRAPEZIUS: text.replace("2026-10-05", "2026-10-06")})
    assert EDITED not in words(page(built(root), "muscles/trapezius/"))


def test_comments_order_and_broken_versions_are_no_new_words(tmp_path: Path) -> None:
    root = committed(tmp_path)
    (root / TRAPEZIUS).write_bytes(b"name: [\xff\nreviewed: {")
    git(root, "commit", "-qam", "Broken")
    first, rest = SHOULDER[TRAPEZIUS].split("\n", 1)
    committed(root, {TRAPEZIUS: f"# A comment\n{rest}{first}\n"})
    assert EDITED not in words(page(built(root), "muscles/trapezius/"))


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ("email: hello@praxis.de\n", "mailto:hello@praxis.de?subject=A mistake on the page: "),
        ("email: a@b.de\ncorrections: c@d.de\n", "mailto:c@d.de?subject=A mistake on the page: "),
        ("corrections: https://praxis.de/form?x=1\n", "https://praxis.de/form?x=1"),
        ("", "tel:+49891234"),
    ],
)
def test_a_mistake_can_be_reported_from_every_page(tmp_path: Path, keys: str, address: str) -> None:
    site = built(write_guide(tmp_path, {CLINIC: SHOULDER[CLINIC] + keys}))
    pages = [
        file.parent.relative_to(site).as_posix() + "/"
        for file in site.rglob("index.html")
        if "embed" not in file.parts
    ]
    assert len(pages) > 10
    for url in pages:
        (link,) = page(site, url).select(".mg-mistake a")
        title = page(site, url).select_one("h1")
        assert title is not None
        subject = words(title) if address.endswith(": ") and url.startswith("muscles/t") else ""
        assert unquote(str(link["href"])).startswith(address + subject)


def test_who_pays_is_said_on_every_page_and_handout(tmp_path: Path) -> None:
    site = built(write_guide(tmp_path))
    for file in site.rglob("*.html"):
        if "embed" not in file.parts:
            assert PAYS in words(page(site, str(file.relative_to(site)))), file
    for pdf in (site / "handouts").rglob("*.pdf"):
        assert PAYS in paper(site, str(pdf.relative_to(site / "handouts").with_suffix("")))


def test_a_clinic_can_say_itself_who_pays(tmp_path: Path) -> None:
    own = "A grant of the city of Brno pays for this guide."
    site = built(write_guide(tmp_path, {CLINIC: f"{SHOULDER[CLINIC]}funding: {own}\n"}))
    assert own in words(page(site, "muscles/trapezius/"))
    assert own in paper(site, "trapezius-letter")
    assert PAYS not in words(page(site, "symptoms/"))
