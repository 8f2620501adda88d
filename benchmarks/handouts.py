"""How long handouts and preview pictures take, beside the least that Typst needs for one.

Makes all PDFs and pictures of a made-up guide with an empty cache, on all cores. The floor is one
compile of one layout, on one core, of data at hand. All in one run, in turn, so that a machine's
slow minute slows all of them; prints the median milliseconds a file over several rounds, and the
fastest and the slowest round.

    python benchmarks/handouts.py [--muscles 200] [--rounds 5]
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from made_up import write_guide

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from muscleguide.context import today
from muscleguide.handouts.content import muscles_handout
from muscleguide.progress import Progress
from muscleguide.site.prepare import Prepared, prepare
from muscleguide.site.rendering import render_outputs
from muscleguide.social.content import muscle_post
from muscleguide.typesetting import typesetting

FLOOR = 40  # files, enough for a mean


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--muscles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = write_guide(Path(folder) / "guide", arguments.muscles)
        ways: dict[str, Callable[[], int]] = {
            "handouts": lambda: made(root, ".pdf"),
            "handouts, the floor": lambda: handouts_floor(prepared(root)),
            "pictures": lambda: made(root, ".png"),
            "pictures, the floor": lambda: pictures_floor(prepared(root)),
        }
        times = [[timed(way) for way in ways.values()] for _ in range(arguments.rounds)]
    print(f"{arguments.muscles} muscles, {arguments.rounds} rounds, ms a file")
    for name, measured in zip(ways, zip(*times, strict=True), strict=True):
        least, most = min(measured), max(measured)
        print(f"  {name:<22}{statistics.median(measured):6.1f} ({least:.1f} to {most:.1f})")


def prepared(root: Path) -> Prepared:
    """Read the guide, with an empty cache."""
    shutil.rmtree(root / "build", ignore_errors=True)
    return prepare(root / "mkdocs.yml", today())


def made(root: Path, ending: str) -> int:
    """Make all files with an ending, on all cores."""
    outputs = [o for o in prepared(root).outputs.values() if o.path.endswith(ending)]
    with Progress(len(outputs), "") as progress:
        render_outputs(outputs, lambda _path, _data: None, progress)
    return len(outputs)


def handouts_floor(guide: Prepared) -> int:
    """Compile one layout of some handouts, without QR code, on this core alone."""
    assert guide.site
    for muscle in list(guide.site.muscles.values())[:FLOOR]:
        data = muscles_handout(guide.site, [muscle])
        data |= {"page": None, "layout": "snug", "paper": "letter"}
        typesetting.compile_pdf("handouts/handout.typ", data)
    return FLOOR


def pictures_floor(guide: Prepared) -> int:
    """Compile some pictures, on this core alone."""
    assert guide.site
    for muscle in list(guide.site.muscles.values())[:FLOOR]:
        card = muscle_post(guide.site, muscle).card
        typesetting.compile_png("social/card.typ", {**card, "width": 1200, "height": 630}, 72)
    return FLOOR


def timed(way: Callable[[], int]) -> float:
    """Give the milliseconds a file."""
    started = time.perf_counter()
    count = way()
    return (time.perf_counter() - started) * 1000 / count


if __name__ == "__main__":
    main()
