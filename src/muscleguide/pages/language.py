"""Texts in another language than their page, marked for screen readers."""

import html
import re

from markupsafe import Markup

from muscleguide.context import Context

_TEXT = re.compile(r">(?P<before>[\s:]*)(?P<text>[^<>]+?)(?P<after>\s*)<")


def mark_language(body: Markup, context: Context) -> tuple[Markup, bool]:
    """Mark what is not translated with the guide's own language; say whether there is any."""
    if not context.untranslated:
        return body, False
    found = False

    def mark(match: re.Match[str]) -> str:
        nonlocal found
        if html.unescape(match["text"]) not in context.untranslated:
            return match[0]
        found = True
        text = f'<span lang="{context.source_language}">{match["text"]}</span>'
        return f">{match['before']}{text}{match['after']}<"

    marked = _TEXT.sub(mark, str(body))
    return Markup(marked), found  # noqa: S704  # it was markup before
