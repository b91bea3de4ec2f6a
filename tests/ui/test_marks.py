"""Marks on the canvas: what is found on a shape, and where a step has no way on. Clicked with a real mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.geometry import Point
from probis_editor.model.changes import label
from probis_editor.render import svg
from probis_editor.render.compose import map_picture
from probis_editor.ui import look
from probis_editor.ui.marks import Marks, _Shown

EDIT = label("cmd.test")


@pytest.fixture
def made(driver: Driver) -> Small:
    """`send` has lost its way on, and something nameless stands about."""
    made = small()
    with made.document.transaction(EDIT) as tx:
        shapes.delete(tx, made.map, [made.last])
    driver.open(made.document, made.map)
    driver.window.office.examiner.now()
    return made


def marks(driver: Driver) -> Marks:
    return driver.canvas.aids.marks


def shown(driver: Driver, element_id: str, hint: bool = False) -> _Shown:
    found = [m for m in marks(driver)._shown[element_id] if bool(m.sign.way) == hint]
    assert len(found) == 1
    return found[0]


def test_marks_are_the_findings_on_shapes_of_this_canvas(driver: Driver, made: Small) -> None:
    rows: dict[str, set[str]] = {}
    for finding in driver.window.office.examiner.findings:
        element = driver.document.element(finding.map, finding.element) if finding.map else None
        if element is not None and element.plane == "" and finding.rule != "dead_end":
            rows.setdefault(element.id, set()).add(finding.rule)
    now = {i: {f.rule for m in ms if not m.sign.way for f in m.sign.findings} for i, ms in
           marks(driver)._shown.items()}  # fmt: skip
    assert {i: r - {"dead_end"} for i, r in now.items() if r} == rows
    assert made.end in rows
    grave = shown(driver, made.end)
    assert any(f.severity == "error" for f in grave.sign.findings)
    d = driver.node(made.end).drawn
    assert d.grown(3).contains(grave.middle)


def test_click_on_a_mark_opens_the_list_at_its_finding(driver: Driver, made: Small) -> None:
    office = driver.window.office
    mark = shown(driver, made.end)
    label_before = driver.session.history.undo_label
    driver.click(mark.middle)
    QApplication.processEvents()
    assert office.in_front("findings")
    current = office.findings.finding(office.findings.tree.currentItem())
    assert current.element == made.end
    assert driver.session.selection == (made.end,)
    assert driver.session.history.undo_label == label_before


def test_action_opens_the_finding_of_the_selected_shape(driver: Driver, made: Small) -> None:
    driver.session.select([made.write])
    driver.window.update_actions()
    assert driver.window.bars.actions["open_finding"].isEnabled() == bool(marks(driver).of(made.write))
    driver.session.select([made.end])
    assert driver.window.bars.actions["open_finding"].isEnabled()
    driver.window.bars.actions["open_finding"].trigger()
    office = driver.window.office
    assert office.findings.finding(office.findings.tree.currentItem()).element == made.end


def test_tip_tells_the_finding(driver: Driver, made: Small) -> None:
    spot = driver.spot(shown(driver, made.end).middle)
    viewport = driver.canvas.view.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, spot, viewport.mapToGlobal(spot)))
    told = QToolTip.text()
    from probis_editor import checks

    finding = marks(driver).of(made.end)[0]
    assert checks.text(finding, driver.session.tr_).split()[0] in told
    QToolTip.hideText()


def test_drag_from_a_mark_moves_the_shape_and_the_mark_follows(driver: Driver, made: Small) -> None:
    mark, before = shown(driver, made.end), driver.node(made.end).bounds
    inner = mark.middle.moved(-5, 5)
    driver.press(inner, Qt.KeyboardModifier.AltModifier)
    driver.move_to(inner.moved(-40, 20), Qt.KeyboardModifier.AltModifier)
    assert not mark.item.isVisible()
    QTest.mouseRelease(
        driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier,
        driver.spot(inner.moved(-40, 20)),
    )  # fmt: skip
    assert driver.node(made.end).bounds == before.moved(-40, 20)
    after = shown(driver, made.end)
    assert after.item.isVisible()
    assert after.middle == mark.middle.moved(-40, 20)
    driver.session.undo()
    assert shown(driver, made.end).middle == mark.middle


def test_marks_are_in_no_picture_and_can_be_put_away(driver: Driver, made: Small) -> None:
    before = svg.fragment(map_picture(driver.document, made.map).group)
    content = driver.canvas.scene.content()
    driver.window.bars.actions["marks"].trigger()
    assert not marks(driver)._shown
    assert not driver.window.bars.actions["marks"].isChecked()
    assert driver.canvas.scene.content() == content
    after = svg.fragment(map_picture(driver.document, made.map).group)
    assert before == after
    driver.window.bars.actions["marks"].trigger()
    assert made.end in marks(driver)._shown


def test_hint_goes_on_from_a_step_in_one_undo_step(driver: Driver, made: Small) -> None:
    hint = shown(driver, made.send, hint=True)
    assert not driver.node(made.send).drawn.contains(hint.middle)
    assert all(f.rule != "dead_end" for m in marks(driver)._shown[made.send] if not m.sign.way
               for f in m.sign.findings)  # fmt: skip
    count = len(driver.document.nodes(made.map))
    driver.click(hint.middle)
    driver.type("Mencatat pengiriman")
    new = driver.named("Mencatat pengiriman")
    assert [f.target for f in driver.flows() if f.source == made.send and f.kind == "sequence"] == [new.id]
    assert not any(m.sign.way for m in marks(driver)._shown.get(made.send, ()))
    driver.session.undo()
    assert len(driver.document.nodes(made.map)) == count
    assert shown(driver, made.send, hint=True).middle == hint.middle


def test_hint_gives_way_to_the_handles_of_the_selected_step(driver: Driver, made: Small) -> None:
    hint = shown(driver, made.send, hint=True)
    driver.click(driver.node(made.send).drawn.center)
    assert driver.canvas.arrows
    assert not hint.item.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert hint.item.isVisible()


def test_marks_are_hidden_seen_from_afar(driver: Driver, made: Small) -> None:
    driver.canvas.view.set_zoom(0.2)
    assert not shown(driver, made.end).item.isVisible()
    driver.canvas.view.set_zoom(1.0)
    assert shown(driver, made.end).item.isVisible()


def test_hint_stands_clear_of_other_shapes(driver: Driver, made: Small) -> None:
    d = driver.node(made.send).drawn
    with driver.document.transaction(EDIT) as tx:
        shapes.create(tx, made.map, "task", Point(d.right + 65, d.center.y), name="Dekat")
    driver.window.office.examiner.now()
    hint = shown(driver, made.send, hint=True)
    assert not driver.named("Dekat").drawn.contains(hint.middle)


def test_a_mark_comes_back_with_its_shape(driver: Driver, made: Small) -> None:
    driver.session.select([made.end])
    driver.key(Qt.Key.Key_Delete)
    assert made.end not in marks(driver)._shown
    driver.session.undo()
    assert shown(driver, made.end).item.isVisible()


def test_hints_are_there_for_the_pointer_only(driver: Driver, made: Small) -> None:
    hint, mark = shown(driver, made.send, hint=True), shown(driver, made.end)
    driver.key(Qt.Key.Key_C)
    assert not hint.item.isVisible()
    assert mark.item.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert hint.item.isVisible()


def test_the_list_has_the_colours_of_day_and_night_and_marks_those_of_the_paper(
    driver: Driver, made: Small
) -> None:
    before = driver.window.viewing.theme
    list_ = driver.window.office.findings.tree
    driver.window.trigger("findings")
    try:
        for name in ("dark", "light"):
            driver.window.viewing.set_theme(name)
            assert (
                shown(driver, made.end).item.brush().color().name().upper() == look.on_paper("ERROR").upper()
            )
            assert list_.topLevelItem(0).foreground(0).color().name().upper() == look.ERROR.upper()
    finally:
        driver.window.viewing.set_theme(before)


def test_a_drag_from_a_hint_places_the_next_step_freely(driver: Driver, made: Small) -> None:
    hint, place = shown(driver, made.send, hint=True), Point(780, 300)
    driver.drag(hint.middle, place, Qt.KeyboardModifier.AltModifier)
    driver.type("Mencatat")
    new = driver.named("Mencatat")
    assert new.drawn.center.distance(place) < 2
    assert [f.target for f in driver.flows() if f.source == made.send and f.kind == "sequence"] == [new.id]
    driver.session.undo()
    assert not [n for n in driver.document.nodes(made.map) if n.name == "Mencatat"]
