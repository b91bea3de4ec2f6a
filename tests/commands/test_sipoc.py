"""SIPOC from the maps, overruled column by column; and how far every process is."""

from __future__ import annotations

import pytest
from small_maps import EDIT, counting
from verbs import trio

from probis_editor.commands import progress, sipoc, tree
from probis_editor.commands.maps import create_map
from probis_editor.commands.steps.apply import apply
from probis_editor.layout.sipoc import Table, table
from probis_editor.layout.steps import Next, Row
from probis_editor.model.affairs import Sipoc
from probis_editor.model.document import Document
from probis_editor.model.office import Block


def drawn() -> tuple[Document, str, str]:
    document = counting()
    with document.transaction(EDIT) as tx:
        section = tree.create_unit(tx, "Seksi Pelayanan").id
        tree.create_unit(tx, "Petugas Loket", "position", section)
        tree.create_unit(tx, "Pemohon", "party")
        top = tree.create_process(tx, "Pelayanan", owner=section).id
        leaf = tree.create_process(tx, "Surat Pengantar", top, owner=section).id
        m = create_map(tx, "x", process=leaf).id
        apply(tx, m, [
            Row(id="s", kind="start", actor="Pemohon", next=(Next("a"),)),
            Row(id="a", text="Mengajukan", actor="Pemohon", inputs="KTP; KK", outputs="Berkas", next=(Next("b"),)),
            Row(id="b", text="Memproses", actor="Petugas Loket", inputs="berkas", outputs="Surat", next=(Next("c"),)),
            Row(id="c", text="Menerima", actor="Pemohon", next=(Next("e"),)),
            Row(id="e", kind="end", actor="Pemohon"),
        ])  # fmt: skip
    return document, top, leaf


def test_the_maps_propose() -> None:
    document, top, leaf = drawn()
    found = table(document, leaf)
    assert found == Table(
        ("Pemohon",), ("KTP", "KK"), ("Mengajukan", "Memproses", "Menerima"), ("Surat",), ("Pemohon",)
    )
    assert table(document, top).process == ("Surat Pengantar",)
    with pytest.raises(KeyError):
        table(document, "gone")


def test_the_office_may_say_otherwise() -> None:
    document, _, leaf = drawn()
    trio(
        document, lambda tx: sipoc.say(tx, leaf, customers=["pemohon", "RT/RW"], outputs=["Surat Pengantar"])
    )
    found = table(document, leaf)
    assert (found.customers, found.outputs) == (("Pemohon", "RT/RW"), ("Surat Pengantar",))
    assert found.inputs == ("KTP", "KK")
    trio(document, lambda tx: sipoc.say(tx, leaf, customers=None, outputs=None))
    assert document.of_type(Sipoc) == []
    with pytest.raises(KeyError), document.transaction(EDIT) as tx:
        sipoc.say(tx, "gone", inputs=())
    with pytest.raises(TypeError), document.transaction(EDIT) as tx:
        sipoc.say(tx, leaf, process=())


def test_how_far_and_what_next() -> None:
    document = counting()
    assert progress.next_step(document).label.key == "progress.office"  # type: ignore[union-attr]
    document, top, leaf = drawn()
    with document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan")
    found = {s.process: s for s in progress.standings(document)}
    assert (found[leaf].map, found[leaf].text, found[leaf].sipoc, found[leaf].sop) == (
        True,
        False,
        True,
        False,
    )
    assert (found[top].map, found[top].sipoc) == (False, None)
    step = progress.next_step(document)
    assert step is not None
    assert (step.label.key, step.process) == ("progress.map", top)
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, f"process:{leaf}:steps", (Block(text="x"),))
    assert {s.process: s.text for s in progress.standings(document)}[leaf]
