"""A book that was written for Word and comes back is the document again, as far as a book tells it."""

from __future__ import annotations

from itertools import count

import pytest

from probis_editor.booklet import book
from probis_editor.commands import derived, maps, sipoc, starting, tree
from probis_editor.formats import word_book
from probis_editor.model import duties, numbering, tokens
from probis_editor.model.affairs import Goal, Sipoc, Term
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Decree, Narrative, Person, Process, Unit

EDIT = label("cmd.test")


@pytest.fixture(scope="module")
def told() -> Document:
    document = Document([])
    numbers = count(1)
    document.new_id = lambda: f"n{next(numbers)}"
    with document.transaction(EDIT) as tx:
        starting.begin(tx, starting.proposal("kelurahan"), "Kelurahan Contoh", "Kota Contoh")
        head = Person(
            title="Lurah Contoh", name="SITI AMINAH, S.E.", rank="Penata", nip="19700305 199503 2 001"
        )
        tree.set_office(tx, head=head, phone="(0335) 421234", address="Jalan Melati Nomor 1")
        decree = Decree(number="1/2026", decides=("Menetapkan peta.", "Berlaku segera."), date="5 Januari 2026",
                        place="Contoh", copies=("Camat",))  # fmt: skip
        tree.set_book(tx, place="Contoh", date="Januari 2026", year="2026", decree=decree,
                      own_profile='sipoc = "top"\n', distribution=("Camat", "Arsip"))  # fmt: skip
        first, second = (p.id for p in numbering.children(document)[:2])
        owner = next(u for u in document.of_type(Unit) if u.kind == "unit")
        tree.change_process(tx, first, owner=owner.id)
        for process in (first, second):
            told = f'Proses ini berkaitan dengan <ref code="{second}"/> dan dijaga mutunya.'
            tree.set_text(tx, f"process:{process}:intro", (Block(text=told),))
        tree.set_text(tx, f"process:{second}:steps", (Block(text="Sesudah gambar."),))
        turned = tuple((m.id, "turned") for m in document.maps() if m.process == second)
        assert turned
        tree.set_book(tx, sheets=turned)
        for map_id in [m.id for m in document.maps() if m.process == first]:
            maps.delete_map(tx, map_id)
        derived.fill(tx, maps.create_map(tx, "", "subprocess", first).id)
        work = (
            Block(text=f"{owner.name} mempunyai tugas:"),
            Block(kind="item", number="a.", text="menata surat;"),
        )
        tree.set_text(tx, duties.slot(owner.id, "tugas"), work)
        tree.change_unit(tx, owner.id, repeat=3, instances=("Satu", "Dua", "Tiga"))
        sipoc.say(tx, first, suppliers=["Warga"], inputs=["Surat"], outputs=["Arsip"], customers=["Camat"])
        tx.put(Term(short="BMD", long="Barang Milik Daerah"))
        tx.put(Goal(id="g", name="Pelayanan baik", indicators=("Nilai kepuasan",), processes=(first,)))
    return document


@pytest.fixture(scope="module")
def back(told: Document) -> Document:
    _, data = book.word_bytes(told)
    return word_book.read(data, "buku.docx").document


def processes(document: Document) -> list[tuple[str, str, str]]:
    codes = numbering.codes(document)
    return [(codes[p.id], p.name, p.group if not p.parent else "") for _, p in numbering.walk(document)]


def listed(document: Document) -> list[tuple[str, str, int, tuple[str, ...]]]:
    names = {u.id: u.name for u in document.of_type(Unit)}
    inner = [u for u in document.of_type(Unit) if u.kind in ("unit", "position")]
    return sorted((u.name, names.get(u.parent, ""), u.repeat, u.instances) for u in inner if u.kind == "unit")


def texts(document: Document, part: str) -> dict[str, list[str]]:
    codes = numbering.codes(document)
    names = {p.id: codes[p.id] for p in document.of_type(Process)} | {
        u.id: u.name for u in document.of_type(Unit)
    }
    found = [t for t in document.of_type(Narrative) if t.slot.split(":")[0] == part]
    return {
        names[t.slot.split(":")[1]]: [tokens.resolved(document, b.text, slot=t.slot) for b in t.blocks]
        for t in found
    }


def test_tree_units_and_texts_come_back(told: Document, back: Document) -> None:
    assert processes(back) == processes(told)
    assert listed(back) == listed(told)
    assert texts(back, "process") == texts(told, "process")
    assert texts(back, "unit") == texts(told, "unit")
    codes = numbering.codes(back)
    owners = {codes[p.id]: u.name for p in back.of_type(Process) if (u := back.unit(p.owner)) is not None}
    first = numbering.children(told)[0]
    owner = told.unit(first.owner)
    assert owner is not None
    assert owners[numbering.code(told, first.id)] == owner.name


def test_codes_in_texts_live_again(back: Document) -> None:
    said = [t for t in back.of_type(Narrative) if t.slot.endswith(":intro")]
    assert len(said) == 2
    assert all([kind for kind, _ in tokens.tokens(t.blocks[0].text)] == ["code"] for t in said)


def test_what_the_book_makes_itself_is_no_text(back: Document) -> None:
    assert not [t.slot for t in back.of_type(Narrative) if t.slot.startswith("chapter:")]


def test_facts_come_back(told: Document, back: Document) -> None:
    assert back.of_type(Term) == told.of_type(Term)
    (goal,) = back.of_type(Goal)
    assert (goal.name, goal.indicators) == ("Pelayanan baik", ("Nilai kepuasan",))
    (one,) = back.of_type(Sipoc)
    assert (one.inputs, one.outputs) == (("Surat",), ("Arsip",))
    office, book_ = back.office, back.book
    assert (office.head.name, office.head.nip) == (told.office.head.name, told.office.head.nip)
    assert (office.phone, office.address) == (told.office.phone, told.office.address)
    assert (book_.place, book_.date, book_.distribution) == ("Contoh", "Januari 2026", ("Camat", "Arsip"))
    decree = book_.decree
    assert decree is not None
    assert (decree.number, decree.date, decree.copies) == ("1/2026", "5 Januari 2026", ("Camat",))
    assert decree.decides == ("Menetapkan peta.", "Berlaku segera.")


def test_heads_of_maps_do_not_become_tables(told: Document) -> None:
    with_heads = Document(list(told.records()))
    with with_heads.transaction(EDIT) as tx:
        tree.set_book(tx, own_profile="head = true\n")
    back = word_book.read(book.word_bytes(with_heads)[1], "x.docx").document
    tables = [b for n in back.of_type(Narrative) for b in n.blocks if b.kind == "table"]
    assert not [t for t in tables if any("Jenis peta" in c.text for row in t.cells for c in row)]
