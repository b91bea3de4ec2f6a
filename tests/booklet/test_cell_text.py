"""Cells with several paragraphs and lists: set, torn over pages, written for Word and read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_tools import flat, page_texts
from small_maps import EDIT, counting

from probis_editor.booklet import book
from probis_editor.booklet.cell_text import CellText, cell_text
from probis_editor.commands import tree
from probis_editor.formats import word_book
from probis_editor.model import cells
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Cell, Narrative

SAID = cells.text_of((
    Block(text="Persyaratan yang dibawa:"),
    Block(kind="item", number="a.", text="kartu tanda penduduk;"),
    Block(kind="item", number="a.", text="surat pengantar dari RT dan RW:"),
    Block(kind="item", number="1)", level=1, text="asli; dan"),
    Block(kind="item", number="1)", level=1, text="<b>salinan</b>."),
    Block(text="Diserahkan di loket."),
))  # fmt: skip


def office(said: str = SAID, rows: int = 1) -> Document:
    document = counting()
    body = tuple((Cell(f"Layanan {n}"), Cell(said)) for n in range(rows))
    table = Block(
        kind="table", id="t", text="Persyaratan", heads=1, cells=((Cell("Layanan"), Cell("Syarat")), *body)
    )
    with document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh", kind="kecamatan")
        tree.create_process(tx, "Pelayanan")
        tree.set_text(tx, "chapter:background", (Block(text="Latar belakang."), table))
    return document


def test_the_parts_stand_below_each_other_with_their_labels() -> None:
    found = cell_text(SAID, "cell", "center", "id")
    assert isinstance(found, CellText)
    assert [part.label for part in found.parts] == ["", "a.", "b.", "1)", "2)", ""]
    lefts = [part.left for part in found.parts]
    assert lefts[0] == lefts[5] == 0 < lefts[1] == lefts[2] < lefts[3] == lefts[4]
    _, high = found.wrap(120, 1e6)
    one = cell_text("x", "cell", "", "id").wrap(120, 1e6)[1]
    assert high >= 6 * one
    assert found.minWidth() < 120


@pytest.mark.parametrize("room", [12.0, 30.0, 45.0, 70.0])
def test_a_torn_cell_loses_nothing(room: float) -> None:
    found = cell_text(SAID, "cell", "", "id")
    assert isinstance(found, CellText)
    whole = found.wrap(110, 1e6)[1]
    parts = found.split(110, room)
    if len(parts) == 2:
        assert parts[0].wrap(110, 1e6)[1] <= room + 0.01
    assert sum(part.wrap(110, 1e6)[1] for part in parts) <= whole + 0.01
    labels = [p.label for part in parts for p in part.parts if p.label]
    assert labels == ["a.", "b.", "1)", "2)"]


def test_the_book_sets_every_paragraph() -> None:
    report, data = book.make_bytes(office(rows=12))
    text = flat("".join(page_texts(data)))
    for words in (
        "Persyaratan yang dibawa:",
        "a.kartu tanda penduduk;",
        "2)salinan.",
        "Diserahkan di loket.",
    ):
        assert text.count(flat(words)) == 12, words
    assert report.archival


def test_a_very_long_cell_goes_over_pages() -> None:
    items = (
        Block(kind="item", number="1.", text=f"Butir nomor {n} dari daftar yang panjang;") for n in range(150)
    )
    _, data = book.make_bytes(office(cells.text_of(items)))
    text = flat("".join(page_texts(data)))
    assert all(flat(f"{n + 1}.Butir nomor {n} dari") in text for n in range(150))


def test_word_writes_and_reads_them(tmp_path: Path) -> None:
    _, data = book.word_bytes(office())
    back = word_book.read(data, "buku.docx").document
    tables = [b for t in back.of_type(Narrative) for b in t.blocks if b.kind == "table"]
    assert tables[0].cells[1] == (Cell("Layanan 0"), Cell(SAID))
