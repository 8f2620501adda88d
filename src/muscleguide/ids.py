"""Ids and slugs: a record's name in files, references and URLs."""

import re
import unicodedata

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_MAX = 64


def is_id(text: str) -> bool:
    """Return whether a text may be an id: lower-case ASCII letters, digits, single hyphens."""
    return len(text) <= ID_MAX and re.fullmatch(ID_PATTERN, text) is not None


def slug(text: str) -> str:
    """Make a slug, which may be an id: `Élévateur du pied` gives `elevateur-du-pied`.

    Empty where the text has no character that can be written in ASCII.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text)[:ID_MAX].strip("-")
