"""Where things stand, and how the arms hang, or reach what the hands are put on."""

import math
from dataclasses import replace

from muscleguide.figures.body import Body, width
from muscleguide.figures.geometry import (
    Point,
    add,
    between,
    distance,
    down,
    down_angle,
    front,
    turned,
    two_bones,
)
from muscleguide.figures.ground import BASES
from muscleguide.figures.skeleton import (
    SIDES,
    Arm,
    Places,
    Skeleton,
    along_spine,
    ankle,
    ball_of_foot,
    elbow,
    hand_outline,
    head_joint,
    knee,
    leg_points,
    shoulder,
    under_limb,
    upper_lean,
    wrist,
)
from muscleguide.schema.figure import Figure, Hand, Limbs, Pose, Side


def place_things(figure: Figure, body: Body, skeletons: list[Skeleton]) -> Places:
    """Put things where the hands and feet of all poses can reach them."""
    first = skeletons[0]
    roots = [shoulder(body, one) for one in skeletons]
    reach = body.upper_arm + body.forearm
    places = Places(seat=body.seat if first.posture == "sitting" else 0.0)
    if "wall" in figure.props and not has_wall_behind(figure):
        height = min(roots[0][1] - 0.005, 0.80)
        far = [
            x + math.sqrt(max(0.0, (reach * 0.985) ** 2 - (y - height + 0.03) ** 2))
            for x, y in roots
        ]
        wall = min(far) + 0.016
        # Nobody stands in the wall.
        near = max(
            x
            for one in skeletons
            for side in SIDES
            for x, _y in leg_points(body, one.pelvis, one.legs[side])
        )
        places = replace(places, wall=max(wall, near + 0.012))
    if "chair" in figure.props:
        if first.posture == "sitting":
            places = replace(places, chair=first.pelvis[0])
        elif "chair" in (figure.start.right.foot, figure.start.left.foot):
            side: Side = "right" if figure.start.right.foot == "chair" else "left"
            foot = ankle(body, first.pelvis, first.legs[side])[0]
            places = replace(places, chair=foot, foot_on_chair=True)
        elif first.posture in ("standing", "kneeling", "half-kneeling"):
            grip = places.chair_top + 0.022
            far = [
                x + math.sqrt(max(0.0, (reach * 0.985) ** 2 - (y - grip) ** 2)) for x, y in roots
            ]
            places = replace(places, chair=min(min(far) + 0.03, roots[0][0] + 0.24))
        else:
            places = replace(places, chair=ankle(body, first.pelvis, first.legs[figure.side])[0])
    if "step" in figure.props:
        on = [
            ankle(body, one.pelvis, one.legs[side])[0]
            for one in skeletons
            for side in SIDES
            if min(y for _x, y in leg_points(body, one.pelvis, one.legs[side])) > body.step - 0.01
        ]
        places = replace(places, step=min(on) if on else 0.25)
    last = skeletons[-1]
    if figure.ball:
        at = _round_thing(figure, body, last, figure.ball, body.ball, places)
        places = replace(places, ball=at)
    if figure.roller:
        at = _round_thing(figure, body, last, figure.roller, body.roller, places)
        places = replace(places, roller=at)
    for middle, radius in ((places.ball, body.ball), (places.roller, body.roller)):
        if middle and has_wall_behind(figure):
            places = replace(places, wall_behind=middle[0] - radius)
    return places


def has_wall_behind(figure: Figure) -> bool:
    """Tell whether somebody upright leans on a ball or roller: the wall is then at the back."""
    is_upright = figure.start.posture in ("standing", "sitting", "kneeling")
    on_trunk = {figure.ball, figure.roller} & {"buttock", "lower-back", "upper-back"}
    return is_upright and bool(on_trunk) and "wall" in figure.props


def _round_thing(
    figure: Figure, body: Body, one: Skeleton, place: str, radius: float, places: Places
) -> Point:
    """Give the middle of a ball or roller: under a part of the body, on what is below."""
    leg = one.legs[figure.side]
    ground = places.seat
    if place in ("thigh", "calf"):
        at = under_limb(body, one.pelvis, leg, place)
        ground = places.seat if place == "thigh" else 0.0
    elif place == "foot":
        end = ankle(body, one.pelvis, leg)
        return add(end, turned((0.035, -body.sole - radius), leg.foot))
    else:
        t = {"buttock": 0.0, "lower-back": 0.25, "upper-back": 0.75}[place]
        at, lean = along_spine(body, one, t)
        forward = (math.cos(math.radians(lean)), -math.sin(math.radians(lean)))
        at = add(at, forward, -width(body.trunk_profile, t, behind=True))
        return add(at, forward, -radius)
    return at[0], max(ground + radius, at[1] - radius)


