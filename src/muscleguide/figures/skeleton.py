"""A skeleton: the directions of a body's parts, and where they are.

All is solved in the plane of the side view, x forward and y up, in body heights; the floor is at 0.
Directions of limbs are degrees as in `geometry.down`: 0 hangs, 90 points forward. A foot's
direction is 0 where it points forward, and more where the toes are up.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from muscleguide.figures.body import Body, limb_outline, width
from muscleguide.figures.geometry import (
    Point,
    add,
    between,
    down,
    front,
    placed,
    turned,
)
from muscleguide.schema.figure import Hand, Side

SIDES: tuple[Side, Side] = ("right", "left")


@dataclass(frozen=True)
class Leg:
    """Directions of a leg's parts in degrees, and how far it is out to the side."""

    thigh: float
    shank: float
    foot: float
    toes: float
    out: float = 0.0


@dataclass(frozen=True)
class Arm:
    """Directions of an arm's parts in degrees, and how far it is out to the side."""

    upper: float
    fore: float
    hand: float
    out: float = 0.0
    holds: Hand = "free"


@dataclass(frozen=True)
class Skeleton:
    """A body at one moment: where the hips are, and the direction of everything else.

    `pitch` is how far the pelvis leans forward; the spine bends by `bend` from there to the neck.
    """

    posture: str
    pelvis: Point
    pitch: float
    bend: float
    tilt: float
    head: float
    head_tilt: float
    legs: Mapping[Side, Leg]
    arms: Mapping[Side, Arm]


@dataclass(frozen=True)
class Places:
    """Where things stand: distances forward, and heights."""

    wall: float | None = None
    wall_behind: float | None = None
    chair: float | None = None
    chair_top: float = 0.55
    foot_on_chair: bool = False
    seat: float = 0.0
    step: float | None = None
    ball: Point | None = None
    roller: Point | None = None


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn, solved."""

    body: Body
    start: Skeleton
    end: Skeleton | None
    places: Places


def blend(one: Skeleton, other: Skeleton, t: float) -> Skeleton:
    """Give the skeleton a part of the way from one to another."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * t

    legs = {
        side: Leg(*(mix(a, b) for a, b in zip(_numbers(leg), _numbers(end), strict=True)))
        for side, leg, end in ((s, one.legs[s], other.legs[s]) for s in SIDES)
    }
    arms = {
        s: Arm(
            mix(one.arms[s].upper, other.arms[s].upper),
            mix(one.arms[s].fore, other.arms[s].fore),
            mix(one.arms[s].hand, other.arms[s].hand),
            mix(one.arms[s].out, other.arms[s].out),
        )
        for s in SIDES
    }
    return Skeleton(
        other.posture,
        between(one.pelvis, other.pelvis, t),
        mix(one.pitch, other.pitch),
        mix(one.bend, other.bend),
        mix(one.tilt, other.tilt),
        mix(one.head, other.head),
        mix(one.head_tilt, other.head_tilt),
        legs,
        arms,
    )


def _numbers(leg: Leg) -> tuple[float, ...]:
    return leg.thigh, leg.shank, leg.foot, leg.toes, leg.out


def spine(body: Body, one: Skeleton) -> list[Point]:
    """Give the ends of the spine's three parts, from the hips to the lower end of the neck."""
    points = [one.pelvis]
    for length, share in zip(body.spine, (0.0, 0.5, 1.0), strict=True):
        points.append(add(points[-1], _up(one.pitch + one.bend * share), length))
    return points


def along_spine(body: Body, one: Skeleton, t: float) -> tuple[Point, float]:
    """Give a point of the spine (0 the hips, 1 the neck), and how far it leans there."""
    points = spine(body, one)
    rest = t * body.spine_length
    for i, length in enumerate(body.spine):
        if rest <= length or i == len(body.spine) - 1:
            lean = one.pitch + one.bend * (rest / length * 0.5 + i * 0.5 - 0.25)
            return add(points[i], _up(one.pitch + one.bend * i * 0.5), rest), lean
        rest -= length
    raise AssertionError


def trunk_outline(body: Body, one: Skeleton) -> list[Point]:
    """Give the points around the trunk: up the front, down the back."""
    ahead, behind = [], []
    for t, _front, _back in body.trunk_profile:
        at, lean = along_spine(body, one, t)
        forward = (math.cos(math.radians(lean)), -math.sin(math.radians(lean)))
        ahead.append(add(at, forward, width(body.trunk_profile, t)))
        behind.append(add(at, forward, -width(body.trunk_profile, t, behind=True)))
    return ahead + behind[::-1]


