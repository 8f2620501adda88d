"""The records: one class for each kind of record a clinic writes, and what its keys mean.

Each `description` is read by people: it ends the message about a missing key.
"""

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictInt,
    StrictStr,
    StringConstraints,
)

from muscleguide.ids import ID_MAX, ID_PATTERN
from muscleguide.schema.base import Record
from muscleguide.schema.figure import Figure


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    return "\n\n".join(_one_line(part) for part in re.split(r"\n\s*\n", text.strip()))


def _iso_date(value: object) -> object:
    """Take a date in quotes for a date; anything else is left for the type check."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.date.fromisoformat(value)
    return value


def _wrap(key: str) -> BeforeValidator:
    """Read a plain id as the short form of a mapping with one key."""

    def wrap(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(wrap)


REVIEW_YEARS = 2  # what is known changes

_FILLED = StringConstraints(strict=True, strip_whitespace=True, min_length=1)

Id = Annotated[str, StringConstraints(strict=True, pattern=ID_PATTERN, max_length=ID_MAX)]
# What a reader reads is translated; names of people and works, and numbers, are not.
_TRANSLATED, _KEPT = (
    Field(json_schema_extra={"translate": True}),
    Field(json_schema_extra={"translate": False}),
)
Text = Annotated[str, _FILLED, AfterValidator(_one_line), _TRANSLATED]
Name = Annotated[str, _FILLED, AfterValidator(_one_line), _KEPT]
# A number of seconds, times, days or weeks, in words.
DoseText = Annotated[str, _FILLED, AfterValidator(_one_line), Field(pattern=r"\d"), _TRANSLATED]
Rich = Annotated[
    str,
    _FILLED,
    AfterValidator(_paragraphs),
    Field(json_schema_extra={"rich": True, "translate": True}),
]
Date = Annotated[datetime.date, Field(strict=True), BeforeValidator(_iso_date)]
WebUrl = Annotated[StrictStr, StringConstraints(pattern=r"^https?://[^\s/?#\[\]]+[^\s]*$")]
BookingUrl = Annotated[
    StrictStr,
    StringConstraints(pattern=r"^(https://[^\s/?#\[\]]+|mailto:[^\s@]+@|tel:\+?[\d-])[^\s]*$"),
]
# One number as it is dialled: `911`, `112`, `+49 30 1234-5`, `(02) 6551 0000`.
Dialled = Annotated[
    str,
    _FILLED,
    StringConstraints(pattern=r"^\+?[\d(][\d ()./-]*\d$"),
    _KEPT,
]
Email = Annotated[StrictStr, StringConstraints(pattern=r"^[^\s@]+@[^\s@]+$")]
Corrections = Annotated[
    StrictStr, StringConstraints(pattern=r"^(https://[^\s/?#\[\]]+[^\s]*|[^\s@]+@[^\s@]+)$")
]
Colour = Annotated[StrictStr, StringConstraints(pattern=r"^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
# A host, or `*.` and what all hosts of a name end in; its URL is `https://` and this.
Host = Annotated[
    StrictStr,
    StringConstraints(pattern=r"^(\*\.)?[a-z0-9]([a-z0-9-]*\.)*[a-z0-9-]*[a-z0-9](:\d{1,5})?$"),
]
DocsPath = Annotated[
    StrictStr, StringConstraints(pattern=r"^[^\s/\\][^\\]*\.(svg|png|jpg|jpeg|webp)$")
]

Hosts = Annotated[tuple[Host, ...], Field(strict=False)]
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
Names = Annotated[tuple[Name, ...], Field(strict=False)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
SomeTexts = Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
SomeIds = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]
Riches = Annotated[tuple[Rich, ...], Field(strict=False)]
UpToSevenRich = Annotated[tuple[Rich, ...], Field(strict=False, min_length=1, max_length=7)]
SomeRich = Annotated[tuple[Rich, ...], Field(strict=False, min_length=1)]

Feel = Literal["pain", "ache", "stiffness", "locking", "weakness", "numbness", "other"]
Act = Literal["emergency", "today", "soon"]
ExerciseKind = Literal["massage", "stretch", "strengthen", "move"]
Level = Literal["good", "some", "weak", "untested"]
SourceKind = Literal["book", "article", "web page"]


LanguageCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]
# Words on which somebody's life may hang: a language that lacks one is not published.
SafetyText = Annotated[Text, Field(json_schema_extra={"safety": True, "translate": True})]
SafetyRich = Annotated[
    Rich, Field(json_schema_extra={"rich": True, "safety": True, "translate": True})
]


class Booking(Record):
    """The one call to action."""

    label: Text = Field(description="the words on the booking button")
    url: BookingUrl = Field(description="where it leads: https:, mailto: or tel:")


class Reviewer(Record):
    """A person who may sign a record."""

    name: Name = Field(description="the reviewer's name")
    role: Text = Field(description="what entitles this person to review")


class Review(Record):
    """A signature: who checked a record, and when."""

    by: Id = Field(description="an id under reviewers in content/clinic.yml")
    on: Date = Field(description="the day of the review, such as 2026-11-23")
    next: Date | None = Field(None, description="the day by which to check again")

    def is_due(self, today: datetime.date) -> bool:
        """Return whether it is time to check again: after `next`, else after two years."""
        if self.next:
            return self.next < today
        # By months, as the 29th of February is not in every year.
        return (self.on.year + REVIEW_YEARS, self.on.month) < (today.year, today.month)


class TranslationRecord(Record):
    """Who has put the guide into a language."""

    translators: Names = Field((), description="names of who has translated")
    reviewed: Review | None = Field(None, description="only when a person really has checked it")


class Clinic(Record):
    """`content/clinic.yml`: who publishes the guide."""

    name: Name = Field(description="the clinic's name")
    tagline: Text | None = Field(None, description="one line under the name")
    website: WebUrl | None = Field(None, description="the clinic's own site")
    booking: Booking = Field(description="label and url of the booking button")
    phone: Name | None = Field(None, description="the clinic's phone number, in quotes")
    email: Email | None = Field(None, description="the clinic's e-mail address")
    address: Name | None = Field(None, description="where to find the clinic")
    corrections: Corrections | None = Field(
        None, description="where to report a mistake: an e-mail address or a page; else `email`"
    )
    funding: Text | None = Field(
        None, description="who pays for the guide, in a sentence; else the clinic, from visits"
    )
    emergency_number: Dialled = Field(description="whom to call in an emergency, in quotes")
    logo: DocsPath | None = Field(None, description="a picture below docs/")
    accent: Colour | None = Field(None, description='the clinic\'s colour, such as "#1f6f6b"')
    reviewers: dict[Id, Reviewer] = Field(
        default_factory=dict, description="people who may sign a record, by id"
    )
    allowed_hosts: Hosts = Field(
        (), description="other hosts from which hand-written pages may load, such as a video's"
    )
    embed_hosts: Hosts = Field(
        (), description="hosts of websites that may show the finder in a frame; none: all may"
    )
    languages: Annotated[tuple[LanguageCode, ...], Field(strict=False)] = Field(
        (), description="codes of the guide's languages, its own first, such as en and es"
    )
    translations: dict[LanguageCode, TranslationRecord] = Field(
        default_factory=dict, description="who has translated, and who has checked it, by code"
    )


class Attachments(Record):
    """The two ends of a muscle."""

    from_: Text = Field(alias="from", description="where the muscle begins (its origin)")
    to: Text = Field(description="where the muscle ends (its insertion)")


class SymptomUse(Record):
    """A symptom that a muscle can cause, perhaps with words that are true of this muscle only."""

    symptom: Id = Field(description="an id of content/symptoms.yml")
    detail: Text | None = Field(None, description="what is true of this muscle only")


class ActivityUse(Record):
    """An activity that overuses a muscle, perhaps with words that are true of this muscle only."""

    activity: Id = Field(description="an id of content/activities.yml")
    detail: Text | None = Field(None, description="what is true of this muscle only")


class MuscleRecord(Record):
    """`content/muscles/ID.yml`: one muscle."""

    name: Text = Field(description="the muscle's name")
    say: Text | None = Field(None, description="how to say the name")
    also_called: Texts = Field((), description="other names people use")
    group: Text = Field(description="the heading it is listed under")
    summary: Text = Field(description="one sentence: what it is and where")
    location: Rich = Field(description="where it runs, in plain words")
    attachments: Attachments = Field(description="`from` and `to`: the two ends of the muscle")
    functions: SomeTexts = Field(description="what it does for you, at least one")
    symptoms: Annotated[
        tuple[Annotated[SymptomUse, _wrap("symptom")], ...], Field(strict=False, min_length=1)
    ] = Field(description="ids of content/symptoms.yml, the most typical first")
    overuse: Annotated[
        tuple[Annotated[ActivityUse, _wrap("activity")], ...], Field(strict=False, min_length=1)
    ] = Field(description="ids of content/activities.yml, at least one")
    relief: Rich | None = Field(None, description="a paragraph true of this muscle only")
    related: Ids = Field((), description="ids of muscles to look at next")
    sources: SomeIds = Field(description="ids of content/sources.yml, at least one")
    reviewed: Review | None = Field(None, description="only when a person really has")
    aliases: Ids = Field((), description="ids it had before; their web addresses lead here")


class BodyRegion(Record):
    """An entry of `content/body-regions.yml`: a place that can hurt."""

    label: Text = Field(description="the place in plain words")
    order: StrictInt | None = Field(None, description="a whole number, head to toe")
    part: Text | None = Field(None, description="the larger part of the body, such as Knee")
    words: Texts = Field((), description="everyday words that find it")


class Symptom(Record):
    """An entry of `content/symptoms.yml`: what somebody feels, and where."""

    label: Text = Field(description="the symptom in a patient's words")
    regions: SomeIds = Field(description="ids of content/body-regions.yml, at least one")
    feel: Feel = Field(description="what kind of feeling it is")
    act: Act | None = Field(None, description="how soon to get help, where it is a warning itself")
    words: Texts = Field((), description="everyday words that find it")


class Activity(Record):
    """An entry of `content/activities.yml`: what can overuse a muscle."""

    label: Text = Field(description="the activity in plain words")
    instead: Rich | None = Field(None, description="what to change")
    do: Text | None = Field(None, description="the same as one thing to do and tick")
    words: Texts = Field((), description="everyday words that find it")


class Source(Record):
    """An entry of `content/sources.yml`: a work that the guide rests on."""

    title: Name = Field(description="the title of the work")
    authors: Names = Field(description="a list of names")
    kind: SourceKind = Field(description="book, article or web page")
    publisher: Name | None = Field(None, description="who published it")
    year: StrictInt | Name | None = Field(None, description="when it was published")
    url: WebUrl | None = Field(None, description="where to read it")
    note: Text | None = Field(None, description="what a reader should know about it")


class WarningSign(Record):
    """An entry of `content/warning-signs.yml`: a sign that needs medical help, and how soon."""

    sign: SafetyText = Field(description="the sign in a patient's words")
    because: Text | None = Field(None, description="what it may mean")
    act: Act = Field(description="emergency, today or soon")
    regions: Ids = Field((), description="where it applies; none: it always does")
    sources: SomeIds = Field(description="ids of content/sources.yml, at least one")


class Evidence(Record):
    """How well it is known that something helps."""

    level: Level = Field(description="good, some, weak or untested")
    note: Text | None = Field(None, description="what is known, in plain words")
    sources: Ids = Field((), description="ids of content/sources.yml")


class ReliefStep(Record):
    """One step of `content/relief.yml`."""

    title: Text = Field(description="the step in a few words")
    text: Rich = Field(description="why and how, in plain words")
    how: SomeRich = Field(description="a list of things to do")
    sources: Ids = Field((), description="ids of content/sources.yml")
    kinds: Annotated[tuple[ExerciseKind, ...], Field(strict=False)] = Field(
        (), description="kinds of exercises that are shown with it"
    )
    evidence: Evidence | None = Field(None, description="how well it is known to help")


class Relief(Record):
    """`content/relief.yml`: what can help."""

    intro: Rich = Field(description="what the reader should know first")
    steps: Annotated[tuple[ReliefStep, ...], Field(strict=False, min_length=1)] = Field(
        description="the steps in their order, at least one"
    )
    outro: Rich | None = Field(None, description="what the reader should know last")


class Dose(Record):
    """How much of an exercise: each a short text that holds a number."""

    hold: DoseText | None = Field(None, description="how long to hold it, such as 30 seconds")
    repeat: DoseText | None = Field(None, description="how many times, such as 3 times each side")
    how_often: DoseText = Field(description="how often, such as 3 times a day")
    for_: DoseText | None = Field(
        None, alias="for", description="for how long, such as 4 to 6 weeks"
    )


class ExerciseRecord(Record):
    """`content/exercises/ID.yml`: one exercise."""

    name: Text = Field(description="the exercise's name")
    kind: ExerciseKind = Field(description="massage, stretch, strengthen or move")
    muscles: SomeIds = Field(description="ids of its muscles, the most important first")
    summary: Text = Field(description="one sentence: what it is good for")
    need: Texts = Field((), description="things to have at hand")
    steps: UpToSevenRich = Field(description="one to seven steps, each one thing to do")
    feel: Rich | None = Field(None, description="what you should feel, and where")
    dose: Dose = Field(description="how much: `hold`, `repeat`, `how_often`, `for`")
    easier: Rich | None = Field(None, description="how to make it easier")
    harder: Rich | None = Field(None, description="how to make it harder")
    stop: SafetyRich = Field(description="when to stop, and whom to ask")
    not_if: Annotated[tuple[SafetyRich, ...], Field(strict=False)] = Field(
        (), description="when not to do it at all"
    )
    evidence: Evidence | None = Field(None, description="how well it is known to help")
    figure: Figure | None = Field(None, description="a drawing from data; see FIGURES.md")
    picture: DocsPath | None = Field(None, description="a picture below docs/")
    alt: Text | None = Field(None, description="what the picture shows")
    sources: SomeIds = Field(description="ids of content/sources.yml, at least one")
    reviewed: Review | None = Field(None, description="only when a person really has")
    aliases: Ids = Field((), description="ids it had before; their web addresses lead here")


class OtherCause(Record):
    """An entry of `content/other-causes.yml`: what else such pain can be."""

    name: Text = Field(description="the cause in plain words")
    medical_name: Text | None = Field(None, description="the medical word for it")
    feels_like: Text = Field(description="how it feels, in a patient's words")
    act: Act = Field(description="emergency, today or soon")
    who: Text | None = Field(None, description="whom to see")
    regions: SomeIds = Field(description="ids of content/body-regions.yml, at least one")
    sources: SomeIds = Field(description="ids of content/sources.yml, at least one")


class Term(Record):
    """An entry of `content/glossary.yml`: a medical word in plain words."""

    term: Text = Field(description="the word")
    also: Texts = Field((), description="other forms of it")
    meaning: Text = Field(description="what it means, in one short sentence")
    sources: Ids = Field((), description="ids of content/sources.yml")


class ArticleRecord(Record):
    """The front matter of `docs/articles/ID.md`."""

    title: Text = Field(description="the headline")
    description: Text = Field(description="one or two sentences for search results")
    author: Name = Field(description="the name of the author")
    published: Date = Field(description="the day of publication, such as 2026-11-23")
    based_on: Id | None = Field(None, description="the source that this article is based on")
    muscles: SomeIds = Field(description="ids of the article's muscles, in order")
    aliases: Ids = Field((), description="ids it had before; their web addresses lead here")
