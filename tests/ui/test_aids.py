"""What helps to look at a map: names of lanes that stay, the map in small."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small
from ui.conftest import Driver

from probis_editor.commands import shapes
from probis_editor.model.changes import label
from probis_editor.ui.minimap import PAUSE
from probis_editor.ui.sticky import STRIP


def _scrolled_by(driver: Driver, dx: int, dy: int = 0) -> None:
    driver.canvas.view._scroll_by(dx, dy)
    QApplication.processEvents()


def test_lane_names_stay_when_their_headers_are_out_of_sight(driver: Driver, made: Small) -> None:
    view, lanes = driver.canvas.view, driver.canvas.aids.lanes
    view.set_zoom(1.0)
    driver.canvas.view.fit()
    QApplication.processEvents()
    assert not lanes.isVisible()
    view.set_zoom(1.5)
    _scrolled_by(driver, view.mapFromScene(400, 0).x())
    assert lanes.isVisible()
    assert set(lanes.names) >= {"Camat", "Sekretaris", "Staf"}
    strip, place = lanes._shown[1]
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=place.center())
    assert driver.session.selection == (strip.id,)
    with driver.document.transaction(label("cmd.test")) as tx:
        shapes.rename(tx, made.map, strip.id, "Sekretaris Camat")
    assert "Sekretaris Camat" in lanes.names
    _scrolled_by(driver, -5000)
    assert not lanes.isVisible()


def test_names_stand_beside_the_palette_however_wide_it_is(driver: Driver, made: Small) -> None:
    view, lanes, palette = driver.canvas.view, driver.canvas.aids.lanes, driver.canvas.palette_
    view.set_zoom(1.5)
    _scrolled_by(driver, view.mapFromScene(400, 0).x())
    for high in (2000, 330):
        driver.canvas.setMaximumHeight(high)
        QApplication.processEvents()
        (_, place), *_ = lanes._shown
        assert place.translated(lanes.pos()).right() - STRIP >= palette.geometry().right()
    assert palette.width() > 60


def test_small_map_shows_when_not_all_is_seen_and_moves_the_view(driver: Driver, made: Small) -> None:
    minimap = driver.canvas.aids.minimap
    driver.canvas.view.fit()
    QTest.qWait(PAUSE + 60)
    assert not minimap.isVisible()
    driver.canvas.view.set_zoom(3.0)
    QTest.qWait(PAUSE + 60)
    assert minimap.isVisible()
    QTest.mouseClick(
        minimap, Qt.MouseButton.LeftButton, pos=QPoint(minimap.width() - 9, minimap.height() - 9)
    )
    middle = driver.canvas.view.mapToScene(driver.canvas.view.viewport().rect().center())
    corner = driver.canvas.scene.content().bottomRight()
    assert abs(middle.x() - corner.x()) < 40
    assert abs(middle.y() - corner.y()) < 40


def test_a_pan_moves_the_picture_and_paints_little_anew(driver: Driver, made: Small) -> None:
    canvas, view = driver.canvas, driver.canvas.view
    view.set_zoom(2.0)
    driver.canvas.view.centerOn(450, 300)
    QTest.qWait(PAUSE + 60)
    floating = (canvas.palette_, canvas.zoombar, canvas.aids.minimap)
    assert all(widget.isVisible() for widget in floating)
    places = [widget.geometry() for widget in floating]
    painted: list[int] = []
    plain = view.drawBackground

    def counted(painter: QPainter, rect: QRectF) -> None:
        painted.append(sum(r.width() * r.height() for r in view._exposed))
        plain(painter, rect)

    view.drawBackground = counted  # type: ignore[method-assign]
    corner = view.mapToScene(0, 0)
    for _ in range(5):
        _scrolled_by(driver, 8, 6)
    QTest.qWait(40)
    assert view.mapToScene(0, 0) - corner == QPointF(20, 15)
    assert [widget.geometry() for widget in floating] == places
    size = view.viewport().size()
    assert painted
    assert max(painted) < size.width() * size.height() / 3


def test_the_mouse_over_what_floats_does_nothing_on_the_map(driver: Driver, made: Small) -> None:
    canvas = driver.canvas
    driver.session.select([made.write])
    margin = QPoint(1, canvas.palette_.height() // 2)
    QTest.mouseClick(canvas.palette_, Qt.MouseButton.LeftButton, pos=margin)
    assert driver.session.selection == (made.write,)
    canvas.use_tool("create", "task")
    before = len(driver.document.nodes(canvas.map_id))
    QTest.mouseClick(canvas.palette_, Qt.MouseButton.LeftButton, pos=margin)
    assert len(driver.document.nodes(canvas.map_id)) == before


def test_small_map_stands_clear_of_the_zoom_bar_on_a_narrow_canvas(driver: Driver, made: Small) -> None:
    canvas = driver.canvas
    for wide in (1200, 620, 500):
        canvas.setMaximumWidth(wide)
        QApplication.processEvents()
        canvas.view.set_zoom(3.0)
        QTest.qWait(PAUSE + 60)
        assert canvas.aids.minimap.isVisible()
        assert not canvas.aids.minimap.geometry().intersects(canvas.zoombar.geometry())
        assert canvas.rect().contains(canvas.aids.minimap.geometry())
