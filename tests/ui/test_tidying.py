"""Rapikan in the window: a preview that asks, one undo step, or nothing at all."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.commands import flows, lanes, maps, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.layout import maps as maps_layout
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.ui import jobs
from probis_editor.ui.tidying import TidyBar


@pytest.fixture
def messy() -> Document:
    """Two lanes, four steps, thrown in without order."""
    document = Document()
    with document.transaction(label("test")) as tx:
        map_id = maps.create_map(tx, "Surat").id
        pool = lanes.add_pool(tx, map_id, Rect(0, 0, 900, 300), "Kecamatan")
        first = lanes.add_lane(tx, map_id, pool.id, name="Camat")
        lanes.add_lane(tx, map_id, first.id, name="Sekretaris")
        made = [
            shapes.create(tx, map_id, kind, Point(*at), name=name)
            for kind, at, name in (
                ("event.start", (700, 60), "Mulai"),
                ("task", (200, 90), "Menulis"),
                ("task", (520, 360), "Memeriksa"),
                ("event.end", (120, 60), "Selesai"),
            )
        ]
        for a, b in itertools.pairwise(made):
            flows.connect(tx, map_id, a.id, b.id)
    return document


def bar(driver: Driver) -> TidyBar:
    """The one bar that is shown."""
    found = [b for b in driver.canvas.findChildren(TidyBar) if b.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_preview_is_kept_as_one_step(driver: Driver, messy: Document) -> None:
    driver.open(messy)
    before = driver.document.snapshot()
    driver.window.trigger("tidy_map")
    assert driver.document.snapshot() == before
    QTest.keyClick(bar(driver).keep_button, Qt.Key.Key_Return)
    after = driver.document.snapshot()
    story = [driver.named(name).bounds.center.x for name in ("Mulai", "Menulis", "Selesai")]
    assert story == sorted(story)
    driver.window.trigger("undo")
    assert driver.document.snapshot() == before
    driver.window.trigger("redo")
    assert driver.document.snapshot() == after


def test_escape_leaves_the_map_alone(driver: Driver, messy: Document) -> None:
    driver.open(messy)
    before = driver.document.snapshot()
    driver.window.trigger("tidy_map")
    QTest.keyClick(bar(driver), Qt.Key.Key_Escape)
    assert driver.document.snapshot() == before
    assert not driver.session.history.can_undo
    assert not [b for b in driver.canvas.findChildren(TidyBar) if b.isVisible()]


def test_an_edit_ends_the_preview(driver: Driver, messy: Document) -> None:
    driver.open(messy)
    driver.window.trigger("tidy_map")
    task = driver.named("Menulis")
    driver.session.run(label("test"), lambda tx: shapes.rename(tx, task.map, task.id, "Menyusun"))
    assert not [b for b in driver.canvas.findChildren(TidyBar) if b.isVisible()]
    assert driver.named("Menyusun").bounds == task.bounds


def test_only_what_is_selected_moves(driver: Driver, messy: Document) -> None:
    driver.open(messy)
    chosen = [driver.named("Mulai").id, driver.named("Menulis").id]
    others = [driver.named(name) for name in ("Memeriksa", "Selesai")]
    driver.session.select(chosen)
    driver.window.trigger("tidy_selection")
    bar(driver).keep_button.click()
    assert [driver.node(n.id).bounds for n in others] == [n.bounds for n in others]
    assert driver.named("Mulai").bounds.x < driver.named("Menulis").bounds.x


def test_flows_alone(driver: Driver, messy: Document) -> None:
    map_id = messy.maps()[0].id
    flow = messy.flows(map_id)[0]
    with messy.transaction(label("test")) as tx:
        flows.set_points(tx, map_id, flow.id, [flow.points[0], Point(800, 500), flow.points[-1]])
    driver.open(messy)
    shapes_before = [n.bounds for n in driver.document.nodes(map_id)]
    driver.window.trigger("tidy_routes")
    bar(driver).keep_button.click()
    assert [n.bounds for n in driver.document.nodes(map_id)] == shapes_before
    points = driver.document.flow(map_id, flow.id).points
    assert all(a.x == b.x or a.y == b.y for a, b in itertools.pairwise(points))


def test_cancelling_in_the_middle_changes_nothing(
    driver: Driver, messy: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is held up until its window is there; cancel then ends it from inside."""
    driver.open(messy)
    before = driver.document.snapshot()
    told: list[int] = []

    def slowly(*_: object, progress, **__: object) -> list:
        for step in range(600):
            progress(step, 600)
            told.append(step)
            QThread.msleep(10)
        raise AssertionError("not cancelled")

    monkeypatch.setattr(maps_layout, "arranged", slowly)
    monkeypatch.setattr(jobs, "PATIENCE", 0)

    def press() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, jobs._Box) and w.isVisible()]
        if found and found[0].bar.value() > 0:
            found[0].button.click()
            timer.stop()

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(5)
    driver.window.trigger("tidy_map")
    assert 0 < len(told) < 600
    assert driver.document.snapshot() == before
    assert not [b for b in driver.canvas.findChildren(TidyBar) if b.isVisible()]
    assert not driver.session.history.can_undo
