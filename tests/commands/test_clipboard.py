"""Copy and paste: fresh ids, right owners, contents, other maps."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import clipboard, flows, maps
from probis_editor.geometry import Point
from probis_editor.model import queries
from probis_editor.model.elements import Node


@pytest.fixture
def s() -> Small:
    return small()


def clip_of(s: Small, *ids: str) -> clipboard.Clip:
    clip = clipboard.copy(s.document, s.map, ids)
    assert clip is not None
    return clip


def test_nothing_to_copy(s: Small) -> None:
    assert clipboard.copy(s.document, s.map, []) is None
    assert clipboard.copy(s.document, s.map, [s.a, s.lanes[0], "gone"]) is None


def test_a_clip_survives_json(s: Small) -> None:
    clip = clip_of(s, s.write, s.ok, s.sub)
    assert clipboard.decode(clip.encode()) == clip
    with pytest.raises(msgspec.DecodeError):
        clipboard.decode(b'{"text": "hello"}')


def test_copies_have_fresh_ids_and_the_flows_between_them(s: Small) -> None:
    clip = clip_of(s, s.write, s.ok)
    assert {f.id for f in clip.flows} == {s.b, s.no}
    before = set(s.document.snapshot())
    fresh = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip))
    assert len(fresh) == 2
    added = [k for k in s.document.snapshot() if k not in before]
    assert len(added) == 5
    write = s.node(fresh[0]) if s.node(fresh[0]).kind == "task" else s.node(fresh[1])
    assert write.bounds == s.node(s.write).bounds.moved(20, 20)
    (event,) = s.document.attached(s.map, write.id)
    assert event.parent == s.pool
    assert event.trigger == "timer"


def test_paste_in_place_takes_the_owner_there(s: Small) -> None:
    clip = clip_of(s, s.send)
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(300, 500)))
    assert s.node(fresh).parent == s.other
    assert s.node(fresh).drawn.center == Point(300, 500)
    (outside,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(300, 5000)))
    assert s.node(outside).parent == queries.surface(s.document, s.map)
    (inner,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(300, 400), plane=s.sub))
    assert (s.node(inner).parent, s.node(inner).plane) == (s.sub, s.sub)


def test_a_sub_process_brings_its_canvas(s: Small) -> None:
    clip = clip_of(s, s.sub)
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(300, 300)))
    inner = [n for n in s.document.nodes(s.map) if n.plane == fresh]
    assert [n.name for n in inner] == ["A", "B"]
    assert [n.bounds.center for n in inner] == [Point(100, 60), Point(300, 60)]
    (flow,) = (f for f in s.document.flows(s.map) if f.plane == fresh)
    assert (flow.parent, flow.points) == (fresh, s.flow(s.inner).points)


def test_a_pool_brings_everything_and_gets_its_own_process(s: Small) -> None:
    clip = clip_of(s, s.pool)
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(2000, 2000)))
    assert s.node(fresh).workflow != s.node(s.pool).workflow
    assert s.node(fresh).parent == ""
    assert [n.name for n in queries.lanes(s.document, s.map, fresh)] == ["Camat", "Sekretaris", "Staf"]
    copies = [
        f
        for f in s.document.flows(s.map)
        if f.source and queries.pool_of(s.document, s.map, f.source) == fresh
    ]
    assert len(copies) == 7
    assert all(f.parent == fresh for f in copies if f.kind == "sequence" and not f.plane)


def test_a_boundary_event_alone_becomes_an_intermediate_event(s: Small) -> None:
    clip = clip_of(s, s.timer)
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip, Point(700, 60)))
    node = s.node(fresh)
    assert (node.kind, node.attached, node.parent, node.trigger) == ("event.catch", "", s.pool, "timer")


def test_paste_into_another_map_without_a_main_pool(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "Dua").id
        tx.drop((m, queries.surface(s.document, m)))
    clip = clip_of(s, s.other)
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, m, clip))
    assert queries.main_pool(s.document, m) is not None
    assert s.document.node(m, fresh).map == m
    assert [n.name for n in s.document.children(m, fresh)] == ["Menjawab"]


def test_guessed_ends_and_notes_at_flows_are_copied(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        note = flows.connect(tx, s.map, s.note, s.last).id
        tx.put(replace(s.flow(s.last), source=""))
    clip = clip_of(s, s.send, s.end, s.note)
    assert {f.id for f in clip.flows} == {s.last, s.tie, note}
    assert next(f.source for f in clip.flows if f.id == s.last) == s.send
    trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip))


def test_names_in_another_standard_are_not_copied(s: Small) -> None:
    foreign = (("bpmn:id", "Task_1"), ("bpmn:note", "x"))
    with s.document.transaction(EDIT) as tx:
        tx.put(replace(s.node(s.send), foreign=foreign))
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip_of(s, s.send)))
    assert s.node(fresh).foreign == (("bpmn:note", "x"),)
    assert isinstance(s.node(fresh), Node)


def test_the_paste_grows_its_pool(s: Small) -> None:
    (fresh,) = trio(s.document, lambda tx: clipboard.paste(tx, s.map, clip_of(s, s.send), Point(990, 180)))
    assert s.node(s.pool).bounds.covers(s.node(fresh).drawn)
