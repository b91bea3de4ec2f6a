"""The chapters that stand only where the document asks for them."""

from __future__ import annotations

import pytest
from book_tools import flat, page_texts, plain_sample
from msgspec.structs import replace

from probis_editor.booklet import book
from probis_editor.booklet.blocks import Clause, Grid, Para, SignatureBlock, SymbolTable
from probis_editor.i18n import Translator
from probis_editor.model.affairs import Law, Revision, Term
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Book, Decree, Narrative, Person, Process, Unit

LAWS = (
    Law(id="1", rank="uu", number="23", year=2014, about="Pemerintahan Daerah"),
    Law(id="2", rank="pp", number="17", year=2018, about="Kecamatan"),
)


@pytest.fixture(scope="module")
def document() -> Document:
    return plain_sample()


def with_book(document: Document, *more: object, **fields: object) -> Document:
    changed = replace(document.book, **fields)
    return Document([changed if isinstance(r, Book) else r for r in document.records()] + list(more))


def test_a_decree_in_its_order_on_its_paper(document: Document, tr: Translator) -> None:
    decides = (
        "Yang dimaksud dengan:\n1. Peta adalah diagram.\n2. Proses adalah rangkaian.",
        "Berlaku sejak ditetapkan.",
    )
    decree = Decree(
        number="1/2024", decides=decides, copies=("Wali Kota",), date="3 Januari 2024", paper="a4"
    )
    changed = with_book(document, *LAWS, decree=decree)
    report, data = book.make_bytes(changed)
    assert report.archival
    assert report.findings == ()
    blocks, _ = book.assemble(changed, tr)
    clauses = [b for b in blocks if isinstance(b, Clause)]
    leads = [c.lead for c in clauses if c.lead]
    assert leads == ["Menimbang", "Mengingat", "Menetapkan", "KESATU", "KEDUA"]
    numbers = [c.number for c in clauses]
    assert numbers == ["a.", "b.", "c.", "1.", "2.", "", "", "1.", "2.", ""]
    whole = flat("".join(page_texts(data)[-2:]))
    order = [
        "NOMOR1/2024",
        "Menimbang",
        "Mengingat",
        "MEMUTUSKAN:",
        "Menetapkan",
        "KESATU",
        "Ditetapkandi",
        "Tembusan",
    ]
    places = [whole.index(flat(word)) for word in order]
    assert places == sorted(places)
    assert "Undang-UndangNomor23Tahun2014tentangPemerintahanDaerah;".replace("-", "") in whole


def test_a_decree_without_legal_bases_is_a_finding(document: Document, tr: Translator) -> None:
    _, findings = book.assemble(with_book(document, decree=Decree()), tr)
    assert [f.label.key for f in findings] == ["booklet.finding.no_laws"]


def test_two_sign_side_by_side(document: Document, tr: Translator) -> None:
    knowing = Person(title="Sekretaris Daerah", name="Nama Sekda", acting="Plh.")
    blocks, _ = book.assemble(with_book(document, knowing=knowing, signing="field"), tr)
    signed = [b for b in blocks if isinstance(b, SignatureBlock)]
    assert [s.other.before if s.other else () for s in signed] == [("Mengetahui,",)] * 2
    assert [s.other.title if s.other else () for s in signed] == [("Plh. SEKRETARIS DAERAH",)] * 2
    fields = [name for s in signed for name in (s.field, s.other.field if s.other else "")]
    assert len(set(fields)) == 4


def test_lists_stand_where_there_is_something_to_list(document: Document) -> None:
    bare = flat("".join(page_texts(book.make_bytes(document)[1])))
    for title in (
        "DAFTARSINGKATAN",
        "RIWAYATPERUBAHAN",
        "DAFTARDISTRIBUSI",
        "LEMBARPENGESAHAN",
    ):
        assert title not in bare
    more = [
        Term(short="BMD", long="Barang Milik Daerah"),
        Revision(number=0, date="2022-06", determined=True),
    ]
    order = (
        *document.book.chapters,
        "cover",
        "preface",
        "abbreviations",
        "revisions",
        "distribution",
        "approval",
    )
    full = with_book(document, *more, distribution=("Arsip",), chapters=(*order, "consensus", "processes"))
    whole = flat("".join(page_texts(book.make_bytes(full)[1])))
    for title in (
        "DAFTARSINGKATAN",
        "RIWAYATPERUBAHAN",
        "DAFTARDISTRIBUSI",
        "LEMBARPENGESAHAN",
        "LEMBARKESEPAKATAN",
    ):
        assert title in whole
    assert "Juni2022" in whole


def test_every_symbol_of_the_maps_is_told(document: Document, tr: Translator) -> None:
    blocks, _ = book.assemble(document, tr)
    table = next(b for b in blocks if isinstance(b, SymbolTable))
    names = [row.name for row in table.rows]
    assert {"Lajur (pelaksana)", "Kegiatan", "Keputusan", "Mulai", "Selesai", "Panah"} <= set(names)
    assert all(row.bounds.w > 5 and not row.text.startswith("booklet.") for row in table.rows)
    assert all(not row.name.startswith("kind.") for row in table.rows)


def test_a_draft_says_so_until_it_is_determined(document: Document) -> None:
    process = document.of_type(Process)[0]
    records = [replace(r, status="draf") if r is process else r for r in document.records()]
    texts = page_texts(book.make_bytes(Document(records))[1])
    assert all("DRAF" in text for text in texts)
    assert not any("DRAF" in text.replace("DRAFT", "") for text in page_texts(book.make_bytes(document)[1]))


def test_a_row_of_the_consensus_sheet_has_room_for_initials_and_its_map_beside_it(document: Document) -> None:
    changed = with_book(document, chapters=("consensus", "processes"))
    blocks, _ = book.assemble(changed, Translator("id"))
    sheet = next(b for b in blocks if isinstance(b, Grid) and b.source == "chapter:consensus")
    maps = [m for m in document.maps() if m.kind == "cross_functional"]
    firsts = [row for row in sheet.rows[1:] if len(row) == 4]
    assert len(firsts) == len(maps)
    assert sum(row[0].down for row in firsts) == len(sheet.rows) - 1
    assert all("<br/>" in row[-1].text for row in sheet.rows[1:])


def test_outside_parties_initial_only_where_asked(document: Document) -> None:
    parties = {u.name for u in document.of_type(Unit) if u.kind == "party"}
    kept = with_book(document, chapters=("consensus", "processes"))
    asked = with_book(kept, own_profile="party_initials = true\n")
    names = []
    for one in (kept, asked):
        blocks, _ = book.assemble(one, Translator("id"))
        sheet = next(b for b in blocks if isinstance(b, Grid) and b.source == "chapter:consensus")
        names.append([row[-3].text for row in sheet.rows[1:]])
        said = any(isinstance(b, Para) and "tidak dimintai paraf" in b.text for b in blocks)
        assert said == (one is kept)
    assert parties & set(names[1])
    assert names[0] == [name for name in names[1] if name not in parties]


def test_what_stands_over_the_sheets_is_the_offices_own(document: Document) -> None:
    own = Narrative(slot="chapter:consensus", blocks=(Block(text="Kami sepakat."),))
    changed = Document([*with_book(document, chapters=("consensus", "processes")).records(), own])
    blocks, _ = book.assemble(changed, Translator("id"))
    assert any(isinstance(b, Para) and b.text == "Kami sepakat." for b in blocks)
