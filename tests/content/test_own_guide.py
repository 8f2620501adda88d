"""The project's own guide, `content/` and `docs/`: it builds, reads easily, and keeps its facts.

Another clinic's content stands in the same folders: what is tested here goes by what is there.
"""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
import textstat
import yaml
from guides import PROJECT
from playwright.sync_api import Browser, Page
from site_reading import built, content, run, words

MUSCLES = tuple(path.stem for path in sorted((PROJECT / "content/muscles").glob("*.yml")))
ARTICLES = tuple(
    path.stem for path in sorted((PROJECT / "docs/articles").glob("*.md")) if "." not in path.stem
)
READ = (*(f"muscles/{id_}/" for id_ in MUSCLES), *(f"articles/{id_}/" for id_ in ARTICLES))


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own guide, built outside the project's folder."""
    out = tmp_path_factory.mktemp("own") / "site"
    built(PROJECT, "--out", str(out))
    return out


# Facts of the source article, each as words that its page must say in this order.
FACTS = {
    "articles/back-of-the-knee/": (
        "based on .*Benjamin Mishleau.*Living Touch Therapeutics",
        "Ryan.*hiking in the mountains.*week.*sharp pain in the back of his knee",
        "thought.*sore.*Days later.*walk downstairs.*hurt to run",
        "runs often.*likes to hike.*never hurt his knee",
        "ache near the end of the trip.*serious.*pass",
        "push on.*wife was worried.*local therapist",
        "knee itself was not to blame.*trigger points.*long climbs.*steep",
        "gone tight.*back of his knee.*referred",
        "massage.*exercises.*stronger.*balanced.*almost at once.*few weeks.*gone",
        "your knee pain too",
        "many causes.*some are serious.*massage and exercise often ease it.*professional",
        "tight.*short.*too long.*tired and tense.*stressful week",
        "lock tight.*sudden overload.*painful knots.*trigger points",
        "hurt where they are.*pull on the muscles.*hard to move.*joint dysfunction",
        "hamstrings.*calves.*back of the knee",
        "high heels.*basketball.*football.*sitting.*hiking.*cycling.*injury",
        "spread up or down your leg.*about to lock.*not lock as it should.*easy to put right",
        "Myofascial Pain and Dysfunction.*Travell.*Simons.*two volumes.*lasting relief",
        "Trigger Point Therapy Workbook.*Clair Davies.*NCTMB.*treat themselves",
        "more to say.*key points.*what can ease the pain",
        "Gastrocnemius.*Biceps femoris.*Popliteus.*Plantaris",
        "What we know and what we don.t.*Quintner.*Dommerholt",
        "Schedule a consultation",
    ),
    "muscles/gastrocnemius/": (
        "shapes your calf.*back of your knee.*heel",
        "Achilles tendon",
        "jump and climb.*pushes you off.*walk or run.*downstairs or downhill",
        "Pain in the back of your knee.*thigh.*inner ankle",
        "Leaning forward while you stand for a long time.*uphill.*high heels.*Cycling",
    ),
    "muscles/biceps-femoris/": (
        "largest.*hamstrings",
        "sit bone.*ischial tuberosity",
        "fibula",
        "bends your knee.*extends the hip.*walk, run or squat.*fall forward",
        "dull ache behind your knee.*Stiffness in the back of your legs",
        "hips or knees bent for a long time.*football, basketball or soccer.*Cycling",
    ),
    "muscles/popliteus/": (
        "small muscle.*back of your knee",
        "outer side of your.*femur.*upper back of your shin bone.*tibia",
        "unlocks.*starts the bend.*flexion.*shin bone slightly inward",
        "just below your knee when you straighten",
        "locks in an odd way",
        "walk or run.*worse downhill or downstairs",
        "Changing direction quickly.*while you run",
        "Skiing or hiking downhill.*knee brace",
    ),
    "muscles/plantaris/": (
        "small muscle.*long, thin cord.*crosses the back of your knee",
        "point your toes down.*plantar flexion",
        "Pain in the back of your knee",
        "knee and ankle to their limit at the same time.*extreme extension",
    ),
    "relief/": (
        "quick and easy.*comes back.*carry on.*high heels.*less often, or not at all",
        "cannot change.*two steps.*keep the pain well down",
        "massage is the best way.*tension.*movement",
        "tennis ball.*hands.*massage therapist.*Workbook.*Clair Davies",
        "not enough to relax.*overworked because.*weak.*essential",
        "few minutes a day.*gym",
        "What we know and what we don.t.*Quintner.*Dommerholt.*answer",
    ),
    "sources/": (
        "Pain in the Back of the Knee\\? These Muscles Could be to Blame",
        "Benjamin Mishleau",
        "five-minute read.*23 March",
    ),
    "warning-signs/": (
        "Call 911 now.*leg.*short of breath.*chest",
        "Get medical advice today.*calf.*swollen.*warm",
    ),
}


KNEE_IS_HERE = "mishleau-knee" in (PROJECT / "content/sources.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "fact"),
    [(page, fact) for page, facts in FACTS.items() for fact in facts] if KNEE_IS_HERE else [],
)
def test_fact_stands_on_its_page(own_site: Path, page: str, fact: str) -> None:
    assert re.search(fact, words(content(own_site, page)), re.IGNORECASE)


