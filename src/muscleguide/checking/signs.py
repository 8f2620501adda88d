"""Rules for warning signs: a guide has some, and an urgent one for each place that can hurt."""

from collections import defaultdict
from collections.abc import Iterator

from muscleguide.problems import Problem, Severity, count
from muscleguide.reading.files import (
    REGIONS,
    WARNING_SIGNS,
    Folder,
)
from muscleguide.schema.validation import Content

_URGENT = ("emergency", "today")


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
