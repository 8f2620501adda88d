"""Rules for references: each id leads to a record, and each record is led to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from muscleguide.checking.links import rich_texts
from muscleguide.checking.names import as_read
from muscleguide.ids import is_id as may_be_id
from muscleguide.ids import slug
from muscleguide.markup import article_template, richtext
from muscleguide.problems import Problem, Severity, count, did_you_mean, quoted
from muscleguide.reading.files import (
    ACTIVITIES,
    ARTICLES,
    CLINIC,
    EXERCISES,
    MUSCLES,
    REFERENCES,
    REGIONS,
    SOURCES,
    SYMPTOMS,
    VOCABULARIES,
    Folder,
)
from muscleguide.reading.yaml_reader import Document, Value, ValuePath
from muscleguide.schema.validation import Content, Entry

Reference = tuple[Document, ValuePath, str, str]

# Who has signed a record: an id within the clinic's.
_SIGNATURES = tuple((kind, ("reviewed", "by"), CLINIC) for kind in (MUSCLES, EXERCISES))


def unknown_references(content: Content, folder: Folder) -> Iterator[Problem]:
    """Every id leads to a record."""
    for document, path, target, id_ in _references(folder):
        if target in content.known and id_ not in content.known[target]:
            yield document.problem(path, "unknown-reference", no_such(content, target, id_))


def missing_vocabularies(folder: Folder) -> Iterator[Problem]:
    """Every vocabulary that a record refers to has its file."""
    used = Counter(target for _document, _path, target, _id in _references(folder))
    for name in VOCABULARIES:
        if used[name] and name in folder.missing:
            message = f"this file is missing; records refer to it in {count(used[name], 'place')}"
            yield Problem(name, 1, 1, Severity.ERROR, "missing-file", message)


def listed_twice(folder: Folder) -> Iterator[Problem]:
    """No list of ids names one id twice."""
    seen = set()
    for document, path, _target, id_ in _references(folder):
        around = next((i for i in reversed(range(len(path))) if isinstance(path[i], int)), None)
        if around is None:
            continue
        entry = (document.file, path[:around], id_)
        if entry in seen:
            message = f'"{id_}" stands in this list twice; take one out'
            yield document.problem(path, "listed-twice", message)
        seen.add(entry)


def related_to_itself(content: Content) -> Iterator[Problem]:
    """A muscle is not its own neighbour."""
    for entry in content.muscles.values():
        for index, id_ in enumerate(entry.record.related):
            if id_ == entry.id:
                message = "a muscle cannot be related to itself; take this entry out"
                yield entry.document.problem(("related", index), "related-to-itself", message)


def labels_for_ids(content: Content, folder: Folder) -> Iterator[Problem]:
    """Where an id is meant, no label or name stands: the message offers its id."""
    people = content.clinic.record.reviewers if content.clinic else {}
    named = {CLINIC: {as_read(person.name): id_ for id_, person in people.items()}}
    for target in (*VOCABULARIES, MUSCLES, EXERCISES):
        named[target] = {as_read(text): id_ for id_, text in _names(target, folder)}
    for document, path, target, value in _references(
        folder, (*REFERENCES, *_SIGNATURES), is_id=False
    ):
        id_ = named[target].get(as_read(value))
        made = slug(value)
        if id_ is None and made in content.known.get(target, ()):
            id_ = made
        message = f"{quoted(value)} is a name where an id is meant; write the id"
        if id_:
            message += f' "{id_}"'
        elif target == CLINIC:
            message += f", which stands below `reviewers` in {CLINIC}"
        elif target in (MUSCLES, EXERCISES):
            message += f", the name of its file in {target}/"
        else:
            message += f", which stands before the colon in {target}"
        yield document.problem(path, "bad-id", message)


def _names(target: str, folder: Folder) -> Iterator[tuple[str, str]]:
    """Yield id and every name of the records in a folder or file, as far as they can be read."""
    per_file = {MUSCLES: folder.muscles, EXERCISES: folder.exercises}
    single = folder.singles.get(target)
    records: Iterable[tuple[str, Value]] = ()
    if target in per_file:
        records = ((id_, document.value) for id_, document in per_file[target].items())
    elif single and isinstance(single.value, dict):
        records = single.value.items()
    for id_, record in records:
        for key in ("label", "name", "title") if isinstance(record, dict) else ():
            if isinstance(text := record.get(key), str):  # type: ignore[union-attr]
                yield id_, text


def aliases_taken(content: Content) -> Iterator[Problem]:
    """No alias is the id of a record, or an alias of another: one URL leads to one place."""
    entries: Mapping[str, Entry[Any]]
    for entries in (content.muscles, content.exercises, content.articles):
        owners = {id_: entry.document.file for id_, entry in entries.items()}
        for entry in entries.values():
            for index, alias in enumerate(entry.record.aliases):
                if alias in owners:
                    message = f'"{alias}" already leads to {owners[alias]}; take it out here'
                    yield entry.document.problem(("aliases", index), "alias-taken", message)
                owners.setdefault(alias, entry.document.file)


def unused_entries(content: Content, folder: Folder) -> Iterator[Problem]:
    """Every region, symptom, activity and source is used somewhere."""
    used: dict[str, set[str]] = defaultdict(set)
    for _document, _path, target, id_ in _references(folder):
        used[target].add(id_)
    for article in content.articles.values():
        for call in article_template.run_body(article.document.body).named:
            used[target_of(call)].add(call.id)
    for _document, _path, text in rich_texts(content):
        for url in richtext.links(text):
            page, anchor = richtext.guide_url(url)
            used[f"content/{page.rstrip('/')}.yml"].add(anchor)
    vocabularies = (
        (REGIONS, "region", content.regions),
        (SYMPTOMS, "symptom", content.symptoms),
        (ACTIVITIES, "activity", content.activities),
        (SOURCES, "source", content.sources),
    )
    for name, noun, entries in vocabularies:
        for entry in entries.values():
            if entry.id not in used[name]:
                message = f'nothing uses the {noun} "{entry.id}"'
                yield entry.document.problem(
                    entry.at, "unused", message, severity=Severity.WARNING, at_key=True
                )


def no_such(content: Content, target: str, id_: str) -> str:
    """Say that a folder or file has no record of an id, and which is meant perhaps."""
    noun = {
        REGIONS: "region",
        SYMPTOMS: "symptom",
        ACTIVITIES: "activity",
        SOURCES: "source",
        MUSCLES: "muscle",
        EXERCISES: "exercise",
    }[target]
    where = f"{target}/" if target in (MUSCLES, EXERCISES) else target
    return f'no {noun} "{id_}" in {where}{did_you_mean(id_, sorted(content.known[target]))}'


def target_of(call: article_template.Call) -> str:
    """Give the folder or file that holds the record which a call names."""
    kind = article_template.FUNCTIONS[call.name]
    return {"muscles": MUSCLES, "exercises": EXERCISES, "sources": SOURCES}[kind or "sources"]


def _references(
    folder: Folder,
    patterns: Iterable[tuple[str, tuple[str, ...], str]] = REFERENCES,
    *,
    is_id: bool = True,
) -> Iterator[Reference]:
    """Yield every id by which one record names another, with its place; or what is no id there.

    They are read from the files as they stand, so that a record that breaks its schema in one
    place still has its references checked in all others.
    """
    documents = {
        MUSCLES: folder.muscles.values(),
        EXERCISES: folder.exercises.values(),
        ARTICLES: folder.articles.values(),
    }
    for name, pattern, target in patterns:
        single = folder.singles.get(name)
        for document in documents.get(name, [single] if single else []):
            for path, value in _at(document.value, pattern, ()):
                # The schema has reported what is no text or no id.
                if isinstance(value, str) and may_be_id(value) == is_id:
                    yield document, path, target, value


def _at(value: Value, pattern: ValuePath, path: ValuePath) -> Iterator[tuple[ValuePath, Value]]:
    """Follow a pattern through a record; a `*` in it stands for every entry."""
    if not pattern:
        yield path, value
        return
    step, *rest = pattern
    if step != "*":
        if isinstance(value, dict) and step in value:
            yield from _at(value[str(step)], tuple(rest), (*path, step))
        elif isinstance(value, str) and not rest:
            # The short form of a mapping with one key: `- stiff-neck`.
            yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _at(inner, tuple(rest), (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _at(inner, tuple(rest), (*path, index))
