"""A fuzzer: random changes to a sound guide, and what must hold whatever they are.

The suite runs a few (`test_fuzzing.py`); this runs many, and takes a failure down to the changes
that it needs:

    python tests/fuzz.py --minutes 60 --seed 1
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from types import FrameType

import yaml

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
from guides import SHOULDER, write_guide
from site_reading import run

from muscleguide.reading.files import MUSCLES, SINGLE_FILES

# Changes the guide in a folder, as the dice fall, and says what it did.
Change = Callable[[Path, Random], str]

BASE = {
    "docs/team.md": (
        "---\ntitle: Team\ndescription: Who we are.\n---\n# Team\n\nSee [all](muscles/index.md).\n"
    ),
    "content/clinic.yml": SHOULDER["content/clinic.yml"]
    + "website: https://praxis-muenchen.de/\nemail: ana@praxis-muenchen.de\nlogo: images/ana.png\n",
    "docs/index.html.txt": "x",
    "docs/images/ana.png": "no picture",
    "content/maps/back.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Back</title>'
        '<g class="a"><path data-region="neck" d="M2 2h3v3z"/>'
        '<path data-muscle="levator" d="M4 4h2v2z"/></g></svg>\n'
    ),
}
YAML = [name for name in SHOULDER if name.endswith(".yml")]
RECORDS = [name for name in YAML if "/" in name]
ARTICLE = "docs/articles/stiff-neck.md"
TEAM = "docs/team.md"
MAP = "content/maps/back.svg"
FOLDERS = [
    *("", "content", "content/muscles", "content/maps", "docs", "docs/articles", "docs/images"),
]
TAKES = 60  # seconds that a check and a build may take, though they need a tenth of one

# ---- What stands in files --------------------------------------------------------------------

SCALARS = [
    *("", "~", "null", "x", "3", "-0", "0x1F", "0o17", "1_000", "1e3", "1e999", ".nan", "-.inf"),
    *("9" * 400, "1.5", "true", "no", "on", "=", "<<", "2026-10-05", "2026-02-30", "0000-00-00"),
    *("2026-10-05T12:00:00Z", "12:30:45", "9999999999-01-01", "'2026-13-45'", "10000-01-01"),
    *('"\\u0000"', '"\\ud800"', '"\\x85\\u2028\\u2029"', '"\\e[2J"', "'it''s'", '"\\uFEFF"'),
    *("!!int x", "!!float x", "!!binary x", "!!timestamp x", "!!bool x", "!!null x", "!!str 3"),
    *("!!python/name:os.system", "!!python/object/apply:os.getcwd []", "!x y", "!<tag:a> b", "!"),
    *("!!int ''", "!ENV [NO, a]", "!ENV [[a], {b: c}]", "!ENV {a: b}", "!relative a", "!ENV []"),
    *("!ENV HOME", "!!set {a}", "!!omap [a: b]", "!!pairs [a: b]", "*a", "&a x", "&a *a"),
    *("&a [*a]", "levator", "atlas", "neck", "ana", "stiff-neck", "a--b", "A", "index", "con"),
    *("../x", "/", "/etc/passwd", "https://x.ch", "https://[", "https://[::1"),
    *("javascript:alert(1)", "//x", "mailto:a@b", "tel:1", "https://\u00e9.ch/\u00e9"),
    *("https://x.ch/%zz", "a\u202eb", "\u200b", "\U0001f9e0", "e\u0301" * 50, "\u5b57" * 300),
    *("x" * 5000, "a " * 3000, "|", ">", "%", "@", "`", "'{{ x }}'", "'{% x'", "'<b>'", "'&amp;'"),
    *("'**'", "'[a](b'", "'[a](https://[)'", "'*a **b* c**'", "'[muscle](muscles/levator/)'"),
    *("'" + "*" * 300 + "'", "'" + "[" * 300 + "'", '"a\\n\\nb"', "images/ana.png"),
    *("../mkdocs.yml", '"#fff"', '"#FFFFFF"', "de", "fr", "ar", "zz", "en/../x"),
]
WHOLE = [
    *("", "\n", "---\n", "...\n", "--- a\n--- b\n", "---\na: 1\n---\na: 2\n...\n", "# only\n"),
    *("\ufeffa: 1\n", "a:\tb\n", "\ta: b\n", "a: 1\n\tb: 2\n", "%YAML 1.1\n---\na: 1\n"),
    *("%YAML 9.9\n---\na\n", "%TAG ! tag:x,2000:\n---\n!a b\n", "a: |\n  x\n y\n", "a: >-\n\n\n"),
    *("a: |9\n x\n", "? [a]\n: b\n", "? {a: b}\n", "a: &x [*x]\n", "<<: {a: 1}\n"),
    *("a: &b {c: 1}\nd: {<<: *b}\n", "<<: [a]\n", "a: *b\n", "[" * 3000, "{" * 3000),
    *("- " * 3000 + "\n", "a: " * 50, "[" * 100_000, "&a " * 50, "? " * 2000),
    "a: &a [x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 8)}]\n" for n in range(8)
    ),
    *("\u2028", "a: 1\u2028b: 2\n", "a: 1\u0085b: 2\n", "a: 1\rb: 2\r", "\0", "\x1b[2J", "\ufffe"),
    *("a" * 200_000, "- a\n- - b\n  - c\n", "{}\n", "[]\n", "'a\n", '"\\q"\n', "a: b: c\n"),
    *("a: [1, 2\n", "@\n", "`\n", "- \n-\n"),
]
BYTES = [
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\0", b"\r"),
    *(b"\r\r\n", b"\t", b"\n", b"\n\n\n", b"---\n", b":", b"- ", b"{{", b"}}", b"{%", b"<", b">"),
    *(b"&", b'"', b"'", b"\xe2\x80\xa8", b"\xc2\x85", b"\x7f", b"\x1a", b"\x0c", b"#", b"]]>"),
    *(b"<!--", b"\xf0\x9f\x92\xa9"),
]
KEYS = [
    *("name", "label", "title", "on", "null", "'3'", "'<<'", "''", "'x y'", "'a: b'", "naem"),
    *("Name", "'\u00e9'", "sources", "related", "x" * 300, "'\\n'", "'\u202e'", "'__class__'"),
    *("'*'", "'{{ x }}'"),
]
NAMES: list[bytes] = [
    *(b"a.yml", b"a.md", b"a.svg", b"a.yaml", b"A.yml", b"a.YML", b"index.yml", b"index.md"),
    *(b"README.md", "\u00e9.yml".encode(), "e\u0301.md".encode(), "\u5b57.svg".encode()),
    *("\U0001f9e0.md".encode(), "a\u202eb.md".encode(), "a\u200b.md".encode(), b"a\nb.yml"),
    *(b"a\nb.md", b"a\tb.svg", b"\x1b[2J.md", b"-a.yml", b"--help", b"-rf.md", b" .md", b" a.yml"),
    *(b"a .md", b"..md", b"...yml", b".hidden.yml", b"a" * 200 + b".yml", b"a" * 250 + b".md"),
    *(b"a" * 60 + b".yml", b"\xff.yml", b"\xff.md", b"\xff.png", b"con.yml", b"nul.md", b"aux.svg"),
    *(b"com1.md", b"a:b.md", b"a?b.md", b"a#b.md", b"a%20b.md", b"%2e.md", b"a&b.md", b"<b>.md"),
    *(b"a'b.md", b'a"b.md', b"a\\b.md", b"{{x}}.md", b"{%.md", b"a*b.md", b"[a].md", b"index.html"),
    *(b"404.html", b"404.md", b"robots.txt", b"sitemap.xml", b"feed.xml", b"search.md", b"CNAME"),
    *(b"muscles.md", b"embed.md", b"assets", b"muscles", b"handout", b"data", b"symptoms.md"),
    *(b"relief.md", b"levator.yml", b"a.md.md", b".yml", b".md", b".svg", b"yml", b"a.markdown"),
    *(b"a.mkd", b"a.html", b"a.js", b"_headers", b"a.css", b"main.css", b".nojekyll"),
    *(b".gitignore", b"LICENSE", b"~a.md", b"a.md~", b"a.tmp"),
]
TAGS = [
    *("g", "path", "rect", "svg", "title", "desc", "defs", "use", "text", "tspan", "style"),
    *("script", "a", "image", "foreignObject", "animate", "set", "symbol", "mask", "pattern"),
    *("clipPath", "linearGradient", "stop", "switch", "metadata", "Path", "x", "svg:path"),
    *("html:img", "filter"),
]
ATTRIBUTES = [
    *("d", "class", "id", "fill", "style", "transform", "data-muscle", "data-region", "data-pick"),
    *("onclick", "href", "xlink:href", "xml:base", "xml:space", "xmlns", "xmlns:q", "viewBox"),
    *("width", "data-pain", "data-spread", "clip-path", "mask", "opacity", "role", "aria-label"),
    "tabindex",
]
VALUES = [
    *("", "neck", "levator", "nobody", "M0 0", "M", "0 0 9 9", "0 0 0 0", "a b c d", "1e999"),
    *("NaN", "#a", "#", "url(#a)", "url(http://x.ch/a)", "url( '#a", "u\\72l(x)", "javascript:x"),
    *("data:image/svg+xml,x", "a&quot;b", "&lt;b&gt;", "&#xA;", "&#x202E;"),
    *("http://www.w3.org/1999/xhtml", "\u00e9", "x" * 5000, "translate(", "-1", "100%", "red"),
    *("{{ x }}", "a  b\tc", "true", "http://www.w3.org/2000/svg", "**"),
]
HEAD = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'"
SVGS = [
    *("", "x", "<", "<svg/>", "<html/>", "\ufeff<svg/>", "{}"),
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{HEAD}>&a;</svg>",
    f"<?xml version='1.0' encoding='UTF-16'?>{HEAD}/>",
    *(f"<?xml version='1.0' encoding='nope'?>{HEAD}/>", f"<?xml version='1.1'?>{HEAD}/>"),
    "<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>"
    "<s:path data-muscle='levator'/></s:svg>",
    f"{HEAD}>" + "<text>" * 900 + "</text>" * 900 + "</svg>",
    f"{HEAD}>" + "<g>" * 190 + "</g>" * 190 + "</svg>",
    f"{HEAD}>" + "<g data-region='neck'>" * 150 + "</g>" * 150 + "</svg>",
]
MARKDOWN = [
    *("{{ muscles() }}", "{{ warning_signs() }}", "{{ relief() }}", "{{ booking() }}", "\n"),
    *("\n\n", '{{ muscle("levator") }}', '{{ source("atlas") }}', '{{ muscle("nobody") }}'),
    *("{{ muscle(", "}}", "{{ x }}", "{{ muscle }}", "{{ 1 / 0 }}", "{{ muscles(a=1) }}"),
    *("{{ muscles()() }}", "{{ -1 }}", "{{ ''.__class__ }}", "{{ self }}", "{{ range(9) }}"),
    *("{{ loop }}", "{{ namespace() }}", "{{ [] }}", "{{ 'a' * 9999 }}", "{{ caller() }}"),
    *("{{ lipsum() }}", "{{ 9 ** 9 ** 2 }}", "{{ 'x' | nope }}", "{{ 'x' | safe }}"),
    *("{{ '<b>' | safe }}", "{{ muscles() | upper }}", "{{ muscles()[0] }}", "{# ", "{% if %}"),
    *("{% if true %}", "{% endif %}", "{% for a in 'ab' %}", "{% endfor %}", "{% raw %}"),
    *("{% set a = muscles() %}", "{{ a }}", "{% macro m(a) %}", "{% endmacro %}", "{{ m() }}"),
    *("{% nope %}", "{% block b %}", "{% endblock %}", "{% extends 'x' %}", "{% include 'x' %}"),
    *("{% filter upper %}", "{% call m() %}", "{% autoescape false %}", "{% do 1 %}"),
    *("{% trans %}", "{% with a = 1 %}", "#}", "# a", "#" * 7 + " a", "## a {: #b .c }"),
    *("## {{ relief() }}", "{: #a }", "{: a", "a\n===", "---", "<div>", "</div>"),
    *("<script>x</script>", "<!-- ", "<![CDATA[", "<b onclick=x>", "<br/>", "&lt;", "[^a]"),
    *("[^a]: b", "[^a]: [^a]", "[a]: b", "[a]", "[a][b]", "[a](b.md)", "![](x.png)", "[a](<"),
    *("[](#)", "[a](https://[)", "[a](http://[::1)", "[a](//)", "[a](mailto:)", "[a](../../../x)"),
    *("<https://x.ch>", "[a](#relief)", "[a](../muscles/levator.md)", "![a](../images/ana.png)"),
    *("[a](/x)", "[a](?b)", "(((" * 99, "- a", "  - b", "1. a", "999999999999. a", ">" * 200),
    *("- " * 99 + "a", "    code", "```", "~~~ a {b}", "|a|b|\n|-|-|\n|c|"),
    *("|a|\n|--|\n" + "|b|\n" * 50, "a\n: b\n", "!!! note\n    a", '!!! "', "!!! x y z", "*" * 500),
    *("_" * 500, "[" * 500, "`" * 500, "![" * 300, "a*b " * 200, "\\", "\uf8f00\uf8f1", "\uf8f0"),
    *("\u202e", "\u200b", "\u00a0", "\U0001f9e0", "x" * 3000, "---\ntitle: x\n---", "\f", "\v"),
    *("$x$", "#strong[x]"),
]
SETTINGS = [
    *("site_name", "site_url", "site_description", "site_author", "nav", "theme", "plugins"),
    *("hooks", "markdown_extensions", "mdx_configs", "extra", "extra_css", "extra_javascript"),
    *("extra_templates", "docs_dir", "site_dir", "use_directory_urls", "strict", "dev_addr"),
    *("watch", "validation", "repo_url", "repo_name", "edit_uri", "edit_uri_template", "copyright"),
    *("remote_branch", "INHERIT", "exclude_docs", "draft_docs", "not_in_nav", "google_analytics"),
    *("pages", "nope", "on", "3"),
]
THEME = [
    *("name", "language", "favicon", "logo", "palette", "font", "custom_dir", "features", "icon"),
]
SETTING_VALUES = [
    *("material", "mkdocs", "readthedocs", "null", "[]", "{}", "{name: material}", "{name: null}"),
    *("{name: nope}", "[search]", "[nope]", "[{search: {lang: x}}]", "[{muscleguide: 3}]"),
    *("[tags, offline]", "{search: {}}", "[admonition, footnotes]", "[nope.nope]"),
    *("[{toc: {permalink: true}}]", "[{toc: 3}]", "{toc: {depth: x}}", "[a.css]"),
    *("['//x.ch/a.css']", "['https://x.ch/\"><b>']", "[../x.css]", "['']", "[[a]]", "[{a: b}]"),
    *("[null]", "[{A: team.md}]", "[team.md, {B: [team.md]}]", "[{A: https://x.ch}]", "[nope.md]"),
    *("[{A: {B: c}}]", "[{A: }]", "[{1: team.md}]", "[{'<b>': articles/stiff-neck.md}]", "['*']"),
    *("[{A: [[team.md]]}]", "team.md", "[{A: ../x}]", "mkdocs.yml", "other.yml"),
    *("https://x.ch/a?b#c", "http://", "https:///", "https://x.ch:99999/", "ftp://x.ch", "'*'"),
    *("'/'", "'!'", "'['", "'**/**/'", "'\\'", "'*.md'", '"team.md\\narticles"', "'articles/'"),
    *("'images/'", "{links: {anchors: warn}}", "{links: 3}", "{nav: {omitted_files: x}}"),
    *("127.0.0.1:8000", "{host: x}"),
]
FRONT_KEYS = [
    *("title", "description", "template", "hide", "tags", "search", "status", "icon", "date"),
    *("authors", "author", "published", "based_on", "muscles", "aliases", "x", "on", "social"),
    "boost",
]


# ---- The grammar -----------------------------------------------------------------------------


def shape(dice: Random, depth: int = 0) -> str:
    """Write any YAML value in one line."""
    kind = dice.random()
    if depth > 4 or kind < 0.6:
        return dice.choice(SCALARS)
    if kind < 0.75:
        return "[" + ", ".join(shape(dice, depth + 1) for _ in range(dice.randrange(4))) + "]"
    if kind < 0.9:
        pairs = (f"{dice.choice(KEYS)}: {shape(dice, depth + 1)}" for _ in range(dice.randrange(4)))
        return "{" + ", ".join(pairs) + "}"
    if kind < 0.95:
        levels = dice.choice([5, 19, 20, 21, 22, 60, 1000])
        return "[" * levels + "]" * levels
    # Not in one line: what comes of it depends on where it lands.
    return dice.choice(WHOLE)


def files_of(guide: Path) -> list[Path]:
    """List what lies in a guide, apart from what the program made there."""
    return sorted(
        path
        for path in guide.rglob("*")
        if path.relative_to(guide).parts[0] not in ("site", "build") and not path.is_symlink()
    )


def any_file(guide: Path, dice: Random) -> Path:
    files = [path for path in files_of(guide) if path.is_file()]
    return dice.choice(files) if files else guide / "mkdocs.yml"


def read(path: Path) -> str | None:
    """Read a file that an earlier change may have spoilt."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None


