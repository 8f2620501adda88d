"""Markdown as articles use it, in one dialect for the page and for paper.

CommonMark with tables, footnotes, admonitions (`!!! note`), definition lists, strikethrough and
attributes after a heading (`{: #anchor .class }`), a link or a picture (`{.class}`). HTML in it is
kept.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from muscleguide import urls
from muscleguide.wording.readability import sentences

# Attributes that lead somewhere.
_LEADING = ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href")
# What may stand before the destination of a link: inline, of a reference, alone, in a list of
# attributes.
_LINK_OPENING = re.compile(r"\]\(\s*<?|\]:\s*<?|<|\{[^{}\n]*?\b(?:href|src)\s*=\s*[\"']?")
_LONGEST_SCHEME = 200  # characters, however it is written

RenderRule = Callable[[Sequence[Token], int, OptionsDict, MutableMapping[str, Any]], str]

# `{: #id .class }` at the end of a heading.
_HEADING_ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<marks>[#.][^{}]*)\}\s*$")
_ID_MARK = re.compile(r"#([\w-]+)")
_ALIGNED = re.compile(r"text-align:\s*(\w+)")
_HTML_ID = re.compile(r"""\sid=["']([^"'\s]+)["']""")


def parse_markdown_body(text: str) -> list[Token]:
    """Parse Markdown into tokens; every heading has the attribute `id`, unique on the page."""
    tokens = _parser().parse(text)
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if aligned := _ALIGNED.search(str(opening.attrs.pop("style", ""))):
            # A class, as a content security policy forbids styles in the page.
            opening.attrJoin("class", f"mg-align-{aligned[1]}")
        if opening.type != "heading_open":
            continue
        attributes = _take_attributes(inline)
        named = _ID_MARK.search(attributes)
        opening.attrSet("id", _unique(named[1] if named else _anchor(plain_text(inline)), taken))
        for name in re.findall(r"\.([\w-]+)", attributes):
            opening.attrJoin("class", name)
    return tokens


def render_markdown(tokens: Sequence[Token], resolve: Callable[[str], str]) -> str:
    """Render tokens as HTML; `resolve` gives what a link or a picture that is written leads to."""
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {"resolve": resolve}))


def plain_text(token: Token) -> str:
    """Give the text of an inline token as a reader sees it."""
    children = token.children or [token]
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in children
        if child.type != "html_inline"
    ).strip()


def title_of(text: str) -> str | None:
    """Give the first heading of the first level, which is a page's title."""
    tokens = parse_markdown_body(text)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h1":
            return plain_text(inline)
    return None


def texts_of(text: str) -> Iterator[str]:
    """Yield the text of each block, for a search or a description."""
    for token in parse_markdown_body(text):
        if token.type == "inline" and (words := plain_text(token)):
            yield words
        elif token.type in ("fence", "code_block"):
            yield token.content.strip()


