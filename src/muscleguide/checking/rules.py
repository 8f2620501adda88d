"""Rules across records: each yields its problems."""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from muscleguide.checking.links import broken_links, rich_texts
from muscleguide.checking.plain_words import long_lists, long_texts, undated_sources
from muscleguide.ids import is_id as may_be_id
from muscleguide.ids import slug
from muscleguide.markup import article_template, richtext
from muscleguide.markup.foreign import host_of
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
    WARNING_SIGNS,
    Folder,
)
from muscleguide.reading.yaml_reader import Document, Value, ValuePath
from muscleguide.schema.records import REVIEW_YEARS
from muscleguide.schema.validation import Content, Entry
from muscleguide.typesetting.typesetting import boxes, unprintable
from muscleguide.wording.sentences import sort_key

_PLACEHOLDER_HOST = re.compile(
    r"(^|[.@])(example(\.(org|com|net))?|[^.]+\.(example|test|invalid))$", re.IGNORECASE
)
_MADE_UP_PHONE = re.compile(r"555\D?01\d\d|^[\D0]*$|1234567")

_URGENT = ("emergency", "today")
_IN_CURLY_QUOTES = re.compile(
    "[\u201c\u201e][^\u201c-\u201e]*[\u201c\u201d]|\u2018[^\u2018\u2019]*\u2019"
)
# Who has signed a record: an id within the clinic's.
_SIGNATURES = tuple((kind, ("reviewed", "by"), CLINIC) for kind in (MUSCLES, EXERCISES))

Reference = tuple[Document, ValuePath, str, str]


def check_rules(content: Content, folder: Folder, today: datetime.date) -> list[Problem]:
    """Run every rule; `today` is the day that reviews are compared with."""
    return [
        *unknown_references(content, folder),
        *missing_vocabularies(folder),
        *listed_twice(folder),
        *related_to_itself(content),
        *names_claimed_twice(content),
        *labels_claimed_twice(content),
        *no_warning_signs(folder),
        *no_urgent_signs(content, folder),
        *no_muscles(folder),
        *aliases_taken(content),
        *unknown_reviewers(content, today),
        *broken_links(content, folder),
        *invalid_articles(content),
        *unprintable_letters(content),
        *missing_logo(content, folder),
        *placeholders(content, folder),
        *unusable_site_url(folder),
        *long_texts(content),
        *long_lists(content),
        *undated_sources(content),
        *curly_quotes(folder),
    ]


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


def names_claimed_twice(content: Content) -> Iterator[Problem]:
    """No two muscles have one name; a shared by-name is a warning."""
    owners: dict[str, Entry[object]] = {}  # type: ignore[type-var]
    for entry in content.muscles.values():
        first = owners.setdefault(sort_key(entry.record.name), entry)
        if first is not entry:
            message = f"{quoted(entry.record.name)} is already the name in {first.document.file}"
            yield entry.document.problem(("name",), "name-taken", message)
    for entry in content.muscles.values():
        for index, name in enumerate(entry.record.also_called):
            first = owners.setdefault(sort_key(name), entry)
            if first is not entry:
                message = f"{quoted(name)} is also a name in {first.document.file}"
                path = ("also_called", index)
                yield entry.document.problem(path, "name-taken", message, severity=Severity.WARNING)


def labels_claimed_twice(content: Content) -> Iterator[Problem]:
    """No two regions, symptoms or activities read the same, and no source stands there twice."""
    kinds: tuple[tuple[str, Mapping[str, Entry[Any]]], ...] = (
        ("label", content.regions),
        ("label", content.symptoms),
        ("label", content.activities),
        ("title", content.sources),
    )
    for key, entries in kinds:
        owners: dict[tuple[str, ...], str] = {}
        for entry in entries.values():
            record = entry.record
            texts = [getattr(record, key)]
            if key == "title":
                texts += [*record.authors, str(record.year)]
            first = owners.setdefault(tuple(map(_as_read, texts)), entry.id)
            if first != entry.id:
                message = (
                    f'{quoted(getattr(record, key))} is what "{first}" says already; change one of '
                    "the two, or name one in both places"
                )
                yield entry.document.problem(
                    (*entry.at, key), "label-taken", message, severity=Severity.WARNING
                )


def no_warning_signs(folder: Folder) -> Iterator[Problem]:
    """Wherever pain is the subject, there are signs that need medical help."""
    document, is_missing = folder.singles.get(WARNING_SIGNS), WARNING_SIGNS in folder.missing
    if not folder.muscles and not folder.articles:
        if is_missing:
            message = "this file is missing; the guide is built without it"
            yield Problem(WARNING_SIGNS, 1, 1, Severity.WARNING, "missing-file", message)
    elif is_missing or (document is not None and document.value in (None, [])):
        message = "there is no warning sign; every page about pain must say when to get help"
        yield Problem(WARNING_SIGNS, 1, 1, Severity.ERROR, "no-warning-signs", message)


