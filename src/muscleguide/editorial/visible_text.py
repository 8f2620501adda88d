"""What a reader sees of a page or a handout, as blocks of text, lists and pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "summary",
        "details",
        "div",
        "section",
        "article",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "blockquote",
        "pre",
        "br",
        "hr",
        "label",
        "legend",
        "fieldset",
        "form",
        "option",
        "button",
    ]
)
# What is no text of the guide's own: drawings, controls, the titles of other people's works.
_UNREAD = frozenset(
    ["svg", "script", "style", "template", "noscript", "select", "textarea", "code", "pre"]
)
_UNREAD_CLASSES = frozenset(("mg-sources", "mg-say", "mg-booking"))
# Each reads as a sentence of its own, within the line of another.
_APART_CLASSES = frozenset(("mg-act", "mg-because", "mg-instead", "mg-meaning"))
# Lists that lead somewhere, and are looked through, not read.
_LOOKED_THROUGH = frozenset(("mg-links", "mg-link-list", "mg-cards", "mg-sources", "mg-chips"))
# Stands for the title of a work, so that the sentence around it stays one.
_A_WORK = "It"


@dataclass(frozen=True)
class Block:
    """A piece of text that stands alone; `kind` is `heading`, `text` or `meaning`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A list: the heading above it, and the number of its entries."""

    heading: str
    entries: int


@dataclass
class Visible:
    """What a reader sees. `unclear_pictures` says of each picture what it lacks."""

    blocks: list[Block] = field(default_factory=list)
    lists: list[Listed] = field(default_factory=list)
    pictures: int = 0
    unclear_pictures: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give all text, a block a paragraph."""
        return "\n\n".join(block.text for block in self.blocks)

    @property
    def heading(self) -> str:
        """Give the last heading so far."""
        return next((b.text for b in reversed(self.blocks) if b.kind == "heading"), "")