def reach(
    figure: Figure, pose: Pose, body: Body, one: Skeleton, places: Places, first: Skeleton
) -> Skeleton:
    """Let the arms hang, or bend them so that the hands reach what they are put on."""
    base = BASES[pose.posture or "standing"]
    root, lean = shoulder(body, one), upper_lean(one)
    arms: dict[Side, Arm] = {}
    for side in SIDES:
        limbs: Limbs = getattr(pose, side)
        hold = limbs.hand or pose.hands or (base.hand if limbs.shoulder is None else "free")
        arm = _hanging_arm(limbs, lean, pose.posture or "standing")
        target = _target(figure, body, one, places, first, side, hold)
        if target:
            at, hand = target
            bend = -1 if pose.posture == "lying-on-front" and hold != "floor" else 1
            upper, fore = two_bones(root, at, body.upper_arm, body.forearm, bend)
            turn = fore if hand is None else hand
            arm = Arm(upper, fore, turn, arm.out, hold)
        if pose.posture == "lying-on-side" and side != figure.side and limbs.arm_out is None:
            arm = replace(arm, out=174.0)  # under the head
        arms[side] = _arm_above_ground(body, root, arm, one)
    return replace(one, arms=arms)


def _hanging_arm(limbs: Limbs, lean: float, posture: str) -> Arm:
    if limbs.shoulder is not None:
        upper = limbs.shoulder - lean
        bend = 6.0 if limbs.elbow is None else limbs.elbow
    elif posture == "lying-on-front":
        upper, bend = -88.0, limbs.elbow or 0.0
    else:
        upper, bend = 0.0, 14.0 if limbs.elbow is None else limbs.elbow
    wrist_bend = 4.0 if limbs.wrist is None else limbs.wrist
    return Arm(upper, upper + bend, upper + bend + wrist_bend, limbs.arm_out or 0.0)


def _arm_above_ground(body: Body, root: Point, arm: Arm, one: Skeleton) -> Arm:
    """Keep an arm out of the ground."""

    def low(tried: Arm) -> float:
        at = wrist(body, root, tried)
        points = hand_outline(body, at, tried)
        bend = elbow(body, root, tried)
        return min(*(y for _x, y in points), at[1] - 0.0145, bend[1] - 0.021)

    if one.posture == "lying-on-side" or low(arm) >= -1e-3:
        return arm
    for more in range(1, 180):
        for by in (more, -more):
            tried = replace(arm, upper=arm.upper + by, fore=arm.fore + by, hand=arm.hand + by)
            if low(tried) >= -1e-3:
                return tried
    return arm


def _target(
    figure: Figure,
    body: Body,
    one: Skeleton,
    places: Places,
    first: Skeleton,
    side: Side,
    hold: Hand,
) -> tuple[Point, float | None] | None:
    """Give where a wrist goes, and the direction of the hand (None: the forearm's)."""
    root = shoulder(body, one)
    leg = one.legs[side]
    worked = one.legs[figure.side]
    if hold == "wall" and places.wall is not None:
        height = min(shoulder(body, first)[1] - 0.005, 0.80) - 0.03
        return (places.wall - 0.0155, height), 178.0
    if hold == "chair" and places.chair is not None:
        if one.posture == "sitting":
            return (places.chair - 0.035, places.seat + 0.045), 20.0
        return (places.chair - 0.030, places.chair_top + 0.022), 78.0
    if hold == "floor":
        return _floor_target(body, one, root)
    if hold == "hips":
        at, lean = along_spine(body, one, 0.24)
        return add(at, (math.cos(math.radians(lean)), -math.sin(math.radians(lean))), 0.012), 55.0
    if hold == "knee":
        if one.posture == "half-kneeling":
            leg = max(one.legs.values(), key=lambda each: each.thigh)
        at = add(one.pelvis, down(leg.thigh), body.thigh * 0.66)
        return add(at, front(leg.thigh), 0.052), leg.thigh - 4
    if hold == "thigh":
        at = add(one.pelvis, down(worked.thigh), body.thigh * 0.74)
        return add(at, front(worked.thigh), -0.050), worked.thigh + 80
    if hold in ("shin", "calf"):
        at = add(knee(body, one.pelvis, worked), down(worked.shank), body.shank * 0.42)
        side_of = 0.045 if hold == "shin" else -0.052
        turn = worked.shank + (-60 if hold == "shin" else 60)
        return add(at, front(worked.shank), side_of), turn
    if hold == "foot":
        at = add(ankle(body, one.pelvis, worked), turned((0.02, 0.03), worked.foot))
        return at, worked.shank + 30
    if hold == "band":
        ball = ball_of_foot(body, one.pelvis, worked)
        reach = (body.upper_arm + body.forearm) * 0.86
        near = add(root, (0.0, 0.0))
        away = distance(near, ball)
        part = min(reach, away * 0.62) / max(away, 1e-6)
        at = between(near, ball, part)
        return at, down_angle((ball[0] - at[0], ball[1] - at[1]))
    if hold == "head":
        at = add(head_joint(body, one), turned((-0.035, 0.07), -one.head))
        return at, None
    return None


def _floor_target(body: Body, one: Skeleton, root: Point) -> tuple[Point, float | None]:
    reach = body.upper_arm + body.forearm
    if one.posture == "lying-on-back":
        across = math.sqrt(max(0.0, (reach * 0.9999) ** 2 - (root[1] - 0.0175) ** 2))
        return (root[0] + across, 0.0175), 90.0
    if one.posture == "long-sitting":
        across = math.sqrt(max(0.0, (reach * 0.985) ** 2 - (root[1] - 0.02) ** 2))
        return (root[0] - max(0.06, across * 0.9), 0.0175), -90.0
    return (root[0] + 0.005, 0.0175), 90.0
