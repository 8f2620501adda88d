"""The site map: every file of a site, by its path, with the pure function that renders it.

A build renders all of them, the preview the one that a browser asks for. Hand-written pages are
not here: `engine/` makes those.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from muscleguide import urls
from muscleguide.cache import Cache
from muscleguide.exports.data import data
from muscleguide.exports.feed import feed
from muscleguide.exports.headers import headers_file
from muscleguide.exports.redirects import redirects_file
from muscleguide.exports.robots import robots, sitemap
from muscleguide.exports.search_index import search_entries, search_index
from muscleguide.figures.figure import draw_figure
from muscleguide.handouts.article import article_handout
from muscleguide.handouts.content import Format, muscles_handout
from muscleguide.handouts.exercise import exercise_handout
from muscleguide.handouts.printing import Document, find_pdf, get_pdf, remarks
from muscleguide.model.article import ArticleContent
from muscleguide.model.exercise import ExerciseContent, exercises_of
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.place import PlaceContent
from muscleguide.model.site import Site
from muscleguide.pages import assets
from muscleguide.pages.about.about import about_page
from muscleguide.pages.article.article import article_page
from muscleguide.pages.chosen_handout.chosen_handout import (
    chosen_handout_page,
    exercise_part,
    handout_part,
)
from muscleguide.pages.drawing import drawing_file
from muscleguide.pages.embed.embed import embedded_finder, embedded_muscle
from muscleguide.pages.exercise.exercise import exercise_page, exercises_page
from muscleguide.pages.home.home import home_page
from muscleguide.pages.indexes.indexes import (
    activities_page,
    articles_page,
    muscles_page,
    symptoms_page,
)
from muscleguide.pages.layout.layout import render_page
from muscleguide.pages.layout.page import Page
from muscleguide.pages.muscle.muscle import muscle_page
from muscleguide.pages.not_found.not_found import not_found_page
from muscleguide.pages.place.place import place_page, places_page
from muscleguide.pages.redirect.redirect import redirect
from muscleguide.pages.reference.reference import (
    relief_page,
    sources_page,
    warning_signs_page,
    words_page,
)
from muscleguide.problems import Problem, Severity
from muscleguide.reading.files import (
    ACTIVITIES,
    ARTICLES,
    CLINIC,
    DOCS,
    EXERCISES,
    GLOSSARY,
    MAPS,
    MUSCLES,
    OTHER_CAUSES,
    REGIONS,
    RELIEF,
    SOURCES,
    SYMPTOMS,
    WARNING_SIGNS,
    Folder,
)
from muscleguide.social.content import Logo, Post, article_post, muscle_post, site_post
from muscleguide.social.pictures import SHAPES, find_picture, get_picture
from muscleguide.urls import PAPERS, Paper

# The source of what is not named after a file of the guide.
_PROGRAM = "the program itself"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site: its path, the file that it is named after, and what renders it.

    A page that search engines should find has a `url`, and in `shows` the files that it shows. What
    takes long has `find`, which gives it from the cache; where it cannot be made, that is a problem
    of `rule` and begins with `cannot`. `remarks` gives what to know about it once it is made.
    """

    path: str
    source: str
    render: Callable[[], str | bytes]
    url: str | None = None
    shows: tuple[str, ...] = ()
    find: Callable[[], bytes | None] | None = None
    rule: str = ""
    cannot: str = ""
    remarks: Callable[[bytes], Iterable[Problem]] | None = None


def site_map(
    site: Site,
    folder: Folder,
    cache: Cache,
    days: Mapping[str, str],
    others: Collection[str] = (),
) -> tuple[dict[str, Output], list[Problem]]:
    """Give every output by its path, and a problem for every two that would share one.

    `days` leads from a file of the guide to the day on which it last changed, where that is known;
    `others` are paths in the same folder that other site maps have, which hosts must know of, too.
    """
    listed: dict[str, str | None] = {}
    outputs: dict[str, Output] = {}
    clashes: dict[tuple[str, str], str] = {}
    # Rendered once every path is known.
    headers = Output(urls.HEADERS, _PROGRAM, lambda: _headers(site, folder, (*others, *taken)))
    redirects = Output(urls.REDIRECTS, _PROGRAM, partial(_redirects, site, folder))
    own = (headers, redirects)
    for output in (*_generated(site, folder, cache, listed), *own, *_assets(folder)):
        first = outputs.setdefault(output.path, output)
        if first is not output:
            clashes.setdefault((first.source, output.source), output.path)
        elif output.url is not None:
            listed[output.url] = _newest(folder, days, output.shows)
    taken = {path: output.source for path, output in outputs.items()}
    for page in site.guide.pages:
        path, file = urls.path_of(page.url), f"{DOCS}/{page.file}"
        first_source = taken.setdefault(path, file)
        if first_source != file:
            clashes.setdefault((first_source, file), path)
        listed[page.url] = _newest(folder, days, (file,))
    for path, source in taken.items():
        for parent in PurePosixPath(path).parents:
            above = taken.get(parent.as_posix())
            # A file where a folder belongs: the first in that folder is enough.
            if above is not None and all(above != second for _first, second in clashes):
                clashes[source, above] = parent.as_posix()
    problems = [_clash(*sources, path) for sources, path in clashes.items()]
    return outputs, [*problems, *_told_apart_by_case(taken)]