def write(path: Path, text: str | bytes) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """List the paths of all values in a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths_of(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths_of(inner, (*path, index))


def edited(text: str, dice: Random) -> tuple[str, str] | None:
    """Put any shape in the place of one value of a record, or change one of its keys."""
    try:
        value = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
        paths = list(paths_of(value))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    path = dice.choice(paths)
    if not path or len(paths) > 500:
        return shape(dice), "all of it"
    parent = value
    for step in path[:-1]:
        parent = parent[step]
    mark, what = (
        "\N{BLACK STAR}MARK",
        dice.choice(["value", "value", "value", "rename", "remove", "twice"]),
    )
    new = f'"{mark}"'
    if what == "value" or isinstance(parent, list):
        parent[path[-1]], new = mark, shape(dice)
    elif what == "remove":
        del parent[path[-1]]
    else:
        old = parent[path[-1]]
        if what == "rename":
            del parent[path[-1]]
        parent[mark], new = old, dice.choice([*KEYS, str(path[-1])])
    if isinstance(value, dict):
        lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
    else:
        lines = (f"- {json.dumps(v)}" for v in value)
    whole = "\n".join(lines) + "\n"
    return whole.replace(
        json.dumps(mark), new
    ), f"{what} of {'.'.join(map(str, path))}: {new!r:.300}"


def change_record(guide: Path, dice: Random) -> str:
    name = dice.choice(RECORDS)
    done = edited(read(guide / name) or "", dice)
    if done is None:
        return "nothing"
    write(guide / name, done[0])
    return f"{name}: {done[1]}"


def replace_yaml(guide: Path, dice: Random) -> str:
    name, text = dice.choice(YAML), dice.choice([*WHOLE, *SCALARS])
    write(guide / name, text)
    return f"{name}: {text!r:.300}"


def spoil_text(guide: Path, dice: Random) -> str:
    """Change a file as editors and copying do: ends of lines, a slice, a line twice."""
    path = any_file(guide, dice)
    text = read(path)
    if not text:
        return "nothing"
    what = dice.choice(
        ["crlf", "cr", "bom", "cut", "slice", "twice", "tabs", "swap", "upper", "join"]
    )
    lines = text.splitlines(keepends=True)
    one, other = sorted((dice.randrange(len(text)), dice.randrange(len(text))))
    line = dice.randrange(len(lines))
    text = {
        "crlf": text.replace("\n", "\r\n"),
        "cr": text.replace("\n", "\r"),
        "bom": "\ufeff" + text,
        "cut": text[:one],
        "slice": text[:one] + text[other:],
        "twice": "".join([*lines[: line + 1], *lines[line:]]),
        "tabs": text.replace("  ", "\t"),
        "swap": "".join(reversed(lines)),
        "upper": text.upper(),
        "join": text * dice.choice([2, 50]),
    }[what]
    write(path, text)
    return f"{path.relative_to(guide)}: {what} {one} {other} {line}"


def spoil_bytes(guide: Path, dice: Random) -> str:
    path = any_file(guide, dice)
    try:
        data = bytearray(path.read_bytes())
    except OSError:
        return "nothing"
    told = []
    for _ in range(dice.randrange(1, 6)):
        place = dice.randrange(len(data) + 1)
        new = dice.choice([*BYTES, dice.randbytes(dice.randrange(1, 5))])
        end = place + dice.choice([0, 0, 1, 5])
        data[place:end] = new
        told.append(f"[{place}:{end}] = {new!r}")
    write(path, bytes(data))
    return f"{path.relative_to(guide)}: {'; '.join(told)}"


def change_place(guide: Path, dice: Random) -> str:
    """Put a folder or a link in the place of a file or folder, or take it away."""
    files = files_of(guide)
    path = dice.choice(files) if files else guide / "content"
    what = dice.choice(
        ["folder", "circle", "dangling", "out", "file", "up", "none", "empty", "device"]
    )
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        if what == "folder":
            (path / "x").mkdir(parents=True)
            (path / "x/y.yml").write_text("a: b\n")
        elif what == "empty":
            path.mkdir(parents=True)
        elif what == "file":
            path.write_text("x")
        elif what != "none":
            outside = guide.parent / "outside.txt"
            outside.write_text("outside\n")
            target = {"circle": path.name, "dangling": "not-there", "up": "..", "out": str(outside)}
            path.symlink_to(target.get(what, "/dev/null"))
    return f"{path.relative_to(guide)}: {what}"


def add_file(guide: Path, dice: Random) -> str:
    """Add a file with an odd name, or a folder, or a link."""
    parent, name = dice.choice(FOLDERS), os.fsdecode(dice.choice(NAMES))
    path = guide / parent / name
    what = dice.choice(
        ["yaml", "markdown", "svg", "levator", "folder", "circle", "inside", "nothing"]
    )
    text = {
        "yaml": "a: b\n",
        "markdown": "# A\n\nb\n",
        "svg": BASE[MAP],
        "levator": SHOULDER["content/muscles/levator.yml"],
        "nothing": "",
    }
    if path.exists() and path.is_dir():
        return "nothing"
    with contextlib.suppress(OSError):
        if what in text:
            write(path, text[what])
        elif what == "folder":
            write(path / "x.md", "# x\n")
        else:
            path.symlink_to(name if what == "circle" else "..")
    return f"{parent}/{name!r:.100}: {what}"


def element(dice: Random, depth: int = 0) -> str:
    tag = dice.choice(TAGS)
    names = dice.sample(ATTRIBUTES, dice.randrange(4))
    marks = "".join(f' {name}="{dice.choice(VALUES)}"' for name in names)
    inside = (
        "".join(element(dice, depth + 1) for _ in range(dice.randrange(4))) if depth < 4 else ""
    )
    inside += dice.choice(
        ["", "", "a", "&#60;", "<!-- a -->", "<?a b?>", "<![CDATA[<b>]]>", "\u00e9"]
    )
    if dice.random() < 0.05:
        return f"<{tag}{marks}>{inside}"
    return f"<{tag}{marks}>{inside}</{tag}>"


def change_map(guide: Path, dice: Random) -> str:
    if dice.random() < 0.2:
        text = dice.choice(SVGS)
    else:
        spaces = (
            ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="http://www.w3.org/2000/svg"'
        )
        spaces += ' xmlns:html="http://www.w3.org/1999/xhtml"'
        inside = "".join(element(dice) for _ in range(dice.randrange(1, 5)))
        inside += dice.choice(["", '<path data-region="neck" d="M1 1"/><g data-muscle="levator"/>'])
        box = dice.choice(["0 0 9 9", "0 0 9 9", "0 0 9 9", *VALUES])
        text = f'<svg xmlns="http://www.w3.org/2000/svg"{spaces} viewBox="{box}">{inside}</svg>'
    name = dice.choice([MAP, MAP, "content/maps/front.svg"])
    write(guide / name, text)
    return f"{name}: {text!r:.2000}"


def body(dice: Random) -> str:
    return "".join(
        dice.choice(MARKDOWN) + dice.choice(["", " ", "\n", "\n\n", "\n    "])
        for _ in range(dice.randrange(1, 9))
    )


def change_markdown(guide: Path, dice: Random) -> str:
    name = dice.choice([ARTICLE, ARTICLE, TEAM])
    whole = SHOULDER[ARTICLE] if name == ARTICLE else BASE[TEAM]
    start = whole.index("---\n", 4) + 4
    text = body(dice)
    if dice.random() < 0.3:
        place = dice.randrange(start, len(whole) + 1)
        whole = whole[:place] + text + whole[place:]
    else:
        whole = whole[:start] + text
    write(guide / name, whole)
    return f"{name}: {whole[start:]!r:.2000}"


def change_front(guide: Path, dice: Random) -> str:
    """Change the front matter of an article or of a hand-written page."""
    name = dice.choice([ARTICLE, TEAM])
    whole = SHOULDER[ARTICLE] if name == ARTICLE else BASE[TEAM]
    _start, front, rest = whole.split("---\n", 2)
    if dice.random() < 0.5 and (done := edited(front, dice)):
        front = done[0]
    else:
        front += f"{dice.choice(FRONT_KEYS)}: {shape(dice)}\n"
    fence = dice.choice(["---\n"] * 5 + ["---", "--- \n", "----\n", "...\n", "---\r\n", ""])
    write(guide / name, f"---\n{front}{fence}{rest}")
    return f"{name}: {front!r:.1000} {fence!r}"


def change_settings(guide: Path, dice: Random) -> str:
    key = dice.choice(SETTINGS)
    value = dice.choice(SETTING_VALUES) if dice.random() < 0.6 else shape(dice)
    if key == "theme" and dice.random() < 0.6:
        value = f"{{name: material, {dice.choice(THEME)}: {value}}}"
    text = read(guide / "mkdocs.yml") or ""
    kept = "" if dice.random() < 0.2 else re.sub(rf"(?m)^{key}:.*\n(  .*\n)*", "", text)
    write(guide / "mkdocs.yml", f"{kept}{key}: {value}\n")
    if value == "other.yml":
        write(guide / "other.yml", f"{dice.choice(SETTINGS)}: {shape(dice)}\n")
    return f"mkdocs.yml: {key}: {value!r:.500}"


CHANGES: dict[str, Change] = {
    "record": change_record,
    "yaml": replace_yaml,
    "text": spoil_text,
    "bytes": spoil_bytes,
    "place": change_place,
    "file": add_file,
    "map": change_map,
    "markdown": change_markdown,
    "front": change_front,
    "settings": change_settings,
}


# ---- What must hold --------------------------------------------------------------------------

_LINE = re.compile(r"(.+?):(\d+):(\d+): (error|warning|note): .+ \[([a-z-]+)\]")
_COUNT = re.compile(r"\d+ errors?, \d+ warnings?(, \d+ notes?)? in \d+ files?")


class TooLongError(BaseException):
    """What takes too long; no `except Exception` of the program may hide it."""


@contextlib.contextmanager
def limited(seconds: int) -> Iterator[None]:
    """End with a `TooLongError` what takes longer, where the system can do that."""
    if sys.platform == "win32":
        yield
        return

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def hold(guide: Path) -> None:
    """Check and build a guide in any state; raise `AssertionError` for what must not be."""
    lines = lines_of_files(guide)
    # What MkDocs logs of its own goes nowhere: a problem says the same.
    with limited(TAKES):
        checked = run("check", cwd=guide)
    with limited(TAKES):
        built = run(cwd=guide)
    for result in (checked, built):
        assert "Traceback" not in result.stderr + result.stdout, result.stderr
    if (guide / "mkdocs.yml").is_symlink() or not (guide / "mkdocs.yml").is_file():
        # There is no guide here, or it is where the settings are.
        assert checked.returncode == built.returncode == 2 or (guide / "mkdocs.yml").is_file()
        return
    if built.returncode == 2:
        # What becomes of the site's folder is no question of the guide's content.
        assert "name another" in built.stderr or "name a folder" in built.stderr, built
        assert checked.returncode in (0, 1), checked
        return
    assert checked.returncode == built.returncode, (checked, built)
    assert checked.returncode in (0, 1), checked
    for result in (checked, built):
        *told, count = result.stderr.split("\n")[:-1] or [""]
        severities = [_severity(line, lines) for line in told]
        assert _COUNT.fullmatch(count) or (not count and result is built), count
        assert ("error" in severities) == (result.returncode == 1), result
    site = re.search(r"pages? are in (.+) \(", built.stdout, re.DOTALL)
    assert bool(site) == (built.returncode == 0), built
    if site:
        assert (guide / site[1] / "index.html").is_file()
    else:
        assert not (guide / "site").exists()
    assert not list(guide.glob(".site*"))


def lines_of_files(guide: Path) -> dict[str, int]:
    """Count the lines of all that a message may name, by its name as messages write it."""
    lines = dict.fromkeys((*SINGLE_FILES, MUSCLES, "mkdocs.yml"), 1)
    for parent, folders, names in os.walk(guide):
        linked = (f"{link}/{name}" for link in folders for name in _in_link(Path(parent, link)))
        for name in (*folders, *names, *linked):
            path = Path(parent, name)
            shown = path.relative_to(guide).as_posix()
            shown = "".join(
                c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown
            )
            try:
                data = path.read_bytes()
            except OSError:
                data = b""
            lines[shown] = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    return lines


def _in_link(path: Path) -> list[str]:
    try:
        return [inner.name for inner in path.iterdir()] if path.is_symlink() else []
    except OSError:
        return []


def _severity(line: str, lines: dict[str, int]) -> str:
    # The message may hold what looks like a place, and a file's name may, too.
    found = _LINE.fullmatch(line)
    assert found, f"no problem: {line!r}"
    names = [name for name in lines if line.startswith(f"{name}:{found[2]}:") or name == found[1]]
    assert names, f"no such file: {line!r}"
    assert any(1 <= int(found[2]) <= lines[name] + 1 for name in names), f"no such line: {line!r}"
    assert int(found[3]) >= 1
    return found[4]


def _short(error: BaseException) -> str:
    """Give an error in a line, and where the program was."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"{f.filename.split('/src/')[1]}:{f.lineno}" for f in frames if "/src/" in f.filename]
    return f"{type(error).__name__} at {' '.join(ours[-3:]) or 'the end'}: {error}"


