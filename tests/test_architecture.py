"""What keeps the engine replaceable: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

from guides import PROJECT

PACKAGE = PROJECT / "src" / "muscleguide"
ENGINE = {"engine.py", "hook.py", "cli.py"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_engine_knows_mkdocs() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if path.name not in ENGINE]
    assert len(modules) > 10
    for path in modules:
        known = [name for name in imports(path) if name.split(".")[0] in ("mkdocs", "material")]
        assert known == [], path.name


def test_a_view_opens_no_file_and_reads_no_clock() -> None:
    for path in (PACKAGE / "views").glob("*.py"):
        found = set(imports(path)) & {"pathlib", "os", "io", "time", "shutil"}
        assert not found, path.name
        text = path.read_text(encoding="utf-8")
        assert "open(" not in text
        assert ".today(" not in text
        assert ".now(" not in text


def test_stages_depend_in_one_direction() -> None:
    order = ["problems", "syntax", "reading", "records", "folder", "schema", "guide", "views"]
    order += ["stage", "pipeline", "engine", "cli"]
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own not in order:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "muscleguide" and len(parts) > 1 and parts[1] in order:
                assert order.index(parts[1]) <= order.index(own), f"{own} imports {parts[1]}"
