"""What damaged books in Word once stopped, or let grow without bound, each as the smallest case."""

from __future__ import annotations

import time

from word_foreign import CENTER, cell, cells, counted, level, numbering, p, package, part, r, table

from probis_editor.formats import base, native, word_book
from probis_editor.model import blocks
from probis_editor.model.document import Document
from probis_editor.model.office import Narrative, Process

HEAD = p("BAB I", bold=True) + p("PENDAHULUAN", bold=True)
LIMIT_S = 5


def read(body: str, **parts: tuple[str, bytes]) -> Document:
    """A book of that text."""
    held = {f"{name}.xml": one for name, one in parts.items()}
    return word_book.read(
        package(HEAD + body, "", numbering(level(0, "decimal", "%1.")), held), "a.docx"
    ).document


def words(document: Document) -> str:
    """All texts."""
    return "\n".join(block.text for text in document.of_type(Narrative) for block in text.blocks)


def test_a_table_with_rows_of_different_lengths_is_drawn_and_kept() -> None:
    document = read(
        table(cells("a", "b", "c"), cells("d"), cell("e", '<w:gridSpan w:val="90"/>') + cells("f"))
    )
    (text,) = [t for t in document.of_type(Narrative) if any(b.cells for b in t.blocks)]
    assert blocks.sound(text.blocks) == text.blocks
    again = base.read_bytes(native.write(document, []), "a.probis").document
    assert again.narrative(text.slot) == text


def test_signs_that_are_no_letters_are_left_out() -> None:
    signs = "".join(
        f'<w:sym w:char="{code}"/>' for code in ("D800", "DFFF", "00", "1F", "FFFE", "FFFF", "0041")
    )
    document = read(p(f"<w:r><w:t>Satu</w:t>{signs}</w:r>"))
    assert words(document) == "SatuA"
    assert base.read_bytes(native.write(document, []), "a.probis").document.records()


def test_a_code_with_a_nought_or_too_deep_is_a_text() -> None:
    deep = "P1" + ".1" * 12
    heads = ("P0 Awal", "P1.0 Tengah", "P00.1 Akhir", "ABC.00 Kantor", f"{deep} Dalam", "P10.20 Sungguh")
    document = read("".join(p(said, bold=True) + p(f"Isi {n} dari bagian.") for n, said in enumerate(heads)))
    assert [one.name for one in document.of_type(Process) if one.name] == ["Sungguh"]
    assert all(f"Isi {n} dari bagian." in words(document) for n in range(len(heads)))


def test_a_note_stands_at_one_place() -> None:
    note = part("footnotes", f'<w:footnote w:id="2">{p("catatan")}</w:footnote>')
    document = read(p(r("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>' * 5), notes=("footnotes", note))
    assert words(document).count("catatan") == 1


def test_fields_in_fields_without_bound_end_where_they_end() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    document = read(p(r("a ") + mark("begin") * 300 + r("tanya") + mark("end") * 300 + r("b")))
    assert words(document) == "a b"


def test_labels_do_not_grow_with_the_list() -> None:
    data = package(HEAD + counted("butir") * 50, "", numbering(level(0, "decimal", "x" * 100_000 + "%1.")))
    document = word_book.read(data, "a.docx").document
    assert len(words(document)) < 10_000


def test_long_lines_are_read_in_time() -> None:
    wide = " " * 100_000
    lines = (f"a{wide}b", "Gambar " * 20_000, f"Undang-Undang Nomor 1{wide}Tahun")
    cover = "".join(p(said, form=CENTER, bold=True) for said in ("A" * 100_000, "KECAMATAN " * 20_000))
    began = time.process_time()
    data = package(
        cover + HEAD + "".join(map(p, lines)) + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 5000)
    )
    assert word_book.read(data, "a.docx").document.of_type(Narrative)
    assert time.process_time() - began < LIMIT_S
