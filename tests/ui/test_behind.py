"""Ctrl+Enter on a step without a map; kinds and triggers by key, menu and pad."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import EDIT, Small, small
from ui.conftest import Driver

from probis_editor.commands import maps
from probis_editor.ui import behind
from probis_editor.ui.dialogs import Form

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        maps.create_map(tx, "P2 Arsip")
    driver.open(made.document, made.map)
    return made


def _answer(*keys: Qt.Key) -> list[str]:
    """Press keys in the form that opens next; returns what its list offered."""
    seen: list[str] = []

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, behind._Dialog)
        seen.extend(form.list.item(i).text() for i in range(form.list.count()))
        if keys[0] == Key.Key_Down:
            form.list.setFocus()
        for key in keys:
            QTest.keyClick(form.focusWidget(), key)
        if form.isVisible():
            Form.reject(form)

    QTimer.singleShot(0, act)
    return seen


def _ctrl_enter(driver: Driver) -> None:
    driver.key(Key.Key_Return, CTRL)
    driver.window.activateWindow()
    assert QTest.qWaitForWindowActive(driver.window)
    QApplication.processEvents()


def test_ctrl_enter_makes_the_map_behind_a_task(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.session.select([made.send])
    offered = _answer(Key.Key_Return)
    _ctrl_enter(driver)
    assert offered == ["Buat peta baru", "P2 Arsip"]
    assert driver.document.map(driver.session.place.map).name == "Mengirim surat"
    assert made.node(made.send).kind == "call"
    driver.key(Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_ctrl_enter_links_a_map_that_is_there(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    _answer(Key.Key_Down, Key.Key_Return)
    _ctrl_enter(driver)
    other = driver.session.place.map
    assert driver.document.map(other).name == "P2 Arsip"
    driver.session.show(made.map)
    driver.session.select([made.send])
    driver.key(Key.Key_Return, CTRL)
    assert driver.session.place.map == other


def test_giving_up_changes_nothing(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.session.select([made.send])
    _answer(Key.Key_Escape)
    driver.key(Key.Key_Return, CTRL)
    assert driver.document.snapshot() == before
    assert driver.session.place.map == made.map


@pytest.mark.parametrize("which", ["start", "timer"])
def test_an_event_is_given_another_trigger_by_key(driver: Driver, made: Small, which: str) -> None:
    event = getattr(made, which)
    before, kind = driver.document.snapshot(), driver.node(event).kind
    driver.session.select([event])
    driver.key(Key.Key_R)
    menu = QApplication.activePopupWidget()
    (message,) = (a for a in menu.actions() if a.text() == driver.session.text("ui.trigger.message"))
    message.trigger()
    menu.close()
    assert (driver.node(event).trigger, driver.node(event).kind) == ("message", kind)
    driver.key(Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_the_pad_changes_the_kind_and_finds_others(driver: Driver, made: Small) -> None:
    driver.click(driver.node(made.sub).drawn.center)
    pad = driver.canvas.pad
    QTest.mouseClick(pad._kind, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert any(a.isEnabled() for a in menu.actions())
    menu.close()
    count = len(driver.document.nodes(made.map))
    QTest.mouseClick(pad._more, Qt.MouseButton.LeftButton)
    finder = QApplication.activePopupWidget()
    QTest.keyClicks(finder.focusWidget() or finder, "catatan")
    QTest.keyClick(finder.focusWidget() or finder, Key.Key_Return)
    QApplication.processEvents()
    driver.canvas.end_editing()
    assert len(driver.document.nodes(made.map)) == count + 1
    assert driver.session.selected_nodes()[0].kind == "annotation"


def test_a_question_is_typed_as_soon_as_it_is_placed(driver: Driver, made: Small) -> None:
    driver.window.use_tool("create", "gateway.exclusive")
    driver.click(driver.node(made.note).drawn.center.moved(0, 240))
    driver.type("Lengkap?")
    assert driver.named("Lengkap?").kind == "gateway.exclusive"
    driver.key(Key.Key_Z, CTRL)
    assert all(n.name != "Lengkap?" for n in driver.nodes("gateway.exclusive"))
