"""Structured data: what a page says, in the words of schema.org, for search engines.

Only what the page itself says, and only properties that schema.org lists for their type.
See https://schema.org/MedicalWebPage and https://schema.org/Muscle.
"""

import json
from collections.abc import Mapping
from typing import Any

from muscleguide import richtext
from muscleguide.guide import Article, Guide, Muscle
from muscleguide.records import Clinic, Source
from muscleguide.views.page import Page
from muscleguide.words import language

Node = dict[str, Any]

_CONTEXT = "https://schema.org"


def json_ld(page: Page, guide: Guide, site: str | None) -> str:
    """Describe a page as JSON-LD, safe to stand in a `script` element.

    `site` is the address of the guide's root, with a slash at its end; without it nothing that
    needs a whole address is said.
    """
    address = _address(site, page.address)
    graph = [
        _without_gaps(node)
        for node in (
            _page_node(page, guide, site, address),
            _trail(page, guide, site),
            _clinic(guide.clinic, site),
        )
        if node
    ]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False)
    # A value may hold what ends a script element.
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _page_node(page: Page, guide: Guide, site: str | None, address: str | None) -> Node:
    subject = page.subject
    common = {
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.description,
        "inLanguage": language(),
        "publisher": _clinic_reference(guide.clinic, site),
        "image": _address(site, page.image),
    }
    if isinstance(subject, Muscle):
        return {"@type": "MedicalWebPage", **common, **_muscle_page(subject, guide, site)}
    if isinstance(subject, Article):
        return {"@type": "Article", **common, **_article(subject, guide, site)}
    return {"@type": page.kind, **common}


def _muscle_page(muscle: Muscle, guide: Guide, site: str | None) -> Node:
    record = muscle.record
    review = record.reviewed
    reviewer = guide.clinic.reviewers[review.by] if review else None
    return {
        "lastReviewed": review.on.isoformat() if review else None,
        "reviewedBy": reviewer
        and {"@type": "Person", "name": reviewer.name, "jobTitle": reviewer.role},
        "citation": [_source(guide.sources[id_]) for id_ in record.sources],
        "about": {
            "@type": "Muscle",
            "name": record.name,
            "alternateName": list(record.also_called),
            "description": record.summary,
            "bodyLocation": richtext.plain(record.location),
            "insertion": record.attachments.to,
            "muscleAction": "; ".join(record.functions),
            "relatedCondition": [
                {
                    "@type": "MedicalSymptom",
                    "name": use.symptom.label,
                    "description": use.detail,
                    "url": _address(site, f"symptoms/#{use.id}"),
                }
                for use in muscle.symptoms
            ],
        },
    }


def _article(article: Article, guide: Guide, site: str | None) -> Node:
    record = article.record
    clinic = guide.clinic
    by_clinic = record.author == clinic.name
    return {
        "headline": record.title,
        "author": _clinic_reference(clinic, site)
        if by_clinic
        else {"@type": "Person", "name": record.author},
        "datePublished": record.published.isoformat(),
        "isBasedOn": _source(guide.sources[record.based_on]) if record.based_on else None,
        "about": [
            {
                "@type": "Muscle",
                "name": muscle.record.name,
                "url": _address(site, f"muscles/{muscle.id}/"),
            }
            for muscle in article.muscles
        ],
    }


def _source(source: Source) -> Node:
    kind = {"book": "Book", "article": "Article", "web page": "WebPage"}[source.kind]
    return _without_gaps(
        {
            "@type": kind,
            "name": source.title,
            "creditText": ", ".join(source.authors),
            "datePublished": str(source.year) if source.year else None,
            "url": source.url,
        }
    )


def _trail(page: Page, guide: Guide, site: str | None) -> Node | None:
    """Give the way from the home page to a page; the home page has none."""
    if not site or not page.address:
        return None
    parts = page.address.strip("/").split("/")
    steps = [(guide.clinic.name, "")]
    if len(parts) > 1:
        steps.append((page.parent, f"{parts[0]}/"))
    steps.append((page.title, page.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": site + path}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def _clinic(clinic: Clinic, site: str | None) -> Node:
    return {
        "@type": "MedicalBusiness",
        "@id": _address(site, "#clinic"),
        "name": clinic.name,
        "slogan": clinic.tagline,
        "url": clinic.website or site,
        "telephone": clinic.phone,
        "email": clinic.email,
        "address": clinic.address,
        "logo": _address(site, clinic.logo) if clinic.logo else None,
    }


def _clinic_reference(clinic: Clinic, site: str | None) -> Node:
    return {"@id": f"{site}#clinic"} if site else {"@type": "MedicalBusiness", "name": clinic.name}


def _address(site: str | None, path: str | None) -> str | None:
    return None if site is None or path is None else site + path


def _without_gaps(node: Mapping[str, Any]) -> Node:
    """Leave out what is not known, at every depth."""
    filled = {key: _filled(value) for key, value in node.items()}
    return {key: value for key, value in filled.items() if value not in (None, [], {}, "")}


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _without_gaps(value)
    return [_filled(inner) for inner in value] if isinstance(value, list) else value
