"""Titles and codes, containers, lanes, links between maps."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from small_maps import EDIT, small

from probis_editor.commands import maps, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Process


@pytest.mark.parametrize(
    ("name", "code", "title"),
    [
        ("P1.1.2 Penatausahaan Surat Keluar", "P1.1.2", "Penatausahaan Surat Keluar"),
        ("P.1.2.1.1 Surat", "P.1.2.1.1", "Surat"),
        ("P.1.1. Surat", "P.1.1", "Surat"),
        ("p4.1 layanan", "p4.1", "layanan"),
        ("P 4 Pelayanan", "P4", "Pelayanan"),
        ("P10 - Narasumber", "P10", "Narasumber"),
        ("P4.3_Trantibum", "P4.3", "Trantibum"),
        ("P1.Umum", "P1", "Umum"),
        ("KECKLB.02.01.CFM.01 Musrenbang", "KECKLB.02.01.CFM.01", "Musrenbang"),
        ("KECKLB.02.02.CFM.01.Peningkatan", "KECKLB.02.02.CFM.01", "Peningkatan"),
        ("KECKLB.01.PENYELENGGARAAN X", "KECKLB.01", "PENYELENGGARAAN X"),
        ("P1", "P1", "P1"),
        ("Proses surat", "", "Proses surat"),
        ("Pelayanan 2", "", "Pelayanan 2"),
        ("P3K Cuti", "", "P3K Cuti"),
        ("RT.01 Kelurahan", "", "RT.01 Kelurahan"),
        ("PPID", "", "PPID"),
        ("", "", ""),
    ],
)
def test_code_and_title_in_a_name(name: str, code: str, title: str) -> None:
    assert queries.code_in(name) == code
    record = Map(id="m", name=name)
    document = Document([record])
    assert queries.code_of(document, record) == code
    assert queries.title_of(document, record) == title


def test_the_tree_gives_code_and_title() -> None:
    record = Map(id="m", name="P9 Lama", process="a")
    document = Document([record, Process(id="a", name="Surat")])
    assert queries.code_of(document, record) == "P1"
    assert queries.title_of(document, record) == "Surat"
    lost = replace(record, process="gone")
    assert (queries.code_of(document, lost), queries.title_of(document, lost)) == ("P9", "Lama")


def test_finding_a_map() -> None:
    one = Map(id="id-1", name="P1 Surat", foreign=(("bpmn:id", "Diagram_1"),))
    two = Map(id="id-2", name="Surat Masuk", process="a", order=1)
    document = Document([one, two, Process(id="a", name="Arsip")])
    wanted = {"ID-1": one, "diagram_1": one, "p1": two, "surat": one, " p1 surat ": one, "arsip": two}
    for text, found in wanted.items():
        assert queries.find_map(document, text) == found, text
    assert queries.find_map(document, "P9") is None
    assert queries.find_map(document, "") is None


def test_containers() -> None:
    s = small()
    main = queries.main_pool(s.document, s.map)
    assert main is not None
    assert queries.surface(s.document, s.map) == main.id
    assert [p.id for p in queries.pools(s.document, s.map)] == [s.pool, s.other]
    assert [n.id for n in queries.lanes(s.document, s.map, s.pool)] == list(s.lanes)
    assert queries.container_at(s.document, s.map, "", Point(500, 60)) == s.pool
    assert queries.container_at(s.document, s.map, "", Point(500, 5000)) == main.id
    assert queries.container_at(s.document, s.map, s.sub, Point(500, 60)) == s.sub
    assert queries.pool_of(s.document, s.map, s.inner_a) == s.pool
    assert queries.pool_of(s.document, s.map, "gone") == ""
    assert queries.pool_of(Document(), "m", "") == ""
    assert {n.id for n in queries.descendants(s.document, s.map, s.sub)} == {s.inner_a, s.inner_b}


def test_a_lane_is_where_the_centre_lies() -> None:
    s = small()
    found = [queries.lane_of(s.document, s.node(i)) for i in (s.write, s.ok, s.sub)]
    assert [lane.id for lane in found if lane] == list(s.lanes)
    assert queries.lane_of(s.document, s.node(s.reply)) is None
    assert queries.lane_of(s.document, s.node(s.inner_a)) is None
    once = queries.lanes_in(s.document, s.map)
    assert all(once(n) == queries.lane_of(s.document, n) for n in s.document.nodes(s.map))


def test_the_innermost_inline_sub_process_owns() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        shapes.change(tx, s.map, s.sub, expanded=True, inline=True, expanded_size=(300.0, 100.0))
    at = s.node(s.sub).drawn.center
    assert queries.container_at(s.document, s.map, "", at) == s.sub
    assert queries.container_at(s.document, s.map, "", at, without=s.sub) == s.pool


def test_topmost() -> None:
    s = small()
    highest = max(e.z for e in [*s.document.nodes(s.map), *s.document.flows(s.map)])
    assert queries.top_z(s.document, s.map) == highest
    assert queries.top_z(s.document, "none") == 0


def test_the_map_behind_a_call() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        second = maps.create_map(tx, "Dua", process="p")
        pool = queries.main_pool(s.document, second.id)
        assert pool is not None
        called = shapes.create(tx, s.map, "call", Point(300, 5000), called=pool.workflow)
        boxed = shapes.create(tx, s.map, "box.process", Point(300, 6000), process="p")
        lost = shapes.create(tx, s.map, "call", Point(300, 7000), called="gone")
    for node, found in ((called, second), (boxed, second), (lost, None)):
        assert queries.map_for_call(s.document, node) == found
    bare = Node(map=s.map, id="x", kind="call", bounds=Rect(0, 0, 1, 1))
    assert queries.map_for_call(s.document, bare) is None
