"""The verbs for the process tree, units, office and texts."""

from __future__ import annotations

import pytest
from small_maps import EDIT, counting, small
from verbs import trio

from probis_editor.commands import maps, shapes, tree
from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Process
from probis_editor.rules.permits import RefusedError


def planted() -> tuple[Document, dict[str, str]]:
    document = counting()
    ids: dict[str, str] = {}
    with document.transaction(EDIT) as tx:
        for name, parent in (("A", ""), ("B", ""), ("A1", "A"), ("A2", "A"), ("A2x", "A2")):
            ids[name] = tree.create_process(tx, name, ids.get(parent, ""), group="" if parent else "Utama").id
    return document, ids


def shown(document: Document) -> dict[str, str]:
    codes = numbering.codes(document)
    return {p.name: codes[p.id] for p in document.of_type(Process)}


def test_processes_are_placed() -> None:
    document, ids = planted()
    assert shown(document) == {"A": "P1", "B": "P2", "A1": "P1.1", "A2": "P1.2", "A2x": "P1.2.1"}
    new = trio(document, lambda tx: tree.create_process(tx, "C", order=1, owner="u"))
    assert (new.owner, new.order) == ("u", 1)
    assert shown(document)["B"] == "P3"
    trio(document, lambda tx: tree.move_process(tx, ids["A2"], "", 0))
    assert shown(document) == {"A2": "P1", "A2x": "P1.1", "A": "P2", "A1": "P2.1", "C": "P3", "B": "P4"}
    trio(document, lambda tx: tree.move_process(tx, ids["A"], ids["B"]))
    moved = document.process(ids["A"])
    assert moved is not None
    assert (moved.parent, moved.group) == (ids["B"], "")


def test_moves_that_make_no_sense_are_refused() -> None:
    document, ids = planted()
    for parent in (ids["A"], ids["A2x"]):
        with pytest.raises(RefusedError), document.transaction(EDIT) as tx:
            tree.move_process(tx, ids["A"], parent)
    for process, parent in ((ids["A"], "gone"), ("gone", "")):
        with pytest.raises(KeyError), document.transaction(EDIT) as tx:
            tree.move_process(tx, process, parent)


def test_rename_and_change_a_process() -> None:
    document, ids = planted()
    trio(document, lambda tx: tree.rename_process(tx, ids["A"], " Umum  dan\nKepegawaian "))
    trio(document, lambda tx: tree.change_process(tx, ids["A"], pinned=5))
    assert shown(document)["Umum dan Kepegawaian"] == "P5"
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        tree.rename_process(tx, "gone", "x")


def test_a_deleted_process_leaves_no_link() -> None:
    document, ids = planted()
    with document.transaction(EDIT) as tx:
        m = maps.create_map(tx, "x", process=ids["A2"]).id
        box = shapes.create(tx, m, "box.process", process=ids["A2x"]).id
        tree.change_process(tx, ids["B"], related=(ids["A2x"], ids["B"]))
        for slot in (f"process:{ids['A2']}:intro", f"process:{ids['A2x']}:steps", "chapter:x"):
            tree.set_text(tx, slot, (Block(text="x"),))
    trio(document, lambda tx: tree.delete_process(tx, ids["A2"]))
    assert list(shown(document)) == ["A", "B", "A1"]
    assert document.map(m).process == ""
    assert document.node(m, box).process == ""
    related = document.process(ids["B"])
    assert related is not None
    assert related.related == (ids["B"],)
    assert [key[1] for key in document.snapshot() if key[1].startswith("text:")] == ["text:chapter:x"]


def test_a_damaged_tree_can_be_deleted() -> None:
    document = Document([Process(id="a", name="", parent="b"), Process(id="b", name="", parent="a")])
    trio(document, lambda tx: tree.move_process(tx, "a", ""))
    with document.transaction(EDIT) as tx:
        tree.change_process(tx, "a", parent="b")
    trio(document, lambda tx: tree.delete_process(tx, "a"))
    assert document.snapshot() == {}


def test_units() -> None:
    s = small()
    unit = trio(s.document, lambda tx: tree.create_unit(tx, "Camat", "position"))
    below = trio(s.document, lambda tx: tree.create_unit(tx, "Sekretaris", parent=unit.id))
    assert (unit.order, below.order) == (0, 1)
    with s.document.transaction(EDIT) as tx:
        shapes.change(tx, s.map, s.lanes[0], unit=unit.id)
    trio(s.document, lambda tx: tree.change_unit(tx, unit.id, name="Camat Wonoasih", aliases=("Pimpinan",)))
    assert s.node(s.lanes[0]).name == "Camat Wonoasih"
    changed = s.document.unit(unit.id)
    assert changed is not None
    assert (changed.name, changed.aliases) == ("Camat Wonoasih", ("Pimpinan",))
    with pytest.raises(KeyError), s.document.transaction(EDIT) as tx:
        tree.change_unit(tx, "gone")


def test_office_settings_book_and_texts() -> None:
    document = counting()
    trio(document, lambda tx: tree.set_office(tx, name="Kecamatan Wonoasih"))
    trio(document, lambda tx: tree.set_settings(tx, code_prefix="P."))
    trio(document, lambda tx: tree.set_book(tx, year="2026"))
    trio(document, lambda tx: tree.set_text(tx, "chapter:x", (Block(text="a"),)))
    assert (document.office.name, document.settings.code_prefix) == ("Kecamatan Wonoasih", "P.")
    assert (document.book.year, document.narrative("chapter:x").blocks) == ("2026", (Block(text="a"),))
    trio(document, lambda tx: tree.set_text(tx, "chapter:x", ()))
    assert document.narrative("chapter:x").blocks == ()
