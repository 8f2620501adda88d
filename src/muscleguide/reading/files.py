"""Which files a guide's folder holds, each read once.

mkdocs.yml, content/clinic.yml, content/muscles/ID.yml, …, docs/articles/ID.md, docs/**/*.md
"""

import os
import re
import stat
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pathspec.gitignore import GitIgnoreSpec

from muscleguide.ids import ID_MAX, is_id, slug
from muscleguide.problems import Problem, Severity, did_you_mean, quoted
from muscleguide.reading.settings import SETTINGS, Settings, read_settings
from muscleguide.reading.yaml_reader import (
    Document,
    Parse,
    ReadingError,
    outside_folder,
    parse_markdown,
    parse_yaml,
    read_text,
    unreadable,
)

CONTENT = "content"
CLINIC = "content/clinic.yml"
MUSCLES = "content/muscles"
REGIONS = "content/body-regions.yml"
SYMPTOMS = "content/symptoms.yml"
ACTIVITIES = "content/activities.yml"
SOURCES = "content/sources.yml"
WARNING_SIGNS = "content/warning-signs.yml"
RELIEF = "content/relief.yml"
EXERCISES = "content/exercises"
OTHER_CAUSES = "content/other-causes.yml"
GLOSSARY = "content/glossary.yml"
MAPS = "content/maps"
DOCS = "docs"
ARTICLES = "docs/articles"
# Endings of hand-written pages, as MkDocs knows them; articles end in `.md`.
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")

VOCABULARIES = (REGIONS, SYMPTOMS, ACTIVITIES, SOURCES)
SINGLE_FILES = (CLINIC, *VOCABULARIES, WARNING_SIGNS, RELIEF, OTHER_CAUSES, GLOSSARY)

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
    (RELIEF, ("steps", "*", "evidence", "sources", "*"), SOURCES),
    (EXERCISES, ("muscles", "*"), MUSCLES),
    (EXERCISES, ("sources", "*"), SOURCES),
    (EXERCISES, ("evidence", "sources", "*"), SOURCES),
    (OTHER_CAUSES, ("*", "regions", "*"), REGIONS),
    (OTHER_CAUSES, ("*", "sources", "*"), SOURCES),
    (GLOSSARY, ("*", "sources", "*"), SOURCES),
    (ARTICLES, ("muscles", "*"), MUSCLES),
    (ARTICLES, ("based_on",), SOURCES),
)

# What MkDocs leaves out of docs/, in the syntax of .gitignore.
_LEFT_OUT = (".*", "!/.well-known/", "!/.nojekyll", "/templates/")

# What systems and editors leave behind; nobody has meant to publish it.
_LITTER = re.compile(
    r"\.DS_Store|\._.*|__MACOSX|Icon\r|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.directory|~\$.*|"
    r"\.~lock\..*|.*~|.*\.sw[op]|#.*#|\.#.*|\.(git|svn|hg|idea|vscode|obsidian).*",
    re.IGNORECASE,
)

# An article in another language than the guide's own: `stiff-neck.es.md`.
_TRANSLATED = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<code>[a-z]{2,3})\.md")
# A hand-written page in another language, beside the page that it translates: `about.es.md`.
_TRANSLATED_PAGE = re.compile(r"(?P<page>.+)\.(?P<code>[a-z]{2,3})\.md")

Read = Callable[[str, str], tuple[Document, list[Problem]]]


