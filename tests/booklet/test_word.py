"""The book for Word, read back with python-docx and by hand."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book
from probis_editor.booklet.blocks import Figure, Heading
from probis_editor.booklet.markup import without_tags
from probis_editor.cli import main
from probis_editor.formats.base import open_any
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.office import Book, Decree, Person


@pytest.fixture(scope="module")
def document() -> Document:
    found = open_any(resources.sample("wonoasih.probis")).document
    changed = replace(
        found.book, decree=Decree(copies=("Arsip",)), knowing=Person(title="Sekda", name="Nama")
    )
    return Document([changed if isinstance(r, Book) else r for r in found.records()])


@pytest.fixture(scope="module")
def made(document: Document) -> bytes:
    return book.word_bytes(document)[1]


def test_headings_and_captions_have_words_own_styles(document: Document, made: bytes, tr: Translator) -> None:
    opened = docx.Document(io.BytesIO(made))
    blocks, _ = book.assemble(document, tr)
    wanted = [without_tags(b.text) for b in blocks if isinstance(b, Heading) and b.shown]
    headings = [p.text for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert len(headings) == len(wanted)
    assert all(name in found.replace("\n", " ") for name, found in zip(wanted, headings, strict=True))
    captions = [p.text for p in opened.paragraphs if p.style.name == "Caption"]
    figures = [b for b in blocks if isinstance(b, Figure) and b.label]
    assert captions == [f"{f.label}\u2002{f.title}" for f in figures]
    assert opened.core_properties.title == "Peta Proses Bisnis Kecamatan Wonoasih"


def test_fields_pictures_and_links(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        text = archive.read("word/document.xml").decode()
        names = archive.namelist()
        kinds = archive.read("[Content_Types].xml").decode()
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert 'TOC \\o "1-5"' in text
    assert 'TOC \\h \\z \\t "Caption;1"' in text
    svgs = [name for name in names if name.endswith(".svg")]
    assert len(svgs) >= 41
    assert "image/svg+xml" in kinds
    assert text.count("svgBlip ") == len(svgs)
    assert text.count('fldCharType="begin"') == text.count('fldCharType="end"')
    marks = set(re.findall(r'bookmarkStart[^>]*w:name="([^"]+)"', text))
    links = set(re.findall(r'w:hyperlink w:anchor="([^"]+)"', text))
    assert links
    assert links <= marks


def test_wide_maps_stand_on_turned_pages(made: bytes) -> None:
    sections = docx.Document(io.BytesIO(made)).sections
    assert any(s.page_width > s.page_height for s in sections)
    assert sections[0].page_width < sections[0].page_height
    assert sections[-1].page_width < sections[-1].page_height


def test_the_same_document_gives_the_same_file(document: Document, made: bytes) -> None:
    assert book.word_bytes(document)[1] == made


def test_the_command_writes_it_by_its_name(tmp_path: Path) -> None:
    out = tmp_path / "buku.docx"
    assert main(["booklet", str(resources.sample("wonoasih.probis")), "-o", str(out)]) == 0
    assert out.read_bytes()[:2] == b"PK"
    assert main(["booklet", str(resources.sample("wonoasih.probis")), "-o", str(tmp_path / "x.odt")]) == 2
