"""A guide with a text planted at every key that takes text, and all that its site says of it.

The keys come from the classes of the records, so a new key is planted without being named here.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import yaml
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from guides import SHOULDER

from muscleguide.schema.json_schemas import FILES

# Ends of scripts, styles and comments, elements with handlers, entities, Jinja, Markdown, formats.
MARKUP = (
    """</title></script></style></textarea>--></svg>]]><img src=x onerror="window.__hit=1">"""
    """<svg onload=window.__hit=1><iframe src=//evil.example></iframe>"'`&amp; &#60;b&#62; """
    """{{ 7+7 }} {% raw %} ${x} {0} {found} %s <!-- _under_ ~~x~~ | # $x$ [^1]: [a][b] ![i](j) """
    """::: \\n %} https://evil.example/ <https://evil.example/> javascript:window.__hit=1"""
)
# What Typst reads, short enough for a line or two of a handout.
PAPER = """#strong[x] $x$ @a <b> // /* \\u{1F} "'` _u_ ~ -- --- a...b [y] office \\"""
# Directions, joiners, spaces without width: they change what is seen around them.
INVISIBLE = "a\u202eb\u2066c\u200bd\u200de\u00adf\ufeffg\u2060h \u05d0 e\u0301 \U0001f9e0\ufe0f i"
# What fits the patterns of web and e-mail addresses.
LINKS = ("https://x.ch/\"><b>'&amp;{{7*7}}", "ana\"><b>'&amp;@x.ch")

Schema = Mapping[str, Any]
# Gives the text to plant: its key, such as `content/muscles: attachments.from`, and whether it is
# rich text.
Plant = Callable[[str, bool], str]

# For keys that take no text, where the shoulder guide says nothing: what fits their pattern.
EXAMPLES = ("an-id", "https://x.ch/", "ana@x.ch", "#123456", "images/a.svg", "2026-01-31")
MARK = re.compile(r"Zq\d{3}q")
BASE: Mapping[str, str] = {
    **SHOULDER,
    "docs/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    "content/clinic.yml": SHOULDER["content/clinic.yml"]
    + "website: https://praxis.ch/\nemail: ana@praxis.ch\nlogo: images/a.svg\n"
    + "translations: {es: {translators: [A], reviewed: {by: ana, on: 2026-10-05}}}\n",
    "content/muscles/levator.yml": SHOULDER["content/muscles/levator.yml"] + "aliases: [old]\n",
    "content/exercises/roll.yml": (
        "name: Roll\nkind: move\nmuscles: [levator]\nsummary: S\nsteps: [Roll]\n"
        "picture: images/a.svg\nalt: A\ndose: {how_often: 2 times a day}\nstop: Stop\n"
        "sources: [atlas]\naliases: [old]\n"
        "evidence: {level: some, sources: [atlas]}\n"
    ),
    "content/other-causes.yml": (
        "- {name: A, feels_like: B, act: soon, regions: [neck], sources: [atlas]}\n"
    ),
    "content/glossary.yml": "tendon: {term: T, meaning: M, sources: [atlas]}\n",
    "docs/articles/stiff-neck.md": SHOULDER["docs/articles/stiff-neck.md"].replace(
        "muscles: [levator", "aliases: [old]\nmuscles: [levator"
    ),
}


# ---- Planting --------------------------------------------------------------------------------


def planted_records(plant: Plant, links: Sequence[str] = ()) -> dict[str, str]:
    """Write every kind of record with every key that takes text.

    `links` take the place of web and e-mail addresses.
    """
    changes = {}
    for start, _name, model in FILES:
        schema = model.model_json_schema(by_alias=True)
        names = [name for name in BASE if name == start or name.startswith(f"{start}/")]
        for name in names or [start if start.endswith(".yml") else f"{start}/an-id.yml"]:
            before, body = BASE.get(name, ""), ""
            if name.endswith(".md"):
                _start, before, body = before.split("---\n", 2)
            base = yaml.load(before, yaml.BaseLoader) if before else None  # noqa: S506  # text only
            value = _filled(schema, schema, base, f"{start}: ", plant, links)
            text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
            changes[name] = f"---\n{text}---\n{body}" if name.endswith(".md") else text
    return changes


def _filled(
    root: Schema, schema: Schema, base: Any, key: str, plant: Plant, links: Sequence[str]
) -> Any:
    """Fill a value in, by the shoulder guide where no text belongs there."""
    schema = _resolved(root, schema)
    if "anyOf" in schema:
        options = [option for option in schema["anyOf"] if option.get("type") != "null"]
        schema = next((option for option in options if _holds_text(root, option)), options[0])
        return _filled(root, schema, base, key, plant, links)
    if _is_text(schema):
        return plant(key.rstrip("."), bool(schema.get("rich")))
    if "properties" in schema:
        required = schema.get("required", ())
        if isinstance(base, str):  # the short form of a mapping with one key
            base = {required[0]: base}
        given = base or {}
        return {
            name: _filled(root, inner, given.get(name), f"{key}{name}.", plant, links)
            for name, inner in schema["properties"].items()
            if name in given or name in required or _holds_text(root, inner)
        }
    if "items" in schema:
        entries = base or [None, None]
        return [_filled(root, schema["items"], entry, key, plant, links) for entry in entries]
    if schema.get("type") == "object":
        inner = next(iter(schema.get("patternProperties", {}).values()), None)
        inner = inner or schema["additionalProperties"]
        entries = base or {"an-id": None}
        return {
            id_: _filled(root, inner, entry, key, plant, links) for id_, entry in entries.items()
        }
    return _plain(schema, base, links)


