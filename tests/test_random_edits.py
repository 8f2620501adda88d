"""Any sequence of edits: each build gives, byte for byte, what a clean build gives."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from guides import KNEE, PROJECT, SHOULDER, write_guide
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from site_reading import fingerprint, run

from muscleguide.cache import Cache

WORDS = st.sampled_from(
    [
        "Neck",
        "[a link](relief/) and *so*",
        "élan",
        "a <b> & c",
        "*so* it goes",
        "Muskel",
        "x" * 40,
        "中 文",
    ]
)
IDS = st.sampled_from(["alpha", "beta", "gamma", "index", "delta-2"])
VOCABULARIES = ("symptoms", "activities", "sources", "body-regions")
ENTRIES: Mapping[str, Mapping[str, object]] = {
    "symptoms": {"label": "S", "regions": ["neck"], "feel": "pain"},
    "activities": {"label": "A", "instead": "Do *less*."},
    "sources": {"title": "T", "authors": [], "kind": "book"},
    "body-regions": {"label": "R"},
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title>'
    '<path data-region="neck" d="M2 2h3v3z"/><path data-muscle="levator" d="M4 4h2v2z"/></svg>'
)


class Edits(RuleBasedStateMachine):
    """Edits a guide as people do, sound or not, and builds it after each edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.guide = write_guide(self.folder / "guide")
        self.published: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def records(self) -> list[Path]:
        return sorted((self.guide / "content/muscles").glob("*.yml"))

    def edit(self, file: Path, change: Callable[[dict[str, object]], None]) -> None:
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        change(record)
        file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")

    @rule(id_=IDS, name=WORDS)
    def add_muscle(self, id_: str, name: str) -> None:
        record = yaml.safe_load(SHOULDER["content/muscles/levator.yml"])
        record["name"] = f"{name} {id_}"
        text = yaml.safe_dump(record, allow_unicode=True)
        (self.guide / f"content/muscles/{id_}.yml").write_text(text, encoding="utf-8")

    @rule(data=st.data(), words=WORDS)
    def change_muscle(self, data: st.DataObject, words: str) -> None:
        if records := self.records():
            file = data.draw(st.sampled_from(records))
            key = data.draw(st.sampled_from(["summary", "say", "group", "location", "relief"]))
            self.edit(file, lambda record: record.update({key: words}))

    @rule(data=st.data(), id_=IDS)
    def rename_muscle(self, data: st.DataObject, id_: str) -> None:
        if records := self.records():
            file = data.draw(st.sampled_from(records))
            self.edit(file, lambda record: record.update({"aliases": [file.stem]}))
            file.rename(file.with_stem(id_))

    @rule(data=st.data())
    def delete_muscle(self, data: st.DataObject) -> None:
        if records := self.records():
            data.draw(st.sampled_from(records)).unlink()

    @rule(name=st.sampled_from(VOCABULARIES), id_=IDS, words=WORDS)
    def add_or_change_entry(self, name: str, id_: str, words: str) -> None:
        entry: dict[str, object] = {**ENTRIES[name]}
        entry[next(iter(entry))] = words
        self.edit(self.guide / f"content/{name}.yml", lambda record: record.update({id_: entry}))

    @rule(data=st.data(), name=st.sampled_from(VOCABULARIES))
    def delete_entry(self, data: st.DataObject, name: str) -> None:
        def change(record: dict[str, object]) -> None:
            if record:
                del record[data.draw(st.sampled_from(sorted(record)))]

        self.edit(self.guide / f"content/{name}.yml", change)

    @rule(id_=IDS, title=WORDS, call=st.sampled_from(["muscles()", "relief()", 'source("atlas")']))
    def write_article(self, id_: str, title: str, call: str) -> None:
        text = re.sub(r"title: .*", f'title: "{title}"', SHOULDER["docs/articles/stiff-neck.md"])
        text = text.replace("{{ booking() }}", f"{{{{ {call} }}}}")
        (self.guide / f"docs/articles/{id_}.md").write_text(text, encoding="utf-8")

    @rule(id_=IDS)
    def delete_article(self, id_: str) -> None:
        (self.guide / f"docs/articles/{id_}.md").unlink(missing_ok=True)

    @rule(id_=IDS, words=WORDS)
    def write_page_by_hand(self, id_: str, words: str) -> None:
        text = f"# {words}\n\nSee [all](muscles/index.md).\n"
        (self.guide / f"docs/{id_}.md").write_text(text, encoding="utf-8")

    @rule(id_=IDS)
    def delete_page_by_hand(self, id_: str) -> None:
        (self.guide / f"docs/{id_}.md").unlink(missing_ok=True)

    @rule(words=WORDS)
    def draw_a_map(self, words: str) -> None:
        write_guide(self.guide, {**dict.fromkeys(SHOULDER), "content/maps/back.svg": SVG})
        file = self.guide / "content/maps/back.svg"
        escaped = words.replace("&", "&amp;").replace("<", "&lt;")
        file.write_text(SVG.format(escaped), encoding="utf-8")

    @rule(host=st.sampled_from(["one.ch", "two.ch/a"]), name=WORDS, accent=st.booleans())
    def change_settings(self, host: str, name: str, accent: bool) -> None:
        text = f'site_name: "{name}"\nsite_url: https://{host}/\n'
        (self.guide / "mkdocs.yml").write_text(text, encoding="utf-8")
        colour = "#0a5" if accent else "#a05"
        self.edit(
            self.guide / "content/clinic.yml",
            lambda record: record.update({"accent": colour, "tagline": name}),
        )

    @rule()
    def check(self) -> None:
        run("check", cwd=self.guide)

    @invariant()
    def a_build_gives_what_a_clean_build_gives(self) -> None:
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        clean.mkdir()
        for name in ("content", "docs", "mkdocs.yml"):
            source = self.guide / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, clean / name)
        ours, fresh = run(cwd=self.guide), run(cwd=clean)
        assert ours.returncode == fresh.returncode
        assert ours.stderr == fresh.stderr
        if ours.returncode == 0:
            self.published = fingerprint(clean / "site")
        if self.published:
            assert fingerprint(self.guide / "site") == self.published
        assert not list(self.guide.glob(".site*"))


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=6,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("handouts/handout.typ", "margin = (x: 12mm", "margin = (x: 13mm"),
        ("social/card.typ", "margin = 56pt", "margin = 60pt"),
        ("pages/muscle/muscle.html", "<h1>{{ record.name }}</h1>", "<h1>{{ record.name }}!</h1>"),
        ("pages/layout/tokens.css", ":root {", ":root { --mine: 1;"),
        ("wording/languages/en.yml", "What it can cause", "What it may cause"),
        ("handouts/layouts.py", '"snug": 3700', '"snug": 10'),
    ],
)
def test_a_changed_program_gives_what_it_gives_in_a_clean_folder(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    source = shutil.copytree(PROJECT / "src", tmp_path / "src")
    guide = shutil.copytree(KNEE, tmp_path / "guide")

    def built(folder: Path) -> dict[str, str]:
        code = f"import sys; sys.path.insert(0, {str(source)!r}); "
        code += "from muscleguide.cli import main; main(prog_name='build.py')"
        subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True)
        return fingerprint(folder / "site")

    before = built(guide)
    path = source / "muscleguide" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    after = built(guide)
    assert after != before
    shutil.rmtree(guide / "build")
    shutil.rmtree(guide / "site")
    assert built(guide) == after