def wrong_with(guide: Path) -> str:
    """Give what must not be and is, in a line or so; nothing where all holds."""
    try:
        hold(guide)
    except (Exception, TooLongError) as error:
        return _short(error)
    return ""


# ---- The command -----------------------------------------------------------------------------


def tried(steps: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """Change a fresh guide step by step; give what was done, and what went wrong if anything."""
    folder = Path(tempfile.mkdtemp())
    told = []
    try:
        guide = write_guide(folder / "in" / "guide", {**BASE})
        for name, seed in steps:
            told.append(CHANGES[name](guide, Random(seed)))  # noqa: S311  # nothing secret
        return "\n".join(told), wrong_with(guide)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reduced(steps: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave out every step without which it goes wrong all the same."""
    for step in list(steps):
        fewer = [some for some in steps if some is not step]
        if tried(fewer)[1]:
            steps = fewer
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    number, found = 0, 0
    seen: set[str] = set()
    dice = Random(options.seed)  # noqa: S311  # nothing secret
    while time.monotonic() < end:
        steps = [
            (dice.choice(list(CHANGES)), dice.randrange(2**32)) for _ in range(dice.randrange(1, 6))
        ]
        number += 1
        started = time.monotonic()
        _told, wrong = tried(steps)
        took = time.monotonic() - started
        if took > 10:
            print(f"{number}: took {took:.0f} s: {steps}", flush=True)
        if wrong:
            found += 1
            first = wrong
            kind = re.sub(r"\d+", "", wrong)[:60] if "the end" in wrong else wrong.split(": ")[0]
            if kind not in seen:
                seen.add(kind)
                steps = reduced(steps)
                told, wrong = tried(steps)
                print(f"==== {number}: {steps}\n{told}\n{wrong or first}", flush=True)
        if number % 200 == 0:
            print(f"{number} guides, {found} failures of {len(seen)} kinds", flush=True)
    print(f"{number} guides, {found} failures of {len(seen)} kinds", flush=True)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
