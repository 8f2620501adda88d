"""From a YAML file's text to values that know their line and column.

PyYAML's `compose` gives nodes with marks; its constructors would lose the marks and take a key
given twice without a word, so the nodes are turned into values here.
"""

import datetime
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor

from muscleguide.cache import text_digest
from muscleguide.problems import Problem, Severity, quoted
from muscleguide.reading.characters import FORBIDDEN, code
from muscleguide.reading.yaml_errors import explain_syntax_error

# At the start of a Markdown file, whatever its line ends.
FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?\r?\n)??---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(\.\d+|\d+\.?\d*)[eE][-+]?\d+")

MAX_BYTES = 5_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 20
# A record's text is a paragraph; breaking a word of this length into lines takes seconds.
MAX_TEXT = 20_000
MAX_REPEATED = 500_000  # characters of a file whose aliases give more than stands in it
_SHORT = 4_000  # characters, and so at most as many levels

Scalar = str | int | float | bool | datetime.date | datetime.datetime | None
Value = Scalar | list["Value"] | dict[str, "Value"]
ValuePath = tuple[str | int, ...]
Place = tuple[int, int]
# Turns the text of a YAML file into its document: `parse_yaml`, or one that remembers.
Parse = Callable[[str, str], tuple["Document", list[Problem]]]
# What gives a tag such as `!ENV` its value.
TagConstructor = Callable[[SafeConstructor, yaml.Node], object]


@dataclass(frozen=True)
class Document:
    """A file as read: its values, and where each of them is.

    `places` leads from a value's path, such as `("symptoms", 0, "detail")`, to its line and
    column; `keys` does the same for the key of a value. `body` is the text
    after the front matter of a Markdown file and `body_line` its first line; `digest` is the hash
    of such a file's whole text.
    """

    file: str
    value: Value
    places: Mapping[ValuePath, Place] = field(default_factory=dict)
    keys: Mapping[ValuePath, Place] = field(default_factory=dict)
    raw: Mapping[ValuePath, str] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    digest: str = ""

    def place(self, path: ValuePath) -> Place:
        """Find the line and column of a value, or of the nearest value around it."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(
        self,
        path: ValuePath,
        rule: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        at_key: bool = False,
    ) -> Problem:
        """Report a problem at a value, or at its key."""
        place = self.keys.get(path) if at_key else None
        line, column = place or self.place(path)
        return Problem(self.file, line, column, severity, rule, message)


if hasattr(yaml, "CSafeLoader"):

    class _Loader(Composer, yaml.CSafeLoader):
        """libyaml's parser below PyYAML's own composer, which raises `RecursionError`."""

        def __init__(self, stream: str) -> None:
            yaml.CSafeLoader.__init__(self, stream)
            Composer.__init__(self)

else:
    _Loader = yaml.SafeLoader  # type: ignore[misc,assignment]


class ReadingError(Exception):
    """A file that cannot be read, with the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse_yaml(
    file: str, text: str, tags: Mapping[str, TagConstructor] | None = None
) -> tuple[Document, list[Problem]]:
    """Turn the text of a YAML file into its document.

    A text without any value gives a document whose value is `None`. `tags` says what becomes of
    tags that a guide's settings may have; with it, a tag that nobody knows has no value. Raises
    `ReadingError` for what is no YAML.
    """
    try:
        # libyaml's composer calls itself for each level, and a file of a hundred thousand open
        # brackets ends the whole process; a short text cannot lie that deep.
        is_short = len(text) < _SHORT and hasattr(yaml, "CSafeLoader")
        node = yaml.compose(text, yaml.CSafeLoader if is_short else _Loader)
        # A value that is left out at the end may lie on a line behind the last.
        return _Values(file, [*text.split("\n"), ""], tags).document(node)
    except yaml.MarkedYAMLError as error:
        place, message = explain_syntax_error(error, text.split("\n"))
        raise ReadingError(_error(file, place, "yaml-syntax", message)) from None
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        message = f"this is not YAML: {str(error).splitlines()[0]}"
        raise ReadingError(_error(file, (1, 1), "yaml-syntax", message)) from None
    except RecursionError:
        message = f"lists and keys lie more than {MAX_DEPTH} levels deep"
        raise ReadingError(_error(file, (1, 1), "too-complex", message)) from None


