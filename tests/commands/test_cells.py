"""What keeps texts right reaches into the cells and captions of their tables and figures too."""

from __future__ import annotations

import pytest

from probis_editor.checks import engine
from probis_editor.commands import replace, tree, units, wording
from probis_editor.model import tokens
from probis_editor.model.affairs import Picture
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Cell, Unit
from probis_editor.model.search import Query

EDIT = label("cmd.test")
SLOT = "chapter:aims"


@pytest.fixture
def document() -> Document:
    made = Document()
    with made.transaction(EDIT) as tx:
        tree.create_unit(tx, "Seksi Pelayanan")
        tree.create_process(tx, "Pelayanan", group="Utama")
        cells = ((Cell("Seksi Pelayanan melayani"), Cell("lihat P1")),)
        table = Block(kind="table", id="t", text="Tugas Seksi Pelayanan", cells=cells)
        tree.set_text(tx, SLOT, (table, Block(kind="figure", id="f", picture="pic", text="Foto")))
        tx.put(Picture(id="pic", data=b"x"))
    return made


def cells(document: Document) -> list[str]:
    return [cell.text for row in document.narrative(SLOT).blocks[0].cells for cell in row]


def test_a_unit_is_renamed_and_used_in_cells(document: Document) -> None:
    (unit,) = (one.id for one in document.of_type(Unit))
    assert ("text", SLOT) in [(use.what, use.element) for use in units.usage(document, unit)]
    with document.transaction(EDIT) as tx:
        units.rename(tx, unit, "Seksi Layanan")
    assert cells(document)[0] == "Seksi Layanan melayani"
    assert document.narrative(SLOT).blocks[0].text == "Tugas Seksi Layanan"


def test_codes_in_cells_become_live_and_words_are_replaced(document: Document) -> None:
    with document.transaction(EDIT) as tx:
        wording.write(tx, SLOT, document.narrative(SLOT).blocks)
    ((kind, _),) = tokens.tokens(cells(document)[1])
    assert kind == "code"
    with document.transaction(EDIT) as tx:
        assert replace.replace(tx, Query("melayani"), "membantu") == 1
    assert cells(document)[0] == "Seksi Pelayanan membantu"


def test_a_lost_picture_and_a_lost_table_are_found(document: Document) -> None:
    with document.transaction(EDIT) as tx:
        said = (Block(text='<ref table="t"/> <ref figure="f"/>'),)
        tree.set_text(tx, "chapter:closing", said)
    assert [f.element for f in engine.run(document) if f.rule == "reference_lost"] == []
    with document.transaction(EDIT) as tx:
        tx.drop(("", "picture:pic"))
        tree.set_text(tx, SLOT, document.narrative(SLOT).blocks[1:])
    assert sorted(f.element for f in engine.run(document) if f.rule == "reference_lost") == [
        SLOT,
        "chapter:closing",
    ]


def test_a_picture_goes_with_the_last_text_that_shows_it(document: Document) -> None:
    figure = document.narrative(SLOT).blocks[1]
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, "chapter:closing", (figure,))
        tree.set_text(tx, SLOT, ())
    assert len(document.of_type(Picture)) == 1
    with document.transaction(EDIT) as tx:
        tree.set_text(tx, "chapter:closing", ())
    assert document.of_type(Picture) == []