@pytest.mark.parametrize("id_", MUSCLES)
def test_only_what_its_record_says_is_called_reviewed(own_site: Path, id_: str) -> None:
    record = yaml.safe_load((PROJECT / f"content/muscles/{id_}.yml").read_bytes())
    text = words(content(own_site, f"muscles/{id_}/"))
    assert ("Reviewed by" in text) == ("reviewed" in record)
    assert ("Not reviewed yet" in text) != ("reviewed" in record)


@pytest.mark.parametrize("page", READ)
def test_pages_read_easily(own_site: Path, page: str) -> None:
    soup = content(own_site, page)
    for part in soup(["svg", "script", "style"]):
        part.decompose()
    # A heading, an entry of a list or a caption is a sentence of its own.
    blocks = [
        words(block)
        for block in soup.find_all(["h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "figcaption"])
        if not block.find(["p", "ul", "ol", "h2", "h3", "h4"])
    ]
    text = " ".join(block if block[-1:] in ".!?…" else f"{block}." for block in blocks if block)
    assert textstat.flesch_kincaid_grade(text) <= 7.0
    # Titles of sources are not ours to shorten.
    own = [block for block in blocks if not soup.find("li", string=block)]
    cited = {words(a) for a in soup.select("a[href*='sources/#']")}
    too_long = []
    for block in own:
        uncited = re.sub("|".join(map(re.escape, cited)), "it", block)
        too_long += [s for s in re.split(r"[.!?:](?:\s|$)", uncited) if len(s.split()) > 20]
    assert too_long == []


def test_placeholders_are_named_by_the_check() -> None:
    result = run("check", cwd=PROJECT)
    assert result.returncode == 0
    for file in ("content/clinic.yml", "mkdocs.yml"):
        text = (PROJECT / file).read_text(encoding="utf-8")
        named = [line for line in result.stderr.splitlines() if line.startswith(f"{file}:")]
        placeholders = [line for line in named if line.endswith("[placeholder]")]
        assert len(placeholders) == len(re.findall(r"^[^#\n]*example\.org", text, re.MULTILINE))


def test_figures_are_drawn_alike_in_every_language(own_site: Path) -> None:
    figures = sorted(own_site.glob("exercises/*/figure.svg"))
    assert len(figures) > 5
    for figure in figures:
        other = own_site / "es" / figure.relative_to(own_site)
        assert other.read_bytes() == figure.read_bytes(), figure.parent.name


# ---- The finder in Spanish ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def own_url(own_site: Path, serve: Callable[[Path], str]) -> str:
    return serve(own_site)


def answer(tab: Page, address: str) -> tuple[list[str], list[str]]:
    """Give the muscles that the finder shows, best first, and those of them that only come near."""
    tab.goto(address)
    tab.wait_for_function("document.getElementById('finder-status').textContent")
    ids = "all => all.map(it => it.dataset.muscle)"
    shown = tab.locator("[data-muscle]:not([hidden])").evaluate_all(ids)
    return shown, tab.locator("[data-near]:not([hidden])").evaluate_all(ids)


def test_the_finder_gives_the_same_answers_in_spanish(own_url: str, chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.goto(own_url)
    choices = tab.locator("#finder input[type=checkbox]").evaluate_all(
        "all => all.map(it => [it.name, it.value])"
    )
    assert {name for name, _value in choices} == {"region", "symptom", "activity"}
    first = dict(reversed(choices))
    last = dict(choices)
    asked = [urlencode(dict([choice])) for choice in choices]
    asked += [urlencode(some) for some in (first, last, {**first, "activity": last["activity"]})]
    for query in asked:
        (english, near), (spanish, close) = (
            answer(tab, f"{own_url}{below}?{query}") for below in ("", "es/")
        )
        # Among equals the names decide, which differ.
        assert (set(english), set(near)) == (set(spanish), set(close)), query
        assert english, query
    tab.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rodilla", {"biceps-femoris", "gastrocnemius", "plantaris", "popliteus"}),
        ("RODILLAS", {"biceps-femoris", "gastrocnemius", "plantaris", "popliteus"}),
        ("pantorrillas", {"gastrocnemius", "popliteus"}),
        ("bajar escaleras", {"gastrocnemius", "popliteus"}),
        ("tacones", {"gastrocnemius"}),
        ("bicicleta", {"biceps-femoris", "gastrocnemius"}),
        ("sentarse", {"biceps-femoris"}),
        ("popliteo", {"popliteus"}),
        ("poplíteo", {"popliteus"}),
        ("isquiotibiales", {"biceps-femoris"}),
    ],
)
def test_spanish_words_of_a_patient_find_muscles(
    own_url: str, chromium: Browser, words: str, found: set[str]
) -> None:
    tab = chromium.new_page()
    shown, near = answer(tab, f"{own_url}es/?{urlencode({'q': words})}")
    assert found <= set(shown)
    assert near == []
    assert re.fullmatch(r"Cumplen? \d de \d músculos\.", tab.get_by_role("status").inner_text())
    tab.close()
