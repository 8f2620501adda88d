"""Rules for reviews: by somebody who is known, of the words that stand there now."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from muscleguide.problems import Problem, Severity, did_you_mean
from muscleguide.schema.records import REVIEW_YEARS
from muscleguide.schema.validation import Content, Entry


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
