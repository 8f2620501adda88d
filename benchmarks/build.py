"""How long a build and a preview take, beside the floor and other generators, in one run.

Builds made-up guides of 100, 1,000 and 5,000 muscles: cold, unchanged, one record changed; and
asks the live preview for a page after a save. Beside it: the floor in Python (read the YAML, render
one Jinja template a muscle, write it), plain MkDocs with Material on the same pages as Markdown,
kept out of its menu, and Zensical and Hugo on the same Markdown, where they are installed.
Everything is timed as a whole process, in turn, several times; prints medians, ratios to the floor,
the growth from the smallest to the largest guide, and the most memory that a build used.

    python benchmarks/build.py [--sizes 100 1000 5000] [--rounds 3]
"""

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import yaml
from made_up import PROJECT, change_record, write_guide

BUILD = (sys.executable, str(PROJECT / "scripts/build.py"))
MOST_FOR_MKDOCS = 1000  # muscles: its time grows on, and says nothing new
FLOOR = """
import sys
from pathlib import Path
import jinja2, yaml
page = jinja2.Environment(autoescape=True).from_string('''<!doctype html><html lang="en"><head>
<title>{{ m.name }}</title><meta name="description" content="{{ m.summary }}"></head><body>
<h1>{{ m.name }}</h1><p>{{ m.say }}</p><p>{{ m.summary }}</p><p>{{ m.location }}</p>
<p>{{ m.attachments.from }} {{ m.attachments.to }}</p>
<ul>{% for f in m.functions %}<li>{{ f }}</li>{% endfor %}</ul>
<ul>{% for s in m.symptoms %}<li>{{ s.symptom or s }} {{ s.detail }}</li>{% endfor %}</ul>
<ul>{% for a in m.overuse %}<li>{{ a.activity or a }} {{ a.detail }}</li>{% endfor %}</ul>
<p>{{ m.relief }}</p><ul>{% for s in m.sources %}<li>{{ s }}</li>{% endfor %}</ul>
</body></html>''')
for file in sorted(Path(sys.argv[1], "content/muscles").glob("*.yml")):
    muscle = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    folder = Path(sys.argv[2], file.stem)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page.render(m=muscle), encoding="utf-8")
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    table: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes:
            root = write_guide(Path(folder) / str(size), size)
            table[size] = measured(root, size, arguments.rounds)
            shown(size, table[size])
    smallest, largest = min(table), max(table)
    for name in ("unchanged", "one record changed", "cold"):
        factor = table[largest][name] / table[smallest][name]
        exponent = math.log(factor) / math.log(largest / smallest) if largest > smallest else 0
        print(f"{name}: grows with the power {exponent:.2f} from {smallest:,} to {largest:,}")


def measured(root: Path, size: int, rounds: int) -> dict[str, float]:
    """Give seconds by name, each the median of some rounds in turn; and the most memory, in MB."""
    found: dict[str, list[float]] = {}
    cold, memory = timed(BUILD, root)
    numbers = iter(range(10_000))

    def one_record() -> float:
        change_record(root, next(numbers))
        return timed(BUILD, root)[0]

    ways: dict[str, Callable[[], float]] = {
        "the floor": lambda: timed((sys.executable, "-c", FLOOR, str(root), f"{root}/floor"))[0],
        "unchanged": lambda: timed(BUILD, root)[0],
        "one record changed": one_record,
        **others(root, size),
    }
    for _round in range(rounds):
        for name, way in ways.items():
            found.setdefault(name, []).append(way())
    found["preview: from save to page"] = previewed(root, rounds + 2)
    medians = {name: statistics.median(times) for name, times in found.items()}
    return {**medians, "cold": cold, "most memory, MB": memory}


def timed(command: tuple[str, ...], folder: Path | None = None) -> tuple[float, float]:
    """Run a command that must work; give its seconds, and its most memory in MB."""
    if sys.platform == "win32":
        raise SystemExit("Windows does not say how much memory a process used")
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    return seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def previewed(root: Path, rounds: int) -> list[float]:
    """Serve the guide; give the seconds from a save to the bytes of the page that shows it."""
    command = (*BUILD, "serve", "--address", "127.0.0.1:8765")
    process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    for line in process.stderr:
        if "The guide is at " in line:
            url = line.split("The guide is at ")[1].split()[0]
            break
    threading.Thread(target=process.stderr.read, daemon=True).start()
    times = []
    for number in range(1000, 1000 + rounds):
        time.sleep(0.5)
        started = time.perf_counter()
        change_record(root, number)
        saved = time.perf_counter()
        page = f"{url}muscles/made-up-1/"
        with urllib.request.urlopen(page) as answer:  # noqa: S310  # this machine
            assert f"may-dup {number}" in answer.read().decode()
        times.append(time.perf_counter() - saved)
        assert saved > started
    process.terminate()
    process.wait()
    return times[1:]


def others(root: Path, size: int) -> dict[str, Callable[[], float]]:
    """Give the other generators that are there, on the guide's pages as Markdown."""
    folder = root / "markdown"
    docs = folder / "docs/muscles"
    docs.mkdir(parents=True)
    for file in (root / "content/muscles").glob("*.yml"):
        muscle = yaml.safe_load(file.read_bytes())
        lists = (muscle["functions"], map(str, muscle["symptoms"]), map(str, muscle["overuse"]))
        parts = [muscle["summary"], muscle["location"]]
        parts += ["## Part\n\n" + "\n".join(f"- {entry}" for entry in some) for some in lists]
        text = f"---\ntitle: {muscle['name']}\n---\n\n# {muscle['name']}\n\n" + "\n\n".join(parts)
        (docs / f"{file.stem}.md").write_text(text, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Start\n")
    settings = "site_name: Made up\nsite_url: https://clinic.example.org/\n"
    settings += "theme: {name: material, font: false}\nplugins: [search]\nnav: [index.md]\n"
    (folder / "mkdocs.yml").write_text(settings)
    mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    found: dict[str, Callable[[], float]] = {}
    if size <= MOST_FOR_MKDOCS:
        found["MkDocs with Material"] = lambda: timed(mkdocs, folder)[0]
    if zensical := shutil.which("zensical"):
        found["Zensical"] = lambda: timed((zensical, "build", "--clean"), folder)[0]
    if hugo := shutil.which("hugo"):
        layouts = folder / "layouts/_default"
        layouts.mkdir(parents=True)
        html = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}"
        for name in ("single", "list"):
            (layouts / f"{name}.html").write_text(html)
        (folder / "hugo.toml").write_text('baseURL = "https://clinic.example.org/"\n')
        command = (hugo, "--quiet", "--contentDir", "docs", "--destination", "hugo")
        found["Hugo, a bare template"] = lambda: timed(command, folder)[0]
    return found


def shown(size: int, seconds: dict[str, float]) -> None:
    """Print one guide's figures."""
    floor = seconds["the floor"]
    print(f"\n{size:,} muscles")
    for name, value in seconds.items():
        if name.endswith("MB"):
            print(f"  {name:<28}{value:8.0f}")
        else:
            print(f"  {name:<28}{value:8.2f} s {value / floor:8.1f} x the floor")


if __name__ == "__main__":
    main()
