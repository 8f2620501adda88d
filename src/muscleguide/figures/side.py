"""The body seen from the side: limbs, clothes, head, marks, and what is faint."""

import math
from collections.abc import Iterable

from muscleguide.figures import anatomy, props
from muscleguide.figures.anatomy import mark, marked_kinds
from muscleguide.figures.arrows import STILL
from muscleguide.figures.body import Body, limb_outline, width
from muscleguide.figures.geometry import (
    Path,
    Point,
    add,
    circle,
    distance,
    down,
    ellipse,
    front,
    placed,
    smooth,
    turned,
    two_sided,
)
from muscleguide.figures.shapes import Colours, Shape, union
from muscleguide.figures.skeleton import (
    GRIPS,
    SIDES,
    Leg,
    Scene,
    Skeleton,
    along_spine,
    ankle,
    elbow,
    foot_outlines,
    foot_points,
    hand_outline,
    head_joint,
    knee,
    shoulder,
    trunk_outline,
    upper_lean,
    wrist,
)
from muscleguide.schema.figure import Figure, Side


def body_layers(
    figure: Figure, scene: Scene, one: Skeleton, colours: Colours, *, marks: bool
) -> list[Shape]:
    """Give the shapes of a body, from what is behind to what is in front."""
    body, places = scene.body, scene.places
    near: Side = "right" if figure.facing == "right" else "left"
    far: Side = "left" if near == "right" else "right"
    round_things = [
        shape
        for at, radius in ((places.ball, body.ball), (places.roller, body.roller))
        if at
        for shape in props.round_thing(colours, at, radius)
    ]
    holds_band = any(one.arms[side].holds == "band" for side in SIDES)
    strap = _band(figure, body, one, colours) if holds_band else []
    worked_is_far = figure.side == far
    parts: list[Shape] = [
        *_arm(body, one, far, colours, far=True),
        *(strap if worked_is_far else []),
        *_leg(body, one, far, colours, far=True),
        *(round_things if worked_is_far else []),
        *_marks(figure, body, one, far, colours, marks=marks, limbs="leg"),
        *_trunk(body, one, colours),
        *_marks(figure, body, one, near, colours, marks=marks, limbs="trunk"),
        *_leg(body, one, near, colours, far=False),
        *([] if worked_is_far else round_things),
        *_marks(figure, body, one, near, colours, marks=marks, limbs="leg"),
        *([] if worked_is_far else strap),
        *_arm(body, one, near, colours, far=False),
        *_marks(figure, body, one, near, colours, marks=marks, limbs="arm"),
    ]
    return parts


def _band(figure: Figure, body: Body, one: Skeleton, colours: Colours) -> list[Shape]:
    leg = one.legs[figure.side]
    at = ankle(body, one.pelvis, leg)
    under = [
        add(at, turned((body.ball_ahead * x, -body.sole * 1.12), leg.foot)) for x in (0.45, 0.95)
    ]
    root = shoulder(body, one)
    arm = one.arms[figure.side]
    hand = add(wrist(body, root, arm), down(arm.hand), 0.03)
    return props.band(colours, (under[0], under[1]), hand)


def _shade(colours: Colours, name: str, *, far: bool) -> str:
    return colours.far(name) if far else str(getattr(colours, name))


def _named(name: str, *, far: bool) -> str:
    return f"{name}-far" if far else name


def _leg(body: Body, one: Skeleton, side: Side, colours: Colours, *, far: bool) -> list[Shape]:
    leg, hip = one.legs[side], one.pelvis
    skin = union(
        _named("skin", far=far),
        _leg_paths(body, hip, leg),
        _shade(colours, "skin", far=far),
        colours.line,
    )
    upper = limb_outline(hip, leg.thigh, body.thigh * 1.0, _loose(body), (-0.17, 0.58))
    cloth = [two_sided(upper), circle(hip, body.hip_radius * 0.93)]
    if not far:
        cloth.append(_seat_path(body, one))
        seat = add(one.pelvis, turned((-0.013, 0.004), -one.pitch))
        cloth.append(circle(seat, body.hip_radius * 0.92))
    shorts = union(
        _named("shorts", far=far), cloth, _shade(colours, "shorts", far=far), colours.line
    )
    return [skin, shorts, *_toe_line(body, hip, leg, colours)]


def _leg_paths(body: Body, hip: Point, leg: Leg) -> list[Path]:
    at, end = knee(body, hip, leg), ankle(body, hip, leg)
    foot, toes = foot_outlines(body, end, leg)
    return [
        two_sided(limb_outline(hip, leg.thigh, body.thigh, body.thigh_profile)),
        circle(at, body.knee_radius),
        two_sided(limb_outline(at, leg.shank, body.shank, body.shank_profile)),
        circle(end, body.ankle_radius),
        smooth(foot, tension=0.9),
        smooth(toes, tension=0.9),
    ]


