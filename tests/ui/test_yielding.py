"""Steps dragged onto others with the mouse: the ghost shows where they slide to, and there they come to lie."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from small_maps import EDIT, Small
from ui.conftest import Driver

from probis_editor.commands import lanes
from probis_editor.commands.spots import CLEAR
from probis_editor.geometry import Point, Rect

ALT = Qt.KeyboardModifier.AltModifier


def ghost(driver: Driver) -> Rect:
    """The frame drawn round the one thing that is selected, as it is now."""
    shown = [item for item in driver.canvas.overlay._frames if item.isVisible()]
    assert len(shown) == 1
    r = shown[0].path().boundingRect()
    return Rect(r.x(), r.y(), r.width(), r.height())


def test_a_dragged_step_slides_off_another(driver: Driver, made: Small) -> None:
    before = made.document.snapshot()
    send, write = driver.node(made.send).drawn, driver.node(made.write).drawn
    driver.press(send.center.moved(-30, 0))
    driver.move_to(write.center.moved(-20, 2))
    shown = ghost(driver)
    assert not shown.overlaps(write)
    assert driver.document.snapshot() == before
    note = driver.canvas.overlay._note
    assert note._box.isVisible()
    assert note._text.text() == driver.session.text("ui.canvas.slid")
    end = driver.spot(write.center.moved(-20, 2))
    QTest.mouseRelease(driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    d = driver.node(made.send).drawn
    assert not d.grown(CLEAR).overlaps(write)
    assert shown.grown(4).covers(d)
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.document.snapshot() == before


def test_alt_keeps_the_exact_place(driver: Driver, made: Small) -> None:
    send, write = driver.node(made.send).drawn, driver.node(made.write).drawn
    driver.drag(send.center.moved(-30, 0), write.center.moved(-20, 2), ALT)
    assert driver.node(made.send).drawn == send.moved(
        write.center.x - 20 - send.center.x + 30, write.center.y + 2 - send.center.y
    )


def test_a_new_step_put_on_another_slides_too(driver: Driver, made: Small) -> None:
    write = driver.node(made.write).drawn
    known = {n.id for n in driver.nodes("task")}
    driver.canvas.use_tool("create", "task")
    driver.click(Point(write.center.x + 30, write.center.y))
    fresh = [n for n in driver.nodes("task") if n.id not in known]
    assert len(fresh) == 1
    assert not fresh[0].drawn.grown(CLEAR).overlaps(write)
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {n.id for n in driver.nodes("task")} == known


def test_the_lane_and_the_phase_of_the_drop_are_named_and_tinted(driver: Driver, made: Small) -> None:
    with made.document.transaction(EDIT) as tx:
        for name in ("Persiapan", "Pelaksanaan"):
            phase = lanes.add_phase(tx, made.map, made.pool, name).id
    send = driver.node(made.send).drawn
    column = driver.node(phase).bounds
    goal = Point(column.center.x, driver.node(made.lanes[2]).bounds.center.y)
    driver.press(send.center.moved(-50, 0))
    driver.move_to(goal.moved(-50, 0))
    said, text = driver.window.status.lane.text(), driver.session.text
    assert said == f"{text('ui.status.lane', name='Staf')}  /  {text('ui.status.phase', name='Pelaksanaan')}"
    target = driver.canvas.overlay._target
    assert target.isVisible()
    tinted = target.path()
    assert tinted.contains(spot(goal))
    assert tinted.contains(spot(Point(column.center.x, column.y + 5)))
    assert tinted.contains(spot(Point(120, goal.y)))
    assert not tinted.contains(spot(Point(120, 60)))
    driver.key(Qt.Key.Key_Escape)
    assert not target.isVisible()
    assert driver.canvas.goal is None


def spot(p: Point) -> QPointF:
    return QPointF(p.x, p.y)
