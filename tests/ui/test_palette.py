"""The palette in high and low windows, the tool that ends with its shape or is kept, hints that are cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small
from ui.conftest import Driver

from probis_editor.geometry import Point

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def press_twice(driver: Driver, kind: str) -> None:
    button = driver.canvas.palette_.kinds[kind]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def tasks(driver: Driver) -> int:
    return len(driver.nodes("task"))


def test_the_tool_ends_with_its_shape(driver: Driver, made: Small) -> None:
    before = tasks(driver)
    QTest.mouseClick(driver.canvas.palette_.kinds["task"], Qt.MouseButton.LeftButton)
    assert driver.canvas.tool.name == "create"
    driver.click(Point(700, 300))
    assert driver.canvas.tool.name == "select"
    driver.type("Satu")
    driver.click(Point(850, 300))
    assert tasks(driver) == before + 1


def test_a_double_click_keeps_the_tool_until_escape(driver: Driver, made: Small) -> None:
    before = tasks(driver)
    press_twice(driver, "task")
    assert driver.canvas.create_tool.keeps
    assert driver.canvas.palette_.kinds["task"].isChecked()
    assert driver.window.status.hint.text() == driver.session.text(
        "ui.hint.create_kept", name=driver.session.text("kind.task")
    )
    driver.click(Point(700, 300))
    driver.click(Point(850, 300))
    assert driver.canvas.tool.name == "create"
    assert tasks(driver) == before + 2
    driver.session.undo()
    assert tasks(driver) == before + 1
    driver.key(Qt.Key.Key_Escape)
    assert driver.canvas.tool.name == "select"
    assert not driver.canvas.palette_.kinds["task"].isChecked()
    driver.window.use_tool("create", "task")
    assert not driver.canvas.create_tool.keeps


def test_shift_keeps_the_tool_for_once_with_mouse_and_key(driver: Driver, made: Small) -> None:
    before = tasks(driver)
    driver.window.use_tool("create", "task")
    driver.click(Point(700, 300), SHIFT)
    assert driver.canvas.tool.name == "create"
    driver.key(Qt.Key.Key_Return, SHIFT)
    assert driver.canvas.tool.name == "create"
    assert tasks(driver) == before + 2
    driver.key(Qt.Key.Key_Return)
    assert driver.canvas.tool.name == "select"
    assert tasks(driver) == before + 3
    driver.type("Tiga")


def test_an_appended_shape_ends_the_tool(driver: Driver, made: Small) -> None:
    press_twice(driver, "data.object")
    driver.session.select([made.sub])
    driver.key(Qt.Key.Key_Right, SHIFT | ALT)
    assert driver.canvas.tool.name == "select"
    driver.type("Lanjut")
    new = driver.named("Lanjut")
    assert [f.target for f in driver.flows() if f.source == made.sub] == [new.id]


@pytest.mark.parametrize("high", [900, 620, 420, 330])
def test_every_shape_can_be_reached_in_a_low_canvas(driver: Driver, made: Small, high: int) -> None:
    canvas, palette = driver.canvas, driver.canvas.palette_
    canvas.setMaximumHeight(high)
    QApplication.processEvents()
    assert canvas.height() <= high
    assert palette.geometry().bottom() < high
    buttons = [*palette._tools.values(), *palette.kinds.values(), palette._more]
    spots = [b.geometry() for b in buttons]
    assert all(b.isVisible() for b in buttons)
    assert all(palette.rect().contains(s) for s in spots)
    assert not any(a.intersects(b) for i, a in enumerate(spots) for b in spots[:i])
    QTest.mouseClick(palette.kinds["pool"], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert canvas.create_tool.kind == "pool"
    driver.key(Qt.Key.Key_Escape)


def test_a_hint_is_cut_with_an_ellipsis_and_told_in_full(driver: Driver, made: Small) -> None:
    hint, whole = driver.window.status.hint, driver.session.text("ui.hint.select")
    assert (hint.shown(), hint.toolTip()) == (whole, "")
    hint.resize(160, hint.height())
    assert hint.text() == whole
    assert hint.shown().endswith("…")
    assert hint.toolTip() == whole
    assert hint.fontMetrics().horizontalAdvance(hint.shown()) <= 160