@dataclass(frozen=True)
class Folder:
    """Everything that was read. A file that could not be read is missing here.

    `pages` are the hand-written Markdown pages and `assets` all other files, by their path below
    docs/; `files` counts what was read. `muscle_names` are those of all muscles that have a file,
    None where their folder could not be opened, and `missing` the files that are not there.
    `translated` are articles in other languages, by the code of the language and their id, and
    `translated_pages` hand-written pages, by the code and the path of the page that they translate.
    """

    root: Path
    singles: Mapping[str, Document] = field(default_factory=dict)
    muscles: Mapping[str, Document] = field(default_factory=dict)
    exercises: Mapping[str, Document] = field(default_factory=dict)
    articles: Mapping[str, Document] = field(default_factory=dict)
    translated: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    maps: Mapping[str, Document] = field(default_factory=dict)
    pages: Mapping[str, Document] = field(default_factory=dict)
    translated_pages: Mapping[tuple[str, str], Document] = field(default_factory=dict)
    assets: tuple[str, ...] = ()
    muscle_names: frozenset[str] | None = frozenset()
    missing: frozenset[str] = frozenset()
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

    def take_all(read: Read, paths: list[Path], folder: str, ending: str) -> dict[str, Document]:
        taken = {}
        for path in _entries(root, paths, folder, ending, problems):
            document = take(read, path)
            if document is not None:
                taken[path.name.removesuffix(ending)] = document
        return taken

    content = _listed(root, CONTENT, problems)
    docs_folder = _listed(root, DOCS, problems)
    there = {f"{CONTENT}/{path.name}" for path in content or ()}
    # Of a folder that cannot be opened, nothing is known to be missing.
    missing = frozenset(SINGLE_FILES) - there if content is not None else frozenset()
    # The check says what a guide without one of the others lacks.
    problems.extend(_missing(name) for name in sorted(missing & {CLINIC, RELIEF}))
    singles = {}
    for name in SINGLE_FILES:
        if name in there and (document := take(parse, root / name)):
            singles[name] = document
    problems.extend(_strays(root, content or []))
    of_muscles = _listed(root, MUSCLES, problems) if content is not None else None
    muscles = take_all(parse, of_muscles or [], MUSCLES, ".yml")
    of_exercises = _listed(root, EXERCISES, problems) if content is not None else None
    exercises = take_all(parse, of_exercises or [], EXERCISES, ".yml")
    of_articles = _listed(root, ARTICLES, problems) if docs_folder is not None else None
    article = partial(parse_markdown, parse=parse, required=True)
    articles = take_all(article, of_articles or [], ARTICLES, ".md")
    translated = {}
    for path in of_articles or []:
        if (match := _TRANSLATED.fullmatch(path.name)) and (document := take(article, path)):
            translated[match["code"], match["id"]] = document
    of_maps = _listed(root, MAPS, problems) if content is not None else None
    maps = take_all(_as_it_is, of_maps or [], MAPS, ".svg")
    settings = Settings(Document(config_file, None))
    try:
        settings = read_settings(root, root / config_file)
    except ReadingError as error:
        problems.append(error.problem)
    seen.append(root / config_file)
    docs = sorted(_docs(root, settings, problems)) if docs_folder is not None else []
    page = partial(parse_markdown, parse=parse, required=False)
    written = [name for name in docs if name.endswith(MARKDOWN) and not _is_article(name)]
    sources = _sources_of(written, singles.get(CLINIC))
    taken = {name: take(page, root / DOCS / name) for name in written}
    pages = {name: document for name, document in taken.items() if document}
    folder = Folder(
        root=root,
        singles=singles,
        muscles=muscles,
        exercises=exercises,
        articles=articles,
        translated=translated,
        maps=maps,
        pages={name: it for name, it in pages.items() if name not in sources},
        translated_pages={sources[name]: it for name, it in pages.items() if name in sources},
        assets=tuple(name for name in docs if not name.endswith(MARKDOWN)),
        muscle_names=None if of_muscles is None else _muscle_names(of_muscles),
        missing=missing,
        settings=settings,
        files=len(seen),
    )
    return folder, problems


def _sources_of(names: list[str], clinic: Document | None) -> dict[str, tuple[str, str]]:
    """Give the pages that translate others: language, and the page that each one translates.

    In a language that the guide is not published in, a page is one like every other.
    """
    values = clinic.value if clinic and isinstance(clinic.value, dict) else {}
    languages = values.get("languages")
    others = languages[1:] if isinstance(languages, list) else []
    found = {}
    for name in names:
        match = _TRANSLATED_PAGE.fullmatch(name)
        if match and match["code"] in others and f"{match['page']}.md" in names:
            found[name] = match["code"], f"{match['page']}.md"
    return found


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


