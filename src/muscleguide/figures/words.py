"""A figure in words, from the same data as its drawing: its text alternative."""

from collections.abc import Iterable, Mapping

from muscleguide.figures.anatomy import marked_kinds
from muscleguide.figures.arrows import moving
from muscleguide.figures.body import BUILDS
from muscleguide.figures.geometry import distance
from muscleguide.figures.pose import solve
from muscleguide.figures.skeleton import SIDES, Scene, Skeleton, ankle
from muscleguide.schema.figure import Figure, Side

# Every word of a description; the keys are what stands in the data.
WORDS: Mapping[str, Mapping[str, str]] = {
    "posture": {
        "standing": "a person stands",
        "sitting": "a person sits",
        "long-sitting": "a person sits with the legs to the front",
        "kneeling": "a person kneels on both knees",
        "half-kneeling": "a person kneels on the {side} knee",
        "hands-and-knees": "a person is on hands and knees",
        "lying-on-back": "a person lies on the back",
        "lying-on-front": "a person lies on the front",
        "lying-on-side": "a person lies on the side",
    },
    "prop": {
        "wall": "facing a wall",
        "chair_to_sit": "on a chair",
        "chair_to_hold": "behind a chair",
        "chair": "with a chair at the feet",
        "chair_to_face": "in front of a chair",
        "bed": "on a bed",
        "bed_edge": "on the edge of a bed",
        "mat": "on a mat",
        "step": "at a step",
        "band": "with a band round the {side} foot",
        "ball": "with a small ball under the {place}",
        "roller": "with a foam roller under the {place}",
    },
    "hand": {
        "wall": "on the wall",
        "chair_to_hold": "on the back of the chair",
        "chair": "on the seat",
        "floor": "on the floor",
        "floor_bed": "on the bed",
        "floor_mat": "on the mat",
        "hips": "on the hips",
        "knee": "on the thighs, above the knees",
        "thigh": "behind the {side} thigh",
        "shin": "on the {side} shin",
        "calf": "on the {side} calf",
        "foot": "on the {side} foot",
        "band": "holding the band",
        "head": "at the head",
    },
    "place": {
        "buttock": "buttock",
        "thigh": "{side} thigh",
        "calf": "{side} calf",
        "foot": "{side} foot",
        "lower-back": "lower back",
        "upper-back": "upper back",
    },
    "area": {
        "neck": "neck",
        "shoulder": "{side} shoulder",
        "upper-arm": "{side} upper arm",
        "forearm": "{side} forearm",
        "chest": "chest",
        "abdomen": "belly",
        "back": "back",
        "lower-back": "lower back",
        "buttock": "{side} buttock",
        "hip": "front of the {side} hip",
        "front-of-thigh": "front of the {side} thigh",
        "hamstrings": "back of the {side} thigh",
        "inner-thigh": "inside of the {side} thigh",
        "outer-thigh": "outside of the {side} thigh",
        "knee": "{side} knee",
        "back-of-knee": "back of the {side} knee",
        "shin": "{side} shin",
        "calf": "{side} calf",
        "lower-calf": "lower part of the {side} calf",
        "ankle": "{side} ankle",
        "sole": "sole of the {side} foot",
    },
    "kind": {
        "works": "Marked: the {areas}, which works.",
        "works_many": "Marked: the {areas}, which work.",
        "stretches": "Marked: the {areas}, where the stretch is felt.",
        "stretches_many": "Marked: the {areas}, where the stretch is felt.",
        "massages": "Marked: the {areas}, which is massaged.",
        "massages_many": "Marked: the {areas}, which are massaged.",
    },
    "leg": {
        "straight": "the {side} knee is straight",
        "bent": "the {side} knee is bent about {angle} degrees",
        "both_straight": "both knees are straight",
        "both_bent": "both knees are bent about {angle} degrees",
        "ahead": "the {side} foot is in front",
        "behind": "the {side} foot is behind",
        "step": "the {side} foot is on the step",
        "chair": "the {side} foot is on the chair",
    },
    "change": {
        "knee_bends": "{whose} bends to about {angle} degrees",
        "knee_straightens": "{whose} straightens",
        "knee_opens": "{whose} opens to about {angle} degrees",
        "knees_bend": "both knees bend to about {angle} degrees",
        "knees_straighten": "both knees straighten",
        "knees_open": "both knees open to about {angle} degrees",
        "knee": "the {side} knee",
        "leg_forward": "the {side} thigh comes forward",
        "leg_up": "the {side} leg lifts",
        "leg_back": "the {side} thigh goes back",
        "leg_down": "the {side} leg comes down",
        "leg_out": "the {side} leg moves out to the side",
        "leg_in": "the {side} leg moves back in",
        "toes_up": "the toes of {whose} come up",
        "toes_down": "the toes of {whose} point down",
        "foot": "the {side} foot",
        "feet": "both feet",
        "heel_up": "the {side} heel lifts",
        "heels_up": "both heels lift",
        "trunk_forward": "the trunk leans forward",
        "trunk_back": "the trunk comes back up",
        "trunk_away": "the trunk leans back",
        "tilt": "the trunk bends to the side",
        "head_tilt": "the head tilts to the side",
        "head_forward": "the head bends forward",
        "head_back": "the head comes back",
        "round": "the back rounds",
        "arch": "the back arches",
        "hips_up": "the hips lift",
        "hips_down": "the hips sink",
        "hips_forward": "the hips move forward",
        "hips_back": "the hips move back",
        "hands": "both hands go {where}",
        "arm_up": "the {side} arm lifts",
        "arm_down": "the {side} arm comes down",
        "arms_up": "both arms lift",
        "arms_down": "both arms come down",
        "elbow_bends": "the {side} elbow bends",
        "elbow_straightens": "the {side} elbow straightens",
        "steps_up": "the person steps up",
        "steps_forward": "the {side} leg steps forward",
    },
    "sentence": {
        "start": "Start: {text}.",
        "hands": "both hands {where}",
        "then": "Then: {text}.",
        "arrow": "The arrow shows the way of the {part}.",
        "arrow_both": "The arrow shows that the {part} goes to and fro.",
        "rolls": "The arrow shows that the {side} leg rolls to and fro.",
    },
    "part": {
        "foot": "{side} foot",
        "heel": "{side} heel",
        "knee": "{side} knee",
        "hip": "hips",
        "back": "back",
        "hand": "{side} hand",
        "chest": "upper body",
        "head": "head",
    },
    "side": {"right": "right", "left": "left"},
}
_STRAIGHT = 13.0  # degrees of a knee that people call straight
_UPRIGHT = ("standing", "sitting", "kneeling", "half-kneeling", "long-sitting")
_FEW = 8.0  # degrees that are no change to speak of
_LITTLE = 0.02  # the same in body heights


