"""Guides of any size for the benchmarks: records of the real guide's length, in other words."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[1]
SITE_URL = "https://clinic.example.org/education/"
# ruff: noqa: S311  # dice, not secrets


def write_guide(root: Path, size: int) -> Path:
    """Write a guide of `size` muscles into a new folder; the same size gives the same guide.

    It has the real guide's drawings, warning signs, relief and article; symptoms, activities and
    sources grow with the muscles, so that each is shared by about a dozen of them.
    """
    dice = random.Random(size)
    shutil.copytree(PROJECT / "content", root / "content")
    (root / "mkdocs.yml").write_text(f"site_name: Made up\nsite_url: {SITE_URL}\n")
    content = root / "content"
    records = [yaml.safe_load(path.read_bytes()) for path in sorted(content.glob("muscles/*.yml"))]
    words = _words(records, dice)
    symptoms = _grown(content / "symptoms.yml", max(12, size // 3), words, dice)
    activities = _grown(content / "activities.yml", max(12, size // 4), words, dice)
    for number in range(size):
        record = dict(records[number % len(records)])
        record |= {
            "name": f"Musculus {words(2)} {number}",
            "group": f"Group {number % 40}",
            "summary": f"A muscle that lies {words(9)}.",
            "location": f"It lies {words(20)}. It ends {words(12)}.",
            "functions": [words(7) for _ in range(dice.randint(1, 4))],
            "symptoms": _used(symptoms, "symptom", words, dice),
            "overuse": _used(activities, "activity", words, dice),
        }
        for key in ("also_called", "related"):
            record.pop(key, None)
        file = content / f"muscles/made-up-{number}.yml"
        file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False))
    _draw(content / "maps/leg-back.svg", size)
    return root


def change_record(root: Path, number: int) -> None:
    """Change one record, each time in another way."""
    file = root / "content/muscles/made-up-1.yml"
    record = yaml.safe_load(file.read_bytes())
    record["say"] = f"may-dup {number}"
    file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False))


def _draw(file: Path, size: int) -> None:
    """Draw every made-up muscle into a map, so that its page has a picture."""
    shapes = (
        f'<path data-muscle="made-up-{number}" d="M90 {100 + number % 300}c20 30 20 60 0 90z"/>'
        for number in range(size)
    )
    svg = file.read_text(encoding="utf-8")
    file.write_text(svg.replace("</svg>", f"{''.join(shapes)}</svg>"), encoding="utf-8")


def _words(records: list[dict[str, Any]], dice: random.Random) -> Callable[[int], str]:
    """Give a function that makes so many words, of those in some records."""
    known = " ".join(str(record["location"]) for record in records).replace(".", "").split()
    return lambda count: " ".join(dice.choices(known, k=count)).lower()


def _grown(file: Path, count: int, words: Callable[[int], str], dice: random.Random) -> list[str]:
    """Add made-up entries to a vocabulary, and give their ids."""
    entries = yaml.safe_load(file.read_bytes())
    samples = list(entries.values())
    ids = [f"made-up-{number}" for number in range(count)]
    for id_ in ids:
        entries[id_] = {**dice.choice(samples), "label": f"{words(6)} {id_}".capitalize()}
    file.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False))
    return ids


def _used(
    ids: list[str], key: str, words: Callable[[int], str], dice: random.Random
) -> list[object]:
    """Use some entries of a vocabulary, one of them with a detail."""
    first, *others = dice.sample(ids, dice.randint(2, 4))
    return [{key: first, "detail": words(4)}, *others]
