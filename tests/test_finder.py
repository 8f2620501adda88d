"""The finder in a real browser: always exactly the right muscles, and never a lost reader."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from guides import SHOULDER, write_guide
from playwright.sync_api import Browser, Page, expect
from site_reading import built, content

# ruff: noqa: S311  # dice, not secrets
REGIONS = [f"region-{n}" for n in range(8)]
SYMPTOMS = [f"symptom-{n}" for n in range(24)]
ACTIVITIES = [f"activity-{n}" for n in range(12)]
WORDS = [
    "calf",
    "knee",
    "École",
    "größe",
    "straße",
    "dull",
    "Øre",
    "naïve",
    "side-stitch",
    "running",
    "stairs",
]
FEW = "École1"  # a search that some by-names meet: more than one, fewer than a dozen
Choice = dict[str, list[str]]


class Clinic:
    """A guide of 215 muscles, and what the finder must answer, computed in Python."""

    def __init__(self) -> None:
        dice = random.Random(5)
        self.regions: dict[str, dict[str, Any]] = {
            id_: {"label": f"Region {id_}", "words": [f"place{n}"], "part": f"Part {n // 2}"}
            for n, id_ in enumerate(REGIONS)
        }
        self.symptoms = {
            id_: {
                "label": f"{' '.join(dice.sample(WORDS, 2))} {id_}",
                "regions": dice.sample(REGIONS, dice.randint(1, 3)),
                "feel": "pain",
            }
            for id_ in SYMPTOMS
        }
        self.activities = {id_: {"label": f"Doing {id_}"} for id_ in ACTIVITIES}
        self.muscles: dict[str, dict[str, Any]] = {
            f"m-{n}": {
                "name": f"Musculus {dice.choice(WORDS)} {n}",
                "also_called": [f"by-name {dice.choice(WORDS)}{n}"],
                "group": "G",
                "summary": "S",
                "location": "L",
                "attachments": {"from": "a", "to": "b"},
                "functions": ["f"],
                "symptoms": [
                    {"symptom": id_, "detail": f"zeta{n}"} if dice.random() < 0.2 else id_
                    for id_ in dice.sample(SYMPTOMS, dice.randint(1, 4))
                ],
                "overuse": dice.sample(ACTIVITIES, dice.randint(1, 3)),
                "sources": ["atlas"],
            }
            for n in range(215)
        }

    def files(self) -> dict[str, str | bytes | None]:
        records = {
            "content/body-regions.yml": self.regions,
            "content/symptoms.yml": self.symptoms,
            "content/activities.yml": self.activities,
            **{f"content/muscles/{id_}.yml": record for id_, record in self.muscles.items()},
        }
        shapes = "".join(
            f'<path data-region="{id_}" d="M0 {n * 40}h80v36h-80z"/>'
            for n, id_ in enumerate(REGIONS)
        )
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 320">{shapes}</svg>'
        left_out = [name for name in SHOULDER if "/muscles/" in name or "/articles/" in name]
        return {
            **dict.fromkeys(left_out),
            "content/warning-signs.yml": ("- {sign: It is numb, act: today, sources: [atlas]}\n"),
            "content/maps/body.svg": svg,
            **{name: yaml.safe_dump(record) for name, record in records.items()},
        }

    def used(self, muscle: str) -> Choice:
        record = self.muscles[muscle]
        symptoms = [s if isinstance(s, str) else s["symptom"] for s in record["symptoms"]]
        regions = [str(r) for s in symptoms for r in self.symptoms[s]["regions"]]
        return {"region": regions, "symptom": symptoms, "activity": list(record["overuse"])}

    def words(self, muscle: str) -> list[str]:
        record = self.muscles[muscle]
        texts = [str(record["name"]), *record["also_called"]]
        for use in record["symptoms"]:
            id_ = use if isinstance(use, str) else use["symptom"]
            texts += [str(self.symptoms[id_]["label"])]
            texts += [] if isinstance(use, str) else [use["detail"]]
        texts += [str(self.activities[id_]["label"]) for id_ in record["overuse"]]
        for id_ in self.used(muscle)["region"]:
            texts += [str(self.regions[id_]["label"]), *self.regions[id_]["words"]]
        return plain(" ".join(texts))

    def met(self, muscle: str, choice: Choice) -> int:
        """How many of the choices a muscle meets; each word that is searched for is one of them."""
        used = self.used(muscle)
        options = sum(len(set(choice.get(facet, [])) & set(used[facet])) for facet in used)
        return options + sum(self.held_words(muscle, choice))

    def held_words(self, muscle: str, choice: Choice) -> list[bool]:
        words = self.words(muscle)
        forms = {form(word) for word in words}
        return [
            any(word.startswith(start) for word in words) or form(start) in forms
            for start in asked(choice)
        ]

    def has_words(self, muscle: str, choice: Choice) -> bool:
        return all(self.held_words(muscle, choice))

    def matching(self, choice: Choice) -> set[str]:
        """The rule of the finder: any of a question's options, all of the questions."""
        return {
            id_
            for id_ in self.muscles
            if all(
                not set(choice.get(facet, [])) or set(choice[facet]) & set(used)
                for facet, used in self.used(id_).items()
            )
            and self.has_words(id_, choice)
        }

    def answer(self, choice: Choice) -> set[str]:
        """What is shown: what fits all, or else what meets the most, if it meets anything."""
        found = self.matching(choice)
        if found:
            return found
        most = max(self.met(id_, choice) for id_ in self.muscles)
        return {id_ for id_ in self.muscles if most and self.met(id_, choice) == most}


