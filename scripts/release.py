"""Check that a tag, the version and the changelog agree; print what the changelog says of it.

`python scripts/release.py v0.2.0`
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def notes(tag: str, project: str, changelog: str) -> str:
    """Give the changelog's section of a tag's version, without its heading.

    `project` is the text of pyproject.toml. Raises `ValueError` where the three do not agree.
    """
    version = tomllib.loads(project)["project"]["version"]
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, and pyproject.toml says {version}")
    heading = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d{{2}}-\d{{2}}$"
    found = re.search(rf"{heading}(?P<notes>.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f'CHANGELOG.md has no section "## [{version}] - " with its day')
    return found["notes"].strip() + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Which tag? For example: python scripts/release.py v0.2.0")
    try:
        print(
            notes(
                sys.argv[1],
                (PROJECT / "pyproject.toml").read_text(encoding="utf-8"),
                (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"),
            ),
            end="",
        )
    except ValueError as error:
        sys.exit(f"No release: {error}")
