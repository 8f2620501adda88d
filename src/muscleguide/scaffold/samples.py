"""The sample guides that come with the program: content to begin with."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

# In the package once it is built; before that they lie in the project itself.
_PACKAGED = Path(str(files("muscleguide"))) / "samples"
_PROJECT = Path(__file__).resolve().parents[3]
_IN_PROJECT = {"back-of-the-knee": ".", "neck-and-shoulder": "examples/neck-and-shoulder"}
# Who publishes a sample is its own clinic; a page beside its articles speaks of that one.
_OWN = ("content/clinic.yml",)


def samples() -> dict[str, Path]:
    """Give the folder of each sample by its name."""
    found = {name: _PACKAGED / name for name in _IN_PROJECT}
    if not _PACKAGED.is_dir():
        found = {name: _PROJECT / folder for name, folder in _IN_PROJECT.items()}
    return {name: folder for name, folder in found.items() if (folder / "content").is_dir()}


def sample_files(name: str) -> Mapping[str, bytes]:
    """Give the files of a sample that any clinic may begin with, by their paths in a guide.

    Raises `KeyError` for a name that no sample has.
    """
    root = samples()[name]
    content = [path for path in (root / "content").rglob("*") if path.is_file()]
    articles = [path for path in (root / "docs").rglob("*/*") if path.is_file()]
    catalogues = (root / "translations").glob("*.po")
    files = (*content, *articles, *catalogues)
    taken = {path.relative_to(root).as_posix(): path for path in files}
    return {file: path.read_bytes() for file, path in sorted(taken.items()) if file not in _OWN}