def asked(choice: Choice) -> list[str]:
    *words, last = plain(" ".join(choice.get("q", []))) or [""]
    return [word for word in words if len(word) > 2] + ([last] if last else [])


def form(word: str) -> str:
    """A word without its ending, so that forms of one word are the same."""
    for ending in ("ings", "ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = word.removesuffix(ending)
            return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
    return word


def plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in kept).split()


CLINIC = Clinic()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(write_guide(tmp_path_factory.mktemp("finder"), CLINIC.files()))


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def unhidden(page: Page) -> set[str]:
    script = """() => [...document.querySelectorAll('[data-muscle]:not([hidden])')]
        .map(card => card.dataset.muscle)"""
    return set(page.evaluate(script))


def displayed(page: Page) -> list[str]:
    script = """() => [...document.querySelectorAll('[data-muscle]')]
        .filter(card => card.offsetParent).map(card => card.dataset.muscle)"""
    return list(page.evaluate(script))


def choose(page: Page, choice: Choice) -> None:
    for facet, ids in choice.items():
        for id_ in ids:
            if facet == "q":
                page.locator("#finder [name=q]").fill(id_)
            else:
                # It may be folded away, and works all the same.
                page.locator(f"#finder [name={facet}][value={id_}]").dispatch_event("click")


def some_choice(dice: random.Random) -> Choice:
    """A choice that may well leave no muscle, which is an answer, too."""
    choice: Choice = {}
    for facet, ids in (("region", REGIONS), ("symptom", SYMPTOMS), ("activity", ACTIVITIES)):
        if dice.random() < 0.6:
            choice[facet] = dice.sample(ids, dice.randint(1, 3))
    if dice.random() < 0.5:
        words = ["ecole", "GRÖSSE", "strasse", "STRAẞE", "straße", "ore", "naive", "side", "stitch"]
        words += ["run", "stairs dull", "zeta1", "by-name", "musculus 1", "xyz", "!?", "  "]
        choice["q"] = [dice.choice(words)]
    return choice


@pytest.mark.parametrize("seed", range(24))
def test_an_address_shows_exactly_the_right_muscles(page: Page, address: str, seed: int) -> None:
    choice = some_choice(random.Random(seed))
    page.goto(f"{address}?{urlencode(choice, doseq=True)}")
    assert unhidden(page) == CLINIC.answer(choice)


@pytest.mark.parametrize("seed", range(100, 110))
def test_pressing_shows_exactly_the_right_muscles(page: Page, address: str, seed: int) -> None:
    dice = random.Random(seed)
    page.goto(address)
    choice: Choice = {}
    for _press in range(4):
        on = page.locator("#finder input[type=checkbox]:not([aria-disabled=true]):not(:checked)")
        box = on.nth(dice.randrange(on.count()))
        facet, id_ = box.get_attribute("name"), box.get_attribute("value")
        box.dispatch_event("click")
        choice.setdefault(str(facet), []).append(str(id_))
        assert unhidden(page) == CLINIC.answer(choice)