def parse_markdown(
    file: str, text: str, parse: Parse, *, required: bool
) -> tuple[Document, list[Problem]]:
    """Turn the text of a Markdown file into its document: front matter, and the body after it.

    Raises `ReadingError` for front matter that is no YAML, and where it is `required` and missing.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        if not required:
            return Document(file, None, body=text, digest=text_digest(text)), []
        message = "the file must open with a line of three hyphens, `title:` and the other keys, "
        raise ReadingError(
            _error(file, (1, 1), "front-matter", message + "and three hyphens again")
        )
    # The newline before it keeps every line number true.
    document, problems = parse(file, "\n" + (match["yaml"] or ""))
    body_line = text.count("\n", 0, match.end()) + 1
    body, digest = text[match.end() :], text_digest(text)
    return replace(document, body=body, body_line=body_line, digest=digest), problems


def read_text(root: Path, path: Path) -> str:
    """Read a file below `root` as text, with a line feed at the end of each line.

    Raises `ReadingError` for what is no file, lies outside `root`, is too big, or is no UTF-8.
    """
    file = shown_path(root, path)
    start = (1, 1)
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise ReadingError(outside_folder(file))
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError(_error(file, start, "unreadable", "this is not a file"))
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1_000_000:.0f} MB"
            message = f"the file has {size}; the most is {MAX_BYTES // 1_000_000} MB"
            raise ReadingError(_error(file, start, "too-big", message))
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(_error(file, start, "missing-file", "there is no such file")) from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "the link leads in a circle"
        message = f"the file cannot be opened: {reason}"
        raise ReadingError(_error(file, start, "unreadable", message)) from None
    return _decode(file, data)


def shown_path(root: Path, path: Path) -> str:
    """Give the path by which messages call a file: from the guide's folder on."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # Windows: no path leads from one drive to another
        return path.as_posix()


def unreadable(file: str, message: str) -> Problem:
    """Report what lies in the guide's folder and cannot be read."""
    return _error(file, (1, 1), "unreadable", message)


def outside_folder(file: str) -> Problem:
    """Report a link that leads out of the guide's folder."""
    message = "this is a link that leads out of the guide's folder; put the file itself here"
    return _error(file, (1, 1), "outside-folder", message)


