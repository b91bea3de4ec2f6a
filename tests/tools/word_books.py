"""Books in Word in the five structures that offices use, made for the tests with invented offices and texts."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f"
    "0005fe02fea735814f0000000049454e44ae426082"
)


class Maker:
    """Writes what a clerk would type."""

    def __init__(self) -> None:
        self.docx = docx.Document()

    def p(self, text: str = "", bold: bool = False, center: bool = False, style: str = "Normal") -> Any:
        paragraph = self.docx.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold or None
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def head(self, text: str, level: int = 1) -> None:
        self.docx.add_heading(text, level)

    def item(self, text: str, level: int = 0, style: str = "List Number") -> None:
        paragraph = self.docx.add_paragraph(text, style=style)
        if level:
            number = OxmlElement("w:numPr")
            for tag, value in (("w:ilvl", str(level)), ("w:numId", "1")):
                child = OxmlElement(tag)
                child.set(qn("w:val"), value)
                number.append(child)
            paragraph._p.get_or_add_pPr().append(number)

    def picture(self) -> None:
        self.docx.add_picture(io.BytesIO(_PIXEL))

    def table(self, *rows: tuple[str, ...]) -> Any:
        table = self.docx.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(table.rows, rows, strict=True):
            for cell, said in zip(line.cells, row, strict=True):
                cell.text = said
        return table

    def done(self) -> bytes:
        held = io.BytesIO()
        self.docx.save(held)
        return held.getvalue()


def decimal() -> bytes:
    """Chapters BAB I and 1.1, codes P1.1.1 after an ordinal, captions of two lines above; headings by style."""
    m = Maker()
    for line in ("PETA PROSES BISNIS", "KECAMATAN SUKAMAJU KOTA CONTOH", "TAHUN 2024 - 2026"):
        m.p(line, bold=True, center=True)
    m.p("Jalan Melati No. 1 Telp. (0335) 421234 surel sukamaju@contoh.go.id", center=True)
    m.p("KATA PENGANTAR", bold=True, center=True)
    m.p("Puji syukur atas tersusunnya buku ini.")
    m.p("Contoh, Maret 2024")
    m.p("CAMAT SUKAMAJU")
    m.p()
    m.p("SITI AMINAH, S.E.", bold=True)
    m.p("Pembina Tingkat I")
    m.p("NIP. 19700305 199503 2 001")
    m.p("DAFTAR ISI", bold=True, center=True)
    for line in ("KATA PENGANTAR ......... i", "BAB I PENDAHULUAN\t1", "P1 UMUM DAN KEPEGAWAIAN ....... 3"):
        m.p(line)
    m.head("BAB I PENDAHULUAN")
    m.head("1.1 LATAR BELAKANG", 2)
    m.p("Latar belakangnya begini.")
    m.head("1.2 MAKSUD DAN TUJUAN", 2)
    for said in ("menjadi acuan", "menjadi pedoman"):
        m.item(said)
    m.item("pedoman kerja", 1)
    m.head("1.3 DASAR HUKUM", 2)
    m.p("1. Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik;")
    m.p("2. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;")
    m.head("BAB II PROSES BISNIS KECAMATAN SUKAMAJU")
    m.head("2.1 PETA PROSES BISNIS MANAJERIAL", 2)
    m.head("1. P1 UMUM DAN KEPEGAWAIAN", 3)
    m.p("Meliputi dua subproses.")
    m.head("P1.1 PERSURATAN", 4)
    m.p("Gambar 2.1", bold=True, center=True)
    m.p("P1.1 Persuratan", bold=True, center=True)
    m.picture()
    m.head("P1.1.1 PENATAUSAHAAN SURAT MASUK", 5)
    m.p("Proses ini menata surat.")
    m.p("Gambar 2.2", bold=True, center=True)
    m.p("P1.1.1 Penatausahaan Surat Masuk", bold=True, center=True)
    m.picture()
    m.p("1. Staf menerima surat.")
    m.p("2. Camat memberi disposisi.")
    m.p("a) disposisi dicatat.")
    m.head("2.2 PETA PROSES BISNIS UTAMA", 2)
    m.head("P3 PELAYANAN PUBLIK", 3)
    m.head("BAB III PENUTUP")
    m.p("Demikian buku ini.")
    return m.done()


def letters() -> bytes:
    """No chapters' words: A., B. in bold, codes P.1. with a full stop; a part of a book."""
    m = Maker()
    m.p("PETA PROSES BISNIS KECAMATAN MEKAR KABUPATEN CONTOH", bold=True, center=True)
    m.p("BAB III", bold=True)
    m.p("PROSES BISNIS", bold=True)
    m.p("A. PETA PROSES BISNIS KECAMATAN MEKAR", bold=True)
    m.p("Seluruh proses tampak pada gambar.")
    m.p("C. PETA PROSES MANAJERIAL", bold=True)
    m.p("P.1. PROSES UMUM DAN KEPEGAWAIAN", bold=True)
    m.p("1.1. P.1.1. Proses Persuratan", bold=True)
    m.p("Surat dicatat.")
    m.p("P.1.1. Proses Kearsipan", bold=True)
    m.p("Arsip disimpan.")
    return m.done()


