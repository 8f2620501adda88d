"""What a second language costs: the same guide built in one language and in two, in turn.

Every text of the second language is filled in, so that all of its pages, handouts and pictures are
made. Prints seconds, and how many times as long the build in two languages takes: it has twice the
pages, so 2 means that a page in another language costs what a page costs.

    python benchmarks/languages.py [--sizes 4 100 1000] [--rounds 3]
"""

import argparse
import shutil
import statistics
import tempfile
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from build import BUILD, timed
from made_up import write_guide

CODE = "es"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes:
            guides = [write_guide(Path(folder) / f"{size}-{n}", size) for n in (1, 2)]
            in_one_language(guides[0])
            in_two_languages(guides[1])
            for name, is_cold in (("nothing changed", False), ("first build", True)):
                rounds = 1 if is_cold and size > 100 else arguments.rounds
                one, two = measured(guides, rounds, is_cold=is_cold)
                times = f"{one:6.2f} s in one language, {two:6.2f} s in two"
                print(f"{size:>5} muscles, {name:15}: {times}, {two / one:.2f} times", flush=True)


def measured(guides: list[Path], rounds: int, *, is_cold: bool) -> list[float]:
    """Build guides in turn; give the median of the seconds that each takes."""
    times: list[list[float]] = [[] for _guide in guides]
    for _round in range(rounds):
        for guide, found in zip(guides, times, strict=True):
            if is_cold:
                for made in ("site", "build"):
                    shutil.rmtree(guide / made, ignore_errors=True)
            else:
                timed(BUILD, guide)
            found.append(timed(BUILD, guide)[0])
    return [statistics.median(found) for found in times]


def in_one_language(root: Path) -> None:
    """Take other languages out of a guide."""
    clinic = root / "content/clinic.yml"
    lines = clinic.read_text(encoding="utf-8").splitlines(keepends=True)
    own = [line for line in lines if not line.startswith("languages:")]
    clinic.write_text("".join(own), encoding="utf-8")


def in_two_languages(root: Path) -> None:
    """Give a guide a second language, with every text filled in."""
    in_one_language(root)
    with (root / "content/clinic.yml").open("a", encoding="utf-8") as clinic:
        clinic.write(f"languages: [en, {CODE}]\n")
    timed((*BUILD, "translate", CODE), root)
    file = root / f"translations/{CODE}.po"
    catalogue = read_po(BytesIO(file.read_bytes()))
    for message in catalogue:
        if message.id:
            message.string = f"x {message.id}"
    with file.open("wb") as stream:
        write_po(stream, catalogue)


if __name__ == "__main__":
    main()
