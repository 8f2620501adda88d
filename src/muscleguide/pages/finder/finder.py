"""The finder's data: what the browser looks up, prepared so that it only has to look up."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from muscleguide.guide.drawings import BodyMap, draw_picker
from muscleguide.guide.guide import Guide, Muscle
from muscleguide.model.care import how_soon
from muscleguide.model.site import Site
from muscleguide.schema.records import Activity, BodyRegion, Symptom
from muscleguide.wording.locale import Locale
from muscleguide.wording.sentences import sort_key
from muscleguide.wording.word_forms import indexed

# Height for width of a drawing, up to which it counts as wide.
_WIDE = 1.25

Option = BodyRegion | Symptom | Activity


@dataclass(frozen=True)
class Facet:
    """A question of the finder: the name of its controls, its words, and its options by id.

    `acts` says how soon to get help with an option that is a warning itself.
    """

    name: str
    question: str
    options: Mapping[str, str]
    acts: Mapping[str, str] = field(default_factory=dict)


def finder(site: Site) -> dict[str, Any]:
    """Give the values that the finder's template needs."""
    guide, locale = site.guide, site.context.locale
    pickers = list(_pickers(guide))
    return {
        "muscles": list(site.muscles.values()),
        "facets": _facets(guide, locale),
        "pickers": [draw_picker(body_map, labels) for body_map, labels in pickers],
        "is_wide": all(_is_wide(body_map) for body_map, _labels in pickers),
        "data": _data(guide, locale),
    }


def _facets(guide: Guide, locale: Locale) -> list[Facet]:
    """Give the three questions, each with the options that lead to a muscle."""
    symptoms = {id_: guide.symptoms[id_].label for id_ in guide.by_symptom}
    acts = {
        id_: how_soon(guide, locale, act)
        for id_ in guide.by_symptom
        if (act := guide.symptoms[id_].act)
    }
    activities = {id_: guide.activities[id_].label for id_ in guide.by_activity}
    found = [
        Facet("region", locale.text("home.title"), _used(guide)),
        Facet("symptom", locale.text("finder.symptom"), _by_label(symptoms), acts),
        Facet("activity", locale.text("finder.activity"), _by_label(activities)),
    ]
    return [facet for facet in found if facet.options]


def _pickers(guide: Guide) -> Iterator[tuple[BodyMap, dict[str, str]]]:
    """Give the drawings on which places can be picked: as few as show the most places.

    With each come the labels of its places, by their ids.
    """
    used = _used(guide)
    left = dict(used)
    maps = list(guide.maps.values())
    while maps and left:
        best = max(maps, key=lambda body_map: len(body_map.regions & left.keys()))
        here = {id_: label for id_, label in left.items() if id_ in best.regions}
        if not here:
            return
        yield best, {id_: used[id_] for id_ in best.regions & used.keys()}
        left = {id_: label for id_, label in left.items() if id_ not in here}
        maps.remove(best)


def _is_wide(body_map: BodyMap) -> bool:
    """Tell whether a drawing is not much higher than wide: then it needs less room on a phone."""
    size = body_map.view_box
    return size is not None and size.height <= _WIDE * size.width


def _used(guide: Guide) -> dict[str, str]:
    """Give the labels of the regions where a muscle can hurt, by their ids, head to toe."""
    hurting = {region for muscle in guide.muscles.values() for region in muscle.regions}
    return {id_: region.label for id_, region in guide.regions.items() if id_ in hurting}


def _data(guide: Guide, locale: Locale) -> Markup:
    """Write what the finder's script looks up, as JSON that may stand in a `<script>` block.

    `words` holds, for each facet, the words of its options; `parts` the larger part of the body of
    each region; `muscles` holds, in the order of their cards: own words, symptoms, activities, as
    places in the lists, and regions with the place of the first symptom that names them.
    """
    symptoms = list(guide.by_symptom)
    activities = list(guide.by_activity)
    regions = list(guide.regions)
    symptom_at = {id_: index for index, id_ in enumerate(symptoms)}
    activity_at = {id_: index for index, id_ in enumerate(activities)}
    region_at = {id_: index for index, id_ in enumerate(regions)}
    endings = list(locale.part("word_forms")["endings"])
    facets: tuple[tuple[str, list[str], Mapping[str, Option]], ...] = (
        ("region", regions, guide.regions),
        ("symptom", symptoms, guide.symptoms),
        ("activity", activities, guide.activities),
    )
    found = {
        "messages": dict(locale.part("finder_script")),
        "region": regions,
        "symptom": symptoms,
        "activity": activities,
        "endings": endings,
        "words": {
            name: [indexed((some[id_].label, *some[id_].words), endings) for id_ in ids]
            for name, ids, some in facets
        },
        "parts": [guide.regions[id_].part or id_ for id_ in regions],
        "muscles": [
            [
                indexed(_own_texts(muscle), endings),
                [[region_at[id_], place] for id_, place in _regions(muscle)],
                [symptom_at[use.id] for use in muscle.symptoms],
                [activity_at[use.id] for use in muscle.overuse],
            ]
            for muscle in guide.muscles.values()
        ],
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    # In a script block only `<` can end the block or open a comment.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def _own_texts(muscle: Muscle) -> Iterator[str]:
    yield muscle.record.name
    yield from muscle.record.also_called
    yield from (use.detail for use in muscle.symptoms if use.detail)
    yield from (use.detail for use in muscle.overuse if use.detail)


def _regions(muscle: Muscle) -> Iterator[tuple[str, int]]:
    """Yield a muscle's regions, each with the place of the most typical symptom there."""
    for region in muscle.regions:
        places = (n for n, use in enumerate(muscle.symptoms) if region in use.symptom.regions)
        yield region, next(places)


def _by_label(options: Mapping[str, str]) -> dict[str, str]:
    return {id_: options[id_] for id_ in sorted(options, key=lambda id_: sort_key(options[id_]))}
