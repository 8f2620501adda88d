"""Read: which files a guide's folder holds, each read once.

mkdocs.yml, content/clinic.yml, content/muscles/ID.yml, …, docs/articles/ID.md
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from muscleguide.problems import Problem, Severity, did_you_mean
from muscleguide.reading import (
    Document,
    ReadingError,
    outside_folder,
    read_front_matter,
    read_text,
    read_yaml,
)
from muscleguide.records import ID_MAX, is_id

SETTINGS = "mkdocs.yml"
CLINIC = "content/clinic.yml"
MUSCLES = "content/muscles"
REGIONS = "content/body-regions.yml"
SYMPTOMS = "content/symptoms.yml"
ACTIVITIES = "content/activities.yml"
SOURCES = "content/sources.yml"
WARNING_SIGNS = "content/warning-signs.yml"
RELIEF = "content/relief.yml"
MAPS = "content/maps"
ARTICLES = "docs/articles"

VOCABULARIES = (REGIONS, SYMPTOMS, ACTIVITIES, SOURCES)
SINGLE_FILES = (CLINIC, *VOCABULARIES, WARNING_SIGNS, RELIEF)

# Where a kind of record names others by their ids, and where those stand. A `*` in a path is
# every entry of a list or mapping.
REFERENCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (MUSCLES, ("symptoms", "*", "symptom"), SYMPTOMS),
    (MUSCLES, ("overuse", "*", "activity"), ACTIVITIES),
    (MUSCLES, ("related", "*"), MUSCLES),
    (MUSCLES, ("sources", "*"), SOURCES),
    (SYMPTOMS, ("*", "regions", "*"), REGIONS),
    (WARNING_SIGNS, ("*", "regions", "*"), REGIONS),
    (WARNING_SIGNS, ("*", "sources", "*"), SOURCES),
    (RELIEF, ("steps", "*", "sources", "*"), SOURCES),
    (ARTICLES, ("muscles", "*"), MUSCLES),
    (ARTICLES, ("based_on",), SOURCES),
)


@dataclass(frozen=True)
class Folder:
    """Everything that was read. A file that could not be read is missing here."""

    root: Path
    singles: Mapping[str, Document] = field(default_factory=dict)
    muscles: Mapping[str, Document] = field(default_factory=dict)
    articles: Mapping[str, Document] = field(default_factory=dict)
    maps: Mapping[str, Document] = field(default_factory=dict)
    settings: Document | None = None
    docs: tuple[str, ...] = ()
    files: int = 0


def read_folder(root: Path) -> tuple[Folder, list[Problem]]:
    """Read every record and article below `root`; never raises for what a file holds."""
    problems: list[Problem] = []
    seen: list[Path] = []

    def take(
        read: Callable[[Path, Path], tuple[Document, list[Problem]]], path: Path
    ) -> Document | None:
        seen.append(path)
        try:
            document, found = read(root, path)
        except ReadingError as error:
            problems.append(error.problem)
            return None
        problems.extend(found)
        return document

    def take_all(
        read: Callable[[Path, Path], tuple[Document, list[Problem]]], folder: str, ending: str
    ) -> dict[str, Document]:
        taken = {}
        for path in _entries(root, folder, ending, problems):
            document = take(read, path)
            if document is not None:
                taken[path.name.removesuffix(ending)] = document
        return taken

    singles = {}
    for name in SINGLE_FILES:
        if not (root / name).exists() and not (root / name).is_symlink():
            if name not in VOCABULARIES:
                problems.append(_missing(name))
        elif document := take(read_yaml, root / name):
            singles[name] = document
    problems.extend(_strays(root))
    folder = Folder(
        root=root,
        singles=singles,
        muscles=take_all(read_yaml, MUSCLES, ".yml"),
        articles=take_all(read_front_matter, ARTICLES, ".md"),
        maps=take_all(_read_map, MAPS, ".svg"),
        settings=take(read_settings, root / SETTINGS),
        docs=tuple(sorted(_docs(root, problems))),
        files=len(seen),
    )
    return folder, problems


def _read_map(root: Path, path: Path) -> tuple[Document, list[Problem]]:
    return Document(path.relative_to(root).as_posix(), None, body=read_text(root, path)), []


def read_settings(root: Path, path: Path) -> tuple[Document, list[Problem]]:
    """Read the engine's settings, for the few values that the check speaks of.

    The engine has tags of its own in this file, and its own messages about the values. Raises
    `ReadingError` for what is no YAML.
    """
    return read_yaml(root, path)[0], []


def site_address(folder: Folder) -> str | None:
    """Give the address at which the site will stand, with a slash at its end, where it is set."""
    settings = folder.settings.value if folder.settings else None
    address = settings.get("site_url") if isinstance(settings, dict) else None
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return None
    return address if address.endswith("/") else f"{address}/"


def language(folder: Folder) -> str:
    """Give the code of the language in which readers are spoken to: `theme.language`, or `en`."""
    settings = folder.settings.value if folder.settings else None
    theme = settings.get("theme") if isinstance(settings, dict) else None
    code = theme.get("language") if isinstance(theme, dict) else None
    return code if isinstance(code, str) else "en"


def _entries(root: Path, folder: str, ending: str, problems: list[Problem]) -> Iterator[Path]:
    """List the files of a folder whose names are ids, and tell of the others."""
    parent = root / folder
    if not parent.is_dir():
        return
    for path in sorted(parent.iterdir()):
        if path.name.startswith("."):
            continue
        file = path.relative_to(root).as_posix()
        stem = path.name.removesuffix(ending)
        if path.is_dir():
            if any(path.rglob(f"*{ending}")):
                message = f"files in a folder below {folder}/ are not read; move them up"
                problems.append(_stray(file, message))
        elif path.suffix == ".yaml" or (path.suffix != ending and path.suffix.lower() == ending):
            problems.append(_stray(file, f"the file's name must end in {ending}"))
        elif path.suffix != ending or (stem == "index" and ending == ".md"):
            continue
        elif not is_id(stem):
            message = (
                "the file's name is its id and its address: use lower-case letters a to z, "
                f"digits and single hyphens, at most {ID_MAX}"
            )
            problems.append(Problem(file, 1, 1, Severity.ERROR, "bad-id", message))
        else:
            yield path


def _strays(root: Path) -> Iterator[Problem]:
    """Find YAML files in content/ that no part of the guide would read."""
    content = root / "content"
    if not content.is_dir():
        return
    known = [Path(name).name for name in SINGLE_FILES]
    for path in sorted(content.iterdir()):
        if path.suffix.lower() in (".yml", ".yaml") and path.name not in known:
            name = did_you_mean(path.stem + ".yml", known) or "; the format names every file"
            file = path.relative_to(root).as_posix()
            yield _stray(file, f"no file of a guide has this name{name}")


def _docs(root: Path, problems: list[Problem]) -> Iterator[str]:
    """List the files below docs/, and tell of links that would publish what lies elsewhere."""
    docs = root / "docs"
    for path in docs.rglob("*") if docs.is_dir() else ():
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            # Articles are read like records, and told there.
            if not (path.parent == root / ARTICLES and path.suffix == ".md"):
                problems.append(outside_folder(path.relative_to(root).as_posix()))
        elif path.is_file():
            yield path.relative_to(docs).as_posix()


def _missing(name: str) -> Problem:
    if name == CLINIC:
        message = "this file is missing; it says who publishes the guide"
        return Problem(name, 1, 1, Severity.ERROR, "missing-file", message)
    message = "this file is missing; the guide is built without it"
    return Problem(name, 1, 1, Severity.WARNING, "missing-file", message)


def _stray(file: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.ERROR, "stray-file", message)
