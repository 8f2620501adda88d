"""What guides were written like once, and are now: for the check, and for `migrate`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from muscleguide.problems import Problem, Severity
from muscleguide.reading.files import EXERCISES, MUSCLES, Folder
from muscleguide.reading.yaml_edits import EditError, edited
from muscleguide.reading.yaml_reader import ReadingError, Value

# The program's hook, in guides that lay in the program's own folder (before 0.2).
_HOOK = "hooks/guide.py"
_PLUGIN = "muscleguide"


@dataclass(frozen=True)
class Migration:
    """A change that brings a file to today's format: another text, or another name."""

    problem: Problem
    file: str
    text: str | None = None
    renamed: str | None = None


def migrations(root: Path, folder: Folder) -> Iterator[Migration]:
    """Yield what a program can change in the guide in `root`, which was read into `folder`."""
    yield from _hook(root, folder)
    yield from _endings(root)


def old_formats(root: Path, folder: Folder) -> Iterator[Problem]:
    """Yield what was written for an older program."""
    yield from (migration.problem for migration in _hook(root, folder))


def _hook(root: Path, folder: Folder) -> Iterator[Migration]:
    """A guide apart from the program has the plugin in place of the hook."""
    document = folder.settings.document
    hooks = document.value.get("hooks") if isinstance(document.value, dict) else None
    if not isinstance(hooks, list) or _HOOK not in hooks or (root / _HOOK).exists():
        return
    message = (
        f"`{_HOOK}` was part of the program's own folder, and is not here; `muscleguide migrate` "
        f"puts the plugin `{_PLUGIN}` in its place"
    )
    path = ("hooks", hooks.index(_HOOK))
    problem = document.problem(path, "old-format", message)
    others: Value = [hook for hook in hooks if hook != _HOOK]
    assert isinstance(document.value, dict)  # noqa: S101  # it has the key `hooks`
    wanted = {key: value for key, value in document.value.items() if key != "hooks"}
    if others:
        wanted["hooks"] = others
    plugins = wanted.get("plugins")
    listed = plugins if isinstance(plugins, list) else []
    if _PLUGIN not in listed:
        wanted["plugins"] = [*listed, _PLUGIN]
    try:
        before = (root / document.file).read_bytes().decode()
        text = edited(before, (), wanted)
    except (OSError, UnicodeError, EditError, ReadingError):
        text = None
    yield Migration(problem, document.file, text=text)


def _endings(root: Path) -> Iterator[Migration]:
    """Records end in `.yml`."""
    for name in (MUSCLES, EXERCISES, "content"):
        for path in sorted((root / name).glob("*.yaml")):
            file = path.relative_to(root).as_posix()
            renamed = f"{file.removesuffix('.yaml')}.yml"
            message = f"the file's name must end in .yml; rename it to {Path(renamed).name}"
            problem = Problem(file, 1, 1, Severity.ERROR, "stray-file", message)
            if path.is_file() and not (root / renamed).exists():
                yield Migration(problem, file, renamed=renamed)
