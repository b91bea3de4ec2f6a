"""The space tool dragged inside an open sub-process, with the mouse."""

from __future__ import annotations

from msgspec.structs import replace
from small_maps import EDIT, small
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.geometry import Point, Rect


def test_the_space_tool_makes_room_inside_an_open_sub_process(driver: Driver) -> None:
    made = small()
    with made.document.transaction(EDIT) as tx:
        sub = shapes.create(tx, made.map, "subprocess", bounds=Rect(150, 700, 120, 60), name="Arsip").id
        tx.put(replace(made.node(sub), expanded=True, inline=True, expanded_size=(420.0, 160.0)))
        left = shapes.create(tx, made.map, "task", Point(240, 780), name="Kiri").id
        right = shapes.create(tx, made.map, "task", Point(460, 780), name="Kanan").id
    driver.open(made.document, made.map)
    driver.canvas.view.centerOn(450, 700)
    before = made.document.snapshot()
    was = {i: made.node(i).drawn for i in (sub, left, right)}
    driver.canvas.use_tool("space")
    driver.drag(Point(350, 780), Point(430, 780))
    assert made.node(sub).drawn == was[sub]._replace(w=was[sub].w + 80)
    assert made.node(left).drawn == was[left]
    assert made.node(right).drawn == was[right].moved(80, 0)
    assert driver.session.history.can_undo
    driver.session.undo()
    assert made.document.snapshot() == before