def test_back_and_forward_walk_through_choices(page: Page, address: str) -> None:
    page.goto(address)
    first: Choice = {"region": ["region-1"]}
    second: Choice = {"region": ["region-1", "region-2"]}
    choose(page, first)
    choose(page, {"region": ["region-2"]})
    assert unhidden(page) == CLINIC.answer(second)
    page.go_back()
    assert unhidden(page) == CLINIC.answer(first)
    assert not page.locator("[name=region][value=region-2]").is_checked()
    page.go_back()
    assert unhidden(page) == set(CLINIC.muscles)
    page.go_forward()
    page.go_forward()
    assert unhidden(page) == CLINIC.answer(second)
    page.reload()
    assert unhidden(page) == CLINIC.answer(second)


def test_hostile_and_unknown_values_of_an_address_are_ignored(page: Page, address: str) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'"
    query = urlencode(
        {"region": [hostile, "region-3"], "nobody": "x", "symptom": "%00"}, doseq=True
    )
    page.goto(f"{address}?{query}")
    assert unhidden(page) == CLINIC.answer({"region": ["region-3"]})
    page.goto(f"{address}?{urlencode({'q': hostile})}")
    assert unhidden(page) == CLINIC.answer({"q": [hostile]})
    page.goto(f"{address}?{urlencode({'q': 'musculus <img src=x>'})}")
    assert page.locator("article img").count() == 0


def test_the_best_match_comes_first_and_says_why(page: Page, address: str) -> None:
    choice: Choice = {"symptom": SYMPTOMS[:3]}
    page.goto(f"{address}?{urlencode(choice, doseq=True)}")
    order = displayed(page)
    met = [set(CLINIC.used(id_)["symptom"]) & set(choice["symptom"]) for id_ in order]
    ranks = [
        sum(CLINIC.used(id_)["symptom"].index(s) for s in signs)
        for id_, signs in zip(order, met, strict=True)
    ]
    keys = [(-len(signs), rank) for signs, rank in zip(met, ranks, strict=True)]
    assert keys == sorted(keys)
    assert len(met[0]) > 1
    why = page.locator(f"[data-muscle={order[0]}] .mg-why").inner_text()
    assert why.startswith(f"{len(met[0])} of your 3 signs: ")
    for sign in met[0]:
        assert str(CLINIC.symptoms[sign]["label"]) in why


def test_a_long_result_holds_back_all_but_the_best(page: Page, address: str) -> None:
    page.goto(address)
    assert len(displayed(page)) == 24
    assert page.locator("[data-muscle][data-held]:not([hidden])").count() == 215 - 24
    page.get_by_role("button", name="Show all 215").click()
    assert len(displayed(page)) == 215
    assert page.evaluate("document.activeElement.closest('[data-muscle]') !== null")
    assert not page.locator("#finder-all").is_visible()


def test_options_say_how_many_muscles_they_would_leave(page: Page, address: str) -> None:
    choice: Choice = {"region": ["region-1"], "activity": ["activity-1"]}
    page.goto(f"{address}?{urlencode(choice, doseq=True)}")
    for id_ in SYMPTOMS:
        label = page.locator("#finder label", has=page.locator(f"[value={id_}]"))
        number = len(CLINIC.matching({**choice, "symptom": [id_]}))
        assert label.locator(".mg-facet__count").text_content() == f"({number})"
        is_off = label.locator("input").get_attribute("aria-disabled") == "true"
        assert is_off == (number == 0)


def test_an_option_that_is_off_stays_off(page: Page, address: str) -> None:
    page.goto(f"{address}?{urlencode({'q': FEW})}")
    page.get_by_text("What is it like?").first.click()
    page.locator("[data-facet=symptom] [data-more]").click()
    off = page.locator("#finder input[name=symptom][aria-disabled=true]").first
    before = unhidden(page)
    off.focus()
    page.keyboard.press("Space")
    assert not off.is_checked()
    assert unhidden(page) == before
    assert page.evaluate("document.activeElement.type") == "checkbox"


def test_chips_take_off_choices_and_keep_the_focus(page: Page, address: str) -> None:
    page.goto(f"{address}?region=region-1&region=region-2&symptom=symptom-1")
    assert page.locator(".mg-chip").count() == 3
    page.get_by_role("button", name="Take off: Region region-2").click()
    assert unhidden(page) == CLINIC.answer({"region": ["region-1"], "symptom": ["symptom-1"]})
    assert page.evaluate("document.activeElement.className") == "mg-chip"
    page.get_by_role("button", name="Clear all").click()
    assert unhidden(page) == set(CLINIC.muscles)
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.url == address


