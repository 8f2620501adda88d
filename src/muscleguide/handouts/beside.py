"""A handout in two languages: the patient's words, and beside them the clinician's."""

from collections.abc import Iterator, Mapping
from typing import Any

Data = Mapping[str, Any]


def beside(left: Data, right: Data) -> Data:
    """Put two handouts of the same things into one, part by part, on paper that lies on its side.

    Both have the same parts, as they come from the same records. Raises `ValueError` else.
    """
    title = f"{left['title']} / {right['title']}"
    return {
        **left,
        "title": title,
        "chapters": [],
        "sections": [],
        "ticks": [],
        "landscape": True,
        "blocks": [
            _heading(1, title),
            {
                "kind": "beside",
                "languages": [left["language"], right["language"]],
                "rows": list(zip(_parts(left), _parts(right), strict=True)),
            },
        ],
        "review": [*left["review"], *right["review"]],
        "terms": " ".join(filter(None, (left["terms"], right["terms"]))),
    }


def _parts(data: Data) -> Iterator[list[Data]]:
    """Yield the parts of a handout, each as its blocks: what stands in one row."""
    for chapter in data["chapters"]:
        name = [_heading(2, chapter["name"]), _text(chapter["summary"])]
        picture = chapter["picture"]
        if picture:
            name += [
                {"kind": "picture", "svg": picture["svg"], "alt": picture["alt"]},
                _text(picture["caption"]),
            ]
        yield name
        for section in chapter["sections"]:
            yield _section(section)
    for section in data["sections"]:
        yield _section(section)
    for block in data["blocks"]:
        yield [block]


def _section(section: Data) -> list[Data]:
    title = section["title"]
    return [*([_heading(3, title)] if title else []), *section["blocks"]]


def _heading(level: int, words: str) -> Data:
    return {"kind": "heading", "level": level, "line": _line(words)}


def _text(words: str) -> Data:
    return {"kind": "text", "line": _line(words)}


def _line(words: str) -> list[Data]:
    return [{"text": words, "strong": False, "emphasis": False, "url": None}]
