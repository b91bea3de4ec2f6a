"""Two shapes change places; flows stay where they are."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import flows, shapes
from probis_editor.commands.swapping import can_swap, swap
from probis_editor.geometry import Point, Rect
from probis_editor.model import queries
from probis_editor.rules.permits import RefusedError


def _row() -> tuple[Small, str, str, list[str]]:
    """`send` -> `file` -> `end` in one row; the ids of the flows before, between and after."""
    s = small()
    with s.document.transaction(EDIT) as tx:
        shapes.delete(tx, s.map, [s.last])
        file = shapes.create(tx, s.map, "task", Point(730, 180), name="Mengarsip").id
        between = flows.connect(tx, s.map, s.send, file).id
        after = flows.connect(tx, s.map, file, s.end).id
    return s, s.send, file, [s.yes, between, after]


def test_their_order_is_the_other_one_and_lines_stay() -> None:
    s, a, b, lines = _row()
    at, points = {i: s.node(i).drawn for i in (a, b)}, {i: s.flow(i).points for i in lines}
    trio(s.document, lambda tx: swap(tx, s.map, a, b))
    assert s.node(a).drawn.center == at[b].center
    assert s.node(b).drawn.center == at[a].center
    assert [(s.flow(i).source, s.flow(i).target) for i in lines] == [(s.ok, b), (b, a), (a, s.end)]
    assert {i: s.flow(i).points for i in lines} == points
    assert s.flow(s.yes).name == "Ya"
    # what hangs on a step goes with it
    assert s.flow(s.tie).target == a
    assert s.flow(s.message).source == a
    assert abs(s.flow(s.message).points[0].x - s.node(a).drawn.center.x) <= s.node(a).drawn.w / 2


def test_shapes_of_other_sizes_and_outlines_swap_with_lines_at_their_borders() -> None:
    s, a, b, lines = _row()
    with s.document.transaction(EDIT) as tx:
        shapes.resize(tx, s.map, b, Rect(670, 160, 140, 40))
    trio(s.document, lambda tx: swap(tx, s.map, a, b))
    d = s.node(b).drawn
    assert d.w == 140
    last = s.flow(lines[0]).points[-1]
    assert d.grown(0.5).contains(last)
    assert not d.grown(-0.5).contains(last)


def test_between_lanes_each_gets_the_lane_of_the_other() -> None:
    s = small()
    trio(s.document, lambda tx: swap(tx, s.map, s.write, s.sub))
    rows = [queries.lane_of(s.document, s.node(i)) for i in (s.write, s.sub)]
    assert [r.id for r in rows if r is not None] == [s.lanes[2], s.lanes[0]]
    assert s.node(s.timer).attached == s.write
    host = s.node(s.write).drawn
    assert host.grown(1).contains(s.node(s.timer).drawn.center)
    assert {s.node(i).parent for i in (s.inner_a, s.inner_b)} == {s.sub}
    assert s.flow(s.a).target == s.sub
    assert s.flow(s.b).source == s.sub


def test_swapped_twice_all_is_as_before() -> None:
    s, a, b, _ = _row()
    before = s.document.snapshot()
    with s.document.transaction(EDIT) as tx:
        swap(tx, s.map, a, b)
        swap(tx, s.map, b, a)
    changed = {k for k in before.keys() | s.document.snapshot().keys()
               if before.get(k) != s.document.snapshot().get(k)}  # fmt: skip
    assert changed <= {(s.map, s.tie), (s.map, s.message)}  # routed anew


def test_refused_where_a_flow_could_not_end() -> None:
    s = small()
    before = s.document.snapshot()
    with pytest.raises(RefusedError) as refused, s.document.transaction(EDIT) as tx:
        swap(tx, s.map, s.start, s.write)
    assert refused.value.reason.key == "permits.into_start"
    assert s.document.snapshot() == before


def test_what_has_no_place_of_its_own_is_not_swapped() -> None:
    s = small()
    for pair in (
        (s.lanes[0], s.lanes[1]),
        (s.write, s.timer),
        (s.write, s.write),
        (s.write, s.a),
        (s.write, s.inner_a),
    ):
        assert not can_swap(s.document, s.map, *pair)
        with pytest.raises(RefusedError), s.document.transaction(EDIT) as tx:
            swap(tx, s.map, *pair)
    assert can_swap(s.document, s.map, s.write, s.note)
