"""Books in Word made elsewhere: whatever they hold is in the document or named in the report, and nothing crashes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import word_foreign as made
from hypothesis import given, settings
from hypothesis import strategies as st
from word_foreign import FOREIGN, W, package

from probis_editor.formats import word_book, word_lines
from probis_editor.formats.base import FormatError, ReadResult
from probis_editor.formats.word_numbers import said as number_said
from probis_editor.i18n import Translator
from probis_editor.model import numbering, tokens
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Narrative


def read(book: str) -> ReadResult:
    return word_book.read(FOREIGN[book](), book + ".docx")


def report(result: ReadResult, level: str = "") -> list[str]:
    tr = Translator("id")
    return [tr(n.key, **dict(n.args)) for n in result.notices if level in ("", n.level)]


def blocks(document: Document, slot: str) -> tuple[Block, ...]:
    codes = {code: key for key, code in numbering.codes(document).items()}
    return document.narrative(re.sub(r"P[\d.]+", lambda m: codes[m.group()], slot)).blocks


def texts(document: Document, slot: str) -> list[str]:
    return [tokens.resolved(document, b.text, figure=lambda _: "GAMBAR") for b in blocks(document, slot)]


def lone(body: str, **more: str) -> list[word_lines.Line]:
    return [
        line for line in word_lines.text(package(body, **more), "x.docx").lines if line.plain or line.cells
    ]


def everything(result: ReadResult) -> str:
    document = result.document
    found = [document.office.name, document.office.region, *numbering.codes(document).values()]
    found += [p.name for _, p in numbering.walk(document)]
    for text in document.of_type(Narrative):
        for b in text.blocks:
            found += [tokens.resolved(document, b.text), *(c.text for row in b.cells for c in row)]
    return " ".join([*found, *report(result)]).casefold()


def written(data: bytes) -> set[str]:
    """The words of a file by another way than the reader's: all that stands between tags and is not deleted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(n).decode()
            for n in archive.namelist()
            if re.search(r"(document|header1|footnotes)\.xml$", n)
        ]
    text = " ".join(re.sub(r"<w:(delText|instrText)>.*?</w:\1>", "", part) for part in parts)
    runs = re.sub(r"</w:p>|</w:tc>|<w:(?:br|tab|noBreakHyphen)/>|<w:sym[^>]*>", " ", text)
    return set(re.findall(r"[^\W\d_]{4,}", re.sub(r"<[^>]*>", "", runs).casefold()))


@pytest.mark.parametrize("book", sorted(FOREIGN))
def test_every_word_is_in_the_document_or_in_the_report(book: str) -> None:
    result = read(book)
    said = re.sub(r"[^\w]", " ", everything(result))
    counted = {"daftar", "isi", "peta", "proses", "bisnis", "buku", "gambar", "tabel", "sisipan"}
    assert {word for word in written(FOREIGN[book]()) - counted if word not in said} == set()


@pytest.mark.parametrize("book", sorted(FOREIGN))
def test_every_book_can_be_printed(book: str) -> None:
    from probis_editor.booklet.book import assemble

    assert assemble(read(book).document, Translator("id"))[0]


def test_insertions_controls_fields_boxes_and_notes_are_text() -> None:
    result = read("tracked")
    document = result.document
    assert document.office.region == "Kabupaten Contoh"
    said = texts(document, "chapter:background")
    assert said[:2] == [
        "Naskah ini memuat sisipan baru dan isi kendali di Kota Cerdas (catatan dari kaki halaman).",
        "Paragraf dalam kendali.",
    ]
    assert "laman kantor memuat jadwal→loket" in said
    assert "Baris satu<br/>baris dua-tiga" in said
    assert "Tertanggal 1 Mei 2024 di Randu" in said
    assert said.count("Isi kotak teks di tengah halaman.") == 1
    assert not any("Mulai" in one for one in said)
    told = report(result)
    assert any("Mulai · Periksa berkas" in one for one in told)
    assert any("1 komentar" in one for one in told)
    assert any("1 penghapusan terlacak" in one for one in told)
    assert any("Naskah untuk kalangan sendiri" in one for one in told)
    assert any("rusak" in one for one in told)


def test_tables_in_tables_merged_cells_and_rows_in_controls() -> None:
    found = [b for b in blocks(read("tracked").document, "chapter:background") if b.kind == "table"]
    first = found[0]
    assert (first.text, first.numbered) == ("Daftar loket", True)
    assert [(c.text, c.across) for c in first.cells[1]] == [
        ("melintang", 2), ("rangkap<par/>dalam kiri | dalam kanan", 1),
    ]  # fmt: skip
    assert [c.text for c in found[1].cells[0]] == ["baris", "dalam", "kendali"]