def test_the_cache_is_bounded_and_keeps_what_is_used(tmp_path: Path) -> None:
    megabyte = 1024 * 1024
    for number in range(100):
        cache = Cache(tmp_path)
        cache.get("always", lambda: b"a" * megabyte)
        cache.get(number, lambda: b"b" * megabyte)
        cache.prune()
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size <= 70 * megabyte
    made: list[str] = []
    Cache(tmp_path).get("always", lambda: made.append("again") or b"")  # type: ignore[func-returns-value]
    Cache(tmp_path).get(98, lambda: made.append("again") or b"")  # type: ignore[func-returns-value]
    assert made == []


def test_another_base_url_and_a_check_leave_the_cache_as_it_is(tmp_path: Path) -> None:
    guide = write_guide(tmp_path)
    assert run(cwd=guide).returncode == 0
    first = set((guide / "build/cache").iterdir())
    run("--base-url", "https://elsewhere.ch/", "--out", "other", cwd=guide)
    run("check", cwd=guide)
    second = set((guide / "build/cache").iterdir())
    assert first < second
    times = {path: path.stat().st_ino for path in second}
    run(cwd=guide)
    assert {path: path.stat().st_ino for path in (guide / "build/cache").iterdir()} == times


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.write_text("")
    assert Cache(file).get("x", lambda: b"made") == b"made"
