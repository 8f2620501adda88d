"""Things around the body: floor, wall, chair, bed, step, mat, band, ball and roller."""

from dataclasses import replace

from muscleguide.figures.body import Body
from muscleguide.figures.geometry import Point, box, circle, line, polygon, smooth
from muscleguide.figures.shapes import Colours, Shape, union

_THICK = 0.012


WALL = 0.035  # how thick a wall is


def ground(colours: Colours, left: float, right: float, at: float = 0.0) -> Shape:
    """Draw the floor between two places."""
    path = box(left, at - _THICK, right, at, _THICK / 2)
    return Shape(path, "ground", colours.ground)


def wall(colours: Colours, at: float, height: float) -> Shape:
    """Draw a wall whose face is at a place."""
    return _solid(colours, box(at, -_THICK, at + WALL, height, 0.006))


def mat(colours: Colours, left: float, right: float) -> Shape:
    """Draw a mat; the body lies on its top."""
    return _solid(colours, box(left, -0.020, right, 0.0, 0.010))


def lying_bed(colours: Colours, left: float, right: float) -> list[Shape]:
    """Draw a bed to lie on; its top is where the floor would be."""
    legs = [box(x, -0.26, x + 0.03, -0.10) for x in (left + 0.03, right - 0.06)]
    return [
        *(_solid(colours, leg) for leg in legs),
        _solid(colours, box(left, -0.12, right, 0.0, 0.03)),
        ground(colours, left - 0.05, right + 0.05, -0.26),
    ]


def sitting_bed(colours: Colours, hips: float, seat: float) -> list[Shape]:
    """Draw a bed to sit on the edge of."""
    left, right = hips - 0.46, hips + 0.125
    legs = [box(x, 0.0, x + 0.03, seat - 0.10) for x in (left + 0.03, right - 0.07)]
    return [
        *(_solid(colours, leg) for leg in legs),
        _solid(colours, box(left, seat - 0.115, right, seat, 0.028)),
    ]


def chair_to_sit(colours: Colours, hips: float, seat: float) -> list[Shape]:
    """Draw a chair under somebody who sits on it."""
    back, fore = hips - 0.105, hips + 0.145
    return [
        union(
            "prop",
            [
                box(fore - 0.035, 0.0, fore - 0.012, seat - 0.01),
                polygon(
                    [
                        (back - 0.022, 0.0),
                        (back + 0.002, 0.0),
                        (back + 0.01, seat),
                        (back - 0.014, seat),
                    ]
                ),
                smooth(
                    [
                        (back - 0.010, seat - 0.02),
                        (back + 0.014, seat - 0.02),
                        (back + 0.006, seat + 0.12),
                        (back - 0.014, seat + 0.27),
                        (back - 0.036, seat + 0.275),
                        (back - 0.018, seat + 0.12),
                    ],
                    tension=0.6,
                ),
                box(back - 0.012, seat - 0.026, fore, seat, 0.010),
            ],
            colours.prop,
            colours.prop_line,
            0.004,
        )
    ]


def chair_to_face(colours: Colours, at: float, seat: float) -> list[Shape]:
    """Draw a chair in front of somebody who puts a foot on it, at a place."""
    turned_round = []
    for shape in chair_to_sit(colours, 0.0, seat):
        path = tuple(
            (letter, tuple((at + 0.03 - x, y) for x, y in points)) for letter, points in shape.path
        )
        turned_round.append(replace(shape, path=path))
    return turned_round


def chair_to_hold(colours: Colours, at: float, top: float, seat: float) -> list[Shape]:
    """Draw a chair whose back is at a place, turned away: to hold on to."""
    fore = at + 0.27
    return [
        union(
            "prop",
            [
                box(fore - 0.045, 0.0, fore - 0.022, seat - 0.01),
                box(at + 0.012, 0.0, at + 0.035, seat),
                polygon(
                    [
                        (at + 0.012, seat - 0.02),
                        (at + 0.036, seat - 0.02),
                        (at + 0.012, top),
                        (at - 0.012, top),
                    ]
                ),
                box(at - 0.018, top - 0.012, at + 0.018, top + 0.006, 0.008),
                box(at + 0.008, seat - 0.026, fore, seat, 0.010),
            ],
            colours.prop,
            colours.prop_line,
            0.004,
        )
    ]


def step(colours: Colours, body: Body, foot: float) -> Shape:
    """Draw a step under a foot whose ankle is at a place."""
    return _solid(colours, box(foot - 0.065, 0.0, foot + 0.27, body.step, 0.006))


def round_thing(colours: Colours, at: Point, radius: float) -> list[Shape]:
    """Draw a ball or a roller."""
    glint = smooth(
        [
            (at[0] - radius * 0.45, at[1] + radius * 0.15),
            (at[0] - radius * 0.1, at[1] + radius * 0.5),
        ],
        closed=False,
    )
    return [
        union("ball", [circle(at, radius)], colours.ball, colours.line, 0.004),
        Shape(glint, "glint", "none", colours.arrow_edge, 0.006),
    ]


def band(colours: Colours, foot: tuple[Point, Point], hand: Point) -> list[Shape]:
    """Draw a band from the hands round the sole of a foot, given by two points under it."""
    path = line([hand, foot[0], foot[1], hand])
    return [
        Shape(path, "prop", "none", colours.line, 0.017),
        Shape(path, "band", "none", colours.prop, 0.010),
    ]


def _solid(colours: Colours, path: tuple[tuple[str, tuple[Point, ...]], ...]) -> Shape:
    return union("prop", [path], colours.prop, colours.prop_line, 0.004)
