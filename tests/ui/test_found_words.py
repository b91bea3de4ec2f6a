"""The search leads to what it found: on another map, in a text, and never below itself; the keyboard stays with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import maps, shapes, tree
from probis_editor.geometry import Point
from probis_editor.model.changes import label
from probis_editor.model.office import Block
from probis_editor.ui.panels.findbar import FindBar, around

CTRL = Qt.KeyboardModifier.ControlModifier
INTRO = (Block(text="Surat <b>tugas</b> dan surat jalan."), Block(text="Nota dinas 📎 diarsip."))


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(label("cmd.test")) as tx:
        other = maps.create_map(tx, "P2 Arsip").id
        shapes.create(tx, other, "task", Point(200, 100), name="Menyimpan dokumen")
        process = tree.create_process(tx, "Penerbitan Nota")
        tree.set_text(tx, f"process:{process.id}:intro", INTRO)
        tree.set_text(tx, "chapter:aims", (Block(text="Agar tertib."),))
    driver.open(made.document, made.map)
    return made


@pytest.fixture
def bar(driver: Driver, made: Small) -> FindBar:
    driver.key(Qt.Key.Key_F, CTRL)
    return driver.window.viewing.findbar


def _type(driver: Driver, words: str) -> None:
    """Keys to whatever has the keyboard, as they come from a hand."""
    for letter in words:
        QTest.keyClicks(driver.window.focusWidget(), letter)
        QApplication.processEvents()


def test_typing_goes_on_when_the_search_comes_back_to_an_open_map(
    driver: Driver, made: Small, bar: FindBar
) -> None:
    before = driver.document.snapshot()
    _type(driver, "menyimpan")
    there = driver.session.place
    bar.wanted.clear()
    _type(driver, "mengirim surat")
    bar.wanted.clear()
    _type(driver, "menyimpan dokumen")
    assert bar.wanted.text() == "menyimpan dokumen"
    assert driver.session.place == there
    assert driver.canvas.tool.name == "select"
    assert driver.document.snapshot() == before


@pytest.mark.parametrize(
    ("wanted", "times", "shown"),
    [("surat jalan", 0, "surat jalan"), ("surat", 1, "surat"), ("diarsip", 0, "diarsip")],
)
def test_words_of_a_text_are_shown_selected_where_they_are_written(
    driver: Driver, made: Small, bar: FindBar, wanted: str, times: int, shown: str
) -> None:
    _type(driver, wanted)
    at = [i for i, f in enumerate(bar._found) if f.key[1].endswith(":intro")][times]
    while bar._at != at:
        QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    narrative = driver.window.office.narrative
    assert driver.window.office.in_front("narrative")
    edit = next(s.edit for s in narrative.sections if s.slot.endswith(":intro"))
    assert edit.textCursor().selectedText() == shown
    assert bar.wanted.hasFocus() or driver.window.focusWidget() is bar.wanted
    row = bar.list.item(at).text()
    assert "Penerbitan Nota" in row
    assert "<" not in row


def test_a_chapter_is_named_and_opened(driver: Driver, made: Small, bar: FindBar) -> None:
    _type(driver, "tertib")
    assert bar.list.item(0).text().endswith("Tujuan")
    assert [s.slot for s in driver.window.office.narrative.sections] == ["chapter:aims"]


def test_replacing_begins_with_what_was_found_last(driver: Driver, made: Small, bar: FindBar) -> None:
    _type(driver, "surat")
    for _ in range(2):
        QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    third = bar._found[2]
    driver.key(Qt.Key.Key_H, CTRL)
    assert bar.list.currentRow() == 2
    QTest.keyClicks(bar.new, "surat resmi")
    QTest.keyClick(bar.new, Qt.Key.Key_Return)
    record = driver.document.get(third.key)
    assert "surat resmi" in str(record)
    QTest.keyClick(bar.new, Qt.Key.Key_Return)
    assert "resmi resmi" not in str(driver.document.snapshot())


def test_what_was_found_does_not_lie_below_the_search(driver: Driver, made: Small, bar: FindBar) -> None:
    driver.window.resize(1366, 768)
    QApplication.processEvents()
    _type(driver, "mengiri")
    view = driver.canvas.view
    d = made.node(made.send).drawn
    spot = view.mapFrom(driver.window, bar.mapTo(driver.window, bar.rect().center()))
    view.centre(view.mapToScene(view.viewport().rect().center() + view.mapFromScene(*d.center) - spot))
    _type(driver, "m")
    assert driver.session.selection == (made.send,)
    shape = view.mapFromScene(QRectF(d.x, d.y, d.w, d.h)).boundingRect()
    over = QRect(view.viewport().mapFromGlobal(bar.mapToGlobal(QPoint(0, 0))), bar.size())
    assert not over.intersects(shape)
    assert view.viewport().rect().contains(shape)


def test_a_row_shows_no_markup() -> None:
    from probis_editor.model.search import Found

    text = "Oleh <b>Bagian Umum</b> &amp; surat diteruskan"
    start = text.index("surat")
    assert around(Found(("", "x"), (), text, start, start + 5)) == "Oleh Bagian Umum & surat diteruskan"


def test_tab_goes_from_what_is_looked_for_to_what_replaces_it(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_H, CTRL)
    bar = driver.window.viewing.findbar
    before = driver.document.snapshot()
    _type(driver, "mengirim")
    QTest.keyClick(bar.wanted, Qt.Key.Key_Tab)
    _type(driver, "membawa")
    assert bar.new.text() == "membawa"
    QTest.keyClick(bar.new, Qt.Key.Key_Tab)
    assert driver.window.focusWidget() is bar._one
    QTest.keyClick(bar._one, Qt.Key.Key_Space)
    assert made.node(made.send).name == "membawa surat"
    driver.session.undo()
    assert driver.document.snapshot() == before
