"""Who has checked a record, whether that still holds, who pays, and where to report mistakes."""

from collections.abc import Callable
from urllib.parse import quote

from muscleguide.context import Context
from muscleguide.schema.records import Clinic, Review
from muscleguide.wording.sentences import long_date

# Writes the state of a review in sentences; takes the file of the record.
ReviewOf = Callable[[Review | None, str], str]


def make_review_of(clinic: Clinic, context: Context) -> ReviewOf:
    """Make the function that writes who has checked a record, or that nobody has.

    A review that is out of date says so, and one of words that have changed since.
    """
    locale = context.locale

    def review_of(review: Review | None, file: str) -> str:
        if review is None:
            return locale.text("common.not_reviewed")
        reviewer = clinic.reviewers[review.by]
        day = long_date(locale, review.on)
        said = [locale.text("common.reviewed", name=reviewer.name, role=reviewer.role, day=day)]
        if file in context.edited:
            said.append(locale.text("common.review_edited"))
        if review.is_due(context.today):
            said.append(locale.text("common.review_due"))
        elif review.next:
            said.append(locale.text("common.review_next", day=long_date(locale, review.next)))
        return " ".join(said)

    return review_of


def funding(clinic: Clinic, context: Context) -> str:
    """Say in a sentence who pays for the guide."""
    return clinic.funding or context.locale.text("common.funding", clinic=clinic.name)


def mistakes_url(clinic: Clinic, subject: str) -> str:
    """Give the URL under which a mistake is reported; an e-mail has its subject filled in.

    A clinic that names no address for it is written to or called where visits are booked.
    """
    address = clinic.corrections or clinic.email
    if address is None:
        return clinic.booking.url
    return address if address.startswith("https:") else f"mailto:{address}?subject={quote(subject)}"


def mistakes_address(clinic: Clinic) -> str:
    """Give the address for mistakes as it stands on paper."""
    return clinic.corrections or clinic.email or clinic.phone or clinic.booking.url