def describe(figure: Figure) -> str:
    """Tell in plain sentences what a figure's drawing shows."""
    scene = solve(figure)
    told = [WORDS["sentence"]["start"].format(text=_start(figure, scene))]
    changes = list(_changes(figure, scene))
    if changes:
        told.append(WORDS["sentence"]["then"].format(text=_listing(changes)))
    for kind, areas in marked_kinds(figure):
        name = kind if len(areas) == 1 else f"{kind}_many"
        names = [_say("area", area, figure.side) for area in areas]
        told.append(WORDS["kind"][name].format(areas=" and the ".join(names)))
    told += _arrow(figure, scene)
    return " ".join(told)


def _start(figure: Figure, scene: Scene) -> str:
    """Tell the posture, the things and the hands first, then the legs."""
    posture, legs = figure.start.posture, scene.start.legs
    kneels: Side = "left" if legs["left"].thigh < legs["right"].thigh else "right"
    told = _say("posture", posture, kneels if posture == "half-kneeling" else figure.side)
    for prop in figure.props:
        told += " " + _say("prop", _prop(figure, prop), figure.side)
    for name, place in (("ball", figure.ball), ("roller", figure.roller)):
        if place:
            told += " " + WORDS["prop"][name].format(place=_say("place", place, figure.side))
    hold = figure.start.hands
    if hold and hold != "free":
        where = _say("hand", _hold(figure, hold), figure.side)
        told += ", " + WORDS["sentence"]["hands"].format(where=where)
    rest = [*_feet(figure, scene), *_knees(figure, scene.start)]
    return f"{told}; {_listing(rest)}" if rest else told


def _hold(figure: Figure, hold: str) -> str:
    if hold == "chair" and figure.start.posture != "sitting":
        return "chair_to_hold"
    on = next((prop for prop in ("bed", "mat") if prop in figure.props), None)
    return f"floor_{on}" if hold == "floor" and on else hold


