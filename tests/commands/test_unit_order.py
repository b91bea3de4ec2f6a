"""Units find their place in the tree."""

from __future__ import annotations

import pytest
from small_maps import counting, small
from verbs import trio

from probis_editor.commands import in_step, shapes, tree, unit_order, unit_rows, units
from probis_editor.model import unit_names
from probis_editor.model.changes import label
from probis_editor.model.history import History
from probis_editor.rules.permits import RefusedError

EDIT = label("cmd.test")


def test_move_orders_hangs_and_refuses() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        a, b, c = (tree.create_unit(tx, name).id for name in "ABC")
    history = History(document)
    before = document.snapshot()
    with document.transaction(EDIT) as tx:
        unit_order.move(tx, c, "", 0)
        unit_order.move(tx, b, a)
    assert [u.id for u in unit_order.children(document)] == [c, a]
    assert [u.id for u in unit_order.children(document, a)] == [b]
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        unit_order.move(tx, a, b)
    with document.transaction(EDIT) as tx:
        twin = tree.create_unit(tx, "B").id
    with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
        unit_order.move(tx, twin, a)
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        unit_order.move(tx, "gone", "")
    history.undo()
    after = document.snapshot()
    history.undo()
    assert document.snapshot() == before
    history.redo()
    assert document.snapshot() == after


def test_places_by_keyboard() -> None:
    document = counting()
    with document.transaction(EDIT) as tx:
        head = tree.create_unit(tx, "Camat").id
        party = tree.create_unit(tx, "Bupati", "party").id
        first = tree.create_unit(tx, "Seksi A", parent=head).id
        second = tree.create_unit(tx, "Seksi B", parent=head).id
        last = tree.create_unit(tx, "Lurah").id

    def go(unit: str, way: str) -> list[str]:
        found = unit_order.shifted(document, unit, way)
        if found is not None:
            trio(document, lambda tx: unit_order.move(tx, unit, *found))
        return [u.name for u in unit_order.children(document)]

    assert unit_order.shifted(document, first, "up") is None
    assert unit_order.shifted(document, party, "down") is None, "parties stand among themselves"
    assert unit_order.shifted(document, "gone", "up") is None
    go(second, "up")
    assert [u.name for u in unit_order.children(document, head)] == ["Seksi B", "Seksi A"]
    assert [n for n in go(last, "up") if n != "Bupati"] == ["Lurah", "Camat"]
    go(first, "in")
    assert document.unit(first).parent == second  # type: ignore[union-attr]
    go(first, "out")
    assert [u.name for u in unit_order.children(document, head)] == ["Seksi B", "Seksi A"]
    assert [n for n in go(second, "out") if n != "Bupati"] == ["Lurah", "Camat", "Seksi B"]


def test_lanes_bear_the_names_of_instances() -> None:
    made = small()
    document = made.document
    in_step.keep_in_step(document)
    with document.transaction(EDIT) as tx:
        unit_rows.enter_lanes(tx)
        unit = tree.create_unit(
            tx, "Kelurahan", repeat=2, instances=("Kelurahan Mawar", "Kelurahan Melati")
        ).id
    lane = made.lanes[0]
    trio(document, lambda tx: shapes.rename(tx, made.map, lane, "Kelurahan Melati"))
    node = document.node(made.map, lane)
    assert (node.name, node.unit) == ("Kelurahan Melati", unit)
    trio(document, lambda tx: units.rename(tx, unit, "Kelurahan di Sukamaju"))
    assert document.node(made.map, lane).name == "Kelurahan Melati"
    assert unit_names.by_name(document, "kelurahan mawar").id == unit  # type: ignore[union-attr]
