"""The body seen from the front or the back: what is bent towards the viewer is foreshortened."""

import math
from collections.abc import Mapping

from muscleguide.figures.anatomy import mark, marked_kinds
from muscleguide.figures.body import Body, Profile, limb_outline
from muscleguide.figures.geometry import (
    Path,
    Point,
    add,
    between,
    circle,
    distance,
    down_angle,
    ellipse,
    placed,
    smooth,
    turned,
    two_sided,
)
from muscleguide.figures.shapes import Colours, Shape, bounds, union
from muscleguide.figures.skeleton import (
    SIDES,
    Skeleton,
    along_spine,
    ankle,
    elbow,
    head_joint,
    knee,
    shoulder,
    wrist,
)
from muscleguide.schema.figure import Area, Figure, Side


def facing_layers(
    figure: Figure, body: Body, one: Skeleton, colours: Colours, *, marks: bool, settle: bool = True
) -> list[Shape]:
    """Give the shapes of a body that looks at the viewer, or away."""
    back = figure.view == "back"
    outer = {side: (1 if (side == "left") != back else -1) for side in SIDES}
    order = sorted(SIDES, key=lambda side: ankle(body, one.pelvis, one.legs[side])[0], reverse=back)
    shapes: list[Shape] = []
    for side in order:
        shapes.append(_leg(body, one, side, outer[side], colours))
    shapes += _shorts(body, one, outer, colours)
    arms = [shape for side in SIDES for shape in _arm(body, one, side, outer[side], colours)]
    ahead = any(arm.upper > 20 for arm in one.arms.values()) and not back
    shapes += [] if ahead else arms
    shapes += _trunk(body, one, colours, back=back)
    shapes += arms if ahead else []
    if marks:
        for kind, names in marked_kinds(figure):
            along = kind == "stretches"
            for name in names:
                outline, lengths, widths = _area(body, one, figure.side, outer[figure.side], name)
                lines = lengths if along else widths
                stripes = tuple(smooth(line, closed=False) for line in lines)
                shapes += mark((outline, stripes), colours)
    if one.posture == "lying-on-side" and settle:
        up = outer[figure.side]
        shapes = [_turned(shape, 90.0 * up) for shape in shapes]
        _left, bottom, _right, _top = bounds(shapes)
        shapes = [shape.moved((0.0, -bottom)) for shape in shapes]
    return shapes


def facing_track(figure: Figure, body: Body, ways: list[Skeleton]) -> list[Point]:
    """Give the way of what moves most, a little outside of the body."""
    outer = 1 if (figure.side == "left") != (figure.view == "back") else -1
    tracks = []
    # Behind a leg or an arm, on the way that it has gone.
    for joints in (_leg_joints, _arm_joints):
        ends = [joints(body, one, figure.side, outer)[1:] for one in ways[2:11]]
        tracks.append([between(bend, end, 0.55) for bend, end in ends])
    heads = [
        add(
            _tilted(one, (0.0, head_joint(body, one)[1])),
            turned((0.0, body.head + 0.05), one.tilt + one.head_tilt),
        )
        for one in ways
    ]
    track = max([*tracks, heads], key=lambda points: distance(points[0], points[-1]))
    if distance(track[0], track[-1]) < 0.02:
        return []
    if ways[0].posture != "lying-on-side":
        return track
    angle = 90.0 * outer
    points = facing_layers(figure, body, ways[-1], Colours(), marks=False, settle=False)
    low = bounds([_turned(shape, angle) for shape in points])[1]
    return [add(turned(p, angle), (0.0, -low)) for p in track]


def _turned(shape: Shape, angle: float) -> Shape:
    path = tuple((letter, tuple(turned(p, angle) for p in points)) for letter, points in shape.path)
    return Shape(path, shape.name, shape.fill, shape.stroke, shape.width, shape.outline_first)


def _leg_joints(body: Body, one: Skeleton, side: Side, outer: int) -> tuple[Point, Point, Point]:
    leg = one.legs[side]
    hip = (outer * body.hip_apart, one.pelvis[1])

    def seen(at: Point) -> Point:
        drop = one.pelvis[1] - at[1]
        sine, cosine = math.sin(math.radians(leg.out)), math.cos(math.radians(leg.out))
        return hip[0] + outer * drop * sine, one.pelvis[1] - drop * cosine

    return hip, seen(knee(body, one.pelvis, leg)), seen(ankle(body, one.pelvis, leg))


def _arm_joints(body: Body, one: Skeleton, side: Side, outer: int) -> tuple[Point, Point, Point]:
    arm, root = one.arms[side], shoulder(body, one)
    root = (root[0], root[1] - 0.016)
    at = _tilted(one, (outer * body.shoulder_apart, root[1]))
    if arm.holds == "hips":
        waist = (outer * 0.098, along_spine(body, one, 0.16)[0][1])
        return at, (at[0] + outer * 0.085, at[1] - 0.125), waist
    out = arm.out + 8

    def seen(p: Point) -> Point:
        drop = root[1] - p[1]
        sine, cosine = math.sin(math.radians(out)), math.cos(math.radians(out))
        return at[0] + outer * drop * sine, at[1] - drop * cosine

    return at, seen(elbow(body, root, arm)), seen(wrist(body, root, arm))