def _feet(figure: Figure, scene: Scene) -> Iterable[str]:
    one = scene.start
    if figure.start.posture == "half-kneeling":
        fore: Side = "left" if one.legs["left"].thigh > one.legs["right"].thigh else "right"
        yield _say("leg", "ahead", fore)
    if figure.start.posture != "standing":
        return
    for side in SIDES:
        on = getattr(figure.start, side).foot
        if on in ("step", "chair"):
            yield _say("leg", on, side)
    right, left = (ankle(scene.body, one.pelvis, one.legs[side])[0] for side in SIDES)
    on_thing = {figure.start.right.foot, figure.start.left.foot} & {"step", "chair"}
    if abs(right - left) > 0.1 and not on_thing:
        yield _say("leg", "ahead" if right > left else "behind", "right")


def _knees(figure: Figure, one: Skeleton) -> list[str]:
    if figure.start.posture in ("kneeling", "half-kneeling", "hands-and-knees"):
        return []
    bends = {side: _bend(one, side) for side in SIDES}
    if abs(bends["right"] - bends["left"]) < _FEW:
        name = "both_straight" if bends["right"] < _STRAIGHT else "both_bent"
        return [WORDS["leg"][name].format(angle=_round(bends["right"]))]
    return [
        _say("leg", "straight" if bends[side] < _STRAIGHT else "bent", side).format(
            angle=_round(bends[side])
        )
        for side in (figure.side, _other(figure.side))
    ]


def _changes(figure: Figure, scene: Scene) -> Iterable[str]:
    """Tell what is different at the end: the whole body first, then each leg and arm."""
    start, end = scene.start, scene.end
    if end is None:
        return
    swings = {side: end.legs[side].thigh - start.legs[side].thigh for side in SIDES}
    heels = [side for side in SIDES if _heel_lifts(scene, start, end, side)]
    by = (end.pelvis[0] - start.pelvis[0], end.pelvis[1] - start.pelvis[1])
    fore = max(SIDES, key=lambda side: swings[side])
    if min(swings.values()) < -20 and swings[fore] > 20 and figure.start.posture == "standing":
        yield _say("change", "steps_forward", fore)
        return
    if "step" in figure.props and by[1] > 0.06:
        yield WORDS["change"]["steps_up"]
    elif distance(by, (0.0, 0.0)) > _LITTLE and not heels:
        if abs(by[1]) > abs(by[0]) * 1.5:
            yield WORDS["change"]["hips_up" if by[1] > 0 else "hips_down"]
        else:
            yield WORDS["change"]["hips_forward" if by[0] > 0 else "hips_back"]
    yield from _trunk(start, end)
    bent = {side: _bend(end, side) - _bend(start, side) for side in SIDES}
    together = abs(_bend(end, "right") - _bend(end, "left")) < _FEW
    if together and all(abs(by) > _FEW for by in bent.values()):
        yield _knee_change("both", "right", bent["right"], _bend(end, "right"))
        bent = {}
    if len(heels) == 2:
        yield WORDS["change"]["heels_up"]
    for side in (figure.side, _other(figure.side)):
        yield from _leg_change(figure, scene, start, end, side, bent, heels)
    yield from _arms(figure, start, end)


def _trunk(start: Skeleton, end: Skeleton) -> Iterable[str]:
    leans, bends = end.pitch - start.pitch, end.bend - start.bend
    if start.posture != "lying-on-back" and abs(leans) > abs(bends) / 2:
        away = start.posture in _UPRIGHT and end.pitch < 0
        yield from _turn(leans, "trunk_forward", "trunk_away" if away else "trunk_back")
    yield from _turn(bends, "round", "arch")
    yield from _turn(abs(end.tilt) - abs(start.tilt), "tilt", "tilt")
    yield from _turn(abs(end.head_tilt) - abs(start.head_tilt), "head_tilt", "head_tilt")
    turns = end.head - end.pitch - end.bend - (start.head - start.pitch - start.bend)
    if abs(leans) + abs(bends) < _FEW:
        yield from _turn(turns, "head_forward", "head_back")


def _arms(figure: Figure, start: Skeleton, end: Skeleton) -> Iterable[str]:
    hold = figure.end.hands if figure.end else None
    if hold and hold not in ("free", figure.start.hands):
        where = _say("hand", _hold(figure, hold), figure.side)
        yield WORDS["change"]["hands"].format(where=where)
        return
    moves: dict[Side, str] = {}
    for side in SIDES:
        one, other = start.arms[side], end.arms[side]
        lifts = max(other.upper - one.upper, other.out - one.out, key=abs)
        bends = other.fore - other.upper - (one.fore - one.upper)
        if other.holds == "free" and abs(lifts) > 30:
            moves[side] = "up" if lifts > 0 else "down"
        elif other.holds == "free" and abs(bends) > 15:
            moves[side] = "bends" if bends > 0 else "straightens"
    if len(set(moves.values())) == 1 and len(moves) == 2 and moves["right"] in ("up", "down"):
        yield WORDS["change"][f"arms_{moves['right']}"]
        return
    for side, move in moves.items():
        name = f"arm_{move}" if move in ("up", "down") else f"elbow_{move}"
        yield _say("change", name, side)


