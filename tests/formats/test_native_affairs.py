"""A `.probis` keeps everything the document room adds: codes, revisions, laws, goals, SIPOC, hand arrangement."""

from __future__ import annotations

from itertools import count

from probis_editor.commands import drafts, office, revisions, shapes, sipoc, starting, tree
from probis_editor.formats.base import read_bytes
from probis_editor.formats.native import write
from probis_editor.i18n import Translator
from probis_editor.model.affairs import AFFAIRS
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Carried
from probis_editor.model.office import Block, Container, Process, Unit


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
        revisions.determine(tx, "2026-02", [("m", "Gambar 3.1")], ["Baru"])
        level0 = next(m for m in document.maps() if m.kind == "level0")
        box = next(n for n in document.nodes(level0.id) if n.kind == "box.process")
        shapes.move(tx, level0.id, [box.id], 500, 300)
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
