"""Where a line lands while it is drawn with the mouse: sides and middles, the outlined target, the reason why not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_maps import Small
from ui.conftest import Driver

from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import Node
from probis_editor.ui import look

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def near(d: Rect, side: str) -> Point:
    """A point within a shape, near one of its sides but off its middle."""
    c = d.center
    return {
        "left": Point(d.x + 6, c.y + 8), "right": Point(d.right - 6, c.y - 8),
        "top": Point(c.x + 15, d.y + 5), "bottom": Point(c.x - 15, d.bottom - 5),
    }[side]  # fmt: skip


def middle(d: Rect, side: str) -> Point:
    c = d.center
    return {
        "left": Point(d.x, c.y), "right": Point(d.right, c.y), "top": Point(c.x, d.y), "bottom": Point(c.x, d.bottom),
    }[side]  # fmt: skip


def outlined(driver: Driver) -> tuple[Rect, str] | None:
    """What is outlined as the target, and in which colour."""
    item = driver.canvas.overlay._target
    if not item.isVisible():
        return None
    r = item.path().boundingRect()
    return Rect(r.x(), r.y(), r.width(), r.height()), item.pen().color().name().upper()


def dots(driver: Driver) -> Point | None:
    """Where the line will dock, as shown."""
    item = driver.canvas.overlay._dock
    c = item.path().boundingRect().center()
    return Point(c.x(), c.y()) if item.isVisible() else None


def release(
    driver: Driver, p: Point, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseRelease(driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, modifiers, driver.spot(p))


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_near_a_side_the_line_ends_at_its_middle(driver: Driver, made: Small, side: str) -> None:
    d, before = driver.node(made.sub).drawn, driver.document.snapshot()
    driver.key(Qt.Key.Key_C)
    driver.press(driver.node(made.send).drawn.center)
    driver.move_to(near(d, side))
    assert outlined(driver) == (d, look.ACCENT.upper())
    assert dots(driver) == middle(d, side)
    assert driver.document.snapshot() == before
    release(driver, near(d, side))
    flow = next(f for f in driver.flows() if (f.source, f.target) == (made.send, made.sub))
    assert flow.points[-1] == middle(d, side)
    assert dots(driver) is None
    assert outlined(driver) is None
    driver.session.undo()
    assert driver.document.snapshot() == before


def test_further_in_or_with_ctrl_the_line_runs_best(driver: Driver, made: Small) -> None:
    d = driver.node(made.sub).drawn
    driver.key(Qt.Key.Key_C)
    driver.press(driver.node(made.send).drawn.center)
    driver.move_to(d.center.moved(4, 3))
    assert dots(driver) is None
    assert outlined(driver) is not None
    release(driver, d.center.moved(4, 3))
    best = next(f for f in driver.flows() if (f.source, f.target) == (made.send, made.sub)).points
    assert best[-1] == middle(d, "top")
    driver.session.undo()
    driver.press(driver.node(made.send).drawn.center, CTRL)
    driver.move_to(near(d, "left"), CTRL)
    assert dots(driver) is None
    release(driver, near(d, "left"), CTRL)
    assert next(f for f in driver.flows() if (f.source, f.target) == (made.send, made.sub)).points == best


def test_small_shapes_take_the_line_at_their_outline_towards_the_middle(driver: Driver, made: Small) -> None:
    d = driver.node(made.end).drawn
    driver.key(Qt.Key.Key_C)
    driver.drag(driver.node(made.sub).drawn.center, d.center.moved(d.w / 2 - 3, 5))
    end = next(f for f in driver.flows() if (f.source, f.target) == (made.sub, made.end)).points[-1]
    assert end.x == d.center.x or end.y == d.center.y


def test_a_forbidden_target_is_outlined_in_red_with_the_reason(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.key(Qt.Key.Key_C)
    driver.press(driver.node(made.end).drawn.center)
    d = driver.node(made.sub).drawn
    driver.move_to(near(d, "left"))
    assert outlined(driver) == (d, look.ERROR.upper())
    note = driver.canvas.overlay._note
    assert note._box.isVisible()
    assert note._text.text() == driver.session.text("permits.from_end")
    assert driver.canvas.overlay._line.isVisible()
    assert dots(driver) is None
    release(driver, near(d, "left"))
    assert driver.document.snapshot() == before
    assert not note._box.isVisible()


def test_into_the_void_nothing_is_outlined_and_nothing_made(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    driver.key(Qt.Key.Key_C)
    driver.press(driver.node(made.send).drawn.center)
    driver.move_to(driver.node(made.sub).drawn.center)
    driver.move_to(Point(850, 300))
    assert outlined(driver) is None
    assert not driver.canvas.overlay._note._box.isVisible()
    release(driver, Point(850, 300))
    assert driver.document.snapshot() == before


def test_the_end_of_a_line_is_dragged_to_another_side(driver: Driver, made: Small) -> None:
    d = driver.node(made.send).drawn
    driver.session.select([made.yes])
    grip = next(h for h in driver.canvas.grips if h.role == "target")
    driver.press(grip.point)
    driver.move_to(near(d, "top"))
    assert dots(driver) == middle(d, "top")
    release(driver, near(d, "top"))
    flow = driver.document.flow(made.map, made.yes)
    assert (flow.target, flow.points[-1]) == (made.send, middle(d, "top"))
    driver.session.undo()
    driver.session.select([made.a])
    grip = next(h for h in driver.canvas.grips if h.role == "target")
    driver.press(grip.point)
    driver.move_to(driver.node(made.start).drawn.center)
    assert outlined(driver) == (driver.node(made.start).drawn, look.ERROR.upper())
    release(driver, driver.node(made.start).drawn.center)
    assert driver.document.flow(made.map, made.a).target == made.write


def test_a_drag_from_a_handle_of_a_step_lands_alike(driver: Driver, made: Small) -> None:
    driver.click(driver.node(made.send).drawn.center)
    arrow = next(h.point for h in driver.canvas.arrows if h.role == "down")
    d = driver.node(made.sub).drawn
    driver.press(arrow)
    driver.move_to(near(d, "right"))
    assert dots(driver) == middle(d, "right")
    release(driver, near(d, "right"))
    flow = next(f for f in driver.flows() if (f.source, f.target) == (made.send, made.sub))
    assert flow.points[-1] == middle(d, "right")
    assert isinstance(driver.session.element(made.sub), Node)
