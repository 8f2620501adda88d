"""What a drawing may hold: elements, attributes, and the kind of value that each attribute takes.

Everything that is not listed here is taken out of a drawing (`sanitizing.py`). What draws can be
added; what fetches, runs or styles the page around the drawing stays out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

# Marks of shapes: what they draw is shown only where it is asked for.
MARKS = ("data-muscle", "data-region", "data-pain", "data-spread")

# Groups in an editor lie a dozen deep; many more are a mistake, or meant to break a reader.
MAX_DEPTH = 200
# Elements that lie in one another or refer to one another, from the first to the last.
MAX_CHAIN = 300
# Characters of a drawing once every `use`, pattern and mask stands where it is used.
MAX_EXPANDED = 10_000_000
# Characters of a value that is no list of points; the longest are lists of fonts and of dashes.
MAX_VALUE = 2_000


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


ELEMENTS = _words(
    "svg g defs symbol use title desc",
    "path circle ellipse rect line polyline polygon text tspan",
    "linearGradient radialGradient stop clipPath mask pattern",
    "filter feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite feColorMatrix feBlend",
)
# Elements that may refer to another by `href`.
REFERRING = _words("use linearGradient radialGradient pattern filter")
TEXTS = _words("text tspan")


_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:%|px|pt|pc|mm|cm|in|em|ex|rem)?"
_WORD = r"[A-Za-z][A-Za-z0-9_-]*"

# Kinds of values that a pattern describes; the whole value must match.
PATTERNS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\s*(?:{pattern})\s*", re.ASCII)
    for kind, pattern in {
        "length": rf"{_LENGTH}|auto",
        "lengths": rf"(?:{_LENGTH}(?:[\s,]+|$))*",
        "number": _NUMBER,
        "numbers": rf"(?:{_NUMBER}(?:[\s,]+|$))*",
        "offset": rf"{_NUMBER}%?",
        "path": r"[MmZzLlHhVvCcSsQqTtAaeE\d\s.,+-]*",
        "points": r"[eE\d\s.,+-]*",
        "transform": (
            r"(?:[\s,]*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([eE\d\s.,+-]*\))*[\s,]*"
        ),
        "view box": rf"{_NUMBER}(?:[\s,]+{_NUMBER}){{3}}",
        "side": "inner|outer",
        "word": _WORD,
        "words": rf"{_WORD}(?:\s+{_WORD})*",
    }.items()
}

# Attributes that are no style, by the kind of their value.
ATTRIBUTES: Mapping[str, str] = {
    name: kind
    for kind, names in {
        "length": "width height r rx ry cx cy fx fy fr x1 y1 x2 y2 textLength refX refY",
        "lengths": "x y dx dy",
        "number": "pathLength surfaceScale k1 k2 k3 k4",
        "numbers": "rotate stdDeviation values",
        "offset": "offset",
        "path": "d",
        "points": "points",
        "transform": "transform gradientTransform patternTransform",
        "view box": "viewBox",
        "side": "data-left data-right",
        "word": (
            "gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits"
            " patternContentUnits filterUnits primitiveUnits lengthAdjust type mode operator"
            " edgeMode in in2 result"
        ),
        "words": "preserveAspectRatio",
    }.items()
    for name in names.split()
}


@dataclass(frozen=True)
class Style:
    """What the value of a style may hold beside words, numbers with or without unit, and commas.

    `functions` are those of CSS by name; `colours` stand for `#abc`, `references` for `url(#id)`,
    `strings` for text in quotes.
    """

    functions: frozenset[str] = frozenset()
    colours: bool = False
    references: bool = False
    strings: bool = False


_COLOUR_FUNCTIONS = _words("rgb rgba hsl hsla hwb lab lch oklab oklch")

STYLES: Mapping[str, Style] = {
    "paint": Style(functions=_COLOUR_FUNCTIONS, colours=True, references=True),
    "colour": Style(functions=_COLOUR_FUNCTIONS, colours=True),
    "reference": Style(references=True),
    "plain": Style(),
    "fonts": Style(strings=True),
}

# Presentation attributes, by the kind of their value; in `style` they may stand as properties.
PROPERTIES: Mapping[str, str] = {
    name: kind
    for kind, names in {
        "paint": "fill stroke",
        "colour": "color stop-color flood-color",
        "reference": "clip-path mask filter",
        "plain": (
            "fill-opacity fill-rule stroke-opacity stroke-width stroke-linecap stroke-linejoin"
            " stroke-miterlimit stroke-dasharray stroke-dashoffset opacity stop-opacity"
            " flood-opacity display visibility overflow clip-rule mask-type paint-order"
            " vector-effect transform-origin color-interpolation color-interpolation-filters"
            " color-rendering shape-rendering text-rendering image-rendering"
            " font-size font-size-adjust font-stretch font-style font-variant font-weight"
            " text-anchor text-decoration letter-spacing word-spacing kerning direction"
            " unicode-bidi writing-mode dominant-baseline alignment-baseline baseline-shift"
            " glyph-orientation-horizontal glyph-orientation-vertical"
        ),
        "fonts": "font-family",
    }.items()
    for name in names.split()
}
UNITS = _words("px pt pc mm cm in q em ex ch rem deg grad rad turn")

# What follows goes without a word, as it draws nothing: what editors keep for themselves, and
# what the page says in its own way.
EDITORS = (
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/DTD/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.openswatchbook.org/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch",
    "http://www.serif.com/",
    "http://www.corel.com/",
    "https://boxy-svg.com",
)
SILENT_ELEMENTS = _words("metadata")
SILENT_ATTRIBUTES = _words(
    "version baseProfile contentScriptType contentStyleType enable-background zoomAndPan",
    "data-name lang role focusable tabindex pointer-events",
    *(f"{{{XML}}}{name}" for name in ("space", "lang")),
    *(f"{{{XLINK}}}{name}" for name in ("type", "role", "arcrole", "title", "show", "actuate")),
)
# Of the first element: the page's styles set the size and the place.
SILENT_ON_ROOT = _words("width height x y class")
SILENT_PROPERTIES = _words(
    "enable-background pointer-events solid-color solid-opacity block-progression",
    "line-height text-align text-indent text-orientation text-transform text-decoration-line",
    "text-decoration-color text-decoration-style tab-size white-space",
)
SILENT_STARTS = ("-inkscape-", "aria-")
# A style with one of these values sets nothing, whatever its name.
NEUTRAL = _words("none normal auto initial unset inherit")

# Names of the page's own classes begin so.
PAGE_CLASSES = "mg-"

# What to do about an element that is taken out, where that is not plain.
_STAND_STILL = "a drawing stands still"
_MAKE_PATHS = "turn it into paths in your editor"
ADVICE: Mapping[str, str] = {
    "style": "set colours on the shapes themselves (when you export: “presentation attributes”)",
    "script": "a drawing runs no program",
    "image": "a drawing is made of shapes; trace the picture, or leave it out",
    "feImage": "a drawing is made of shapes; trace the picture, or leave it out",
    "foreignObject": "write words as `<text>`",
    "a": "a drawing has no links; move the shapes out of it",
    "switch": "move the shapes out of it: ungroup them, or export as plain SVG",
    "marker": "turn arrowheads into paths in your editor",
    "textPath": _MAKE_PATHS,
    "flowRoot": _MAKE_PATHS,
    "tref": "write the words themselves",
    "animate": _STAND_STILL,
    "animateMotion": _STAND_STILL,
    "animateTransform": _STAND_STILL,
    "animateColor": _STAND_STILL,
    "set": _STAND_STILL,
}

# What a value of each kind looks like, for messages.
EXAMPLES: Mapping[str, str] = {
    "length": "write a number, as in `12.5`",
    "lengths": "write numbers, as in `12.5`",
    "number": "write a number, as in `12.5`",
    "side": "write `inner` or `outer`",
    "numbers": "write numbers, as in `1 0.5`",
    "offset": "write a number, as in `0.5` or `50%`",
    "path": "write letters and numbers, as in `M0 0L9 9z`",
    "points": "write pairs of numbers, as in `0,0 9,9`",
    "transform": "write it as in `translate(10 20) rotate(45)`",
    "view box": "write four numbers, as in `0 0 320 900`",
    "word": "write one word of letters and digits",
    "words": "write words, as in `xMidYMid meet`",
    "paint": "write a colour such as `#aabbcc`, or `url(#id)` with the id of a gradient",
    "colour": "write a colour such as `#aabbcc`",
    "reference": "write `url(#id)` with an id of this drawing",
    "plain": "write a number or a word",
    "fonts": "write names of fonts with commas between",
}
