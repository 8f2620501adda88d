"""Which files a guide's folder holds, each read once.

mkdocs.yml, content/clinic.yml, content/muscles/ID.yml, …, docs/articles/ID.md, docs/**/*.md
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

from muscleguide.ids import ID_MAX, is_id
from muscleguide.problems import Problem, Severity, did_you_mean
from muscleguide.reading.settings import SETTINGS, Settings, read_settings
from muscleguide.reading.yaml_reader import (
    Document,
    Parse,
    ReadingError,
    outside_folder,
    parse_markdown,
    parse_yaml,
    read_text,
)

CLINIC = "content/clinic.yml"
MUSCLES = "content/muscles"
REGIONS = "content/body-regions.yml"
SYMPTOMS = "content/symptoms.yml"
ACTIVITIES = "content/activities.yml"
SOURCES = "content/sources.yml"
WARNING_SIGNS = "content/warning-signs.yml"
RELIEF = "content/relief.yml"
MAPS = "content/maps"
DOCS = "docs"
ARTICLES = "docs/articles"
# Endings of hand-written pages, as MkDocs knows them; articles end in `.md`.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")

VOCABULARIES = (REGIONS, SYMPTOMS, ACTIVITIES, SOURCES)
SINGLE_FILES = (CLINIC, *VOCABULARIES, WARNING_SIGNS, RELIEF)

# Where a kind of record names others by their ids, and where those are. A `*` in a path is
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

# What MkDocs leaves out of docs/, in the syntax of .gitignore.
_LEFT_OUT = (".*", "!/.well-known/", "!/.nojekyll", "/templates/")

Read = Callable[[str, str], tuple[Document, list[Problem]]]


@dataclass(frozen=True)
class Folder:
    """Everything that was read. A file that could not be read is missing here.

    `pages` are the hand-written Markdown pages and `assets` all other files, by their path below
    docs/; `files` counts what was read.
    """

    root: Path
    singles: Mapping[str, Document] = field(default_factory=dict)
    muscles: Mapping[str, Document] = field(default_factory=dict)
    articles: Mapping[str, Document] = field(default_factory=dict)
    maps: Mapping[str, Document] = field(default_factory=dict)
    pages: Mapping[str, Document] = field(default_factory=dict)
    assets: tuple[str, ...] = ()
    settings: Settings = field(default_factory=lambda: Settings(Document(SETTINGS, None)))
    files: int = 0


def read_folder(
    root: Path, config_file: str = SETTINGS, parse: Parse = parse_yaml
) -> tuple[Folder, list[Problem]]:
    """Read every file of the guide in `root`; never raises for what a file holds.

    `config_file` is the name of its settings, and `parse` turns the text of a YAML file into its
    document: the same text always into the same one.
    """
    problems: list[Problem] = []
    seen: list[Path] = []

    def take(read: Read, path: Path) -> Document | None:
        seen.append(path)
        try:
            document, found = read(path.relative_to(root).as_posix(), read_text(root, path))
        except ReadingError as error:
            problems.append(error.problem)
            return None
        problems.extend(found)
        return document

    def take_all(read: Read, folder: str, ending: str) -> dict[str, Document]:
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
        elif document := take(parse, root / name):
            singles[name] = document
    problems.extend(_strays(root))
    muscles = take_all(parse, MUSCLES, ".yml")
    article = partial(parse_markdown, parse=parse, required=True)
    articles = take_all(article, ARTICLES, ".md")
    maps = take_all(_as_it_is, MAPS, ".svg")
    settings = Settings(Document(config_file, None))
    try:
        settings = read_settings(root, root / config_file)
    except ReadingError as error:
        problems.append(error.problem)
    seen.append(root / config_file)
    docs = sorted(_docs(root, settings, problems))
    page = partial(parse_markdown, parse=parse, required=False)
    written = [name for name in docs if name.endswith(MARKDOWN) and not _is_article(name)]
    pages = {name: take(page, root / DOCS / name) for name in written}
    folder = Folder(
        root=root,
        singles=singles,
        muscles=muscles,
        articles=articles,
        maps=maps,
        pages={name: document for name, document in pages.items() if document},
        assets=tuple(name for name in docs if not name.endswith(MARKDOWN)),
        settings=settings,
        files=len(seen),
    )
    return folder, problems


def _as_it_is(file: str, text: str) -> tuple[Document, list[Problem]]:
    return Document(file, None, body=text), []


def _is_article(name: str) -> bool:
    """Return whether a file below docs/ is read as an article; the others there are pages."""
    path = Path(DOCS, name)
    return (
        path.parent == Path(ARTICLES)
        and path.suffix == ".md"
        and path.stem not in ("index", "README")
    )


def _entries(root: Path, folder: str, ending: str, problems: list[Problem]) -> Iterator[Path]:
    """List the files of a folder whose names are ids, and report the others."""
    parent = root / folder
    if not parent.is_dir():
        return
    for path in sorted(parent.iterdir()):
        if path.name.startswith("."):
            continue
        file = path.relative_to(root).as_posix()
        stem = path.name.removesuffix(ending)
        if path.is_dir():
            if path.suffix == ending or any(path.rglob(f"*{ending}")):
                message = f"this is a folder; files in a folder below {folder}/ are not read"
                problems.append(_stray(file, f"{message}: move them up"))
        elif path.suffix == ".yaml" or (path.suffix != ending and path.suffix.lower() == ending):
            problems.append(_stray(file, f"the file's name must end in {ending}"))
        elif path.suffix != ending or (ending == ".md" and stem in ("index", "README")):
            continue
        elif not is_id(stem):
            message = (
                "the file's name is its id and part of its web address: use lower-case letters "
                f"a to z, digits and single hyphens, at most {ID_MAX}"
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


def _docs(root: Path, settings: Settings, problems: list[Problem]) -> Iterator[str]:
    """List the files below docs/, and report links that would publish what lies elsewhere.

    What MkDocs leaves out is left out here: hidden files, and those of `exclude_docs` and
    `draft_docs`. Two hidden names that hosts ask for are published.
    """
    docs = root / DOCS
    patterns = (str(settings.values.get(key) or "") for key in ("exclude_docs", "draft_docs"))
    lines = [line for text in patterns for line in text.splitlines()]
    left_out = GitIgnoreSpec.from_lines([*_LEFT_OUT, *lines])
    for path in docs.rglob("*") if docs.is_dir() else ():
        if left_out.match_file(path.relative_to(docs).as_posix()):
            continue
        name = path.relative_to(docs).as_posix()
        if not name.isprintable():
            message = "the file's name has characters that no URL can have; rename it"
            problems.append(_stray(f"{DOCS}/{name}", message))
        elif path.is_symlink() and not _lies_in(path, root):
            # Articles are read like records, and reported there.
            if not _is_article(name):
                problems.append(outside_folder(f"{DOCS}/{name}"))
        elif path.is_file():
            yield name


def _lies_in(link: Path, root: Path) -> bool:
    """Return whether a link leads to something within a folder; one in a circle does not."""
    try:
        return link.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _missing(name: str) -> Problem:
    if name == CLINIC:
        message = "this file is missing; it says who publishes the guide"
        return Problem(name, 1, 1, Severity.ERROR, "missing-file", message)
    message = "this file is missing; the guide is built without it"
    return Problem(name, 1, 1, Severity.WARNING, "missing-file", message)


def _stray(file: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.ERROR, "stray-file", message)