def _plain(schema: Schema, base: Any, links: Sequence[str]) -> Any:
    if schema.get("type") == "integer":
        return int(base or 1)
    pattern = schema.get("pattern", r"^\d{4}-")
    fitting = [link for link in links if re.search(pattern, link)]
    if base is not None:
        return fitting[0] if fitting else base
    if "enum" in schema:
        return schema["enum"][0]
    return next(example for example in EXAMPLES if re.search(pattern, example))


def _is_text(schema: Schema) -> bool:
    return schema.get("type") == "string" and not {"pattern", "enum", "format", "const"} & {*schema}


def _holds_text(root: Schema, schema: Schema) -> bool:
    schema = _resolved(root, schema)
    inner = [*schema.get("properties", {}).values(), *schema.get("patternProperties", {}).values()]
    inner += [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]
    return _is_text(schema) or any(_holds_text(root, it) for it in inner if isinstance(it, dict))


def _resolved(root: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref")
    return root["$defs"][reference.rpartition("/")[2]] if reference else schema


@dataclass
class Marks:
    """Gives every place a mark of its own, with the same text after it."""

    text: str
    keys: dict[str, str] = field(default_factory=dict)
    rich: set[str] = field(default_factory=set)

    def plant(self, key: str, rich: bool = False) -> str:
        mark = f"Zq{len(self.keys):03}q"
        self.keys[mark] = key
        if rich:
            self.rich.add(mark)
        return f"{mark} {self.text}"


# ---- Reading a site back ---------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A text that a reader, or a program, gets from a file; `where` says from what in it."""

    where: str
    text: str


def said(path: Path) -> Iterator[Said]:
    """Give all that a file of a site says. Raises for what is not in its format."""
    read = _READERS.get(path.suffix, _plain_text)
    yield from read(path)


def html_says(html: str) -> Iterator[Said]:
    soup = BeautifulSoup(html, "html.parser")
    for script in soup.find_all(["script", "style"]):
        if "json" in str(script.get("type")):
            yield from _json_says(json.loads(script.get_text()))
        else:
            yield Said("code", script.get_text())
        script.extract()
    yield Said("text", soup.get_text())
    for tag in soup.find_all():
        for name, value in tag.attrs.items():
            yield Said(f"@{name}", value if isinstance(value, str) else " ".join(value))


def _json_says(value: object) -> Iterator[Said]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield Said("json", str(key))
            yield from _json_says(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_says(inner)
    else:
        yield Said("json", str(value))


def handout_html(path: Path) -> str:
    """Give the HTML that a muscle's script puts into the page of the chosen handout."""
    return str(_part(path.read_text(encoding="utf-8"))["html"])


def _part(script: str) -> dict[str, object]:
    found = re.fullmatch(r'mg(?:Handout|Exercise)\("[a-z0-9-]+", (.*)\);\n', script)
    return dict(json.loads(found[1])) if found else {}


def _script_says(path: Path) -> Iterator[Said]:
    text = path.read_text(encoding="utf-8")
    part = _part(text)
    if part:
        yield from html_says(str(part.pop("html")))
        yield from _json_says(part)
    else:
        yield Said("code", text)


def _xml_says(path: Path) -> Iterator[Said]:
    for element in fromstring(path.read_bytes(), forbid_dtd=True).iter():
        yield Said("xml", element.text or "")
        yield from (Said("xml", value) for value in element.attrib.values())


def _pdf_says(path: Path) -> Iterator[Said]:
    with pymupdf.open(path) as document:
        yield Said("pdf", "\n".join(page.get_text() for page in document))
        yield from (Said("pdf", str(value)) for value in document.metadata.values())
        yield from (Said("pdf", entry[1]) for entry in document.get_toc())


def _plain_text(path: Path) -> Iterator[Said]:
    yield Said("plain", path.read_bytes().decode("utf-8"))


_READERS: Mapping[str, Callable[[Path], Iterator[Said]]] = {
    ".html": lambda path: html_says(path.read_text(encoding="utf-8")),
    ".json": lambda path: _json_says(json.loads(path.read_text(encoding="utf-8"))),
    ".js": _script_says,
    ".xml": _xml_says,
    ".svg": _xml_says,
    ".pdf": _pdf_says,
    ".png": lambda _path: iter(()),
}
