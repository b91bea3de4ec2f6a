"""Markup as runs and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.model.runs import Run, joined, markup, runs, stripped

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
FLAG = st.booleans()
RUN = st.builds(Run, TEXT, FLAG, FLAG, st.just("")) | st.builds(
    Run, st.just(""), FLAG, FLAG, st.just('<ref code="x-1"/>')
)


@given(st.lists(RUN, max_size=6))
def test_runs_come_back(parts: list[Run]) -> None:
    assert runs(markup(parts)) == joined(parts)
    assert joined(stripped(parts)) == stripped(parts)


@given(st.text('<>/bir&;= "aref', max_size=30))
def test_any_markup_is_read_and_becomes_stable(text: str) -> None:
    once = markup(runs(text))
    assert markup(runs(once)) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("biasa", (Run("biasa"),)),
        ("a <b>b <i>c</i></b>", (Run("a "), Run("b ", True), Run("c", True, True))),
        ("satu<br/>dua &amp; tiga", (Run("satu\ndua & tiga"),)),
        ('Ada <ref count="children"/> buah', (Run("Ada "), Run(raw='<ref count="children"/>'), Run(" buah"))),
        ("<span>x</span><b>y", (Run("x"), Run("y", True))),
        ("</b>x", (Run("x"),)),
    ],
)
def test_markup_is_read(text: str, found: tuple[Run, ...]) -> None:
    assert runs(text) == found


def test_blanks_at_the_ends_go() -> None:
    assert stripped([Run(" "), Run("\n a ", True), Run("  ")]) == (Run("a", True),)
    assert stripped([Run(" "), Run(raw="<ref/>"), Run(" ")]) == (Run(raw="<ref/>"),)
