"""How fast the finder answers: from a key or a click to the next painted frame.

Builds guides of 4, 1,000 and 5,000 made-up muscles and drives a real Chromium over them, side by
side with a page that toggles `hidden` on every card and shows all matches, on the same presses; and
asks the site's search. Prints milliseconds and ratios.

    python benchmarks/finder.py [--presses 30]
"""

import argparse
import functools
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import browser as installed

PROJECT = Path(__file__).resolve().parents[1]
SIZES = (4, 1000, 5000)
SLOWER = (1, 4)
PHONE = {"width": 360, "height": 740}
WORDS = [
    a + b for a in ("gas", "bi", "pop", "plan", "so", "ti") for b in ("tro", "ceps", "li", "ta")
]

# What the finder is measured against: every card touched at each change, every match shown.
NAIVE = """
const data = JSON.parse(document.getElementById("finder-data").textContent);
const form = document.getElementById("finder");
const cards = [...document.querySelectorAll("[data-muscle]")];
form.hidden = false;
const update = () => {
  const on = (name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map(
    (box) => data[name].indexOf(box.value));
  const [regions, symptoms, activities] = ["region", "symptom", "activity"].map(on);
  const q = form.elements.q.value.trim().toLowerCase();
  const any = (wanted, has) => !wanted.length || wanted.some((id) => has.includes(id));
  data.muscles.forEach(([words, r, s, a], index) => {
    cards[index].hidden = !(any(regions, r.map(([id]) => id)) && any(symptoms, s)
      && any(activities, a) && (!q || words.includes(` ${q}`)));
  });
};
form.addEventListener("change", update);
form.elements.q.addEventListener("input", update);
"""

MEASURE = """async ([selector, text]) => {
  const element = document.querySelector(selector);
  const started = performance.now();
  if (text === null) element.click();
  else { element.value = text; element.dispatchEvent(new Event("input", {bubbles: true})); }
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);  // after the frame that is painted now
  }));
  return performance.now() - started;
}"""

# The site's search, asked without the pause that the page makes for typing: to load and index, and
# then for each text.
SEARCH = """async (words) => {
  const started = performance.now();
  const [{ searchOf }, { default: MiniSearch }, index] = await Promise.all([
    import("./assets/search.js"),
    import("./assets/minisearch/index.js"),
    fetch("assets/search.json").then((answer) => answer.json()),
  ]);
  const search = await searchOf(MiniSearch, index);
  const ready = performance.now() - started;
  return [ready, ...words.map((text) => {
    const asked = performance.now();
    search(text);
    return performance.now() - asked;
  })];
}"""


def write_guide(root: Path, size: int) -> None:
    """Write a guide of `size` muscles with 5 symptoms and 4 activities each."""
    dice = random.Random(1)  # noqa: S311
    regions = [f"region-{n}" for n in range(30)]
    symptoms = [f"symptom-{n}" for n in range(120)]
    activities = [f"activity-{n}" for n in range(60)]

    def save(name: str, record: Any) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(record), encoding="utf-8")

    save("mkdocs.yml", {"site_name": "Benchmark", "site_url": "https://clinic.example/"})
    booking = {"label": "Book", "url": "https://clinic.example/"}
    save("content/clinic.yml", {"name": "C", "booking": booking, "emergency_number": "112"})
    save("content/body-regions.yml", {id_: {"label": f"The {id_}"} for id_ in regions})
    save(
        "content/symptoms.yml",
        {
            id_: {
                "label": f"Pain that feels like {dice.choice(WORDS)} {id_}",
                "regions": dice.sample(regions, 2),
                "feel": "pain",
            }
            for id_ in symptoms
        },
    )
    save("content/activities.yml", {id_: {"label": f"Doing {id_}"} for id_ in activities})
    save("content/sources.yml", {"book": {"title": "Book", "authors": ["A"], "kind": "book"}})
    sign = {"sign": "You feel numb", "act": "emergency", "sources": ["book"]}
    save("content/warning-signs.yml", [sign])
    for n in range(size):
        save(
            f"content/muscles/muscle-{n}.yml",
            {
                "name": f"Musculus {dice.choice(WORDS)} {dice.choice(WORDS)} {n}",
                "group": f"Group {n % 25}",
                "summary": "A long muscle that runs from one bone to another bone.",
                "location": "It runs from one bone to another.",
                "attachments": {"from": "one bone", "to": "another bone"},
                "functions": ["bends the joint"],
                "symptoms": dice.sample(symptoms, 5),
                "overuse": dice.sample(activities, 4),
                "sources": ["book"],
            },
        )


