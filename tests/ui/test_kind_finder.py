"""A kind is found by typing, for what comes next and for what is drawn anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.kinds import kind
from probis_editor.ui.panels.kind_finder import KindFinder, findable


@pytest.fixture
def made(driver: Driver) -> Small:
    s = small()
    driver.open(s.document, s.map)
    return s


def finder() -> KindFinder:
    found = QApplication.activePopupWidget()
    assert isinstance(found, KindFinder)
    return found


def test_going_on_with_a_kind_found_by_a_plain_word(driver: Driver, made: Small) -> None:
    driver.session.select([made.write])
    before = {n.id for n in driver.document.nodes(made.map)}
    driver.window.trigger("append_choice")
    QTest.keyClicks(finder().wanted, "ya tidak")
    assert finder().found == ["gateway.exclusive"]
    QTest.keyClick(finder().wanted, Qt.Key.Key_Return)
    (new,) = [n for n in driver.document.nodes(made.map) if n.id not in before]
    assert new.kind == "gateway.exclusive"
    assert any(f.source == made.write and f.target == new.id for f in driver.flows())


def test_arrows_walk_and_escape_gives_up(driver: Driver, made: Small) -> None:
    driver.session.select([made.write])
    before = driver.document.snapshot()
    driver.window.trigger("append_choice")
    found = finder()
    QTest.keyClick(found.wanted, Qt.Key.Key_Down)
    assert found.list.currentRow() == 1
    QTest.keyClick(found.wanted, Qt.Key.Key_Up)
    QTest.keyClick(found.wanted, Qt.Key.Key_Up)
    assert found.list.currentRow() == found.list.count() - 1
    QTest.keyClicks(found.wanted, "tidak ada yang begini")
    assert found.found == []
    QTest.keyClick(found.wanted, Qt.Key.Key_Return)
    QTest.keyClick(found.wanted, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert driver.document.snapshot() == before


def test_a_kind_for_the_place_that_is_clicked(driver: Driver, made: Small) -> None:
    driver.window.trigger("create_choice")
    QTest.keyClicks(finder().wanted, "surat")
    QTest.keyClick(finder().wanted, Qt.Key.Key_Return)
    assert driver.window.tool_name == "create"
    assert driver.canvas.create_tool.kind == "data.object"


def test_all_can_be_found() -> None:
    assert "event.start" in findable(after=False)
    assert "event.start" not in findable(after=True)
    assert all(kind(k) for k in findable(after=False))
