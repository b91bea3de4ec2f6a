"""The finished book of the sample, read back with tools that did not make it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pikepdf
import pytest
from book_tools import flat, fonts_not_embedded, outline, page_labels, page_texts, pictures, qpdf_problems
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.booklet.blocks import Figure, Grid, Heading, SignatureBlock, Table
from probis_editor.booklet.markup import without_tags
from probis_editor.formats.base import open_any
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Block, Narrative, Office, Person

_ENTRY = re.compile(r"(.*?)[ .]*\.{3}[ .]*([ivxl]+|\d+)\s*")


@pytest.fixture(scope="module")
def document() -> Document:
    return open_any(resources.sample("wonoasih.probis")).document


@pytest.fixture(scope="module")
def made(document: Document) -> tuple[book.BookReport, bytes]:
    return book.make_bytes(document)


def test_every_entry_names_the_page_it_stands_on(
    document: Document, made: tuple[book.BookReport, bytes], tr: Translator
) -> None:
    blocks, _ = book.assemble(document, tr)
    texts, labels = page_texts(made[1]), page_labels(made[1])
    pages = {label: flat(text) for label, text in zip(labels, texts, strict=True)}
    entries = [f"{b.number}{without_tags(b.text)}" for b in blocks if isinstance(b, Heading) and b.listed]
    entries += [f"{b.label}{b.title}" for b in blocks if isinstance(b, Figure) and b.label]
    entries += [f"{b.label}{b.title}" for b in blocks if isinstance(b, Table | Grid) and b.label]
    front = texts[1 : labels.index("1")]
    lines = [line for text in front for line in text.splitlines() if "...." in line]
    assert len(entries) > 90
    for entry, line in zip(entries, lines, strict=True):
        found = _ENTRY.fullmatch(line)
        assert found is not None, line
        # A long entry is set on two lines; the dots follow the last one.
        assert flat(entry).endswith(flat(found.group(1))), (entry, line)
        assert flat(entry) in pages[found.group(2)], (entry, line)


def test_page_labels_are_roman_then_arabic(made: tuple[book.BookReport, bytes]) -> None:
    labels = page_labels(made[1])
    first = labels.index("1")
    assert labels[:3] == ["Sampul", "i", "ii"]
    assert labels[first:] == [str(n) for n in range(1, len(labels) - first + 1)]
    assert made[0].pages == len(labels)


def test_fonts_vectors_and_structure(made: tuple[book.BookReport, bytes], tmp_path: Path) -> None:
    report, data = made
    assert fonts_not_embedded(data) == []
    assert pictures(data) == 0
    assert report.archival
    assert report.findings == ()
    path = tmp_path / "book.pdf"
    path.write_bytes(data)
    assert qpdf_problems(path) == ""
    with pikepdf.open(path) as pdf:
        assert pdf.Root.Lang == "id-ID"
        assert pdf.docinfo["/Title"] == "Peta Proses Bisnis Kecamatan Wonoasih"


def test_outline_holds_the_chapters_and_processes(made: tuple[book.BookReport, bytes]) -> None:
    marks = outline(made[1])
    assert (0, "BAB III PROSES BISNIS KECAMATAN WONOASIH") in marks
    assert any(title == "P1.1.1 Penatausahaan Surat Masuk" and level == 4 for level, title in marks)
    assert all(below <= above + 1 for (above, _), (below, _) in itertools.pairwise(marks))


def test_no_text_of_a_figure_is_printed_under_seven_points(made: tuple[book.BookReport, bytes]) -> None:
    assert made[0].smallest >= 6.95


def test_the_same_document_gives_the_same_bytes(
    document: Document, made: tuple[book.BookReport, bytes]
) -> None:
    assert book.make_bytes(document)[1] == made[1]


def test_texts_of_maps_can_be_found(made: tuple[book.BookReport, bytes]) -> None:
    whole = flat("".join(page_texts(made[1])))
    assert flat("Mengidentifikasi dan memverifikasi surat") in whole
    assert flat("Gambar 3.5") in whole


def test_cancelling_ends_the_work(document: Document) -> None:
    calls = []

    def cancelled() -> bool:
        calls.append(1)
        return len(calls) > 20

    with pytest.raises(book.BookCancelledError):
        book.make(document, ".pdf", cancelled=cancelled)
    assert len(calls) == 21


def test_progress_runs_to_the_end(document: Document) -> None:
    seen: list[int] = []
    report, _ = book.make(document, ".pdf", progress=lambda done, total: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert len(seen) > 20
    assert report.figures == 45


def one_map(name: str = "Peta & <uji>") -> Document:
    from probis_editor.geometry import Rect

    task = Node(map="m", id="t", kind="task", bounds=Rect(10, 10, 120, 60), name="Periksa → setujui")
    return Document([Map(id="m", name=name), task])


def test_a_bare_file_becomes_a_book() -> None:
    report, data = book.make_bytes(one_map())
    texts = page_texts(data)
    assert report.archival
    assert report.figures == 1
    assert "Peta & <uji>" in texts[0]
    assert "KATA PENGANTAR" not in "".join(texts)
    assert "Gambar 1.1" in texts[-1]
    assert fonts_not_embedded(data) == []


def test_an_empty_document_still_yields_a_book() -> None:
    report, data = book.make_bytes(Document())
    assert report.figures == 0
    assert len(page_texts(data)) == report.pages


def test_findings_name_what_is_missing() -> None:
    document = Document([Office(name="Kecamatan Uji"), Map(id="m", name="P1 Kosong")])
    report, _ = book.make_bytes(document)
    assert {f.label.key for f in report.findings} == {"booklet.finding.no_head", "booklet.finding.empty_map"}
    tr = Translator("id")
    assert all(f.label.key in tr for f in report.findings)


def test_own_words_replace_the_templates(tr: Translator) -> None:
    head = Person(title="Camat Uji", name="Nama", nip="1")
    texts = (Block(text="Kalimat sendiri."), Block(kind="item", number="a)", text="satu"))
    document = Document(
        [Office(name="Kecamatan Uji", head=head), Narrative(slot="chapter:closing", blocks=texts)]
    )
    blocks, _ = book.assemble(document, tr)
    assert any(getattr(b, "text", "") == "Kalimat sendiri." for b in blocks)
    signatures = [b for b in blocks if isinstance(b, SignatureBlock)]
    assert [s.title for s in signatures] == [("CAMAT UJI",), ("CAMAT UJI",)]
    acting = replace(document.office, head=replace(head, acting="Plt."))
    blocks, _ = book.assemble(Document([acting]), tr)
    assert next(b for b in blocks if isinstance(b, SignatureBlock)).title == ("Plt. CAMAT UJI",)


def test_the_book_in_english(document: Document) -> None:
    texts = page_texts(book.make_bytes(document, language="en")[1])
    assert any("PREFACE" in text for text in texts)
    assert any("Figure 3.1" in text for text in texts)


FEW = ("bpm/*Mapa_de_procesos.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/*.bpmn")


def few(shared: Path) -> list[Path]:
    root = shared / "corpus"
    return [sorted(root.glob(pattern))[0] for pattern in FEW if sorted(root.glob(pattern))]


def test_books_of_some_real_files(shared: Path) -> None:
    for path in few(shared):
        report, data = book.make_bytes(open_any(path).document)
        assert report.figures > 0, path.name
        assert fonts_not_embedded(data) == [], path.name


@pytest.mark.slow
@pytest.mark.corpus("bpm/*.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/*.bpmn")
def test_book_of_every_real_file(corpus_file: Path) -> None:
    report, data = book.make_bytes(open_any(corpus_file).document)
    assert report.pages == len(page_texts(data))
    assert fonts_not_embedded(data) == []
