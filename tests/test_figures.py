"""Exercises drawn from data: what stands stands, what reaches reaches, and it is told in words."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typst
import yaml
from defusedxml.ElementTree import fromstring
from guides import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from muscleguide.figures.body import BUILDS
from muscleguide.figures.figure import draw_figure, shapes_of
from muscleguide.figures.pose import solve
from muscleguide.figures.shapes import DARK, LIGHT, bounds, grey
from muscleguide.figures.skeleton import (
    SIDES,
    Scene,
    Skeleton,
    ankle,
    foot_points,
    hand_outline,
    head_points,
    knee,
    leg_points,
    shoulder,
    trunk_outline,
    wrist,
)
from muscleguide.figures.words import describe
from muscleguide.problems import Problem
from muscleguide.reading.yaml_reader import parse_yaml
from muscleguide.schema.base import Record
from muscleguide.schema.figure import (
    AHEAD,
    LIMITS,
    VIEWS,
    Area,
    Build,
    Figure,
    Foot,
    Hand,
    Moving,
    Place,
    Posture,
    Prop,
    View,
)
from muscleguide.schema.validation import explain
from muscleguide.wording.locale import load_locale

WORDS = load_locale("en").part("figure")

EXAMPLES = Path(__file__).parent / "fixtures" / "figures"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yml"))
DOCUMENTATION = (PROJECT / "FIGURES.md").read_text(encoding="utf-8")
COLOUR = re.compile(r"#[0-9a-f]{6}|none")


class Holder(Record):
    """A record with a figure, as an exercise has one."""

    figure: Figure


def example(name: str) -> Figure:
    text = (EXAMPLES / f"{name}.yml").read_text(encoding="utf-8")
    return Holder.model_validate(yaml.safe_load(text)).figure


def bodies(scene: Scene) -> list[Skeleton]:
    return [one for one in (scene.start, scene.end) if one]


def places(data: str) -> Iterator[tuple[float, float]]:
    """Yield every point of a path's data, handles included."""
    here = first = (0.0, 0.0)
    for letter, rest in re.findall(r"([Mlcz])([^Mlcz]*)", data):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "z":
            here = first
            continue
        origin = (0.0, 0.0) if letter == "M" else here
        points = [(origin[0] + x, origin[1] + y) for x, y in pairs]
        yield from points
        here = points[-1]
        first = here if letter == "M" else first


def problems(text: str) -> list[Problem]:
    document, found = parse_yaml("content/exercises/one.yml", text)
    assert not found
    try:
        Holder.model_validate(document.value)
    except ValidationError as error:
        return list(explain(error, Holder, document))
    return []