def no_urgent_signs(content: Content, folder: Folder) -> Iterator[Problem]:
    """Wherever a muscle can hurt, a sign says what needs help on the same day at the latest."""
    urgent = [sign.record for sign in content.warning_signs if sign.record.act in _URGENT]
    document = folder.singles.get(WARNING_SIGNS)
    listed = document.value if document else None
    # Without any sign, or with some that cannot be read, that is the problem.
    if not content.warning_signs or not isinstance(listed, list):
        return
    if len(listed) != len(content.warning_signs) or any(not sign.regions for sign in urgent):
        return
    covered = {region for sign in urgent for region in sign.regions}
    if not covered <= content.known.get(REGIONS, frozenset()):
        return
    hurting: dict[str, list[str]] = defaultdict(list)
    for muscle in content.muscles.values():
        for use in muscle.record.symptoms:
            symptom = content.symptoms.get(use.symptom)
            for region in symptom.record.regions if symptom else ():
                if muscle.id not in hurting[region]:
                    hurting[region].append(muscle.id)
    for place in content.regions.values():
        if place.id in covered or place.id not in hurting:
            continue
        first, *others = hurting[place.id]
        more = f" and {count(len(others), 'other muscle')}" if others else ""
        message = (
            f'no urgent warning sign is about "{place.id}", where {first}{more} can hurt: add one '
            f"to {WARNING_SIGNS} with `act: emergency` or `act: today`, and `regions: "
            f"[{place.id}]` or none, which means all"
        )
        yield place.document.problem(place.at, "no-urgent-sign", message, at_key=True)


def curly_quotes(folder: Folder) -> Iterator[Problem]:
    """A text that stands in curly quotes as a whole was meant to stand in straight ones."""
    per_file = (folder.muscles, folder.exercises, folder.articles)
    for document in (*folder.singles.values(), *(d for one in per_file for d in one.values())):
        for path, raw in document.raw.items():
            if _IN_CURLY_QUOTES.fullmatch(raw):
                message = (
                    f"curly quotes are part of the text in {raw}; write straight ones, or none"
                )
                yield document.problem(path, "curly-quotes", message, severity=Severity.WARNING)


def labels_for_ids(content: Content, folder: Folder) -> Iterator[Problem]:
    """Where an id is meant, no label or name stands: the message offers its id."""
    people = content.clinic.record.reviewers if content.clinic else {}
    named = {CLINIC: {_as_read(person.name): id_ for id_, person in people.items()}}
    for target in (*VOCABULARIES, MUSCLES, EXERCISES):
        named[target] = {_as_read(text): id_ for id_, text in _names(target, folder)}
    for document, path, target, value in _references(
        folder, (*REFERENCES, *_SIGNATURES), is_id=False
    ):
        id_ = named[target].get(_as_read(value))
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


def no_muscles(folder: Folder) -> Iterator[Problem]:
    """A guide to muscles has one."""
    if folder.muscle_names is not None and not folder.muscle_names:
        message = 'this guide has no muscle yet; begin one with `new muscle "Popliteus"`'
        yield Problem(MUSCLES, 1, 1, Severity.WARNING, "no-muscles", message)


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


def edited_after_review(content: Content, edited: Collection[str]) -> Iterator[Problem]:
    """What a person has checked is what stands there; `edited` are the files where it is not."""
    for entry in reviewed_entries(content):
        if entry.document.file in edited:
            message = "the record has changed since this review; have it checked again"
            yield entry.document.problem(
                ("reviewed",), "review-outdated", message, severity=Severity.WARNING, at_key=True
            )


def reviewed_entries(content: Content) -> list[Entry[Any]]:
    """List the records that a person has signed."""
    entries: Iterable[Entry[Any]] = (*content.muscles.values(), *content.exercises.values())
    return [entry for entry in entries if entry.record.reviewed]


def unknown_reviewers(content: Content, today: datetime.date) -> Iterator[Problem]:
    """Only people named in clinic.yml sign records, and not in the future."""
    reviewers = content.clinic.record.reviewers if content.clinic else {}
    for entry in reviewed_entries(content):
        review = entry.record.reviewed
        if content.clinic and review.by not in reviewers:
            hint = did_you_mean(review.by, reviewers)
            message = f'no reviewer "{review.by}" in content/clinic.yml{hint}'
            yield entry.document.problem(("reviewed", "by"), "unknown-reference", message)
        if review.on > today:
            message = f"the review is dated {review.on}, which is still to come"
            yield entry.document.problem(("reviewed", "on"), "review-in-future", message)
        elif review.is_due(today):
            message = f"the review is more than {REVIEW_YEARS} years old; ask for a new one"
            if review.next:  # its own date counts, and not the usual one
                message = f"the next review was due on {review.next}; ask for one"
            key = "next" if review.next else "on"
            yield entry.document.problem(
                ("reviewed", key), "review-old", message, severity=Severity.WARNING
            )


