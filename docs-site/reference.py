"""A hook of MkDocs: pages of the guide for clinics that are documents of the project."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

PROJECT = Path(__file__).resolve().parents[1]
PAGES = {
    "messages.md": "RULES.md",
    "keys.md": "KEYS.md",
    "figures.md": "FIGURES.md",
    "embedding.md": "EMBED.md",
}
PICTURES = ("pictures/figures.png", "pictures/postures.png")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the project's documents, with links that lead from one page to another."""
    for page, name in PAGES.items():
        text = (PROJECT / name).read_text(encoding="utf-8")
        for other, file in PAGES.items():
            text = text.replace(f"]({file}", f"]({other}")
        files.append(File.generated(config, page, content=text))
    for name in PICTURES:
        files.append(File.generated(config, name, abs_src_path=str(PROJECT / name)))
    return files
