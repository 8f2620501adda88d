"""A figure in words, from the same data as its drawing: its text alternative."""

from collections.abc import Iterable, Mapping

from muscleguide.figures.anatomy import marked_kinds
from muscleguide.figures.arrows import moving
from muscleguide.figures.body import BUILDS
from muscleguide.figures.geometry import distance
from muscleguide.figures.hands import has_wall_behind
from muscleguide.figures.pose import solve
from muscleguide.figures.skeleton import SIDES, Scene, Skeleton, ankle
from muscleguide.schema.figure import Figure, Pose, Side

# The part `figure` of a locale: sections of words by the keys that stand in the data.
Words = Mapping[str, Mapping[str, str]]

_STRAIGHT = 13.0  # degrees of a knee that people call straight
_UPRIGHT = ("standing", "sitting", "kneeling", "half-kneeling", "long-sitting")
_LEANS = 20.0  # degrees from which people say that somebody leans forward
_FEW = 8.0  # degrees that are no change to speak of
_LITTLE = 0.02  # the same in body heights


def describe(figure: Figure, words: Words) -> str:
    """Tell in plain sentences what a figure's drawing shows, with a locale's part `figure`."""
    scene = solve(figure)
    told = [words["sentence"]["start"].format(text=_start(words, figure, scene))]
    changes = list(_changes(words, figure, scene))
    if changes:
        told.append(words["sentence"]["then"].format(text=_listing(words, changes)))
    for kind, areas in marked_kinds(figure):
        name = kind if len(areas) == 1 else f"{kind}_many"
        names = [_say(words, "area", area, figure.side) for area in areas]
        told.append(words["kind"][name].format(areas=words["sentence"]["and_the"].join(names)))
    told += _arrow(words, figure, scene)
    return " ".join(told)


def _start(words: Words, figure: Figure, scene: Scene) -> str:
    """Tell the posture, the things and the hands first, then the legs."""
    posture, legs = figure.start.posture, scene.start.legs
    kneels: Side = "left" if legs["left"].thigh < legs["right"].thigh else "right"
    told = _say(words, "posture", posture, kneels if posture == "half-kneeling" else figure.side)
    for prop in figure.props:
        told += " " + _say(words, "prop", _prop(figure, prop), figure.side)
    for name, place in (("ball", figure.ball), ("roller", figure.roller)):
        if place:
            where = f"{name}_behind" if has_wall_behind(figure) else name
            told += " " + words["prop"][where].format(
                place=_say(words, "place", place, figure.side)
            )
    if posture in _UPRIGHT and scene.start.pitch > _LEANS:
        told += ", " + words["sentence"]["leans"].format(angle=_round(scene.start.pitch))
    hold = figure.start.hands
    if hold and hold != "free":
        where = _say(words, "hand", _hold(figure, hold), figure.side)
        told += ", " + words["sentence"]["hands"].format(where=where)
    rest = [*_feet(words, figure, scene), *_knees(words, figure, scene.start)]
    return f"{told}; {_listing(words, rest)}" if rest else told


def _hold(figure: Figure, hold: str) -> str:
    if hold == "chair" and figure.start.posture != "sitting":
        return "chair_to_hold"
    on = next((prop for prop in ("bed", "mat") if prop in figure.props), None)
    return f"floor_{on}" if hold == "floor" and on else hold


def _feet(words: Words, figure: Figure, scene: Scene) -> Iterable[str]:
    one = scene.start
    if figure.start.posture == "half-kneeling":
        fore: Side = "left" if one.legs["left"].thigh > one.legs["right"].thigh else "right"
        yield _say(words, "leg", "ahead", fore)
    if figure.start.posture != "standing":
        return
    for side in SIDES:
        on = getattr(figure.start, side).foot
        if on in ("step", "chair"):
            yield _say(words, "leg", on, side)
    right, left = (ankle(scene.body, one.pelvis, one.legs[side])[0] for side in SIDES)
    on_thing = {figure.start.right.foot, figure.start.left.foot} & {"step", "chair"}
    if abs(right - left) > 0.1 and not on_thing:
        yield _say(words, "leg", "ahead" if right > left else "behind", "right")