def shoulder(body: Body, one: Skeleton) -> Point:
    """Give the shoulder joint."""
    return along_spine(body, one, body.shoulder_at)[0]


def upper_lean(one: Skeleton) -> float:
    """Give how far the upper trunk leans forward, in degrees."""
    return one.pitch + one.bend


def head_joint(body: Body, one: Skeleton) -> Point:
    """Give the upper end of the neck."""
    lean = (upper_lean(one) + one.head) / 2
    return add(spine(body, one)[-1], _up(lean), body.neck)


def knee(body: Body, hip: Point, leg: Leg) -> Point:
    """Give the knee joint."""
    return add(hip, down(leg.thigh), body.thigh)


def ankle(body: Body, hip: Point, leg: Leg) -> Point:
    """Give the ankle joint."""
    return add(knee(body, hip, leg), down(leg.shank), body.shank)


def elbow(body: Body, root: Point, arm: Arm) -> Point:
    """Give the elbow joint."""
    return add(root, down(arm.upper), body.upper_arm)


def wrist(body: Body, root: Point, arm: Arm) -> Point:
    """Give the wrist joint."""
    return add(elbow(body, root, arm), down(arm.fore), body.forearm)


def foot_outlines(body: Body, at: Point, leg: Leg) -> tuple[list[Point], list[Point]]:
    """Give the points around the foot and around its toes."""
    joint = add(at, turned(body.toe_joint, leg.foot))
    return placed(body.foot_outline, at, leg.foot), placed(body.toe_outline, joint, leg.toes)


def foot_points(body: Body, at: Point, leg: Leg) -> list[Point]:
    """Give all points around the foot."""
    foot, toes = foot_outlines(body, at, leg)
    return foot + toes


def leg_points(body: Body, hip: Point, leg: Leg) -> list[Point]:
    """Give the points around a whole leg."""
    at = knee(body, hip, leg)
    low = add(at, (0, -body.knee_radius))
    thigh = limb_outline(hip, leg.thigh, body.thigh, body.thigh_profile, (0.3, 1))
    shank = limb_outline(at, leg.shank, body.shank, body.shank_profile)
    return [*thigh, low, *shank, *foot_points(body, ankle(body, hip, leg), leg)]


# What a hand is closed around.
GRIPS = ("chair", "band", "foot", "calf", "shin", "thigh")
# Points around a hand, from the wrist: a closed one, and a flat one of length 1.
_GRIP: tuple[Point, ...] = (
    (0.0, 0.0145),
    (0.020, 0.021),
    (0.045, 0.020),
    (0.058, 0.006),
    (0.055, -0.012),
    (0.040, -0.022),
    (0.018, -0.019),
    (0.0, -0.0145),
)
_FLAT: tuple[Point, ...] = (
    (-0.045, 0.0145),
    (0.227, 0.0165),
    (0.5, 0.0145),
    (0.82, 0.0105),
    (1.0, 0.002),
    (0.96, -0.006),
    (0.6, -0.0125),
    (0.227, -0.0155),
    (-0.045, -0.0145),
)


def hand_outline(body: Body, at: Point, arm: Arm) -> list[Point]:
    """Give the points around a hand: flat, hanging or gripping."""
    local = _GRIP if arm.holds in GRIPS else tuple((x * body.hand, y) for x, y in _FLAT)
    along, ahead = down(arm.hand), front(arm.hand)
    return [add(add(at, along, x), ahead, y) for x, y in local]


def head_points(body: Body, one: Skeleton) -> list[Point]:
    """Give points around the head, coarsely: what may touch the ground."""
    s = body.head
    ring = [(math.cos(a / 6 * math.pi), math.sin(a / 6 * math.pi)) for a in range(12)]
    local = [(0.10 * s + x * 0.44 * s, 0.47 * s + y * 0.5 * s) for x, y in ring]
    return placed(local, head_joint(body, one), -one.head)


def _up(lean: float) -> Point:
    return math.sin(math.radians(lean)), math.cos(math.radians(lean))


def ball_of_foot(body: Body, hip: Point, leg: Leg) -> Point:
    """Give where the toes bend."""
    return add(ankle(body, hip, leg), turned(body.toe_joint, leg.foot))


def under_limb(body: Body, hip: Point, leg: Leg, place: str) -> Point:
    """Give the point of a leg that lies on a ball."""
    if place == "thigh":
        root, angle, length, profile, t = hip, leg.thigh, body.thigh, body.thigh_profile, 0.50
    else:
        root, angle = knee(body, hip, leg), leg.shank
        length, profile, t = body.shank, body.shank_profile, 0.36
    return add(add(root, down(angle), length * t), front(angle), -width(profile, t, behind=True))