def _tilted(one: Skeleton, at: Point) -> Point:
    """Tilt what is above the waist to the person's side."""
    waist = (0.0, one.pelvis[1] + 0.06)
    rise = at[1] - waist[1]
    share = min(1.0, max(0.0, rise / 0.24))
    middle = add(waist, turned((0.0, rise), one.tilt * share * 0.6))
    return add(middle, turned((at[0], 0.0), one.tilt * share))


def _bone(start: Point, end: Point, profile: Profile, ends: tuple[float, float]) -> Path:
    reach = max(distance(start, end), 1e-4)
    angle = down_angle((end[0] - start[0], end[1] - start[1]))
    return two_sided(limb_outline(start, angle, reach, profile, ends))


def _leg(body: Body, one: Skeleton, side: Side, outer: int, colours: Colours) -> Shape:
    hip, bend, end = _leg_joints(body, one, side, outer)
    angle = down_angle((end[0] - bend[0], end[1] - bend[1])) if distance(bend, end) > 0.02 else 0.0
    foot = [(-0.017, 0.004), (-0.024, -0.020), (-0.033, -0.036), (-0.026, -0.042), (0.0, -0.042)]
    foot += [(0.028, -0.042), (0.036, -0.036), (0.025, -0.018), (0.017, 0.004)]
    skin = [
        _bone(hip, bend, body.thigh_wide, (0, 1)),
        circle(bend, body.thigh_wide[-1][1]),
        _bone(bend, end, body.shank_wide, (0, 1)),
        circle(end, body.shank_wide[-1][1]),
        smooth(placed(foot, end, angle)),
    ]
    return union("skin", skin, colours.skin, colours.line)


def _shorts(body: Body, one: Skeleton, outer: Mapping[Side, int], colours: Colours) -> list[Shape]:
    """Draw the shorts around the hips and both thighs, with the seam between the legs."""
    wide = body.trunk_wide[1][1] - 0.003
    height = one.pelvis[1]
    half = [(wide, height + 0.07), (wide + 0.005, height), (0.05, height - 0.05)]
    paths = [smooth([*half, *((-x, y) for x, y in half[::-1])], tension=0.8)]
    loose = tuple((t, a + 0.003 + 0.008 * t, b + 0.003 + 0.008 * t) for t, a, b in body.thigh_wide)
    for side in SIDES:
        hip, bend, _end = _leg_joints(body, one, side, outer[side])
        paths.append(_bone(hip, bend, loose, (0, 0.55)))
    seam = smooth([(0.0, height - 0.01), (0.0, height - 0.062)], closed=False)
    return [
        union("shorts", paths, colours.shorts, colours.line),
        Shape(seam, "crease", "none", colours.line, 0.004),
    ]


def _trunk(body: Body, one: Skeleton, colours: Colours, *, back: bool) -> list[Shape]:
    right, left = [], []
    for t, wide, _same in body.trunk_wide:
        if t < 0.15:
            continue
        height = along_spine(body, one, t)[0][1]
        right.append(_tilted(one, (wide, height)))
        left.append(_tilted(one, (-wide, height)))
    joint = _tilted(one, (0.0, head_joint(body, one)[1]))
    s = body.head

    def at(points: list[Point]) -> list[Point]:
        return placed([(x * s, y * s) for x, y in points], joint, one.tilt + one.head_tilt)

    low = [_tilted(one, (x, along_spine(body, one, 0.985)[0][1])) for x in (0.036, -0.036)]
    neck = smooth(
        [*at([(-0.21, 0.0), (-0.21, 0.25), (0.21, 0.25), (0.21, 0.0)]), *low], tension=0.6
    )
    half = [(0.0, -0.02), (0.17, 0.03), (0.29, 0.18), (0.345, 0.42), (0.345, 0.62), (0.26, 0.86)]
    face = [*half, (0.0, 0.97), *((-x, y) for x, y in half[:0:-1])]
    cap = [(0.0, 1.01), (0.24, 0.95), (0.37, 0.74), (0.375, 0.52), (0.33, 0.50), (0.27, 0.70)]
    hair = [*cap, (0.05, 0.77), (-0.2, 0.74), *((-x, y) for x, y in cap[:0:-1] if y != 0.70)]
    if back:
        hair = [(0.0, 1.01), (0.24, 0.95), (0.37, 0.72), (0.37, 0.42), (0.26, 0.20), (0.0, 0.16)]
        hair = [*hair, *((-x, y) for x, y in hair[-2:0:-1])]
    ears = [ellipse(at([(x, 0.44)])[0], 0.05 * s, 0.09 * s) for x in (0.36, -0.36)]
    shapes = [
        union("skin", [neck], colours.skin, colours.line),
        union("top", [smooth(right + left[::-1], tension=0.9)], colours.top, colours.line),
        union("skin", ears, colours.skin, colours.line, 0.0032),
        union("skin", [smooth(at(face))], colours.skin, colours.line),
        union("hair", [smooth(at(hair), tension=0.95)], colours.hair, colours.line, 0.004),
    ]
    if not back:
        for points in (
            [(-0.17, 0.475), (-0.13, 0.455), (-0.09, 0.475)],
            [(0.09, 0.475), (0.13, 0.455), (0.17, 0.475)],
            [(-0.015, 0.40), (-0.035, 0.33), (0.015, 0.32)],
            [(-0.07, 0.19), (0.0, 0.175), (0.07, 0.19)],
        ):
            shapes.append(
                Shape(smooth(at(points), closed=False), "crease", "none", colours.line, 0.004)
            )
    return shapes


