"""Odd files in odd places: a line a problem, never an exception, and check and build agree."""

import contextlib
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from guides import PROJECT, SHOULDER, write_guide
from site_reading import run

Change = Callable[[Path], object]
ARTICLE = SHOULDER["docs/articles/stiff-neck.md"]
FRONT = ARTICLE[: ARTICLE.index("---\n", 5) + 4]


def folder(name: str) -> Change:
    """Put a folder in the place of a file."""

    def change(guide: Path) -> None:
        (guide / name).unlink(missing_ok=True)
        (guide / name).mkdir(parents=True)
        (guide / name / "x.txt").write_text("x")

    return change


def circle(name: str) -> Change:
    """Put a link that leads to itself in the place of a file."""

    def change(guide: Path) -> None:
        (guide / name).unlink(missing_ok=True)
        (guide / name).parent.mkdir(parents=True, exist_ok=True)
        (guide / name).symlink_to(Path(name).name)

    return change


def text(name: str, content: str | bytes) -> Change:
    """Write a file."""

    def change(guide: Path) -> None:
        write_guide(guide, {**dict.fromkeys(SHOULDER), name: content})

    return change


def odd_name(parent: str, ending: str, content: str) -> Change:
    """Write a file whose name is no UTF-8."""
    return lambda guide: (guide / parent / os.fsdecode(b"a\xff" + ending.encode())).write_text(
        content
    )


