"""Rich text: `*emphasis*`, `**strong**` and `[links](https://…)`; all else is shown as typed.

A link without a scheme leads to a page of the guide, counted from its root, and holds a slash or
a hash so that it can be told from text: `[the popliteus](muscles/popliteus)`, `[relief](relief/)`.
"""

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token
from markupsafe import Markup

from muscleguide import urls

_WEB = re.compile(r"(https?://[^\s/?#]|mailto:|tel:)", re.IGNORECASE)
# What a reader sees of tokens whose content is something else.
_INLINE = {"softbreak": " ", "hardbreak": "\n", "html_inline": ""}
_GUIDE = re.compile(r"(?=[^#]*/|#.)(?P<page>[a-z0-9/-]*?)/?(?P<anchor>#[a-z0-9_-]+)?")


@dataclass(frozen=True)
class Run:
    """A piece of a line with one style. `url` is where it leads, if it does."""

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str | None = None


def render(text: str, to_root: str) -> Markup:
    """Render rich text as paragraphs; `to_root` leads from the page to the guide's root."""
    return _rendered(_blocks(text), to_root)


def render_line(text: str, to_root: str) -> Markup:
    """Render rich text as one line, without a paragraph around it."""
    return _rendered(_line(text), to_root)


def plain(text: str) -> str:
    """Give rich text without its marks, for places that know no HTML."""
    tokens = _line(text)[0].children or []
    return "".join(" " if token.type == "softbreak" else token.content for token in tokens)


def runs(text: str) -> tuple[tuple[Run, ...], ...]:
    """Give rich text as its paragraphs, each a line of runs, for places that know no HTML."""
    blocks = (block for block in _blocks(text) if block.type == "inline")
    return tuple(token_runs(block.children or ()) for block in blocks)


# A guide has the same text in many places, and every place on several pages.
@lru_cache(maxsize=4096)
def _blocks(text: str) -> tuple[Token, ...]:
    return tuple(_MARKDOWN.parse(text))


@lru_cache(maxsize=4096)
def _line(text: str) -> tuple[Token, ...]:
    return tuple(_MARKDOWN.parseInline(text))


def _rendered(tokens: Sequence[Token], to_root: str) -> Markup:
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {"to_root": to_root})
    return Markup(html)  # noqa: S704  # HTML in it is off


def token_runs(tokens: Iterable[Token]) -> tuple[Run, ...]:
    """Turn a Markdown parser's inline tokens into runs, and leave out what is no text or mark."""
    found: list[Run] = []
    strong = emphasis = 0
    urls: list[str] = []
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type == "link_open":
            urls.append(str(token.attrGet("href")))
        elif token.type == "link_close":
            urls.pop()
        else:
            text = _INLINE.get(token.type, token.content)
            if text:
                url = urls[-1] if urls else None
                found.append(Run(text, strong > 0, emphasis > 0, url))
    return tuple(found)


def links(text: str) -> Iterator[str]:
    """Yield the URL of every link that a reader could follow."""
    for block in _blocks(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield str(token.attrGet("href"))


def written_links(text: str) -> Iterator[str]:
    """Yield the URL of everything that has the form of a link, working or not."""
    yield from re.findall(r"\]\(\s*([^\s)]*)[^)]*\)", text)
    for url in re.findall(r"\]:\s*<?([^\s>]+)|<\s*([^<>]+)>", text):
        # Marks of Markdown that rich text does not have; most of what looks like them is text.
        yield from (part for part in url if urls.is_unsafe(part))


def is_link(url: str) -> bool:
    """Return whether rich text may link there: the web, mail, phone, or a page of the guide."""
    return bool(_WEB.match(url) or _GUIDE.fullmatch(url))


def is_web(url: str) -> bool:
    """Return whether a link leads out of the guide."""
    return bool(_WEB.match(url))


def guide_url(url: str) -> tuple[str, str]:
    """Split a link within the guide into the page (`muscles/popliteus/`) and its anchor."""
    match = _GUIDE.fullmatch(url)
    if match is None:
        return url, ""
    page = match["page"].strip("/")
    return (f"{page}/" if page else ""), (match["anchor"] or "").removeprefix("#")


def _asterisks_only(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)


def _open_link(
    _self: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    token = tokens[index].copy()
    url = str(token.attrGet("href"))
    if not is_web(url):
        page, anchor = guide_url(url)
        target = f"{env['to_root']}{page}" or "./"
        # The tokens of a text are used again, for another page.
        href = f"{target}#{anchor}" if anchor else target
        token.attrs = {**token.attrs, "href": href}
    return _MARKDOWN.renderer.renderToken([token], 0, options, env)  # type: ignore[attr-defined,no-any-return]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link"])
    parser.inline.ruler.at("emphasis", _asterisks_only)
    parser.validateLink = is_link  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _open_link)
    return parser


_MARKDOWN = _parser()
