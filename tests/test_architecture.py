"""What keeps the program simple: imports run one way, and MkDocs can be taken away."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from guides import KNEE, PROJECT

PACKAGE = PROJECT / "src" / "muscleguide"
MODULES = sorted(PACKAGE.rglob("*.py"))
# The packages in layers: each may import from itself and from those before it. See ARCHITECTURE.md.
LAYERS = (
    "problems",
    "ids",
    "progress",
    "writing",
    "cache",
    "typesetting",
    "reading",
    "urls",
    "schema",
    "wording",
    "markup",
    "context",
    "guide",
    "figures",
    "checking",
    "translation",
    "model",
    "pages",
    "handouts",
    "social",
    "exports",
    "site",
    "editorial",
    "publishing",
    "engine",
    "scaffold",
    "editor",
    "preview",
    "commands",
    "cli",
    "hook",
)


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in NAMES else node.module


def test_every_module_lies_in_a_layer() -> None:
    assert {layer_of(path) for path in MODULES} - {"__init__"} == set(LAYERS)


@pytest.mark.parametrize("name", NAMES)
def test_imports_run_one_way(name: str) -> None:
    own = layer_of(NAMES[name])
    for imported in imports(NAMES[name]):
        if imported in NAMES and imported != "muscleguide":
            layer = layer_of(NAMES[imported])
            assert LAYERS.index(layer) <= LAYERS.index(own), f"{name} imports {imported}"


def test_no_two_modules_import_each_other() -> None:
    graph = {name: {m for m in imports(path) if m in NAMES} for name, path in NAMES.items()}

    def reachable(start: str, seen: frozenset[str]) -> Iterator[str]:
        for module in graph[start] - seen:
            yield module
            yield from reachable(module, seen | {module})

    for name in graph:
        assert name not in set(reachable(name, frozenset())), name


@pytest.mark.parametrize("name", NAMES)
def test_only_the_engine_knows_mkdocs(name: str) -> None:
    known = {module.split(".")[0] for module in imports(NAMES[name])}
    # hook.py hands the engine's hooks to MkDocs.
    assert not known & {"mkdocs", "material"} or layer_of(NAMES[name]) == "engine", name
    if layer_of(NAMES[name]) not in ("engine", "commands", "preview", "cli", "hook"):
        assert not [m for m in imports(NAMES[name]) if m.startswith("muscleguide.engine")], name


@pytest.mark.parametrize(
    "layer", ["pages", "model", "handouts", "social", "guide", "figures", "wording"]
)
def test_what_renders_writes_no_file_and_reads_no_clock(layer: str) -> None:
    for path in (PACKAGE / layer).rglob("*.py"):
        found = set(imports(path)) & {"os", "io", "time", "shutil", "subprocess"}
        assert not found, path.name
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bopen\(|\.write_|\.today\(|\.now\(", text), path.name


def test_nothing_is_kept_between_builds_but_pure_functions() -> None:
    """Find module variables that a function changes: `global`, or a collection that is filled."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)], path.name
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Set):
                names = [ast.unparse(target) for target in node.targets]
                assert names == ["__all__"], f"{path.name}: {names} could be filled; use a tuple"


BLOCKED = """
import sys
for name in ("mkdocs", "material"):
    sys.modules[name] = None
sys.path.insert(0, sys.argv[1])
import datetime
from pathlib import Path
from muscleguide.site.prepare import prepare
prepared = prepare(Path(sys.argv[2]), datetime.date(2026, 11, 24))
site = Path(sys.argv[3])
for path, output in prepared.outputs.items():
    content = output.render()
    content = content if isinstance(content, bytes) else content.encode()
    assert (site / path).read_bytes() == content, path
print(len(prepared.outputs))
"""


def test_every_generated_file_is_made_without_mkdocs(knee_site: Path) -> None:
    guide = knee_site.parent / "guide" / "mkdocs.yml"
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, str(PROJECT / "src"), str(guide), str(knee_site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = [path for path in knee_site.rglob("*") if path.is_file()]
    # All but the hand-written page, and the styles for it.
    assert int(done.stdout) == len(files) - 4


def test_a_build_without_mkdocs_says_what_it_leaves_out(tmp_path: Path) -> None:
    code = BLOCKED.split("import datetime", maxsplit=1)[0] + (
        "import os; os.chdir(sys.argv[2])\nfrom muscleguide.cli import main\n"
        "main(['--out', sys.argv[3]], prog_name='build.py')\n"
    )
    guide = shutil.copytree(KNEE, tmp_path / "guide")
    command = [sys.executable, "-c", code, str(PROJECT / "src"), str(guide), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "docs/about.md:1:1: warning: this page is left out" in done.stderr
    assert (tmp_path / "site/muscles/popliteus/index.html").is_file()
    assert not (tmp_path / "site/about").exists()


def test_the_theme_s_styles_lie_under_hand_written_pages_only(knee_site: Path) -> None:
    for page in knee_site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        is_written = page.parent.name == "about"
        assert ("material.css" in text) == is_written, page
        assert ("md-" in text.replace("data-md", "")) == is_written, page