def sentences_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield each sentence of a text, and the line on which it begins, from 1."""
    for token in parse_markdown_body(text):
        if token.type == "inline":
            yield from _sentences_in(token)


def anchors_of(text: str) -> frozenset[str]:
    """Give the anchors that a page written in Markdown has, by its headings and its HTML."""
    headings = {str(token.attrGet("id")) for token in parse_markdown_body(text) if token.attrs}
    marks = {
        name for marks in re.findall(r"\{[^{}\n]*\}", text) for name in _ID_MARK.findall(marks)
    }
    return frozenset(headings | marks | set(_HTML_ID.findall(text)))


def written_links(text: str) -> Iterator[tuple[int, str]]:
    """Yield line, from 1, and destination of every link and picture of a text."""
    for block in _parser().parse(text):
        line = (block.map or (0, 0))[0] + 1
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            name = {"link_open": "href", "image": "src"}.get(token.type)
            if name:
                yield line, str(token.attrGet(name))


def unsafe_links(text: str) -> Iterator[tuple[int, str]]:
    """Yield line, from 1, and text of every link and picture that a browser would run or look into.

    Those are links to a script, to data or to a file of the reader's.
    """
    for block in _parser().parse(text):
        line = (block.map or (0, 0))[0] + 1
        for token in (block, *(block.children or ())):
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            for name, value in token.attrs.items():
                if name.lower() in _LEADING and urls.is_unsafe(str(value)):
                    yield line, str(value)


def links_like_unsafe(text: str) -> Iterator[tuple[int, str]]:
    """Yield line and beginning of what another reader of Markdown could take for an unsafe link.

    MkDocs reads hand-written pages with extensions of their own, in which text stands indented, and
    lets line ends stand in a link. Code in fences and backticks is left out.
    """
    for block in _parser().parse(text):
        if block.type not in ("inline", "code_block"):
            continue
        content = _without_code_spans(block.content)
        for opening in _LINK_OPENING.finditer(content):
            url = content[opening.end() : opening.end() + _LONGEST_SCHEME]
            if urls.is_unsafe(url):
                line = (block.map or (0, 0))[0] + 1 + content.count("\n", 0, opening.end())
                yield line, url.split("\n")[0]


def _sentences_in(block: Token) -> Iterator[tuple[str, int]]:
    line = (block.map or (0, 0))[0] + 1
    parts: list[str] = []
    starts, length = [0], 0
    for child in block.children or ():
        is_break = child.type in ("softbreak", "hardbreak")
        part = " " if is_break else "" if child.type == "html_inline" else child.content
        parts.append(part)
        length += len(part)
        if is_break:
            starts.append(length)
    said, found = "".join(parts), 0
    for sentence in sentences(said):
        first = sentence.split(maxsplit=1)[0]
        found = max(said.find(first, found), found)
        yield sentence, line + bisect_right(starts, found) - 1
        found += len(first)


def _without_code_spans(text: str) -> str:
    """Put spaces in the place of code between backticks; every line end stays."""
    runs = [run.span() for run in re.finditer("`+", text)]
    closing: dict[int, int] = {}
    later: dict[int, int] = {}
    for index in reversed(range(len(runs))):
        length = runs[index][1] - runs[index][0]
        if length in later:
            closing[index] = later[length]
        later[length] = index
    parts, end, index = [], 0, 0
    while index < len(runs):
        last = closing.get(index)
        if last is not None:
            start, stop = runs[index][0], runs[last][1]
            parts += [text[end:start], re.sub("[^\n]", " ", text[start:stop])]
            end, index = stop, last
        index += 1
    return "".join([*parts, text[end:]])


def _resolving(name: str, render: RenderRule) -> Callable[..., str]:
    """Make a render rule that resolves the attribute `name` first."""

    def rule(
        _self: RendererProtocol,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[index].copy()
        token.attrs = {**token.attrs, name: env["resolve"](str(token.attrGet(name)))}
        return render([token], 0, options, env)

    return rule


def _take_attributes(inline: Token) -> str:
    """Take the attributes off the end of a heading, and give them."""
    last = inline.children[-1] if inline.children else None
    match = _HEADING_ATTRIBUTES.search(last.content) if last and last.type == "text" else None
    if last is None or match is None:
        return ""
    last.content = last.content[: match.start()]
    return match["marks"]


def _anchor(text: str) -> str:
    """Make a heading's slug, its anchor, as Python-Markdown does, so that links to it stay."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_text).strip().lower())


def _unique(anchor: str, taken: set[str]) -> str:
    name, number = anchor, 0
    while name in taken or not name:
        number += 1
        name = f"{anchor}_{number}"
    taken.add(name)
    return name


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(admon_plugin).use(deflist_plugin).use(attrs_plugin)
    # The check covers every link; what it lets through is kept as it is written.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    renderer: Any = parser.renderer
    parser.add_render_rule("link_open", _resolving("href", renderer.renderToken))
    parser.add_render_rule("image", _resolving("src", renderer.image))
    return parser
