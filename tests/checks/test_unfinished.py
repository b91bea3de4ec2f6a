"""Steps without a way on."""

from __future__ import annotations

from small_maps import EDIT, small

from probis_editor.checks.unfinished import unfinished
from probis_editor.commands import flows, shapes
from probis_editor.geometry import Point


def test_steps_that_no_flow_leaves() -> None:
    made = small()
    # an event on the border without a way on, a step that stands alone, one of a pool of its own
    assert set(unfinished(made.document, made.map)) == {made.timer, made.sub, made.reply}
    with made.document.transaction(EDIT) as tx:
        shapes.delete(tx, made.map, [made.last])
    assert made.send in unfinished(made.document, made.map)
    assert made.end not in unfinished(made.document, made.map)
    assert unfinished(made.document, "nothing") == ()


def test_a_link_goes_on_at_its_other_half() -> None:
    made = small()
    with made.document.transaction(EDIT) as tx:
        throw = shapes.create(tx, made.map, "event.throw", Point(700, 180), name="A", trigger="link").id
        flows.connect(tx, made.map, made.sub, throw)
    assert throw in unfinished(made.document, made.map)
    with made.document.transaction(EDIT) as tx:
        catch = shapes.create(tx, made.map, "event.catch", Point(700, 300), name="A", trigger="link").id
        flows.connect(tx, made.map, catch, made.end)
    assert not {throw, catch, made.sub} & set(unfinished(made.document, made.map))
