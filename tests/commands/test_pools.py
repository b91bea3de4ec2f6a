"""A pool taken away from round its steps, and one fitted round steps that are there already."""

from __future__ import annotations

from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import flows, pools, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node
from probis_editor.model.queries import surface


def test_what_lies_in_a_dissolved_pool_stays_where_it_is() -> None:
    s: Small = small()
    places = {i: s.node(i).drawn for i in (*s.steps, s.timer, s.note)}
    trio(s.document, lambda tx: pools.dissolve_pool(tx, s.map, s.pool))
    assert all(s.document.element(s.map, i) is None for i in (s.pool, *s.lanes))
    assert {i: s.node(i).drawn for i in places} == places
    home = surface(s.document, s.map)
    assert {s.node(i).parent for i in places} == {home}
    assert s.flow(s.a).parent == home
    assert s.flow(s.inner).parent == s.sub
    assert s.document.element(s.map, s.message) is not None


def test_flows_at_the_pool_itself_go_with_it() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        flow = flows.connect(tx, s.map, s.send, s.other).id
    trio(s.document, lambda tx: pools.dissolve_pool(tx, s.map, s.other))
    assert s.document.element(s.map, flow) is None
    assert s.document.element(s.map, s.reply) is not None


def test_a_first_pool_holds_what_is_drawn_already() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        for pool in (s.pool, s.other):
            pools.dissolve_pool(tx, s.map, pool)
        far = shapes.create(tx, s.map, "task", Point(1700, 900)).id
    wished = Rect(100, 100, 1000, 200)
    rect = pools.round_loose(s.document, s.map, wished)
    assert rect.covers(wished)
    loose = [n for n in s.document.nodes(s.map) if isinstance(n, Node) and n.id in (*s.steps, s.reply, far)]
    assert all(rect.covers(n.drawn) and n.drawn.x >= rect.x + 50 + 32 for n in loose)
    assert rect.bottom - 60 < s.node(far).drawn.bottom
