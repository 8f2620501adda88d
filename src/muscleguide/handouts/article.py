"""An article's handout: the tokens of its Markdown become blocks for the template.

Where a call has left its mark, what stands for it is put in.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from muscleguide.handouts.content import (
    Data,
    blocks_handout,
    bullets,
    clinic,
    drawing,
    exercise_blocks,
    heading,
    line,
    paragraphs,
    text,
    warning_cards,
)
from muscleguide.markup import richtext
from muscleguide.markup.article_template import MARK, Call
from muscleguide.markup.richtext import Run
from muscleguide.model.article import ArticleContent
from muscleguide.model.exercise import ExerciseContent, exercises_of
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.site import Site
from muscleguide.urls import absolute
from muscleguide.wording.sentences import long_date, sentence

_DEEPEST = 6


def article_handout(site: Site, article: ArticleContent) -> Data:
    """Give the data of an article's handout."""
    locale, record = site.context.locale, article.record
    day = long_date(locale, record.published)
    opening = locale.text("article.by", author=record.author, day=day)
    if article.based_on:
        based_on = sentence(article.based_on.text)
        opening += f" {locale.text('article.based_on')} {based_on}"
    blocks = [
        heading(site, 1, record.title),
        text(opening),
        *_levelled(_Body(site, article).blocks()),
    ]
    if not article.has("warning_signs"):
        blocks.append(heading(site, 2, locale.text("common.medical_help")))
        blocks.append(warning_cards(article.care, reasons=True))
    if not article.has("booking"):
        blocks.append(text(clinic(site)["booking"], strong=True))
    data = blocks_handout(
        site, record.title, blocks, article.citations, article.review, article.url
    )
    if article.url in site.context.foreign:
        # Most of it is in the guide's own language: a screen reader must read it so.
        return {**data, "language": site.context.source_language}
    return data


class _Body:
    """Turns an article's tokens into blocks, with what its calls put in."""

    def __init__(self, site: Site, article: ArticleContent) -> None:
        self.site = site
        self.article = article

    def blocks(self) -> Iterator[Data]:
        """Yield the blocks."""
        for node in SyntaxTreeNode(list(self.article.tokens)).children:
            yield from self._node(node)

    def _node(self, node: SyntaxTreeNode) -> Iterator[Data]:
        if node.type == "heading":
            runs = self._line(node)
            yield {"kind": "heading", "level": int(node.tag[1]), "line": runs}
        elif node.type in ("paragraph", "admonition_title", "dt"):
            mark = MARK.fullmatch(node.children[0].content.strip())
            called = self._called(self.article.calls[int(mark[1])]) if mark else []
            yield from called or [{"kind": "text", "line": self._line(node)}]
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
        # A link within the article, or to a file beside it, leads nowhere on paper.
        return line(
            self.site,
            (
                run
                if run.url and richtext.is_web(run.url)
                else Run(run.text, run.strong, run.emphasis)
                for run in runs
            ),
        )

    def _with_links(self, run: Run) -> Iterator[Run]:
        """Put a muscle's or a source's name in the place of each mark within a line."""
        for index, part in enumerate(MARK.split(run.text)):
            if index % 2 == 0:
                if part:
                    yield Run(part, run.strong, run.emphasis, run.url)
                continue
            call = self.article.calls[int(part)]
            if call.name == "muscle":
                muscle = self.site.muscles[call.id]
                url = absolute(self.site.context.site_url, muscle.url)
                yield Run(muscle.record.name, run.strong, run.emphasis, url)
            elif call.name == "exercise":
                exercise = self.site.exercises[call.id]
                url = absolute(self.site.context.site_url, exercise.url)
                yield Run(exercise.record.name, run.strong, run.emphasis, url)
            elif call.name == "source":
                yield Run(self.site.citations[call.id].text, run.strong, run.emphasis)

    def _called(self, call: Call) -> list[Data]:
        """Give the blocks that a call puts in; none for a call that stands within a line."""
        if call.name == "warning_signs":
            return [warning_cards(self.article.care, reasons=True)]
        if call.name == "picture":
            return list(_picture(self.site.muscles[call.id]))
        if call.name == "booking":
            return [text(clinic(self.site)["booking"], strong=True)]
        if call.name == "relief":
            return list(_relief(self.site))
        if call.name == "exercises":
            own = exercises_of(self.site.exercises_by_muscle, self.article.record.muscles)
            return list(_exercises(self.site, own))
        if call.name == "other_causes":
            return list(_other_causes(self.site, self.article))
        if call.name == "muscles":
            return [
                block for muscle in self.article.muscles for block in _muscle(self.site, muscle)
            ]
        return []


def _muscle(site: Site, muscle: MuscleContent) -> Iterator[Data]:
    locale = site.context.locale
    yield heading(site, 3, muscle.record.name)
    if muscle.say:
        yield text(locale.text("common.say_it_plain", words=muscle.say))
    yield text(muscle.record.summary)
    lists = (
        ("functions", [sentence(words) for words in muscle.functions]),
        ("symptoms", [cause.text for cause in muscle.symptoms]),
        ("overuse", [cause.text for cause in muscle.overuse]),
    )
    for name, items in lists:
        yield heading(site, 4, locale.text(f"muscle.{name}"))
        yield bullets([text(item)] for item in items)


def _exercises(site: Site, exercises: Iterable[ExerciseContent]) -> Iterator[Data]:
    """Yield exercises by their kind: one list of all would be too long to take in."""
    for kind, some in groupby(exercises, key=lambda exercise: exercise.kind):
        yield heading(site, 4, kind)
        yield from exercise_blocks(site, list(some))


def _picture(muscle: MuscleContent) -> Iterator[Data]:
    drawn = drawing(muscle)
    if drawn:
        yield {"kind": "picture", "svg": drawn["svg"], "alt": drawn["alt"]}
        yield text(drawn["caption"])


def _other_causes(site: Site, article: ArticleContent) -> Iterator[Data]:
    locale = site.context.locale
    causes = site.causes_for(article.regions)
    if causes:
        yield text(locale.text("other_causes.intro"))
    for cause in causes:
        record = cause.record
        yield heading(site, 3, record.name)
        medical = f"{record.medical_name}. " if record.medical_name else ""
        feels = f"{locale.text('other_causes.feels')} {record.feels_like}."
        who = f" {locale.text('other_causes.who')} {record.who}." if record.who else ""
        yield text(f"{medical}{feels} {cause.act}{who}")


def _relief(site: Site) -> Iterator[Data]:
    relief = site.guide.relief
    if relief is None:
        yield text(site.context.locale.text("common.ask"))
        return
    for number, step in enumerate(relief.steps, start=1):
        yield heading(site, 3, f"{number}. {step.title}")
        yield from paragraphs(site, step.text)
        yield bullets(paragraphs(site, how) for how in step.how)


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
