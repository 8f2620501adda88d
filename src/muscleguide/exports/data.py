"""The records, linked, for other software: `data/muscles.json`.

DATA.md documents its shape; a change that could break a reader of it gets a new `VERSION`.
"""

import json
from typing import Any

from muscleguide import urls
from muscleguide.guide.guide import Guide, Muscle
from muscleguide.markup import richtext
from muscleguide.model.site import Site

VERSION = 1


def data(site: Site) -> str:
    """Write every muscle, with all that its record points to, as JSON."""
    guide, root = site.guide, site.context.site_url
    head = {"version": VERSION, "publisher": guide.clinic.name, "url": root}
    start = json.dumps(head, ensure_ascii=False).removesuffix("}")
    # A muscle a line: people can read it, and it takes a tenth of the time of indented JSON.
    muscles = (
        json.dumps(_muscle(guide, muscle, root), ensure_ascii=False)
        for muscle in guide.muscles.values()
    )
    lines = ",\n".join(muscles)
    return f'{start}, "muscles": [\n{lines}\n]}}\n'


def _muscle(guide: Guide, muscle: Muscle, root: str | None) -> dict[str, Any]:
    record = muscle.record
    review = record.reviewed
    url = urls.muscle(muscle.id)
    return {
        "id": muscle.id,
        "name": record.name,
        "say": record.say,
        "also_called": list(record.also_called),
        "group": record.group,
        "summary": record.summary,
        "location": richtext.plain(record.location),
        "attachments": {"from": record.attachments.from_, "to": record.attachments.to},
        "functions": list(record.functions),
        "symptoms": [
            {
                "id": use.id,
                "label": use.symptom.label,
                "detail": use.detail,
                "feel": use.symptom.feel,
                "regions": [
                    {"id": id_, "label": guide.regions[id_].label} for id_ in use.symptom.regions
                ],
            }
            for use in muscle.symptoms
        ],
        "overuse": [
            {
                "id": use.id,
                "label": use.activity.label,
                "detail": use.detail,
                "instead": richtext.plain(use.activity.instead) if use.activity.instead else None,
            }
            for use in muscle.overuse
        ],
        "relief": richtext.plain(record.relief) if record.relief else None,
        "related": list(record.related),
        "sources": [
            {
                "id": id_,
                "title": source.title,
                "authors": list(source.authors),
                "year": source.year,
                "url": source.url,
            }
            for id_, source in ((id_, guide.sources[id_]) for id_ in record.sources)
        ],
        "reviewed": {
            "by": guide.clinic.reviewers[review.by].name,
            "role": guide.clinic.reviewers[review.by].role,
            "on": review.on.isoformat(),
            **({"next": review.next.isoformat()} if review.next else {}),
        }
        if review
        else None,
        "path": url,
        "url": urls.absolute(root, url),
        "handouts": {paper: urls.handout(muscle.id, paper) for paper in urls.PAPERS},
        "picture": urls.social_picture(f"muscles/{muscle.id}"),
    }