def test_the_strict_form_and_macros_and_another_main_part_read_the_same() -> None:
    usual, strict = read("tracked"), read("strict")
    assert texts(usual.document, "chapter:background") == texts(strict.document, "chapter:background")
    assert report(usual) == report(strict)
    other = package(made.p("BAB I PENDAHULUAN") + made.p("Isi."), main="word/document2.xml", kind=made.MACROS)
    assert texts(word_book.read(other, "x.docm").document, "chapter:background") == ["Isi."]


def test_pictures_become_scanned_maps_or_figures_and_typed_numbers_references() -> None:
    result = read("typed")
    document = result.document
    first, figure, sentence = blocks(document, "chapter:background")
    assert (figure.kind, figure.text, figure.numbered) == ("figure", "Susunan Meja Layanan", True)
    assert document.get(("", "picture:" + figure.picture)) is not None
    scans = {m.process: m.id for m in document.maps() if m.kind == "cross_functional"}
    assert [numbering.code(document, p) for p in scans] == ["P1.1", "P1.2"]
    assert all(any(n.image for n in document.nodes(m)) for m in scans.values())
    assert [target for _, target in tokens.tokens(first.text)] == [figure.id, *scans]
    assert sentence.text == f'<ref figure="{figure.id}"/> menunjukkan meja yang dipakai setiap hari.'
    told, table = blocks(document, "process:P1.2:steps")
    assert table.text == "Lama langkah"
    assert [kind for kind, _ in tokens.tokens(told.text)] == ["table"]
    assert "Gambar 9.9" in told.text
    assert any(one.endswith(": Gambar 9.9") for one in report(result, "guessed"))
    assert not any(tokens.lost(document, b.text) for t in document.of_type(Narrative) for b in t.blocks)


def test_bold_heads_counted_by_word_are_heads() -> None:
    purpose = blocks(read("typed").document, "chapter:purpose")
    assert [(b.kind, b.number, b.level, b.text) for b in purpose] == [
        ("item", "1.", 0, "menjadi acuan kerja;"),
        ("item", "a.", 1, "acuan pertama;"),
        ("item", "1.", 0, "menjadi pedoman."),
    ]


def test_outline_levels_without_styles_and_linked_contents() -> None:
    result = read("outlined")
    document = result.document
    assert document.office.name == "Dinas Pertanian"
    assert [(b.kind, b.text) for b in blocks(document, "chapter:background")] == [
        ("p", "Dinas menata kerjanya."), ("h1", "Tata Kelola Benih"), ("p", "Benih disimpan di gudang."),
    ]  # fmt: skip
    assert [b.text for b in blocks(document, "process:P1.1:intro")] == [
        "Petani mengajukan permohonan.", "Tujuan", "Benih tiba tepat waktu.",
    ]  # fmt: skip
    assert [b.text for b in blocks(document, "chapter:closing")] == ["Hal Lain", "Tambahan dari lapangan."]
    assert any("3 baris daftar isi" in one for one in report(result, "left_out"))


def test_a_text_without_any_heading_is_kept() -> None:
    result = read("loose")
    assert [b.kind for b in blocks(result.document, "chapter:background")] == ["p", "item", "table", "p"]
    assert any("sebelum bab pertama" in one for one in report(result, "guessed"))


