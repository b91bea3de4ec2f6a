"""The scene follows the document: after any gesture, previewed or not, it is the scene made anew."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPixmapItem,
    QGraphicsSimpleTextItem,
)
from random_hand import Hand
from small_maps import EDIT, small
from ui.conftest import Driver

from probis_editor.commands import dropping, shapes
from probis_editor.drawing.primitives import Path
from probis_editor.geometry import Point
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.render import compose
from probis_editor.ui import scene as scenes
from probis_editor.ui.scene import DETAIL_FROM, MARKS_FROM, MapScene
from probis_editor.ui.session import Session
from probis_editor.ui.tools import gestures
from probis_editor.ui.view import MapView


def state(item: QGraphicsItem) -> tuple[object, ...]:
    """Everything that a viewer could see of an item, and of what lies in it."""
    own: tuple[object, ...] = ()
    if isinstance(item, QGraphicsPathItem):
        path = item.path()
        lines = tuple((e.x, e.y, e.type) for e in (path.elementAt(i) for i in range(path.elementCount())))
        pen = item.pen()
        drawn = (pen.style(), pen.color().name(), pen.widthF(), tuple(pen.dashPattern()))
        own = (lines, drawn if lines else (), item.brush().color().name() if lines else "")
    elif isinstance(item, QGraphicsSimpleTextItem):
        own = (item.text(), item.font().toString(), item.brush().color().name())
    elif isinstance(item, QGraphicsPixmapItem):
        own = (item.pixmap().size().toTuple(),)
    t = item.transform()
    place = (
        *item.pos().toTuple(),
        item.scale(),
        item.zValue(),
        t.m11(),
        t.m12(),
        t.m21(),
        t.m22(),
        t.dx(),
        t.dy(),
    )
    rounded = tuple(round(n, 6) for n in place)
    return (type(item).__name__, own, rounded, item.isVisible(), tuple(state(c) for c in item.childItems()))


def seen(scene: MapScene) -> dict[str, tuple[object, ...]]:
    scene.finish()
    order = compose.order(scene._document, scene.map_id, scene.plane)
    pictures = {i: scene.picture(i) for i in order}
    return {i: state(p.root) for i, p in pictures.items() if p is not None}


pytestmark = pytest.mark.usefixtures("qapp")


class Stage:
    """A document, a session on it and a scene that follows it."""

    def __init__(self) -> None:
        made = small()
        self.document, self.map = made.document, made.map
        self.session = Session(Translator("id"))
        self.session.open(self.document, None, "probis")
        self.session.show(self.map)
        self.scene = MapScene(self.document, self.map)
        self.session.shown = self.scene.committed
        self.document.listen(lambda change: self.scene.sync(change.touched))

    def preview(self, hand: Hand) -> None:
        ids, dx, dy = hand.some(), hand.by(), hand.by()
        found = self.session.preview(lambda tx: dropping.drop(tx, self.map, ids, dx, dy))
        self.scene.preview(found.groups, ids)


@settings(max_examples=20)
@given(
    seed=st.integers(0, 100_000), steps=st.lists(st.sampled_from(("do", "show", "stop", "undo")), max_size=12)
)
def test_the_scene_is_the_one_made_anew(seed: int, steps: list[str]) -> None:
    stage = Stage()
    hand = Hand(stage.document, stage.map, seed)
    for step in steps:
        if step == "do":
            hand.one()
        elif step == "show":
            stage.preview(hand)
        elif step == "stop":
            stage.scene.end_preview()
        else:
            stage.session.undo()
    stage.scene.end_preview()
    assert seen(stage.scene) == seen(MapScene(stage.document, stage.map)), hand.last


@settings(max_examples=10)
@given(seed=st.integers(0, 100_000))
def test_a_preview_shows_what_the_gesture_makes(seed: int) -> None:
    """Shapes stand in a preview where they will stand; nothing else of the scene has moved when it ends."""
    stage = Stage()
    hand = Hand(stage.document, stage.map, seed)
    before = seen(stage.scene)
    ids, dx, dy = hand.some(), hand.by(60), hand.by(60)

    def verb(tx) -> None:
        dropping.drop(tx, stage.map, ids, dx, dy)

    found = stage.session.preview(verb)
    stage.scene.preview(found.groups, ids)
    places = {i: stage.scene.picture(i).root.pos().toTuple() for i in found.groups}
    stage.scene.end_preview()
    assert seen(stage.scene) == before
    if found.refusal is None:
        stage.session.run(EDIT, verb)
        for element_id in found.groups:
            assert stage.scene.picture(element_id).root.pos().toTuple() == places[element_id]


@settings(max_examples=10)
@given(seed=st.integers(0, 100_000))
def test_a_first_idea_has_the_shapes_right(seed: int) -> None:
    stage = Stage()
    hand = Hand(stage.document, stage.map, seed)
    before = stage.document.snapshot()
    ids, dx, dy = hand.some(), hand.by(60), hand.by(60)
    rough, exact = (
        stage.session.preview(lambda tx: dropping.drop(tx, stage.map, ids, dx, dy), rough=way)
        for way in (True, False)
    )
    assert stage.document.snapshot() == before
    nodes = {i for i, record in exact.records.items() if isinstance(record, Node)}
    assert {i: rough.records.get(i) for i in nodes} == {i: exact.records[i] for i in nodes}
    lines = [r for r in rough.records.values() if isinstance(r, Flow)]
    assert all(
        a.x == b.x or a.y == b.y for r in lines if r.kind != "association" for a, b in pairwise(r.points)
    )


def test_lines_are_right_when_the_pointer_rests(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gestures, "BUDGET", 0.0)  # every step counts as slow
    made = small()
    driver.open(made.document, made.map)
    scene = driver.canvas.scene
    driver.press(made.node(made.write).drawn.center)
    driver.move_to(made.node(made.write).drawn.center.moved(70, 60))
    moved = scene.picture(made.write).root.pos()
    QTest.qWait(3 * scenes.REST)
    assert scene.picture(made.write).root.pos() == moved
    shown = {f.id: scene.picture(f.id).group for f in made.document.flows(made.map) if not f.plane}
    QTest.mouseRelease(
        driver.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=driver.spot(driver._last)
    )
    lines = {i: [p for p in g.children if isinstance(p, Path)] for i, g in shown.items()}
    after = {i: [p for p in scene.picture(i).group.children if isinstance(p, Path)] for i in lines}
    assert lines == after


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> Document:
    """A map that counts as large."""
    monkeypatch.setattr(scenes, "MANY", 5)
    monkeypatch.setattr(scenes, "FIRST", 20)
    return small().document


def test_a_large_map_is_complete_in_a_moment(many: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    map_id = many.maps()[0].id
    scene = MapScene(many, map_id)
    told: list[bool] = []
    scene.completed.connect(lambda: told.append(scene.is_complete))
    assert not scene.is_complete
    assert not any(p.texts for p in scene._pictures.values())
    for _ in range(2000):
        if scene.is_complete:
            break
        QTest.qWait(5)
    assert told == [True]
    monkeypatch.setattr(scenes, "MANY", 10_000)
    assert seen(scene) == seen(MapScene(many, map_id))


def test_an_edit_before_a_large_map_is_complete(many: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    map_id = many.maps()[0].id
    scene = MapScene(many, map_id)
    many.listen(lambda change: scene.sync(change.touched))
    task = next(n for n in many.nodes(map_id) if n.kind == "task")
    with many.transaction(EDIT) as tx:
        shapes.move(tx, map_id, [task.id], 30, 10)
        shapes.create(tx, map_id, "task", Point(500, 300), name="Baru")
    monkeypatch.setattr(scenes, "MANY", 10_000)
    assert seen(scene) == seen(MapScene(many, map_id))


def test_what_is_near_enough_to_read_is_complete_at_once(many: Document) -> None:
    map_id = many.maps()[0].id
    scene = MapScene(many, map_id)
    view = MapView(scene)
    view.resize(200, 150)
    task = next(n for n in many.nodes(map_id) if n.kind == "task" and n.name)
    view.set_zoom(DETAIL_FROM / 2)
    assert not scene.is_complete
    view.set_zoom(1.0)
    view.centre(QRectF(*task.drawn).center())
    assert scene._pictures[task.id].texts
    assert all(t.isVisible() for t in scene._pictures[task.id].texts)


def test_marks_go_before_lines_do(many: Document) -> None:
    map_id = many.maps()[0].id
    scene = MapScene(many, map_id)
    scene.finish()
    flow = next(f for f in many.flows(map_id) if f.kind == "sequence")
    picture = scene.picture(flow.id)
    assert picture is not None
    scene.set_zoom(MARKS_FROM + 0.01)
    assert picture.marks
    assert all(m.isVisible() for m in picture.marks)
    scene.set_zoom(MARKS_FROM - 0.01)
    assert not any(m.isVisible() for m in picture.marks)
    assert picture.root.isVisible()
    assert not picture.root.path().isEmpty()
