"""References in the office's texts are words in the book; figures of a determined revision keep their numbers."""

from __future__ import annotations

from itertools import count

import pytest

from probis_editor.booklet import references, rich
from probis_editor.booklet.blocks import BookBlock, Figure, Item, Para
from probis_editor.booklet.book import assemble
from probis_editor.commands import lanes, maps, revisions, tree
from probis_editor.geometry import Rect
from probis_editor.i18n import Translator
from probis_editor.model import tokens
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Block, Process

EDIT = label("test")


@pytest.fixture
def document() -> Document:
    document = Document()
    numbers = count()
    document.new_id = lambda: f"id{next(numbers)}"
    with document.transaction(EDIT) as tx:
        tree.set_office(tx, name="Kecamatan Contoh")
        unit = tree.create_unit(tx, "Camat").id
        tree.set_text(tx, f"unit:{unit}:tugas", (Block(text="Memimpin wilayah."),))
        top = tree.create_process(tx, "Umum", group="Manajerial").id
        for name in ("Surat", "Cuti"):
            process = tree.create_process(tx, name, top).id
            m = maps.create_map(tx, name, process=process).id
            pool = lanes.add_pool(tx, m, Rect(0, 0, 300, 100), name).id
            lanes.add_lane(tx, m, pool, name="Camat")
        said = f"{tokens.token('count', 'children')} subproses, lihat {tokens.token('figure', process)}."
        tree.set_text(tx, f"process:{top}:intro", (Block(text=said),))
    return document


def book(document: Document) -> list[BookBlock]:
    return assemble(document, Translator("id"))[0]


def texts(blocks: list[BookBlock]) -> str:
    return "\n".join(b.text for b in blocks if isinstance(b, Para))


def figures(blocks: list[BookBlock]) -> dict[str, str]:
    return {b.title: b.label for b in blocks if isinstance(b, Figure)}


def test_references_are_words_and_links(document: Document) -> None:
    blocks = book(document)
    label_of = figures(blocks)["P1.2 Cuti"]
    assert "2 (dua) subproses, lihat <a href=" in texts(blocks)
    assert f">{label_of}</a>." in texts(blocks)
    assert "<ref " not in texts(blocks)
    assert "Memimpin wilayah." in texts(blocks)


def test_determined_figures_keep_their_numbers_and_new_ones_count_on(document: Document) -> None:
    before = book(document)
    with document.transaction(EDIT) as tx:
        revisions.determine(tx, "2026-01", references.numbers(before))
        top = next(p for p in document.of_type(Process) if not p.parent)
        first = next(m for m in document.maps() if m.name == "Surat")
        new = maps.duplicate_map(tx, first.id, "Baru").id
        maps.change_map(tx, new, process=top.id)
    after = figures(book(document))
    for title, said in figures(before).items():
        assert after[title] == said
    assert len(set(after.values())) == 3
    assert after["P1 Umum"] == "Gambar 3.3"
    assert f">{after['P1 Umum']}</a>" in texts(book(document))
    with document.transaction(EDIT) as tx:
        revisions.open_new(tx, "need")
    assert figures(book(document))["P1 Umum"] == "Gambar 3.1"


def test_a_list_goes_on_after_a_paragraph() -> None:
    found = rich.blocks(
        [
            Block(kind="item", text="a", number="1."),
            Block(kind="item", text="b", number="a)", level=1),
            Block(text="di antaranya"),
            Block(kind="item", text="c", number="1.", continues=True),
            Block(text="baru"),
            Block(kind="item", text="d", number="(1)"),
            Block(kind="item", text="e", number="(1)", start=7),
            Block(kind="quote", text="kutipan"),
        ]
    )
    assert [b.label for b in found if isinstance(b, Item)] == ["1.", "a)", "2.", "(1)", "(7)"]
    assert found[-1] == Para(text="<i>kutipan</i>", style="center")