def _told_apart_by_case(taken: Mapping[str, str]) -> Iterator[Problem]:
    """Warn of paths that are one file to Windows and macOS, and two to other systems.

    `taken` leads from each path to the file that it is made from.
    """
    first: dict[str, str] = {}
    for path in taken:
        first.setdefault(_on_any_system(path), path)
    seen: set[str] = set()
    for path in taken:
        for part in (path, *(parent.as_posix() for parent in PurePosixPath(path).parents)):
            other = first.get(_on_any_system(part), part)
            sources = {taken[other], taken[path]} if other != part else set()
            # Of a record and a file in docs/, the latter: ids have no capitals.
            file = max(sources - {_PROGRAM}, default=None)
            if file is not None and file not in seen:
                seen.add(file)
                message = f"Windows and macOS take {other} and {part} for one file; rename this one"
                yield Problem(file, 1, 1, Severity.WARNING, "case-only", message)


def _on_any_system(path: str) -> str:
    """Give what is the same for paths that are one file on some system."""
    return unicodedata.normalize("NFC", path).casefold()


def below(prefix: str, outputs: Mapping[str, Output]) -> dict[str, Output]:
    """Give the outputs of an edition in another language, in a folder of its own.

    What hosts and robots read stands at the root only.
    """
    at_root = (urls.HEADERS, urls.REDIRECTS, urls.ROBOTS)
    return {
        prefix + path: replace(
            output,
            path=prefix + path,
            url=None if output.url is None else prefix + output.url,
            remarks=output.remarks and partial(_remarks_below, prefix, output.remarks),
        )
        for path, output in outputs.items()
        if path not in at_root
    }


def _remarks_below(
    prefix: str, remarks: Callable[[bytes], Iterable[Problem]], data: bytes
) -> Iterator[Problem]:
    """Say of an output where it is: some remarks begin with its path."""
    for problem in remarks(data):
        is_of_path = problem.rule == "long-handout"
        yield replace(problem, message=prefix + problem.message) if is_of_path else problem


def _generated(
    site: Site, folder: Folder, cache: Cache, listed: Mapping[str, str | None]
) -> Iterator[Output]:
    """Yield all that is made from records. `listed` is complete once everything is known."""
    guide, logo = site.guide, _logo(site, folder)
    yield from _single_pages(site)
    for muscle in site.muscles.values():
        yield from _muscle(site, cache, muscle, logo)
    for place in site.places.values():
        yield _place(site, place)
    for exercise in site.exercises.values():
        yield from _exercise(site, cache, exercise)
    for article in site.articles.values():
        yield from _article(site, cache, article, logo)
    yield from _post("site", CLINIC, partial(site_post, site, logo), cache)
    for path in assets.assets():
        yield Output(path, _PROGRAM, partial(assets.asset, path))
    yield Output(urls.CLINIC_STYLES, _PROGRAM, partial(assets.clinic_styles, guide.clinic))
    yield Output(urls.SEARCH_INDEX, _PROGRAM, lambda: search_index(search_entries(site)))
    yield Output(urls.DATA, _PROGRAM, partial(data, site))
    yield Output(urls.ROBOTS, _PROGRAM, partial(robots, site))
    yield Output(urls.SITEMAP, _PROGRAM, partial(sitemap, site, listed))
    if site.context.site_url and guide.articles:
        yield Output(urls.FEED, _PROGRAM, partial(feed, site))


