"""Texts in another language than their page, marked for screen readers."""

import html
import re

from markupsafe import Markup

from muscleguide.context import Context

_TEXT = re.compile(r">(?P<before>[\s:]*)(?P<text>[^<>]+?)(?P<after>\s*)<")
# Where pages join texts: "label: detail", "Hold: 30 seconds; Repeat: 10 times".
_JOINT = re.compile(r"(: |; |, )")


def mark_language(body: Markup, context: Context) -> tuple[Markup, bool]:
    """Mark what is not translated with the guide's own language; say whether there is any."""
    if not context.untranslated:
        return body, False
    found = False

    def piece(text: str) -> str:
        nonlocal found
        if html.unescape(text) not in context.untranslated:
            return text
        found = True
        return f'<span lang="{context.source_language}">{text}</span>'

    def mark(match: re.Match[str]) -> str:
        text = piece(match["text"])
        if text == match["text"]:
            text = "".join(map(piece, _JOINT.split(text)))
        return f">{match['before']}{text}{match['after']}<"

    marked = _TEXT.sub(mark, str(body))
    return Markup(marked), found  # noqa: S704  # it was markup before
