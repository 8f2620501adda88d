"""Write the files that are made from code, content and packages: RULES.md and others."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from licences import third_party_page

from muscleguide.checking.check import check_guide
from muscleguide.checking.rulebook import rules_page
from muscleguide.context import today
from muscleguide.schema.json_schemas import schema_files
from muscleguide.schema.keys import keys_page

PROJECT = Path(__file__).resolve().parents[1]


def generated() -> dict[str, str]:
    """Give the text of each generated file by its path in the project."""
    content = check_guide(PROJECT, "mkdocs.yml", today()).content
    files = {f"schemas/{name}": text for name, text in schema_files(content.known)}
    return {
        "RULES.md": rules_page(),
        "KEYS.md": keys_page(),
        "THIRD_PARTY.md": third_party_page(),
        **files,
    }


if __name__ == "__main__":
    for name, text in generated().items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
