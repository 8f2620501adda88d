"""How long a handout takes, and how big it is: Typst beside Chromium's print and WeasyPrint.

Copies the muscles of this project's guide until there are 1, 10 and 200, prints all their handouts
on an empty shelf and on a full one, and prints the same muscles' pages with Chromium and, where it
is installed, with WeasyPrint. All in one run; prints milliseconds a handout, ratios and bytes.

    python benchmarks/handouts.py [--most 20]
"""

import argparse
import importlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import browser as installed

from muscleguide.check import check_guide
from muscleguide.guide import link
from muscleguide.handouts.printing import handouts
from muscleguide.pipeline import today

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (1, 10, 200)
SITE = "https://living-touch.example.org/education/"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--most", type=int, default=20, help="pages for the slower two at most")
    most = arguments.parse_args().most
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            root = Path(folder) / str(size)
            write(root, size)
            subprocess.run(
                [sys.executable, PROJECT / "scripts/build.py"],
                cwd=root,
                check=True,
                capture_output=True,
            )
            pages = sorted((root / "site/muscles").glob("*/index.html"))[:most]
            measure(root, size, pages)


def write(root: Path, size: int) -> None:
    """Write a guide of `size` muscles, copies of the real ones under other names."""
    shutil.copytree(PROJECT / "content", root / "content")
    (root / "mkdocs.yml").write_text(f"site_name: Knees\nsite_url: {SITE}\n", encoding="utf-8")
    records = {}
    for path in sorted((root / "content/muscles").glob("*.yml")):
        records[path] = path.read_text(encoding="utf-8")
        path.unlink()
    texts = list(records.values())
    for number in range(size):
        record = yaml.safe_load(texts[number % len(texts)])
        record["name"] += f" {number}"
        record.pop("also_called", None)
        record.pop("related", None)
        file = root / f"content/muscles/muscle-{number}.yml"
        file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def measure(root: Path, size: int, pages: list[Path]) -> None:
    """Print a table of the ways to make a guide's handouts."""
    checked = check_guide(root, today())
    guide = link(checked.content, checked.maps)
    shelf = root / "shelf"

    def press() -> list[bytes]:
        return [some.made.data or b"" for some in handouts(guide, SITE, shelf)]

    print(f"\n{size} muscles, Letter and A4")
    empty = told("Typst, all made", press)
    told("Typst, all kept", press, empty)
    with chromium_printer() as printer:
        told(f"Chromium, {len(pages)} pages", lambda: [printer(page) for page in pages], empty)
    try:
        weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        print(f"  WeasyPrint: not measured ({str(error).splitlines()[0]})")
        return
    told(
        f"WeasyPrint, {len(pages)} pages",
        lambda: [weasyprint.HTML(filename=str(page)).write_pdf() for page in pages],
        empty,
    )


@contextmanager
def chromium_printer() -> Iterator[Callable[[Path], bytes]]:
    """Give a function that prints a page's file with Chromium."""
    executable = installed.find()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = chromium.new_page()

        def printed(path: Path) -> bytes:
            page.goto(path.as_uri())
            return page.pdf(format="Letter", tagged=True)

        yield printed
        chromium.close()


def told(what: str, make: Callable[[], list[bytes]], base: float | None = None) -> float:
    """Print and give the milliseconds that each PDF took."""
    started = time.perf_counter()
    pdfs = make()
    each = (time.perf_counter() - started) * 1000 / len(pdfs)
    size = statistics.median(map(len, pdfs)) / 1000
    ratio = f", {each / base:.2f} of Typst" if base else ""
    most = max(map(len, pdfs)) / 1000
    print(f"  {what}: {each:.1f} ms each{ratio}; median {size:.1f} kB, most {most:.1f} kB")
    return each


if __name__ == "__main__":
    main()