def visible_on_page(html: str) -> Visible:
    """Read what a whole HTML page shows in its main content."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return reader.seen


def visible_on_handout(data: Mapping[str, Any]) -> Visible:
    """Read what a handout shows, from the data that its template sets."""
    seen = Visible()
    for block in _of_handout(data, seen):
        if block.text.strip():
            seen.blocks.append(block)
    return seen


class _PageReader(HTMLParser):
    """Collects the text of the first `<article>` of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Visible()
        self._open: list[tuple[str, frozenset[str]]] = []
        self._words: list[str] = []
        self._inside = False
        self._unread = 0
        self._apart: list[int] = []
        self._link_ended = False
        self._lists: list[list[Any]] = []
        self._figures: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        classes = frozenset((values.get("class") or "").split())
        if tag == "article":
            self._inside = True
        if tag in _BLOCKS or classes & _APART_CLASSES:
            self._flush()
        if self._inside and not self._unread:
            self._picture(tag, values)
            self._list(tag, classes)
        if tag in _VOID:
            return
        if classes & _APART_CLASSES:
            self._apart.append(len(self._open))
        is_work = tag == "cite" or (tag == "a" and "sources/#" in (values.get("href") or ""))
        unread = tag in _UNREAD or bool(classes & _UNREAD_CLASSES) or "hidden" in values or is_work
        if is_work and not self._unread:
            self._words.append(_A_WORK)
        if self._unread or unread:
            self._unread += 1
        elif tag == "a" and self._link_ended and "".join(self._words).strip() in ("", ";", ","):
            self._words.clear()
        self._open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not any(name == tag for name, _classes in self._open):
            return
        while self._open:
            if len(self._open) - 1 in self._apart:
                self._flush()
                self._apart.remove(len(self._open) - 1)
            name, _classes = self._open[-1]
            if name in _BLOCKS:
                self._flush()
            self._open.pop()
            self._unread = max(0, self._unread - 1)
            self._close(name)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._inside or self._unread:
            return
        if self._link_ended and data.strip() == ";":
            self._flush()  # entries in one line: each is one
            return
        self._link_ended = False
        self._words.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _close(self, tag: str) -> None:
        self._link_ended = tag == "a"
        if tag == "article":
            self._inside = False
        if tag in ("ul", "ol") and self._lists:
            heading, entries, depth = self._lists.pop()
            if entries and depth is not None:
                self.seen.lists.append(Listed(heading, entries))
        if tag == "figure" and self._figures:
            figure = self._figures.pop()
            # A card's heading is the title of its picture.
            on_card = any("mg-card" in classes for _name, classes in self._open)
            if figure["pictures"] and not figure["caption"] and not on_card:
                self.seen.unclear_pictures += [f"{it}: no caption" for it in figure["pictures"]]

    def _flush(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text or not self._inside or text == _A_WORK:
            return
        kind = "text"
        for name, classes in self._open:
            if name in _HEADINGS or name == "summary":
                kind = "heading"
            elif "mg-meaning" in classes:
                kind = "meaning"
        self.seen.blocks.append(Block(kind, text.strip(" ;")))

    def _list(self, tag: str, classes: frozenset[str]) -> None:
        if tag in ("ul", "ol"):
            counts = None if classes & _LOOKED_THROUGH else len(self._open)
            self._lists.append([self.seen.heading, 0, counts])
        elif tag == "li" and self._lists:
            self._lists[-1][1] += 1

    def _picture(self, tag: str, values: Mapping[str, str | None]) -> None:
        if tag == "figure":
            self._figures.append({"pictures": [], "caption": False})
        elif tag == "figcaption" and self._figures:
            self._figures[-1]["caption"] = True
        elif tag == "img" or (tag == "svg" and self._figures):
            self.seen.pictures += 1
            name = (values.get("src") or "").rsplit("/", 1)[-1] or "a drawing"
            told = values.get("alt") if tag == "img" else values.get("aria-label")
            if told is None and "aria-labelledby" not in values:
                self.seen.unclear_pictures.append(f"{name}: no text alternative")
            if self._figures:
                self._figures[-1]["pictures"].append(name)


def _of_handout(data: Mapping[str, Any], seen: Visible) -> Iterator[Block]:
    yield Block("heading", str(data["title"]))
    for chapter in data["chapters"]:
        yield Block("heading", chapter["name"])
        for key in ("also", "summary"):
            yield Block("text", chapter[key] or "")
        if chapter["picture"]:
            yield from _of_block({"kind": "picture", **chapter["picture"]}, seen)
        yield from _of_sections(chapter["sections"], seen)
    yield from _of_sections(data["sections"], seen)
    for block in data["blocks"]:
        yield from _of_block(block, seen)
    if len(data["ticks"]) > 1:
        seen.lists.append(Listed(str(data["words"].get("week", "")), len(data["ticks"])))
    yield Block("meaning", data["terms"])
    for text in (*data["ticks"], *data["review"], str(data["words"].get("information", ""))):
        yield Block("text", text)


def _of_sections(sections: list[Mapping[str, Any]], seen: Visible) -> Iterator[Block]:
    for section in sections:
        if section["title"]:
            yield Block("heading", section["title"])
        for block in section["blocks"]:
            yield from _of_block(block, seen)


def _of_block(block: Mapping[str, Any], seen: Visible) -> Iterator[Block]:
    """Read one block; what it holds within itself is read wherever a key leads there."""
    kind = block["kind"]
    if kind == "picture":
        seen.pictures += 1
        if not block.get("alt"):
            seen.unclear_pictures.append("a drawing: no text alternative")
        # Words beside a picture are its caption.
        if not block.get("caption") and "beside" not in block:
            seen.unclear_pictures.append("a drawing: no caption")
        yield Block("text", block.get("caption") or "")
    if "line" in block:
        text = "".join(run["text"] for run in block["line"])
        yield Block("heading" if kind == "heading" else "text", text)
    for card in block.get("cards", ()):
        yield Block("heading", card["heading"])
        seen.lists.append(Listed(card["heading"], len(card["items"])))
        for item in card["items"]:
            yield Block("text", item)
    if kind == "list":
        seen.lists.append(Listed(seen.heading, len(block["items"])))
    for inner in (v for key, v in block.items() if key not in ("line", "cards")):
        yield from _of_inner(inner, seen)


def _of_inner(inner: Any, seen: Visible) -> Iterator[Block]:
    if isinstance(inner, Mapping):
        if "kind" in inner:
            yield from _of_block(inner, seen)
        elif "text" in inner and "strong" in inner:
            yield Block("text", inner["text"])
        else:
            for some in inner.values():
                yield from _of_inner(some, seen)
    elif isinstance(inner, list | tuple):
        if inner and all(isinstance(it, Mapping) and "strong" in it for it in inner):
            yield Block("text", "".join(run["text"] for run in inner))
        else:
            for some in inner:
                yield from _of_inner(some, seen)
