"""Pratinjau buku takes room from the panels beside the map and gives it back."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import small
from ui.conftest import Driver


def test_panels_that_made_room_come_back_as_wide_as_they_were(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    driver.window.resize(1366, 768)
    QApplication.processEvents()
    dock = driver.window._docks["properties"]
    before = dock.width()
    driver.window.trigger("preview")
    QApplication.processEvents()
    assert not dock.isVisible()
    driver.window.trigger("preview")
    for _ in range(100):
        if dock.isVisible() and dock.width() <= before + 40:
            break
        QTest.qWait(25)
    driver.window.book.end()
    assert dock.isVisible()
    assert dock.width() <= before + 40
