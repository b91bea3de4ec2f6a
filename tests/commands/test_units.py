"""One name, many places: renaming and merging reach them all, and a preview says which."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import lanes, maps, shapes, tree, unit_rows, units
from probis_editor.commands.unit_rows import UnitRow
from probis_editor.geometry import Point, Rect
from probis_editor.model import unit_names
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Person, Process, Unit
from probis_editor.rules.permits import RefusedError


class Office(NamedTuple):
    document: Document
    map: str
    lane: str
    loose: str
    box: str
    camat: str
    staff: str
    process: str


def office() -> Office:
    document = counting()
    with document.transaction(EDIT) as tx:
        camat = tree.create_unit(tx, "Camat", "position").id
        tree.create_unit(tx, "Sekretaris Camat", "position", parent=camat)
        section = tree.create_unit(tx, "Seksi Pelayanan", parent=camat).id
        staff = tree.create_unit(tx, "Pengadministrasi", "position", parent=section).id
        process = tree.create_process(tx, "Surat", owner=camat, parties=(camat, staff)).id
        m = maps.create_map(tx, "Surat", process=process).id
        pool = lanes.add_pool(tx, m, Rect(0, 0, 800, 120), "Surat").id
        lane = lanes.add_lane(tx, m, pool, name="Camat", unit=camat).id
        loose = lanes.add_lane(tx, m, pool, name="Camat").id
        box = shapes.create(tx, m, "box.party", Point(300, 500), name="Camat", unit=camat).id
        text = "<b>Camat</b> menerima dari Sekretaris Camat; Camat menandatangani."
        tree.set_text(tx, f"process:{process}:steps", (Block(text=text),))
        tree.set_office(tx, head=Person(title="Camat\nKecamatan Wonoasih", name="N"))
    return Office(document, m, lane, loose, box, camat, staff, process)


def test_renamed_once_is_renamed_everywhere() -> None:
    o = office()
    preview = units.preview_rename(o.document, o.camat, "Kepala Distrik")
    assert {e.what for e in preview} == {"unit", "lane", "box", "text", "office"}
    before = o.document.snapshot()
    assert o.document.snapshot() == before
    trio(o.document, lambda tx: units.rename(tx, o.camat, " Kepala  Distrik"))
    assert [o.document.node(o.map, i).name for i in (o.lane, o.loose, o.box)] == ["Kepala Distrik"] * 3
    assert o.document.node(o.map, o.loose).unit == o.camat
    text = o.document.narrative(f"process:{o.process}:steps").blocks[0].text
    assert text == ("<b>Kepala Distrik</b> menerima dari Sekretaris Camat; Kepala Distrik menandatangani.")
    assert o.document.office.head.title == "Kepala Distrik\nKecamatan Wonoasih"
    assert units.preview_rename(o.document, o.camat, "Kepala Distrik") == ()


def test_names_that_cannot_be_are_refused() -> None:
    o = office()
    for name in ("", "  ", "PENGADMINISTRASI"):
        with pytest.raises(RefusedError), o.document.transaction(EDIT) as tx:
            units.rename(tx, tree.create_unit(tx, "X", parent=o.document.unit(o.staff).parent).id, name)  # type: ignore[union-attr]
    with pytest.raises(KeyError), o.document.transaction(EDIT) as tx:
        units.rename(tx, "gone", "x")


def test_two_units_become_one() -> None:
    o = office()
    other = trio(o.document, lambda tx: tree.create_unit(tx, "Pak Camat", "position")).id
    with o.document.transaction(EDIT) as tx:
        shapes.change(tx, o.map, o.loose, unit=other, name="Pak Camat")
        tree.change_process(tx, o.process, parties=(other, o.camat), owner=other)
        tree.set_text(tx, f"unit:{other}:tugas", (Block(text="Memimpin"),))
    twins = units.suggestions(o.document, 60)
    assert {twins[0].first, twins[0].second} == {o.camat, other}
    with pytest.raises(RefusedError), o.document.transaction(EDIT) as tx:
        units.merge(tx, o.staff, o.camat)
    assert units.preview_merge(o.document, o.camat, other)
    trio(o.document, lambda tx: units.merge(tx, o.camat, other))
    assert o.document.unit(other) is None
    assert o.document.node(o.map, o.loose).name == "Camat"
    process, unit = o.document.process(o.process), o.document.unit(o.camat)
    assert process is not None
    assert unit is not None
    assert (process.owner, process.parties) == (o.camat, (o.camat,))
    assert unit.aliases == ("Pak Camat",)
    assert o.document.narrative(f"unit:{o.camat}:tugas").blocks == (Block(text="Memimpin"),)


def test_usage_and_removal() -> None:
    o = office()
    assert {u.what for u in units.usage(o.document, o.camat)} == {
        "lane", "box", "owner", "party", "below", "text", "signature",
    }  # fmt: skip
    with pytest.raises(RefusedError), o.document.transaction(EDIT) as tx:
        units.remove(tx, o.camat)
    unused = trio(o.document, lambda tx: tree.create_unit(tx, "Kosong", parent=o.camat)).id
    below = trio(o.document, lambda tx: tree.create_unit(tx, "Di bawahnya", parent=unused)).id
    trio(o.document, lambda tx: units.remove(tx, unused))
    assert o.document.unit(unused) is None
    assert o.document.unit(below).parent == o.camat  # type: ignore[union-attr]
    with pytest.raises(KeyError), o.document.transaction(EDIT) as tx:
        units.remove(tx, unused)


def test_positions_and_collectives_roll_up() -> None:
    o = office()
    section = o.document.unit(o.staff).parent  # type: ignore[union-attr]
    both = trio(
        o.document, lambda tx: tree.create_unit(tx, "Seksi", "collective", members=(o.staff, o.camat))
    )
    assert unit_names.roll_up(o.document, o.staff) == (section,)
    assert unit_names.roll_up(o.document, o.camat) == (o.camat,)
    assert unit_names.roll_up(o.document, both.id) == (section, o.camat)
    assert unit_names.roll_up(o.document, "gone") == ()


def test_alike_names_are_suggested_but_not_sets_with_numbers() -> None:
    document = Document(
        Unit(id=str(n), name=name, order=n)
        for n, name in enumerate(("Subbag Tata Usaha", "Sub Bagian Tata Usaha", "RT 01", "RT 02"))
    )
    assert [(t.first, t.second, t.score) for t in units.suggestions(document)] == [("0", "1", 100)]


LIST = """Camat
  1. Sekretaris Kecamatan
     a. Sub Bagian Tata Usaha
     b. Sub Bagian Perencanaan
  2. Seksi Pelayanan