def test_there_are_at_least_twelve_examples() -> None:
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_holds_shapes_only(name: str) -> None:
    svg = draw_figure(example(name), label='A "label" & more')
    root = fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'A "label" & more'
    for element in root:
        assert element.tag == "{http://www.w3.org/2000/svg}path"
        assert not {"style", "id", "href"} & set(element.attrib)
        assert COLOUR.fullmatch(element.attrib["fill"])
        assert re.fullmatch(r"[Mlcz0-9 .-]+", element.attrib["d"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colours", [LIGHT, DARK, grey(LIGHT)], ids=["light", "dark", "grey"])
def test_everything_lies_within_the_view_box(name: str, colours: Any) -> None:
    root = fromstring(draw_figure(example(name), colours))
    _x, _y, width, height = map(float, root.attrib["viewBox"].split())
    for element in root:
        for x, y in places(element.attrib["d"]):
            assert 0 <= x <= width
            assert 0 <= y <= height


@pytest.mark.parametrize("name", NAMES)
def test_the_lowest_point_touches_the_ground(name: str) -> None:
    figure = example(name)
    if figure.view != "side":
        return
    scene = solve(figure)
    for one in bodies(scene):
        points = [*trunk_outline(scene.body, one), *head_points(scene.body, one)]
        for side in SIDES:
            points += leg_points(scene.body, one.pelvis, one.legs[side])
        low = min(y for _x, y in points)
        on_step = "step" in figure.props and low > 0.05
        assert abs(low - (scene.body.step if on_step else 0.0)) < 0.005


@pytest.mark.parametrize("name", [n for n in NAMES if example(n).start.hands == "wall"])
def test_hands_on_a_wall_are_on_it(name: str) -> None:
    scene = solve(example(name))
    assert scene.places.wall is not None
    for one in bodies(scene):
        for side in SIDES:
            at = wrist(scene.body, shoulder(scene.body, one), one.arms[side])
            fore = max(x for x, _y in hand_outline(scene.body, at, one.arms[side]))
            assert abs(fore - scene.places.wall) < 0.01


@pytest.mark.parametrize("name", [n for n in NAMES if example(n).start.hands == "chair"])
def test_hands_on_a_chair_hold_it(name: str) -> None:
    figure = example(name)
    if figure.start.posture == "sitting":
        return
    scene = solve(figure)
    assert scene.places.chair is not None
    for one in bodies(scene):
        at = wrist(scene.body, shoulder(scene.body, one), one.arms["right"])
        xs, ys = zip(*hand_outline(scene.body, at, one.arms["right"]), strict=True)
        assert min(xs) <= scene.places.chair <= max(xs)
        assert min(ys) <= scene.places.chair_top + 0.012


def test_who_leans_on_a_ball_has_the_wall_at_the_back() -> None:
    scene = solve(example("ball-upper-back"))
    wall = scene.places.wall_behind
    assert wall is not None
    assert scene.places.wall is None
    assert scene.places.ball
    assert scene.places.ball[0] - scene.body.ball == pytest.approx(wall)
    for one in bodies(scene):
        assert shoulder(scene.body, one)[0] > wall + scene.body.ball


def test_the_planted_foot_stays_and_the_heel_lifts() -> None:
    scene = solve(example("heel-raise"))
    assert scene.end
    before, after = (one.legs["left"] for one in (scene.start, scene.end))
    assert before.foot == pytest.approx(0)
    assert after.foot < -30
    assert abs(after.toes) < 2


@pytest.mark.parametrize("posture", ["kneeling", "half-kneeling", "hands-and-knees"])
@pytest.mark.parametrize("hip", [None, -15, 10])
def test_a_person_kneels_on_a_knee_and_a_foot(posture: str, hip: float | None) -> None:
    limbs = {} if hip is None else {"hip": hip}
    data = {"start": {"posture": posture, "left": limbs}}
    if posture == "hands-and-knees":
        data = {"start": {"posture": posture}}
    scene = solve(Figure.model_validate(data))
    one, body = scene.start, scene.body
    leg = one.legs["left"]
    assert knee(body, one.pelvis, leg)[1] - body.knee_radius == pytest.approx(0, abs=0.012)
    foot = foot_points(body, ankle(body, one.pelvis, leg), leg)
    assert min(y for _x, y in foot) == pytest.approx(0, abs=0.012)


def test_a_bridge_keeps_feet_and_shoulders_where_they_are() -> None:
    scene = solve(example("bridge"))
    assert scene.end
    assert scene.end.pelvis[1] > scene.start.pelvis[1] + 0.08
    for part in ("right", "left"):
        one = leg_points(scene.body, scene.start.pelvis, scene.start.legs[part])
        other = leg_points(scene.body, scene.end.pelvis, scene.end.legs[part])
        assert max(x for x, _y in one) == pytest.approx(max(x for x, _y in other), abs=0.01)


@pytest.mark.parametrize("build", BUILDS)
def test_an_adult_is_one_body_height_high(build: str) -> None:
    figure = Figure.model_validate({"build": build, "start": {"posture": "standing"}})
    scene = solve(figure)
    top = max(y for _x, y in head_points(scene.body, scene.start))
    assert top == pytest.approx(1.0, abs=0.02)
    assert 1 / 8 < scene.body.head < 1 / 7


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    assert draw_figure(example(name)) == draw_figure(example(name))


def test_both_views_of_a_side_mirror_each_other() -> None:
    figure = example("bridge")
    other = figure.model_copy(update={"facing": "left", "side": "left"})
    boxes = [fromstring(draw_figure(one)).attrib["viewBox"] for one in (figure, other)]
    assert boxes[0].split()[3] == boxes[1].split()[3]


def test_typst_sets_a_drawing() -> None:
    svg = draw_figure(example("calf-stretch"))
    sources: Any = {
        "main.typ": b'#set page(width: 200pt)\n#image("one.svg")',
        "one.svg": svg.encode(),
    }
    assert typst.compile(sources, format="pdf")


@pytest.mark.parametrize("joint", LIMITS)
def test_the_documentation_gives_each_range(joint: str) -> None:
    low, high = LIMITS[joint]
    assert f"| `{joint}` | {low:g} to {high:g} |" in DOCUMENTATION


@pytest.mark.parametrize("kind", [Posture, Area, Prop, Place, Hand, Foot, Moving, View, Build])
def test_the_documentation_names_every_choice(kind: Any) -> None:
    for name in get_args(kind):
        assert re.search(rf"`([a-z]+: )?{name}`", DOCUMENTATION), name


def test_the_documentation_s_example_is_sound() -> None:
    block = re.search(r"```yaml\n(.*?)```", DOCUMENTATION, re.DOTALL)
    assert block
    assert not problems(block[1])


# ---------------------------------------------------------------------------------------- limits

FIGURE = "figure:\n  start:\n    posture: standing\n    {key}: {value}\n"
LIMB = "figure:\n  start:\n    posture: standing\n    right:\n      {key}: {value}\n"
IN_LIMB = ("hip", "out", "knee", "ankle", "shoulder", "arm_out", "elbow", "wrist")


@pytest.mark.parametrize("end", [0, 1], ids=["too little", "too much"])
@pytest.mark.parametrize("joint", LIMITS)
def test_an_angle_out_of_range_is_a_problem_at_its_line(joint: str, end: int) -> None:
    low, high = (f"{limit:g}" for limit in LIMITS[joint])
    value = f"{LIMITS[joint][end] + (1 if end else -1):g}"
    template = LIMB if joint in IN_LIMB else FIGURE
    (problem,) = problems(template.format(key=joint, value=value))
    line = 5 if joint in IN_LIMB else 4
    assert (problem.line, problem.rule) == (line, "bad-value")
    assert f"`{joint}` is {value} degrees; " in problem.message
    assert problem.message.endswith(f" from {low} to {high}")


def test_a_knee_s_range_is_told_in_words() -> None:
    (problem,) = problems(LIMB.format(key="knee", value=170))
    assert problem.message == "`knee` is 170 degrees; a knee bends from 0 to 150"
    (problem,) = problems(LIMB.format(key="ahead", value=2))
    assert problem.message == f"`ahead` is 2; it is a number from {AHEAD[0]:g} to {AHEAD[1]:g}"


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        (LIMB.format(key="knee", value="bent"), "wrong-type", "must be a number"),
        (LIMB.format(key="knee", value=".nan"), "bad-value", "a knee bends from 0 to 150"),
        (LIMB.format(key="kneee", value=20), "unknown-key", "did you mean"),
        (LIMB.format(key="hand", value="ceiling"), "wrong-choice", "`wall`"),
        ("figure:\n  start: {trunk: 5}\n", "missing-key", "`posture` is missing"),
        (
            "figure:\n  view: front\n  start: {posture: sitting}\n",
            "bad-value",
            "`view`: sitting is drawn from the side",
        ),
        (
            "figure:\n  start: {posture: lying-on-side}\n",
            "bad-value",
            "`view`: lying-on-side is drawn from the front or back",
        ),
    ],
)
def test_other_slips_are_explained(text: str, rule: str, said: str) -> None:
    (problem,) = problems(text)
    assert problem.rule == rule
    assert said in problem.message


