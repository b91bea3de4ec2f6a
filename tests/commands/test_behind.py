"""A map behind a step: a new one in the tree, or one that is there."""

from __future__ import annotations

import pytest
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.commands import behind, maps, tree
from probis_editor.model.queries import map_for_call


@pytest.fixture
def s() -> Small:
    return small()


def test_a_task_becomes_a_call_of_a_new_map(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Persuratan").id
        maps.change_map(tx, s.map, process=process)
    made = trio(s.document, lambda tx: behind.make_map(tx, s.map, s.send, "Mengirim surat"))
    node = s.node(s.send)
    assert node.kind == "call"
    assert map_for_call(s.document, node) == s.document.map(made.id)
    child = s.document.process(made.process)
    assert child is not None
    assert (child.parent, child.name) == (process, "Mengirim surat")
    assert {f.id for f in s.document.incident(s.map, s.send)} >= {s.yes, s.last}


def test_without_a_process_the_new_map_has_none(s: Small) -> None:
    made = trio(s.document, lambda tx: behind.make_map(tx, s.map, s.send, "Mengirim"))
    assert made.process == ""
    found = map_for_call(s.document, s.node(s.send))
    assert found is not None
    assert found.id == made.id


def test_a_map_that_is_there_is_linked(s: Small) -> None:
    with s.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "P2 Arsip")
    trio(s.document, lambda tx: behind.link_map(tx, s.map, s.write, other.id))
    found = map_for_call(s.document, s.node(s.write))
    assert found is not None
    assert found.id == other.id
    assert s.node(s.timer).attached == s.write


def test_what_may_open_a_map(s: Small) -> None:
    may = {i: behind.may_open_a_map(s.node(i)) for i in (s.write, s.sub, s.ok, s.start, s.pool)}
    assert may == {s.write: True, s.sub: False, s.ok: False, s.start: False, s.pool: False}