def with_decree() -> bytes:
    """Level 0 as a table of groups, codes of four numbers, the decree with its annex in front."""
    m = Maker()
    m.p("KEPUTUSAN CAMAT JATI", bold=True, center=True)
    m.p("NOMOR : 188/12/2023", center=True)
    m.p("TENTANG", center=True)
    m.p("PETA PROSES BISNIS KECAMATAN JATI", center=True)
    m.table(
        ("Menimbang", ":", "a. bahwa tata laksana perlu digambarkan;\nb. bahwa perlu keputusan;"),
        ("Mengingat", ":", "1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;"),
    )
    m.p("MEMUTUSKAN :", center=True)
    m.p("KESATU : Menetapkan peta & lampirannya.")
    m.p("1. unit memakai peta;")
    m.p("KEDUA : Keputusan ini mulai berlaku.")
    m.p("Ditetapkan di : Jati")
    m.p("Pada Tanggal : 29 Desember 2023")
    m.p("Tembusan :")
    m.p("1. Bupati")
    m.p("BAB III PROSES BISNIS", bold=True)
    m.table(("MANAJERIAL", "UMUM", "LAINNYA"), ("P.1", "P.4", "P.7"))
    m.p("P.1 ADMINISTRASI UMUM", bold=True)
    m.p("P.1.2.1.2 Surat Keluar", bold=True)
    m.p("Gambar 1", bold=True)
    m.p("Surat Keluar", bold=True)
    m.p("Surat dikirim.")
    return m.done()


def office_codes() -> bytes:
    """The office's own codes on titles of figures behind the text, no numbers of figures."""
    m = Maker()
    m.p("KECAMATAN KLAMPIS KABUPATEN CONTOH", bold=True, center=True)
    m.head("BAB III PRINSIP DAN TAHAPAN PENYUSUNAN")
    m.p("Delapan prinsip.")
    m.head("BAB V PENUTUP")
    m.p("Selesai.")
    m.head("BAB IV HASIL PENYUSUNAN PETA PROSES BISNIS")
    for line in ("KECKLP.01 Pelayanan", "KECKLP.01.02 Surat Keterangan"):
        m.p("PETA SUB PROSES " + line, bold=True, center=True)
    m.p("KECKLP.01.02.CFM.01. Surat Pindah", bold=True, center=True)
    m.picture()
    return m.done()


def agency() -> bytes:
    """An agency's book: chapters by their number in Word's own lists, a table with a caption, captions below."""
    m = Maker()
    m.p("DINAS KOMUNIKASI DAN STATISTIK KOTA CONTOH", bold=True, center=True)
    m.head("BAB II TINJAUAN PUSTAKA")
    m.p("Prinsipnya delapan.")
    m.head("BAB V RENCANA STRATEGIS")
    m.p("Tabel 5.1 Tujuan dan Sasaran")
    table = m.table(("Tujuan", "Target", ""), ("", "2025", "2026"), ("Layanan baik", "80", "90"))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    m.head("BAB VI PROSES BISNIS")
    m.p("P1. UMUM KEPEGAWAIAN", bold=True)
    m.p("P1.1 SARANA DAN PRASARANA (BMD)", bold=True)
    m.picture()
    m.p("Gambar 6. 1 Sarana dan Prasarana")
    m.p("Bidang mengusulkan barang, lihat P1.2 di bawah ini.")
    m.p("P1.2 Persuratan")
    return m.done()


BOOKS: dict[str, Callable[[], bytes]] = {
    "decimal": decimal, "letters": letters, "decree": with_decree, "codes": office_codes, "agency": agency,
}  # fmt: skip
