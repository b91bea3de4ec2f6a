"""Lines of running text: even spaces, no lonely endings; columns as wide as their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probis_editor.booklet.blocks import Grid
from probis_editor.booklet.even import LOOSEST, growth, last_line
from probis_editor.booklet.items import TextItem, other_settings, text_paragraph
from probis_editor.booklet.markup import paragraph_markup
from probis_editor.booklet.tables import TableItem
from probis_editor.model import grids

TIE = "\u00a0"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("disajikan pada Gambar 3.29 berikut ini seluruhnya", f"Gambar{TIE}3.29"),
        ("pembagian tugas; dan", f"tugas;{TIE}dan"),
        ("bila tidak, kembali ke langkah 5.", f"langkah{TIE}5."),
        ("ditetapkan dalam BAB IV buku ini seluruhnya", f"BAB{TIE}IV"),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, tied: str) -> None:
    assert tied in paragraph_markup(text)


def set_at(text: str, width: float) -> TextItem:
    item = TextItem(text_paragraph(text, "body", "id"), another=other_settings(text, "body", "id"))
    item.height(width)
    return item


def test_a_long_last_word_does_not_tear_the_line_before_it() -> None:
    text = "Tanda bulat menunjukkan unit yang bertanggung jawab atas suatu proses, dan ikut melaksanakannya."
    torn = 0
    for width in range(180, 320, 3):
        whole = text_paragraph(text, "body", "id")
        whole.wrap(width, 1e6)
        item = set_at(text, width)
        last = max(growth(whole)[-1:], default=0.0)
        torn += last > LOOSEST
        assert max(growth(item.paragraph)[-1:], default=0.0) <= last + 1e-6
        if last <= LOOSEST:
            assert last_line(item.paragraph) == last_line(whole)
    assert torn > 3


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    rows = grids.plain([["A", "B"], ["dipertanggungjawabkan", "pendek saja " * 9]])
    item = TableItem.of(Grid(rows=rows, widths=(0.1, 0.9)), "id")
    edges = item._edges(300)
    assert edges[1] > 100
    assert edges[-1] == pytest.approx(300)


@given(st.lists(st.floats(0.05, 1), min_size=2, max_size=5), st.floats(120, 500))
def test_columns_always_fill_the_measure(shares: list[float], width: float) -> None:
    rows = grids.plain([["kata"] * len(shares), ["dipertanggungjawabkan"] * len(shares)])
    edges = TableItem.of(Grid(rows=rows, widths=tuple(shares)), "id")._edges(width)
    assert edges[-1] == pytest.approx(width)
    assert edges == sorted(edges)


WORDS = st.lists(
    st.sampled_from(
        ["unit", "pemerintahan", "yang", "dan", "bertanggungjawab", "surat", "P.6", "Gambar 3.2", "●"]
    ),
    min_size=8,
    max_size=60,
)


@given(WORDS, st.integers(200, 460))
def test_no_line_is_looser_than_it_was(words: list[str], width: int) -> None:
    text = " ".join(words) + "."
    plain = text_paragraph(text, "body", "id")
    plain.wrap(width, 1e6)
    item = set_at(text, width)
    assert max(growth(item.paragraph), default=0.0) <= max(growth(plain), default=0.0) + 1e-6
    assert min(growth(item.paragraph), default=0.0) >= -0.075