def _knees(words: Words, figure: Figure, one: Skeleton) -> list[str]:
    if figure.start.posture in ("kneeling", "half-kneeling", "hands-and-knees"):
        return []
    if not any(_names_legs(pose) for pose in (figure.start, figure.end) if pose):
        return []  # an exercise of the neck has no need to speak of knees
    bends = {side: _bend(one, side) for side in SIDES}
    if abs(bends["right"] - bends["left"]) < _FEW:
        name = "both_straight" if bends["right"] < _STRAIGHT else "both_bent"
        return [words["leg"][name].format(angle=_round(bends["right"]))]
    return [
        _say(words, "leg", "straight" if bends[side] < _STRAIGHT else "bent", side).format(
            angle=_round(bends[side])
        )
        for side in (figure.side, _other(figure.side))
    ]


def _changes(words: Words, figure: Figure, scene: Scene) -> Iterable[str]:
    """Tell what is different at the end: the whole body first, then each leg and arm."""
    start, end = scene.start, scene.end
    if end is None:
        return
    swings = {side: end.legs[side].thigh - start.legs[side].thigh for side in SIDES}
    heels = [side for side in SIDES if _heel_lifts(scene, start, end, side)]
    by = (end.pelvis[0] - start.pelvis[0], end.pelvis[1] - start.pelvis[1])
    fore = max(SIDES, key=lambda side: swings[side])
    if min(swings.values()) < -20 and swings[fore] > 20 and figure.start.posture == "standing":
        yield _say(words, "change", "steps_forward", fore)
        return
    if "step" in figure.props and by[1] > 0.06:
        yield words["change"]["steps_up"]
    elif distance(by, (0.0, 0.0)) > _LITTLE and not heels:
        if abs(by[1]) > abs(by[0]) * 1.5:
            yield words["change"]["hips_up" if by[1] > 0 else "hips_down"]
        else:
            yield words["change"]["hips_forward" if by[0] > 0 else "hips_back"]
    yield from _trunk(words, start, end)
    bent = {side: _bend(end, side) - _bend(start, side) for side in SIDES}
    together = abs(_bend(end, "right") - _bend(end, "left")) < _FEW
    if together and all(abs(by) > _FEW for by in bent.values()):
        yield _knee_change(words, "both", "right", bent["right"], _bend(end, "right"))
        bent = {}
    if len(heels) == 2:
        yield words["change"]["heels_up"]
    for side in (figure.side, _other(figure.side)):
        yield from _leg_change(words, figure, scene, start, end, side, bent, heels)
    yield from _arms(words, figure, start, end)


def _trunk(words: Words, start: Skeleton, end: Skeleton) -> Iterable[str]:
    leans, bends = end.pitch - start.pitch, end.bend - start.bend
    if start.posture != "lying-on-back" and abs(leans) > abs(bends) / 2:
        away = start.posture in _UPRIGHT and end.pitch < 0
        yield from _turn(words, leans, "trunk_forward", "trunk_away" if away else "trunk_back")
    yield from _turn(words, bends, "round", "arch")
    yield from _turn(words, abs(end.tilt) - abs(start.tilt), "tilt", "tilt")
    yield from _turn(words, abs(end.head_tilt) - abs(start.head_tilt), "head_tilt", "head_tilt")
    turns = end.head - end.pitch - end.bend - (start.head - start.pitch - start.bend)
    if abs(leans) + abs(bends) < _FEW:
        yield from _turn(words, turns, "head_forward", "head_back")


def _arms(words: Words, figure: Figure, start: Skeleton, end: Skeleton) -> Iterable[str]:
    hold = figure.end.hands if figure.end else None
    if hold and hold not in ("free", figure.start.hands):
        where = _say(words, "hand", _hold(figure, hold), figure.side)
        yield words["change"]["hands"].format(where=where)
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
        yield words["change"][f"arms_{moves['right']}"]
        return
    for side, move in moves.items():
        name = f"arm_{move}" if move in ("up", "down") else f"elbow_{move}"
        yield _say(words, "change", name, side)


