"""The kinds of records: where each lies in a guide, what names it, and which page shows it."""

from dataclasses import dataclass
from typing import Literal

from muscleguide import urls
from muscleguide.reading.files import (
    ACTIVITIES,
    ARTICLES,
    CLINIC,
    EXERCISES,
    GLOSSARY,
    MUSCLES,
    OTHER_CAUSES,
    REGIONS,
    RELIEF,
    SOURCES,
    SYMPTOMS,
    WARNING_SIGNS,
)
from muscleguide.schema.base import Record
from muscleguide.schema.records import (
    Activity,
    ArticleRecord,
    BodyRegion,
    Clinic,
    ExerciseRecord,
    MuscleRecord,
    OtherCause,
    Relief,
    Source,
    Symptom,
    Term,
    WarningSign,
)

Shape = Literal["file", "folder", "mapping", "list"]


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    It is the one record of its `file`, or has a file each in a folder, or is an entry of a mapping
    or a list in a file. `named_by` is the key whose text names it, `page` the URL of the page that
    shows all of the kind, and of a record below it where each has a page.
    """

    name: str
    title: str
    plural: str
    file: str
    shape: Shape
    model: type[Record]
    named_by: str
    page: str
    has_pages: bool = False


_KINDS = (
    Kind(
        "muscle", "Muscle", "Muscles", MUSCLES, "folder", MuscleRecord, "name", urls.MUSCLES, True
    ),
    Kind(
        "exercise",
        "Exercise",
        "Exercises",
        EXERCISES,
        "folder",
        ExerciseRecord,
        "name",
        urls.EXERCISES,
        True,
    ),
    Kind(
        "article",
        "Article",
        "Articles",
        ARTICLES,
        "folder",
        ArticleRecord,
        "title",
        urls.ARTICLES,
        True,
    ),
    Kind("place", "Place", "Places", REGIONS, "mapping", BodyRegion, "label", urls.PLACES, True),
    Kind("symptom", "Symptom", "Symptoms", SYMPTOMS, "mapping", Symptom, "label", urls.SYMPTOMS),
    Kind(
        "activity",
        "Activity",
        "Activities",
        ACTIVITIES,
        "mapping",
        Activity,
        "label",
        urls.ACTIVITIES,
    ),
    Kind(
        "warning-sign",
        "Warning sign",
        "Warning signs",
        WARNING_SIGNS,
        "list",
        WarningSign,
        "sign",
        urls.WARNING_SIGNS,
    ),
    Kind(
        "other-cause",
        "Other cause",
        "Other causes",
        OTHER_CAUSES,
        "list",
        OtherCause,
        "name",
        urls.PLACES,
    ),
    Kind("relief", "What can help", "What can help", RELIEF, "file", Relief, "", urls.RELIEF),
    Kind("source", "Source", "Sources", SOURCES, "mapping", Source, "title", urls.SOURCES),
    Kind("term", "Word", "Words", GLOSSARY, "mapping", Term, "term", urls.WORDS),
    Kind("clinic", "Clinic", "Clinic", CLINIC, "file", Clinic, "name", urls.HOME),
)
KINDS = {kind.name: kind for kind in _KINDS}
KIND_OF_FILE = {kind.file: kind for kind in _KINDS}
