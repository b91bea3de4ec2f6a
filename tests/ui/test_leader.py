"""The dashed line from the text of a selected element to its owner, at rest and while the text is dragged."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.geometry import Point, Rect, segment_distance
from probis_editor.model.changes import label
from probis_editor.render import compose

EDIT = label("cmd.test")


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, made.end, "Selesai")
        shapes.move_label(tx, made.map, made.end, Rect(880, 60, 60, 16))
        shapes.move_label(tx, made.map, made.ok, Rect(300, 120, 60, 16))
        shapes.move_label(tx, made.map, made.yes, Rect(450, 110, 30, 16))
    driver.open(made.document, made.map)
    return made


def ends(driver: Driver) -> tuple[Point, Point] | None:
    item = driver.canvas.overlay._leader
    if not item.isVisible():
        return None
    path = item.path()
    a, b = path.elementAt(0), path.elementAt(path.elementCount() - 1)
    return Point(a.x, a.y), Point(b.x, b.y)


def box(driver: Driver, element_id: str) -> Rect:
    found = compose.label(driver.document, driver.document.element(driver.canvas.map_id, element_id))
    assert found is not None
    return found.rect


@pytest.mark.parametrize("which", ["end", "ok"])
def test_from_the_text_of_a_shape_to_its_outline(driver: Driver, made: Small, which: str) -> None:
    element_id = getattr(made, which)
    driver.click(driver.node(element_id).drawn.center)
    found = ends(driver)
    assert found is not None
    assert box(driver, element_id).grown(0.1).contains(found[0])
    assert driver.node(element_id).drawn.grown(0.1).contains(found[1])
    outline = compose.outline(driver.document, driver.node(element_id))
    c = driver.node(element_id).drawn.center
    inner = Point(found[1].x + (c.x - found[1].x) * 0.05, found[1].y + (c.y - found[1].y) * 0.05)
    assert outline.contains(driver.node(element_id).drawn, inner)
    driver.key(Qt.Key.Key_Escape)
    assert ends(driver) is None


def test_from_the_text_of_a_line_to_the_line(driver: Driver, made: Small) -> None:
    driver.click(box(driver, made.yes).center)
    assert driver.session.selection == (made.yes,)
    found = ends(driver)
    assert found is not None
    route = compose.route(driver.document, driver.document.flow(made.map, made.yes))
    assert min(segment_distance(found[1], a, b) for a, b in itertools.pairwise(route)) < 0.1


def test_follows_the_text_while_it_is_dragged(driver: Driver, made: Small) -> None:
    driver.click(driver.node(made.end).drawn.center)
    before, start = ends(driver), box(driver, made.end)
    driver.press(start.center)
    driver.move_to(start.center.moved(-80, -20))
    during = ends(driver)
    assert during is not None
    assert during != before
    assert start.moved(-80, -20).grown(1).contains(during[0])
    assert driver.node(made.end).label == Rect(880, 60, 60, 16)
    QTest.mouseRelease(
        driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=driver.spot(start.center.moved(-80, -20))
    )  # fmt: skip
    assert driver.node(made.end).label == Rect(800, 40, 60, 16)
    after = ends(driver)
    assert after is not None
    assert abs(after[0].x - during[0].x) < 1
    driver.session.undo()
    assert driver.node(made.end).label == Rect(880, 60, 60, 16)


def test_none_for_a_text_right_beside_its_shape_or_for_several(driver: Driver, made: Small) -> None:
    d = driver.node(made.start).drawn
    with driver.document.transaction(EDIT) as tx:
        shapes.rename(tx, made.map, made.start, "Mulai")
        shapes.move_label(tx, made.map, made.start, Rect(d.center.x - 30, d.bottom + 2, 60, 16))
    driver.session.select([made.start])
    assert ends(driver) is None
    driver.session.select([made.end, made.ok])
    assert ends(driver) is None
