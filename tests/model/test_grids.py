"""Tables with merged cells: whatever is given, the cells cover the table, each place once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.model import blocks, grids
from probis_editor.model.office import Block, Cell

CELLS = st.builds(Cell, st.text(max_size=3), st.integers(-2, 5), st.integers(-2, 5))
ROWS = st.lists(st.lists(CELLS, max_size=5).map(tuple), max_size=6).map(tuple)


@given(ROWS)
def test_cells_cover_the_table_and_each_place_once(rows: grids.Rows) -> None:
    sound = grids.sound(rows)
    places = [
        (row, column)
        for area in grids.areas(sound)
        for row in range(area.row, area.row + area.cell.down)
        for column in range(area.column, area.column + area.cell.across)
    ]
    assert len(set(places)) == len(places) == len(sound) * grids.columns(sound)
    assert grids.sound(sound) == sound
    assert grids.rows_of(grids.areas(sound), len(sound)) == sound


def test_a_cell_over_others_is_cut_where_another_begins() -> None:
    rows = ((Cell("a"), Cell("b", down=9)), (Cell("c", across=7), Cell("d")))
    found = [(a.row, a.column, a.cell) for a in grids.areas(rows)]
    assert found == [
        (0, 0, Cell("a")),
        (0, 1, Cell("b", down=2)),
        (0, 2, Cell()),
        (1, 0, Cell("c")),
        (1, 2, Cell("d")),
    ]


def test_monstrous_spans_are_cut_quickly() -> None:
    rows = tuple((Cell("x", across=10**9, down=10**9),) for _ in range(50))
    assert grids.columns(rows) <= grids.MOST_COLUMNS
    assert len(grids.sound(rows)) == 50


def test_all_markup_of_a_block_is_rewritten() -> None:
    table = Block(kind="table", text="a", cells=((Cell("a"), Cell("b")),))
    assert blocks.rewritten(table, str.upper).cells == ((Cell("A"), Cell("B")),)
    assert list(blocks.said([table, Block(text="p")])) == ["a", "a", "b", "p"]
    broken = blocks.sound([Block(kind="table", heads=9, widths=(1.0,), cells=table.cells)])
    assert (broken[0].heads, broken[0].widths) == (1, ())
