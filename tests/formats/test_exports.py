"""What went to Bizagi is remembered, stored once, and told in the document's own terms when it comes back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from formats.random_documents import documents
from hypothesis import HealthCheck, given, settings
from small_maps import EDIT, Small, small

from probis_editor.cli import main
from probis_editor.commands import lanes, maps, shapes, tree
from probis_editor.commands.merge import Choices, MergePlan, merge, take
from probis_editor.formats import base, bizagi, exports, native, zipsafe
from probis_editor.formats.base import FormatError
from probis_editor.formats.xpdl_build import Stamp
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried, Node
from probis_editor.model.office import Container, Exported

STAMP = Stamp(dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC))


def sent(document: Document) -> bytes:
    """The document as `.bpm`, which it remembers."""
    data = bizagi.write(document, [m.id for m in document.maps()], stamp=STAMP)
    exports.remember(document, exports.exported(document, data))
    return data


def edited(data: bytes, verb: object = None) -> bytes:
    """The file after someone else opened, edited and saved it."""
    document = base.read_bytes(data, "a.bpm").document
    if callable(verb):
        with document.transaction(EDIT) as tx:
            verb(tx)
    return bizagi.write(document, [m.id for m in document.maps()], stamp=STAMP)


def planned(document: Document, data: bytes, before: bytes | None = None) -> MergePlan:
    sides = exports.sides(document, data, "a.bpm", before)
    return merge(document, sides.base, sides.edited, sides.seen, sides.assumed)


def merged(document: Document, data: bytes, **choices: object) -> Document:
    plan = planned(document, data)
    with document.transaction(EDIT) as tx:
        take(tx, plan, Choices(**choices))  # type: ignore[arg-type]
    return document


def house() -> Small:
    """A map of ours with all that Bizagi cannot say as we do: ids that are no GUIDs, links, a unit."""
    s = small()
    with s.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Surat")
        maps.change_map(tx, s.map, process=process.id)
        shapes.change(tx, s.map, s.lanes[0], unit="u1")
    return s


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_an_export_that_comes_back_unedited_changes_nothing(document: Document) -> None:
    data = sent(document)
    before = document.snapshot()
    plan = planned(document, data)
    assert not plan
    assert plan.assumed == ()
    assert merged(document, data).snapshot() == before


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_the_record_survives_the_file(document: Document) -> None:
    data = sent(document)
    ids = [m.id for m in document.maps()]
    first = native.write(document, ids, stamp=STAMP)
    again = base.read_bytes(first, "a.probis").document
    assert not planned(again, data)
    assert native.write(again, ids, stamp=STAMP) == first
    hashes = {e.key: (e.batch, e.sha256) for e in document.of_type(Exported)}
    assert {e.key: (e.batch, e.sha256) for e in again.of_type(Exported)} == hashes


def test_edits_of_both_sides_come_together() -> None:
    s = house()
    data = sent(s.document)
    came = base.read_bytes(data, "a.bpm").document
    (record,) = came.maps()
    names = {n.name: n.id for n in came.nodes(record.id) if n.name}

    def verb(tx: object) -> None:
        shapes.rename(tx, record.id, names["Mengirim surat"], "Mengirim dari Bizagi")  # type: ignore[arg-type]
        shapes.create(tx, record.id, "task", Point(750, 300), name="Baru")  # type: ignore[arg-type]

    back = edited(data, verb)
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.write, "Menyusun")
        shapes.move(tx, s.map, [s.end], 20, 0)
    end = s.node(s.end).bounds
    merged(s.document, back)
    assert (s.node(s.write).name, s.node(s.send).name) == ("Menyusun", "Mengirim dari Bizagi")
    assert s.node(s.end).bounds == end
    assert [n.parent for n in s.document.nodes(s.map) if n.name == "Baru"] == [s.pool]
    assert s.document.map(s.map).process
    assert s.node(s.lanes[0]).unit == "u1"
    # The merge is the base of the next one.
    assert not planned(s.document, back)


def test_places_beyond_the_origin_and_inline_contents_keep_their_frame() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        shapes.change(tx, s.map, s.sub, inline=True, expanded=True, expanded_size=(500.0, 160.0))
        shapes.move(tx, s.map, [s.note], -900, -300)
    corner = s.node(s.sub).drawn
    with s.document.transaction(EDIT) as tx:
        for inner in (s.inner_a, s.inner_b):
            node = s.node(inner)
            tx.put(msgspec.structs.replace(node, plane="", bounds=node.bounds.moved(corner.x, corner.y)))
        for flow in (s.inner,):
            found = s.flow(flow)
            points = tuple(p.moved(corner.x, corner.y) for p in found.points)
            tx.put(msgspec.structs.replace(found, plane="", points=points))
    data = sent(s.document)
    before = s.document.snapshot()
    assert not planned(s.document, data)
    came = base.read_bytes(data, "a.bpm").document
    (record,) = came.maps()
    moved = {n.name: n for n in came.nodes(record.id) if n.name in ("A", "Menulis surat")}

    def verb(tx: object) -> None:
        for node in moved.values():
            tx.put(msgspec.structs.replace(node, bounds=node.bounds.moved(7, 5)))  # type: ignore[attr-defined]

    merged(s.document, edited(data, verb))
    for inner in (s.inner_a, s.write):
        was = before[(s.map, inner)]
        assert isinstance(was, Node)
        assert s.node(inner).bounds == was.bounds.moved(7, 5)
        assert s.node(inner).plane == was.plane


def test_what_bizagi_added_beyond_our_records_comes_along() -> None:
    s = house()
    data = sent(s.document)
    entries = []
    for name, content in zipsafe.read(data, ""):
        if name.endswith(".diag"):
            inner = zipsafe.read(content, "")
            inner.append(("Files/lampiran.txt", b"isi"))
            content = zipsafe.write(inner)
        entries.append((name, content))
    entries.append(("Attributes.xml", b"<x/>"))
    merged(s.document, zipsafe.write(entries))
    carried = s.document.carried(s.map)
    assert isinstance(carried, Carried)
    assert ("Files/lampiran.txt", b"isi") in zipsafe.read(carried.archive, "")
    out = dict(zipsafe.read(bizagi.write(s.document, [s.map], stamp=STAMP), ""))
    assert out["Attributes.xml"] == b"<x/>"
    assert isinstance(s.document.container, Container)


def test_without_a_record_every_difference_is_theirs_and_told() -> None:
    s = house()
    data = bizagi.write(s.document, [s.map], stamp=STAMP)
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.write, "Menyusun")
    plan = planned(s.document, data)
    assert plan.assumed == (s.map,)
    assert [c.after.name for p in plan.maps for c in p.taken if isinstance(c.after, Node)] == [
        "Menulis surat"
    ]
    assert not planned(s.document, data, before=data)


def test_a_map_exported_alone_does_not_miss_the_others() -> None:
    s = house()
    with s.document.transaction(EDIT) as tx:
        other = maps.create_map(tx, "P2 Arsip")
        lanes.add_pool(tx, other.id, Rect(0, 0, 400, 100), "Arsip")
    sent(s.document)
    alone = bizagi.write(s.document, [s.map], stamp=STAMP)
    exports.remember(s.document, exports.exported(s.document, alone))
    assert planned(s.document, alone).removed == ()


def test_nothing_is_stored_twice(tmp_path: Path) -> None:
    s = house()
    first = tmp_path / "a.probis"
    base.write_any(s.document, first)
    document = base.open_any(first).document
    sent(document)
    names = [n for n, _ in zipsafe.read(native.write(document, [s.map], stamp=STAMP), "")]
    assert "Probis/exports.json" in names
    assert not [n for n in names if n.startswith("Probis/exports/")]
    with document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, next(n.id for n in document.nodes(s.map) if n.kind == "task"), "Lain")
    names = [n for n, _ in zipsafe.read(native.write(document, [s.map], stamp=STAMP), "")]
    assert len([n for n in names if n.startswith("Probis/exports/")]) == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"<definitions/>", b"", b"text"])
def test_what_is_no_bizagi_file_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError):
        exports.sides(house().document, content, "a.bpm")


def test_export_by_command_leaves_its_input_alone(tmp_path: Path) -> None:
    s = house()
    path = tmp_path / "a.probis"
    base.write_any(s.document, path)
    before = path.read_bytes()
    assert main(["convert", str(path), str(tmp_path / "b.bpm")]) == 0
    assert path.read_bytes() == before


@pytest.mark.corpus("bpm/*.bpm")
def test_a_real_file_comes_back_as_it_went(corpus_file: Path) -> None:
    document = base.open_any(corpus_file).document
    data = sent(document)
    assert not planned(document, data)
    ids = [m.id for m in document.maps()]
    again = base.read_bytes(native.write(document, ids, stamp=STAMP), "a.probis").document
    assert not planned(again, data)
    assert not planned(again, bizagi.write(document, ids, rewrite=True, stamp=STAMP))
