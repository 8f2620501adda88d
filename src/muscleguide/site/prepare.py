"""Everything up to rendering: read, check, link, model, and the map of what can be rendered."""

import datetime
import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from muscleguide import urls
from muscleguide.cache import Cache
from muscleguide.checking.check import check_guide
from muscleguide.checking.foreign import (
    ACTIVE_FILES,
    allowed_hosts,
    foreign_in_html,
    foreign_settings,
)
from muscleguide.checking.reviews import edited_after_review, reviewed_entries
from muscleguide.context import in_language, make_context, with_editions
from muscleguide.guide.guide import link
from muscleguide.markup.article_template import ArticleError
from muscleguide.markup.markdown import render_markdown
from muscleguide.model.site import Site, make_site
from muscleguide.problems import Problem, Severity, has_errors
from muscleguide.reading.files import DOCS, Folder
from muscleguide.reading.history import changed_since_review, last_changes
from muscleguide.reading.settings import Settings
from muscleguide.reading.yaml_reader import (
    Document,
    Parse,
    ReadingError,
    parse_yaml,
    read_text,
)
from muscleguide.site.site_map import Output, below, site_map
from muscleguide.translation.editions import translations

CACHE = Path("build/cache")


@dataclass(frozen=True)
class Prepared:
    """A guide that is ready to be rendered, or its problems; with errors there is no `site`.

    `editions` are the sites in other languages. `files` counts what was read, and `known` are the
    ids that a reference may name. The documents themselves are no longer held: of thousands of
    files, they would take more memory than all the rest.
    """

    problems: tuple[Problem, ...]
    files: int
    settings: Settings
    cache: Cache
    known: Mapping[str, frozenset[str]]
    site: Site | None = None
    editions: Mapping[str, Site] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)


def prepare(
    config_file: Path,
    today: datetime.date,
    base_url: str | None = None,
    parse: Parse = parse_yaml,
) -> Prepared:
    """Prepare the guide that `config_file` belongs to; never raises for what its files hold.

    `base_url`, with a slash at its end, takes the place of the `site_url` of the settings.
    """
    # Reading makes many values and no garbage: looking for some would take a fifth of the time.
    gc.disable()
    try:
        return _prepared(config_file, today, base_url, parse)
    finally:
        gc.enable()


def _prepared(
    config_file: Path, today: datetime.date, base_url: str | None, parse: Parse
) -> Prepared:
    root = config_file.parent
    cache = Cache(root / CACHE)
    checked = check_guide(root, config_file.name, today, parse)
    folder = checked.folder
    problems, settings = [*checked.problems], folder.settings
    known = checked.content.known
    if has_errors(problems):
        return Prepared(tuple(problems), folder.files, settings, cache, known)
    guide = link(checked.content, checked.maps, folder.pages)
    signed = [entry.document.file for entry in reviewed_entries(checked.content)]
    edited = changed_since_review(root, signed)
    problems += edited_after_review(checked.content, edited)
    context = make_context(settings, today, base_url, edited)
    others, told = translations(root, checked.content, folder, checked.maps, context.locale.code)
    problems += told
    if others:
        context = with_editions(context, tuple(other.code for other in others))
    site, errors = make_site(guide, context)
    problems += _article_problems(folder.articles, errors)
    problems += _foreign(folder, site)
    editions: dict[str, Site] = {}
    for other in others:
        there = in_language(context, other.code, other.untranslated, other.foreign, other.nav)
        edition, wrong = make_site(link(other.content, other.maps, other.pages), there)
        documents = {id_: entry.document for id_, entry in other.content.articles.items()}
        # An article that is not translated has told its errors already.
        told_already = {
            id_: it for id_, it in wrong.items() if urls.article(id_) not in other.foreign
        }
        problems += _article_problems(documents, told_already)
        errors = {**errors, **wrong}
        editions[other.code] = edition
    outputs: dict[str, Output] = {}
    if not errors:
        days = last_changes(root)
        for edition in editions.values():
            found, clashes = site_map(edition, folder, cache, days)
            outputs |= below(edition.context.prefix, found)
            problems += clashes
        found, clashes = site_map(site, folder, cache, days, tuple(outputs))
        outputs |= found
        problems += clashes
    problems.sort()
    if has_errors(problems):
        return Prepared(tuple(problems), folder.files, settings, cache, known)
    return Prepared(tuple(problems), folder.files, settings, cache, known, site, editions, outputs)


def _foreign(folder: Folder, site: Site) -> Iterator[Problem]:
    """Report what settings, articles and files below docs/ bring in from other hosts."""
    allowed = allowed_hosts(site.guide.clinic, site.context)
    yield from foreign_settings(folder.settings, allowed)
    for article in site.articles.values():
        html = render_markdown(article.tokens, lambda written: written)
        yield from foreign_in_html(folder.articles[article.id], html, allowed)
    for name in folder.assets:
        if name.lower().endswith(ACTIVE_FILES):
            try:
                text = read_text(folder.root, folder.root / DOCS / name)
            except ReadingError as error:
                yield error.problem
                continue
            # A drawing has styles of its own, which the policy of a page does not reach.
            ignored = ("inline-style",) if name.lower().endswith(".svg") else ()
            yield from foreign_in_html(
                Document(f"{DOCS}/{name}", None, body=text), text, allowed, ignored
            )


def _article_problems(
    documents: Mapping[str, Document], errors: Mapping[str, ArticleError]
) -> Iterator[Problem]:
    """Report the errors of articles, each at its line."""
    for id_, error in errors.items():
        document = documents[id_]
        line = document.body_line + error.line - 1
        yield Problem(document.file, line, 1, Severity.ERROR, error.rule, error.message)
