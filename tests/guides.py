"""Guides made up for the tests: a small sound one to start from, and ways to change it."""

from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
# A whole guide with drawings, apart from the project's own, which may say something else one day.
KNEE = PROJECT / "tests/fixtures/knee"

SHOULDER: Mapping[str, str] = {
    "mkdocs.yml": (
        "site_name: Schulter\nsite_url: https://praxis-muenchen.de/wissen/\n"
        "theme:\n  name: material\n  font: false\n"
    ),
    "content/clinic.yml": (
        'name: Praxis Dvořák & Søn\nbooking: {label: Book, url: "tel:+49891234"}\n'
        'emergency_number: "112"\nreviewers:\n  ana: {name: Ana Nuñez, role: physiotherapist}\n'
    ),
    "content/body-regions.yml": (
        "top-of-shoulder: {label: Top of the shoulder, order: 2}\nneck: {label: Neck, order: 1}\n"
    ),
    "content/symptoms.yml": (
        "stiff-neck: {label: A stiff neck, regions: [neck, top-of-shoulder], feel: stiffness}\n"
        "sore-shoulder: {label: A sore shoulder, regions: [top-of-shoulder], feel: ache}\n"
    ),
    "content/activities.yml": (
        "desk-work:\n  label: Working at a desk\n  instead: Stand up *often*.\n"
        "heavy-bags:\n  label: Carrying heavy bags\n"
    ),
    "content/sources.yml": (
        "atlas: {title: Atlas, authors: [José Íñigo, Zoë Ångström], kind: book, year: 2011}\n"
        "clinic-page: {title: Neck pain, authors: [NHS], kind: web page,"
        ' url: "https://www.nhs.uk/conditions/neck-pain/"}\n'
    ),
    "content/warning-signs.yml": (
        "- sign: You cannot feel your arm\n  act: emergency\n  regions: [neck, top-of-shoulder]\n"
        "  sources: [clinic-page]\n"
        "- sign: The pain stays for weeks\n  act: soon\n  sources: [clinic-page]\n"
    ),
    "content/relief.yml": (
        "intro: Go easy.\nsteps:\n  - title: Move\n    text: Move **a little**.\n"
        "    how: [Roll your shoulders]\n    sources: [atlas]\n"
    ),
    "content/muscles/trapezius.yml": (
        "name: Trapézius\nsay: trap-EE-zee-us\nalso_called: [hood muscle]\ngroup: Neck\n"
        "summary: The wide muscle of your neck and upper back.\n"
        "location: From your skull to your shoulder blade.\n"
        "attachments: {from: the skull, to: the shoulder blade}\n"
        "functions: [lifts your shoulder]\n"
        "symptoms:\n  - stiff-neck\n  - symptom: sore-shoulder\n    detail: after a long day\n"
        "overuse:\n  - desk-work\n  - activity: heavy-bags\n    detail: on one side\n"
        "relief: A warm cloth can feel good.\nrelated: [levator]\nsources: [atlas, clinic-page]\n"
        "reviewed: {by: ana, on: 2026-10-05}\n"
    ),
    "content/muscles/levator.yml": (
        "name: Élévateur de l'omoplate\ngroup: Épaule\n"
        "summary: A thin muscle at the side of your neck.\n"
        "location: At the side of your neck.\n"
        "attachments: {from: the neck, to: the shoulder blade}\n"
        "functions: [lifts your shoulder blade]\nsymptoms: [stiff-neck]\noveruse: [desk-work]\n"
        "sources: [atlas]\n"
    ),
    "docs/articles/stiff-neck.md": (
        "---\ntitle: When your neck is stiff\ndescription: What may be behind it.\n"
        "author: Søn\npublished: 2026-01-31\nbased_on: atlas\nmuscles: [levator, trapezius]\n---\n"
        'Look at the {{ muscle("trapezius") }}, as {{ source("atlas") }} does.\n\n'
        "{{ warning_signs() }}\n\n## The muscles\n\n{{ muscles() }}\n\n## Relief\n\n"
        "{{ relief() }}\n\n{{ booking() }}\n"
    ),
}


def write_guide(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the shoulder guide into `root`, with some files changed, added, or (None) left out."""
    files: dict[str, str | bytes | None] = {**SHOULDER, **(changes or {})}
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def replaced(name: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """Change one file of the shoulder guide in one place."""
    text = SHOULDER[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}
