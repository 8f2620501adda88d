"""Links of texts, articles and hand-written pages: each leads to a page, and to an entry on it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import get_args

from muscleguide import urls
from muscleguide.markup import richtext
from muscleguide.markup.article_template import run_body
from muscleguide.markup.markdown import anchors_of, links_like_unsafe, unsafe_links, written_links
from muscleguide.problems import Problem, Severity, did_you_mean, quoted
from muscleguide.reading.files import (
    ACTIVITIES,
    EXERCISES,
    MUSCLES,
    REGIONS,
    SOURCES,
    SYMPTOMS,
    Folder,
)
from muscleguide.reading.yaml_reader import Document, ValuePath
from muscleguide.schema.records import ExerciseKind, ExerciseRecord
from muscleguide.schema.validation import Content, Entry

# Anchors of every page, of a muscle's page, of an exercise's, and of the home page.
_EVERY = frozenset({"content", "menu", "search"})
_MUSCLE = frozenset(
    (
        *(urls.HELP, "location", "functions", "symptoms", "overuse", "relief", "neighbours"),
        *(
            "articles",
            "sources",
            "handout",
            "tonight",
            "other-causes",
            "apart",
            "exercises",
            "more",
        ),
    )
)
_EXERCISE = frozenset(
    (urls.HELP, "dose", "tonight", "steps", "feel", "stop", "levels", "evidence", "sources")
)
_PLACE = frozenset(
    (urls.HELP, "muscles", "tonight", "other-causes", "exercises", "articles", "handout")
)
_HOME = frozenset({"places", "muscles", "articles", "finder", "finder-cards", urls.HELP})


def broken_links(content: Content, folder: Folder) -> Iterator[Problem]:
    """Links lead somewhere: a page of this guide, an entry on it, or out into the web."""
    targets = link_targets(content, folder)
    yield from _in_rich_texts(content, targets)
    for id_, document in folder.articles.items():
        yield from _in_markdown(document, f"articles/{id_}.md", targets)
        yield from _unsafe(document, _unsafe_in_article(document.body))
    translated = ((name, it) for (_code, name), it in folder.translated_pages.items())
    for name, document in (*folder.pages.items(), *translated):
        # The headings of a translation have anchors of their own.
        url = urls.document(name)
        own = {url: targets.get(url, frozenset()) | anchors_of(document.body)}
        yield from _in_markdown(document, name, {**targets, **own})
        found = (*unsafe_links(document.body), *links_like_unsafe(document.body))
        lines = dict(reversed(found))
        yield from _unsafe(document, lines.items())


def link_targets(content: Content, folder: Folder) -> Mapping[str, frozenset[str]]:
    """Give every URL that a text may link to, each with the anchors there."""
    known = {MUSCLES: frozenset[str](), **content.known}
    regions = {urls.region_anchor(id_) for id_ in content.regions}
    steps = range(1, 1 + len(content.relief.record.steps if content.relief else ()))
    pages = {
        urls.HOME: _HOME,
        urls.MUSCLES: frozenset(),
        urls.SYMPTOMS: {*known.get(SYMPTOMS, ()), *regions, urls.INDEX_HELP},
        urls.ACTIVITIES: {*known.get(ACTIVITIES, ()), urls.INDEX_HELP},
        urls.SOURCES: known.get(SOURCES, frozenset()),
        urls.ARTICLES: frozenset(),
        urls.RELIEF: {*map(urls.step_anchor, steps), urls.HELP},
        urls.WARNING_SIGNS: frozenset(),
        urls.PLACES: {urls.INDEX_HELP},
        urls.EXERCISES: {*get_args(ExerciseKind), urls.INDEX_HELP},
        urls.WORDS: frozenset(content.glossary),
        urls.CHOSEN_HANDOUT: frozenset({"handout-page"}),
        urls.embedded(urls.HOME): _HOME,
    }
    pages |= {urls.place(id_): _PLACE for id_ in known.get(REGIONS, ())}
    for id_ in known[MUSCLES]:
        pages |= {urls.muscle(id_): _MUSCLE, urls.embedded(urls.muscle(id_)): _MUSCLE}
    pages |= {urls.exercise(id_): _EXERCISE for id_ in known[EXERCISES]}
    for id_, document in folder.articles.items():
        own = {"article_sources", "handout", urls.INDEX_HELP}
        pages[urls.article(id_)] = anchors_of(document.body) | own
    for name, document in folder.pages.items():
        pages.setdefault(urls.document(name), anchors_of(document.body))
    printed = (*known[MUSCLES], *folder.articles, *(f"exercises/{id_}" for id_ in known[EXERCISES]))
    papers = [(id_, paper) for id_ in printed for paper in urls.PAPERS]
    files = (
        *(urls.handout(id_, paper) for id_, paper in papers),
        *(urls.DATA, urls.FEED, urls.SITEMAP, *folder.assets),
    )
    aliases = (
        *(urls.muscle(a) for entry in content.muscles.values() for a in entry.record.aliases),
        *(urls.exercise(a) for entry in content.exercises.values() for a in entry.record.aliases),
        *(urls.article(a) for entry in content.articles.values() for a in entry.record.aliases),
    )
    found = {url: frozenset(anchors) | _EVERY for url, anchors in pages.items()}
    return {**dict.fromkeys((*files, *aliases), frozenset[str]()), **found}


def rich_texts(content: Content) -> Iterator[tuple[Document, ValuePath, str]]:
    """Yield every rich text of every record, with its place."""
    for muscle in content.muscles.values():
        yield muscle.document, ("location",), muscle.record.location
        if muscle.record.relief:
            yield muscle.document, ("relief",), muscle.record.relief
    for exercise in content.exercises.values():
        yield from _of_exercise(exercise)
    for activity in content.activities.values():
        if activity.record.instead:
            yield activity.document, (*activity.at, "instead"), activity.record.instead
    if content.relief:
        document, relief = content.relief.document, content.relief.record
        yield document, ("intro",), relief.intro
        for index, step in enumerate(relief.steps):
            yield document, ("steps", index, "text"), step.text
            for number, how in enumerate(step.how):
                yield document, ("steps", index, "how", number), how
        if relief.outro:
            yield document, ("outro",), relief.outro


def _of_exercise(exercise: Entry[ExerciseRecord]) -> Iterator[tuple[Document, ValuePath, str]]:
    for key in ("feel", "easier", "harder", "stop"):
        if text := getattr(exercise.record, key):
            yield exercise.document, (key,), text
    for key in ("steps", "not_if"):
        for number, text in enumerate(getattr(exercise.record, key)):
            yield exercise.document, (key, number), text


def _in_rich_texts(content: Content, targets: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    for document, path, text in rich_texts(content):
        for url in richtext.written_links(text):
            if not richtext.is_link(url):
                message = (
                    f"{quoted(url)} cannot be linked and is shown as typed; use https://, "
                    "mailto:, tel:, or a page of the guide such as muscles/popliteus"
                )
                yield document.problem(path, "no-link", message, severity=Severity.WARNING)
            elif broken := not richtext.is_web(url) and _broken(*richtext.guide_url(url), targets):
                yield document.problem(path, "broken-link", broken)


def _in_markdown(
    document: Document, file: str, targets: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Check the links of a Markdown file, whose name is `file` below docs/."""
    for line, href in written_links(document.body):
        if not urls.is_relative(href) or "{" in href or "%7B" in href:
            continue
        if message := _broken(*urls.linked(file, href), targets):
            number = document.body_line + line - 1
            yield Problem(document.file, number, 1, Severity.WARNING, "broken-link", message)


def _unsafe_in_article(body: str) -> Iterator[tuple[int, str]]:
    """Yield the unsafe links that stand in an article, and those that its template makes."""
    seen = set()
    for line, url in unsafe_links(body):
        seen.add(url)
        yield line, url
    ran = run_body(body)
    if ran.lines:
        starts = [0, *accumulate(len(line) + 1 for line in ran.text.split("\n"))]
        for line, url in unsafe_links(ran.text):
            if url not in seen:
                yield ran.line_at(starts[line - 1]), url


def _unsafe(document: Document, found: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    for line, url in found:
        number = document.body_line + line - 1
        message = f"{quoted(url)} must not be linked: it runs a script, or holds data; take it out"
        yield Problem(document.file, number, 1, Severity.ERROR, "unsafe-link", message)


def _broken(url: str, anchor: str, targets: Mapping[str, frozenset[str]]) -> str | None:
    """Give the message about a broken link; None where it works."""
    page = url.partition("?")[0]
    if page not in targets:
        return f"no page {quoted(page)} in this guide{did_you_mean(page, targets)}"
    anchors = targets[page]
    if anchor and anchor not in anchors:
        hint = did_you_mean(anchor, anchors)
        return f'no entry "{anchor}" on the page "{page}"{hint}'
    return None
