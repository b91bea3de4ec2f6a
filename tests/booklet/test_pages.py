"""The page maker: what stands with what, where figures go, how pages are numbered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probis_editor.booklet.blocks import (
    Barrier,
    BookBlock,
    Contents,
    Cover,
    Figure,
    FigureList,
    Heading,
    Item,
    PageBreak,
    Para,
    SignatureBlock,
    Table,
)
from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.items import TextItem
from probis_editor.booklet.pages import Page, page_label, roman
from probis_editor.booklet.paint import About
from probis_editor.booklet.signatures import SignatureItem
from probis_editor.booklet.typeset import Setting, Typeset, typeset
from probis_editor.drawing.primitives import Group, Pen, Text, TextStyle, pt, rectangle
from probis_editor.geometry import Rect

WORDS = "Peta proses bisnis menggambarkan hubungan kerja antarunit organisasi dalam menghasilkan keluaran. "


def setting(**fields: object) -> Setting:
    return Setting(About("Buku", head="Buku"), **fields)  # type: ignore[arg-type]


def figure(name: str, w: float, h: float, size: float = 8.0) -> Figure:
    style = TextStyle(size=pt(size))
    group = Group((rectangle(Rect(0, 0, w, h), Pen("#000000", 1.2)), Text(9, 20, "Teks", style)))
    return Figure(anchor=name, label=name, title="Judul", picture=group, bounds=Rect(0, 0, w, h))


def body(*blocks: BookBlock) -> list[BookBlock]:
    return [PageBreak(section="body"), Heading(text="BAB", level=0, anchor="bab", number="BAB I"), *blocks]


def page_of(book: Typeset, anchor: str) -> int:
    found = book.places.page(anchor)
    assert found is not None, anchor
    return found


def inside(page: Page) -> bool:
    sheet = page.sheet
    return all(
        sheet.bottom - 0.1 <= p.top - p.item.height(p.width) and p.top <= sheet.top + 0.1 for p in page.items
    )


def test_a_heading_stands_with_its_text() -> None:
    for count in range(20, 60):
        blocks = body(*(Para(text="Baris.") for _ in range(count)))
        blocks += [Heading(text="Judul", level=1, anchor="judul"), Para(text=WORDS * 6)]
        book = typeset(blocks, setting())
        page = book.pages[page_of(book, "judul")]
        assert page.items[-1].item.anchor != "judul"


def test_no_paragraph_leaves_a_line_alone() -> None:
    leading = 16.5
    for count in range(3, 12):
        book = typeset(body(*(Para(text=WORDS * count) for _ in range(9))), setting())
        for page in book.pages:
            for placed in page.items:
                if isinstance(placed.item, TextItem) and count > 3:
                    assert placed.item.height(placed.width) > 1.5 * leading


def test_first_and_last_two_items_of_a_list_stay_together() -> None:
    for count in range(20, 50):
        items = [Item(text=f"Butir {n}", label=f"{n}.") for n in range(1, 6)]
        blocks = body(*(Para(text="Baris.") for _ in range(count)), Para(text="Yaitu:", keep=True), *items)
        for page in typeset(blocks, setting()).pages:
            labels = [p.item.label for p in page.items if isinstance(p.item, TextItem) and p.item.label]
            assert len(labels) != 1


def test_a_figure_that_does_not_fit_lets_the_text_go_on() -> None:
    blocks = body(*(Para(text=WORDS * 5) for _ in range(5)))
    blocks += [figure("g1", 600, 500), *(Para(text=WORDS * 5) for _ in range(6))]
    book = typeset(blocks, setting())
    first, second = book.pages[0], book.pages[1]
    assert isinstance(second.items[0].item, FigureItem)
    assert first.items[-1].top - first.items[-1].item.height(first.items[-1].width) < first.sheet.bottom + 40


def test_wide_figures_get_turned_and_folded_pages_in_their_order() -> None:
    names = [("g1", 900, 400), ("g2", 300, 200), ("g3", 1350, 700), ("g4", 500, 300)]
    blocks = body(Para(text=WORDS), *(figure(*name) for name in names), Barrier(), Para(text="Sesudah"))
    book = typeset(blocks, setting(paper="f4"))
    order = [
        p.item.anchor
        for page in book.pages
        for p in page.items
        if isinstance(p.item, FigureItem) and p.item.part == 0
    ]
    assert order == ["g1", "g2", "g3", "g4"]
    assert [book.pages[page_of(book, g)].sheet.name for g in order] == ["turned", "text", "a3", "text"]
    assert all(inside(page) for page in book.pages)
    last = [p for page in book.pages for p in page.items][-1]
    assert isinstance(last.item, TextItem)


def test_a_page_with_a_few_lines_is_filled_before_its_plate_comes() -> None:
    plate = figure("g1", 1350, 700)
    after = [Heading(text="Lanjut", level=1, anchor="lanjut"), *(Para(text=WORDS * 5) for _ in range(9))]
    start = [Para(text=WORDS), PageBreak(), Para(text=WORDS)]
    book = typeset(body(*start, plate, Barrier(), *after), setting(paper="f4"))
    assert page_of(book, "lanjut") == 1
    assert page_of(book, "g1") == 2
    fuller = [*start, *(Para(text=WORDS * 5) for _ in range(5))]
    book = typeset(body(*fuller, plate, Barrier(), *after), setting(paper="f4"))
    assert page_of(book, "g1") == 2
    assert page_of(book, "lanjut") == 3


def test_text_never_falls_under_seven_points_while_a_sheet_can_help() -> None:
    for w, h in ((400, 300), (700, 400), (1000, 500), (1400, 800)):
        book = typeset(body(figure("g", w, h, 8.0)), setting(paper="f4"))
        item = next(p.item for page in book.pages for p in page.items if isinstance(p.item, FigureItem))
        assert item.fit.text >= 7.0


def test_the_signature_block_is_never_alone() -> None:
    for count in range(5, 45):
        blocks = body(*(Para(text="Baris.") for _ in range(count)), Para(text=WORDS))
        blocks.append(SignatureBlock(place="Kota", title=("CAMAT",), name="Nama", nip="1"))
        page = typeset(blocks, setting()).pages[-1]
        assert isinstance(page.items[-1].item, SignatureItem)
        assert len(page.items) > 1


def test_a_table_repeats_its_head_and_breaks_between_rows() -> None:
    rows = tuple((f"P{n}", WORDS) for n in range(60))
    book = typeset(body(Table(head=("Kode", "Uraian"), rows=rows, widths=(1, 5))), setting())
    assert len(book.pages) > 2
    assert all(inside(page) for page in book.pages)


def test_page_numbers_restart_in_the_body() -> None:
    blocks: list[BookBlock] = [
        Cover(title=("BUKU",)),
        PageBreak(section="front"),
        Heading(text="KATA", level=0, anchor="kata"),
        Heading(text="ISI", level=0, anchor="isi"),
        Contents(),
        FigureList(),
        *body(Para(text=WORDS)),
        Heading(text="BAB", level=0, anchor="dua", number="BAB II"),
    ]
    book = typeset(blocks, setting())
    assert [page_label(page) for page in book.pages] == ["", "i", "ii", "1", "2"]
    assert book.places.label("dua") == "2"
    assert book.places.label("nowhere") == ""


def test_chapters_of_a_two_sided_book_open_on_the_right() -> None:
    blocks = body(Para(text=WORDS))
    blocks += [Heading(text="BAB", level=0, anchor=f"b{n}", number="BAB") for n in range(3)]
    book = typeset(blocks, setting(two_sided=True))
    for n in range(3):
        assert book.pages[page_of(book, f"b{n}")].number % 2 == 1
    assert book.pages[1].sheet.left < book.pages[0].sheet.left


@pytest.mark.parametrize(("number", "shown"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix")])
def test_roman_numerals(number: int, shown: str) -> None:
    assert roman(number) == shown


_BLOCK = st.one_of(
    st.builds(lambda n: Para(text=WORDS * n), st.integers(1, 14)),
    st.builds(lambda n: Item(text=WORDS * n, label="a."), st.integers(1, 3)),
    st.builds(lambda w, h: (w, h), st.integers(50, 1600), st.integers(50, 1200)),
    st.builds(lambda n: Heading(text="Judul", level=n, anchor="", room=0.2), st.integers(1, 4)),
    st.just(Barrier()),
    st.just(PageBreak()),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_BLOCK, max_size=25), st.sampled_from(["a4", "f4"]), st.booleans())
def test_any_book_keeps_its_frames_and_its_order(parts: list[object], paper: str, two_sided: bool) -> None:
    blocks: list[BookBlock] = []
    names: list[str] = []
    for at, part in enumerate(parts):
        if isinstance(part, tuple):
            names.append(f"g{at}")
            blocks.append(figure(names[-1], *part))
        elif isinstance(part, Heading):
            blocks.append(Heading(text=part.text, level=part.level, anchor=f"h{at}", room=part.room))
        else:
            blocks.append(part)  # type: ignore[arg-type]
    book = typeset(body(*blocks), setting(paper=paper, two_sided=two_sided))
    assert all(inside(page) for page in book.pages)
    order = [
        p.item.anchor
        for page in book.pages
        for p in page.items
        if isinstance(p.item, FigureItem) and p.item.part == 0
    ]
    assert order == names
    for page in book.pages:
        for above, below in zip(page.items, page.items[1:], strict=False):
            assert below.top <= above.top - above.item.height(above.width) + 0.1


@pytest.mark.parametrize("lines", [*range(16, 26), *range(50, 60)])
def test_little_of_a_section_is_never_alone_before_a_chapter(lines: int) -> None:
    first = [Item(text="Butir pertama.", label=f"{n}.") for n in range(lines)]
    second = [Item(text="Butir kedua.", label=f"{n}.") for n in range(12)]
    book = typeset(
        body(
            Heading(text="Satu", level=1, anchor="s1"),
            *first,
            Heading(text="Dua", level=1, anchor="s2"),
            *second,
            Heading(text="BAB", level=0, anchor="bab2", number="BAB II"),
            Para(text=WORDS),
        ),
        setting(),
    )
    last = book.pages[page_of(book, "bab2") - 1]
    filled = last.sheet.top - min(p.top - p.item.height(p.width) for p in last.items)
    assert filled > 0.2 * last.sheet.depth


def test_a_heading_that_is_not_shown_takes_no_page_for_itself() -> None:
    hidden = Heading(text="PETA", level=0, anchor="maps", shown=False)
    wide = figure("g1", 900, 500)
    book = typeset([PageBreak(section="body"), Para(text=WORDS), hidden, wide, PageBreak()], setting())
    assert page_of(book, "maps") == page_of(book, "g1") == 1
    assert all(any(p.item.height(p.width) for p in page.items) for page in book.pages)
