"""Table -> map -> table is the identity: on the maps of the real books and on random tables."""

from __future__ import annotations

from pathlib import Path

from commands.step_rows import narrated, on_new_map, tables
from hypothesis import given, settings
from msgspec.structs import replace

from probis_editor.commands.steps.apply import apply, arrange, replace_all
from probis_editor.commands.steps.cells import from_cells
from probis_editor.formats import tables as sheets
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Next, Row, rows
from probis_editor.model.changes import label


def anonymous(table: tuple[Row, ...]) -> list[Row]:
    """The rows by place instead of by id, to compare tables of different maps."""
    places = {row.id: str(at) for at, row in enumerate(table)}
    return [
        replace(row, id=places[row.id], next=tuple(Next(places[n.to], n.name) for n in row.next))
        for row in table
    ]


def test_every_narrated_map_of_the_books(shared: Path) -> None:
    found = narrated(shared)
    assert len(found) == 81
    for name, wanted in found:
        document, map_id, history = on_new_map(wanted, name)
        assert rows(document, map_id) == wanted, name
        with document.transaction(label("test")) as tx:
            arrange(tx, map_id, effort=0)
        assert rows(document, map_id) == wanted, name
        history.undo()
        history.undo()
        assert rows(document, map_id) == ()
        assert not history.can_undo


def test_every_narrated_map_through_a_sheet(shared: Path, tr: Translator) -> None:
    for name, wanted in narrated(shared):
        for data in (sheets.to_csv(wanted, tr), sheets.to_xlsx(wanted, tr, name)):
            ids = iter(range(1000))
            back = from_cells(sheets.read_cells(data, "t"), lambda ids=ids: f"n{next(ids)}")
            assert anonymous(back) == anonymous(wanted), name


def test_a_sheet_put_back_on_its_map_changes_nothing(shared: Path, tr: Translator) -> None:
    for name, wanted in narrated(shared)[::9]:
        document, map_id, _ = on_new_map(wanted, name)
        before = document.snapshot()
        lines = sheets.read_cells(sheets.to_xlsx(rows(document, map_id), tr, name), "t.xlsx")
        with document.transaction(label("test")) as tx:
            replace_all(tx, map_id, from_cells(lines, document.new_id))
        assert document.snapshot() == before, name


@given(tables())
@settings(max_examples=60, deadline=None)
def test_any_table(wanted: tuple[Row, ...]) -> None:
    document, map_id, history = on_new_map(wanted)
    assert rows(document, map_id) == wanted
    after = document.snapshot()
    history.undo()
    assert rows(document, map_id) == ()
    history.redo()
    assert document.snapshot() == after


@given(tables(), tables())
@settings(max_examples=50, deadline=None)
def test_any_table_over_any_other(first: tuple[Row, ...], second: tuple[Row, ...]) -> None:
    document, map_id, history = on_new_map(first)
    before = document.snapshot()
    with document.transaction(label("test")) as tx:
        apply(tx, map_id, second)
    assert [_but_actor(r) for r in rows(document, map_id)] == [_but_actor(r) for r in second]
    for row, found in zip(second, rows(document, map_id), strict=True):
        assert found.actor == row.actor or not row.actor
    if rows(document, map_id) != first:
        history.undo()
        assert document.snapshot() == before


def _but_actor(row: Row) -> Row:
    return replace(row, actor="")


@given(tables())
@settings(max_examples=50, deadline=None)
def test_any_table_through_csv(wanted: tuple[Row, ...]) -> None:
    tr = Translator("id")
    back = from_cells(
        sheets.read_cells(sheets.to_csv(wanted, tr), "t.csv"), iter(map(str, range(99))).__next__
    )
    assert anonymous(back) == anonymous(wanted)


@given(tables())
@settings(max_examples=20, deadline=None)
def test_any_table_through_xlsx_in_english(wanted: tuple[Row, ...]) -> None:
    tr = Translator("en")
    data = sheets.to_xlsx(wanted, tr, "P1.1 [a]: b/c?")
    assert data == sheets.to_xlsx(wanted, tr, "P1.1 [a]: b/c?")
    back = from_cells(sheets.read_cells(data, "t.xlsx"), iter(map(str, range(99))).__next__)
    assert anonymous(back) == anonymous(wanted)
