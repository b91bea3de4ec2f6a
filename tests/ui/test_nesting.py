"""Selecting in open sub-processes and other containers, with mouse and keys."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import arrange, flows, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.changes import label
from probis_editor.model.elements import Node

EDIT = label("cmd.test")
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


class Nested:
    """`small` with an open sub-process `box` in the lowest lane, in it `one` -> `two`."""

    def __init__(self) -> None:
        self.small: Small = small()
        s = self.small
        with s.document.transaction(EDIT) as tx:
            shapes.delete(tx, s.map, [s.sub])
            self.box = shapes.create(
                tx,
                s.map,
                "subprocess",
                bounds=Rect(480, 600, 400, 160),
                name="Arsip",
                inline=True,
                expanded=True,
            ).id
            self.one = shapes.create(tx, s.map, "task", Point(580, 690), name="Satu", parent=self.box).id
            self.two = shapes.create(tx, s.map, "task", Point(780, 690), name="Dua", parent=self.box).id
            self.line = flows.connect(tx, s.map, self.one, self.two).id


@pytest.fixture
def made(driver: Driver) -> Nested:
    made = Nested()
    driver.open(made.small.document, made.small.map)
    driver.canvas.view.centerOn(500, 500)
    assert driver.node(made.one).parent == made.box
    return made


def test_rubber_band_begun_in_it_takes_its_contents(driver: Driver, made: Nested) -> None:
    d = driver.node(made.box).drawn
    driver.drag(Point(d.x + 10, d.y + 40), Point(d.right - 8, d.bottom - 6))
    assert set(driver.session.selection) == {made.one, made.two, made.line}
    driver.drag(driver.node(made.one).drawn.center, driver.node(made.one).drawn.center.moved(0, -12), ALT)
    assert driver.node(made.one).drawn.center == Point(580, 678)
    assert driver.node(made.two).drawn.center == Point(780, 678)
    assert driver.node(made.box).drawn == d
    driver.session.undo()
    assert driver.node(made.two).drawn.center == Point(780, 690)


def test_rubber_band_around_it_takes_it_with_its_contents_and_moves_each_once(
    driver: Driver, made: Nested
) -> None:
    d = driver.node(made.box).drawn
    driver.drag(Point(d.x - 20, d.y - 20), Point(d.right + 20, d.bottom + 20))
    assert {made.box, made.one, made.two} <= set(driver.session.selection)
    driver.drag(Point(d.x + 60, d.y + 10), Point(d.x + 60, d.y + 50), ALT)
    assert driver.node(made.box).drawn == d.moved(0, 40)
    assert driver.node(made.one).drawn.center == Point(580, 730)
    assert driver.node(made.one).parent == made.box
    driver.key(Qt.Key.Key_Delete)
    assert not {made.box, made.one, made.two} & {n.id for n in driver.document.nodes(made.small.map)}
    driver.session.undo()
    assert driver.node(made.one).parent == made.box


def test_alt_click_goes_down_through_what_lies_there(driver: Driver, made: Nested) -> None:
    spot = driver.node(made.one).drawn.center
    driver.click(spot, ALT)
    assert driver.session.selection == (made.one,)
    driver.click(spot, ALT)
    assert driver.session.selection == (made.box,)
    driver.click(spot, ALT)
    assert driver.session.selection == (made.one,)
    write = driver.node(made.small.write).drawn.center
    seen = []
    for _ in range(4):
        driver.click(write, ALT)
        seen.append(driver.session.selection[0])
    assert seen == [made.small.write, made.small.lanes[0], made.small.pool, made.small.write]


def test_tab_goes_round_within_it_and_ctrl_enter_in_esc_out(driver: Driver, made: Nested) -> None:
    driver.session.select([made.box])
    driver.key(Qt.Key.Key_Return, CTRL)
    assert driver.session.selection == (made.one,)
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.selection == (made.two,)
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.selection == (made.one,)
    driver.key(Qt.Key.Key_Backtab, SHIFT)
    assert driver.session.selection == (made.two,)
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.selection == (made.box,)
    seen = set()
    for _ in range(12):
        driver.key(Qt.Key.Key_Tab)
        seen.add(driver.session.selection[0])
    assert made.box in seen
    assert not seen & {made.one, made.two}
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.selection == ()


def test_ctrl_enter_still_opens_what_has_a_canvas_of_its_own(driver: Driver) -> None:
    s = small()
    driver.open(s.document, s.map)
    driver.session.select([s.sub])
    driver.key(Qt.Key.Key_Return, CTRL)
    assert driver.session.place.plane == s.sub


def test_select_all_in_the_container_then_in_the_one_around_it(driver: Driver, made: Nested) -> None:
    action = driver.window.bars.actions["select_inside"]
    driver.click(driver.node(made.one).drawn.center)
    driver.key(Qt.Key.Key_I, CTRL | ALT)
    assert set(driver.session.selection) == {made.one, made.two, made.line}
    driver.session.select([made.box])
    action.trigger()
    assert set(driver.session.selection) == {made.one, made.two, made.line}
    s = made.small
    driver.session.select([s.write])
    action.trigger()
    assert set(driver.session.selection) == {s.start, s.write, s.timer, s.note, s.a}
    action.trigger()
    inside = {
        n.id for n in driver.document.nodes(s.map) if n.parent == s.pool and n.kind not in ("lane", "phase")
    }
    assert inside <= set(driver.session.selection)
    assert s.reply not in driver.session.selection
    driver.session.select(())
    driver.window.update_actions()
    assert not action.isEnabled()


def test_select_all_in_a_group(driver: Driver, made: Nested) -> None:
    s = made.small
    with driver.document.transaction(EDIT) as tx:
        frame = arrange.group(tx, s.map, [s.start, s.write])
    assert isinstance(frame, Node)
    driver.session.select([frame.id])
    driver.window.bars.actions["select_inside"].trigger()
    assert {s.start, s.write} <= set(driver.session.selection)
    assert frame.id not in driver.session.selection


def test_events_on_the_border_of_a_step_inside_belong_inside(driver: Driver, made: Nested) -> None:
    host = driver.node(made.two)
    with driver.document.transaction(EDIT) as tx:
        timer = shapes.create(
            tx, host.map, "event.catch", Point(host.drawn.center.x, host.drawn.bottom), attached=host.id
        )
        tx.put(replace(tx.document.node(host.map, timer.id), name="Batas"))
    driver.session.select([timer.id])
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.selection == (made.box,)
