"""What somebody has filled into a form, as the value of a record's file."""

import datetime
from typing import Any

from muscleguide.reading.yaml_reader import Value
from muscleguide.schema.forms import Form


def from_form(form: Form, given: Any, old: Value) -> Value:
    """Turn what somebody filled in into the value of a record's file.

    Keys that the form does not know stay as they are in the `old` value; so does a short form.
    """
    kind = form["kind"]
    if kind == "group":
        made = _from_group(form, given, old)
        short = form.get("short")
        if short and set(made) == {short} and not (isinstance(old, dict) and set(old) == {short}):
            return made[short]
        return made or None
    if kind == "list":
        entries = given if isinstance(given, list) else []
        before = old if isinstance(old, list) else []
        aligned = [*before, *[None] * len(entries)]
        made_of = [
            from_form(form["item"], entry, _nearest(entry, before, aligned[index]))
            for index, entry in enumerate(entries)
        ]
        return [entry for entry in made_of if entry not in (None, "", {})]
    if kind == "map":
        named = given if isinstance(given, dict) else {}
        known = old if isinstance(old, dict) else {}
        return {key: from_form(form["item"], it, known.get(key)) for key, it in named.items()}
    return _scalar(form, given, old)


def _from_group(form: Form, given: Any, old: Value) -> dict[str, Value]:
    filled = given if isinstance(given, dict) else {}
    short = form.get("short")
    if short and isinstance(old, str):
        old = {short: old}
    before = old if isinstance(old, dict) else {}
    made: dict[str, Value] = {}
    for field in form["fields"]:
        key = field["key"]
        value = from_form(field, filled.get(key), before.get(key))
        # What must be filled in and is not stays in sight, where it was.
        if value not in (None, "", [], {}) or (field["required"] and key in before):
            made[key] = value
    known = {field["key"] for field in form["fields"]}
    return {**made, **{key: value for key, value in before.items() if key not in known}}


def _nearest(entry: Any, before: list[Value], at: Value) -> Value:
    """Give the old entry that a filled-in one was: one that begins alike, else `at`."""
    if isinstance(entry, dict):
        first = next((value for value in entry.values() if value), None)
        for value in before:
            begins = next(iter(value.values()), None) if isinstance(value, dict) else value
            if first is not None and begins == first:
                return value
    return at


def _scalar(form: Form, given: Any, old: Value) -> Value:
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        return given if isinstance(given, int | float) else None
    text = (
        given.replace("\r\n", "\n").rstrip() if form["kind"] == "rich" else " ".join(given.split())
    )
    if isinstance(old, str) and " ".join(old.split()) == " ".join(text.split()):
        # Only where lines end differs, which is not for a form to say.
        return old
    if form["kind"] == "date":
        return _day(text)
    if form["kind"] == "number" or (form.get("or_number") and not isinstance(old, str)):
        return _number(text)
    return text


def _number(text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _day(text: str) -> Value:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text
