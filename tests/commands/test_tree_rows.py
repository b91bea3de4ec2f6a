"""A tree from pasted rows or a sheet: levels by code, gaps pinned, units entered; and the tree as rows again."""

from __future__ import annotations

from small_maps import counting
from verbs import trio

from probis_editor.commands import tree_rows
from probis_editor.commands.tree_rows import TreeRow
from probis_editor.formats import clipboard_tables, tables
from probis_editor.model.office import Unit

PASTED = """Kode\tProses\tUnit\tJenis
P1\tUmum dan Kepegawaian\tSub Bagian Tata Usaha\tManajerial
P1.1\tPersuratan\t\tsubproses
P1.1.1\tSurat Masuk\tPengadministrasi Surat\tlintas fungsi
P1.1.3\tSurat Keluar\tPengadministrasi Surat\tlintas fungsi

P7\tPelayanan\tSeksi Pelayanan\tUtama
P7.2.1\tPengaduan\t\t
"""


def test_rows_become_a_tree_and_rows_again() -> None:
    document = counting()
    rows = tree_rows.from_cells(clipboard_tables.from_text(PASTED))
    planted = trio(document, lambda tx: tree_rows.plant(tx, rows))
    assert [u.name for u in document.of_type(Unit)] == [
        "Sub Bagian Tata Usaha", "Pengadministrasi Surat", "Seksi Pelayanan",
    ]  # fmt: skip
    again = tree_rows.rows(document)
    assert [r.code for r in again] == ["P1", "P1.1", "P1.1.1", "P1.1.3", "P7", "P7.2", "P7.2.1"]
    assert [r.name for r in again if r.code == "P7.2"] == [""]
    assert len(planted.unnamed) == 1
    assert again[0] == TreeRow("P1", "Umum dan Kepegawaian", "Sub Bagian Tata Usaha", "Manajerial")
    assert again[4].kind == "Utama"


def test_one_column_with_codes_and_no_head() -> None:
    rows = tree_rows.from_cells(
        [["P.1. Umum"], ["P.1.1 Surat"], [""], ["KECKLB.02.01.CFM.01 Izin"], ["Lain"]]
    )
    assert rows == [
        TreeRow("P.1.", "Umum"), TreeRow("P.1.1", "Surat"), TreeRow("KECKLB.02.01.CFM.01", "Izin"),
        TreeRow("", "Lain"),
    ]  # fmt: skip


def test_a_sheet_goes_the_same_way() -> None:
    lines = [["No", "Nama Proses"], ["1", "Umum"], ["1.1", "=Surat"]]
    data = tables.lines_to_xlsx(lines, "Pohon", (8, 40))
    assert data == tables.lines_to_xlsx(lines, "Pohon", (8, 40))
    found = tree_rows.from_cells(tables.sheet_lines(data, "pohon.xlsx"))
    assert found == [TreeRow("1", "Umum"), TreeRow("1.1", "=Surat")]
    document = counting()
    trio(document, lambda tx: tree_rows.plant(tx, found))
    assert [r.code for r in tree_rows.rows(document)] == ["P1", "P1.1"]
