"""The list of the software of others: what is part of a site, and what the program runs on."""

import re
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]

_HEAD = """\
# Software of others

This page is made by `make generated`, from the packages that `requirements.txt` names.

## Part of a site, or of this program

| what | where | licence |
|---|---|---|
| MiniSearch | `assets/minisearch/` of every site | MIT |
| Source Sans 3 | embedded in handouts and preview pictures | OFL-1.1 |
| Styles of Material for MkDocs | `assets/material/` of a site with hand-written pages | MIT |

Their licences lie beside them: `assets/minisearch/LICENSE.txt`, `assets/material/LICENSE.txt`, and
[the fonts' licence](src/muscleguide/typesetting/fonts/LICENSE.md).

## Installed beside this program

Nothing of these is copied into a site. Those that only test or check the program are listed in
`requirements-test.txt`.

| package | version | licence |
|---|---|---|
"""
_PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
# What classifiers of packages call licences, in the names of SPDX.
_SPDX = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def third_party_page() -> str:
    """Write THIRD_PARTY.md: every package of the lock file with its version and licence."""
    locked = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    rows = (
        f"| {name} | {version} | {_licence(name)} |" for name, version in _PINNED.findall(locked)
    )
    return _HEAD + "\n".join(rows) + "\n"


def _licence(package: str) -> str:
    """Give a package's licence, as its metadata says. Raises `KeyError` for one that says none."""
    found: Any = metadata(package)
    if expression := found.get("License-Expression"):
        return str(expression)
    for classifier in found.get_all("Classifier") or ():
        if classifier.startswith("License ::"):
            name = classifier.rpartition(" :: ")[2]
            return _SPDX.get(name, str(name))
    return str(found["License"])
