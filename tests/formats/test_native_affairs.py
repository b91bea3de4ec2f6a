"""A `.probis` keeps everything the document room adds: codes, revisions, laws, goals, SIPOC, hand arrangement."""

from __future__ import annotations

import json
from itertools import count

from probis_editor.commands import drafts, office, revisions, shapes, sipoc, sop, starting, tree
from probis_editor.formats.base import read_bytes
from probis_editor.formats.native import write
from probis_editor.formats.native_parts import told_as_lines
from probis_editor.i18n import Translator
from probis_editor.model.affairs import AFFAIRS, Picture
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried
from probis_editor.model.office import Block, Cell, Container, Narrative, Process, Unit

TEXT = (
    Block(kind="runin", text="Tujuan"),
    Block(text='Lihat <ref table="t"/> dan <ref figure="f"/>.'),
    Block(
        kind="table",
        id="t",
        text="Sasaran",
        heads=1,
        widths=(0.4, 0.3, 0.3),
        cells=(
            (Cell("Sasaran", down=2), Cell("Ukuran", across=2, align="center")),
            (Cell("<b>2025</b>"), Cell("2026", align="right")),
        ),
    ),
    Block(kind="figure", id="f", text="Foto", picture="pic", width=0.5, numbered=False),
    Block(kind="figure", text="Peta", map="m"),
)


def test_it_all_comes_back() -> None:
    document = Document()
    numbers = count()
    document.new_id = lambda: f"{next(numbers):08d}-0000-4000-8000-000000000000"
    with document.transaction(label("test")) as tx:
        starting.begin(tx, starting.proposal("kelurahan"), "Kelurahan Contoh")
        first = next(p for p in document.of_type(Process) if p.parent)
        unit = document.of_type(Unit)[0]
        tree.change_unit(tx, unit.id, members=(unit.id,), laws=("uu-23-2014",))
        tree.set_text(tx, f"process:{first.id}:steps", (Block(text="a", continues=True),))
        office.set_term(tx, "RT", "Rukun Tetangga")
        office.add_goal(tx, "Baik", ["IKM"], [first.id])
        sipoc.say(tx, first.id, inputs=["KTP"])
        sop.say(tx, first.id, number="1/SOP/2026", skills=("SMA",))
        revisions.determine(tx, "2026-02", [("m", "Gambar 3.1")], ["Baru"])
        level0 = next(m for m in document.maps() if m.kind == "level0")
        box = next(n for n in document.nodes(level0.id) if n.kind == "box.process")
        shapes.move(tx, level0.id, [box.id], 500, 300)
        tree.set_text(tx, "chapter:aims", TEXT)
        tx.put(Picture(id="pic", data=b"\x89PNG", name="foto.png"))
        drafts.draft(tx, level0.id, Translator("id"), slot="chapter:x")
    data = write(document, [m.id for m in document.maps()])
    again = read_bytes(data, "x.probis").document
    left, right = (
        {k: r for k, r in d.snapshot().items() if not isinstance(r, Carried | Container)}
        for d in (document, again)
    )
    assert left == right
    assert all(again.of_type(kind) for kind in AFFAIRS)
    at = again.node(level0.id, box.id).bounds
    with again.transaction(label("test")) as tx:
        tree.create_process(tx, "Baru", group="Utama")
    assert again.node(level0.id, box.id).bounds == at
    assert "Baru" in {n.name for n in again.nodes(level0.id)}


def test_duties_that_were_lines_of_text_become_texts() -> None:
    lines = "Camat menyelenggarakan fungsi:\npembinaan; dan\npengawasan.\n"
    data = json.dumps({"format": 1, "units": [{"type": "unit", "id": "u", "name": "Camat", "duties": lines}]})
    (made,) = told_as_lines(data.encode(), [])
    assert made.slot == "unit:u:fungsi"
    assert [(b.kind, b.text, b.number) for b in made.blocks] == [
        ("p", "Camat menyelenggarakan fungsi:", ""),
        ("item", "pembinaan; dan", "a."),
        ("item", "pengawasan.", "a."),
    ]
    assert told_as_lines(data.encode(), [Narrative(slot="unit:u:fungsi")]) == []
    assert told_as_lines(b"{", []) == []
