"""The second sample guide: another part of the body, and nothing of the knee on it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from bs4 import BeautifulSoup
from guides import PROJECT
from site_reading import built, page, run

SAMPLE = PROJECT / "examples/neck-and-shoulder"
WORD = re.compile(r"[^\W\d_]{3,}")


def words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def vocabulary(guide: Path) -> set[str]:
    """Every word that the records, articles and drawings of a guide say."""
    files = (*guide.glob("content/**/*.yml"), *guide.glob("docs/articles/*.md"))
    maps = guide.glob("content/maps/*.svg")
    said = [path.read_text(encoding="utf-8") for path in files]
    said += re.findall(r"<title>(.*?)<", "".join(p.read_text(encoding="utf-8") for p in maps))
    return words(" ".join(said))


# Words of a part of the body, of an activity or a muscle of the knee guide, in any of its forms.
KNEE = re.compile(
    r"^(knees?|cal(f|ves)|thighs?|legs?|shins?|ankles?|feet|foot|heels?|toes?|hamstrings?|"
    r"hik(e|er|ers|ing)|stairs?|downhill|uphill|downstairs|popliteus|plantaris|gastrocnemius|"
    r"biceps|femoris|achilles|mishleau|ryan)$"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, built outside the project."""
    guide = tmp_path_factory.mktemp("sample") / "guide"
    shutil.copytree(SAMPLE, guide, ignore=shutil.ignore_patterns("site", "build"))
    return built(guide)


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield what can be read in every file of a site, with the file's name."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".html":
            soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
            alternatives = " ".join(
                str(tag[key])
                for key in ("alt", "aria-label", "title", "content", "placeholder")
                for tag in soup.select(f"[{key}]")
            )
            yield name, f"{soup.get_text(' ')} {alternatives}"
        elif path.suffix == ".pdf":
            with pymupdf.open(path) as pdf:
                yield name, " ".join(sheet.get_text() for sheet in pdf)
        elif path.suffix in (".txt", ".json", ".xml") or name.startswith("handout/"):
            yield name, path.read_text(encoding="utf-8")


def test_nothing_of_the_knee_is_on_it(site: Path) -> None:
    own = vocabulary(SAMPLE)
    leaked = {
        (name, word)
        for name, text in texts(site)
        for word in words(text)
        if KNEE.match(word) and word not in own
    }
    assert not leaked
    # The pattern finds what it should: the knee guide is full of it.
    assert len([word for word in vocabulary(PROJECT) if KNEE.match(word)]) > 20


def test_only_its_made_up_clinic_stands_in_the_way_of_publishing() -> None:
    told = json.loads(run("check", "--format", "json", cwd=SAMPLE).stdout)
    rules = {one["rule"] for one in told if one["severity"] != "note"}
    assert rules == {"placeholder"}
    assert {one["rule"] for one in told} <= {"placeholder", "long-handout"}


def test_it_has_all_that_a_guide_can_have(site: Path) -> None:
    assert len(list(site.glob("muscles/*/index.html"))) >= 3
    assert len(list(site.glob("exercises/*/index.html"))) >= 4
    assert len(list(site.glob("articles/*/index.html"))) == 1
    for muscle in site.glob("muscles/*/picture.svg"):
        assert muscle.stat().st_size > 500
    assert len(list(site.glob("muscles/*/picture.svg"))) == len(
        list(site.glob("muscles/*/index.html"))
    )
    for name in ("about/", "words/", "relief/", "warning-signs/", "places/side-of-neck/"):
        assert page(site, name).select_one("h1")
    # Every muscle has a source on its page, and says that nobody has reviewed it.
    for muscle in site.glob("muscles/*/index.html"):
        soup = BeautifulSoup(muscle.read_text(encoding="utf-8"), "html.parser")
        assert soup.select_one(".mg-sources a")
        assert "Not reviewed yet" in soup.get_text()


def test_a_patient_finds_the_muscle_of_a_stiff_neck(site: Path) -> None:
    place = page(site, "places/side-of-neck/").get_text(" ")
    for name in ("Levator scapulae", "Upper trapezius"):
        assert name in place
    assert "Call 911" in place
