"""From a figure's data to its scene: every body and every thing in its place."""

from muscleguide.figures.body import BUILDS
from muscleguide.figures.ground import merged, stand
from muscleguide.figures.hands import place_things, reach
from muscleguide.figures.skeleton import Scene
from muscleguide.schema.figure import Figure, Pose


def solve(figure: Figure) -> Scene:
    """Solve a figure: what stands on the ground stands on it, what reaches for a thing is there."""
    body = BUILDS[figure.build]
    poses: list[Pose] = [figure.start]
    skeletons = [stand(figure, figure.start, body, None)]
    if figure.end:
        poses.append(merged(figure.start, figure.end))
        skeletons.append(stand(figure, poses[1], body, skeletons[0]))
    places = place_things(figure, body, skeletons)
    first, *rest = (
        reach(figure, pose, body, one, places, skeletons[0])
        for pose, one in zip(poses, skeletons, strict=True)
    )
    return Scene(body, first, rest[0] if rest else None, places)
