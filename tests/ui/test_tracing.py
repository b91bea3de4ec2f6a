"""Fitting the picture below a map, and opening tabs again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from small_maps import small
from ui.conftest import Driver

from probis_editor.commands.underlay import underlay
from probis_editor.geometry import Point, Rect

ESC, SHIFT = Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def traced(driver: Driver, tmp_path: Path) -> Driver:
    made = small()
    driver.open(made.document, made.map)
    path = tmp_path / "pindaian.png"
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGray)
    image.save(str(path))
    assert driver.window.viewing.lay_under(path)
    return driver


def place(driver: Driver) -> Rect:
    node = underlay(driver.document, driver.canvas.map_id)
    assert node is not None
    return node.bounds


def test_the_picture_is_dragged_and_scaled_and_nothing_else(traced: Driver) -> None:
    assert traced.window.tool_name == "trace"
    before, nodes = place(traced), traced.nodes("task")
    inside = Point(before.x + 30, before.y + 30)
    traced.drag(inside, inside.moved(40, 24))
    assert place(traced) == before.moved(40, 24)
    now = place(traced)
    traced.drag(Point(now.x, now.y), Point(now.x - 100, now.y - 10))
    grown = place(traced)
    assert (grown.right, grown.bottom) == pytest.approx((now.right, now.bottom))
    assert grown.w == pytest.approx(now.w + 100, abs=2)
    assert grown.w / grown.h == pytest.approx(now.w / now.h)
    assert traced.nodes("task") == nodes
    for _ in range(2):
        traced.session.undo()
    assert place(traced) == before
    traced.session.undo()
    assert underlay(traced.document, traced.canvas.map_id) is None
    assert traced.window.tool_name == "select"


def test_keys_fit_the_picture(traced: Driver) -> None:
    before = place(traced)
    traced.key(Qt.Key.Key_Right)
    traced.key(Qt.Key.Key_Down, SHIFT)
    assert place(traced) == before.moved(1, 10)
    traced.key(Qt.Key.Key_Plus)
    assert place(traced).w == pytest.approx(before.w * 1.05)
    traced.key(ESC)
    assert traced.window.tool_name == "select"
    traced.window.trigger("untrace")
    assert underlay(traced.document, traced.canvas.map_id) is None


def test_a_drag_that_is_given_up_leaves_the_picture(traced: Driver) -> None:
    before = place(traced)
    inside = Point(before.x + 30, before.y + 30)
    traced.press(inside)
    traced.move_to(inside.moved(60, 60))
    traced.key(ESC)
    assert place(traced) == before
    assert traced.window.tool_name == "trace"


def test_a_closed_tab_comes_back_as_it_was(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    driver.session.show(made.map, made.sub)
    assert not driver.window.workspace.closed_tabs()
    driver.session.show(made.map)
    driver.canvas.view.set_zoom(1.5)
    driver.window.trigger("close_tab")
    assert driver.session.place.plane == made.sub
    driver.window.trigger("reopen_tab")
    assert driver.session.place == (made.map, "")
    assert driver.canvas.view.zoom == pytest.approx(1.5)
    assert driver.window.workspace.tabs.currentIndex() == 0
    assert not driver.window.workspace.closed_tabs()
