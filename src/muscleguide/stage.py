"""Stage: the generated files beside the hand-written ones, in a folder that is thrown away.

The staged tree is complete: an engine needs nothing else. Only files whose bytes changed are
written, so that an engine can trust their times.
"""

import shutil
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from muscleguide.folder import ARTICLES, Folder
from muscleguide.problems import Problem, Severity


def stage(
    folder: Folder, generated: Iterable[tuple[str, str | bytes]], target: Path
) -> list[Problem]:
    """Make `target` hold just the docs folder, the program's assets and the generated files.

    Generated files win over hand-written ones at the same address; each such is a warning.
    """
    made = {path: x if isinstance(x, bytes) else x.encode() for path, x in generated}
    made |= dict(_assets(files("muscleguide") / "assets", "assets"))
    by_hand = {name: folder.root / "docs" / name for name in _by_hand(folder)}
    shadowed = [name for name in by_hand if name in made or _twin(name) in made]
    wanted = {**{name: path.read_bytes() for name, path in by_hand.items()}, **made}
    for name in shadowed:
        if name not in made:
            del wanted[name]
    _clear(target, wanted)
    for name, data in wanted.items():
        path = target / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    message = "the program makes the page at this address itself; give this file another name"
    return [
        Problem(f"docs/{name}", 1, 1, Severity.WARNING, "address-taken", message)
        for name in shadowed
    ]


def _by_hand(folder: Folder) -> Iterable[str]:
    """List the files of docs/ that go to the site as they are: all but the articles' templates."""
    templates = {f"{ARTICLES.removeprefix('docs/')}/{id_}.md" for id_ in folder.articles}
    return (name for name in folder.docs if name not in templates)


def _twin(name: str) -> str:
    """Name the other file that would get a page's address: `a.md` and `a/index.md` share one."""
    if name.endswith("/index.md"):
        return f"{name.removesuffix('/index.md')}.md"
    if name.endswith("README.md"):
        return f"{name.removesuffix('README.md')}index.md"
    return f"{name.removesuffix('.md')}/index.md"


def _assets(folder: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _assets(entry, path)
        else:
            yield path, entry.read_bytes()


def _clear(target: Path, wanted: Mapping[str, bytes]) -> None:
    """Take out of the staged tree what no longer belongs there."""
    folders = {parent.as_posix() for name in wanted for parent in Path(name).parents}
    for path in sorted(target.rglob("*"), reverse=True) if target.is_dir() else ():
        name = path.relative_to(target).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name not in folders:
                shutil.rmtree(path)
        elif name not in wanted:
            path.unlink()