def test_the_status_is_announced_once_and_not_with_every_key(page: Page, address: str) -> None:
    page.goto(address)
    status = page.get_by_role("status")
    expect(status).to_have_text("All 215 muscles fit so far. The first 24 are shown.")
    page.evaluate(
        """() => { window.texts = [];
        new MutationObserver(() => texts.push(document.getElementById('finder-status').textContent))
            .observe(document.getElementById('finder-status'), {childList: true}); }"""
    )
    # All keys within one moment, as a slow machine could take real ones for pauses.
    page.evaluate(
        """(text) => { const search = document.getElementById("finder-q");
        for (let n = 1; n <= text.length; n++) {
            search.value = text.slice(0, n);
            search.dispatchEvent(new Event("input", {bubbles: true}));
        } }""",
        FEW,
    )
    number = len(CLINIC.matching({"q": [FEW]}))
    expect(status).to_have_text(f"{number} of 215 muscles fit.")
    assert page.evaluate("texts.length") == 1
    page.locator("#finder [name=q]").fill("xyz")
    expect(status).to_have_text(
        "No muscle has these words. Try another word, or press the place that hurts."
    )


def test_the_picture_and_the_list_are_one_control(page: Page, address: str) -> None:
    page.goto(address)
    place = page.get_by_role("checkbox", name="Region region-4").first
    box = page.locator("[name=region][value=region-4]")
    page.locator("[data-pick=region-4]").click()
    assert box.is_checked()
    assert place.get_attribute("aria-checked") == "true"
    assert unhidden(page) == CLINIC.answer({"region": ["region-4"]})
    box.dispatch_event("click")
    assert page.locator("[data-pick=region-4]").get_attribute("aria-checked") == "false"
    page.locator("[data-pick=region-5]").focus()
    page.keyboard.press("Space")
    assert unhidden(page) == CLINIC.answer({"region": ["region-5"]})
    assert page.locator("#finder-place").inner_text() == "Region region-5"
    page.keyboard.press("Enter")
    assert unhidden(page) == set(CLINIC.muscles)
    assert page.evaluate("document.activeElement.dataset.pick") == "region-5"


def test_the_real_map_is_big_enough_to_hit(chromium: Browser, knee_url: str) -> None:
    for width in (320, 1280):
        page = chromium.new_page(viewport={"width": width, "height": 800})
        page.goto(knee_url)
        picks = page.locator("[data-pick]")
        assert picks.count() >= 5
        for pick in picks.all():
            box = pick.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24, pick.get_attribute("data-pick")
        page.close()


def test_the_keyboard_alone_finds_a_muscle(page: Page, knee_url: str) -> None:
    page.goto(knee_url)
    page.locator("#finder [name=q]").focus()
    for _tab in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "What brings it on?":
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.matches('[data-facet=activity] [data-more]')"):
            page.keyboard.press("Enter")
            while page.evaluate("document.activeElement.value") != "downhill":
                page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.value") == "downhill":
            break
    page.keyboard.press("Space")
    assert unhidden(page) == {"popliteus"}
    for _tab in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Popliteus":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Popliteus")


def test_a_search_in_the_address_moves_nothing(page: Page, address: str) -> None:
    page.goto(f"{address}?q=musculus+1")
    page.wait_for_load_state("networkidle")
    assert page.url == f"{address}?q=musculus+1"
    assert page.evaluate("document.activeElement === document.body")
    assert unhidden(page) == CLINIC.answer({"q": ["musculus 1"]})


def test_a_handful_of_muscles_becomes_one_handout(page: Page, address: str) -> None:
    link = page.locator("#finder-print")
    page.goto(address)
    expect(link).to_be_hidden()
    page.get_by_role("searchbox", name="Or say it in a few words").fill(FEW)
    number = len(CLINIC.matching({"q": [FEW]}))
    expect(link).to_have_text(f"Make one handout of these {number} muscles")
    found = unhidden(page)
    link.click()
    expect(page.locator("#handout-status")).to_have_text(f"Your page has {number} muscles.")
    names = page.locator("#handout-parts h2").all_text_contents()
    assert {f"m-{name.rpartition(' ')[2]}" for name in names} == found