def _arm(body: Body, one: Skeleton, side: Side, outer: int, colours: Colours) -> list[Shape]:
    root, bend, end = _arm_joints(body, one, side, outer)
    angle = down_angle((end[0] - bend[0], end[1] - bend[1])) if distance(bend, end) > 0.02 else 0.0
    h = body.hand
    hand = [
        (0.0135, 0.004),
        (0.019, -h * 0.3),
        (0.016, -h * 0.75),
        (0.006, -h),
        (-0.010, -h * 0.95),
    ]
    hand += [(-0.018, -h * 0.55), (-0.0155, -h * 0.2), (-0.0135, 0.004)]
    skin = [
        _bone(root, bend, body.upper_arm_profile, (0, 1)),
        circle(bend, 0.0216),
        _bone(bend, end, body.forearm_profile, (0, 1)),
        circle(end, 0.0146),
        smooth(placed(hand, end, angle)),
    ]
    loose = tuple(
        (t, a + 0.003 + 0.006 * t, b + 0.003 + 0.006 * t) for t, a, b in body.upper_arm_profile
    )
    cloth = [_bone(root, bend, loose, (0, 0.5)), circle(root, 0.031)]
    return [
        union("skin", skin, colours.skin, colours.line),
        union("top", cloth, colours.top, colours.line),
    ]


# Areas along a bone, or at a point of the trunk: from where to where, and how wide.
_ON_LEG = {
    "front-of-thigh": (0, 0.12, 0.92, 0.030),
    "hamstrings": (0, 0.14, 0.95, 0.030),
    "inner-thigh": (0, 0.10, 0.80, 0.020),
    "outer-thigh": (0, 0.08, 0.95, 0.018),
    "knee": (0, 0.90, 1.10, 0.022),
    "back-of-knee": (0, 0.90, 1.10, 0.022),
    "shin": (1, 0.10, 0.80, 0.016),
    "calf": (1, 0.06, 0.62, 0.025),
    "lower-calf": (1, 0.35, 0.88, 0.017),
    "ankle": (1, 0.92, 1.08, 0.018),
    "sole": (1, 1.05, 1.18, 0.025),
    "hip": (0, -0.08, 0.22, 0.028),
    "buttock": (0, -0.22, 0.20, 0.042),
}
_ON_ARM = {
    "shoulder": (0, -0.12, 0.28, 0.026),
    "upper-arm": (0, 0.15, 0.9, 0.018),
    "forearm": (1, 0.06, 0.85, 0.014),
}
_ON_TRUNK = {
    "neck": (0.0, 0.97, 1.14, 0.022),
    "chest": (0.045, 0.60, 0.85, 0.036),
    "abdomen": (0.0, 0.16, 0.56, 0.045),
    "back": (0.035, 0.30, 0.88, 0.026),
    "lower-back": (0.03, 0.17, 0.42, 0.022),
}


def _area(
    body: Body, one: Skeleton, side: Side, outer: int, name: Area
) -> tuple[Path, list[list[Point]], list[list[Point]]]:
    """Give an area's outline, lines along it and lines across."""
    if name in _ON_TRUNK:
        apart, low, high, half = _ON_TRUNK[name]
        ends = [along_spine(body, one, t)[0][1] for t in (low, high)]
        a, b = (_tilted(one, (outer * apart, y)) for y in ends)
    else:
        in_arm = name in _ON_ARM
        joints = (_arm_joints if in_arm else _leg_joints)(body, one, side, outer)
        bone, low, high, half = (_ON_ARM if in_arm else _ON_LEG)[name]
        p, q = joints[bone], joints[bone + 1]
        a, b = (add(p, (q[0] - p[0], q[1] - p[1]), t) for t in (low, high))
        shift = {"inner-thigh": -0.026, "outer-thigh": 0.030}.get(name, 0.0) * outer
        a, b = add(a, (shift, 0.0)), add(b, (shift * 0.6, 0.0))
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    angle = down_angle((b[0] - a[0], b[1] - a[1])) if distance(a, b) > 1e-6 else 0.0
    long = max(distance(a, b) / 2, 0.012)
    along = [
        placed([(half * x, long * 0.6), (half * x, -long * 0.6)], middle, angle)
        for x in (-0.3, 0.3)
    ]
    across = [
        placed([(-half * w, long * y - 0.004), (half * w, long * y + 0.004)], middle, angle)
        for y, w in ((-0.5, 0.55), (0.0, 0.7), (0.5, 0.55))
    ]
    return ellipse(middle, half, long, angle), along, across