def build(size: int, root: Path) -> Path:
    """Build a guide and give its site."""
    guide = root / f"guide-{size}"
    write_guide(guide, size)
    command = [sys.executable, str(PROJECT / "scripts/build.py")]
    subprocess.run(command, cwd=guide, check=True, capture_output=True)
    return guide / "site"


def steps(presses: int) -> list[tuple[str, str | None]]:
    """Give what a reader does: clicks and characters typed, in turn."""
    dice = random.Random(2)  # noqa: S311
    boxes = [f"[name=region][value=region-{dice.randrange(30)}]" for _ in range(presses // 2)]
    boxes += [f"[name=symptom][value=symptom-{dice.randrange(120)}]" for _ in range(presses // 2)]
    found: list[tuple[str, str | None]] = []
    for box in boxes:
        found += [(box, None), (box, None)]  # on and off again
    found += [("#finder-q", word[:n]) for word in WORDS[:6] for n in (1, 3, 0)]
    return found


def timed(page: Page, todo: list[tuple[str, str | None]]) -> list[float]:
    """Do all steps; give the milliseconds of each."""
    times = []
    for selector, text in todo:
        if page.locator(selector).count():
            times.append(float(page.evaluate(MEASURE, [selector, text])))
    return times


def median_and_p95(times: list[float]) -> tuple[float, float]:
    """Give median and 95th percentile."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def measure(
    chromium: Browser, url: str, slower: int, todo: list[tuple[str, str | None]], naive: bool
) -> tuple[float, float]:
    """Open a page as a phone does, `slower` times as slow; give median and 95th percentile."""
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]
    if naive:
        page.route("**/finder.js", lambda route: route.fulfill(body=NAIVE))
    page.goto(url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    timed(page, todo[:6])  # warm
    result = median_and_p95(timed(page, todo))
    page.close()
    return result


def search(chromium: Browser, url: str) -> tuple[float, tuple[float, float]]:
    """Ask the site's search for the same words; give what loading takes, and the answers."""
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(url)
    words = [word[:n] for word in WORDS[:6] for n in (1, 3, 5)]
    ready, *times = page.evaluate(SEARCH, words)
    page.close()
    return float(ready), median_and_p95([float(time) for time in times])


def sizes(site: Path) -> tuple[int, int]:
    """Give the bytes, gzip, of the finder's script and of its data."""
    html = (site / "index.html").read_text(encoding="utf-8")
    data = html.split('id="finder-data">')[1].split("</script>")[0]
    script = (site / "assets/finder.js").read_bytes()
    return len(gzip.compress(script)), len(gzip.compress(data.encode()))


def row(name: str, result: tuple[float, float], base: float | None = None) -> None:
    """Print one line of the table."""
    ratio = f"{result[0] / base:6.1f} x" if base else ""
    print(f"{name:<46} {result[0]:7.1f} ms {result[1]:7.1f} ms {ratio}")


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--presses", type=int, default=30)
    todo = steps(parser.parse_args().presses)
    executable = installed.find()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        sites = {size: build(size, folder) for size in SIZES}
        quiet: Callable[..., Any] = type(
            "Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None}
        )
        handler = functools.partial(quiet, directory=name)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_address[1]}"
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        print(f"{'':<46} {'median':>10} {'95 %':>10}   of 4 muscles")
        for slower in SLOWER:
            floor: float | None = None
            for size in SIZES:
                url = f"{root}/guide-{size}/site/"
                speed = "normal speed" if slower == 1 else f"{slower} times slower"
                ours = measure(chromium, url, slower, todo, naive=False)
                naive = measure(chromium, url, slower, todo, naive=True)
                floor = floor or ours[0]
                row(f"{size:,} muscles, {speed}", ours, floor)
                row(f"{'':>6} every card touched, all matches shown", naive, floor)
                print(f"{'':>6} finder ÷ that page: {ours[0] / naive[0]:.2f}")
        for size in SIZES[1:]:
            ready, answers = search(chromium, f"{root}/guide-{size}/site/")
            row(f"{size:,}: the site's search, an answer", answers)
            print(f"{'':>6} loading and indexing it: {ready:.0f} ms")
        for size in SIZES:
            script, data = sizes(sites[size])
            print(
                f"{size:,} muscles: script {script / 1000:.1f} kB, data {data / 1000:.1f} kB (gzip)"
            )
        print(json.dumps({"chromium": chromium.version, "presses": len(todo)}))
        chromium.close()
        server.shutdown()


if __name__ == "__main__":
    main()