def _toe_line(body: Body, hip: Point, leg: Leg, colours: Colours) -> list[Shape]:
    """Hint at the toes and the ankle's bone."""
    end = ankle(body, hip, leg)
    joint = add(end, turned(body.toe_joint, leg.foot))
    t = body.toes
    lines = [placed([(t * 0.50, -0.0060), (t * 0.72, -0.0035)], joint, leg.toes)]
    return [
        Shape(smooth(points, closed=False), "crease", "none", colours.line, 0.0035)
        for points in lines
    ]


def _loose(body: Body) -> tuple[tuple[float, float, float], ...]:
    """Give the profile of shorts: a little wider than the thigh, more so at the hem."""
    hem = tuple((t, a + 0.002 + 0.009 * t, b + 0.002 + 0.009 * t) for t, a, b in body.thigh_profile)
    return ((-0.17, 0.022, 0.028), (-0.10, 0.042, 0.052), *hem)


def _seat_path(body: Body, one: Skeleton) -> Path:
    """Give the shorts around the pelvis."""
    ahead, behind = [], []
    for t in (0.20, 0.10, 0.0):
        at, lean = along_spine(body, one, t)
        forward = (math.cos(math.radians(lean)), -math.sin(math.radians(lean)))
        ahead.append(add(at, forward, width(body.trunk_profile, t) + 0.002))
        behind.append(add(at, forward, -width(body.trunk_profile, t, behind=True) - 0.002))
    low = [
        add(one.pelvis, turned((x, y), -one.pitch))
        for x, y in ((0.040, -0.035), (0.0, -0.058), (-0.046, -0.042))
    ]
    around = smooth([*ahead, *low, *behind[::-1]], closed=False)
    return (*around, ("Z", ()))


def _trunk(body: Body, one: Skeleton, colours: Colours) -> list[Shape]:
    neck = _neck(body, one)
    neck_shape = union("skin", [neck], colours.skin, colours.line)
    outline = trunk_outline(body, one)
    top = union("top", [smooth(outline, tension=0.9)], colours.top, colours.line)
    return [neck_shape, *_head(body, one, colours), top]


def _neck(body: Body, one: Skeleton) -> Path:
    """Give the neck: from between the shoulders into the head."""
    lean = upper_lean(one)
    low = along_spine(body, one, 0.93)[0]
    joint = head_joint(body, one)
    points = [
        add(low, turned((0.040, 0), -lean)),
        add(joint, turned((0.026, -0.004), -(lean + one.head) / 2)),
        add(joint, turned((0.036, 0.040), -one.head)),
        add(joint, turned((-0.030, 0.050), -one.head)),
        add(joint, turned((-0.028, 0.0), -(lean + one.head) / 2)),
        add(low, turned((-0.044, 0), -lean)),
    ]
    return smooth(points, tension=0.8)


_FACE = (
    (0.40, -0.015),
    (0.24, 0.02),
    (0.06, 0.12),
    (-0.10, 0.20),
    (-0.27, 0.33),
    (-0.345, 0.52),
    (-0.30, 0.74),
    (-0.14, 0.91),
    (0.06, 0.965),
    (0.27, 0.92),
    (0.42, 0.79),
    (0.475, 0.62),
    (0.475, 0.515),
    (0.525, 0.425),
    (0.572, 0.345),
    (0.545, 0.305),
    (0.495, 0.285),
    (0.508, 0.225),
    (0.485, 0.165),
    (0.488, 0.09),
    (0.465, 0.02),
)
_HAIR = (
    (0.455, 0.775),
    (0.36, 0.93),
    (0.20, 1.00),
    (0.02, 1.01),
    (-0.18, 0.95),
    (-0.34, 0.79),
    (-0.39, 0.56),
    (-0.34, 0.34),
    (-0.22, 0.20),
    (-0.10, 0.21),
    (-0.05, 0.34),
    (0.00, 0.50),
    (0.08, 0.56),
    (0.17, 0.52),
    (0.20, 0.62),
    (0.26, 0.74),
)


def _head(body: Body, one: Skeleton, colours: Colours) -> list[Shape]:
    joint = head_joint(body, one)

    def at(points: Iterable[Point]) -> list[Point]:
        scaled = ((x * body.head, y * body.head) for x, y in points)
        return placed(scaled, joint, -one.head)

    ear = ellipse(at([(0.075, 0.45)])[0], 0.062 * body.head, 0.095 * body.head, -one.head + 8)
    eye = smooth(at([(0.355, 0.495), (0.39, 0.475), (0.43, 0.487)]), closed=False)
    mouth = smooth(at([(0.43, 0.196), (0.47, 0.205), (0.50, 0.215)]), closed=False)
    return [
        union("skin", [smooth(at(_FACE), tension=0.95)], colours.skin, colours.line),
        union("hair", [smooth(at(_HAIR), tension=0.95)], colours.hair, colours.line, 0.004),
        union("skin", [ear], colours.skin, colours.line, 0.0032),
        Shape(eye, "crease", "none", colours.line, 0.0045),
        Shape(mouth, "crease", "none", colours.line, 0.0035),
    ]


