"""How a body stands, sits or lies: its trunk and legs, and what touches the ground."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from muscleguide.figures.body import Body
from muscleguide.figures.geometry import (
    Point,
    add,
    distance,
    down,
    turned,
    two_bones,
)
from muscleguide.figures.skeleton import (
    SIDES,
    Arm,
    Leg,
    Skeleton,
    ankle,
    ball_of_foot,
    foot_points,
    head_points,
    leg_points,
    shoulder,
    trunk_outline,
    under_limb,
    upper_lean,
)
from muscleguide.schema.figure import LIMITS, Figure, Foot, Hand, Limbs, Pose, Side


@dataclass(frozen=True)
class Base:
    """What a posture gives: see `BASES`."""

    support: str  # what carries the body: feet (or knees), seat, floor, or back
    pitch: float = 0.0
    thigh: float = 0.0
    kneel: float = 0.0  # the bend of a knee that is on the ground, under an upright thigh
    ankle: float | None = None
    foot: Foot = "free"
    ahead: float | None = None  # how far a foot that is on the floor is in front of the hip
    hand: Hand = "free"
    left: Limbs = field(default_factory=Limbs)


BASES: Mapping[str, Base] = {
    "standing": Base("feet"),
    "sitting": Base("seat"),
    "long-sitting": Base("floor", pitch=-6, thigh=90, foot="floor"),
    "kneeling": Base("feet", kneel=92.7, ankle=-50),
    "half-kneeling": Base(
        "feet", thigh=88, ahead=0.24, kneel=104.3, foot="floor", left=Limbs(hip=0, ankle=28)
    ),
    "hands-and-knees": Base("feet", pitch=80, kneel=92.7, ankle=-50, hand="floor"),
    "lying-on-back": Base("back", pitch=-90, thigh=90, foot="floor", hand="floor"),
    "lying-on-front": Base("back", pitch=90, thigh=-90, ankle=-48, foot="floor"),
    "lying-on-side": Base("feet"),
}


def merged(start: Pose, end: Pose) -> Pose:
    """Fill what an end leaves out from the start."""
    if end.posture and end.posture != start.posture:
        return end
    given = {name: getattr(end, name) for name in end.model_fields_set}
    for side in SIDES:
        limbs: Limbs = getattr(end, side)
        new = {name: getattr(limbs, name) for name in limbs.model_fields_set}
        if "hip" in new and "foot" not in new:
            new["foot"] = None
        given[side] = getattr(start, side).model_copy(update=new)
    return start.model_copy(update=given)


def _limbs(pose: Pose, base: Base, side: Side) -> Limbs:
    limbs: Limbs = getattr(pose, side)
    kneels = limbs.hip is None or limbs.hip < 45
    if side == "left" and kneels:
        given = {name: getattr(limbs, name) for name in limbs.model_fields_set}
        return base.left.model_copy(update=given)
    return limbs


@dataclass(frozen=True)
class _Case:
    """What all steps of placing a body read."""

    figure: Figure
    pose: Pose
    body: Body
    base: Base
    pitch: float
    limbs: Mapping[Side, Limbs]
    modes: Mapping[Side, Foot]
    before: Skeleton | None

    @property
    def planted(self) -> Side:
        """The foot that stays in its place, if the pose lets it."""
        return self.figure.planted or _other(self.figure.side)

    @property
    def carrying(self) -> list[Side]:
        """The legs whose angles say how high the hips are."""
        if self.base.support != "feet" or self.hips_stay:
            return []
        free: list[Side] = [side for side in SIDES if self.modes[side] == "free"]
        stays = self.modes[self.planted] == "stay"
        return free or [_other(self.planted) if stays else self.planted]

    @property
    def hips_stay(self) -> bool:
        """Whether both feet stay where they were, so that only the trunk moves."""
        return self.before is not None and all(mode == "stay" for mode in self.modes.values())

    def free(self, side: Side, hip: Point, *, grounded: bool = True) -> Leg:
        """Give a leg by its angles."""
        ground = _surface(self.modes[side], self.body)
        return _free_leg(
            self.body, self.limbs[side], self.base, self.pitch, hip, ground, grounded=grounded
        )


def stand(figure: Figure, pose: Pose, body: Body, before: Skeleton | None) -> Skeleton:
    """Place the trunk and the legs of a pose on the ground; the arms hang.

    `before` is the start of the same exercise: what stood on the ground stays there.
    """
    base = BASES[pose.posture or "standing"]
    limbs = {side: _limbs(pose, base, side) for side in SIDES}
    modes = {side: _mode(limbs[side], base) for side in SIDES}
    if "foot" in (figure.ball, figure.roller) and limbs[figure.side].hip is None:
        modes[figure.side] = "floor"
    pitch = base.pitch + (pose.trunk or 0.0)
    case = _Case(figure, pose, body, base, pitch, limbs, modes, before)
    one = Skeleton(
        pose.posture or "standing",
        (0.0, 0.0),
        pitch,
        pose.bend or 0.0,
        pose.tilt or 0.0,
        0.0,
        pose.head_tilt or 0.0,
        {},
        _hanging(),
    )
    one = replace(one, pelvis=(0.0, _height(case, one)))
    one = replace(one, pelvis=(_forward(case, one), one.pelvis[1]))
    one = replace(one, legs={side: _leg_of(case, one, side) for side in SIDES})
    one = replace(one, head=_head(body, one, pose))
    return one if pose.posture == "lying-on-side" else _lifted(body, one)


def _height(case: _Case, one: Skeleton) -> float:
    """Give how high the hips are, so that the lowest part is on the ground."""
    if case.base.support == "feet":
        if case.before and case.hips_stay:
            return case.before.pelvis[1]
        return max(
            _surface(case.modes[side], case.body)
            - min(y for _x, y in leg_points(case.body, (0.0, 0.0), case.free(side, (0.0, 0.0))))
            for side in case.carrying
        )
    if case.base.support == "back":
        return -min(y for _x, y in _resting(case.body, one))
    return case.body.hip_radius + (case.body.seat if case.base.support == "seat" else 0.0)


def _forward(case: _Case, one: Skeleton) -> float:
    """Give how far forward the hips are: what was on the ground before stays in its place."""
    body, before, here = case.body, case.before, one.pelvis
    if before is None or before.posture != one.posture:
        return here[0]
    if case.base.support == "feet":
        if case.hips_stay:
            return before.pelvis[0]
        side = case.planted if case.planted in case.carrying else case.carrying[0]
        now = ball_of_foot(body, here, case.free(side, here))
        then = ball_of_foot(body, before.pelvis, before.legs[side])
        return here[0] + then[0] - now[0]
    if case.base.support == "back":
        low = min(_resting(body, one), key=lambda p: p[1])
        if distance(low, here) > body.spine_length / 2:
            return here[0] + shoulder(body, before)[0] - shoulder(body, one)[0]
    return here[0]


def _leg_of(case: _Case, one: Skeleton, side: Side) -> Leg:
    """Place a leg of a body whose hips are in their place."""
    figure, body, before, limbs = case.figure, case.body, case.before, case.limbs[side]
    if case.modes[side] == "free" or side in case.carrying:
        leg = case.free(side, one.pelvis, grounded=False)
        if case.base.support != "feet":
            leg = _above_ground(body, one.pelvis, leg)
    elif case.modes[side] == "stay" and before:
        at = ankle(body, before.pelvis, before.legs[side])
        leg = _leg_to(body, one.pelvis, at, before.legs[side].foot, limbs.out or 0.0)
    else:
        ground = _surface(case.modes[side], body)
        rolls = side == figure.side
        leg = _standing_leg(
            figure, body, limbs, case.base, case.pitch, one.pelvis, ground, rolls=rolls
        )
    if one.posture == "lying-on-side" and side != figure.side and limbs.out is None:
        return replace(leg, out=5.0)  # the lower leg lies on the ground
    return leg


def _lifted(body: Body, one: Skeleton) -> Skeleton:
    """Lift a body that would be in the ground."""
    low = min(
        *(y for side in SIDES for _x, y in leg_points(body, one.pelvis, one.legs[side])),
        *(y for _x, y in _resting(body, one)),
        *(y for _x, y in head_points(body, one)),
    )
    return replace(one, pelvis=(one.pelvis[0], one.pelvis[1] - low)) if low < 0 else one


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _hanging() -> dict[Side, Arm]:
    return {side: Arm(2, 12, 16) for side in SIDES}


def _mode(limbs: Limbs, base: Base) -> Foot:
    if limbs.foot:
        return limbs.foot
    if limbs.ahead is not None:
        return "floor"
    return base.foot if limbs.hip is None else "free"


def _surface(mode: Foot, body: Body) -> float:
    return {"step": body.step, "chair": body.seat}.get(mode, 0.0)


def _resting(body: Body, one: Skeleton) -> list[Point]:
    """Give the points of the trunk that may lie on the ground."""
    return trunk_outline(body, one)[:-1]


def _thigh(limbs: Limbs, base: Base, pitch: float, hip: Point, body: Body) -> float:
    if limbs.hip is not None:
        return limbs.hip - pitch
    if base.support == "seat":
        rise = (hip[1] - body.sole - body.shank) / body.thigh
        return math.degrees(math.acos(min(1.0, max(-1.0, rise))))
    return base.thigh


def _flat_ankle(shank: float, base: Base) -> float | None:
    """Give the bend of the ankle that lays the foot flat, if an ankle bends that far."""
    if base.ankle is not None:
        return base.ankle
    low, high = LIMITS["ankle"]
    return -shank if low - 4 <= -shank <= high + 8 else None


def _toes(body: Body, at: Point, foot: float, ground: float = 0.0) -> float:
    """Lay the toes flat where the heel is lifted and the ball of the foot is on the ground."""
    if not -80 <= foot < 0:
        return foot
    joint = add(at, turned(body.toe_joint, foot))
    room = max(0.0, joint[1] - ground - body.sole * 0.3) / body.toes
    if room >= 0.7:
        return foot + 8
    return max(foot, -math.degrees(math.asin(room)))


def _leg(
    body: Body, limbs: Limbs, base: Base, hip: Point, thigh: float, bend: float, ground: float
) -> Leg:
    shank = thigh - bend
    flat = _flat_ankle(shank, base)
    toes_up = limbs.ankle
    if toes_up is None:
        toes_up = -12.0 if flat is None else flat
    foot = shank + toes_up
    at = add(add(hip, down(thigh), body.thigh), down(shank), body.shank)
    return Leg(thigh, shank, foot, _toes(body, at, foot, ground), limbs.out or 0.0)


def _free_leg(
    body: Body,
    limbs: Limbs,
    base: Base,
    pitch: float,
    hip: Point,
    ground: float,
    *,
    grounded: bool,
) -> Leg:
    """Give a leg by its angles; one that is not `grounded` may hang in the air."""
    thigh = _thigh(limbs, base, pitch, hip, body)
    bend = _bend(limbs, base, thigh)
    leg = _leg(body, limbs, base, hip, thigh, bend, ground)
    if grounded:
        # On the ground: the toes of a lifted heel lie flat.
        return replace(leg, toes=max(leg.foot, 0.0)) if -80 <= leg.foot < 0 else leg
    low = min(y for _x, y in leg_points(body, hip, leg))
    if limbs.ankle is None and base.ankle is None and low > ground + 0.012:
        foot = leg.shank - 12
        leg = replace(leg, foot=foot, toes=foot)
        low = min(y for _x, y in foot_points(body, ankle(body, hip, leg), leg))
        if low < ground:
            leg = replace(leg, foot=leg.shank + 5, toes=leg.shank + 5)
    return leg


def _bend(limbs: Limbs, base: Base, thigh: float) -> float:
    if limbs.knee is not None:
        return limbs.knee
    if base.kneel and thigh < 45:
        return min(max(base.kneel + thigh, LIMITS["knee"][0]), LIMITS["knee"][1])
    return thigh if base.support == "seat" else 0.0


def _above_ground(body: Body, hip: Point, leg: Leg) -> Leg:
    """Lift a leg whose angles would put it into the ground."""
    for more in range(0, 180, 1):
        for by in (more, -more):
            lifted = replace(
                leg,
                thigh=leg.thigh + by,
                shank=leg.shank + by,
                foot=leg.foot + by,
                toes=leg.toes + by,
            )
            if min(y for _x, y in leg_points(body, hip, lifted)) >= -1e-4:
                return lifted
    return leg


def _leg_to(body: Body, hip: Point, at: Point, foot: float, out: float) -> Leg:
    thigh, shank = two_bones(hip, at, body.thigh, body.shank, -1)
    end = add(add(hip, down(thigh), body.thigh), down(shank), body.shank)
    return Leg(thigh, shank, foot, _toes(body, end, foot), out)


def _standing_leg(
    figure: Figure,
    body: Body,
    limbs: Limbs,
    base: Base,
    pitch: float,
    hip: Point,
    ground: float,
    *,
    rolls: bool,
) -> Leg:
    """Bend a leg so that it comes to lie or stand on the ground, or on what is under it."""
    under_foot = rolls and "foot" in (figure.ball, figure.roller)
    ahead = limbs.ahead
    if ahead is None and limbs.hip is None and limbs.knee is None:
        ahead = base.ahead
    if (ahead is not None or ground > 0) and not under_foot:
        ahead = 0.2 if ahead is None else ahead
        return _leg_ahead(body, limbs, hip, hip[0] + ahead, ground)
    things = ((figure.ball, body.ball), (figure.roller, body.roller))
    under = next((height for place, height in things if place == "foot" and rolls), None)
    if under is not None:
        ahead = limbs.ahead or (0.25 if base.support == "seat" else 0.08)
        return _leg_ahead(body, limbs, hip, hip[0] + ahead, 2 * under)
    thigh = _thigh(limbs, base, pitch, hip, body)
    solve_knee = limbs.knee is None and base.support == "feet"

    def leg(by: float) -> Leg:
        if solve_knee:
            return _leg(body, limbs, base, hip, thigh, max(0.0, by), ground)
        return _leg(body, limbs, base, hip, thigh + by, _bend(limbs, base, thigh), ground)

    def room(by: float) -> float:
        tried = leg(by)
        points = leg_points(body, hip, tried)
        free = min(y for _x, y in points) - ground
        for place, height in things:
            if rolls and place in ("thigh", "calf"):
                under = under_limb(body, hip, tried, place)
                floor = body.seat if base.support == "seat" else 0.0
                free = min(free, under[1] - floor - 2 * height)
        return free

    backwards = (limbs.hip or 0) < 0
    by = _root(room, -1 if backwards else 1, 150 if solve_knee else 120)
    return leg(by)


def _root(value: Callable[[float], float], first: int, limit: int) -> float:
    """Find where a function passes 0, the nearest to 0, looking in one direction first.

    Where it does not, the nearest that it comes is as good.
    """
    here = {1: value(0.0), -1: value(0.0)}
    best = (abs(here[1]), 0.0)
    if best[0] < 1e-9:
        return 0.0
    for step in range(1, limit + 1):
        for sign in (first, -first):
            there = value(float(sign * step))
            if (there < 0) != (here[sign] < 0):
                return _between(value, float(sign * (step - 1)), float(sign * step))
            here[sign] = there
            best = min(best, (abs(there), float(sign * step)))
    return best[1]


def _between(value: Callable[[float], float], low: float, high: float) -> float:
    """Find where a function that changes its sign between two numbers is 0, or just above."""
    is_low = value(low) < 0
    for _ in range(40):
        middle = (low + high) / 2
        if (value(middle) < 0) == is_low:
            low = middle
        else:
            high = middle
    return high if is_low else low


def _leg_ahead(body: Body, limbs: Limbs, hip: Point, x: float, ground: float) -> Leg:
    """Put a foot on the ground at a distance forward."""
    height = ground + body.sole
    leg = _leg_to(body, hip, (x, height), 0.0, limbs.out or 0.0)
    for _ in range(12):
        foot = 0.0 if limbs.ankle is None else leg.shank + limbs.ankle
        leg = replace(leg, foot=foot, toes=max(foot, 0.0) if -80 <= foot < 0 else foot)
        low = min(y for _x, y in foot_points(body, (x, height), leg))
        height += ground - low
        leg = replace(_leg_to(body, hip, (x, height), foot, leg.out), toes=leg.toes)
    return leg


def _head(body: Body, one: Skeleton, pose: Pose) -> float:
    """Give how far the head leans forward: level, or resting on the ground where a body lies."""
    lean = upper_lean(one)
    if pose.head is not None:
        return lean + pose.head
    posture = pose.posture
    if posture == "hands-and-knees":
        return lean - 8
    if posture not in ("lying-on-back", "lying-on-front"):
        return lean * 0.35

    def low(head: float) -> float:
        return min(y for _x, y in head_points(body, replace(one, head=head)))

    head = -90.0 if posture == "lying-on-back" else 86.0
    sign = 1 if posture == "lying-on-back" else -1
    for by in range(0, 60):
        if low(head + sign * by) >= -1e-3:
            return head + sign * by
    return head