def _listed(root: Path, folder: str, problems: list[Problem]) -> list[Path] | None:
    """List what a folder holds, or nothing where there is none; report one that cannot be opened.

    Of that, give None.
    """
    path = root / folder
    try:
        return sorted(path.iterdir())
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            return []
        is_file = isinstance(error, NotADirectoryError)
        problems.append(unreadable(folder, "this must be a folder" if is_file else _why(error)))
        return None


def _entries(
    root: Path, paths: list[Path], folder: str, ending: str, problems: list[Problem]
) -> Iterator[Path]:
    """Pick the files of a folder whose names are ids, and report the others."""
    for path in paths:
        if path.name.startswith(".") or _LITTER.fullmatch(path.name):
            continue
        if folder == ARTICLES and _TRANSLATED.fullmatch(path.name):
            continue
        file = path.relative_to(root).as_posix()
        stem = path.name.removesuffix(ending)
        # Files below docs/ that are no pages are published as they are.
        is_ignored = folder != ARTICLES
        if _is_folder(path):
            message = f"this is a folder; files in a folder below {folder}/ are not read"
            if path.suffix == ending or any(path.rglob(f"*{ending}")):
                problems.append(_stray(file, f"{message}: move them up"))
            elif is_ignored:
                problems.append(_ignored(file, message))
        elif path.suffix != ending:
            problems += _misnamed(path, file, ending, is_ignored=is_ignored)
        elif ending == ".md" and stem in ("index", "README"):
            continue
        elif not is_id(stem):
            message = (
                "the file's name is its id and part of its web address: use lower-case letters "
                f"a to z, digits and single hyphens, at most {ID_MAX}"
            )
            if is_id(made := slug(stem)):
                message += f"; rename it to {made}{ending}"
            problems.append(Problem(file, 1, 1, Severity.ERROR, "bad-id", message))
        else:
            yield path


def _misnamed(path: Path, file: str, ending: str, *, is_ignored: bool) -> Iterator[Problem]:
    """Report a file whose name does not end as those of its folder do."""
    # Another spelling, or an ending behind it that the system hides: `soleus.yml.txt`.
    alike = (ending, ending.replace(".yml", ".yaml"), f"{ending}.txt")
    end = next((end for end in alike if path.name.lower().endswith(end)), None)
    if end:
        name = path.name[: -len(end)] + ending
        yield _stray(file, f"the file's name must end in {ending}; rename it to {name}")
    elif is_ignored:
        folder = file.rpartition("/")[0]
        yield _ignored(file, f"nothing reads this file: in {folder}/, names end in {ending}")


def _muscle_names(paths: list[Path]) -> frozenset[str]:
    """Give the names of the files that are muscles, or are meant to be."""
    endings = (".yml", ".yaml")
    return frozenset(p.stem for p in paths if p.suffix.lower() in endings and not _is_folder(p))


def _strays(root: Path, paths: list[Path]) -> Iterator[Problem]:
    """Find what lies in content/ and is read by no part of the guide."""
    known = [Path(name).name for name in SINGLE_FILES]
    folders = [Path(name).name for name in (MUSCLES, EXERCISES, MAPS)]
    for path in paths:
        file = path.relative_to(root).as_posix()
        is_litter = path.name.startswith(".") or _LITTER.fullmatch(path.name)
        if path.name in (*known, *folders) or is_litter:
            continue
        if path.suffix.lower() in (".yml", ".yaml"):
            name = did_you_mean(path.stem + ".yml", known) or "; the format names every file"
            yield _stray(file, f"no file of a guide has this name{name}")
        elif _is_folder(path):
            near = did_you_mean(path.name, folders)
            yield _ignored(file, f"nothing reads this folder{near}")
        else:
            near = did_you_mean(path.name, known)
            yield _ignored(file, f"nothing reads this file{near or '; move it out of content/'}")


