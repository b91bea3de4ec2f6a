"""Texts of all figures: none clipped, overlapping, lying on a shape, crossed by a line, off its page or under 7 pt."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from narrated_maps import MAP, narrated
from text_faults import book_faults, page_faults, picture_faults

from probis_editor import resources
from probis_editor.booklet import kop
from probis_editor.booklet.blocks import Figure
from probis_editor.booklet.figures import FigureItem, fit
from probis_editor.booklet.lines import line_width
from probis_editor.booklet.measures import turned
from probis_editor.booklet.pages import Page, Placed
from probis_editor.drawing.primitives import Group, Text, TextStyle, pt
from probis_editor.formats.base import open_any
from probis_editor.geometry import Point, Rect
from probis_editor.layout.maps import arranged
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node

SAMPLES = ("wonoasih", "jatiluhur")


def opened(name: str) -> Document:
    return open_any(resources.sample(name + ".probis")).document


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_of_a_sample_map_is_clear(name: str) -> None:
    document = opened(name)
    assert [fault for one in document.maps() for fault in picture_faults(document, one.id)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_of_the_figures_of_a_sample_book_is_clear(name: str) -> None:
    assert book_faults(opened(name)) == []


@pytest.mark.parametrize("some", [6, pytest.param(None, marks=pytest.mark.slow)])
def test_every_text_of_a_map_of_a_real_book_is_clear(shared: Path, some: int | None) -> None:
    found = []
    for one in islice(narrated(shared), some):
        document = one.document
        with document.transaction(label("cmd.test")) as tx:
            for record in arranged(document, MAP, homes=one.homes, paper_name="f4"):
                tx.put(record)
        found += [(one.book, one.code, fault) for fault in picture_faults(document, MAP)]
    assert found == []


def two_tasks(*more: Node | Flow, **fields: object) -> Document:
    first = Node(map="m", id="a", kind="task", bounds=Rect(0, 0, 120, 60), name="Memeriksa berkas")
    second = Node(map="m", id="b", kind="task", bounds=Rect(300, 0, 120, 60), name="Menyetujui")
    return Document([Map(id="m", name="Peta"), replace(first, **fields), second, *more])


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        (two_tasks(), set()),
        (two_tasks(bounds=Rect(290, 4, 120, 60)), {"overlap", "on shape"}),
        (two_tasks(bounds=Rect(0, 0, 30, 14)), {"clipped"}),
        (
            two_tasks(
                Flow(map="m", id="f", kind="sequence", source="a", target="b", name="Ya",
                     points=(Point(120, 30), Point(300, 30)), label=Rect(310, 10, 30, 14))
            ),
            {"on shape"},
        ),
    ],
)  # fmt: skip
def test_the_check_sees_what_is_wrong(document: Document, kinds: set[str]) -> None:
    assert {fault.kind for fault in picture_faults(document, "m")} - {"crossed"} == kinds


def test_the_check_sees_what_is_small_or_off_its_page() -> None:
    size = TextStyle(size=pt(6))
    figure = Figure(
        anchor="g", label="g", title="Judul", bounds=Rect(0, 0, 300, 40),
        picture=Group((Text(10, 20, "Kecil", size), Text(900, 20, "Jauh", TextStyle(size=pt(9))))),
    )  # fmt: skip
    item = FigureItem(figure, fit(figure, "f4"))
    page = Page(turned("f4"), "body", 1)
    page.items.append(Placed(item, page.sheet.left, page.sheet.top, page.sheet.measure))
    assert {(fault.kind, fault.text) for fault in page_faults([page])} == {
        ("small", "Kecil"),
        ("off page", "Jauh"),
    }


@pytest.mark.parametrize("words", [1, 4, 33])
def test_the_head_of_a_map_is_never_cut(words: int) -> None:
    title, office = (
        " ".join(["Penyelenggaraan"] * words),
        "BADAN PERENCANAAN PEMBANGUNAN, RISET, DAN INOVASI DAERAH",
    )
    box = Rect(0, 0, 500, 300)
    made = Figure(anchor="f", label="", title=title, picture=Group(()), bounds=box)
    made = replace(
        made, head=(("", office), ("Kode", "P.1"), ("Jenis peta", "Peta Lintas Fungsi"), ("Nama", title))
    )
    drawn: list[str] = []

    class Page:
        def __getattr__(self, _: str):
            return lambda *_: None

    def note(_canvas, x: float, y: float, text: str, size: float, *_: object, **__: object) -> None:
        drawn.append(text)
        assert 700 - kop.head_height(made) < y < 700

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kop, "draw_line", note)
        below = kop.draw_head(Page(), made, 80, 700, kop.NARROWEST)
    assert below == pytest.approx(700 - kop.head_height(made))
    assert " ".join(drawn).count("Penyelenggaraan") == words
    assert office in " ".join(drawn)


@given(st.text("abc DEF-", max_size=80), st.floats(20, 300))
def test_broken_text_keeps_every_letter(text: str, room: float) -> None:
    lines = kop.broken(text, 8.0, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line_width(line, 8.0, True) <= room or len(line) == 1 for line in lines)
