"""Structured data: what a page holds, as JSON-LD in the terms of schema.org, for search engines.

Only what the page itself says, and only properties that schema.org lists for their type.
See https://schema.org/MedicalWebPage and https://schema.org/Muscle.
"""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from muscleguide import urls
from muscleguide.markup import richtext
from muscleguide.model.article import ArticleContent
from muscleguide.model.citations import Citation
from muscleguide.model.muscle import MuscleContent
from muscleguide.model.place import PlaceContent
from muscleguide.model.site import Site
from muscleguide.pages.layout.page import Page
from muscleguide.schema.records import Clinic

Node = dict[str, Any]

_CONTEXT = "https://schema.org"


def json_ld(page: Page, site: Site) -> Markup:
    """Describe a page as JSON-LD, safe to stand in a `script` element.

    Where the URL of the guide's root is not known, nothing that needs a whole URL is given.
    """
    clinic, root = site.guide.clinic, site.context.site_url
    graph = [
        _without_gaps(node)
        for node in (_page_node(page, site), _trail(page, site), _clinic(clinic, root))
        if node
    ]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False)
    # A value may hold what ends a script element.
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  # escaped just now


def _page_node(page: Page, site: Site) -> Node:
    root, subject = site.context.site_url, page.subject
    url = urls.absolute(root, page.url)
    common = {
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.description,
        "inLanguage": site.context.locale.code,
        "publisher": _clinic_reference(site.guide.clinic, root),
        "image": urls.absolute(root, urls.social_picture(page.picture)),
    }
    if isinstance(subject, MuscleContent):
        return {"@type": "MedicalWebPage", **common, **_muscle_page(subject, site)}
    if isinstance(subject, ArticleContent):
        return {"@type": "Article", **common, **_article(subject, site)}
    if isinstance(subject, PlaceContent):
        return {"@type": page.kind, **common, **_place(subject, site)}
    return {"@type": page.kind, **common}


def _muscle_page(muscle: MuscleContent, site: Site) -> Node:
    record = muscle.record
    review = record.reviewed
    reviewer = site.guide.clinic.reviewers[review.by] if review else None
    return {
        "lastReviewed": review.on.isoformat() if review else None,
        "reviewedBy": reviewer
        and {"@type": "Person", "name": reviewer.name, "jobTitle": reviewer.role},
        "citation": [_source(citation) for citation in muscle.citations],
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
                    "name": cause.label,
                    "description": cause.detail,
                    "url": urls.absolute(site.context.site_url, cause.url),
                }
                for cause in muscle.symptoms
            ],
        },
    }


def _article(article: ArticleContent, site: Site) -> Node:
    record, clinic, root = article.record, site.guide.clinic, site.context.site_url
    by_clinic = record.author == clinic.name
    return {
        "headline": record.title,
        "author": _clinic_reference(clinic, root)
        if by_clinic
        else {"@type": "Person", "name": record.author},
        "datePublished": record.published.isoformat(),
        "isBasedOn": _source(article.based_on) if article.based_on else None,
        "about": [
            {
                "@type": "Muscle",
                "name": muscle.record.name,
                "url": urls.absolute(root, muscle.url),
            }
            for muscle in article.muscles
        ],
    }


def _place(place: PlaceContent, site: Site) -> Node:
    root, record = site.context.site_url, place.record
    return {
        "about": {
            "@type": "AnatomicalStructure",
            "name": record.label,
            "alternateName": list(record.words),
        },
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(place.muscles),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": here.content.record.name,
                    "url": urls.absolute(root, here.content.url),
                }
                for position, here in enumerate(place.muscles, start=1)
            ],
        },
    }


def _source(citation: Citation) -> Node:
    source = citation.source
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


def _trail(page: Page, site: Site) -> Node | None:
    """Give the way from the home page to a page; the home page has none."""
    root = site.context.site_url
    if not root or not page.url:
        return None
    parts = page.url.strip("/").split("/")
    steps = [(site.guide.clinic.name, urls.HOME)]
    if len(parts) > 1:
        steps.append((page.parent, f"{parts[0]}/"))
    steps.append((page.title, page.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": root + url}
            for place, (name, url) in enumerate(steps, start=1)
        ],
    }


def _clinic(clinic: Clinic, root: str | None) -> Node:
    return {
        "@type": "MedicalBusiness",
        "@id": urls.absolute(root, "#clinic"),
        "name": clinic.name,
        "slogan": clinic.tagline,
        "url": clinic.website or root,
        "telephone": clinic.phone,
        "email": clinic.email,
        "address": clinic.address,
        "logo": urls.absolute(root, clinic.logo) if clinic.logo else None,
    }


def _clinic_reference(clinic: Clinic, root: str | None) -> Node:
    return {"@id": f"{root}#clinic"} if root else {"@type": "MedicalBusiness", "name": clinic.name}


def _without_gaps(node: Mapping[str, Any]) -> Node:
    """Leave out what is not known, at every depth."""
    filled = {key: _filled(value) for key, value in node.items()}
    return {key: value for key, value in filled.items() if value not in (None, [], {}, "")}


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _without_gaps(value)
    return [_filled(inner) for inner in value] if isinstance(value, list) else value