def test_labels_as_word_shows_them() -> None:
    shapes = made.numbering(
        made.level(0, "upperRoman", "BAB %1") + made.level(1, "decimal", "%1.%2", "<w:isLgl/>"), made.BULLETS
    )
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    restart = f'<w:num w:numId="9"><w:abstractNumId w:val="1"/>{start}</w:num>'
    body = "".join(
        made.counted("x", num, at) for num, at in ((1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (9, 0))
    )
    found = lone(body, lists=shapes + restart)
    assert [line.label for line in found] == ["BAB I", "1.1", "1.2", "BAB II", "2.1", "-", "BAB VII"]


def test_numbers_of_linked_and_missing_lists() -> None:
    styles = (
        made.style("Normal", "Normal", default=True)
        + made.style("H2", "Judul 2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>'
        + '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    shapes = made.numbering(
        made.level(0, "decimal", "%1.") + made.level(1, "upperLetter", "%2.", '<w:pStyle w:val="H2"/>')
    )
    shapes = linked + shapes + '<w:num w:numId="6"><w:abstractNumId w:val="5"/></w:num>'
    found = lone(
        made.counted("satu", 6) + made.p("Judul", "H2") + made.counted("lepas", 77, 1) + made.counted("tanpa", 0),
        styles=styles, lists=shapes,
    )  # fmt: skip
    assert [(line.label, line.head) for line in found] == [("1.", 0), ("A.", 2), ("", 0), ("", 0)]
    assert [line.number for line in found] == ["1.", "", "a.", ""]


@pytest.mark.parametrize(
    ("form", "value", "shown"),
    [
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 44, "XLIV"),
        ("decimalZero", 3, "03"),
        ("none", 3, ""),
        ("ordinal", 3, "3"),
    ],
)
def test_forms_of_numbers(form: str, value: int, shown: str) -> None:
    assert number_said(form, value) == shown


def test_a_chunk_of_html_is_read() -> None:
    body = '<w:altChunk r:id="rLain"/>'
    page = b"<html><body><h1>Pendahuluan</h1><p>Dari <b>laman</b>.</p></body></html>"
    data = package(body, parts={"lain.html": ("aFChunk", page)})
    assert [(line.head, line.markup) for line in word_lines.text(data, "x").lines] == [
        (1, "Pendahuluan"), (0, "Dari <b>laman</b>."),
    ]  # fmt: skip


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLD + "EncryptedPackage".encode("utf-16-le"), "dikunci dengan kata sandi"),
        (OLD + "WordDocument".encode("utf-16-le"), "Word lama (.doc)"),
        (OLD, "bukan dokumen Word"),
        (b"{\\rtf1 halo}", "melainkan RTF"),
        (b"%PDF-1.7", "melainkan PDF"),
        (b"\xef\xbb\xbf <HTML><p>x", "melainkan HTML"),
    ],
)
def test_what_people_take_for_docx_is_refused_in_one_plain_line(data: bytes, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        word_book.read(data, "buku.docx")
    line = Translator("id")(caught.value.label.key, **dict(caught.value.label.args))
    assert words in line
    assert "buku.docx" in line
    assert "\n" not in line


def test_an_odt_is_refused_by_its_name() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(FormatError, match="other"):
        word_book.read(held.getvalue(), "x.docx")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_main_part_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever is cut out of the text's XML, or doubled in it: a document or a refusal, nothing else."""
    body = FOREIGN["tracked"]()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        text = archive.read("word/document.xml").decode()
    tags = [
        m.span()
        for m in re.finditer(r"<w:(?:p|r|tc|tr|sdtContent|pPr|fldChar)\b[^>]*/?>|<w:(\w+)>[^<]*</w:\1>", text)
    ]
    start, end = data.draw(st.sampled_from(tags))
    changed = (
        text[:start]
        + data.draw(st.sampled_from(["", "<w:p/>", "<w:tbl/>", "<w:tr/>", "<w:r/>"]))
        + text[end:]
    )
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as archive, zipfile.ZipFile(found, "w") as target:
        for name in archive.namelist():
            target.writestr(name, changed if name == "word/document.xml" else archive.read(name))
    try:
        assert word_book.read(found.getvalue(), "x.docx").notices
    except FormatError:
        return


def test_the_namespace_of_the_text_is_words() -> None:
    with pytest.raises(FormatError):
        word_book.read(package("").replace(W.encode(), W.replace("2006", "2007").encode()), "x.docx")


def _head(*rows: tuple[str, ...]) -> bytes:
    cells = ["".join(made.cell(said) for said in row) for row in rows]
    return package(
        made.p("BAB I PROSES BISNIS", bold=True, form=made.CENTER)
        + made.p("P1 Pelayanan", bold=True)
        + made.p("Warga dilayani dengan baik setiap hari kerja.")
        + made.table(*cells)
    )


@pytest.mark.parametrize(
    "rows",
    [
        (("KECAMATAN CONTOH", "Kode", "P1", "Revisi", "0"), ("", "Nama", "Pelayanan", "Tanggal", "Mei 2025")),
        (("KECAMATAN CONTOH", "Jenis peta", "Peta relasi", "Nama", "Peta Contoh"),),
        (("KECAMATAN CONTOH", "Nomor : P1"), ("Judul Peta : Pelayanan", "Halaman : 1/2")),
        (("Kode Proses", ":", "P1"), ("Nama Proses", ":", "Pelayanan"), ("Level", ":", "1")),
    ],
)
def test_the_head_of_a_map_is_no_table_of_the_text(rows: tuple[tuple[str, ...], ...]) -> None:
    found = word_book.read(_head(*rows), "x.docx")
    assert texts(found.document, "process:P1:intro") == ["Warga dilayani dengan baik setiap hari kerja."]
    said = everything(found)
    assert all(word in said for word in ("p1", "pelayanan"))
    if "Halaman : 1/2" in rows[-1]:
        assert "1/2" in said


@pytest.mark.parametrize(
    "rows",
    [
        (("No", "Nama", "Tanggal"), ("1", "Budi", "Mei 2025")),
        (("Nama", "Halaman", "Level"), ("Pelayanan", "1/2", "tinggi")),
    ],
)
def test_tables_with_such_words_stay_tables(rows: tuple[tuple[str, ...], ...]) -> None:
    document = word_book.read(_head(*rows), "x.docx").document
    tables = [b for n in document.of_type(Narrative) for b in n.blocks if b.kind == "table"]
    assert [tuple(c.text for c in row) for table in tables for row in table.cells] == list(rows)
