"""Templates of articles: what they may do, and that none can hang a build or eat its machine."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from guides import SHOULDER, write_guide
from hypothesis import given
from hypothesis import strategies as st
from site_reading import Result, built, content, run, run_process, words

from muscleguide.markup import article_process, article_template
from muscleguide.markup.article_template import MOST_BLOCKS, MOST_CALLS, Call, Ran, run_body

ARTICLE = "docs/articles/stiff-neck.md"
FRONT = SHOULDER[ARTICLE][: SHOULDER[ARTICLE].index("---\n", 5) + 4]
FIRST = FRONT.count("\n") + 1
LIST = f"[{', '.join('1' * 400)}]"
LOOPS = "".join(f"{{% for {name} in {LIST} %}}" for name in "abcd") + "{% endfor %}" * 4
SUM = "+1" * 50_000


def checked(tmp_path: Path, body: str) -> Result:
    """Check a guide whose article has a body."""
    return run("check", cwd=write_guide(tmp_path, {ARTICLE: FRONT + body}))


# What somebody may write → the line of the body that must be named, the rule, some words.
HOSTILE: dict[str, tuple[str, int, str, str]] = {
    "loops in loops": (f"x\n\n{LOOPS}", 3, "template-too-big", "longer than 5 seconds"),
    "a sum within one step": ("\n{{ 10**(10**10) }}", 2, "template-too-big", "longer than"),
    "a list of lists, printed": (
        "{% set x = ['a'] %}" + "\n{% set x = [x, x] %}" * 40 + "\n{{ x }}",
        42,
        "template-too-big",
        "",
    ),
    "a range": ("\n{% for a in range(99999) %}{% endfor %}", 2, "unknown-name", "`range`"),
    "filler text": ("{{ lipsum(n=10**7) }}", 1, "unknown-name", "`lipsum`"),
    "a text many times": ('\n{{ "a" * 10**10 }}', 2, "template-too-big", "memory"),
    "a text many times, set": ('\n{% set x = "a" * 10**10 %}', 2, "template-too-big", "memory"),
    "a constant of a mode": (
        '{% autoescape "a" * 10**10 %}{% endautoescape %}',
        1,
        "template-too-big",
        "memory",
    ),
    "a width": ('\n\n{{ "%1000000000d" % 1 }}', 3, "template-too-big", "memory"),
    "a width of a format": ('{{ "{:1000000000}".format(1) }}', 1, "template-too-big", "memory"),
    "a filter": ('\n{{ "a"|center(1000000000) }}', 2, "template-too-big", "memory"),
    "a long text": ('\n{{ "a"|center(1000001) }}', 2, "template-too-big", "1,000,000 characters"),
    "a long list": ('\n{{ ("a" * 10**8)|list|length }}', 2, "template-too-big", "memory"),
    "a doubled text": (
        '{% set x = "aaaa" %}' + "\n{% set x = x ~ x %}" * 40,
        28,
        "template-too-big",
        "memory",
    ),
    "a macro that calls itself": (
        "{% macro a() %}\n{{ a() }}{% endmacro %}\n{{ a() }}",
        2,
        "template-too-big",
        "calls itself",
    ),
    "open brackets": ("\n{{ " + "[" * 100_000, 2, "template-too-big", "too deep"),
    "open braces": ("{{" * 2_400_000, 1, "template-too-big", "too deep"),
    "a long sum": (f"{{{{ 1{SUM} }}}}", 1, "template-too-big", "too deep"),
    "an inclusion": ('\n{% include "x" %}', 2, "template-syntax", "no loader"),
    "a class": ("\n{{ ''.__class__ }}", 2, "template-syntax", "unsafe"),
    "the globals": ("\n{{ relief.__globals__ }}", 2, "template-syntax", "unsafe"),
    "an error": ("x\n{{ 1/0 }}", 2, "template-syntax", "division by zero"),
    "half a call": ("x\n{{ relief( }}", 2, "template-syntax", "cannot be read"),
    "an unknown name": ("x\n{{ releif() }}", 2, "unknown-name", "`releif` is no name"),
    "an id too many": ("x\n{{ muscles(1) }}", 2, "template-syntax", "takes 0 positional"),
    "forgotten brackets": ("x\n{{ muscles }}", 2, "template-syntax", "`muscles` needs brackets"),
    "dice": ("x\n{{ [1, 2]|random }}", 2, "template-syntax", "No filter named 'random'"),
    "an unknown id": (
        'x\n{% if true %}\n{{ muscle("nobody") }}{% endif %}',
        3,
        "unknown-reference",
        'no muscle "nobody"',
    ),
    "an unknown id that is made": (
        'x\n{% for id in ["no" ~ "body"] %}\n{{ muscle(id) }}{% endfor %}',
        3,
        "template-syntax",
        'there is no muscle "nobody"',
    ),
    "parts in a loop": (
        f"\n{{% for a in {LIST} %}}\n{{{{ muscles() }}}}{{% endfor %}}",
        3,
        "template-too-big",
        "at most 1,000 times",
    ),
    "a part, written many times": (
        f"{{% set m = muscles() %}}\n{{{{ m * {MOST_BLOCKS + 1} }}}}",
        2,
        "template-too-big",
        "at most 1,000 times",
    ),
    "plain parts": (
        "{{ muscles() }}\n" * (MOST_BLOCKS + 1),
        MOST_BLOCKS + 1,
        "template-too-big",
        "at most 1,000 times",
    ),
    "plain calls": (
        '{{ muscle("levator") }}\n' * (MOST_CALLS + 1),
        MOST_CALLS + 1,
        "template-too-big",
        "at most 1,000 times",
    ),
    "a NUL": ('x\n{{ "a\\x00" }}', 2, "control-character", "U+0000"),
    "half a character": ('x\n{{ "\\ud800" }}', 2, "control-character", "U+D800"),
    "what XML cannot hold": ('x\n{{ "\\uffff" }}', 2, "control-character", "U+FFFF"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_template_is_an_error_at_its_line(tmp_path: Path, case: str) -> None:
    body, line, rule, message = HOSTILE[case]
    result = checked(tmp_path, body)
    assert result.returncode == 1
    told = [line for line in result.stderr.splitlines() if "[long-sentence]" not in line]
    (problem, _count) = told
    assert problem.startswith(f"{ARTICLE}:{FIRST + line - 1}:1: error: "), problem
    assert problem.endswith(f"[{rule}]")
    assert message in problem


def test_a_template_that_does_more_than_call(tmp_path: Path) -> None:
    body = (
        '{% for id in ["levator", "trapezius"] %}\n- {{ muscle(id) }}\n{% endfor %}\n'
        '{% set word = "calm" %}\nStay {{ word|upper }} & <b>{{ "<i>" }}</b>.\n\n'
        '{% if 1 + 1 == 2 %}{{ source("atlas") }}{% endif %}{# a word to myself #}\n'
        "{% raw %}{{ braces }}{% endraw %}\n"
    )
    site = built(write_guide(tmp_path, {ARTICLE: FRONT + body}))
    soup = content(site, "articles/stiff-neck/")
    text = words(soup)
    assert "Stay CALM & <i> ." in text
    assert "{{ braces }}" in text
    assert "to myself" not in text
    links = [str(a["href"]) for a in soup.select("li a")]
    assert "../../muscles/levator/" in links
    assert "Atlas" in text


def test_as_many_calls_as_there_may_be(tmp_path: Path) -> None:
    body = '{{ muscle("levator") }} ' * MOST_CALLS
    result = checked(tmp_path, body)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "body",
    [
        "&#xf8f0;0&#xF8F1; &#63728;7&#0063729;",
        "\uf8f00\uf8f1 \uf8f099\uf8f1",
        '{{ "\\uf8f0" }}0{{ "\\uf8f1" }} {{ "\\uf8f07\\uf8f1" }}',
        '{{ "\\uf8f0" }}&#48;{{ "\\uf8f1" }} &#xf8{{ "" }}f0;7&#xf8f1;',
    ],
)
def test_nothing_in_a_body_is_taken_for_the_mark_of_a_call(tmp_path: Path, body: str) -> None:
    site = built(write_guide(tmp_path, {ARTICLE: f"{FRONT}See {body} here.\n"}))
    html = (site / "articles/stiff-neck/index.html").read_text(encoding="utf-8")
    assert "\uf8f0" not in html
    assert "See " in words(content(site, "articles/stiff-neck/"))


def test_a_template_is_run_once_for_check_and_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    start = subprocess.run

    def counting(*arguments: Any, **options: Any) -> Any:
        started.append(arguments)
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", counting)
    plain = write_guide(tmp_path / "plain")
    built(plain)
    assert not [a for a in started if "article_process" in str(a)]
    body = f"{{% for a in [1, 2] %}}{tmp_path.name}{{% endfor %}}"
    built(write_guide(tmp_path / "guide", {ARTICLE: FRONT + body}))
    assert len([a for a in started if "article_process" in str(a)]) == 1


def test_a_guide_s_own_files_are_no_modules_of_the_other_process(tmp_path: Path) -> None:
    body = "{% for a in [1, 2] %}word{% endfor %}\n"
    traps = dict.fromkeys(("json.py", "jinja2.py", "sitecustomize.py"), "raise SystemExit(3)\n")
    guide = write_guide(tmp_path, {ARTICLE: FRONT + body, **traps})
    result = run_process("check", cwd=guide)
    assert result.returncode == 0, result.stderr


TEXTS = st.text(st.sampled_from("ab \n-{}%#'\"()"), max_size=12)
CALLS = st.sampled_from(
    ["{{ muscles() }}", '{{muscle("a")}}', "{{\nsource( 'b' )\n}}", "{{ booking(\n) }}"]
)


@given(st.lists(st.one_of(TEXTS, CALLS), max_size=8).map("".join))
def test_plain_bodies_are_run_as_jinja_would(body: str) -> None:
    """What is put in without Jinja is what Jinja puts in."""
    plain = article_template._run_plain(body)
    if plain is None:
        return
    made: dict[str, Any] = {"text": [], "lines": []}
    article_process._run(body, made)
    assert plain.text == made["text"]
    assert plain.calls == tuple(Call(*call) for call in made["calls"])
    assert sorted(map(repr, plain.named)) == sorted(repr(Call(*call)) for call in made["named"])


def test_a_plain_body_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert run_body('{{ muscle("a") }}') == Ran(
        "\uf8f00\uf8f1", (Call("muscle", "a"),), (Call("muscle", "a"),)
    )
    (error,) = run_body("{{ 1 + 1 }}").errors
    assert "the template cannot be run: No such file" in error.message