def test_every_card_links_to_its_handouts(site: Path) -> None:
    for card in content(site, "").select("[data-muscle]"):
        files = [str(link["href"]) for link in card.select("a[href$='.pdf']")]
        id_ = card["data-muscle"]
        assert files == [f"handouts/{id_}-letter.pdf", f"handouts/{id_}-a4.pdf"]
        assert all((site / file).is_file() for file in files)


def test_a_page_opened_from_a_file_works(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'index.html').as_uri()}?region=region-2&q=musculus")
    choice: Choice = {"region": ["region-2"], "q": ["musculus"]}
    assert unhidden(page) == CLINIC.answer(choice)
    assert page.evaluate("document.activeElement === document.body")
    choose(page, {"activity": ["activity-3"]})
    assert unhidden(page) == CLINIC.answer({**choice, "activity": ["activity-3"]})


def test_without_javascript_every_muscle_is_there(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}?region=region-1")
    assert page.locator("[data-muscle]:visible").count() == 215
    assert page.locator("article :is(form, input, button):visible").count() == 0
    assert page.locator("[data-held]").count() == 0
    assert page.get_by_role("link", name="Region region-1").is_visible()
    context.close()


def test_controls_carry_the_names_of_the_address(site: Path) -> None:
    form = content(site, "").select_one("form#finder[method=get]")
    assert form
    names = {(i["name"], i["type"]) for i in form.select("input")}
    assert names == {(n, "checkbox") for n in ("region", "symptom", "activity")} | {("q", "search")}
    assert [legend.get_text() for legend in form.select("fieldset > legend")] == [
        "Where does it hurt?",
        "What is it like?",
        "What brings it on?",
    ]


# ---- On a phone --------------------------------------------------------------------------------


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, has_touch=True)
    page = context.new_page()
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver((list) => { for (const it of list.getEntries())"
        " if (!it.hadRecentInput) window.shifts += it.value; })"
        '.observe({ type: "layout-shift", buffered: true });'
    )
    yield page
    context.close()


def test_a_press_on_the_picture_gives_answers_below_it(phone: Page, knee_url: str) -> None:
    phone.goto(knee_url)
    phone.locator("[data-pick=below-knee]").tap()
    assert unhidden(phone) == {"popliteus"}
    card = phone.locator("[data-muscle=popliteus]").bounding_box()
    assert card
    assert card["y"] + phone.evaluate("scrollY") <= 1560
    expect(phone.locator("[data-muscle=popliteus] .mg-why")).to_contain_text(
        "Your sign: Just below"
    )
    link = phone.locator("[data-muscle=popliteus] a", has_text="What you can do tonight")
    assert link.get_attribute("href") == "muscles/popliteus/#tonight"
    assert phone.evaluate("shifts") < 0.01


def test_the_first_answer_is_few_presses_of_the_tab_key_away(phone: Page, knee_url: str) -> None:
    phone.goto(knee_url)
    assert phone.evaluate("document.documentElement.scrollHeight") <= 3805
    for _press in range(25):
        phone.keyboard.press("Tab")
        if phone.evaluate("!!document.activeElement.closest('[data-muscle]')"):
            break
    assert phone.evaluate("!!document.activeElement.closest('[data-muscle]')")
    assert phone.evaluate("shifts") < 0.01


def test_the_picture_shows_the_part_that_is_picked(phone: Page, knee_url: str) -> None:
    phone.goto(knee_url)
    svg = phone.locator(".mg-finder__map svg").first
    whole, size = svg.get_attribute("viewBox"), svg.evaluate("it => it.clientHeight")
    expect(phone.locator("#finder-whole")).to_be_hidden()
    phone.locator("[data-pick=calf]").tap()
    near = svg.get_attribute("viewBox")
    assert near != whole
    assert float((near or "").split()[3]) < float((whole or "").split()[3])
    assert svg.evaluate("it => it.clientHeight") == size
    phone.get_by_role("button", name="Show the whole picture").click()
    assert svg.get_attribute("viewBox") == whole
    assert phone.evaluate("document.activeElement.dataset.pick") == "calf"


def test_a_question_is_asked_when_it_tells_muscles_apart(phone: Page, knee_url: str) -> None:
    phone.goto(knee_url)
    questions = phone.locator("[data-facet]")
    assert questions.evaluate_all("all => all.map(it => it.open)") == [False, False, False]
    phone.locator("[data-pick=back-of-knee]").tap()
    assert questions.evaluate_all("all => all.map(it => it.open)") == [False, True, False]
    shown = phone.locator("[data-facet=symptom] li:not([hidden])")
    assert 1 < shown.count() <= 5
    # Every option that is offered would leave some of the muscles, and not all of them.
    for text in shown.locator(".mg-facet__count").all_inner_texts():
        assert 0 < int(text.strip("()")) < 4
    shown.first.locator("input").check()
    assert questions.evaluate_all("all => all.map(it => it.open)")[1] is False
    phone.locator("[data-pick=back-of-knee]").tap()
    phone.get_by_role("button", name="Clear all").click()
    phone.locator("[data-pick=below-knee]").tap()
    # One muscle is left: there is nothing to ask.
    assert questions.evaluate_all("all => all.map(it => it.open)") == [False, False, False]


def test_more_options_are_a_press_away(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.get_by_text("What is it like?").first.click()
    shown = phone.locator("[data-facet=symptom] li:not([hidden])")
    assert shown.count() == 5
    phone.get_by_role("button", name="Show 19 more").click()
    assert shown.count() == 24
    assert phone.evaluate("document.activeElement.name") == "symptom"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hike", {"popliteus"}),
        ("hiking", {"popliteus"}),
        ("heels", {"gastrocnemius"}),
        ("sitting", {"biceps-femoris"}),
        ("sit", {"biceps-femoris"}),
        ("walks", {"popliteus", "gastrocnemius"}),
        ("KNEES", {"gastrocnemius", "biceps-femoris", "popliteus", "plantaris"}),
        ("stretched", {"plantaris"}),
    ],
)
def test_words_of_a_patient_find_muscles(
    phone: Page, knee_url: str, words: str, found: set[str]
) -> None:
    phone.goto(f"{knee_url}?{urlencode({'q': words})}")
    assert found <= unhidden(phone)
    assert phone.locator("[data-near]").count() == 0