def _leg_change(
    figure: Figure,
    scene: Scene,
    start: Skeleton,
    end: Skeleton,
    side: Side,
    bent: Mapping[Side, float],
    heels: list[Side],
) -> Iterable[str]:
    one, other, body = start.legs[side], end.legs[side], scene.body
    if abs(bent.get(side, 0.0)) > _FEW:
        yield _knee_change("one", side, bent[side], _bend(end, side))
    if abs(other.out - one.out) > 3:
        yield _say("change", "leg_out" if other.out > one.out else "leg_in", side)
    was, now = (ankle(body, s.pelvis, s.legs[side]) for s in (start, end))
    swings, bends = other.thigh - one.thigh, _bend(end, side) - _bend(start, side)
    if (
        figure.start.posture.startswith("lying")
        and abs(now[1] - was[1]) > 0.06
        and abs(swings) > 12
    ):
        yield _say("change", "leg_up" if now[1] > was[1] else "leg_down", side)
    elif _tells_thigh(figure, swings, bends):
        yield _say("change", "leg_forward" if swings > 0 else "leg_back", side)
    if heels == [side]:
        yield _say("change", "heel_up", side)
    points = (other.foot - other.shank) - (one.foot - one.shank)
    is_still = distance(was, now) < _LITTLE and not heels
    if is_still and abs(points) > _FEW and abs(swings) < _FEW and not bent.get(side, 0) > _FEW:
        whose = _say("change", "foot", side)
        yield WORDS["change"]["toes_up" if points > 0 else "toes_down"].format(whose=whose)


def _tells_thigh(figure: Figure, swings: float, bends: float) -> bool:
    """Tell whether a thigh's move is worth a word: bent knees say the same."""
    return figure.start.posture == "standing" and abs(swings) > 22 > abs(bends)


def _heel_lifts(scene: Scene, start: Skeleton, end: Skeleton, side: Side) -> bool:
    """Tell whether a foot that stood flat stands on its toes."""
    is_flat, is_raised = abs(start.legs[side].foot) < 5, end.legs[side].foot < -10
    toes_stay = abs(end.legs[side].toes) < 12
    return (
        is_flat
        and is_raised
        and toes_stay
        and start.posture == "standing"
        and (
            BUILDS["average"].sole + 0.01 < ankle(scene.body, end.pelvis, end.legs[side])[1] < 0.16
        )
    )


def _bend(one: Skeleton, side: Side) -> float:
    return one.legs[side].thigh - one.legs[side].shank


def _knee_change(which: str, side: Side, by: float, angle: float) -> str:
    if by > 0:
        name = "knee_bends" if which == "one" else "knees_bend"
    elif angle < _STRAIGHT:
        name = "knee_straightens" if which == "one" else "knees_straighten"
    else:
        name = "knee_opens" if which == "one" else "knees_open"
    return WORDS["change"][name].format(whose=_say("change", "knee", side), angle=_round(angle))


def _turn(by: float, more: str, less: str) -> Iterable[str]:
    if abs(by) >= 5:
        yield WORDS["change"][more if by > 0 else less]


def _arrow(figure: Figure, scene: Scene) -> Iterable[str]:
    is_both = figure.motion == "to-and-fro"
    if is_both and (figure.ball or figure.roller):
        yield _say("sentence", "rolls", figure.side)
        return
    what = moving(figure, scene.body, scene.start, scene.end) if scene.end else None
    if what and figure.view == "side":
        part = _say("part", what, figure.side)
        yield WORDS["sentence"]["arrow_both" if is_both else "arrow"].format(part=part)


def _prop(figure: Figure, prop: str) -> str:
    posture = figure.start.posture
    if prop == "chair":
        if posture == "sitting":
            return "chair_to_sit"
        if "chair" in (figure.start.right.foot, figure.start.left.foot):
            return "chair_to_face"
        return "chair_to_hold" if posture in ("standing", "half-kneeling", "kneeling") else "chair"
    return "bed_edge" if prop == "bed" and posture == "sitting" else prop


def _say(part: str, name: str, side: Side) -> str:
    return WORDS[part][name].replace("{side}", WORDS["side"][side])


def _listing(items: list[str]) -> str:
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _round(angle: float) -> int:
    return max(5, round(angle / 5) * 5)