def _arm(body: Body, one: Skeleton, side: Side, colours: Colours, *, far: bool) -> list[Shape]:
    skin = union(
        _named("skin", far=far),
        _arm_paths(body, one, side),
        _shade(colours, "skin", far=far),
        colours.line,
    )
    arm, root = one.arms[side], shoulder(body, one)
    loose = tuple(
        (t, a + 0.003 + 0.006 * t, b + 0.003 + 0.006 * t) for t, a, b in body.upper_arm_profile
    )
    cloth = [
        two_sided(limb_outline(root, arm.upper, body.upper_arm, loose, (0.0, 0.52))),
        circle(root, 0.0335),
    ]
    sleeve = union(_named("top", far=far), cloth, _shade(colours, "top", far=far), colours.line)
    return [skin, sleeve]


def _arm_paths(body: Body, one: Skeleton, side: Side) -> list[Path]:
    arm, root = one.arms[side], shoulder(body, one)
    bend, end = elbow(body, root, arm), wrist(body, root, arm)
    return [
        two_sided(limb_outline(root, arm.upper, body.upper_arm, body.upper_arm_profile)),
        circle(bend, 0.0216),
        two_sided(limb_outline(bend, arm.fore, body.forearm, body.forearm_profile)),
        circle(end, 0.0146),
        smooth(hand_outline(body, end, arm)),
        *_thumb(end, arm.hand, arm.holds),
    ]


def _thumb(at: Point, angle: float, holds: str) -> list[Path]:
    if holds == "wall" or holds in GRIPS:
        return []
    points = [(0.012, 0.010), (0.030, 0.022), (0.048, 0.0245), (0.053, 0.019), (0.040, 0.012)]
    along, ahead = down(angle), front(angle)
    return [smooth([add(add(at, along, x), ahead, y) for x, y in points])]


_TRUNK_AREAS = ("neck", "chest", "abdomen", "back", "lower-back", "buttock")
_ARM_AREAS = ("shoulder", "upper-arm", "forearm")


def _marks(
    figure: Figure,
    body: Body,
    one: Skeleton,
    side: Side,
    colours: Colours,
    *,
    marks: bool,
    limbs: str,
) -> list[Shape]:
    """Draw the marked areas of the trunk, or of a side's leg or arm."""
    if not marks:
        return []
    shapes: list[Shape] = []
    for mark_kind, names in marked_kinds(figure):
        # Stripes run along what is stretched, and across what works.
        along = mark_kind == "stretches"
        for name in names:
            kind = "trunk" if name in _TRUNK_AREAS else "arm" if name in _ARM_AREAS else "leg"
            # The buttock lies on the near leg's shorts.
            kind = "leg" if name == "buttock" else kind
            on_side = kind == "trunk" or name == "buttock" or side == figure.side
            if kind == limbs and on_side and not (name == "buttock" and _is_far(figure, side)):
                shapes += mark(anatomy.area(body, one, side, name, along=along), colours)
    return shapes


def _is_far(figure: Figure, side: Side) -> bool:
    return side != figure.facing


def ghost_of(body: Body, one: Skeleton, end: Skeleton, colours: Colours) -> list[Shape]:
    """Draw faintly what moves, where it was."""
    paths: list[Path] = []
    for side in SIDES:
        was, is_ = one.legs[side], end.legs[side]
        moves = max(
            distance(knee(body, one.pelvis, was), knee(body, end.pelvis, is_)),
            distance(
                foot_points(body, ankle(body, one.pelvis, was), was)[18],
                foot_points(body, ankle(body, end.pelvis, is_), is_)[18],
            ),
            distance(ankle(body, one.pelvis, was), ankle(body, end.pelvis, is_)),
        )
        if moves > STILL:
            paths += _leg_paths(body, one.pelvis, was)
        root, there = shoulder(body, one), shoulder(body, end)
        arm, new = one.arms[side], end.arms[side]
        if distance(wrist(body, root, arm), wrist(body, there, new)) > STILL:
            paths += _arm_paths(body, one, side)
    if (
        distance(shoulder(body, one), shoulder(body, end)) > STILL
        or distance(one.pelvis, end.pelvis) > STILL
    ):
        head = [(x * body.head, y * body.head) for x, y in _FACE]
        paths.append(smooth(trunk_outline(body, one)))
        paths.append(smooth(placed(head, head_joint(body, one), -one.head)))
        paths.append(_neck(body, one))
        paths.append(circle(one.pelvis, body.hip_radius * 0.93))
    return [union("ghost", paths, colours.ghost, colours.ghost_line, 0.004)] if paths else []


def faded(shapes: list[Shape], colours: Colours) -> list[Shape]:
    """Draw shapes faintly: where they were."""
    paths = [shape.path for shape in shapes if shape.fill != "none"]
    return [Shape(path, "ghost", colours.ghost, colours.ghost_line, 0.004) for path in paths]
