"""What drags stick to, and the distances that are said meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.commands import flows, maps, shapes
from probis_editor.geometry import Point
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.ui import hits
from probis_editor.ui.tools import guides

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def three(driver: Driver) -> tuple[str, str, str]:
    """A bent flow between two steps, and a third step below whose middle is at 460; the flow's id and two steps'."""
    document = Document()
    with document.transaction(label("cmd.test")) as tx:
        m = maps.create_map(tx, "P1", "cross_functional").id
        a = shapes.create(tx, m, "task", Point(160, 140), name="A")
        b = shapes.create(tx, m, "task", Point(760, 260), name="B")
        third = shapes.create(tx, m, "task", Point(460, 440), name="C")
        flow = flows.connect(tx, m, a.id, b.id)
        flows.set_points(tx, m, flow.id, (Point(220, 140), Point(400, 140), Point(400, 260), Point(700, 260)))
    driver.open(document, m)
    return flow.id, b.id, third.id


@pytest.mark.parametrize(("keys", "x"), [(NONE, 460.0), (ALT, 455.0)])
def test_a_segment_sticks_to_the_middle_of_a_step(
    driver: Driver, three: tuple[str, str, str], keys: Qt.KeyboardModifier, x: float
) -> None:
    driver.session.select([three[0]])
    grip = Point(400, 200)
    driver.press(grip, keys)
    driver.move_to(Point(455, 200), keys)
    seen = [i for i in driver.canvas.overlay._guides if not i.path().isEmpty()]
    assert bool(seen) is (keys == NONE)
    driver.drag(grip, Point(455, 200), keys)
    points = driver.document.flow(driver.canvas.map_id, three[0]).points
    assert points == (Point(220, 140), Point(x, 140), Point(x, 260), Point(700, 260))


def test_a_bend_sticks_to_middle_lines(driver: Driver, three: tuple[str, str, str]) -> None:
    driver.session.select([three[0]])
    driver.drag(Point(400, 140), Point(457, 436))
    assert Point(460, 440) in driver.document.flow(driver.canvas.map_id, three[0]).points


def test_nothing_sticks_where_that_is_switched_off(driver: Driver, three: tuple[str, str, str]) -> None:
    driver.window.trigger("snap")
    driver.session.select([three[0]])
    driver.drag(Point(400, 200), Point(455, 200))
    assert driver.document.flow(driver.canvas.map_id, three[0]).points[1].x == 455


def test_the_distance_to_what_it_is_in_line_with_is_said(driver: Driver, three: tuple[str, str, str]) -> None:
    c = driver.node(three[2]).drawn.center
    driver.session.select([three[2]])
    driver.press(c)
    driver.move_to(Point(500, 257))  # nearly level with B, 140 left of it
    said = [i.text() for i in driver.canvas.overlay._words]
    driver.key(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert said == ["140"]
    assert driver.node(three[2]).drawn.center == c


def test_guides_say_distances_both_ways(driver: Driver, three: tuple[str, str, str]) -> None:
    found = guides.Guides(driver.session, [three[2]])
    box = driver.node(three[1]).drawn
    found.snap(box.moved(2, 120), 6.0)
    assert [h.text for h in found.hints] == ["60"]
    (hint,) = found.hints
    assert hint.a.x == hint.b.x


def test_the_side_of_a_text_is_dragged_and_the_text_wraps_anew(driver: Driver) -> None:
    document = Document()
    with document.transaction(label("cmd.test")) as tx:
        m = maps.create_map(tx, "P1", "cross_functional").id
        node = shapes.create(
            tx, m, "gateway.exclusive", Point(400, 260), name="Berkas permohonan sudah lengkap?"
        )
    driver.open(document, m)
    driver.session.select([node.id])
    before = hits.outer_label(document, node)
    assert before is not None
    driver.drag(Point(before.right, before.center.y), Point(before.right + 120, before.center.y))
    after = hits.outer_label(document, driver.node(node.id))
    assert after is not None
    assert after.x == pytest.approx(before.x, abs=1)
    assert after.w > before.w + 60
    assert driver.node(node.id).drawn == node.drawn
    driver.session.undo()
    assert driver.node(node.id).label is None
