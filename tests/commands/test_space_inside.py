"""Room made inside an open sub-process: it grows with what holds it, and its steps on both sides stay in it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from small_maps import EDIT, counting

from probis_editor.commands import flows, lanes, maps, shapes, space
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.history import History


def opened(pooled: bool) -> tuple[Document, str, dict[str, str]]:
    """An open sub-process with the steps a -> b, an event on its right border and a step c beyond it."""
    document = counting()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "P1", "cross_functional" if pooled else "flow").id
        ids = {}
        if pooled:
            ids["pool"] = lanes.add_pool(tx, m, Rect(0, 0, 1200, 300), "Kecamatan").id
            ids["lane"] = lanes.add_lane(tx, m, ids["pool"], name="Camat").id
        sub = shapes.create(tx, m, "subprocess", bounds=Rect(200, 40, 120, 60), name="Arsip")
        tx.put(replace(sub, expanded=True, inline=True, expanded_size=(420.0, 200.0)))
        ids["sub"] = sub.id
        ids["a"] = shapes.create(tx, m, "task", Point(290, 140), name="A").id
        ids["b"] = shapes.create(tx, m, "task", Point(520, 140), name="B").id
        ids["timer"] = shapes.create(
            tx, m, "event.catch", Point(620, 210), attached=sub.id, trigger="timer"
        ).id
        ids["c"] = shapes.create(tx, m, "task", Point(800, 140), name="C").id
        flows.connect(tx, m, ids["a"], ids["b"])
        flows.connect(tx, m, ids["sub"], ids["c"])
    assert document.node(m, ids["a"]).parent == ids["sub"] == document.node(m, ids["b"]).parent
    return document, m, ids


@pytest.mark.parametrize("pooled", [True, False])
@pytest.mark.parametrize("across", [True, False])
def test_an_open_sub_process_grows_with_the_room_in_it(pooled: bool, across: bool) -> None:
    document, m, ids = opened(pooled)
    if not across:
        with document.transaction(EDIT) as tx:
            shapes.move(tx, m, [ids["b"]], 0, 70)
    before = {name: document.node(m, i).drawn for name, i in ids.items()}
    whole = document.snapshot()
    history = History(document)
    line = Point(400, 160) if across else Point(400, 165)
    with document.transaction(EDIT) as tx:
        space.make_space(tx, m, "", line, 60, across)
    after = {name: document.node(m, i).drawn for name, i in ids.items()}
    dx, dy = (60, 0) if across else (0, 60)
    sub = before["sub"]
    assert after["sub"] == Rect(sub.x, sub.y, sub.w + dx, sub.h + dy)
    assert after["a"] == before["a"]
    assert after["b"] == before["b"].moved(dx, dy)
    assert after["timer"] == before["timer"].moved(dx, dy)
    assert after["c"] == (before["c"].moved(60, 0) if across else before["c"])
    assert document.node(m, ids["b"]).parent == ids["sub"]
    if pooled:
        assert after["pool"].w == before["pool"].w + dx
        assert after["lane"].h == before["lane"].h + dy
    with document.transaction(EDIT) as tx:
        space.make_space(tx, m, "", line, -60, across)
    assert {name: document.node(m, i).drawn for name, i in ids.items()} == before
    history.undo()
    history.undo()
    assert document.snapshot() == whole


@pytest.mark.parametrize("pooled", [True, False])
def test_taking_room_leaves_the_steps_in_it(pooled: bool) -> None:
    document, m, ids = opened(pooled)
    with document.transaction(EDIT) as tx:
        space.make_space(tx, m, "", Point(590, 160), -200, True)
    sub, b = document.node(m, ids["sub"]).drawn, document.node(m, ids["b"]).drawn
    assert sub.covers(b)
    assert sub.right < 620


def test_a_line_beside_it_moves_it_as_a_whole() -> None:
    document, m, ids = opened(True)
    before = {name: document.node(m, i).drawn for name, i in ids.items()}
    with document.transaction(EDIT) as tx:
        space.make_space(tx, m, "", Point(190, 160), 60, True)
    for name in ("sub", "a", "b", "timer", "c"):
        assert document.node(m, ids[name]).drawn == before[name].moved(60, 0)
