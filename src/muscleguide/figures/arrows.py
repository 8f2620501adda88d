"""What moves, its way from start to end, and the arrow along that."""

from itertools import pairwise

from muscleguide.figures.body import Body
from muscleguide.figures.facing import facing_track
from muscleguide.figures.geometry import (
    Path,
    Point,
    add,
    between,
    distance,
    down,
    front,
    polygon,
    smooth,
    turned,
)
from muscleguide.figures.shapes import Colours, Shape
from muscleguide.figures.skeleton import (
    Scene,
    Skeleton,
    along_spine,
    ankle,
    blend,
    foot_points,
    head_joint,
    knee,
    shoulder,
    upper_lean,
    wrist,
)
from muscleguide.schema.figure import Figure, Side

_LONGEST = 0.17  # of an arrow that begins outside of the body
STILL = 0.025  # what moves less has not moved
_SHORTEST = 0.11  # what is shorter cannot be seen, and is drawn longer
_STEPS = 12
_TRACKED = ("foot", "knee", "hip", "hand", "head")


def _tracked(body: Body, one: Skeleton, side: Side, what: str) -> tuple[Point, Point]:
    """Give a point that an arrow may follow, and the direction away from the body there."""
    leg, arm, root = one.legs[side], one.arms[side], shoulder(body, one)
    foot = ankle(body, one.pelvis, leg)
    lean = upper_lean(one)
    if what == "foot":
        away = down(leg.shank)
        reach = max(
            (p[0] - foot[0]) * away[0] + (p[1] - foot[1]) * away[1]
            for p in foot_points(body, foot, leg)
        )
        return add(foot, away, reach), away
    if what == "toes":
        away = turned((1.0, 0.0), leg.foot)
        tip = add(foot, turned((body.ball_ahead + body.toes, -0.02), leg.foot))
        return tip, away
    if what == "heel":
        away = turned((-1.0, 0.0), leg.foot)
        return add(foot, turned((-body.heel_back, -0.025), leg.foot)), away
    if what == "knee":
        middle = front((leg.thigh + leg.shank) / 2)
        return add(knee(body, one.pelvis, leg), middle, body.knee_radius), middle
    if what == "back":
        at, lean = along_spine(body, one, 0.5)
        away = turned((-1.0, 0.0), -lean)
        return add(at, away, 0.055), away
    if what == "hip":
        away = turned((1.0, 0.0), -one.pitch)
        return add(one.pelvis, away, 0.06), away
    if what == "hand":
        return add(wrist(body, root, arm), down(arm.hand), body.hand), down(arm.hand)
    if what == "head":
        away = turned((0.0, 1.0), -one.head)
        return add(head_joint(body, one), away, body.head), away
    away = turned((1.0, 0.0), -lean)
    return add(along_spine(body, one, 0.8)[0], away, 0.06), away


def moving(figure: Figure, body: Body, start: Skeleton, end: Skeleton) -> str | None:
    """Give what moves most, or what the figure says; None where nothing moves."""
    if figure.moves:
        return figure.moves

    def moved_by(what: str) -> float:
        one = _tracked(body, start, figure.side, what)[0]
        return distance(one, _tracked(body, end, figure.side, what)[0])

    most = max(_TRACKED, key=moved_by)
    return most if moved_by(most) > STILL else None


def track_of(figure: Figure, body: Body, start: Skeleton, end: Skeleton) -> list[Point]:
    """Give the way of what moves, a little outside of the body."""
    what = moving(figure, body, start, end)
    ways = [blend(start, end, i / _STEPS) for i in range(_STEPS + 1)]
    if figure.view != "side":
        return facing_track(figure, body, ways)
    if what is None:
        return []
    feet = [ankle(body, one.pelvis, one.legs[figure.side]) for one in (start, end)]
    if what == "foot" and distance(*feet) >= STILL:
        track = _around(body, ways, figure.side)
    elif what in ("foot", "hand", "head"):
        name = "toes" if what == "foot" else what
        steps = [_tracked(body, one, figure.side, name) for one in ways]
        track = [add(point, away, 0.045) for point, away in steps]
    else:
        return _outside(body, ways, figure.side, what)
    above = [p for p in track if p[1] > 0.02]
    return above if len(above) > 3 else track


def _around(body: Body, ways: list[Skeleton], side: Side) -> list[Point]:
    """Give the way beyond a foot that swings."""
    feet = [ankle(body, one.pelvis, one.legs[side]) for one in ways]
    tips = [_tracked(body, one, side, "foot") for one in ways]
    reach = max(distance(tips[i][0], feet[i]) for i in (0, -1))
    return [add(at, away, reach + 0.04) for at, (_tip, away) in zip(feet, tips, strict=True)]


