"""Every key that a clinic may write, in tables: KEYS.md, and the command `keys`."""

from collections.abc import Iterator

from muscleguide.schema.forms import REVIEWER, Form, form_of
from muscleguide.schema.kinds import KINDS, Kind

_INTRO = """\
# Keys

What may stand in each file of a guide. Made from the schemas, so it is what the check wants;
`muscleguide keys KIND` prints one table. A dot leads into a mapping: `dose.hold` is `hold` below
`dose`. Rich text may hold `*emphasis*`, `**strong**` and links: `[the book](sources/#its-id)`.
"""
_WORDS = {
    "text": "text",
    "line": "text",
    "rich": "rich text",
    "date": "a day",
    "number": "a number",
    "group": "a mapping",
}


def keys_page() -> str:
    """Write the reference of all kinds of records, in Markdown."""
    return "\n".join([_INTRO, *(keys_of(kind) for kind in KINDS.values())])


def keys_of(kind: Kind) -> str:
    """Write the reference of one kind of record, in Markdown."""
    where = {
        "file": f"`{kind.file}`",
        "folder": f"a file `{kind.file}/ID.{'md' if kind.name == 'article' else 'yml'}` each",
        "mapping": f"`{kind.file}`: an id, a colon, and the keys indented below",
        "list": f"`{kind.file}`: a list, each entry with a hyphen",
    }[kind.shape]
    if kind.name == "article":
        where += ", in its front matter"
    head = f"## {kind.title}\n\n{where[0].upper()}{where[1:]}.\n"
    rows = ["| key | must be there | is | means |", "|---|---|---|---|"]
    return "\n".join([head, *rows, *_rows(form_of(kind), "", must=True)]) + "\n"


def _rows(form: Form, before: str, *, must: bool) -> Iterator[str]:
    for field in form["fields"]:
        name, required = f"{before}{field['key']}", must and field["required"]
        is_there = "yes" if required else ("with it" if field["required"] else "")
        cells = (f"`{name}`", is_there, _kind_of(field), field["help"])
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        below = field["item"] if field["kind"] in ("list", "map") else field
        if "fields" in below:
            yield from _rows(below, f"{name}.", must=required)


def _kind_of(field: Form) -> str:
    """Say what a value is."""
    kind = field["kind"]
    if kind == "list":
        return f"a list: {_kind_of(field['item'])}"
    if kind == "map":
        return f"by id: {_kind_of(field['item'])}"
    if kind == "choice":
        return " or ".join(f"`{choice}`" for choice in field["choices"])
    if kind == "reference":
        title = "reviewer" if field["target"] == REVIEWER else KINDS[field["target"]].title.lower()
        return f"the id of a {title}" if title[0] not in "aeo" else f"the id of an {title}"
    if kind == "number" and "min" in field:
        return f"a number from {field['min']:g} to {field['max']:g}"
    if kind == "group" and field.get("short"):
        return f"a mapping, or its `{field['short']}` alone"
    return _WORDS[kind]