def _excluded(settings: Settings, problems: list[Problem]) -> Iterator[str]:
    """Give the patterns of files that are not published, and report those that are none."""
    for key in ("exclude_docs", "draft_docs"):
        for line in str(settings.values.get(key) or "").splitlines():
            try:
                _patterns([line])
            except (ValueError, re.error):
                message = f"{quoted(line)} is no pattern of files; write it as in .gitignore"
                problems.append(settings.document.problem((key,), "engine", message))
            else:
                yield line


def _patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Parse patterns of .gitignore. Raises `ValueError` or `re.error`."""
    with warnings.catch_warnings(action="ignore"):  # Python's, about brackets within brackets
        return GitIgnoreSpec.from_lines(lines)


def _docs(root: Path, settings: Settings, problems: list[Problem]) -> Iterator[str]:
    """List the files below docs/, and report what lies there and cannot be published.

    What MkDocs leaves out is left out here: hidden files, and those of `exclude_docs` and
    `draft_docs`. Two hidden names that hosts ask for are published.
    """
    docs = root / DOCS
    if docs.is_symlink() and docs.is_dir() and not docs.resolve().is_relative_to(root.resolve()):
        problems.append(outside_folder(DOCS))
        return
    lines = list(_excluded(settings, problems))
    left_out, by_settings = _patterns([*_LEFT_OUT, *lines]), _patterns(lines)
    folders = [(DOCS, False)]
    while folders:
        folder, is_within = folders.pop()
        for path in _listed(root, folder, [] if is_within else problems) or ():
            file = f"{folder}/{path.name}"
            name = file.removeprefix(f"{DOCS}/")
            is_folder = _is_folder(path) and not path.is_symlink()
            as_pattern = f"{name}/" if is_folder else name
            is_out = left_out.match_file(as_pattern)
            if is_folder:
                # A pattern may bring back a file of a folder that is left out.
                folders.append((file, is_out))
            if is_out:
                if not is_within and not by_settings.match_file(as_pattern):
                    problems.extend(_hidden(path.name, file))
            elif not name.isprintable():
                message = "the file's name has characters that no URL can have; rename it"
                problems.append(_stray(file, message))
            # Articles are read like records, and reported there.
            elif not is_folder and not _is_article(name):
                problem = _unpublishable(root, path, file)
                if problem is None:
                    yield name
                else:
                    problems.append(problem)


def _unpublishable(root: Path, path: Path, file: str) -> Problem | None:
    """Say what stands against publishing a file below docs/, or a link."""
    try:
        mode = path.stat().st_mode
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            return outside_folder(file)
        if stat.S_ISDIR(mode):
            message = "this is a link to a folder, and is not followed; put the folder itself here"
            return unreadable(file, message)
        if not stat.S_ISREG(mode):
            return unreadable(file, "this is not a file")
        path.open("rb").close()
    except OSError as error:
        return unreadable(file, _why(error))
    return None


def _hidden(name: str, file: str) -> Iterator[Problem]:
    """Note what is left out because of its name, where nobody may have meant that."""
    if not _LITTER.fullmatch(name):
        why = "hidden files are not" if name.startswith(".") else "this folder is not"
        message = f"{why} published; to publish it, add `!{name}` to `exclude_docs` in {SETTINGS}"
        yield Problem(file, 1, 1, Severity.NOTE, "stray-file", message)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112  # it raises nothing


def _why(error: OSError) -> str:
    """Say why something cannot be opened."""
    if isinstance(error, FileNotFoundError):
        return "the link leads nowhere"
    return f"it cannot be opened: {error.strerror or error}"


def _missing(name: str) -> Problem:
    if name == CLINIC:
        message = "this file is missing; it says who publishes the guide"
        return Problem(name, 1, 1, Severity.ERROR, "missing-file", message)
    message = "this file is missing; the guide is built without it"
    return Problem(name, 1, 1, Severity.WARNING, "missing-file", message)


def _stray(file: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.ERROR, "stray-file", message)


def _ignored(file: str, message: str) -> Problem:
    return Problem(file, 1, 1, Severity.WARNING, "stray-file", message)
