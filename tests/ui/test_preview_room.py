"""Pratinjau buku takes room from the panels beside the map and gives it back."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import small
from ui.conftest import Driver


def test_the_map_is_as_wide_after_a_look_at_the_book_as_before(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    driver.window.resize(1366, 768)
    QApplication.processEvents()
    middle, beside = driver.window.middle, driver.window._docks["properties"]
    before = middle.width()
    driver.window.trigger("preview")
    QApplication.processEvents()
    assert not beside.isVisible()
    assert middle.width() < before - 100
    driver.window.trigger("preview")
    for _ in range(100):
        if abs(middle.width() - before) <= 4:
            break
        QTest.qWait(25)
    driver.window.book.end()
    assert beside.isVisible()
    assert abs(middle.width() - before) <= 4
