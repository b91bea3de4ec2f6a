"""SOP sheets: every step a row, every lane a column, lines clear of symbols, pages joined by letters, .xlsx to edit."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from verbs import trio

from probis_editor.booklet.sop import excel, make
from probis_editor.booklet.sop.columns import columns
from probis_editor.booklet.sop.plan import OFF_PAGE, SopPage, planned
from probis_editor.booklet.sop.steps import BOX, CAPSULE, DIAMOND, Edge, SopRow, SopTable, sop_table
from probis_editor.commands import sop
from probis_editor.formats import base
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import find_map

SAMPLES = Path(__file__).parents[2] / "samples"
TR = Translator("id")


@pytest.fixture(scope="module")
def wonoasih() -> Document:
    return base.open_any(SAMPLES / "wonoasih.probis").document


def named(document: Document, code: str) -> Map:
    found = find_map(document, code)
    assert found is not None
    return found


def text_of(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    return found


def test_steps_are_rows_and_lanes_columns(wonoasih: Document) -> None:
    table = sop_table(wonoasih, named(wonoasih, "P1.1.2").id, TR)
    assert table.actors[0] == "Seksi dan Sub Bagian"
    assert [row.number for row in table.rows if row.symbol != CAPSULE] == list(range(1, 13))
    questions = [row for row in table.rows if row.symbol == DIAMOND]
    assert len(questions) == 2
    for question in questions:
        ways = [e.name for e in table.edges if table.rows[e.source] == question]
        assert sorted(ways) == ["Tidak", "Ya"]


def test_only_the_five_symbols(wonoasih: Document) -> None:
    for record in make.offered(wonoasih):
        table = sop_table(wonoasih, record.id, TR)
        assert {row.symbol for row in table.rows} <= {CAPSULE, BOX, DIAMOND}
        led = {e.target for e in table.edges}
        assert all(at in led or row.symbol == CAPSULE for at, row in enumerate(table.rows)), record.name


tables = st.integers(1, 9).flatmap(
    lambda actors: st.lists(
        st.tuples(st.integers(0, actors - 1), st.sampled_from((BOX, DIAMOND)), st.integers(0, 90)),
        min_size=1,
        max_size=16,
    ).flatmap(
        lambda rows: st.builds(
            lambda edges: made(actors, rows, edges),
            st.lists(
                st.tuples(
                    st.integers(0, len(rows) - 1),
                    st.integers(0, len(rows) - 1),
                    st.sampled_from(("", "Ya", "Tidak")),
                ),
                max_size=24,
            ),
        )
    )
)


def made(actors: int, rows: list[tuple[int, str, int]], edges: list[tuple[int, int, str]]) -> SopTable:
    chain = [(at, at + 1, "") for at in range(len(rows) - 1)]
    both = dict.fromkeys((a, b) for a, b, _ in (*chain, *edges))
    return SopTable(
        tuple(f"Pelaksana {n}" for n in range(actors)),
        tuple(
            SopRow(str(at), symbol, at + 1, "kata " * words, column, "", "", "", "")
            for at, (column, symbol, words) in enumerate(rows)
        ),
        tuple(Edge(a, b, "") for a, b in both),
    )


@given(tables, st.sampled_from((260.0, 500.0, float("inf"))))
def test_every_way_is_drawn_clear_of_symbols(table: SopTable, room: float) -> None:
    shape = columns(table, make.titles(TR), 1100.0)
    pages = planned(table, shape, room)
    assert [at for page in pages for at in range(page.first, page.last)] == list(range(len(table.rows)))
    for page in pages:
        _is_clear(page)
    together = sum(_inside(page, e) for page in pages for e in table.edges)
    letters = [{s.text for s in page.signs if s.symbol == OFF_PAGE} for page in pages]
    leaving = sum(
        len([s for s in page.signs if s.symbol == OFF_PAGE and s.rect.y > page.tops[-1]]) for page in pages
    )
    assert together + leaving == len(table.edges)
    for page, own in zip(pages, letters, strict=True):
        others = set().union(*(found for p, found in zip(pages, letters, strict=True) if p != page))
        assert own <= others


def _inside(page: SopPage, edge: Edge) -> bool:
    return page.first <= edge.source < page.last and page.first <= edge.target < page.last


def _is_clear(page: SopPage) -> None:
    for line in page.lines:
        for a, b in zip(line.points, line.points[1:], strict=False):
            assert a.x == b.x or a.y == b.y, line
            for sign in page.signs:
                assert not _cuts(a, b, sign.rect), (line, sign)
        tips = [s.rect for s in page.signs if _touches(line.points[-1], s.rect)]
        starts = [s.rect for s in page.signs if _touches(line.points[0], s.rect)]
        assert len(tips) == len(starts) == 1, line
    rects = [s.rect for s in page.signs]
    for at, one in enumerate(rects):
        assert not any(one.overlaps(other) for other in rects[at + 1 :])


def _cuts(a: Point, b: Point, rect: Rect) -> bool:
    low_x, high_x = sorted((a.x, b.x))
    low_y, high_y = sorted((a.y, b.y))
    return (
        high_x > rect.x + 0.01
        and low_x < rect.right - 0.01
        and high_y > rect.y + 0.01
        and low_y < rect.bottom - 0.01
    )


def _touches(p: Point, rect: Rect) -> bool:
    return rect.x - 0.01 <= p.x <= rect.right + 0.01 and rect.y - 0.01 <= p.y <= rect.bottom + 0.01


def test_the_pdf_says_every_step_and_counts_its_pages(wonoasih: Document) -> None:
    record = named(wonoasih, "P1.1.2")
    data = make.pdf(wonoasih, [record], TR)
    pages = text_of(data)
    whole = " ".join(" ".join(pages).split())
    for row in sop_table(wonoasih, record.id, TR).rows:
        assert row.text in whole
    assert "Judul SOP" in pages[0]
    assert f"Halaman 2 dari {len(pages)}" in pages[1]
    assert make.pdf(wonoasih, [record], TR) == data


def test_every_sample_map_has_its_sheets(wonoasih: Document) -> None:
    told: list[int] = []
    offered = make.offered(wonoasih)
    data = make.pdf(wonoasih, offered, TR, lambda: told.append(1))
    assert len(told) == len(offered)
    assert len(text_of(data)) >= 2 * len(offered)


def test_the_workbook_has_cells_and_shapes(wonoasih: Document) -> None:
    record = named(wonoasih, "P1.1.2")
    table = sop_table(wonoasih, record.id, TR)
    data = excel.xlsx(wonoasih, record, TR)
    sheet = load_workbook(io.BytesIO(data))[TR("sop.chart")]
    texts = [sheet.cell(row, 2).value for row in range(4, 4 + len(table.rows))]
    assert texts == [row.text for row in table.rows]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("flowChartDecision") == 2
    assert drawing.count('name="Alur') == len(table.edges)
    assert excel.xlsx(wonoasih, record, TR) == data


def test_a_map_without_steps_has_no_sop(wonoasih: Document) -> None:
    empty = next(m for m in wonoasih.maps() if m not in make.offered(wonoasih))
    with pytest.raises(make.NoStepsError):
        make.pdf(wonoasih, [empty], TR)
    with pytest.raises(make.NoStepsError):
        excel.xlsx(wonoasih, empty, TR)


def test_what_the_office_says_of_an_sop(tmp_path: Path) -> None:
    document = base.open_any(SAMPLES / "wonoasih.probis").document
    record = named(document, "P1.1.2")
    trio(document, lambda tx: sop.say(tx, record.process, number=" 001/SOP ", tools=("Komputer", " ", "ATK")))
    assert sop.said(document, record.process).tools == ("Komputer", "ATK")
    first = " ".join(text_of(make.pdf(document, [record], TR))[0].split())
    assert "001/SOP" in first
    assert "1. Komputer 2. ATK" in first
    base.write_any(document, tmp_path / "a.probis")
    again = base.open_any(tmp_path / "a.probis").document
    assert sop.said(again, record.process).number == "001/SOP"
    trio(document, lambda tx: sop.say(tx, record.process, number="", tools=()))
    assert document.get(("", "sop:" + record.process)) is None
    with pytest.raises(KeyError):
        trio(document, lambda tx: sop.say(tx, "nothing", number="1"))
