"""Tables as .xlsx, .csv and on the clipboard: what goes out comes back, and what is damaged is refused."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from probis_editor.commands.steps.cells import from_cells
from probis_editor.formats import clipboard_tables as clips
from probis_editor.formats import tables
from probis_editor.formats.base import FormatError
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Next, Row

ROWS = (
    Row(id="a", kind="start", text="Mulai", actor="Pemohon", next=(Next("b"),)),
    Row(id="b", text="Periksa", actor="Petugas", inputs="KTP\nKK", duration="5 menit", next=(Next("c"),)),
    Row(
        id="c", kind="decision", text="Lengkap?", actor="Petugas", next=(Next("d", "Ya"), Next("b", "Tidak"))
    ),
    Row(id="d", kind="end", text="Selesai", actor="Pemohon"),
)


def new_ids():
    ids = iter(range(10_000))
    return lambda: f"n{next(ids)}"


def workbook(lines: list[list[object]]) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def test_csv_is_what_excel_opens_by_itself(tr: Translator) -> None:
    data = tables.to_csv(ROWS, tr)
    assert data.startswith(b"\xef\xbb\xbfNo;Kegiatan;Pelaksana;Jenis;")
    assert b'2;Periksa;Petugas;kegiatan;"KTP\nKK";;;;5 menit;\r\n' in data
    assert b"3;Lengkap?;Petugas;keputusan;;;4;2;;" in data


def test_xlsx_is_a_clean_sheet_and_the_same_every_time(tr: Translator) -> None:
    data = tables.to_xlsx(ROWS, tr, "P1.1: Surat [masuk] / keluar yang panjang sekali namanya")
    assert data == tables.to_xlsx(ROWS, tr, "P1.1: Surat [masuk] / keluar yang panjang sekali namanya")
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet.title == "P1.1 Surat masuk  keluar yang p"
    assert [c.value for c in sheet[1]][:3] == ["No", "Kegiatan", "Pelaksana"]
    assert [c.value for c in sheet[4]][:8] == [3, "Lengkap?", "Petugas", "keputusan", None, None, "4", "2"]
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize("text", ["=1+1", "+62 8123", "-", "@SUM(A1)", "'apostrof", '=HYPERLINK("x")'])
def test_texts_that_look_like_formulas_stay_texts(text: str, tr: Translator) -> None:
    row = Row(id="a", text=text, actor=text, remarks=text)
    data = tables.to_xlsx((row,), tr, text)
    cells = load_workbook(io.BytesIO(data)).active[2]
    assert [(cells[n].value, cells[n].data_type) for n in (1, 2, 9)] == [(text, "s")] * 3
    csv_data = tables.to_csv((row,), tr)
    assert f";{text};".encode() not in csv_data.replace(b'"', b"")
    for found in (data, csv_data):
        (back,) = from_cells(tables.read_cells(found, "t"), new_ids())
        assert (back.text, back.actor, back.remarks) == (text, text, text)


def test_letters_that_a_sheet_cannot_hold_are_left_out(tr: Translator) -> None:
    data = tables.to_xlsx((Row(id="a", text="a\x07b\x00c"),), tr, "x")
    assert from_cells(tables.read_cells(data, "t"), new_ids())[0].text == "abc"


@pytest.mark.parametrize(
    "data",
    [
        b"no,kegiatan,pelaksana\n1,Menerima,Camat\n",
        "No\tKegiatan\tPelaksana\n1\tMenerima\tCamat\n".encode("utf-16"),
        b"sep=;\r\nNo;Kegiatan;Pelaksana\r\n1;Menerima;Camat\r\n",
        "\n\nTabel langkah;;\nNo.;Uraian Kegiatan;Pelaksana\n;;\n1;Menerima;Camat\n".encode("cp1252"),
        workbook([[None, "SOP"], ["No", "Kegiatan", "Pelaksana"], [1.0, "Menerima", "Camat"], [None, None]]),
        workbook([["Menerima", "Camat"]]),
    ],
    ids=["comma", "utf-16", "sep", "title", "xlsx", "bare"],
)
def test_tables_of_other_people(data: bytes) -> None:
    (row,) = from_cells(tables.read_cells(data, "t"), new_ids())
    assert (row.text, row.actor) == ("Menerima", "Camat")


def test_old_letters_are_read_as_windows_wrote_them() -> None:
    (row,) = from_cells(tables.read_cells("No;Kegiatan\n1;caf\xe9\n".encode("cp1252"), "t"), new_ids())
    assert row.text == "café"


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["x", "y"]]))) as source, zipfile.ZipFile(raw, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sheet1.xml"):
                part = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]>' + part
            target.writestr(name, part)
    return raw.getvalue()


def shortened(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "steps.no_rows"),
        (b"\n\n;;\n", "steps.no_rows"),
        (b"No;Kegiatan;Pelaksana\n", "steps.no_rows"),
        (b"\x00\x01\x02\x03", "steps.bad_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "steps.bad_table"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00", "steps.bad_table"),
        (shortened(workbook([["No", "Kegiatan"], [1, "x"]])), "import.damaged_zip"),
        (b"PK\x03\x04 no zip", "import.damaged_zip"),
        (bomb(), "steps.bad_table"),
    ],
    ids=["empty", "blank", "head only", "binary", "xls", "pdf", "cut", "no zip", "entities"],
)
def test_what_is_no_table_is_refused(data: bytes, key: str) -> None:
    with pytest.raises(FormatError) as refused:
        tables.read_cells(data, "tabel.xlsx")
    assert refused.value.label.key == key


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as target:
        target.writestr("ModelInfo.xml", b"<a/>")
    with pytest.raises(FormatError):
        tables.read_cells(raw.getvalue(), "t.xlsx")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(FormatError):
        tables.read_cells(data, "t")


# The clipboard

_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12).map(str.strip)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_text_on_the_clipboard_and_back(table: list[list[str]]) -> None:
    table[0][0] = "x" + table[0][0]
    assert clips.from_text(clips.to_text(table)) == table


def test_html_on_the_clipboard_and_back() -> None:
    table = [["1", "Memeriksa <berkas> & surat"], ["2", "KTP\nKK"]]
    assert clips.from_html(clips.to_html(table)) == table


def test_excel_text_with_line_breaks() -> None:
    assert clips.from_text('1\t"KTP\nKK"\tCamat\r\n2\tx\t\r\n') == [["1", "KTP\nKK", "Camat"], ["2", "x", ""]]
    assert clips.from_text('"dua\nbaris"\r\n') == [["dua\nbaris"]]
    assert clips.from_text("satu\r\ndua") == [["satu"], ["dua"]]
    assert clips.from_text("") == []


def test_a_table_as_word_puts_it_on_the_clipboard() -> None:
    word = """<html xmlns:o="urn:x"><body><!--StartFragment--><p>Judul</p>
    <table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>No</b></p></td>
    <td><p class=MsoNormal>Uraian
      Kegiatan<o:p></o:p></p></td><td><p>Pelaksana</p></td></tr>
    <tr><td><p>1</p></td><td><p>Menerima surat</p><p>dan mencatat</p></td>
    <td rowspan=2><p>Petugas&nbsp;Loket</p></td></tr>
    <tr><td><p>2</p></td><td><p>Membuat <i>konsep</i> surat</p></td></tr>
    <tr><td colspan=2><p>3</p></td><td>Camat</td></tr></table><p>sesudah</p>
    <table><tr><td>lain</td></tr></table></body></html>"""
    assert clips.from_html(word) == [
        ["No", "Uraian Kegiatan", "Pelaksana"],
        ["1", "Menerima surat\ndan mencatat", "Petugas Loket"],
        ["2", "Membuat konsep surat", "Petugas Loket"],
        ["3", "", "Camat"],
    ]
    rows = from_cells(clips.from_html(word)[:3], new_ids())
    assert [(r.text, r.actor) for r in rows] == [
        ("Menerima surat\ndan mencatat", "Petugas Loket"),
        ("Membuat konsep surat", "Petugas Loket"),
    ]


@pytest.mark.parametrize(
    "text", ["", "<p>tanpa tabel</p>", "<table>", "<td>x", "<table><tr><td colspan=-3>x"]
)
def test_html_that_is_half_a_table(text: str) -> None:
    assert clips.from_html(text) in ([], [["x"]])
