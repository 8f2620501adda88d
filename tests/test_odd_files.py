"""Odd files in odd places: a line a problem, never an exception, and check and build agree."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from guides import SHOULDER, write_guide
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


@pytest.mark.parametrize("case", CASES)
def test_check_and_build_agree_on_anything(tmp_path: Path, case: str) -> None:
    guide = write_guide(tmp_path)
    CASES[case](guide)
    checked, built = run("check", cwd=guide), run(cwd=guide)
    assert checked.returncode == built.returncode
    assert checked.returncode in (0, 1)
    assert (guide / "site").exists() == (built.returncode == 0)
    for line in checked.stderr.splitlines()[:-1]:
        assert len(line.split(": ")) > 2, line
