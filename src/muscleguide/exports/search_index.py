"""The index of the site's search: everything that it can find, in one JSON file."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from muscleguide import urls
from muscleguide.guide.guide import Muscle
from muscleguide.markup import richtext
from muscleguide.markup.article_template import MARK
from muscleguide.markup.markdown import plain_text
from muscleguide.model.article import ArticleContent
from muscleguide.model.care import Care
from muscleguide.model.exercise import ExerciseContent
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.site import Site
from muscleguide.wording.sentences import sentence


@dataclass(frozen=True)
class Entry:
    """A page, or a part of one, that the search can find.

    `url` is relative to the site's root: `muscles/popliteus/`, or `symptoms/#knee-locking` for a
    part of a page. All texts are plain, without markup. Words count most in the title, then in
    `names`, in `labels` and in `text`; `weight` multiplies what an entry scores.
    """

    url: str
    title: str
    text: str = ""
    names: tuple[str, ...] = ()  # what else it is called
    labels: tuple[str, ...] = ()  # phrases that entries share, such as labels of symptoms
    weight: float = 1


def search_entries(site: Site) -> Iterator[Entry]:
    """Yield every page with text of its own, and the parts of pages that have a URL."""
    guide, locale = site.guide, site.context.locale
    for muscle in site.muscles.values():
        yield _muscle(muscle)
    for article in site.articles.values():
        yield Entry(article.url, article.record.title, _article_text(article), weight=1.5)
    for page in guide.pages:
        yield Entry(page.url, page.title, " ".join(page.texts))
    # Its title says "hurt", as every second search does.
    yield Entry(urls.HOME, locale.text("home.title"), locale.text("home.intro"), weight=0.2)
    yield Entry(urls.MUSCLES, locale.text("muscles.title"))
    yield Entry(urls.SYMPTOMS, locale.text("symptoms.title"), locale.text("symptoms.description"))
    for id_, some in guide.symptoms_by_region.items():
        symptoms = "; ".join(guide.symptoms[symptom].label for symptom in some)
        region = guide.regions[id_]
        names = (*region.words, *([region.part] if region.part else ()))
        yield Entry(urls.place(id_), region.label, symptoms, names, weight=0.5)
    for id_, symptom in guide.symptoms.items():
        muscles = _names(guide.by_symptom.get(id_, ()))
        yield Entry(urls.symptom(id_), symptom.label, muscles, symptom.words)
    yield Entry(urls.ACTIVITIES, locale.text("activities.title"))
    for id_, activity in guide.activities.items():
        muscles = _names(guide.by_activity.get(id_, ()))
        instead = richtext.plain(activity.instead or "")
        yield Entry(urls.activity(id_), activity.label, f"{instead} {muscles}", activity.words)
    yield Entry(urls.WARNING_SIGNS, locale.text("common.medical_help"), _care_text(site.care))
    yield _relief(site)
    for exercise in site.exercises.values():
        yield _exercise(exercise)
    for id_, term in guide.glossary.items():
        yield Entry(f"{urls.WORDS}#{id_}", term.term, term.meaning, term.also)
    yield Entry(urls.SOURCES, locale.text("common.sources"))
    for id_, source in guide.sources.items():
        yield Entry(urls.source(id_), source.title, ", ".join(source.authors))


def _muscle(muscle: MuscleContent) -> Entry:
    record = muscle.record
    texts = (
        record.summary,
        richtext.plain(record.location),
        *record.functions,
        *(cause.detail or "" for cause in (*muscle.symptoms, *muscle.overuse)),
        *(cause.label for cause in muscle.overuse),
        richtext.plain(record.relief or ""),
    )
    return Entry(
        muscle.url,
        record.name,
        " ".join(sentence(text) for text in texts if text),
        (*record.also_called, record.group),
        tuple(cause.label for cause in muscle.symptoms),
        weight=2,
    )


def _exercise(exercise: ExerciseContent) -> Entry:
    record = exercise.record
    texts = (record.summary, *record.steps, record.stop)
    names = tuple(muscle.text for muscle in exercise.muscles)
    text = " ".join(sentence(richtext.plain(some)) for some in texts)
    return Entry(exercise.url, record.name, text, (exercise.kind, *names))


def _article_text(article: ArticleContent) -> str:
    blocks = (plain_text(token) for token in article.tokens if token.type == "inline")
    names = (muscle.record.name for muscle in article.muscles)
    texts = [article.record.description, *blocks, *names]
    return " ".join(MARK.sub("", text) for text in texts).strip()


def _relief(site: Site) -> Entry:
    title, relief = site.context.locale.text("common.what_can_help"), site.guide.relief
    if relief is None:
        return Entry(urls.RELIEF, title)
    steps = (text for step in relief.steps for text in (step.title, step.text, *step.how))
    texts = [relief.intro, *steps, relief.outro or ""]
    return Entry(urls.RELIEF, title, " ".join(richtext.plain(text) for text in texts))


def _care_text(care: Care) -> str:
    texts = []
    for card in care.cards:
        texts.append(f"{card.heading}:")
        texts += [f"{sign.text} {sign.because or ''}" for sign in card.signs]
    return " ".join(texts)


def _names(muscles: Iterable[Muscle]) -> str:
    return ", ".join(muscle.record.name for muscle in muscles)


def search_index(entries: Iterable[Entry]) -> bytes:
    """Give the content of `assets/search.json`, as UTF-8; equal entries give equal bytes.

    It is `{"labels": [label], "entries": [[url, title, text, [name], [place in labels], weight]]}`.
    Values at the end of an entry that are those of a plain `Entry` are left out.
    """
    places: dict[str, int] = {}
    rows = []
    for entry in entries:
        row: list[object] = [
            entry.url,
            _one_line(entry.title),
            _one_line(entry.text),
            [_one_line(name) for name in entry.names],
            [places.setdefault(_one_line(label), len(places)) for label in entry.labels],
            entry.weight,
        ]
        while row[-1] in ("", [], 1):
            row.pop()
        rows.append(row)
    index = {"labels": list(places), "entries": rows}
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())