def _leg_change(
    words: Words,
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
        yield _knee_change(words, "one", side, bent[side], _bend(end, side))
    if abs(other.out - one.out) > 3:
        yield _say(words, "change", "leg_out" if other.out > one.out else "leg_in", side)
    was, now = (ankle(body, s.pelvis, s.legs[side]) for s in (start, end))
    swings, bends = other.thigh - one.thigh, _bend(end, side) - _bend(start, side)
    if (
        figure.start.posture.startswith("lying")
        and abs(now[1] - was[1]) > 0.06
        and abs(swings) > 12
    ):
        yield _say(words, "change", "leg_up" if now[1] > was[1] else "leg_down", side)
    elif _tells_thigh(figure, swings, bends):
        yield _say(words, "change", "leg_forward" if swings > 0 else "leg_back", side)
    if heels == [side]:
        yield _say(words, "change", "heel_up", side)
    points = (other.foot - other.shank) - (one.foot - one.shank)
    is_still = distance(was, now) < _LITTLE and not heels
    if is_still and abs(points) > _FEW and abs(swings) < _FEW and not bent.get(side, 0) > _FEW:
        whose = _say(words, "change", "foot", side)
        yield words["change"]["toes_up" if points > 0 else "toes_down"].format(whose=whose)


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


def _names_legs(pose: Pose) -> bool:
    """Tell whether a pose says anything of a leg itself, apart from what its posture brings.

    Hips bent alike are a trunk that leans forward.
    """
    return pose.right.hip != pose.left.hip or any(
        getattr(limbs, key) is not None
        for limbs in (pose.right, pose.left)
        for key in ("out", "knee", "ankle", "foot", "ahead")
    )


def _bend(one: Skeleton, side: Side) -> float:
    return one.legs[side].thigh - one.legs[side].shank


def _knee_change(words: Words, which: str, side: Side, by: float, angle: float) -> str:
    if by > 0:
        name = "knee_bends" if which == "one" else "knees_bend"
    elif angle < _STRAIGHT:
        name = "knee_straightens" if which == "one" else "knees_straighten"
    else:
        name = "knee_opens" if which == "one" else "knees_open"
    return words["change"][name].format(
        whose=_say(words, "change", "knee", side), angle=_round(angle)
    )


def _turn(words: Words, by: float, more: str, less: str) -> Iterable[str]:
    if abs(by) >= 5:
        yield words["change"][more if by > 0 else less]


def _arrow(words: Words, figure: Figure, scene: Scene) -> Iterable[str]:
    is_both = figure.motion == "to-and-fro"
    if is_both and (figure.ball or figure.roller):
        is_limb = (figure.ball or figure.roller) in ("thigh", "calf", "foot")
        yield _say(words, "sentence", "rolls" if is_limb else "rolls_body", figure.side)
        return
    what = moving(figure, scene.body, scene.start, scene.end) if scene.end else None
    if what and figure.view == "side":
        part = _say(words, "part", what, figure.side)
        yield words["sentence"]["arrow_both" if is_both else "arrow"].format(part=part)


def _prop(figure: Figure, prop: str) -> str:
    posture = figure.start.posture
    if prop == "wall" and has_wall_behind(figure):
        return "wall_behind"
    if prop == "chair":
        if posture == "sitting":
            return "chair_to_sit"
        if "chair" in (figure.start.right.foot, figure.start.left.foot):
            return "chair_to_face"
        return "chair_to_hold" if posture in ("standing", "half-kneeling", "kneeling") else "chair"
    return "bed_edge" if prop == "bed" and posture == "sitting" else prop


def _say(words: Words, part: str, name: str, side: Side) -> str:
    return words[part][name].replace("{side}", words["side"][side])


def _listing(words: Words, items: list[str]) -> str:
    *most, last = items
    last_two = words["sentence"]["and"]
    return last_two.format(most=", ".join(most), last=last) if most else last


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _round(angle: float) -> int:
    return max(5, round(angle / 5) * 5)
