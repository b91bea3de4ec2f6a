"""The book for Word, read back with python-docx and by hand."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from book_tools import flat, page_texts
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


def test_every_chapter_has_its_running_head_from_its_second_page(made: bytes) -> None:
    sections = docx.Document(io.BytesIO(made)).sections
    heads = [s.header.paragraphs[0].text for s in sections]
    assert heads[0] == ""
    assert any(head.endswith("\tBAB III  Proses Bisnis Kecamatan Wonoasih") for head in heads)
    for section, head in zip(sections, heads, strict=True):
        if head:
            stops = [stop.position.pt for stop in section.header.paragraphs[0].paragraph_format.tab_stops]
            measure = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
            assert stops == [pytest.approx(measure, abs=0.5)]
    opening = [s for s in sections if s.different_first_page_header_footer]
    assert len(opening) > 10
    assert all(not s.first_page_header.paragraphs[0].text for s in opening)


def test_entries_lead_to_their_places(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read("word/document.xml").decode()
    marks = set(re.findall(r'bookmarkStart[^>]*w:name="([^"]+)"', text))
    pages = re.findall(r"PAGEREF (\S+) ", text)
    assert len(pages) > 90
    assert set(pages) <= marks


def test_properties_of_tables_stand_in_the_order_of_the_schema(made: bytes) -> None:
    order = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
    for table in docx.Document(io.BytesIO(made)).tables:
        names = [one.tag.rpartition("}")[2] for one in table._tbl.tblPr]
        assert names == sorted(names, key=order.index)


def test_no_section_is_empty(made: bytes) -> None:
    """A section without anything in it would be an empty page."""
    body = docx.Document(io.BytesIO(made)).element.body
    filled = False
    for one in body:
        filled = filled or one.tag.endswith("}tbl") or any(r.tag.endswith("}r") for r in one.iter())
        if one.find(".//{*}sectPr") is not None:
            assert filled
            filled = False


def test_maps_at_the_end_turn_no_text(document: Document) -> None:
    changed = replace(document.book, profile="peta-di-belakang", own_profile="", chapters=())
    document = Document([changed if isinstance(r, Book) else r for r in document.records()])
    opened = docx.Document(io.BytesIO(book.word_bytes(document)[1]))
    turned = [s for s in opened.sections if s.page_width > s.page_height]
    assert len(turned) > 20
    for section in turned:
        assert sum(len(p.text) for p in section.iter_inner_content() if hasattr(p, "runs")) < 200


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wonoasih", "jatiluhur"])
def test_the_office_suite_opens_it_and_every_figure_stands_with_its_caption(
    name: str, tmp_path: Path
) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    document = open_any(resources.sample(name + ".probis")).document
    (tmp_path / "book.docx").write_bytes(book.word_bytes(document)[1])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/own", "--headless", "--convert-to", "pdf",
         "book.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    data = (tmp_path / "book.pdf").read_bytes()
    texts = page_texts(data)
    blocks, _ = book.assemble(document, Translator("id"))
    bare = [at for at, text in enumerate(texts) if len(flat(text)) < 12]
    assert bare == []
    for block in blocks:
        if isinstance(block, Figure) and block.label:
            assert sum(flat(f"{block.label}{block.title}") in flat(text) for text in texts) >= 2
    assert 0.85 * book.make_bytes(document)[0].pages < len(texts) < 1.2 * book.make_bytes(document)[0].pages
