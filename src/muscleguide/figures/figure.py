"""A figure's drawing: from data to SVG, the same bytes for the same data."""

from functools import lru_cache

from muscleguide.figures import props
from muscleguide.figures.arrows import arrow, rolling_way, track_of
from muscleguide.figures.body import Body
from muscleguide.figures.facing import facing_layers
from muscleguide.figures.geometry import (
    Point,
    circle,
    moved,
    smooth,
)
from muscleguide.figures.pose import solve
from muscleguide.figures.shapes import LIGHT, Colours, Shape, bounds, to_svg, union
from muscleguide.figures.side import body_layers, faded, ghost_of
from muscleguide.figures.skeleton import (
    Scene,
    Skeleton,
)
from muscleguide.schema.figure import Figure

_GAP = 0.10  # between two pictures beside each other


# Asked for by the page, by the file that the page shows, and by every handout.
@lru_cache(maxsize=1024)
def draw_figure(
    figure: Figure, colours: Colours = LIGHT, *, label: str | None = None, css: str = "figure"
) -> str:
    """Draw a figure as an SVG element, without ids, styles or text.

    `label` is its text alternative, as `words.describe` gives it; without one it is hidden from
    assistive technology. `css` is its class.
    """
    return to_svg(
        shapes_of(figure, colours),
        mirrored=figure.facing == "left" and figure.view == "side",
        label=label,
        css=css,
    )


def shapes_of(figure: Figure, colours: Colours) -> list[Shape]:
    """Give everything that a drawing shows, from the back to the front; the body looks right."""
    scene = solve(figure)
    start, end = scene.start, scene.end
    rolls = figure.motion == "to-and-fro" and (figure.ball or figure.roller)
    rolling = rolling_way(figure, scene, end or start) if rolls else []
    if end is None:
        picture = _picture(figure, scene, start, colours, marks=True)
        return [*picture, *arrow(figure, rolling, colours)]
    track = rolling or track_of(figure, scene.body, start, end)
    if figure.show == "motion":
        picture = _picture(figure, scene, end, colours, marks=True, ghost=start)
        return [*picture, *arrow(figure, track, colours)]
    first = _picture(figure, scene, start, colours, marks=False)
    second = [
        *_picture(figure, scene, end, colours, marks=True),
        *arrow(figure, track, colours),
    ]
    return _beside(figure, first, second, colours)


def _beside(
    figure: Figure, first: list[Shape], second: list[Shape], colours: Colours
) -> list[Shape]:
    """Put two pictures beside each other, or wide ones under each other, with their numbers."""
    a, b = bounds(first), bounds(second)
    # The arrangement that is nearer to a square shows the body larger.
    beside = max(a[2] - a[0] + b[2] - b[0] + _GAP, max(a[3], b[3]) - min(a[1], b[1]) + 0.1)
    below = max(max(a[2], b[2]) - min(a[0], b[0]) + 0.12, a[3] - a[1] + b[3] - b[1] + 0.07)
    is_wide = below * 1.15 < beside
    if is_wide:
        left = min(a[0], b[0])
        by = (0.0, -(b[3] - a[1]) - 0.07)
        marks = [
            *_number(1, (left - 0.075, a[3] - 0.05), colours),
            *_number(2, (left - 0.075, b[3] - 0.05 + by[1]), colours),
        ]
    else:
        by = (a[2] - b[0] + _GAP, 0.0)
        low = min(a[1], b[1]) - 0.065
        one, two = ((a[0] + a[2]) / 2, low), ((b[0] + b[2]) / 2 + by[0], low)
        if figure.facing == "left" and figure.view == "side":
            # The drawing is mirrored: the start still stands on the left.
            by = (-(b[2] - a[0]) - _GAP, 0.0)
            two = ((b[0] + b[2]) / 2 + by[0], low)
        marks = [*_number(1, one, colours), *_number(2, two, colours)]
    if figure.facing == "left" and figure.view == "side":
        marks = _unmirrored(marks)
    return [*first, *(shape.moved(by) for shape in second), *marks]


def _unmirrored(shapes: list[Shape]) -> list[Shape]:
    """Mirror each digit in its circle, so that it reads when the whole is mirrored."""
    done: list[Shape] = []
    middle = 0.0
    for shape in shapes:
        left, _bottom, right, _top = bounds([shape])
        if shape.name == "number":
            middle = (left + right) / 2
        path = tuple(
            (letter, tuple((2 * middle - x, y) for x, y in points)) for letter, points in shape.path
        )
        done.append(Shape(path, shape.name, shape.fill, shape.stroke, shape.width))
    return done


