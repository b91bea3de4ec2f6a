"""Units find their place in the tree."""

from __future__ import annotations

import pytest
from small_maps import counting

from probis_editor.commands import tree, unit_order
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
