"""Maps in another size on paper: what is told before is what is printed, and the document stays as it is."""

from __future__ import annotations

import pytest
from book_tools import plain_sample
from msgspec.structs import replace

from probis_editor.booklet import book, sizes
from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.measures import Paper
from probis_editor.booklet.outcomes import SHEETS, Outcome, outcomes
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Node
from probis_editor.model.office import Book


@pytest.fixture(scope="module")
def document() -> Document:
    return plain_sample()


def with_book(document: Document, **fields: object) -> Document:
    changed = replace(document.book, **fields)
    return Document([changed if isinstance(r, Book) else r for r in document.records()])


def some(document: Document) -> list[str]:
    """Maps of steps of both sizes, and one of boxes."""
    steps = [m for m in document.maps() if m.kind == "cross_functional"]
    return [
        next(m.id for m in steps if m.size == "normal"),
        next(m.id for m in steps if m.size == "compact"),
        next(m.id for m in document.maps() if m.kind == "level0"),
    ]


def printed(document: Document, map_id: str, **fields: object) -> list[FigureItem]:
    """The pages of a map's figure in a book of nothing but processes."""
    changed = with_book(document, chapters=("processes",), **fields)
    made = book._made(changed, Translator("id"), book._Way(None, None), "")
    return [i for i in made.figures if i.figure.map == map_id]


def test_what_was_told_is_what_is_printed(document: Document) -> None:
    sheets = {"normal": "a3", "compact": "turned"}
    for map_id in some(document):
        told = {(o.size, o.sheet): o for o in outcomes(document, map_id, Paper(document.book.paper))}
        for size, sheet in sheets.items():
            if (size, sheet) not in told:
                continue
            items = printed(document, map_id, sizes=((map_id, size),), sheets=((map_id, sheet),))
            outcome = told[size, sheet]
            assert outcome.on == sheet == items[0].fit.sheet.name
            assert outcome.text == pytest.approx(min(i.fit.text for i in items), abs=0.01)
            assert outcome.pages == len(items)


def test_every_choice_is_told_once(document: Document) -> None:
    normal, compact, boxes = some(document)
    for map_id, offered in ((normal, sizes.SIZES), (compact, sizes.SIZES), (boxes, (sizes.DRAWN,))):
        found = outcomes(document, map_id, Paper("a4"))
        assert [(o.size, o.sheet) for o in found] == [(size, sheet) for size in offered for sheet in SHEETS]
        assert all(isinstance(o, Outcome) and o.text > 0 for o in found)


def test_the_map_keeps_its_drawing_and_the_paper_has_all_of_it(document: Document) -> None:
    normal, compact, boxes = some(document)
    before = document.snapshot()
    for map_id, size in ((normal, "compact"), (compact, "normal")):
        made = sizes.on_paper(document, map_id, size)
        assert made is not document
        assert made.map(map_id).size == size
        assert {n.id for n in made.nodes(map_id)} == {n.id for n in document.nodes(map_id)}
        assert {f.id for f in made.flows(map_id)} == {f.id for f in document.flows(map_id)}
        assert [n.name for n in made.nodes(map_id)] == [n.name for n in document.nodes(map_id)]
        assert sizes.on_paper(document, map_id, size) is made
    assert sizes.on_paper(document, normal, "normal") is document
    assert sizes.on_paper(document, normal, sizes.DRAWN) is document
    assert sizes.on_paper(document, boxes, "compact") is document
    assert document.snapshot() == before


def test_a_changed_map_is_laid_out_anew(document: Document) -> None:
    normal = some(document)[0]
    first = sizes.on_paper(document, normal, "compact")
    task = next(n for n in document.nodes(normal) if n.kind == "task")
    changed = Document(replace(r, name="Nama lain") if r is task else r for r in document.records())
    again = sizes.on_paper(changed, normal, "compact")
    assert again is not first
    assert isinstance(again.element(normal, task.id), Node)
    assert again.node(normal, task.id).name == "Nama lain"


def test_the_profile_sets_the_size_and_a_map_its_own(document: Document) -> None:
    normal, compact, _ = some(document)
    own = with_book(document, own_profile='size = "compact"\n', sizes=((normal, "drawn"), (compact, "huge")))
    assert sizes.wanted(own, "compact", normal) == "drawn"
    assert sizes.wanted(own, "compact", compact) == "compact"
    texts = {
        i.figure.map: i.fit.text / i.fit.scale
        for i in book._made(own, Translator("id"), book._Way(None, None), "").figures
    }
    drawn = {m.id: m.size for m in document.maps() if m.kind == "cross_functional"}
    others = [m for m, size in drawn.items() if size == "normal" and m != normal]
    assert all(texts[m] == pytest.approx(8.0, abs=0.05) for m in others)
    assert texts[normal] > 8.5
