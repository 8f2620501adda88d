"""An article's handout: its Markdown becomes blocks for the template, its functions blocks of ours.

`warning_signs()` and the others leave a mark where they are called; once the Markdown has been
read, each mark gives way to what stands for it. So no value passes through Markdown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.footnote import footnote_plugin

from muscleguide import richtext
from muscleguide.guide import Article, Guide, Muscle, warning_signs_for
from muscleguide.handouts import content
from muscleguide.handouts.content import Data, bullets, text
from muscleguide.richtext import Run
from muscleguide.story import render_story
from muscleguide.views.articles import sources_of
from muscleguide.views.page import long_date, sentence
from muscleguide.words import say

# Two letters of the private area stand around a mark's number; a body that has them loses them.
_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^}]*\}\s*$")
_DEEPEST = 6


def article_handout(guide: Guide, article: Article, site: str | None) -> Data:
    """Say what stands on an article's handout. Raises `StoryError` as the article's page does."""
    record = article.record
    marked = _Marks(guide, article, site)
    body = render_story(article.body.translate({ord(_OPEN): "", ord(_CLOSE): ""}), marked.functions)
    opening = say("article.by", author=record.author, day=long_date(record.published))
    if record.based_on:
        source = sentence(content.cite(guide.sources[record.based_on]))
        opening += f" {say('article.based_on')} {source}"
    blocks = [
        {"kind": "heading", "level": 1, "line": content.line([Run(record.title)], site)},
        text(opening),
        *_levelled(marked.blocks(_PARSER.parse(body))),
    ]
    if "warning_signs" not in marked.called:
        title = [Run(say("common.medical_help"))]
        blocks.append({"kind": "heading", "level": 2, "line": content.line(title, site)})
        blocks.append(marked.warning_signs())
    if "booking" not in marked.called:
        blocks.append(marked.booking())
    cited = sources_of(article)
    return {
        "title": record.title,
        "clinic": content.clinic(guide.clinic),
        "blocks": blocks,
        **content.template_words(),
        "chapters": [],
        "sections": [],
        "ticks": [],
        "sources": ["; ".join(content.cite(guide.sources[id_]) for id_ in cited)],
        "review": [content.review(None, guide.clinic)],
        "page": content.page_link(site, f"articles/{article.id}/"),
    }


class _Marks:
    """What an article's functions put in, by the numbers of their marks."""

    def __init__(self, guide: Guide, article: Article, site: str | None) -> None:
        self.guide = guide
        self.article = article
        self.site = site
        self.called: set[str] = set()
        self.put: dict[int, list[Data] | list[Run]] = {}
        self.functions: Mapping[str, Callable[..., Markup]] = {
            "warning_signs": lambda: self._block("warning_signs", [self.warning_signs()]),
            "muscles": lambda: self._block("muscles", list(self._muscles())),
            "relief": lambda: self._block("relief", list(self._relief())),
            "booking": lambda: self._block("booking", [self.booking()]),
            "muscle": self._muscle_link,
            "source": self._source_link,
        }

    def blocks(self, tokens: Iterable[object]) -> Iterator[Data]:
        """Turn Markdown's tokens into blocks, with what the functions put in."""
        for node in SyntaxTreeNode(list(tokens)).children:  # type: ignore[arg-type]
            yield from self._node(node)

    def warning_signs(self) -> Data:
        """Give the cards of the signs that apply to the article's muscles."""
        signs = warning_signs_for(self.guide, self.article.regions)
        return content.warning_cards(signs, self.guide.clinic, reasons=True)

    def booking(self) -> Data:
        """Say how to book a visit."""
        clinic = content.clinic(self.guide.clinic)
        return text(clinic["booking"], strong=True)

    def _node(self, node: SyntaxTreeNode) -> Iterator[Data]:
        if node.type == "heading":
            runs = self._line(node)
            yield {"kind": "heading", "level": int(node.tag[1]), "line": runs}
        elif node.type in ("paragraph", "admonition_title"):
            block = self._put(node.children[0].content.strip())
            yield from block or [{"kind": "text", "line": self._line(node)}]
        elif node.type in ("bullet_list", "ordered_list"):
            items = [list(self._all(item)) for item in node.children]
            ordered = node.type == "ordered_list"
            yield {**bullets(items, ordered=ordered), "start": node.attrGet("start") or 1}
        elif node.type in ("blockquote", "admonition"):
            yield {"kind": "quote", "blocks": list(self._all(node))}
        elif node.type in ("fence", "code_block"):
            yield {"kind": "code", "text": node.content.rstrip("\n")}
        elif node.type == "hr":
            yield {"kind": "rule"}
        elif node.type == "table":
            head, *bodies = node.children
            rows = [
                [self._line(cell) for cell in row.children]
                for part in bodies
                for row in part.children
            ]
            cells = [self._line(cell) for cell in head.children[0].children]
            yield {"kind": "table", "columns": len(cells), "head": cells, "rows": rows}
        elif node.type == "html_block":
            words = re.sub(r"<[^>]*>", " ", node.content).split()
            if words:
                yield text(" ".join(words))
        else:
            yield from self._all(node)

    def _all(self, node: SyntaxTreeNode) -> Iterator[Data]:
        for child in node.children:
            yield from self._node(child)

    def _line(self, node: SyntaxTreeNode) -> list[Data]:
        inline = next((child for child in node.children if child.type == "inline"), None)
        tokens = (inline.token.children or []) if inline and inline.token else []
        runs: list[Run] = []
        for run in richtext.token_runs(tokens):
            runs += self._with_links(run)
        if node.type == "heading" and runs:
            last = runs[-1]
            runs[-1] = Run(_ATTRIBUTES.sub("", last.text), last.strong, last.emphasis, last.address)
        # A link within the article, or to a file beside it, leads nowhere on paper.
        return content.line(
            (
                run
                if run.address and richtext.is_web(run.address)
                else Run(run.text, run.strong, run.emphasis)
                for run in runs
            ),
            self.site,
        )

    def _with_links(self, run: Run) -> Iterator[Run]:
        parts = _MARK.split(run.text)
        for index, part in enumerate(parts):
            if index % 2 == 0:
                if part:
                    yield Run(part, run.strong, run.emphasis, run.address)
                continue
            for put in self.put[int(part)]:
                if isinstance(put, Run):
                    yield Run(put.text, run.strong, run.emphasis or put.emphasis, put.address)

    def _put(self, words: str) -> list[Data] | None:
        match = _MARK.fullmatch(words)
        put = self.put[int(match[1])] if match else []
        return [block for block in put if isinstance(block, dict)] or None

    def _block(self, name: str, blocks: list[Data]) -> Markup:
        self.called.add(name)
        return Markup("\n\n") + self._mark(blocks) + Markup("\n\n")

    def _mark(self, put: list[Data] | list[Run]) -> Markup:
        number = len(self.put)
        self.put[number] = put
        return Markup(f"{_OPEN}{number}{_CLOSE}")  # noqa: S704  # digits between two letters

    def _muscle_link(self, id_: str) -> Markup:
        address = f"{self.site}muscles/{id_}/" if self.site else None
        return self._mark([Run(self.guide.muscles[id_].record.name, address=address)])

    def _source_link(self, id_: str) -> Markup:
        return self._mark([Run(content.cite(self.guide.sources[id_]))])

    def _muscles(self) -> Iterator[Data]:
        for muscle in self.article.muscles:
            record = muscle.record
            yield self._heading(3, record.name)
            if record.say:
                yield text(say("common.say_it_plain", words=record.say))
            yield text(record.summary)
            for title, items in _lists(muscle):
                yield self._heading(4, title)
                yield bullets([text(item)] for item in items)

    def _relief(self) -> Iterator[Data]:
        relief = self.guide.relief
        if relief is None:
            yield text(say("common.ask"))
            return
        for number, step in zip(count(1), relief.steps):
            yield self._heading(3, f"{number}. {step.title}")
            yield from content.paragraphs(step.text, self.site)
            yield bullets(content.paragraphs(how, self.site) for how in step.how)

    def _heading(self, level: int, words: str) -> Data:
        return {"kind": "heading", "level": level, "line": content.line([Run(words)], self.site)}


def _lists(muscle: Muscle) -> Iterator[tuple[str, list[str]]]:
    yield say("muscle.functions"), [sentence(words) for words in muscle.record.functions]
    yield (
        say("muscle.symptoms"),
        [content.with_detail(use.symptom.label, use.detail) for use in muscle.symptoms],
    )
    yield (
        say("muscle.overuse"),
        [content.with_detail(use.activity.label, use.detail) for use in muscle.overuse],
    )


def _levelled(blocks: Iterable[Data]) -> Iterator[Data]:
    """Let headings begin below the title and skip no level, which accessible PDFs must not."""
    last = 1
    for block in blocks:
        if block["kind"] == "heading":
            last = min(max(block["level"], 2), last + 1, _DEEPEST)
            yield {**block, "level": last}
        elif block["kind"] == "cards":
            yield {**block, "level": last + 1}
        else:
            yield block


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(admon_plugin)
    # An engine decides about links; here only their words are printed, or whole addresses.
    parser.validateLink = lambda _address: True  # type: ignore[method-assign,assignment]
    return parser


_PARSER = _parser()
