"""The verbs for flows."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import flows, shapes
from probis_editor.geometry import Point
from probis_editor.model import queries
from probis_editor.model.repairs import outline_distance
from probis_editor.rules.permits import RefusedError


@pytest.fixture
def s() -> Small:
    return small()


def test_connect_chooses_the_kind_and_the_owner(s: Small) -> None:
    flow = trio(s.document, lambda tx: flows.connect(tx, s.map, s.ok, s.end, name="Lain"))
    assert (flow.kind, flow.parent, flow.condition, flow.name) == ("sequence", s.pool, "", "Lain")
    assert flow.z > s.flow(s.a).z
    message = trio(s.document, lambda tx: flows.connect(tx, s.map, s.reply, s.write))
    assert (message.kind, message.parent, message.condition) == ("message", "", "")
    tie = trio(s.document, lambda tx: flows.connect(tx, s.map, s.note, s.write))
    assert (tie.kind, len(tie.points)) == ("association", 2)
    inner = trio(s.document, lambda tx: flows.connect(tx, s.map, s.inner_b, s.inner_a))
    assert (inner.plane, inner.parent) == (s.sub, s.sub)
    loop = trio(s.document, lambda tx: flows.connect(tx, s.map, s.send, s.send))
    assert len(loop.points) >= 4


def test_connect_is_refused_with_a_reason(s: Small) -> None:
    with pytest.raises(RefusedError) as caught, s.document.transaction(EDIT) as tx:
        flows.connect(tx, s.map, s.end, s.send)
    assert caught.value.reason.key == "permits.from_end"


def test_a_note_at_a_flow(s: Small) -> None:
    flow = trio(s.document, lambda tx: flows.connect(tx, s.map, s.note, s.last))
    assert flow.kind == "association"
    assert flow.target == s.last
    assert len(flow.points) == 2


def test_reconnect(s: Small) -> None:
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.last, "source", s.ok))
    assert (s.flow(s.last).source, s.flow(s.last).condition) == (s.ok, "")
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.last, "source", s.write))
    assert s.flow(s.last).condition == ""
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.last, "target", s.send))
    assert s.flow(s.last).target == s.send
    with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
        flows.reconnect(tx, s.map, s.last, "target", s.start)
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.flow(s.yes), condition="default"))
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.yes, "target", s.end))
    assert s.flow(s.yes).condition == "default"


def test_reconnect_of_a_loose_flow_keeps_its_owner(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.flow(s.last), source="", target="", points=(Point(0, -90), Point(90, -90))))
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.last, "target", s.end))
    with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
        flows.reconnect(tx, s.map, s.last, "source", "gone")
    flow = s.flow(s.last)
    assert (flow.source, flow.target, flow.parent) == ("", s.end, s.pool)
    trio(s.document, lambda tx: flows.reconnect(tx, s.map, s.last, "source", s.send))
    assert len(s.flow(s.last).points) >= 2


def test_set_points_drops_needless_ones(s: Small) -> None:
    first, last = s.flow(s.last).points[0], s.flow(s.last).points[-1]
    middle = Point((first.x + last.x) / 2, first.y)
    trio(s.document, lambda tx: flows.set_points(tx, s.map, s.last, (first, middle, last)), changes=False)
    up = (first, Point(700, 180), Point(700, 150), Point(800, 150), Point(800, 180), last)
    trio(s.document, lambda tx: flows.set_points(tx, s.map, s.last, up))
    assert s.flow(s.last).points == up


def test_tidy_routes_anew(s: Small) -> None:
    first, last = s.flow(s.last).points[0], s.flow(s.last).points[-1]
    with s.document.transaction(EDIT) as tx:
        flows.set_points(tx, s.map, s.last, (first, Point(700, 180), Point(700, 900), Point(860, 900), last))
        tx.put(replace(s.flow(s.a), target="", points=(Point(0, -90), Point(90, -90))))
    trio(s.document, lambda tx: flows.tidy(tx, s.map, [s.last, s.a]))
    assert s.flow(s.last).points == (first, last)


def test_insert_a_step_into_a_flow(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        step = shapes.create(tx, s.map, "task", Point(730, 180))
    new = trio(s.document, lambda tx: flows.insert(tx, s.map, s.last, step.id))
    assert (s.flow(s.last).source, s.flow(s.last).target) == (s.send, step.id)
    assert (new.source, new.target) == (step.id, s.end)
    for flow, node in ((s.last, s.reply), (s.last, s.send), (s.message, step.id)):
        with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
            flows.insert(tx, s.map, flow, node)


def test_insert_keeps_the_answer_at_the_gateway(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        step = shapes.create(tx, s.map, "task", Point(470, 60))
    new = trio(s.document, lambda tx: flows.insert(tx, s.map, s.yes, step.id))
    assert (s.flow(s.yes).name, s.flow(s.yes).condition) == ("Ya", "")
    assert (new.name, new.condition) == ("", "")


def test_a_flow_of_the_surface_belongs_to_the_main_pool(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        a = shapes.create(tx, s.map, "task", Point(100, 900)).id
        b = shapes.create(tx, s.map, "task", Point(400, 900)).id
    flow = trio(s.document, lambda tx: flows.connect(tx, s.map, a, b))
    assert flow.parent == queries.surface(s.document, s.map)


def test_an_end_under_another_shape_still_has_a_way(s: Small) -> None:
    big = s.node(s.ok).drawn.grown(20)._replace(w=70)
    with s.document.transaction(EDIT) as tx:
        shapes.create(tx, s.map, "task", bounds=big.moved(-5, 0))
        shapes.create(tx, s.map, "task", bounds=big.moved(40, 0))
    trio(s.document, lambda tx: flows.tidy(tx, s.map, [s.b, s.yes, s.no]))
    new = trio(s.document, lambda tx: flows.connect(tx, s.map, s.ok, s.end))
    for flow in (*(s.flow(i) for i in (s.b, s.yes, s.no)), new):
        ends = ((flow.source, flow.points[0]), (flow.target, flow.points[-1]))
        assert all(outline_distance(s.node(i).kind, s.node(i).drawn, point) < 0.01 for i, point in ends)