def _number(number: int, at: Point, colours: Colours) -> list[Shape]:
    """Draw 1 or 2 in a circle, as paths: no font is needed."""
    s = 0.022
    if number == 1:
        digit = smooth([(-0.4 * s, 0.45 * s), (0.1 * s, 0.85 * s)], closed=False)
        digit = (*digit, ("L", ((0.1 * s, -0.85 * s),)))
    else:
        digit = smooth(
            [
                (-0.5 * s, 0.45 * s),
                (-0.3 * s, 0.8 * s),
                (0.1 * s, 0.88 * s),
                (0.5 * s, 0.5 * s),
                (0.25 * s, 0.0),
                (-0.52 * s, -0.82 * s),
            ],
            closed=False,
        )
        digit = (*digit, ("L", ((0.58 * s, -0.82 * s),)))
    return [
        Shape(circle(at, 0.040), "number", "none", colours.ghost_line, 0.005),
        Shape(moved(digit, at), "digit", "none", colours.ghost_line, 0.0085),
    ]


def _picture(
    figure: Figure,
    scene: Scene,
    one: Skeleton,
    colours: Colours,
    *,
    marks: bool,
    ghost: Skeleton | None = None,
) -> list[Shape]:
    body = scene.body
    if figure.view != "side":
        layers = facing_layers(figure, body, one, colours, marks=marks)
        if ghost:
            faint = faded(facing_layers(figure, body, ghost, colours, marks=False), colours)
            layers = [*faint, *layers]
        left, _bottom, right, _top = bounds(layers)
        floor = props.ground(colours, left - 0.06, right + 0.06)
        if "mat" in figure.props:
            floor = props.ground(colours, left - 0.06, right + 0.06, -0.02)
            layers = [props.mat(colours, left - 0.03, right + 0.03), *layers]
        return [floor, *layers]
    layers = body_layers(figure, scene, one, colours, marks=marks)
    if ghost:
        layers = [*ghost_of(body, ghost, one, colours), *layers]
    left, _bottom, right, _top = bounds(layers)
    others = [s for s in (scene.start, scene.end) if s and s is not one and figure.props]
    for other in others:
        # Both pictures show the same piece of floor.
        limits = bounds(body_layers(figure, scene, other, colours, marks=False))
        left, right = min(left, limits[0]), max(right, limits[2])
    return [*_background(figure, scene, one, colours, left, right), *layers]


def _background(
    figure: Figure, scene: Scene, one: Skeleton, colours: Colours, left: float, right: float
) -> list[Shape]:
    body, places = scene.body, scene.places
    left, right = left - 0.05, right + 0.05
    shapes: list[Shape] = []
    lies = one.posture.startswith("lying") or one.posture == "long-sitting"
    if "bed" in figure.props and lies:
        return props.lying_bed(colours, left, right)
    if places.wall is not None:
        shapes.append(props.wall(colours, places.wall, 1.03))
        right = max(right if right < places.wall else 0.0, places.wall + props.WALL)
    if places.wall_behind is not None:
        behind = places.wall_behind - props.WALL
        shapes.append(props.wall(colours, behind, 1.03))
        left = min(left if left > places.wall_behind else behind, behind)
    if "bed" in figure.props:
        shapes += props.sitting_bed(colours, one.pelvis[0], body.seat)
        left = min(left, one.pelvis[0] - 0.49)
    elif places.chair is not None and scene.start.posture == "sitting":
        shapes += props.chair_to_sit(colours, places.chair, body.seat)
        left = min(left, places.chair - 0.19)
    elif places.chair is not None and places.foot_on_chair:
        shapes += props.chair_to_face(colours, places.chair, body.seat)
        right = max(right, places.chair + 0.19)
    elif places.chair is not None:
        shapes += props.chair_to_hold(colours, places.chair, places.chair_top, body.seat)
        right = max(right, places.chair + 0.30)
    elif one.posture == "sitting":
        shapes.append(_stool(colours, one.pelvis[0], body))
    if places.step is not None:
        shapes.append(props.step(colours, body, places.step))
        right = max(right, places.step + 0.30)
    if "mat" in figure.props:
        shapes.append(props.mat(colours, left, right))
        return [props.ground(colours, left - 0.03, right + 0.03, -0.02), *shapes]
    return [props.ground(colours, left, right), *shapes]


def _stool(colours: Colours, hips: float, body: Body) -> Shape:
    path = smooth(
        [
            (hips - 0.11, 0.0),
            (hips - 0.11, body.seat),
            (hips + 0.12, body.seat),
            (hips + 0.12, 0.0),
        ],
        tension=0.1,
    )
    return union("prop", [path], colours.prop, colours.prop_line, 0.004)
