"""The difference of two documents: none of a document to itself, and of one edit just that edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from small_maps import EDIT, Small, small

from probis_editor.commands import flows, maps, shapes, tree
from probis_editor.formats import base
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model import changes
from probis_editor.model.compare import Difference, compare
from probis_editor.model.difference_words import Words
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Map, Node, StepRow, Style
from probis_editor.model.fields import changed_fields, values, with_field


def edited(s: Small, verb: Callable[[Transaction], object]) -> tuple[Document, Difference]:
    """The document as it was, and how it differs after the verb."""
    before = Document(s.document.records())
    with s.document.transaction(EDIT) as tx:
        verb(tx)
    return before, compare(before, s.document)


UNNAMED = ("map", "id", "element", "slot", "style", "origin", "target")


def told(difference: Difference) -> list[tuple[str, str, tuple[str, ...]]]:
    """(fate, id, fields) of everything on the one map that differs."""
    (one,) = difference.maps
    return [(c.how, c.key[1], tuple(f.name for f in c.fields)) for c in one.changes]


def test_nothing_differs_from_itself() -> None:
    s = small()
    assert not compare(s.document, s.document)
    assert not compare(s.document, Document(reversed(list(s.document.records()))))


def test_a_rename_is_just_the_rename() -> None:
    s = small()
    _, found = edited(s, lambda tx: shapes.rename(tx, s.map, s.write, "Menyusun surat"))
    assert told(found) == [("changed", s.write, ("name",))]
    change = found.maps[0].changes[0]
    assert (change.fields[0].before, change.fields[0].after) == ("Menulis surat", "Menyusun surat")
    assert found.wide == ()


def test_a_move_is_geometry_only() -> None:
    s = small()
    _, found = edited(s, lambda tx: shapes.move(tx, s.map, [s.end], 40, 0))
    assert set(told(found)) == {("moved", s.end, ("bounds",)), ("rerouted", s.last, ("points",))}


def test_a_reconnected_flow_is_not_rerouted() -> None:
    s = small()
    _, found = edited(s, lambda tx: flows.reconnect(tx, s.map, s.no, "target", s.send))
    assert [how for how, element, _ in told(found) if element == s.no] == ["reconnected"]


def test_added_and_removed() -> None:
    s = small()

    def verb(tx: Transaction) -> None:
        shapes.delete(tx, s.map, [s.tie])
        shapes.create(tx, s.map, "annotation", Point(300, 300), name="Baru")

    _, found = edited(s, verb)
    assert sorted(how for how, _, _ in told(found)) == ["added", "removed"]


def test_stacking_names_the_one_that_moved() -> None:
    s = small()
    top = max(n.z for n in s.document.nodes(s.map)) + 10
    _, found = edited(s, lambda tx: tx.put(msgspec.structs.replace(s.node(s.start), z=top)))
    assert told(found) == [("changed", s.start, ("z",))]
    s = small()
    records = [r for r in s.document.records() if isinstance(r, Node | Flow)]
    _, found = edited(s, lambda tx: [tx.put(msgspec.structs.replace(r, z=r.z * 7)) for r in records])
    assert not found


def test_maps_without_common_ids_match_by_name() -> None:
    s = small()
    with s.document.transaction(EDIT) as tx:
        copy = maps.duplicate_map(tx, s.map, s.document.map(s.map).name)
    other = Document(s.document.index(copy.id).all().values())
    with s.document.transaction(EDIT) as tx:
        maps.delete_map(tx, copy.id)
    found = compare(s.document, other)
    assert {f.name for m in found.maps for c in m.changes for f in c.fields} == {"workflow"}
    assert not compare(s.document, other, loose=True)
    task = next(n for n in other.nodes(copy.id) if n.name == "Menulis surat")
    with other.transaction(EDIT) as tx:
        shapes.rename(tx, copy.id, task.id, "Lain")
    assert told(compare(s.document, other, loose=True)) == [("changed", task.id, ("name",))]


def test_maps_added_and_removed() -> None:
    s = small()
    before = Document(s.document.records())
    with s.document.transaction(EDIT) as tx:
        new = maps.create_map(tx, "P2 Arsip")
        maps.delete_map(tx, s.map)
    found = compare(before, s.document)
    assert [(m.how, m.map.id) for m in found.maps] == [("added", new.id), ("removed", s.map)]


def test_document_wide_records_and_steps() -> None:
    s = small()

    def verb(tx: Transaction) -> None:
        process = tree.create_process(tx, "Surat")
        tree.rename_process(tx, process.id, "Persuratan")
        tree.create_unit(tx, "Camat")
        tree.set_office(tx, name="Kecamatan")
        tx.put(StepRow(map=s.map, element=s.write, inputs="Konsep"))

    _, found = edited(s, verb)
    assert [(c.what, c.how) for c in found.wide] == [
        ("office", "added"), ("process", "added"), ("unit", "added"),
    ]  # fmt: skip
    assert [(c.what, c.how) for c in found.maps[0].changes] == [("step", "added")]


def test_loosely_only_what_every_format_says_counts() -> None:
    s = small()
    other = Document(s.document.records())
    with other.transaction(EDIT) as tx:
        node = other.node(s.map, s.write)
        tx.put(msgspec.structs.replace(node, bounds=node.bounds.moved(0.4, 0), unit="u", workflow="w"))
        tree.set_office(tx, name="Kecamatan")
        maps.change_map(tx, s.map, kind="free", order=7)
    assert compare(s.document, other)
    assert not compare(s.document, other, loose=True)
    with other.transaction(EDIT) as tx:
        tx.put(msgspec.structs.replace(node, bounds=node.bounds.moved(0.6, 0)))
    assert told(compare(s.document, other, loose=True)) == [("moved", s.write, ("bounds",))]


def test_a_field_set_is_the_field_that_differs() -> None:
    node = Node(map="m", id="a", kind="task", bounds=Rect(0, 0, 90, 60), style=Style(bold=True))
    for name, value in values(node).items():
        if isinstance(value, str):
            changed = with_field(node, name, "#123456")
            assert [c.name for c in changed_fields(node, changed)] == [name]
    assert with_field(node, "style.bold", None) == msgspec.structs.replace(node, style=Style())


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_field_of_every_record_has_a_name(language: str) -> None:
    tr = Translator(language)
    missing = []
    for kind in changes.Record.__args__:
        if kind.__name__ in ("Carried", "Container", "Exported", "Generated"):
            continue
        names = [f"style.{n}" for n in Style.__struct_fields__] if kind is Node else []
        names += [n for n in kind.__struct_fields__ if n not in UNNAMED]
        missing += [(kind.__name__, n) for n in names if "diff.field." + n not in tr]
        if kind not in (Node, Flow):
            assert f"diff.what.{kind.__struct_config__.tag}" in tr
    assert missing == []


def test_words_and_json(tr: Translator) -> None:
    s = small()

    def verb(tx: Transaction) -> None:
        shapes.rename(tx, s.map, s.write, "Menyusun surat")
        shapes.delete(tx, s.map, [s.note])
        shapes.move(tx, s.map, [s.end], 40, 0)
        flows.reconnect(tx, s.map, s.no, "target", s.send)

    before, found = edited(s, verb)
    words = Words(before, s.document, tr)
    lines = words.lines(found)
    assert lines[0] == "Peta berubah: P1 Surat"
    assert '  Kegiatan "Menyusun surat" diubah: nama: "Menulis surat" → "Menyusun surat"' in lines
    assert '  Catatan "Lewat pos" dihapus' in lines
    assert not any("diff." in line or "kind." in line for line in lines)
    told_json = words.json(found)
    assert msgspec.json.decode(msgspec.json.encode(told_json)) == told_json
    assert told_json["same"] is False
    assert told_json["maps"][0]["code"] == "P1"
    assert words.json(Difference()) == {"same": True, "maps": [], "document": []}


@pytest.mark.corpus("bpm/*.bpm", "bpmn/*.bpmn", "xpdl/*.xpdl")
def test_a_real_file_does_not_differ_from_itself(corpus_file: Path) -> None:
    one, other = (base.open_any(corpus_file).document for _ in range(2))
    assert not compare(one, other)
    if corpus_file.suffix == ".bpm":
        native = base.read_bytes(base.to_bytes(one, base.FORMATS[0]), "a.probis").document
        assert not compare(one, native)
        assert not compare(one, native, loose=True)


@pytest.mark.corpus("bpm/*.bpm")
def test_one_rename_in_a_real_file_names_just_it(corpus_file: Path) -> None:
    before = base.open_any(corpus_file).document
    after = Document(before.records())
    target = next(
        ((m, n) for m in after.maps() for n in after.nodes(m.id) if n.kind.startswith("task")), None
    )
    if target is None:
        assert not compare(before, after).maps
        return
    record, node = target
    assert isinstance(record, Map)
    with after.transaction(EDIT) as tx:
        shapes.rename(tx, record.id, node.id, "Nama lain")
    (one,) = compare(before, after).maps
    assert [(c.how, c.key[1], [f.name for f in c.fields]) for c in one.changes] == [
        ("changed", node.id, ["name"])
    ]


def test_map_that_came_before_others_does_not_change_them() -> None:
    s = small()
    other = Document(s.document.records())
    with other.transaction(EDIT) as tx:
        made = maps.create_map(tx, "Baru")
        tx.put(msgspec.structs.replace(made, order=-1))
        tx.put(msgspec.structs.replace(other.map(s.map), order=1))
    assert [(d.how, d.map.name) for d in compare(s.document, other).maps] == [("added", "Baru")]
