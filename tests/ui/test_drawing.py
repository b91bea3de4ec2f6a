"""Gestures of drawing with real events: handles, pad, lanes, room, kinds, formats; one gesture is one undo step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import EDIT, Small, small
from ui.conftest import Driver

from probis_editor.commands import flows, maps, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.ui import dialogs
from probis_editor.ui.tools import appending

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def handle(driver: Driver, element_id: str, way: str) -> Point:
    driver.click(driver.node(element_id).drawn.center)
    return next(h.point for h in driver.canvas.arrows if h.role == way)


def test_a_rest_on_a_handle_shows_a_ghost_and_a_click_makes_it_real(driver: Driver, made: Small) -> None:
    spot = handle(driver, made.sub, "right")
    before = driver.document.snapshot()
    QTest.mouseMove(driver.canvas.view.viewport(), driver.spot(spot))
    QTest.qWait(appending.PAUSE + 150)
    assert driver.canvas.scene._ghosts
    assert driver.document.snapshot() == before
    driver.click(spot)
    driver.type("Menyimpan arsip")
    new = driver.named("Menyimpan arsip")
    assert any((f.source, f.target) == (made.sub, new.id) for f in driver.flows())
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_a_handle_dragged_to_a_shape_connects(driver: Driver, made: Small) -> None:
    driver.drag(handle(driver, made.sub, "right"), driver.node(made.end).drawn.center)
    assert any((f.source, f.target) == (made.sub, made.end) for f in driver.flows())


def test_ctrl_on_drop_asks_for_the_kind(driver: Driver, made: Small) -> None:
    driver.drag(handle(driver, made.sub, "right"), Point(800, 300), CTRL)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_2)
    QApplication.processEvents()
    driver.type("Lengkap?")
    assert driver.named("Lengkap?").kind == "gateway.exclusive"


def test_button_under_the_last_lane(driver: Driver, made: Small) -> None:
    driver.canvas.view.centerOn(300, 380)
    driver.click(driver.canvas.adders.middle(made.pool))
    driver.type("Bendahara")
    lanes = sorted((n for n in driver.nodes("lane")), key=lambda n: n.bounds.y)
    assert lanes[-1].name == "Bendahara"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert len(driver.nodes("lane")) == 3


@pytest.mark.parametrize("answer", ["keep", "remove", ""])
def test_what_is_in_a_deleted_lane_is_asked(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(dialogs, "ask_contents", lambda *_: answer)
    driver.session.select([made.lanes[2]])
    driver.key(Qt.Key.Key_Delete)
    there = driver.document.element(made.map, made.sub) is not None
    assert there is (answer != "remove")
    assert (driver.document.element(made.map, made.lanes[2]) is None) is bool(answer)


@pytest.mark.parametrize("answer", ["keep", "remove", ""])
def test_what_is_in_a_deleted_pool_is_asked(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_contents", lambda *a: asked.append(a[2]) or answer)
    before = driver.document.snapshot()
    driver.session.select([made.pool])
    driver.key(Qt.Key.Key_Delete)
    assert ["Kecamatan" in words for words in asked] == [True]
    there = driver.document.element(made.map, made.send) is not None
    assert there is (answer != "remove")
    assert (driver.document.element(made.map, made.pool) is None) is bool(answer)
    if answer:
        driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_two_lanes_are_asked_for_once_and_go_as_one_step(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_contents", lambda *a: asked.append(a[2]) or "remove")
    before = driver.document.snapshot()
    driver.session.select(made.lanes[1:])
    driver.key(Qt.Key.Key_Backspace)
    assert len(asked) == 1
    assert [n.id for n in driver.nodes("lane")] == [made.lanes[0]]
    assert driver.document.element(made.map, made.send) is None
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_nothing_is_asked_where_all_is_selected(driver: Driver, made: Small) -> None:
    driver.key(Qt.Key.Key_A, CTRL)
    driver.key(Qt.Key.Key_Delete)
    assert [n for n in driver.document.nodes(made.map) if not n.hidden] == []


@pytest.mark.parametrize("how", ["pool", "lane", "key"])
def test_the_first_frame_goes_round_what_is_there(driver: Driver, how: str) -> None:
    bare = small().document
    with bare.transaction(EDIT) as tx:
        new = maps.create_map(tx, "Kosong", kind="cross_functional").id
        a, b = (shapes.create(tx, new, "task", p).id for p in (Point(300, 200), Point(900, 420)))
        flows.connect(tx, new, a, b)
    driver.open(bare, new)
    before = bare.snapshot()
    if how == "key":
        driver.key(Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    else:
        driver.window.use_tool("create", how)
        driver.click(Point(400, 320))
    driver.canvas.end_editing()
    (pool,) = (n for n in driver.nodes("pool") if not n.hidden)
    assert {driver.node(i).parent for i in (a, b)} == {pool.id}
    assert all(pool.bounds.covers(driver.node(i).drawn) for i in (a, b))
    driver.key(Qt.Key.Key_Z, CTRL)
    assert bare.snapshot() == before


def test_room_is_made_by_press_and_drag(driver: Driver, made: Small) -> None:
    x, width = driver.node(made.send).drawn.x, driver.node(made.pool).bounds.w
    driver.key(Qt.Key.Key_G)
    driver.drag(Point(460, 200), Point(540, 204))
    assert driver.node(made.send).drawn.x == x + 80
    assert driver.node(made.pool).bounds.w == width + 80
    driver.key(Qt.Key.Key_Escape)
    assert driver.canvas.tool.name == "select"


def test_room_on_the_other_side_leaves_what_is_beyond(driver: Driver, made: Small) -> None:
    before = driver.document.snapshot()
    ids = (made.start, made.write, made.ok, made.send, made.end)
    xs, pool = {i: driver.node(i).drawn.x for i in ids}, driver.node(made.pool).bounds
    driver.key(Qt.Key.Key_G)
    driver.drag(Point(460, 200), Point(400, 204), CTRL)
    moved = {i: driver.node(i).drawn.x - xs[i] for i in ids}
    assert moved == {made.start: -60, made.write: -60, made.ok: -60, made.send: 0, made.end: 0}
    assert (driver.node(made.pool).bounds.x, driver.node(made.pool).bounds.right) == (pool.x - 60, pool.right)
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.document.snapshot() == before


def test_the_way_of_the_room_is_decided_by_how_the_drag_begins(driver: Driver, made: Small) -> None:
    x, y = driver.node(made.send).drawn.x, driver.node(made.send).drawn.y
    driver.key(Qt.Key.Key_G)
    driver.press(Point(460, 200))
    driver.move_to(Point(500, 202))
    driver.move_to(Point(500, 330))
    QTest.mouseRelease(
        driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=driver.spot(Point(500, 330))
    )
    assert (driver.node(made.send).drawn.x, driver.node(made.send).drawn.y) == (x + 40, y)


@pytest.mark.parametrize("across", [True, False])
def test_a_frame_that_the_line_goes_through_grows(driver: Driver, made: Small, across: bool) -> None:
    with driver.document.transaction(EDIT) as tx:
        frame = shapes.create(tx, made.map, "group", bounds=Rect(340, 130, 300, 210)).id
    old = driver.node(frame).drawn
    driver.key(Qt.Key.Key_G)
    driver.drag(Point(460, 240), Point(540, 242) if across else Point(462, 320))
    new = driver.node(frame).drawn
    assert (new.x, new.y) == (old.x, old.y)
    assert (new.w - old.w, new.h - old.h) == ((80, 0) if across else (0, 80))


def test_what_follows_an_event_on_a_border_stands_below(driver: Driver, made: Small) -> None:
    new = appending.append(driver.canvas, made.timer, "task")
    assert new is not None
    driver.canvas.end_editing()
    host, lane = driver.node(made.write).drawn, driver.node(made.lanes[0]).bounds
    made_at = driver.node(new.id).drawn
    assert host.bottom < made_at.y
    assert made_at.bottom < lane.bottom
    (way,) = (f for f in driver.flows() if f.target == new.id)
    assert len(way.points) == 2  # straight down


def test_a_loose_step_dropped_on_a_line_goes_into_it(driver: Driver, made: Small) -> None:
    with driver.document.transaction(EDIT) as tx:
        loose = shapes.create(tx, made.map, "task", Point(750, 300), name="Sela").id
    points = driver.document.flow(made.map, made.last).points
    driver.drag(Point(750, 300), Point(750, points[0].y), ALT)
    ends = {(f.source, f.target) for f in driver.flows()}
    assert {(made.send, loose), (loose, made.end)} <= ends


def test_an_event_dragged_off_its_border_comes_free(driver: Driver, made: Small) -> None:
    start = driver.node(made.timer).drawn.center
    driver.drag(start, Point(800, 300), ALT)
    assert driver.node(made.timer).kind == "event.catch"
    host = driver.node(made.send).drawn
    driver.drag(driver.node(made.timer).drawn.center, Point(host.center.x, host.bottom), ALT)
    assert driver.node(made.timer).attached == made.send


def test_formats_are_copied_and_reset(driver: Driver, made: Small) -> None:
    driver.session.select([made.write])
    driver.key(Qt.Key.Key_B, CTRL)
    driver.key(Qt.Key.Key_C, CTRL | ALT)
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_V, CTRL | ALT)
    assert driver.node(made.send).style.bold
    driver.window.trigger("reset_style")
    assert driver.node(made.send).style.bold is None


def test_ctrl_drag_makes_a_copy(driver: Driver, made: Small) -> None:
    count = len(driver.document.nodes(made.map))
    driver.session.select([])
    p = driver.node(made.sub).drawn.center
    driver.drag(p, Point(p.x + 250, p.y), CTRL)
    assert driver.node(made.sub).drawn.center == p
    assert len(driver.document.nodes(made.map)) > count


def test_equal_distances_are_shown(driver: Driver, made: Small) -> None:
    from probis_editor.ui.tools.guides import Guides

    with driver.document.transaction(EDIT) as tx:
        a, b, c = (shapes.create(tx, made.map, "task", Point(x, 300)).id for x in (150, 320, 800))
    assert driver.node(a).drawn.right < driver.node(b).drawn.x
    guides = Guides(driver.session, [c, made.sub])
    box = driver.node(c).drawn.moved(-308, 0)
    dx, _, _ = guides.snap(box, 6.0)
    assert box.x + dx == driver.node(b).drawn.right + 50
    assert [h.text for h in guides.hints] == ["50", "50"]


def test_kinds_by_the_keyboard(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_R)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_1)
    QApplication.processEvents()
    assert driver.node(made.send).kind == "task.user"


def test_pad_drag_places_freely(driver: Driver, made: Small) -> None:
    driver.click(driver.node(made.sub).drawn.center)
    button = driver.canvas.pad._kinds["task"]
    viewport = driver.canvas.view.viewport()
    target = button.mapFromGlobal(viewport.mapToGlobal(driver.spot(Point(800, 300))))
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    for share in (0.4, 1.0):
        QTest.mouseMove(button, QPoint(10, 10) + (target - QPoint(10, 10)) * share)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=target)
    driver.type("Jauh")
    assert abs(driver.named("Jauh").drawn.center.x - 800) <= 10


def test_two_steps_change_places_by_menu_and_key(driver: Driver, made: Small) -> None:
    row = driver.window.bars.actions["swap"]
    driver.click(driver.node(made.write).drawn.center)
    assert not row.isEnabled()
    driver.click(driver.node(made.send).drawn.center, Qt.KeyboardModifier.ShiftModifier)
    assert row.isEnabled()
    before = driver.document.snapshot()
    places = {i: driver.node(i).drawn.center for i in (made.write, made.send)}
    row.trigger()
    assert driver.node(made.write).drawn.center == places[made.send]
    assert driver.node(made.send).drawn.center == places[made.write]
    assert driver.document.flow(made.map, made.a).target == made.send
    assert driver.session.selection == (made.write, made.send)
    driver.session.undo()
    assert driver.document.snapshot() == before
    driver.session.select([made.send, made.write])
    driver.key(Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert driver.node(made.send).drawn.center == places[made.write]