def _decode(file: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is saved as UTF-16; save it again as UTF-8"
        raise ReadingError(_error(file, (1, 1), "encoding", message))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        message = "this character is not UTF-8; save the file again with the encoding UTF-8"
        raise ReadingError(
            _error(file, _place_at(before, len(before)), "encoding", message)
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Line ends to YAML's parser and to no editor: the lines that we name would not be theirs.
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    if bad := FORBIDDEN.search(text):
        message = f"an invisible control character ({code(bad[0])}) stands here; delete it"
        raise ReadingError(_error(file, _place_at(text, bad.start()), "control-character", message))
    return text


class _Values:
    """Turns the nodes of one file into values and notes where each stands."""

    def __init__(
        self, file: str, lines: list[str], tags: Mapping[str, TagConstructor] | None
    ) -> None:
        self.file = file
        self.lines = lines
        self.tags = tags
        self.places: dict[ValuePath, Place] = {}
        self.keys: dict[ValuePath, Place] = {}
        self.raw: dict[ValuePath, str] = {}
        self.characters = 0
        self.most = max(MAX_REPEATED, sum(map(len, lines)))
        self.problems: list[Problem] = []
        # The constructors of tags ask a whole loader's resolver.
        self.constructor = SafeConstructor() if tags is None else yaml.SafeLoader("")

    def document(self, node: yaml.Node | None) -> tuple[Document, list[Problem]]:
        value = None if node is None else self.value(node, ())
        return Document(self.file, value, self.places, self.keys, self.raw), self.problems

    def value(self, node: yaml.Node, path: ValuePath) -> Value:
        place = self.places[path] = _start(node)
        # An alias gives the same node again, so a small file can hold a huge tree.
        if len(self.places) > MAX_VALUES:
            message = (
                f"the file holds more than {MAX_VALUES:,} values; aliases (`*name`) repeat them"
            )
            raise ReadingError(_error(self.file, place, "too-complex", message))
        if len(path) > MAX_DEPTH:
            message = f"lists and keys lie more than {MAX_DEPTH} levels deep"
            raise ReadingError(_error(self.file, place, "too-complex", message))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            if self.tags is not None:
                construct = self.tags.get(node.tag)
                value = construct(self.constructor, node) if construct else None
                return value if isinstance(value, Scalar) else str(value)
            message = f"`{_short_tag(node.tag)}` is not used here; write plain text"
            self.problem(place, "yaml-tag", message + " (in quotes if it begins with !)")
            return ""
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(entry, (*path, index)) for index, entry in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  # there is no fourth kind
        return self.scalar(node, path, place)

    def pairs(self, node: yaml.MappingNode, path: ValuePath) -> Iterator[tuple[str, Value]]:
        for key_node, value_node in node.value:
            place = _start(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problem(place, "wrong-type", "a key must be a single word")
                continue
            # YAML takes a key such as `on` or `no` for true or false; here it is a word.
            key = key_node.value
            where = (*path, key)
            if where in self.keys:
                first = self.keys[where][0]
                message = f"`{key}` stands here a second time; the first is in line {first}"
                self.problem(place, "duplicate-key", message)
                continue
            self.keys[where] = place
            self.count(key, place)
            if bad := FORBIDDEN.search(key):
                self.problem(place, "control-character", f"take {code(bad[0])} out of this key")
                continue
            yield key, self.value(value_node, where)

    def scalar(self, node: yaml.ScalarNode, path: ValuePath, place: Place) -> Scalar:
        self.raw[path] = node.value
        self.count(node.value, place)
        if len(node.value) > MAX_TEXT:
            message = f"this text has more than {MAX_TEXT:,} characters; shorten it"
            raise ReadingError(_error(self.file, place, "too-complex", message))
        if bad := FORBIDDEN.search(node.value):
            message = f"this text holds an invisible control character ({code(bad[0])}); delete it"
            self.problem(place, "control-character", message)
            return ""
        if node.tag.endswith(":null") and path:
            key = next((part for part in reversed(path) if isinstance(part, str)), "this entry")
            hint = "; text after # is a comment, so put it in quotes" if self.comment(place) else ""
            self.problem(place, "empty", f"`{key}` has no value; write one{hint}")
            return None
        if not node.style and _NUMBER.fullmatch(node.value):
            # YAML 1.1 takes 1e3 for text and YAML 1.2 for a number: nobody should have to know.
            return float(node.value)
        try:
            value: Scalar = self.constructor.construct_object(node)
        except (ValueError, LookupError, AttributeError, OverflowError, yaml.YAMLError):
            # A tag that the text does not fit, such as `!!bool x`, raises whatever it happens to.
            what = "date" if node.tag.endswith(":timestamp") else "value"
            message = f"{quoted(node.value)} is no real {what}; dates look like 2026-11-23"
            self.problem(place, "wrong-type", message if what == "date" else message.split(";")[0])
            return ""
        if isinstance(value, str) and not node.style and self.tags is None:
            self.note_dropped(node)
        return value if isinstance(value, Scalar) else node.value

    def note_dropped(self, node: yaml.ScalarNode) -> None:
        """Report a ` #` in a text without quotes: what follows may not be meant as a comment."""
        line, column = node.end_mark.line, node.end_mark.column
        dropped = re.match(r" #[^#].*", self.lines[line][column:])
        if dropped:
            message = (
                f"{quoted(dropped[0].strip())} is a comment and not part of the text; put the "
                "whole text in quotes, or two spaces before a comment"
            )
            severity, at = Severity.WARNING, column + 2
            self.problems.append(
                Problem(self.file, line + 1, at, severity, "dropped-text", message)
            )

    def count(self, text: str, place: Place) -> None:
        """Count the characters of a text; an alias can make many of few."""
        self.characters += len(text)
        if self.characters > self.most:
            message = (
                f"aliases (`*name`) repeat this text until the file holds more than {self.most:,} "
                "characters; write it out, once"
            )
            raise ReadingError(_error(self.file, place, "too-complex", message))

    def comment(self, place: Place) -> bool:
        """Return whether a comment without a space follows, where a value was meant: `#1f6f6b`."""
        line, column = place
        return re.match(r"\s*#[^\s#]", self.lines[line - 1][column - 1 :]) is not None

    def problem(self, place: Place, rule: str, message: str) -> None:
        self.problems.append(_error(self.file, place, rule, message))


def _start(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _place_at(text: str, position: int) -> Place:
    line_start = text.rfind("\n", 0, position) + 1
    return text.count("\n", 0, position) + 1, position - line_start + 1


def _error(file: str, place: Place, rule: str, message: str) -> Problem:
    return Problem(file, *place, Severity.ERROR, rule, message)
