"""The book for Word, read back with python-docx and by hand."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import word_foreign
from book_tools import flat, long_map, page_texts
from docx.oxml.ns import qn
from lxml import etree
from msgspec.structs import replace

from probis_editor import resources
from probis_editor.booklet import book, word_pictures
from probis_editor.booklet.blocks import Figure, Heading
from probis_editor.booklet.markup import without_tags
from probis_editor.booklet.paint import About
from probis_editor.booklet.typeset import Setting
from probis_editor.booklet.word_fields import Counter
from probis_editor.cli import main
from probis_editor.formats.base import open_any
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.office import Book, Decree, Office, Person


@pytest.fixture(scope="module", autouse=True)
def coarse() -> Iterator[None]:
    """Most of the time goes into pixels that no test looks at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_pictures, "DPI", 30.0)
        yield


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
    assert 'TOC \\h \\z \\c "Gambar"' in text
    assert 'TOC \\h \\z \\c "Tabel"' in text
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


def test_references_are_fields_that_show_the_label_they_lead_to(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    labels: dict[str, str] = {}
    for start in root.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")).startswith("_Ref"):
            said = ""
            for one in start.itersiblings():
                if one.get(qn("w:id")) == start.get(qn("w:id")):
                    break
                said += "".join(t.text for t in one.iter(qn("w:t")))
            labels[start.get(qn("w:name"))] = said
    assert len(labels) > 40
    assert all(re.fullmatch(r"(Gambar|Tabel) \d\.\d+", label) for label in labels.values())
    ids = [e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    shown = 0
    for code in root.iter(qn("w:instrText")):
        if code.text.split()[0] != "REF":
            continue
        behind = list(code.getparent().itersiblings())[:3]
        assert [one.find(qn("w:fldChar")) is not None for one in behind] == [True, False, True]
        assert behind[1].find(qn("w:t")).text == labels[code.text.split()[1]]
        shown += 1
    assert shown > 30


def test_contents_and_lists_are_filled_and_word_is_not_asked_to_fill_them(
    document: Document, made: bytes, tr: Translator
) -> None:
    """Word would ask the reader whether other files may be read, were any field marked to be filled anew."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert "updateFields" not in archive.read("word/settings.xml").decode()
        assert "w:dirty" not in archive.read("word/document.xml").decode()
    opened = docx.Document(io.BytesIO(made))
    entries = [p for p in opened.paragraphs if p.style.name.startswith(("toc ", "table of figures"))]
    said = ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in entries]
    assert len(said) > 90
    assert all(re.search(r"(?:[1-9]\d*|[ivx]+)$", one) for one in said)
    pages = [int(found[0]) for one in said if (found := re.findall(r"(?<=\D)\d+$", one))]
    assert max(pages) > 50


def test_every_caption_counts_by_itself_as_it_is_numbered(
    document: Document, made: bytes, tr: Translator
) -> None:
    opened = docx.Document(io.BytesIO(made))
    last: dict[str, int] = {}
    for paragraph in opened.paragraphs:
        if paragraph.style.name not in ("Caption", "Table Caption"):
            continue
        code = "".join(t.text or "" for t in paragraph._p.iter(qn("w:instrText"))).split()
        assert code[0] == "SEQ"
        told = int(code[code.index("\\r") + 1]) if "\\r" in code else last.get(code[1], 0) + 1
        last[code[1]] = told
        assert re.match(rf"{code[1]} \d+\.{told}\u2002", paragraph.text)
    assert set(last) == {"Gambar", "Tabel"}


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["Gambar 1", "Gambar 2"], ["SEQ Gambar \\* ARABIC"] * 2),
        (["Gambar 2.1", "Gambar 3.1"], ["SEQ Gambar \\* ARABIC", "SEQ Gambar \\* ARABIC \\r 1"]),
        (["Gambar 6. 10"], ["SEQ Gambar \\* ARABIC \\r 10"]),
        (["Peta"], []),
    ],
)
def test_numbers_of_captions(labels: list[str], codes: list[str]) -> None:
    document = docx.Document()
    counter = Counter()
    for label in labels:
        paragraph = document.add_paragraph()
        counter.write(paragraph, label)
        assert paragraph.text == label
    assert [t.text.strip() for t in document.element.iter(qn("w:instrText"))] == codes


def test_the_plan_names_every_figure_once_and_keeps_their_order(document: Document, tr: Translator) -> None:
    from probis_editor.booklet.word_plan import Plan

    blocks, _ = book.assemble(document, tr)
    plan = Plan(blocks, Setting(About("Buku")))
    named = [item.figure.anchor for at in sorted(plan.figures) for item in plan.figures[at]]
    assert named == [b.anchor for b in blocks if isinstance(b, Figure)]
    places = {b.anchor: at for at, b in enumerate(blocks) if isinstance(b, Figure)}
    assert all(places[item.figure.anchor] <= at for at, items in plan.figures.items() for item in items)
    assert plan.label("nowhere") == ""


def test_a_long_map_stands_over_pages_with_an_overview_on_each() -> None:
    opened = docx.Document(io.BytesIO(book.word_bytes(long_map(30))[1]))
    captions = [p for p in opened.paragraphs if "P1 Panjang (" in p.text]
    assert [p.text.strip("\t") for p in captions] == [
        f"Gambar 1.1\u2002P1 Panjang ({n}/3)" for n in (1, 2, 3)
    ]
    assert all(len(list(p._p.iter(qn("w:drawing")))) == 1 for p in captions)
    assert [p.style.name for p in captions] == ["Caption", "Body Small", "Body Small"]
    entries = [p for p in opened.paragraphs if p.style.name == "table of figures"]
    assert len(entries) == 1


def test_parts_of_a_long_map_and_their_overviews_are_vectors_too() -> None:
    document = long_map(30)
    data = book.word_bytes(document)[1]
    assert book.word_bytes(document)[1] == data
    opened = docx.Document(io.BytesIO(data))
    seen: list[list[str]] = []
    for shape in opened.element.body.iter("{*}inline"):
        told = shape.find(".//{*}svgBlip")
        root = etree.fromstring(opened.part.related_parts[told.get(qn("r:embed"))].blob)
        wide, _ = map(float, root.get("viewBox").split()[2:])
        assert wide == pytest.approx(
            int(shape.find("{*}extent").get("cx")) / 12700, abs=0.01
        ) or not root.findall("{*}clipPath")
        cut = {e.get("id") for e in root.iter("{*}clipPath")}
        assert {e.get("clip-path") for e in root.iter("{*}g") if e.get("clip-path")} == {
            f"url(#{name})" for name in cut
        }
        if cut:
            seen.append([e.text for e in root.iter("{*}text")])
    assert len(seen) == 3
    assert sorted({said for part in seen for said in part if said.startswith("Kegiatan")}) == [
        f"Kegiatan{n:02}" for n in range(30)
    ]
    assert [[said for said in part if len(said) == 1] for part in seen] == [["A"], ["A", "B"], ["B"]]
    assert all("Camat" in part for part in seen)
    assert "Kegiatan29" not in seen[0]


def test_head_of_maps_logo_and_words_for_those_who_cannot_see(document: Document) -> None:
    changed = [
        replace(r, own_profile="head = true\n") if isinstance(r, Book)
        else replace(r, logo=word_foreign.png(60, 80)) if isinstance(r, Office) else r
        for r in document.records()
    ]  # fmt: skip
    opened = docx.Document(io.BytesIO(book.word_bytes(Document(changed))[1]))
    heads = [t for t in opened.tables if t.cell(0, 0).text == "KECAMATAN WONOASIH"]
    assert len(heads) > 30
    assert any("P1.1.1" in cell.text for t in heads for row in t.rows for cell in row.cells)
    shapes = [e for e in opened.element.body.iter() if e.tag.endswith("}docPr")]
    assert all(e.get("descr") for e in shapes)
    assert shapes[0].getparent().tag.endswith("}inline")
    assert opened.paragraphs[0]._p.find(".//{*}drawing") is not None


ORDERS = {
    "tblPr": ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "vAlign"),
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr",
            "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind",
            "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "color", "spacing", "kern", "sz", "szCs", "u", "lang"),
    "sectPr": ("type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"),
    "settings": ("zoom", "mirrorMargins", "defaultTabStop", "characterSpacingControl", "compat", "rsids", "mathPr",
                 "themeFontLang"),
}  # fmt: skip
"""In which order the schema of the standard wants the children that the book writes."""


def test_properties_stand_in_the_order_of_the_schema(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        roots = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if re.fullmatch(r"word/(document|styles|settings|header\d+|footer\d+)\.xml", name)
        ]
    seen = set()
    for element in (e for root in roots for e in root.iter() if isinstance(e.tag, str)):
        order = ORDERS.get(element.tag.rpartition("}")[2])
        if order is None:
            continue
        names = [child.tag.rpartition("}")[2] for child in element]
        known = [name for name in names if name in order]
        assert known == sorted(known, key=order.index), etree.tostring(element)
        if element.tag.rpartition("}")[2] != "settings":
            seen.update(set(names) - set(order))
    assert not seen & {"tblBorders", "tcBorders", "pBdr", "suppressAutoHyphens"}


def test_the_file_is_for_word_of_2013_in_the_books_language(made: bytes) -> None:
    opened = docx.Document(io.BytesIO(made))
    lang = opened.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "id-ID"
    settings = opened.settings.element
    modes = {e.get(qn("w:name")): e.get(qn("w:val")) for e in settings.iter(qn("w:compatSetting"))}
    assert modes["compatibilityMode"] == "15"
    assert settings.find(qn("w:autoHyphenation")) is None


def test_chapters_of_a_two_sided_book_begin_on_the_right(document: Document) -> None:
    def starts(own: str) -> list[bool]:
        changed = [replace(r, own_profile=own) if isinstance(r, Book) else r for r in document.records()]
        opened = docx.Document(io.BytesIO(book.word_bytes(Document(changed))[1]))
        text = [str(s.start_type).startswith("ODD") for s in opened.sections]
        mirrored = opened.settings.element.find(qn("w:mirrorMargins")) is not None
        assert mirrored == any(text)
        return text

    assert not any(starts(""))
    found = starts("two_sided = true\n")
    assert not found[0]
    assert sum(found) >= 4


def test_the_first_two_and_the_last_two_items_of_a_list_stay_together(made: bytes) -> None:
    paragraphs = docx.Document(io.BytesIO(made)).paragraphs
    runs = [
        [(p.text.split("\t")[0], p.paragraph_format.keep_with_next) for p in group]
        for is_list, group in itertools.groupby(paragraphs, lambda p: p.style.name == "List")
        if is_list
    ]
    long = [run for run in runs if len(run) > 4 and run[0][0] in ("1.", "a.")]
    assert long
    assert all(run[0][1] for run in long)
    assert sum(bool(run[-2][1]) for run in long) > len(long) / 2


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
