"""The `figure` of an exercise: how a body is posed, from which the build draws it.

Angles are degrees, 0 where a person stands upright with the arms hanging; FIGURES.md shows them.
Each `description` is read by people.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from muscleguide.schema.base import Record

View = Literal["side", "front", "back"]
Facing = Literal["right", "left"]
Side = Literal["right", "left"]
Posture = Literal[
    "standing",
    "sitting",
    "long-sitting",
    "kneeling",
    "half-kneeling",
    "hands-and-knees",
    "lying-on-back",
    "lying-on-front",
    "lying-on-side",
]
# Where a foot is, apart from what the angles say.
Foot = Literal["floor", "step", "chair", "stay", "free"]
Hand = Literal[
    "free",
    "wall",
    "chair",
    "floor",
    "hips",
    "knee",
    "thigh",
    "shin",
    "calf",
    "foot",
    "band",
    "head",
]
Prop = Literal["wall", "chair", "bed", "mat", "step", "band"]
Place = Literal["buttock", "thigh", "calf", "foot", "lower-back", "upper-back"]
Area = Literal[
    "neck",
    "shoulder",
    "upper-arm",
    "forearm",
    "chest",
    "abdomen",
    "back",
    "lower-back",
    "buttock",
    "hip",
    "front-of-thigh",
    "hamstrings",
    "inner-thigh",
    "outer-thigh",
    "knee",
    "back-of-knee",
    "shin",
    "calf",
    "lower-calf",
    "ankle",
    "sole",
]
Moving = Literal["foot", "heel", "knee", "hip", "back", "hand", "chest", "head"]
Show = Literal["both", "motion"]
Motion = Literal["once", "to-and-fro"]
Build = Literal["average", "fuller"]

# How far each joint goes, in degrees. The checks of a record read it, and so does the drawing.
LIMITS: Mapping[str, tuple[float, float]] = {
    "trunk": (-60, 120),
    "bend": (-45, 70),
    "tilt": (-40, 40),
    "head_tilt": (-40, 40),
    "head": (-60, 60),
    "hip": (-30, 135),
    "out": (-30, 60),
    "knee": (0, 150),
    "ankle": (-50, 30),
    "shoulder": (-60, 180),
    "arm_out": (-20, 180),
    "elbow": (0, 150),
    "wrist": (-80, 80),
}
# What a joint does, to end "… from 0 to 150".
MOVES: Mapping[str, str] = {
    "trunk": "the trunk leans",
    "bend": "a back bends",
    "tilt": "a trunk tilts to the side",
    "head_tilt": "a head tilts to the side",
    "head": "a neck bends",
    "hip": "a hip bends",
    "out": "a leg goes out to the side",
    "knee": "a knee bends",
    "ankle": "an ankle bends",
    "shoulder": "an arm lifts to the front",
    "arm_out": "an arm lifts to the side",
    "elbow": "an elbow bends",
    "wrist": "a wrist bends",
}
# From where a posture can be drawn, if not from the side alone.
VIEWS: Mapping[str, tuple[View, ...]] = {
    "standing": ("side", "front", "back"),
    "lying-on-side": ("front", "back"),
}
AHEAD = (-0.5, 0.6)


def _angle(name: str, description: str) -> float | None:
    low, high = LIMITS[name]
    field: float | None = Field(
        None, ge=low, le=high, allow_inf_nan=False, description=f"degrees, {description}"
    )
    return field


class Limbs(Record):
    """The leg and the arm of one side. What is left out, the posture gives."""

    hip: float | None = _angle("hip", "how far the thigh is bent forward from the trunk's line")
    out: float | None = _angle("out", "how far the leg is out to the side, seen from the front")
    knee: float | None = _angle("knee", "0 is straight")
    ankle: float | None = _angle("ankle", "toes up is more than 0, toes pointed less")
    foot: Foot | None = Field(None, description="what the foot is put on: the leg bends to reach")
    ahead: float | None = Field(
        None,
        ge=AHEAD[0],
        le=AHEAD[1],
        allow_inf_nan=False,
        description="how far the foot is in front of the hip, as a part of the body's height",
    )
    shoulder: float | None = _angle("shoulder", "how far the arm is lifted forward from the trunk")
    arm_out: float | None = _angle("arm_out", "how far the arm is lifted to the side")
    elbow: float | None = _angle("elbow", "0 is straight")
    wrist: float | None = _angle("wrist", "0 is straight, towards the palm is more")
    hand: Hand | None = Field(None, description="what the hand is put on: the arm bends to reach")


class Pose(Record):
    """A body at one moment; in `end`, what is left out stays as in `start`."""

    posture: Posture | None = Field(None, description="standing, sitting, lying and so on")
    trunk: float | None = _angle("trunk", "how far the trunk leans forward from the posture")
    bend: float | None = _angle("bend", "how far the back is rounded; less than 0 is arched")
    tilt: float | None = _angle("tilt", "to the person's right, seen from the front or the back")
    head_tilt: float | None = _angle("head_tilt", "of the head alone, to the person's right")
    head: float | None = _angle("head", "how far the head is bent forward from the trunk")
    right: Limbs = Field(Limbs(), description="the right leg and arm")
    left: Limbs = Field(Limbs(), description="the left leg and arm")
    hands: Hand | None = Field(None, description="what both hands are put on")


class Start(Pose):
    """Where an exercise begins."""

    posture: Posture = Field(description="standing, sitting, lying and so on")


Areas = Annotated[tuple[Area, ...], Field(strict=False, min_length=1)]


class Figure(Record):
    """`figure` of an exercise: a drawing of a body, from data."""

    facing: Facing = Field("right", description="where the person looks, seen from the side")
    build: Build = Field("average", description="average or fuller")
    start: Start = Field(description="how the exercise begins: a posture and angles")
    end: Pose | None = Field(None, description="what is different at its end")
    view: View = Field("side", validate_default=True, description="side, front or back")
    show: Show = Field("both", description="both: two pictures; motion: one, with the start faint")
    motion: Motion = Field("once", description="once, or to-and-fro")
    side: Side = Field("right", description="the side that the exercise is for")
    planted: Side | None = Field(None, description="the foot that stays in its place")
    moves: Moving | None = Field(None, description="what the arrow follows")
    props: Annotated[tuple[Prop, ...], Field(strict=False)] = Field(
        (), description="things to stand, sit or lie on, or to hold"
    )
    ball: Place | None = Field(None, description="what a small ball is under, or behind, at a wall")
    roller: Place | None = Field(
        None, description="what a foam roller is under, or behind, at a wall"
    )
    works: Areas | None = Field(None, description="areas that work")
    stretches: Areas | None = Field(None, description="areas that are stretched")
    massages: Areas | None = Field(None, description="areas that are massaged")

    @field_validator("view")
    @classmethod
    def _shows_the_posture(cls, view: View, info: ValidationInfo) -> View:
        start = info.data.get("start")
        if start and view not in VIEWS.get(start.posture, ("side",)):
            wanted = " or ".join(VIEWS.get(start.posture, ("side",)))
            message = f"{start.posture} is drawn from the {wanted}"
            raise PydanticCustomError("wrong_view", "{message}", {"message": message})
        return view