# ----------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calf-stretch", ["stands facing a wall", "hands on the wall", "left knee bends", "calf"]),
        ("heel-raise", ["behind a chair", "both heels lift"]),
        ("hamstring-curl", ["the right knee bends to about 85 degrees", "back of the right thigh"]),
        ("hamstring-stretch-lying", ["lies on the back", "band round the right foot", "right leg"]),
        ("bridge", ["on a mat", "the hips lift"]),
        ("ball-calf", ["a small ball under the right calf", "is massaged", "to and fro"]),
        ("step-up", ["at a step", "the right foot is on the step", "steps up"]),
        ("ankle-pumps", ["on a bed", "toes of the right foot"]),
        ("walking", ["the left leg steps forward"]),
        ("side-leg-raise", ["hands on the hips", "out to the side"]),
        ("ball-upper-back", ["the back to a wall and a small ball behind", "the body rolls"]),
    ],
)
def test_words_name_posture_things_and_what_moves(name: str, said: list[str]) -> None:
    words = describe(example(name), WORDS)
    for part in said:
        assert part in words


def test_words_speak_of_legs_only_where_the_data_do() -> None:
    assert not re.search("knee|leg|foot", describe(example("neck-tilt"), WORDS))
    bent = {"start": {"posture": "standing", "right": {"knee": 30}}, "end": {"head": 20}}
    assert "the right knee is bent" in describe(Figure.model_validate(bent), WORDS)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_whole_sentences(name: str) -> None:
    words = describe(example(name), WORDS)
    assert words.startswith("Start: ")
    assert words.endswith(".")
    assert not re.search(r"[{}_]|None|\s\s|\.\.", words)
    assert len(words) < 500