def _outside(body: Body, ways: list[Skeleton], side: Side, what: str) -> list[Point]:
    """Give the way of a middle that moves, moved out of the body as that is at the end."""
    middles = [_middle(body, one, side, what) for one in ways]
    last, away = _tracked(body, ways[-1], side, what)
    by = (middles[-1][0] - middles[0][0], middles[-1][1] - middles[0][1])
    if what == "hip" and by[0] * away[0] + by[1] * away[1] < 0:
        # Hips that go back have their arrow behind them.
        away = (-away[0], -away[1])
        last = add(middles[-1], away, 0.07)
    towards = by[0] * away[0] + by[1] * away[1]
    offset = 0.04 + max(0.0, towards) + max(0.0, _SHORTEST - abs(towards)) / 2
    out = add((last[0] - middles[-1][0], last[1] - middles[-1][1]), away, offset)
    track = [add(middle, out) for middle in middles]
    part = _LONGEST / max(distance(track[0], track[-1]), _LONGEST)
    return [add(track[0], (p[0] - track[0][0], p[1] - track[0][1]), part) for p in track]


def rolling_way(figure: Figure, scene: Scene, one: Skeleton) -> list[Point]:
    """Give the way along what rolls on a ball or a roller."""
    body, leg = scene.body, one.legs[figure.side]
    place = figure.ball or figure.roller
    if place == "calf":
        root, along = knee(body, one.pelvis, leg), down(leg.shank)
        middle = add(add(root, along, body.shank * 0.45), front(leg.shank), 0.085)
    elif place == "thigh":
        along = down(leg.thigh)
        middle = add(add(one.pelvis, along, body.thigh * 0.45), front(leg.thigh), 0.095)
    elif place == "foot":
        along = turned((1.0, 0.0), leg.foot)
        middle = add(ankle(body, one.pelvis, leg), turned((0.135, 0.04), leg.foot))
    else:
        at, lean = along_spine(
            body, one, {"buttock": 0.0, "lower-back": 0.25}.get(place or "", 0.7)
        )
        along = turned((0.0, 1.0), -lean)
        middle = add(at, turned((0.11, 0.0), -lean))
    return [add(middle, along, (i / _STEPS - 0.5) * _LONGEST) for i in range(_STEPS + 1)]


def _middle(body: Body, one: Skeleton, side: Side, what: str) -> Point:
    leg = one.legs[side]
    return {
        "heel": _tracked(body, one, side, "heel")[0],
        "knee": knee(body, one.pelvis, leg),
        "hip": one.pelvis,
        "back": along_spine(body, one, 0.5)[0],
    }.get(what, along_spine(body, one, 0.8)[0])


def arrow(figure: Figure, track: list[Point], colours: Colours) -> list[Shape]:
    """Draw an arrow along the way of what moves."""
    if not track:
        return []
    length = sum(distance(p, q) for p, q in pairwise(track))
    if length < 0.01:
        return []
    if length < _SHORTEST:
        middle, more = track[len(track) // 2], _SHORTEST / length
        track = [add(middle, (p[0] - middle[0], p[1] - middle[1]), more) for p in track]
    head = 0.042
    both = figure.motion == "to-and-fro"
    shaft = _without_ends(track, head * 0.7 if both else 0.0, head * 0.7)
    heads = [_arrow_head(track, head)]
    if both:
        heads.append(_arrow_head(track[::-1], head))
    line = smooth(shaft, closed=False)
    return [
        Shape(line, "arrow-edge", "none", colours.arrow_edge, 0.026),
        *(
            Shape(path, "arrow-edge", colours.arrow_edge, colours.arrow_edge, 0.012)
            for path in heads
        ),
        Shape(line, "arrow", "none", colours.arrow, 0.0135),
        *(Shape(path, "arrow-head", colours.arrow, colours.arrow, 0.004) for path in heads),
    ]


def _without_ends(track: list[Point], first: float, last: float) -> list[Point]:
    """Take a length off each end of a way."""
    for length in (last, first):
        rest = length
        while len(track) > 2 and rest >= distance(track[-2], track[-1]):
            rest -= distance(track[-2], track[-1])
            track = track[:-1]
        part = rest / max(distance(track[-2], track[-1]), 1e-9)
        track = [*track[:-1], between(track[-1], track[-2], min(part, 0.9))][::-1]
    return track


def _arrow_head(track: list[Point], size: float) -> Path:
    tip = track[-1]
    back = next((p for p in reversed(track) if distance(p, tip) >= size), track[0])
    reach = max(distance(back, tip), 1e-6)
    along = ((tip[0] - back[0]) / reach, (tip[1] - back[1]) / reach)
    across = (-along[1], along[0])
    root = add(tip, along, -size)
    return polygon([tip, add(root, across, size * 0.52), add(root, across, -size * 0.52)])
