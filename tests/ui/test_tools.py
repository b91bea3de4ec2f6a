"""Single gestures: what a hand does, and what the document says afterwards."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small
from ui.conftest import Driver

from probis_editor.geometry import Point

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_click_selects_and_adds(driver: Driver, made: Small) -> None:
    driver.click(made.node(made.write).drawn.center)
    assert driver.session.selection == (made.write,)
    driver.click(made.node(made.send).drawn.center, CTRL)
    assert driver.session.selection == (made.write, made.send)
    driver.click(made.node(made.write).drawn.center, SHIFT)
    assert driver.session.selection == (made.send,)
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.selection == ()


def test_click_on_a_line_selects_it(driver: Driver, made: Small) -> None:
    points = driver.canvas.session.document.flow(made.map, made.last).points
    driver.click(Point((points[0].x + points[1].x) / 2, points[0].y))
    assert driver.session.selection == (made.last,)


def test_rubber_band_takes_what_lies_in_it(driver: Driver, made: Small) -> None:
    a, b = made.node(made.send).drawn, made.node(made.end).drawn
    driver.drag(Point(a.x - 15, a.y - 15), Point(b.right + 15, a.bottom + 15))
    assert {made.send, made.end, made.last} <= set(driver.session.selection)
    assert made.ok not in driver.session.selection
    assert not driver.session.history.can_undo


def test_move_previews_the_result_and_changes_nothing_before(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    p = made.node(made.send).drawn.center
    driver.press(p, ALT)
    driver.move_to(p.moved(30, 10), ALT)
    assert driver.document.snapshot() == before
    root = driver.canvas.scene.picture(made.send).root
    assert root.pos() == QPointF(made.node(made.send).drawn.x + 30, made.node(made.send).drawn.y + 10)
    driver.key(Qt.Key.Key_Escape)
    assert root.pos() == QPointF(made.node(made.send).drawn.x, made.node(made.send).drawn.y)
    assert not driver.session.history.can_undo


def test_move_is_one_step_and_lines_follow(driver: Driver, made: Small) -> None:
    p = made.node(made.send).drawn.center
    old = driver.document.flow(made.map, made.last).points
    driver.drag(p, p.moved(24, 16), ALT)
    assert made.node(made.send).drawn.center == p.moved(24, 16)
    assert driver.document.flow(made.map, made.last).points != old
    driver.key(Qt.Key.Key_Z, CTRL)
    assert made.node(made.send).drawn.center == p
    assert not driver.session.history.can_undo


def test_move_snaps_to_neighbours(driver: Driver, made: Small) -> None:
    p = made.node(made.send).drawn.center
    driver.drag(p, p.moved(40, 3))
    assert made.node(made.send).drawn.center.y == made.node(made.ok).drawn.center.y


def test_resize_by_a_handle(driver: Driver, made: Small) -> None:
    driver.click(made.node(made.send).drawn.center)
    grip = next(h for h in driver.canvas.grips if h.role == "e")
    width = made.node(made.send).drawn.w
    driver.drag(grip.point, grip.point.moved(40, 0))
    assert made.node(made.send).drawn.w == width + 40


def test_nudges_join_into_one_step(driver: Driver, made: Small) -> None:
    x = made.node(made.send).drawn.x
    driver.session.select([made.send])
    for _ in range(3):
        driver.key(Qt.Key.Key_Right)
    driver.key(Qt.Key.Key_Right, SHIFT)
    assert made.node(made.send).drawn.x == x + 13
    driver.key(Qt.Key.Key_Z, CTRL)
    assert made.node(made.send).drawn.x == x


def test_forbidden_line_is_refused_with_the_reason(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    said: list[str] = []
    driver.session.said.connect(lambda _level, text: said.append(text))
    driver.key(Qt.Key.Key_C)
    driver.drag(made.node(made.end).drawn.center, made.node(made.write).drawn.center)
    assert driver.document.snapshot() == before
    assert said == [driver.session.text("permits.from_end")]


def test_shape_dragged_from_the_palette(driver: Driver, made: Small) -> None:
    button = driver.canvas.palette_.kinds["task"]
    spot = driver.spot(Point(780, 300))
    target = button.mapFromGlobal(driver.canvas.view.viewport().mapToGlobal(spot))
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(button, QPoint(10, 10) + (target - QPoint(10, 10)) * share)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, NONE, target)
    driver.type("Baru")
    assert abs(driver.named("Baru").drawn.center.x - 780) < 10


def test_step_dropped_on_a_line_is_put_into_it(driver: Driver, made: Small) -> None:
    points = driver.document.flow(made.map, made.last).points
    middle = Point((points[0].x + points[-1].x) / 2, points[0].y)
    driver.key(Qt.Key.Key_N)
    driver.click(middle, ALT)
    driver.type("Sela")
    new = driver.named("Sela")
    ends = {(f.source, f.target) for f in driver.flows()}
    assert {(made.send, new.id), (new.id, made.end)} <= ends


def test_event_dropped_on_a_border_sits_on_it(driver: Driver, made: Small) -> None:
    host = made.node(made.send).drawn
    driver.canvas.use_tool("create", "event.catch")
    driver.click(Point(host.x + 30, host.bottom))
    event = next(n for n in driver.nodes("event.boundary") if n.id != made.timer)
    assert event.attached == made.send
    assert event.drawn.center.y == host.bottom


def test_lane_placed_above_another(driver: Driver, made: Small) -> None:
    lane = made.node(made.lanes[1])
    count = len(driver.nodes("lane"))
    driver.key(Qt.Key.Key_L)
    driver.click(Point(lane.bounds.right - 40, lane.bounds.y + 10))
    driver.type("Bendahara")
    assert len(driver.nodes("lane")) == count + 1
    assert driver.named("Bendahara").bounds.y < made.node(made.lanes[1]).bounds.y


def test_double_click_opens_the_inner_plane_and_back(driver: Driver, made: Small) -> None:
    driver.double_click(made.node(made.sub).drawn.center)
    assert driver.session.place == (made.map, made.sub)
    assert driver.window.workspace.tabs.count() == 2
    driver.key(Qt.Key.Key_Backspace)
    assert driver.session.place == (made.map, "")


def test_end_of_a_line_given_to_another(driver: Driver, made: Small) -> None:
    driver.session.select([made.yes])
    grip = next(h for h in driver.canvas.grips if h.role == "target")
    driver.drag(grip.point, made.node(made.sub).drawn.center)
    assert driver.document.flow(made.map, made.yes).target == made.sub


def test_segment_dragged_sideways(driver: Driver, made: Small) -> None:
    driver.session.select([made.last])
    grip = next(h for h in driver.canvas.grips if h.role.startswith("segment"))
    driver.drag(grip.point, grip.point.moved(0, 40), Qt.KeyboardModifier.AltModifier)
    send, end = driver.node(made.send).drawn, driver.node(made.end).drawn
    run = send.center.y + 40
    bent = driver.document.flow(made.map, made.last).points
    assert bent[1:3] == (Point(send.center.x, run), Point(end.center.x, run))
    assert (bent[0], bent[-1]) == (Point(send.center.x, send.bottom), Point(end.center.x, end.bottom))
    driver.session.select([made.end])
    driver.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    kept = driver.document.flow(made.map, made.last).points
    assert kept == (*bent[:2], bent[2].moved(10, 0), bent[3].moved(10, 0))


def test_bend_dragged_keeps_right_angles(driver: Driver, made: Small) -> None:
    bend = driver.document.flow(made.map, made.b).points[1]
    driver.session.select([made.b])
    driver.drag(bend, bend.moved(60, -10), Qt.KeyboardModifier.AltModifier)
    points = driver.document.flow(made.map, made.b).points
    assert bend.moved(60, -10) in points
    assert all(p.x == q.x or p.y == q.y for p, q in itertools.pairwise(points))


def test_copy_paste_duplicate_delete(driver: Driver, made: Small) -> None:
    driver.session.select([made.write, made.send])
    driver.key(Qt.Key.Key_C, CTRL)
    count = len(driver.nodes("task"))
    driver.key(Qt.Key.Key_V, CTRL)
    assert len(driver.nodes("task")) == count + 2
    driver.key(Qt.Key.Key_D, CTRL)
    assert len(driver.nodes("task")) == count + 4
    driver.key(Qt.Key.Key_Delete)
    assert len(driver.nodes("task")) == count + 2
    QApplication.clipboard().clear()


def test_wheel_zooms_at_the_pointer(driver: Driver, made: Small) -> None:
    from PySide6.QtGui import QWheelEvent

    view = driver.canvas.view
    p = made.node(made.send).drawn.center
    spot = driver.spot(p)
    event = QWheelEvent(
        QPointF(spot), QPointF(view.viewport().mapToGlobal(spot)), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = view.zoom
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom > before
    assert (driver.spot(p) - spot).manhattanLength() <= 3


def test_labels_hide_when_zoomed_out(driver: Driver, made: Small) -> None:
    texts = driver.canvas.scene.picture(made.write).texts
    driver.canvas.view.set_zoom(0.2)
    assert not any(t.isVisible() for t in texts)
    driver.canvas.view.set_zoom(0.6)
    assert all(t.isVisible() for t in driver.canvas.scene.picture(made.write).texts)


def test_lane_dragged_by_its_header(driver: Driver, made: Small) -> None:
    lane, last = made.node(made.lanes[0]), made.node(made.lanes[2])
    grip = Point(lane.bounds.x + 12, lane.bounds.center.y)
    driver.drag(grip, Point(grip.x, last.bounds.bottom - 10))
    order = sorted(made.lanes, key=lambda i: made.node(i).bounds.y)
    assert order == [made.lanes[1], made.lanes[2], made.lanes[0]]
    assert driver.session.history.undo_label is not None
    driver.key(Qt.Key.Key_Z, CTRL)
    assert made.node(made.lanes[0]) == lane


def test_words_of_qt_are_in_our_language(driver: Driver) -> None:
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("QFileDialog", "File &name:") == "Nama berkas:"