def _single_pages(site: Site) -> Iterator[Output]:
    """Yield the pages of which there is one, each with the files that it shows."""
    muscles = tuple(f"{MUSCLES}/{id_}.yml" for id_ in site.guide.muscles)
    articles = tuple(f"{ARTICLES}/{id_}.md" for id_ in site.guide.articles)
    exercises = tuple(f"{EXERCISES}/{id_}.yml" for id_ in site.guide.exercises)
    signs = (CLINIC, WARNING_SIGNS, SOURCES)
    pages: tuple[tuple[str, Callable[[Site], Page], tuple[str, ...]], ...] = (
        (urls.HOME, home_page, (*_shown(site), *muscles, *articles)),
        (urls.MUSCLES, muscles_page, (CLINIC, *muscles)),
        (urls.SYMPTOMS, symptoms_page, (*signs, SYMPTOMS, REGIONS, *muscles)),
        (urls.ACTIVITIES, activities_page, (*signs, ACTIVITIES, *muscles)),
        (urls.ARTICLES, articles_page, (CLINIC, *articles)),
        (urls.RELIEF, relief_page, (*signs, RELIEF, *exercises)),
        (urls.WARNING_SIGNS, warning_signs_page, signs),
        (urls.SOURCES, sources_page, (CLINIC, SOURCES)),
        (urls.EXERCISES, exercises_page, (*signs, REGIONS, *exercises)),
        (urls.PLACES, places_page, (*signs, REGIONS)),
        (urls.ABOUT, about_page, (CLINIC, *muscles)),
        (urls.WORDS, words_page, (CLINIC, GLOSSARY, SOURCES)),
        (urls.CHOSEN_HANDOUT, chosen_handout_page, (*_shown(site), *muscles, *exercises)),
    )
    written = {page.url for page in site.guide.pages}
    for url, make, shows in pages:
        if url != urls.ABOUT or url not in written:
            yield _page(site, url, _PROGRAM, partial(make, site), shows)
    yield Output(urls.NOT_FOUND, _PROGRAM, lambda: render_page(not_found_page(site), site))
    path = urls.path_of(urls.embedded(urls.HOME))
    yield Output(path, _PROGRAM, partial(embedded_finder, site))


def _muscle(site: Site, cache: Cache, muscle: MuscleContent, logo: Logo | None) -> Iterator[Output]:
    file = f"{MUSCLES}/{muscle.id}.yml"
    shows = (*_shown(site), file, *_exercise_files(site, [muscle.id]))
    yield _page(site, muscle.url, file, partial(muscle_page, site, muscle), shows)
    path = urls.path_of(urls.embedded(muscle.url))
    yield Output(path, file, partial(embedded_muscle, site, muscle))
    yield Output(urls.handout_part(muscle.id), file, partial(handout_part, site, muscle))
    if muscle.picture:
        yield Output(urls.picture(muscle.id), file, partial(drawing_file, muscle.picture))
    document = Document(partial(muscles_handout, site, [muscle]))
    for paper in PAPERS:
        yield _pdf(muscle.id, file, document, paper, cache)
    yield from _post(f"muscles/{muscle.id}", file, partial(muscle_post, site, muscle, logo), cache)
    for alias in muscle.record.aliases:
        yield _redirect(site, urls.muscle(alias), muscle.url, file, muscle.record.name)


def _place(site: Site, place: PlaceContent) -> Output:
    ids = [here.content.id for here in place.muscles]
    muscles = (f"{MUSCLES}/{id_}.yml" for id_ in ids)
    shows = (*_shown(site), *muscles, *_exercise_files(site, ids))
    return _page(site, place.url, REGIONS, partial(place_page, site, place), shows)


def _exercise(site: Site, cache: Cache, exercise: ExerciseContent) -> Iterator[Output]:
    file = f"{EXERCISES}/{exercise.id}.yml"
    muscles = (f"{MUSCLES}/{id_}.yml" for id_ in exercise.record.muscles)
    shows = (*_shown(site), file, *muscles)
    yield _page(site, exercise.url, file, partial(exercise_page, site, exercise), shows)
    if exercise.record.figure:
        figure = partial(draw_figure, exercise.record.figure)
        yield Output(urls.figure(exercise.id), file, figure)
    yield Output(urls.exercise_part(exercise.id), file, partial(exercise_part, site, exercise))
    document = Document(partial(exercise_handout, site, exercise))
    for paper in PAPERS:
        yield _pdf(f"exercises/{exercise.id}", file, document, paper, cache)
    for alias in exercise.record.aliases:
        yield _redirect(site, urls.exercise(alias), exercise.url, file, exercise.record.name)


def _article(
    site: Site, cache: Cache, article: ArticleContent, logo: Logo | None
) -> Iterator[Output]:
    file = f"{ARTICLES}/{article.id}.md"
    muscles = (f"{MUSCLES}/{muscle.id}.yml" for muscle in article.muscles)
    shows = (*_shown(site), file, *muscles, *_exercise_files(site, article.record.muscles))
    yield _page(site, article.url, file, partial(article_page, site, article), shows)
    document = Document(partial(article_handout, site, article))
    record = article.record
    told = " ".join((record.title, record.author, site.guide.articles[article.id].body))
    for paper in PAPERS:
        yield _pdf(article.id, file, document, paper, cache, told)
    yield from _post(
        f"articles/{article.id}", file, partial(article_post, site, article, logo), cache
    )
    for alias in article.record.aliases:
        yield _redirect(site, urls.article(alias), article.url, file, article.record.title)