# ------------------------------------------------------------------------------------- any figure


def angles(names: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        name: st.none() | st.floats(*LIMITS[name]) | st.integers(*map(math.ceil, LIMITS[name]))
        for name in names
    }


def filled(options: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    made = st.fixed_dictionaries(options)
    return made.map(lambda d: {key: value for key, value in d.items() if value is not None})


HANDS = ("wall", "chair", "floor", "hips", "knee", "thigh", "shin", "calf", "foot", "band", "head")
LIMBS = filled(
    {
        **angles(IN_LIMB),
        "ahead": st.none() | st.floats(*AHEAD),
        "foot": st.none() | st.sampled_from(["floor", "step", "chair", "stay", "free"]),
        "hand": st.none() | st.sampled_from(HANDS),
    }
)
POSE: dict[str, st.SearchStrategy[Any]] = {
    **angles(("trunk", "bend", "tilt", "head_tilt", "head")),
    "hands": st.none() | st.sampled_from(HANDS),
    "right": LIMBS,
    "left": LIMBS,
}
POSTURES = st.sampled_from(
    ["standing", "sitting", "long-sitting", "kneeling", "half-kneeling", "hands-and-knees"]
    + ["lying-on-back", "lying-on-front", "lying-on-side"]
)
PLACES = st.none() | st.sampled_from(["buttock", "thigh", "calf", "foot", "upper-back"])
AREAS = st.none() | st.lists(
    st.sampled_from(["neck", "calf", "hamstrings", "sole", "shoulder", "back", "hip"]), min_size=1
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    posture = draw(POSTURES)
    data = draw(
        filled(
            {
                "view": st.sampled_from(VIEWS.get(posture, ("side",))),
                "facing": st.sampled_from(["right", "left"]),
                "side": st.sampled_from(["right", "left"]),
                "planted": st.none() | st.sampled_from(["right", "left"]),
                "build": st.sampled_from(list(BUILDS)),
                "show": st.sampled_from(["both", "motion"]),
                "motion": st.sampled_from(["once", "to-and-fro"]),
                "props": st.lists(
                    st.sampled_from(["wall", "chair", "bed", "mat", "step", "band"]), unique=True
                ),
                "ball": PLACES,
                "roller": PLACES,
                "works": AREAS,
                "stretches": AREAS,
                "end": st.none() | filled({**POSE, "posture": st.none() | POSTURES}),
            }
        )
    )
    return Figure.model_validate({**data, "start": {**draw(filled(POSE)), "posture": posture}})


@settings(max_examples=120, deadline=None)
@given(figures())
def test_any_figure_is_drawn_and_told(figure: Figure) -> None:
    shapes = shapes_of(figure, LIGHT)
    assert all(math.isfinite(end) and abs(end) < 6 for end in bounds(shapes))
    svg = draw_figure(figure)
    assert svg == draw_figure(figure)
    root = fromstring(svg)
    _x, _y, width, height = map(float, root.attrib["viewBox"].split())
    for element in root:
        for x, y in places(element.attrib["d"]):
            assert 0 <= x <= width
            assert 0 <= y <= height
    words = describe(figure, WORDS)
    assert words.startswith("Start: ")
    assert not re.search(r"[{}]|None", words)
