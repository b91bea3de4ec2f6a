"""A book in Word becomes a document: chapters, processes by code, lists, tables, office, decree, and a report."""

from __future__ import annotations

import pytest
from word_books import BOOKS

from probis_editor.formats import word_book
from probis_editor.formats.base import FormatError, ReadResult
from probis_editor.i18n import LANGUAGES, Translator
from probis_editor.model import laws, numbering, tokens
from probis_editor.model.affairs import Law
from probis_editor.model.document import Document
from probis_editor.model.office import Block


def read(book: str) -> ReadResult:
    return word_book.read(BOOKS[book](), book + ".docx")


def processes(document: Document) -> list[str]:
    codes = numbering.codes(document)
    return [f"{codes[p.id]} {p.name}" for _, p in numbering.walk(document)]


def text(document: Document, code: str, part: str) -> tuple[Block, ...]:
    codes = numbering.codes(document)
    found = next(key for key, one in codes.items() if one == code)
    return document.narrative(f"process:{found}:{part}").blocks


def said(result: ReadResult, level: str) -> list[str]:
    tr = Translator("id")
    return [tr(n.key, **dict(n.args)) for n in result.notices if n.level == level]


def test_chapters_processes_and_texts() -> None:
    result = read("decimal")
    document = result.document
    assert processes(document) == [
        "P1 Umum dan Kepegawaian", "P1.1 Persuratan", "P1.1.1 Penatausahaan Surat Masuk", "P3 Pelayanan Publik",
    ]  # fmt: skip
    tops = numbering.children(document)
    assert (tops[0].group, tops[-1].group) == ("Manajerial", "Utama")
    assert [b.text for b in text(document, "P1.1.1", "intro")] == ["Proses ini menata surat."]
    steps = text(document, "P1.1.1", "steps")
    assert [(b.kind, b.number, b.level, b.text) for b in steps] == [
        ("item", "1.", 0, "Staf menerima surat."),
        ("item", "1.", 0, "Camat memberi disposisi."),
        ("item", "a)", 1, "disposisi dicatat."),
    ]
    assert [b.text for b in document.narrative("chapter:background").blocks] == ["Latar belakangnya begini."]
    purpose = [b for b in document.narrative("chapter:purpose").blocks if b.kind == "item"]
    assert [(b.text, b.level) for b in purpose] == [
        ("menjadi acuan", 0), ("menjadi pedoman", 0), ("pedoman kerja", 1),
    ]  # fmt: skip
    assert [(w.rank, w.number) for w in laws.ordered(document.of_type(Law))] == [("uu", "25"), ("uu", "23")]
    assert document.narrative("chapter:closing").blocks[0].text == "Demikian buku ini."


def test_office_and_signer_of_the_cover() -> None:
    document = read("decimal").document
    office = document.office
    assert (office.name, office.kind, office.region) == ("Kecamatan Sukamaju", "kecamatan", "Kota Contoh")
    assert (office.phone, office.email) == ("(0335) 421234", "sukamaju@contoh.go.id")
    assert office.address == "Jalan Melati No. 1"
    assert document.book.period == "2024 – 2026"
    head = office.head
    assert (head.title, head.name) == ("Camat Sukamaju", "SITI AMINAH, S.E.")
    assert (head.rank, head.nip) == ("Pembina Tingkat I", "19700305 199503 2 001")
    preface = [b.text for b in document.narrative("chapter:preface").blocks]
    assert preface[0].startswith("Puji syukur")
    assert not any("AMINAH" in line or "NIP" in line for line in preface)


def test_codes_with_full_stops_and_a_code_that_stands_twice() -> None:
    result = read("letters")
    assert processes(result.document) == ["P.1. Proses Umum dan Kepegawaian", "P.1.1. Proses Persuratan"]
    assert any("dipakai dua kali" in line for line in said(result, "guessed"))
    told = [b.text for b in text(result.document, "P.1.1.", "intro")]
    assert told == ["Surat dicatat.", "Arsip disimpan."]


def test_decree_and_groups_of_a_table() -> None:
    document = read("decree").document
    decree = document.book.decree
    assert decree is not None
    assert (decree.number, decree.place, decree.date) == ("188/12/2023", "Jati", "29 Desember 2023")
    assert decree.weigh == ("bahwa tata laksana perlu digambarkan;", "bahwa perlu keputusan;")
    assert decree.decides[0].startswith("Menetapkan peta &amp; lampirannya.\n")
    assert decree.decides[1] == "Keputusan ini mulai berlaku."
    assert decree.copies == ("Bupati",)
    assert document.settings.groups == ("Manajerial", "Umum", "Lainnya")
    assert [w.number for w in document.of_type(Law)] == ["23"]
    assert processes(document)[-1] == "P.1.2.1.2 Surat Keluar"
    assert [b.text for b in text(document, "P.1.2.1.2", "steps")] == ["Surat dikirim."]


def test_codes_of_the_office() -> None:
    result = read("codes")
    assert processes(result.document) == [
        "KECKLP.01 Pelayanan", "KECKLP.01.02 Surat Keterangan", "KECKLP.01.02.CFM.01 Surat Pindah",
    ]  # fmt: skip
    assert "method" in result.document.book.chapters


def test_table_with_merged_cells_and_what_only_looks_like_a_heading() -> None:
    result = read("agency")
    document = result.document
    assert document.office.name == "Dinas Komunikasi dan Statistik"
    table = next(b for b in document.narrative("chapter:aims").blocks if b.kind == "table")
    assert table.text == "Tujuan dan Sasaran"
    first = table.cells[0]
    assert [(c.text, c.across, c.down) for c in first] == [("Tujuan", 1, 2), ("Target", 2, 1)]
    assert processes(document) == [
        "P1 Umum Kepegawaian",
        "P1.1 Sarana dan Prasarana (BMD)",
        "P1.2 Persuratan",
    ]
    (step,) = text(document, "P1.1", "steps")
    assert tokens.resolved(document, step.text) == "Bidang mengusulkan barang, lihat P1.2 di bawah ini."
    assert [kind for kind, _ in tokens.tokens(step.text)] == ["code"]
    assert any("Persuratan" in line and "ditebalkan" in line for line in said(result, "guessed"))
    assert any("peta pindaian" in line for line in said(result, "read"))
    (scan,) = [
        n for m in document.maps() if m.kind == "cross_functional" for n in document.nodes(m.id) if n.image
    ]
    assert scan.kind == "image"


@pytest.mark.parametrize("book", sorted(BOOKS))
def test_every_book_makes_a_document_that_can_be_printed(book: str) -> None:
    from probis_editor.booklet.book import assemble

    result = read(book)
    assert result.notices
    for language in LANGUAGES:
        tr = Translator(language)
        assert all(tr(n.key, **dict(n.args)) != n.key for n in result.notices)
    blocks, _ = assemble(result.document, Translator("id"))
    assert blocks
    assert any(m.kind == "level0" for m in result.document.maps())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", BOOKS["letters"]()[:900]])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        word_book.read(data, "x.docx")


def test_zip_without_a_document_is_refused() -> None:
    from probis_editor.formats import zipsafe

    with pytest.raises(FormatError):
        word_book.read(zipsafe.write([("a.txt", b"x")]), "x.docx")