VALUES = {
    "nothing": "",
    "null": "null\n",
    "a list": "[]\n",
    "a text": "x\n",
    "no entries": "{}\n",
    "a number": "3\n",
    "an empty entry": "a:\n",
    "an empty value": "a: {label: }\n",
    **{
        f"{tag} x": f"a: {{label: {tag} x}}\n"
        for tag in ("!!bool", "!!timestamp", "!!int", "!!float")
    },
    "no number": 'a: {label: !!int ""}\n',
}
RECORDS = ("body-regions", "symptoms", "activities", "sources", "warning-signs", "relief", "clinic")
FILES = (
    "content/muscles/trapezius.yml",
    "docs/articles/stiff-neck.md",
    "docs/team.md",
    "content/maps/back.svg",
    "docs/index.html",
    "docs/x/y.png",
)
SETTINGS = (
    "plugins: 3",
    "theme: 3",
    "theme: [a]",
    "nav: 3",
    "nav: {a: b}",
    "nav: [3, null, {a: 3}, {b: [c.md, null]}]",
    "extra_css: 3",
    "extra_css: [3]",
    "site_url: 3",
    'site_url: ""',
    'site_url: "https://x/\\"><script>"',
    "site_dir: 3",
    'site_dir: ""',
    "docs_dir: x",
    "hooks: 3",
    "hooks: [no.py]",
    "markdown_extensions: 3",
    "markdown_extensions: [nope]",
    "validation: 3",
    "exclude_docs: [a]",
    'exclude_docs: "["',
    "theme: {name: material, language: [a]}",
    "theme: {favicon: 3}",
    "INHERIT: 3",
    "INHERIT: mkdocs.yml",
    "extra: 3",
    "use_directory_urls: x",
    "strict: true",
    "copyright: 3",
    "repo_url: 3",
    "dev_addr: x",
    "watch: 3",
    "not_in_nav: 3",
    "draft_docs: 7",
    "extra_javascript: [{path: a.js, type: module}]",
)
PAGES: dict[str, str | bytes] = {
    "Latin-1": b"# T\xe9am\n",
    "broken front matter": "---\ntitle: [x\n---\n# T\n",
    "front matter that is a list": "---\n- a\n---\n# T\n",
    "a title that is a number": "---\ntitle: 3\ndescription: [a]\n---\n# T\n",
    "nothing": "",
    "a NUL": "# a\0b\n",
    "a template that is not there": "---\ntemplate: nope.html\n---\n# T\n",
    "odd links": "# T\n[a](http://[x) [b](//) [c](../../..) [d](?x) [e](#) [f](<a b.md>) ![g]()\n",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
DRAWINGS = {
    "nothing": "",
    "five thousand groups": SVG.format("<g>" * 5000 + "</g>" * 5000),
    "texts, comments and marks": SVG.format(
        "<text>a<tspan>b</tspan>c</text><!-- x --><?pi x?>"
        '<path data-muscle="levator" data-region="neck" class="a&quot;b" d="M0 0"/>'
    ),
}
BODIES = {
    "deepnest": "{% for a in range(3) %}{{ muscles() }}{% endfor %}",
    "item": "- {{ muscles() }}\n- b",
    "inline": "See {{ muscles() }} and {{ warning_signs() }} here",
    "table": '| {{ muscle("levator") }} |\n|---|\n| {{ source("atlas") }} |',
    "heading": '# {{ muscle("levator") }}\n###### six\n## two',
    "code": '`{{ muscle("levator") }}`\n\n```\n{{ muscle("levator") }}\n```',
    "html": '<div>{{ muscles() }}</div>\n\n<b>{{ muscle("levator") }}</b>',
    "marks": '\uf8f00\uf8f1 \uf8f0 {{ muscle("levator") }}',
    "foot": 'a[^1]\n\n[^1]: {{ muscle("levator") }}',
    "img": '![{{ muscle("levator") }}](x.png)',
    "div": "{{ 1/0 }}",
    "attr": '{{ muscle("levator").x.y }}',
    "noarg": "{{ muscle() }}",
    "two": "{{ muscles(1) }}",
    "int": "{{ muscle(3) }}",
    "none": "{{ muscle(none) }}",
    "list": "{{ muscle([]) }}",
    "include": '{% include "x" %}',
    "import": '{% import "x" as y %}',
    "extends": '{% extends "x" %}',
    "block": "{% block a %}{% endblock %}",
    "macro": "{% macro a() %}{{ muscles() }}{% endmacro %}{{ a() }}{{ a() }}",
    "raw": "{% raw %}{{ x }}{% endraw %}",
    "empty": "",
    "deepq": ">" * 300 + " a",
    "deepl": "".join(" " * 2 * n + "- a\n" for n in range(200)),
}
CASES: dict[str, Change] = {
    **{f"{r}: {k}": text(f"content/{r}.yml", v) for r in RECORDS for k, v in VALUES.items()},
    **{f"{r}: a folder": folder(f"content/{r}.yml") for r in RECORDS},
    **{f"{r}: a circle": circle(f"content/{r}.yml") for r in RECORDS},
    **{f"{name}: a folder": folder(name) for name in FILES},
    **{f"{name}: a circle": circle(name) for name in FILES},
    **{f"settings: {s}": text("mkdocs.yml", f"site_name: x\n{s}\n") for s in SETTINGS},
    "settings: a list": text("mkdocs.yml", "- a\n"),
    "settings: nothing": text("mkdocs.yml", ""),
    "settings: Latin-1": text("mkdocs.yml", b"site_name: \xe9\n"),
    **{f"page: {k}": text("docs/team.md", v) for k, v in PAGES.items()},
    **{f"drawing: {k}": text("content/maps/back.svg", v) for k, v in DRAWINGS.items()},
    **{
        f"article: {k}": text("docs/articles/stiff-neck.md", f"{FRONT}{v}\n")
        for k, v in BODIES.items()
    },
    "a page's name": odd_name("docs", ".md", "# x\n"),
    "a picture's name": odd_name("docs", ".png", "x"),
    "a record's name": odd_name("content/muscles", ".yml", "x: y"),
    "a line in a name": lambda guide: (guide / "docs/a\nb.md").write_text("# x\n"),
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.posix] if case.endswith(" name") else [])
        for case in CASES
    ],
)
def test_check_and_build_agree_on_anything(tmp_path: Path, case: str) -> None:
    guide = write_guide(tmp_path)
    CASES[case](guide)
    checked, built = run("check", cwd=guide), run(cwd=guide)
    assert checked.returncode == built.returncode
    assert checked.returncode in (0, 1)
    assert (guide / "site").exists() == (built.returncode == 0)
    for line in checked.stderr.splitlines()[:-1]:
        assert len(line.split(": ")) > 2, line


def fifo(name: str) -> Change:
    """Put a pipe in the place of a file: whoever opened it would wait for ever."""

    def change(guide: Path) -> None:
        (guide / name).unlink(missing_ok=True)
        (guide / name).parent.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":  # see the marker `posix`
            raise NotImplementedError
        os.mkfifo(guide / name)

    return change


def plug(name: str) -> Change:
    """Put a socket in the place of a file."""

    def change(guide: Path) -> None:
        (guide / name).unlink(missing_ok=True)
        (guide / name).parent.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":  # see the marker `posix`
            raise NotImplementedError
        # The path of a socket is short.
        with contextlib.chdir((guide / name).parent), socket.socket(socket.AF_UNIX) as made:
            made.bind(Path(name).name)

    return change


