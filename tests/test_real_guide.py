"""The project's own guide: every fact in its place, every page at its address, in plain words."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import textstat
from bs4 import BeautifulSoup
from guides import PROJECT
from site_reading import content, page, words

MUSCLES = ("gastrocnemius", "biceps-femoris", "popliteus", "plantaris")
PAGES = (
    "",
    "muscles/",
    *(f"muscles/{id_}/" for id_ in MUSCLES),
    "symptoms/",
    "activities/",
    "articles/",
    "articles/back-of-the-knee/",
    "relief/",
    "warning-signs/",
    "sources/",
    "handout/",
)

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


@pytest.mark.parametrize(
    ("address", "fact"), [(address, fact) for address, facts in FACTS.items() for fact in facts]
)
def test_fact_stands_on_its_page(real_site: Path, address: str, fact: str) -> None:
    assert re.search(fact, words(content(real_site, address)), re.IGNORECASE)


@pytest.mark.parametrize("id_", MUSCLES)
def test_parts_of_a_muscle_page_stand_in_the_promised_order(real_site: Path, id_: str) -> None:
    said = str(content(real_site, f"muscles/{id_}/"))
    marks = ["<h1>", "mg-say", "mg-summary", "<svg", 'id="warning-signs"', 'id="location"']
    marks += ['id="functions"', 'id="symptoms"', 'id="overuse"', 'id="relief"', 'id="neighbours"']
    marks += ['id="sources"', "mg-review", 'id="handout"', "mg-booking"]
    places = [said.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(real_site: Path, address: str) -> None:
    soup = page(real_site, address)
    broken = []
    for link in soup.find_all(href=True):
        target = urlsplit(urljoin(f"http://guide/{address}", str(link["href"])))
        if target.netloc != "guide" or link.get("rel") == ["canonical"]:
            continue
        path = real_site / target.path.lstrip("/")
        file = path / "index.html" if target.path.endswith("/") else path
        if not file.is_file():
            broken.append(link["href"])
        elif target.fragment:
            other = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
            if not other.find(id=target.fragment):
                broken.append(link["href"])
    assert broken == []


def test_everything_that_can_be_a_link_is_one(real_site: Path) -> None:
    popliteus = {str(a["href"]) for a in content(real_site, "muscles/popliteus/").find_all("a")}
    assert "../../symptoms/#knee-locking" in popliteus
    assert "../../activities/#downhill" in popliteus
    assert "../../sources/#davies" in popliteus
    assert "../../muscles/plantaris/" in popliteus
    assert "../../relief/#step-1" in popliteus
    symptom = content(real_site, "symptoms/").find(id="knee-locking")
    assert symptom is not None
    assert symptom.find("a", href="../muscles/popliteus/")
    activity = content(real_site, "activities/").find(id="downhill")
    assert activity is not None
    assert "gentler slope" in words(activity)
    assert activity.find("a", href="../muscles/popliteus/")
    article = content(real_site, "articles/back-of-the-knee/")
    assert article.find("a", href="../../muscles/popliteus/", string="Popliteus")
    assert article.find("a", href="../../sources/#mishleau-knee")


@pytest.mark.parametrize("address", ["", "symptoms/", "activities/", "relief/", "warning-signs/"])
def test_pages_that_talk_of_pain_show_the_warning_signs(real_site: Path, address: str) -> None:
    cards = content(real_site, address).select(".mg-care")
    assert [card["class"][-1] for card in cards] == [
        "mg-care--emergency",
        "mg-care--today",
        "mg-care--soon",
    ]


def test_no_record_claims_a_review(real_site: Path) -> None:
    for id_ in MUSCLES:
        said = words(content(real_site, f"muscles/{id_}/"))
        assert "Not reviewed yet" in said
        assert "Reviewed by" not in said


@pytest.mark.parametrize("address", [page for page in PAGES if page.count("/") == 2])
def test_pages_read_easily(real_site: Path, address: str) -> None:
    soup = content(real_site, address)
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
        told = re.sub("|".join(map(re.escape, cited)), "it", block)
        too_long += [s for s in re.split(r"[.!?:](?:\s|$)", told) if len(s.split()) > 20]
    assert too_long == []


def test_placeholders_are_told_and_lie_under_example_org() -> None:
    clinic = (PROJECT / "content/clinic.yml").read_text(encoding="utf-8")
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "example.org" in clinic
    assert "example.org" in settings


def test_generated_pages_are_not_in_the_menu(real_site: Path) -> None:
    menu = page(real_site, "").find("nav", class_="mg-menu")
    assert menu is not None
    assert not [a["href"] for a in menu.find_all("a") if re.search("muscles/.", str(a["href"]))]


def test_nothing_is_asked_of_another_host(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        loaded = [tag["src"] for tag in soup.find_all(src=True)]
        loaded += [tag["href"] for tag in soup.find_all("link", rel=["stylesheet", "icon"])]
        assert not [address for address in loaded if "//" in str(address)]
