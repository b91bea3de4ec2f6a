"""Keys on the canvas: small letters are actions, capitals begin a new text; keys that other programs taught."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from small_maps import EDIT, Small
from ui.conftest import Driver

from probis_editor.commands import phases

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _keys(driver: Driver, words: str) -> None:
    QTest.keyClicks(driver.canvas.view, words[0])
    editor = driver.canvas._editor
    assert editor is not None
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize("words", ["Menyampaikan surat", "Namanya", "2 rangkap", "kecil"])
def test_typing_replaces_the_text_of_the_selected_shape(driver: Driver, made: Small, words: str) -> None:
    before = driver.document.snapshot()
    driver.session.select([made.send])
    _keys(driver, words)
    assert driver.node(made.send).name == words
    assert driver.canvas.tool.name == "select"
    driver.key(Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_typing_that_is_given_up_leaves_the_text(driver: Driver, made: Small) -> None:
    driver.session.select([made.yes])
    QTest.keyClicks(driver.canvas.view, "M")
    editor = driver.canvas._editor
    assert editor is not None
    assert editor.toPlainText() == "M"
    QTest.keyClick(editor, Key.Key_Escape)
    assert driver.document.flow(made.map, made.yes).name == "Ya"


def test_small_letters_stay_actions(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    QTest.keyClicks(driver.canvas.view, "n")
    assert driver.canvas.tool.name == "create"
    driver.key(Key.Key_Escape)
    driver.session.select([])
    QTest.keyClicks(driver.canvas.view, "N")
    assert driver.canvas.tool.name == "create"


def test_alt_up_goes_up_where_nothing_is_selected(driver: Driver, made: Small) -> None:
    driver.session.show(made.map, made.sub)
    driver.key(Key.Key_Up, ALT)
    assert driver.session.place == (made.map, "")
    driver.session.select([made.lanes[2]])
    driver.key(Key.Key_Up, ALT)
    assert driver.node(made.lanes[2]).bounds.y == 120


def test_alt_enter_opens_the_properties(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    driver.window._docks["properties"].hide()
    driver.key(Key.Key_Return, ALT)
    QApplication.processEvents()
    field = driver.window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "Mengirim surat"


def test_undo_reaches_the_document_from_a_field_without_words_of_its_own(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.session.select([made.send])
    driver.key(Key.Key_Return, ALT)
    QApplication.processEvents()
    field = driver.window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Key.Key_Z, CTRL)
    assert field.toPlainText() == "Mengirim surat"  # its own words first
    field.selectAll()
    QTest.keyClicks(field, "Mengantar surat")
    QTest.keyClick(field, Key.Key_Return)
    assert driver.node(made.send).name == "Mengantar surat"
    QTest.keyClick(field, Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_phases_go_sideways(driver: Driver, made: Small) -> None:
    with made.document.transaction(EDIT) as tx:
        first, second = (phases.add_phase(tx, made.map, made.pool, name).id for name in ("Awal", "Akhir"))
    driver.session.select([first])
    driver.key(Key.Key_Right, ALT)
    assert driver.node(second).bounds.x < driver.node(first).bounds.x
    driver.key(Key.Key_Left, ALT)
    assert driver.node(first).bounds.x < driver.node(second).bounds.x
    x = driver.node(made.send).drawn.x
    driver.session.select([made.send])
    driver.key(Key.Key_Left, ALT)
    assert driver.node(made.send).drawn.x == x


def test_underline_is_put_on_and_taken_off(driver: Driver, made: Small) -> None:
    driver.session.select([made.send, made.write])
    driver.key(Key.Key_U, CTRL)
    assert [driver.node(i).style.underline for i in (made.send, made.write)] == [True, True]
    driver.key(Key.Key_U, CTRL)
    assert driver.node(made.send).style.underline is None


def test_a_lane_is_not_offered_to_go_on_from(driver: Driver, made: Small) -> None:
    actions = driver.window.bars.actions
    driver.session.select([made.lanes[0]])
    driver.window.update_actions()
    assert not actions["append"].isEnabled()
    driver.session.select([made.send])
    driver.window.update_actions()
    assert actions["append"].isEnabled()


def test_paste_with_shift_goes_to_the_pointer_too(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    driver.key(Key.Key_C, CTRL)
    count = len(driver.document.nodes(made.map))
    driver.key(Key.Key_V, CTRL | SHIFT)
    assert len(driver.document.nodes(made.map)) == count + 1