def instead(name: str) -> Change:
    """Put a file in the place of a folder."""

    def change(guide: Path) -> None:
        shutil.rmtree(guide / name, ignore_errors=True)
        (guide / name).write_text("x")

    return change


def link(name: str, target: str) -> Change:
    """Put a link in the place of a file or folder."""

    def change(guide: Path) -> None:
        if (guide / name).is_dir():
            shutil.rmtree(guide / name)
        (guide / name).unlink(missing_ok=True)
        (guide / name).symlink_to(target)

    return change


PLACES = (
    "content/sources.yml",
    "content/muscles/levator.yml",
    "content/maps/back.svg",
    "docs/articles/stiff-neck.md",
    "docs/team.md",
    "docs/x/y.png",
)
FOLDERS = ("content", "content/muscles", "content/maps", "docs", "docs/articles")
UNREADABLE: dict[str, tuple[Change, str]] = {
    **{f"{name}: a pipe": (fifo(name), name) for name in PLACES},
    **{f"{name}: a socket": (plug(name), name) for name in PLACES},
    **{f"{name}: a circle": (circle(name), name) for name in PLACES},
    **{f"{name}: a file": (instead(name), name) for name in FOLDERS},
    **{f"{name}: a circle": (link(name, Path(name).name), name) for name in FOLDERS},
    "docs: a link to nothing": (link("docs/a.png", "b.png"), "docs/a.png"),
    "docs: a link back to it": (link("docs/again", "."), "docs/again"),
    "docs: a link to the guide": (link("docs/all", ".."), "docs/all"),
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.posix] if case.endswith(("pipe", "socket")) else [])
        for case in UNREADABLE
    ],
)
def test_what_is_no_file_is_an_error_where_it_is(tmp_path: Path, case: str) -> None:
    change, name = UNREADABLE[case]
    guide = write_guide(tmp_path)
    change(guide)
    checked, built = run("check", cwd=guide), run(cwd=guide)
    assert checked.returncode == built.returncode == 1
    told = [line for line in checked.stderr.splitlines() if "[unreadable]" in line]
    assert [line.split(": ")[:2] for line in told] == [[f"{name}:1:1", "error"]], checked.stderr
    assert "[missing-file]" not in checked.stderr
    assert not (guide / "site").exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of this machine can enter, which pytest's are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of the administrator, who may read everything, for a while."""
    if sys.platform == "win32":  # see the marker `posix`
        raise NotImplementedError
    if os.geteuid() != 0:
        yield
        return
    import pwd  # noqa: PLC0415  # not on every system

    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        if not os.access(PROJECT / "src/muscleguide/engine.yml", os.R_OK, effective_ids=True):
            pytest.skip("the program lies where no other user may read it")
        yield
    finally:
        os.seteuid(0)


CLOSED = (*PLACES, *FOLDERS, "docs/x", "mkdocs.yml")


@pytest.mark.posix
@pytest.mark.parametrize("mode", [0, 0o444], ids=["closed", "without a way in"])
@pytest.mark.parametrize("name", CLOSED)
def test_what_may_not_be_opened_is_an_error_where_it_is(
    open_folder: Path, name: str, mode: int
) -> None:
    changes: dict[str, str | bytes | None] = {
        "docs/x/y.png": b"\x89PNG",
        "docs/team.md": "# Team\n",
        "content/maps/back.svg": SVG.format('<path data-muscle="levator" d="M0 0"/>'),
    }
    guide = write_guide(open_folder / "guide", changes)
    # All that the program reads of itself has been read before.
    assert run("check", cwd=guide).returncode == 0
    closed = guide / name
    is_folder, before = closed.is_dir(), closed.stat().st_mode
    closed.chmod(mode if is_folder else 0)
    try:
        with as_nobody():
            result = run("check", cwd=guide)
    finally:
        closed.chmod(before)
    assert result.returncode == 1, result.stderr
    assert "[missing-file]" not in result.stderr
    told = [line for line in result.stderr.splitlines() if "[unreadable]" in line]
    assert told, result.stderr
    for line in told:
        assert line.startswith(name), result.stderr
        assert "Permission denied" in line
    assert len(told) == 1 or (is_folder and mode)


def test_thousands_of_files_are_published(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    for number in range(5000):
        folder = guide / f"docs/pictures/{number % 50}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.png").write_bytes(b"x")
    assert run(cwd=guide).returncode == 0
    assert len(list((guide / "site/pictures").rglob("*.png"))) == 5000
