"""F1: all keys, and the search among them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.conftest import Driver

from probis_editor.ui.help_pages import ShortcutSheet


def shown(sheet: ShortcutSheet) -> list[str]:
    return [what.text() for _, rows in sheet._sections for _, what, _ in rows if not what.isHidden()]


def test_what_is_typed_leaves_the_keys_that_fit(driver: Driver) -> None:
    sheet = ShortcutSheet(driver.window, driver.session.text)
    sheet.show()
    assert sheet.focusWidget() is sheet.wanted
    everything = shown(sheet)
    assert len(everything) > 60
    QTest.keyClicks(sheet.wanted, "cari")
    assert set(shown(sheet)) == {"Cari", "Cari dan ganti", "Cari berikutnya", "Cari sebelumnya"}
    assert [t.text() for t, _ in sheet._sections if not t.isHidden()] == ["Sunting"]
    sheet.wanted.clear()
    QTest.keyClicks(sheet.wanted, "ctrl+h")
    assert shown(sheet) == ["Cari dan ganti"]
    QTest.keyClicks(sheet.wanted, "?")
    assert shown(sheet) == []
    assert not sheet._nothing.isHidden()
    sheet.wanted.clear()
    assert shown(sheet) == everything
    QTest.keyClick(sheet.wanted, Qt.Key.Key_PageDown)
    assert sheet.area.verticalScrollBar().value() > 0
    sheet.close()