"""


def test_a_list_is_entered_with_its_levels() -> None:
    rows = unit_rows.from_text(LIST)
    assert [r.above for r in rows] == ["", "Camat", "Sekretaris Kecamatan", "Sekretaris Kecamatan", "Camat"]
    assert [r.kind for r in rows] == ["position", "position", "unit", "unit", "unit"]
    o = office()
    made = trio(o.document, lambda tx: unit_rows.enter(tx, rows))
    assert len(made) == 3
    sheet = [["Nama", "Singkatan", "Jenis", "Atasan"], ["Dinas Kesehatan", "Dinkes", "pihak luar", ""]]
    assert unit_rows.from_cells(sheet) == [UnitRow("Dinas Kesehatan", "Dinkes", "party", "")]


def test_lanes_are_entered() -> None:
    o = office()
    with o.document.transaction(EDIT) as tx:
        pool = o.document.node(o.map, o.lane).parent
        new = lanes.add_lane(tx, o.map, pool, name="Bendahara").id
    made = trio(o.document, unit_rows.enter_lanes)
    assert [o.document.unit(i).name for i in made] == ["Bendahara"]  # type: ignore[union-attr]
    assert o.document.node(o.map, new).unit == made[0]
    assert o.document.node(o.map, o.loose).unit == o.camat


def test_owner_of_a_process_is_used() -> None:
    document = Document([Unit(id="u", name="U"), Process(id="p", name="P", owner="u")])
    assert [u.what for u in units.usage(document, "u")] == ["owner"]