def invalid_articles(content: Content) -> Iterator[Problem]:
    """Articles' templates can be run, and name only what exists."""
    for entry in content.articles.values():
        document = entry.document

        def at(line: int, rule: str, message: str, document: Document = document) -> Problem:
            number = document.body_line + line - 1
            return Problem(document.file, number, 1, Severity.ERROR, rule, message)

        ran = article_template.run_body(document.body)
        for error in ran.errors:
            yield at(error.line, error.rule, error.message)
        for call in ran.named:
            target = _target(call)
            if target in content.known and call.id not in content.known[target]:
                message = no_such(content, target, call.id)
                yield at(call.line, "unknown-reference", message)


def unprintable_letters(content: Content) -> Iterator[Problem]:
    """An article's handout shows what its page shows, and no boxes."""
    for entry in content.articles.values():
        document, record, seen = entry.document, entry.record, set[str]()
        texts = [
            (document.place((key,)), getattr(record, key))
            for key in ("title", "description", "author")
        ]
        first = document.body_line
        texts += [((first + n, 1), line) for n, line in enumerate(document.body.split("\n"))]
        for (line, column), text in texts:
            found = boxes(text) - seen
            if found:
                seen |= found
                yield Problem(
                    document.file,
                    line,
                    column,
                    Severity.NOTE,
                    "unprintable-letter",
                    unprintable(found),
                )


def missing_logo(content: Content, folder: Folder) -> Iterator[Problem]:
    """The clinic's logo lies below docs/."""
    if content.clinic and (logo := content.clinic.record.logo) and logo not in folder.assets:
        message = f'no picture "{logo}" below docs/{did_you_mean(logo, folder.assets)}'
        yield content.clinic.document.problem(("logo",), "missing-logo", message)


def placeholders(content: Content, folder: Folder) -> Iterator[Problem]:
    """No URL, e-mail address or phone number is a placeholder."""
    found: list[tuple[Document, ValuePath, str]] = []
    if content.clinic:
        document, clinic = content.clinic.document, content.clinic.record
        found += [
            (document, path, text)
            for path, text in (
                (("website",), clinic.website),
                (("booking", "url"), clinic.booking.url),
                (("email",), clinic.email),
                (("phone",), clinic.phone),
            )
            if text and _is_placeholder(text, is_phone=path == ("phone",))
        ]
    settings = folder.settings
    if settings.site_url and _is_placeholder(settings.site_url):
        found.append((settings.document, ("site_url",), settings.site_url))
    for document, path, text in found:
        key = " → ".join(map(str, path))
        message = f"{quoted(text)} is a placeholder; write the real `{key}` before you publish"
        yield document.problem(path, "placeholder", message, severity=Severity.WARNING)


def unusable_site_url(folder: Folder) -> Iterator[Problem]:
    """The site's URL is one: it stands in every page, and in addresses that are printed."""
    settings = folder.settings
    url = settings.values.get("site_url")
    if isinstance(url, str) and url.startswith("http") and settings.site_url is None:
        message = (
            f"{quoted(url)} is no web address of a site: write one such as "
            "https://clinic.example/education/, without quotes, brackets, ? or #"
        )
        yield settings.document.problem(("site_url",), "bad-value", message)


def unused_entries(content: Content, folder: Folder) -> Iterator[Problem]:
    """Every region, symptom, activity and source is used somewhere."""
    used: dict[str, set[str]] = defaultdict(set)
    for _document, _path, target, id_ in _references(folder):
        used[target].add(id_)
    for article in content.articles.values():
        for call in article_template.run_body(article.document.body).named:
            used[_target(call)].add(call.id)
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


def _as_read(text: str) -> str:
    """Give a text as a reader hears it, whatever its capitals and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _target(call: article_template.Call) -> str:
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


def _is_placeholder(text: str, *, is_phone: bool = False) -> bool:
    if is_phone or text.startswith("tel:"):
        return bool(_MADE_UP_PHONE.search(text.removeprefix("tel:")))
    host = host_of(text) if "://" in text else text.rpartition("@")[2].partition("?")[0]
    host = host.partition(":")[0]
    return bool(host and _PLACEHOLDER_HOST.search(host))
