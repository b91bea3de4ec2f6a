"""Who may be connected with whom, lie in what, sit on whose border."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, small

from probis_editor.commands import lanes, shapes
from probis_editor.geometry import Point
from probis_editor.i18n import Translator
from probis_editor.model import queries
from probis_editor.rules.permits import Verdict, can_attach, can_connect, can_contain


@pytest.fixture(scope="module")
def s() -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        lanes.add_phase(tx, made.map, made.pool)
    return made


CASES = [
    ("write", "send", "", "sequence"),
    ("write", "write", "", "sequence"),
    ("ok", "ok", "", "!itself"),
    ("timer", "send", "", "sequence"),
    ("send", "timer", "", "!into_boundary"),
    ("end", "send", "", "!from_end"),
    ("send", "start", "", "!into_start"),
    ("inner_a", "inner_b", "", "sequence"),
    ("send", "inner_a", "", "!other_plane"),
    ("send", "reply", "", "message"),
    ("send", "other", "", "message"),
    ("other", "pool", "", "message"),
    ("send", "pool", "", "message"),
    ("ok", "reply", "", "!cannot_send"),
    ("reply", "ok", "", "!cannot_receive"),
    ("reply", "start", "", "message"),
    ("end", "reply", "", "message"),
    ("start", "reply", "", "!cannot_send"),
    ("send", "reply", "sequence", "!other_pool"),
    ("send", "write", "message", "!message_inside"),
    ("pool", "pool", "", "!message_inside"),
    ("note", "send", "", "association"),
    ("send", "note", "", "association"),
    ("note", "a", "", "association"),
    ("a", "note", "sequence", "!only_association"),
    ("note", "send", "sequence", "!only_association"),
    ("note", "note", "", "!itself"),
    ("send", "write", "association", "association"),
    ("send", "lane", "", "!not_lane"),
    ("note", "lane", "", "!not_lane"),
    ("send", "gone", "", "!nothing_there"),
]


@pytest.mark.parametrize(("source", "target", "kind", "expected"), CASES)
def test_connections(s: Small, tr: Translator, source: str, target: str, kind: str, expected: str) -> None:
    ids = {**s._asdict(), "lane": s.lanes[0], "gone": "gone"}
    verdict = can_connect(s.document, s.map, ids[source], ids[target], kind)
    assert bool(verdict) is not expected.startswith("!")
    if verdict:
        assert (verdict.kind, verdict.reason) == (expected, None)
    else:
        assert verdict.reason is not None
        assert verdict.reason.key == "permits." + expected[1:]
        assert verdict.reason.key in tr


def test_event_sub_processes_and_borders_of_inline_ones() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        alone = shapes.create(tx, s.map, "subprocess.event", Point(800, 300)).id
        shapes.change(tx, s.map, s.sub, inline=True, expanded=True, expanded_size=(200.0, 100.0))
        inside = shapes.create(tx, s.map, "task", s.node(s.sub).drawn.center).id
    assert reason(can_connect(s.document, s.map, s.send, alone)) == "permits.event_subprocess"
    assert reason(can_connect(s.document, s.map, s.send, inside)) == "permits.other_subprocess"
    assert reason(can_attach(s.document, s.map, "event.catch", alone)) == "permits.event_subprocess"


def reason(verdict: Verdict) -> str:
    return verdict.reason.key if verdict.reason else ""


def test_containers(s: Small) -> None:
    main = queries.surface(s.document, s.map)

    def told(kind: str, parent: str) -> str:
        return reason(can_contain(s.document, s.map, kind, parent))

    assert told("task", "") == told("task", main) == told("task", s.pool) == told("task", s.sub) == ""
    assert told("pool", "") == told("pool", main) == ""
    assert told("lane", s.pool) == told("lane", s.lanes[0]) == told("phase", s.pool) == ""
    assert told("pool", s.pool) == "permits.pool_inside"
    assert told("lane", "") == told("lane", main) == told("lane", s.sub) == "permits.needs_pool"
    assert told("phase", s.lanes[0]) == "permits.needs_pool"
    assert told("task", s.write) == told("task", s.a) == told("task", s.lanes[0]) == "permits.not_container"


def test_borders(s: Small) -> None:
    assert can_attach(s.document, s.map, "event.catch", s.send)
    assert can_attach(s.document, s.map, "event.boundary", s.sub)
    assert reason(can_attach(s.document, s.map, "event.throw", s.send)) == "permits.attach_event"
    assert reason(can_attach(s.document, s.map, "event.catch", s.ok)) == "permits.attach_activity"
    assert reason(can_attach(s.document, s.map, "event.catch", "gone")) == "permits.attach_activity"
