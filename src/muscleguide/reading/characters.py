"""Characters that no text of a guide may hold."""

import re

# Control characters, lone surrogates, and what XML, and so a feed, cannot hold: no page, picture
# or data file may carry them.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def code(character: str) -> str:
    """Name a character that cannot be seen: `U+0002`."""
    return f"U+{ord(character):04X}"
