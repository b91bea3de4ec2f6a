"""What stands in the office's own texts: tables with merged cells, figures, run-in heads, references to them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import docx
import pytest
from book_tools import flat, page_texts, pictures

from probis_editor.booklet import book, rich
from probis_editor.booklet.blocks import BookBlock, Figure, Grid, Heading, Para
from probis_editor.booklet.tables import TableItem
from probis_editor.commands import examples, office, sipoc, tree
from probis_editor.drawing import raster
from probis_editor.i18n import Translator
from probis_editor.model import grids
from probis_editor.model.affairs import Law, Picture
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import EXAMPLE, Block, Book, Cell, Office, Process
from probis_editor.model.tokens import token

EDIT = label("cmd.test")


def png(wide: int, high: int) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = png(4, 2)
TABLE = Block(
    kind="table",
    id="t",
    text="Sasaran <i>dan</i> ukuran",
    heads=2,
    widths=(0.4, 0.3, 0.3),
    cells=(
        (Cell("Sasaran", down=2), Cell("Ukuran", across=2, align="center")),
        (Cell("2025"), Cell("2026")),
        (Cell("Layanan", down=2), Cell("80"), Cell("85")),
        (Cell("90"), Cell('<ref figure="f"/>')),
    ),
)
FIGURE = Block(kind="figure", id="f", text="Kantor", picture="pic", width=0.5)


def made(*texts: Block, chapters: tuple[str, ...] = ("introduction",)) -> Document:
    document = Document([Office(name="Kecamatan Contoh"), Book(chapters=chapters)])
    with document.transaction(EDIT) as tx:
        tx.put(Picture(id="pic", data=PNG, name="kantor.png"))
        tree.set_text(tx, "chapter:background", texts)
    return document


def of(document: Document, kind: type) -> list[BookBlock]:
    return [b for b in book.assemble(document, Translator("id"))[0] if isinstance(b, kind)]


def paragraphs(document: Document) -> Iterator[str]:
    return (b.text for b in of(document, Para))


def test_tables_and_figures_are_counted_and_referred_to() -> None:
    reference = Block(text='Lihat <ref table="t"/> dan <ref figure="f"/>, bukan <ref table="x"/>.')
    document = made(reference, TABLE, FIGURE)
    (table,), (figure,) = of(document, Grid), of(document, Figure)
    assert (table.label, table.title, figure.label) == ("Tabel 1.1", "Sasaran dan ukuran", "Gambar 1.1")
    told = next(paragraphs(document))
    assert told == (
        f'Lihat <a href="#{table.anchor}">Tabel 1.1</a> dan <a href="#{figure.anchor}">Gambar 1.1</a>, bukan \u2026.'
    )
    assert table.rows[3][1].text == f'<a href="#{figure.anchor}">Gambar 1.1</a>'


def test_an_unnumbered_one_stands_in_no_list_and_is_called_by_its_title() -> None:
    unnumbered = Block(kind="figure", id="f", text="Kantor", picture="pic", numbered=False)
    document = made(Block(text='Lihat <ref figure="f"/>.'), unnumbered, chapters=("figures", "introduction"))
    assert ">Kantor</a>" in next(paragraphs(document))
    assert [h.text for h in of(document, Heading) if h.level == 0] == ["PENDAHULUAN"]


def test_the_book_prints_them() -> None:
    document = made(Block(text="Lihat berikut."), TABLE, FIGURE)
    report, data = book.make_bytes(document)
    assert report.archival
    assert pictures(data) == 1
    whole = flat("".join(page_texts(data)))
    for said in ("Tabel1.1Sasarandanukuran", "Layanan", "Gambar1.1Kantor"):
        assert said in whole
    assert book.make_bytes(document)[1] == data


def test_a_figure_without_its_picture_is_a_finding() -> None:
    document = made(*(Block(kind="figure", text="Hilang", picture=name) for name in ("gone", "cut")))
    with document.transaction(EDIT) as tx:
        tx.put(Picture(id="cut", data=PNG[:45]))
    _, findings = book.assemble(document, Translator("id"))
    assert [f.label.key for f in findings] == ["booklet.finding.no_picture"] * 2


def test_word_has_a_real_table_with_merged_cells_and_repeated_heads() -> None:
    _, data = book.word_bytes(made(TABLE, FIGURE))
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(0, 1).text == "Ukuran"
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    heads = [bool(row._tr.trPr.findall("{*}tblHeader")) for row in table.rows]
    assert heads == [True, True, False, False]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:vMerge") == 4
    assert text.count('<w:gridSpan w:val="2"/>') == 1
    assert "Sasaran dan ukuran" in text


def grid(rows: grids.Rows, heads: int = 1) -> TableItem:
    return TableItem.of(Grid(rows=rows, widths=(1.0,) * grids.columns(rows), heads=heads), "id")


def parts_of(item: TableItem, room: float) -> list[TableItem]:
    found = [item]
    while (parts := found[-1].split(400.0, room)) is not None:
        found[-1:] = parts
    return found


def test_a_table_breaks_between_groups_of_merged_rows() -> None:
    group = ((Cell("a", down=3), Cell("b")), (Cell("c"),), (Cell("d"),))
    item = grid((*grids.plain([["h", "k"]]), *(row for _ in range(9) for row in group)))
    row = item.height(400.0) / 28
    parts = parts_of(item, row * 9)
    assert [round(p.height(400.0) / row) for p in parts] == [7, 7, 7, 7, 4]
    assert all(p.height(400.0) <= row * 9 for p in parts)


def test_a_group_higher_than_a_page_is_cut_and_its_cell_stands_on_both() -> None:
    rows = (
        *grids.plain([["h", "k"]]),
        (Cell("a", down=30), Cell("1")),
        *((Cell(str(n)),) for n in range(29)),
    )
    item = grid(rows)
    row = item.height(400.0) / 31
    parts = parts_of(item, row * 12)
    assert [round(p.height(400.0) / row) for p in parts] == [12, 12, 9]
    said = [[a.text.getPlainText() for a in p._areas if a.column == 0] for p in parts]
    assert said == [["h", "a"]] * 3


def test_a_row_higher_than_a_page_is_torn_and_loses_nothing() -> None:
    words = " ".join(f"kata{n}" for n in range(900))
    item = grid((*grids.plain([["h", "k"]]), (Cell("x"), Cell(words))))
    parts = parts_of(item, 400.0)
    assert all(p.height(400.0) <= 400.01 for p in parts)
    told = [a.text.getPlainText(identify=1) for p in parts for a in p._areas if (a.row, a.column) == (1, 1)]
    assert " ".join(told).split() == words.split()


def test_a_run_in_head_stands_in_its_paragraph() -> None:
    (joined, alone) = rich.blocks(
        [Block(kind="runin", text="Peta"), Block(text="Ini peta."), Block(kind="runin", text="Akhir")]
    )
    assert joined == Para(text="<b>Peta.</b> Ini peta.")
    assert alone == Para(text="<b>Akhir</b>", style="lead", keep=True)
    (sentence,) = rich.blocks([Block(kind="runin", text="Peta"), Block(text="adalah gambar.")])
    assert sentence.text == "<b>Peta</b> adalah gambar."


@pytest.mark.parametrize("language", ["id", "en"])
def test_principles_and_method_show_examples_of_all_maps(language: str) -> None:
    document = made(chapters=("principles", "method"))
    blocks, findings = book.assemble(document, Translator(language))
    assert findings == []
    assert len([b for b in blocks if isinstance(b, Figure)]) == len(examples.KINDS)
    assert [b.number for b in blocks if isinstance(b, Heading) and b.level == 1] == [
        "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4",
    ]  # fmt: skip
    assert "Kecamatan Contoh" in "".join(b.text for b in blocks if isinstance(b, Para))
    assert book.make_bytes(document, language=language)[0].smallest >= 6.95


def test_an_example_becomes_a_map_of_the_document_once() -> None:
    document = made()
    with document.transaction(EDIT) as tx:
        first = examples.adopt(tx, "cross_functional", "id")
        assert examples.adopt(tx, "cross_functional", "id") == first
    assert [m.id for m in document.maps()] == [first.id]
    source = examples.document("id")
    assert len(document.nodes(first.id)) == len(source.nodes(EXAMPLE + "cross_functional"))
    ids = {n.id for n in document.nodes(first.id)}
    assert all({f.source, f.target} <= ids for f in document.flows(first.id))
    assert ids.isdisjoint(n.id for n in source.nodes(EXAMPLE + "cross_functional"))


def test_goals_shares_and_sipoc() -> None:
    document = made(chapters=("organisation", "processes", "bibliography"))
    with document.transaction(EDIT) as tx:
        desk, lead = tree.create_unit(tx, "Loket"), tree.create_unit(tx, "Sekretariat")
        first = tree.create_process(tx, "Pelayanan", group="Utama")
        second = tree.create_process(tx, "Keuangan", group="Manajerial")
        for process, unit in ((first, desk), (second, lead)):
            tree.change_process(tx, process.id, owner=unit.id, parties=(desk.id,))
        office.add_goal(tx, "Baik", ["Nilai", "Jumlah"], [first.id])
        office.add_goal(tx, "Tertib", [], [second.id])
        tree.set_text(tx, f"process:{first.id}:intro", (Block(text="Pelayanan di loket."),))
        sipoc.say(tx, first.id, suppliers=["Warga"], inputs=["KTP"])
        tx.put(Law(id="l", rank="uu", number="23", year=2014, about="Pemerintahan Daerah"))
        tree.set_book(tx, own_profile='sipoc = "top"')
    goals, matrix, shares, columns = of(document, Grid)
    assert [[c.text for c in row] for row in goals.rows[1:3]] == [
        ["1.", "Baik", "Nilai", served(first)],
        ["Jumlah"],
    ]
    assert goals.rows[1][0].down == 2
    assert [[c.text for c in row][1:] for row in matrix.rows[2:]] == [["\u25cf", ""], ["", "\u25cf"]]
    assert {row[0].text: [c.text for c in row[1:]] for row in shares.rows[2:]} == {
        "Loket": ["\u25cf", "\u25cb"],
        "Sekretariat": ["", "\u25cf"],
    }
    assert (columns.title, [c.text for c in columns.rows[1][:2]]) == ("SIPOC P1 Pelayanan", ["Warga", "KTP"])
    headings = [h.text for h in of(document, Heading)]
    assert headings[0] == "TUJUAN, SASARAN, TUGAS, DAN FUNGSI"
    assert headings[-1] == "DAFTAR PUSTAKA"


def test_single_duties_that_name_processes_have_their_table() -> None:
    document = made(chapters=("organisation", "processes"))
    with document.transaction(EDIT) as tx:
        desk, lead = tree.create_unit(tx, "Loket"), tree.create_unit(tx, "Sekretariat")
        first = tree.create_process(tx, "Pelayanan", group="Utama", owner=desk.id)
        second = tree.create_process(tx, "Keuangan", group="Manajerial", owner=lead.id)
        items = (
            Block(kind="item", number="a.", text=f"melayani warga ({token('code', first.id)});"),
            Block(kind="item", number="a.", text="tugas lain."),
            Block(kind="item", number="a.", text=f"menjalankan {token('name', second.id)}."),
        )
        tree.set_text(tx, f"unit:{lead.id}:tugas", items)
    _, table = of(document, Grid)
    assert [[c.text for c in row] for row in table.rows[1:]] == [
        ["Sekretariat", "melayani warga (P1)", "P1 Pelayanan"],
        ["Sekretariat", "menjalankan Keuangan", "P2 Keuangan"],
    ]
    with document.transaction(EDIT) as tx:
        tree.move_process(tx, second.id, "", 0)
        tree.rename_process(tx, first.id, "Layanan")
    rows = [row for grid in of(document, Grid) for row in grid.rows]
    assert [[c.text for c in row] for row in rows if len(row) == 3 and "melayani" in row[1].text] == [
        ["Sekretariat", "melayani warga (P2)", "P2 Layanan"]
    ]


def served(process: Process) -> str:
    return f"P1 {process.name}"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (4, 2)),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x05\x00\x07", (7, 5)),
        (b"GIF", None),
        (PNG[:20], None),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_bytes(data: bytes, size: tuple[int, int] | None) -> None:
    assert raster.size(data) == size