@pytest.mark.parametrize(
    ("sentence", "found", "lacking"),
    [
        ("my knee hurts when I go down stairs", {"popliteus"}, "hurts"),
        ("swollen knee", {"gastrocnemius", "biceps-femoris", "popliteus", "plantaris"}, "swollen"),
        ("sore popliteus", {"popliteus"}, "sore"),
    ],
)
def test_a_sentence_finds_what_holds_most_of_its_words(
    phone: Page, knee_url: str, sentence: str, found: set[str], lacking: str
) -> None:
    phone.goto(f"{knee_url}?{urlencode({'q': sentence})}")
    assert found <= unhidden(phone)
    first = phone.locator("[data-muscle]:not([hidden])").first
    assert first.get_attribute("data-near") is not None
    # It says what is not met, and does not pretend that it is.
    expect(first.locator(".mg-why")).to_contain_text(lacking)
    expect(phone.get_by_role("status")).to_have_text(
        "No muscle fits all of this. These come nearest."
    )


def test_an_answer_is_never_empty(phone: Page, knee_url: str) -> None:
    phone.goto(f"{knee_url}?region=back-of-knee&symptom=pain-below-knee&activity=uphill")
    expect(phone.get_by_role("status")).to_have_text(
        "No muscle fits all of this. These come nearest."
    )
    near = phone.locator("[data-muscle]:not([hidden])")
    assert near.count() > 0
    for card in near.all():
        assert card.get_attribute("data-near") is not None
        expect(card.locator(".mg-why")).to_contain_text("of your 3 signs:")
        expect(card.locator(".mg-why")).to_contain_text("Not for: ")
    assert phone.locator("[data-near][hidden]").count() == 0
    phone.get_by_role("button", name="Clear all").click()
    assert phone.locator("[data-near]").count() == 0


def test_words_and_a_place_that_do_not_meet_show_what_is_nearest(phone: Page, address: str) -> None:
    choice: Choice = {"region": ["region-1"], "q": ["zeta1"]}
    phone.goto(f"{address}?{urlencode(choice, doseq=True)}")
    assert unhidden(phone) == CLINIC.answer(choice)
    if not CLINIC.matching(choice):
        expect(phone.locator("[data-near] .mg-why").first).to_contain_text("zeta1")
