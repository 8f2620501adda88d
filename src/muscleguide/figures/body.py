"""The body: how long and how thick its parts are, in body heights. All proportions stand here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from muscleguide.figures.geometry import Point, add, down, front

# Half widths of a limb along its length: (part of the length, to the front, to the back).
Profile = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Body:
    """An adult of height 1. Profiles are seen from the side; those that end in `_wide`, from front.

    Outlines of foot, hand and head have their origin in the ankle, wrist and upper end of the
    neck, and look forward.
    """

    thigh: float = 0.245
    shank: float = 0.243
    upper_arm: float = 0.165
    forearm: float = 0.145
    hand: float = 0.088
    spine: tuple[float, float, float] = (0.10, 0.115, 0.108)
    shoulder_at: float = 0.895  # of the spine
    neck: float = 0.036
    head: float = 0.132
    hip_apart: float = 0.047
    shoulder_apart: float = 0.093
    hip_radius: float = 0.060
    knee_radius: float = 0.0315
    ankle_radius: float = 0.0205
    sole: float = 0.042  # of the ankle above the floor
    heel_back: float = 0.040
    ball_ahead: float = 0.074
    toes: float = 0.036
    seat: float = 0.238
    step: float = 0.11
    ball: float = 0.029
    roller: float = 0.042

    thigh_profile: Profile = (
        (0.0, 0.052, 0.064),
        (0.2, 0.055, 0.056),
        (0.45, 0.052, 0.049),
        (0.7, 0.043, 0.040),
        (0.9, 0.034, 0.032),
        (1.0, 0.0315, 0.0305),
    )
    thigh_wide: Profile = (
        (0.0, 0.052, 0.052),
        (0.2, 0.054, 0.050),
        (0.5, 0.046, 0.042),
        (0.8, 0.034, 0.032),
        (1.0, 0.028, 0.028),
    )
    shank_profile: Profile = (
        (0.0, 0.0305, 0.0300),
        (0.1, 0.0290, 0.0340),
        (0.25, 0.0265, 0.0425),
        (0.4, 0.0245, 0.0425),
        (0.6, 0.0215, 0.0310),
        (0.8, 0.0190, 0.0205),
        (1.0, 0.0195, 0.0195),
    )
    shank_wide: Profile = (
        (0.0, 0.028, 0.028),
        (0.15, 0.031, 0.030),
        (0.32, 0.035, 0.032),
        (0.6, 0.025, 0.024),
        (0.85, 0.017, 0.017),
        (1.0, 0.019, 0.019),
    )
    upper_arm_profile: Profile = (
        (0.0, 0.0310, 0.0320),
        (0.3, 0.0300, 0.0300),
        (0.6, 0.0265, 0.0255),
        (1.0, 0.0215, 0.0215),
    )
    forearm_profile: Profile = (
        (0.0, 0.0220, 0.0215),
        (0.25, 0.0245, 0.0230),
        (0.6, 0.0190, 0.0180),
        (1.0, 0.0145, 0.0145),
    )
    # Along the spine: 0 the hips, 1 the lower end of the neck.
    trunk_profile: Profile = (
        (-0.06, 0.040, 0.058),
        (0.06, 0.056, 0.067),
        (0.18, 0.059, 0.062),
        (0.36, 0.056, 0.047),
        (0.55, 0.058, 0.049),
        (0.74, 0.064, 0.058),
        (0.88, 0.053, 0.057),
        (0.97, 0.036, 0.045),
        (1.03, 0.024, 0.030),
    )
    trunk_wide: Profile = (
        (-0.06, 0.090, 0.090),
        (0.06, 0.097, 0.097),
        (0.2, 0.089, 0.089),
        (0.38, 0.077, 0.077),
        (0.6, 0.087, 0.087),
        (0.78, 0.095, 0.095),
        (0.90, 0.092, 0.092),
        (0.965, 0.062, 0.062),
        (1.03, 0.032, 0.032),
    )

    @property
    def foot_outline(self) -> tuple[Point, ...]:
        """The foot from the ankle to the ball, from above the heel round the sole."""
        s, h, b = self.sole, self.heel_back, self.ball_ahead
        return (
            (-0.0200, 0.020),
            (-0.0215, 0.004),
            (-h * 0.86, -s * 0.45),
            (-h, -s * 0.72),
            (-h * 0.82, -s * 0.96),
            (-h * 0.5, -s),
            (0.010, -s * 0.985),
            (b * 0.65, -s * 0.985),
            (b * 0.95, -s),
            (b + 0.010, -s * 0.92),
            (b + 0.013, -s * 0.66),
            (b * 0.95, -s * 0.44),
            (b * 0.6, -s * 0.16),
            (0.027, 0.006),
            (0.0195, 0.022),
        )

    @property
    def toe_joint(self) -> Point:
        """Where the toes bend, from the ankle."""
        return self.ball_ahead, -self.sole * 0.70

    @property
    def toe_outline(self) -> tuple[Point, ...]:
        """The toes, from the joint where they bend."""
        drop, t = self.sole * 0.30, self.toes
        return (
            (-0.012, 0.008),
            (-0.014, -drop * 0.8),
            (0.0, -drop),
            (t * 0.55, -drop),
            (t * 0.9, -drop * 0.88),
            (t, -drop * 0.35),
            (t * 0.9, drop * 0.15),
            (t * 0.5, drop * 0.5),
            (0.004, 0.0105),
        )

    @property
    def spine_length(self) -> float:
        """From the hips to the lower end of the neck."""
        return sum(self.spine)


def _wider(profile: Profile, by: float) -> Profile:
    return tuple((t, ahead * by, behind * by) for t, ahead, behind in profile)


_AVERAGE = Body()
BUILDS = {
    "average": _AVERAGE,
    "fuller": replace(
        _AVERAGE,
        hip_radius=0.068,
        thigh_profile=_wider(_AVERAGE.thigh_profile, 1.12),
        thigh_wide=_wider(_AVERAGE.thigh_wide, 1.1),
        shank_profile=_wider(_AVERAGE.shank_profile, 1.07),
        shank_wide=_wider(_AVERAGE.shank_wide, 1.07),
        upper_arm_profile=_wider(_AVERAGE.upper_arm_profile, 1.14),
        forearm_profile=_wider(_AVERAGE.forearm_profile, 1.08),
        trunk_profile=(
            (-0.06, 0.048, 0.066),
            (0.06, 0.068, 0.076),
            (0.18, 0.080, 0.070),
            (0.36, 0.082, 0.057),
            (0.55, 0.074, 0.058),
            (0.74, 0.072, 0.064),
            (0.88, 0.056, 0.061),
            (0.97, 0.037, 0.046),
            (1.03, 0.024, 0.030),
        ),
        trunk_wide=_wider(_AVERAGE.trunk_wide, 1.13),
    ),
}


def width(profile: Profile, t: float, *, behind: bool = False) -> float:
    """Give the half width of a limb a part of the way along it."""
    side = 2 if behind else 1
    if t <= profile[0][0]:
        return profile[0][side]
    for one, other in pairwise(profile):
        if t <= other[0]:
            part = (t - one[0]) / (other[0] - one[0])
            return one[side] + (other[side] - one[side]) * part
    return profile[-1][side]


def limb_outline(
    start: Point, angle: float, length: float, profile: Profile, ends: Sequence[float] = (0, 1)
) -> list[Point]:
    """Give the points around a limb from `start` in a direction (degrees, as in `down`).

    `ends` are the parts of its length between which it is drawn.
    """
    low, high = ends
    inner = [t for t, _ahead, _behind in profile if low < t < high]
    at = [low, *inner, high]
    along, ahead = down(angle), front(angle)
    fronts = [add(add(start, along, t * length), ahead, width(profile, t)) for t in at]
    backs = [add(add(start, along, t * length), ahead, -width(profile, t, behind=True)) for t in at]
    return fronts + backs[::-1]