def _page(
    site: Site, url: str, source: str, make: Callable[[], Page], shows: tuple[str, ...]
) -> Output:
    return Output(urls.path_of(url), source, lambda: render_page(make(), site), url, shows)


def _pdf(
    id_: str, source: str, document: "Document", paper: Paper, cache: Cache, told: str = ""
) -> Output:
    path = urls.handout(id_, paper)
    return Output(
        path,
        source,
        partial(get_pdf, cache, document, Format(paper)),
        find=partial(find_pdf, cache, document, Format(paper)),
        rule="no-handout",
        cannot="its handout cannot be printed",
        remarks=partial(remarks, path, source, document, paper, told),
    )


def _post(stem: str, source: str, make: Callable[[], Post], cache: Cache) -> Iterator[Output]:
    """Yield the preview pictures of a page, and the caption beside them."""
    yield Output(urls.social_caption(stem), source, lambda: make().caption)
    for shape in SHAPES:
        yield Output(
            urls.social_picture(stem, shape),
            source,
            partial(get_picture, cache, make, shape),
            find=partial(find_picture, cache, make, shape),
            rule="no-picture",
            cannot="its preview picture cannot be made",
        )


def _logo(site: Site, folder: Folder) -> Logo | None:
    """Read the clinic's logo for preview pictures."""
    file = site.guide.clinic.logo
    if file is None:
        return None
    ending = PurePosixPath(file).suffix.lstrip(".").replace("jpeg", "jpg")
    return Logo(ending, (folder.root / DOCS / file).read_bytes())


def _redirect(site: Site, old: str, url: str, source: str, title: str) -> Output:
    return Output(urls.path_of(old), source, partial(redirect, site, old, url, title))


def _assets(folder: Folder) -> Iterator[Output]:
    """Yield the files that lie below docs/ and are no pages."""
    for name in folder.assets:
        if name not in (urls.HEADERS, urls.REDIRECTS):
            yield Output(name, f"{DOCS}/{name}", (folder.root / DOCS / name).read_bytes)


def _headers(site: Site, folder: Folder, paths: Iterable[str]) -> bytes:
    """Give the headers for files at some paths, and after them those that the clinic adds."""
    ours = headers_file(site.guide.clinic, paths).encode()
    return b"\n".join([ours, *_added(folder, urls.HEADERS)])


def _redirects(site: Site, folder: Folder) -> bytes:
    """Give the redirects that the clinic adds, which come first (the first that fits counts)."""
    return b"\n".join([*_added(folder, urls.REDIRECTS), redirects_file(site).encode()])


def _added(folder: Folder, name: str) -> Iterator[bytes]:
    """Give what a clinic adds to a file for its host, where it does."""
    if name in folder.assets:
        yield (folder.root / DOCS / name).read_bytes()


def _shown(site: Site) -> tuple[str, ...]:
    """Give the files of which every muscle's page shows something."""
    maps = (f"{MAPS}/{view}.svg" for view in site.guide.maps)
    files = (CLINIC, REGIONS, SYMPTOMS, ACTIVITIES, SOURCES, WARNING_SIGNS, RELIEF, OTHER_CAUSES)
    return (*files, *maps)


def _exercise_files(site: Site, muscles: Collection[str]) -> Iterator[str]:
    """Yield the files of some muscles' exercises."""
    for exercise in exercises_of(site.exercises_by_muscle, muscles):
        yield f"{EXERCISES}/{exercise.id}.yml"


def _newest(folder: Folder, days: Mapping[str, str], files: Iterable[str]) -> str | None:
    """Give the day of the last change of files; none where one has changed and has no day."""
    if not days:
        return None
    found = [days.get(file) for file in files if file in days or (folder.root / file).exists()]
    return max((day for day in found if day), default=None) if all(found) else None


def _clash(first: str, second: str, path: str) -> Problem:
    """Report two outputs at one path, at the file that is easier to rename."""
    if second == _PROGRAM:
        first, second = second, first
    message = f"{first} makes {path}, too; give this file another name"
    if first != _PROGRAM:
        message = f"{path} is made from {first}, too; give one of the two another name"
    return Problem(second, 1, 1, Severity.ERROR, "address-taken", message)
