"""Whatever verb is used, tree, units, lanes, map names and derived maps agree, and hand arrangement stays."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import derived, flows, in_step, lanes, maps, shapes, tree, units
from probis_editor.geometry import Point, Rect
from probis_editor.model import queries
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.office import Process, Unit
from probis_editor.rules.permits import RefusedError


class Town(NamedTuple):
    document: Document
    level0: str
    relation: str
    chart: str
    below: str
    flow: str
    lane: str
    top: str
    child: str
    camat: str

    def boxes(self, map_id: str, kind: str = "box.process") -> dict[str, Node]:
        return {n.name: n for n in self.document.nodes(map_id) if n.kind == kind}


def town() -> Town:
    document = counting()
    in_step.keep_in_step(document)
    with document.transaction(EDIT) as tx:
        camat = tree.create_unit(tx, "Camat").id
        tree.create_unit(tx, "Seksi Pelayanan", parent=camat)
        top = tree.create_process(tx, "Umum", group="Manajerial", owner=camat).id
        tree.create_process(tx, "Pelayanan", group="Utama")
        child = tree.create_process(tx, "Surat", top).id
        tree.create_process(tx, "Cuti", top)
        ids = {}
        for kind, process in (("level0", ""), ("relation", ""), ("organisation", ""), ("subprocess", top)):
            ids[kind] = maps.create_map(tx, kind, kind, process).id
            derived.fill(tx, ids[kind])
        flow = maps.create_map(tx, "x", process=child).id
        pool = lanes.add_pool(tx, flow, Rect(0, 0, 900, 130), "Surat").id
        lane = lanes.add_lane(tx, flow, pool, name="Camat").id
    return Town(
        document, ids["level0"], ids["relation"], ids["organisation"], ids["subprocess"], flow, lane, top,
        child, camat,
    )  # fmt: skip


def test_a_renamed_process_is_renamed_on_every_map() -> None:
    t = town()
    assert t.document.map(t.flow).name == "P1.1 Surat"
    trio(t.document, lambda tx: tree.rename_process(tx, t.child, "Persuratan"))
    assert "Persuratan" in t.boxes(t.below)
    assert t.document.map(t.flow).name == "P1.1 Persuratan"
    trio(t.document, lambda tx: tree.rename_process(tx, t.top, "Kepegawaian"))
    assert all("Kepegawaian" in t.boxes(m) for m in (t.level0, t.relation, t.below))


def test_a_name_typed_on_a_box_or_a_map_is_the_processs() -> None:
    t = town()
    box = t.boxes(t.below)["Surat"]
    trio(t.document, lambda tx: shapes.rename(tx, t.below, box.id, "Persuratan"))
    assert t.document.map(t.flow).name == "P1.1 Persuratan"
    trio(t.document, lambda tx: maps.rename_map(tx, t.flow, "P9.9 Tata Naskah"))
    assert t.document.map(t.flow).name == "P1.1 Tata Naskah"
    assert "Tata Naskah" in t.boxes(t.below)
    band = t.boxes(t.level0, "band")["Utama"]
    trio(t.document, lambda tx: shapes.rename(tx, t.level0, band.id, "Inti"))
    assert t.document.settings.groups == ("Manajerial", "Inti", "Lainnya")


def test_new_moved_and_deleted_processes_are_followed() -> None:
    t = town()
    new = trio(t.document, lambda tx: tree.create_process(tx, "Keuangan", group="Manajerial", order=0))
    assert "Keuangan" in t.boxes(t.level0)
    assert t.document.map(t.flow).name == "P2.1 Surat"
    trio(t.document, lambda tx: tree.move_process(tx, t.child, new.id))
    assert "Surat" not in t.boxes(t.below)
    assert t.document.map(t.flow).name == "P1.1 Surat"
    trio(t.document, lambda tx: tree.delete_process(tx, new.id))
    assert "Keuangan" not in t.boxes(t.level0)
    assert (t.document.map(t.flow).name, t.document.map(t.flow).process) == ("Surat", "")


def test_a_new_actor_of_a_lane_is_listed_and_shown_as_party() -> None:
    t = town()
    assert t.document.node(t.flow, t.lane).unit == t.camat
    pool = t.document.node(t.flow, t.lane).parent
    new = trio(t.document, lambda tx: lanes.add_lane(tx, t.flow, pool, name="Masyarakat")).id
    unit = t.document.unit(t.document.node(t.flow, new).unit)
    assert unit is not None
    assert unit.name == "Masyarakat"
    assert "Masyarakat" in t.boxes(t.relation, "box.party")
    trio(t.document, lambda tx: units.rename(tx, unit.id, "Warga"))
    assert t.document.node(t.flow, new).name == "Warga"
    assert "Warga" in t.boxes(t.relation, "box.party")
    with pytest.raises(RefusedError), t.document.transaction(EDIT) as tx:
        units.remove(tx, unit.id)
    trio(t.document, lambda tx: shapes.rename(tx, t.flow, new, "seksi  pelayanan"))
    assert t.document.node(t.flow, new).name == "Seksi Pelayanan"
    assert len(t.document.of_type(Unit)) == 3
    trio(t.document, lambda tx: units.remove(tx, unit.id))


def test_units_come_to_the_chart() -> None:
    t = town()
    trio(t.document, lambda tx: tree.create_unit(tx, "Sekretariat", parent=t.camat))
    assert set(t.boxes(t.chart, "box.unit")) == {"Camat", "Seksi Pelayanan", "Sekretariat"}


def test_what_was_moved_and_added_by_hand_stays() -> None:
    t = town()
    moved = t.boxes(t.below)["Cuti"]
    with t.document.transaction(EDIT) as tx:
        shapes.move(tx, t.below, [moved.id], 300, 240)
        note = shapes.create(tx, t.below, "annotation", Point(700, 400), name="Catatan").id
        arrow = flows.connect(tx, t.below, note, moved.id).id
    at = t.document.node(t.below, moved.id).bounds
    others = {name: n.bounds for name, n in t.boxes(t.below).items()}
    trio(t.document, lambda tx: tree.create_process(tx, "Disiplin", t.top))
    assert t.document.node(t.below, moved.id).bounds == at
    now = t.boxes(t.below)
    assert {name: now[name].bounds for name in others} == others
    rects = [n.bounds for n in now.values()]
    assert all(
        a.right <= b.x or b.right <= a.x or a.bottom <= b.y or b.bottom <= a.y
        for k, a in enumerate(rects)
        for b in rects[k + 1 :]
    )
    assert t.document.element(t.below, note) is not None
    assert t.document.element(t.below, arrow) is not None
    joined = {(f.source, f.target) for f in t.document.flows(t.below)}
    assert (now["Umum"].id, now["Disiplin"].id) in joined
    trio(t.document, lambda tx: derived.arrange_anew(tx, t.below))
    assert t.document.node(t.below, moved.id).bounds != at
    assert t.document.element(t.below, note) is not None


def test_a_deleted_box_comes_back_and_a_copy_is_left_alone() -> None:
    t = town()
    box = t.boxes(t.level0)["Umum"]
    with t.document.transaction(EDIT) as tx:
        shapes.delete(tx, t.level0, [box.id])
    assert "Umum" in t.boxes(t.level0)
    copy = trio(t.document, lambda tx: maps.duplicate_map(tx, t.level0, "Salinan")).id
    trio(t.document, lambda tx: tree.rename_process(tx, t.top, "Lain"))
    assert "Umum" in t.boxes(copy)


def test_a_table_and_a_group_of_level_0() -> None:
    t = town()
    trio(t.document, lambda tx: derived.forms(tx, t.level0, "table"))
    trio(t.document, lambda tx: derived.fill_level0(tx, t.level0, "Utama"))
    assert set(t.boxes(t.level0)) == {"Pelayanan"}
    trio(t.document, lambda tx: tree.create_process(tx, "Aduan", group="Utama"))
    assert set(t.boxes(t.level0)) == {"Pelayanan", "Aduan"}


def test_a_box_opens_its_child_and_related_processes_are_joined() -> None:
    t = town()
    child = queries.map_for_call(t.document, t.boxes(t.below)["Surat"])
    assert child is not None
    assert child.id == t.flow
    second = next(p for p in t.document.of_type(Process) if p.name == "Pelayanan")
    trio(t.document, lambda tx: tree.change_process(tx, t.child, related=(second.id,)))
    boxes = t.boxes(t.relation)
    ends = {(f.source, f.target) for f in t.document.flows(t.relation)}
    assert (boxes["Umum"].id, boxes["Pelayanan"].id) in ends


def test_a_preview_shows_the_consequences() -> None:
    t = town()
    change = t.document.dry_run(lambda tx: tree.rename_process(tx, t.child, "Baru"))
    assert (t.flow, "") in change.touched
    assert "Surat" in t.boxes(t.below)


def test_what_cannot_follow_is_taken_back_whole() -> None:
    t = town()
    before = t.document.snapshot()

    def both(tx: Transaction) -> None:
        tree.create_process(tx, "Z")
        units.remove(tx, t.camat)

    with pytest.raises(RefusedError), t.document.transaction(EDIT) as tx:
        both(tx)
    assert t.document.snapshot() == before


def test_a_name_with_two_codes_loses_both_where_both_are_taken() -> None:
    document = counting()
    in_step.keep_in_step(document)
    with document.transaction(EDIT) as tx:
        tree.create_process(tx, "Umum")
    for name, kept in (
        ("P9.9 Surat", "P9.9 Surat"),
        ("P1 P9.9 Surat", "Surat"),
        ("P1 Arsip", "Arsip"),
        ("P1", "P1"),
    ):
        with document.transaction(EDIT) as tx:
            made = maps.create_map(tx, name, kind="free")
        assert document.map(made.id).name == kept
