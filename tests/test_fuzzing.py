"""Random changes to a guide: no exception, check and build agree (`fuzz.py` runs for longer)."""

import tempfile
from pathlib import Path
from random import Random

import pytest
from fuzz import BASE, CHANGES, wrong_with
from guides import write_guide
from hypothesis import given, note, settings
from hypothesis import strategies as st


@pytest.mark.posix  # it gives files names, and makes links, that Windows has not
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 2**32)), min_size=1, max_size=5
    )
)
def test_whatever_a_guide_holds_check_and_build_tell_the_same(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        guide = write_guide(Path(folder, "in/guide"), {**BASE})
        for name, seed in steps:
            note(f"{name}: {CHANGES[name](guide, Random(seed))}")  # noqa: S311  # nothing secret
        assert not wrong_with(guide)
