"""Rules across records: each yields its problems."""

import datetime
from collections.abc import Iterator

from muscleguide.checking.articles import invalid_articles
from muscleguide.checking.letters import curly_quotes, unprintable_letters
from muscleguide.checking.links import broken_links
from muscleguide.checking.names import labels_claimed_twice, names_claimed_twice
from muscleguide.checking.placeholders import missing_logo, placeholders, unusable_site_url
from muscleguide.checking.plain_words import long_lists, long_texts, undated_sources
from muscleguide.checking.references import (
    aliases_taken,
    listed_twice,
    missing_vocabularies,
    related_to_itself,
    unknown_references,
)
from muscleguide.checking.reviews import unknown_reviewers
from muscleguide.checking.signs import no_urgent_signs, no_warning_signs
from muscleguide.problems import Problem, Severity
from muscleguide.reading.files import (
    MUSCLES,
    Folder,
)
from muscleguide.schema.validation import Content


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


def no_muscles(folder: Folder) -> Iterator[Problem]:
    """A guide to muscles has one."""
    if folder.muscle_names is not None and not folder.muscle_names:
        message = 'this guide has no muscle yet; begin one with `new muscle "Popliteus"`'
        yield Problem(MUSCLES, 1, 1, Severity.WARNING, "no-muscles", message)
