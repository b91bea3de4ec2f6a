"""A real window on a document, driven with real mouse and key events; the assertions are about the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small, small

from probis_editor.geometry import Point
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Node
from probis_editor.ui import app, dialogs, look, recent
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.main_window import MainWindow


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The screenless platform complains of every window that has a least size."""
    for item in items:
        if "/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["probis"]


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
    look.apply(qapp)


class Driver:
    """The hand and the eyes of a user."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.session = window.session

    @property
    def canvas(self) -> Canvas:
        assert self.window.canvas is not None
        return self.window.canvas

    @property
    def document(self) -> Document:
        return self.session.document

    def open(self, document: Document, map_id: str = "") -> None:
        self.session.open(document, None, "probis")
        self.session.show(map_id or document.maps()[0].id)
        QApplication.processEvents()
        self.canvas.view.set_zoom(1.0)
        self.canvas.view.centerOn(450, 300)

    # Where things are

    def spot(self, p: Point) -> QPoint:
        return self.canvas.view.mapFromScene(QPointF(p.x, p.y))

    def node(self, element_id: str) -> Node:
        return self.document.node(self.canvas.map_id, element_id)

    def named(self, name: str) -> Node:
        found = [n for n in self.document.nodes(self.canvas.map_id) if n.name == name]
        assert len(found) == 1, name
        return found[0]

    def nodes(self, kind: str) -> list[Node]:
        return [n for n in self.document.nodes(self.canvas.map_id) if n.kind == kind]

    def flows(self) -> list[Flow]:
        return self.document.flows(self.canvas.map_id)

    # Mouse and keys

    def click(self, p: Point, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseMove(self._viewport, self.spot(p))
        QTest.mouseClick(self._viewport, Qt.MouseButton.LeftButton, modifiers, self.spot(p))

    def double_click(self, p: Point) -> None:
        QTest.mouseClick(self._viewport, Qt.MouseButton.LeftButton, pos=self.spot(p))
        QTest.mouseDClick(self._viewport, Qt.MouseButton.LeftButton, pos=self.spot(p))
        QTest.mouseRelease(self._viewport, Qt.MouseButton.LeftButton, pos=self.spot(p))
        QApplication.processEvents()

    def drag(
        self, a: Point, b: Point, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.press(a, modifiers)
        self.move_to(b, modifiers)
        QTest.mouseRelease(self._viewport, Qt.MouseButton.LeftButton, modifiers, self.spot(b))
        QApplication.processEvents()

    def press(self, p: Point, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseMove(self._viewport, self.spot(p))
        QTest.mousePress(self._viewport, Qt.MouseButton.LeftButton, modifiers, self.spot(p))
        self._last = p

    def move_to(self, p: Point, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Moves with the left button held."""
        from PySide6.QtGui import QMouseEvent

        a = self._last
        for share in (0.2, 0.6, 1.0):
            spot = QPointF(self.spot(Point(a.x + (p.x - a.x) * share, a.y + (p.y - a.y) * share)))
            event = QMouseEvent(
                QMouseEvent.Type.MouseMove, spot, self._viewport.mapToGlobal(spot), Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton, modifiers,
            )  # fmt: skip
            QApplication.sendEvent(self._viewport, event)
        self._last = p

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.canvas.view, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str, then: Qt.Key = Qt.Key.Key_Return) -> None:
        """Into the box that renames in place, replacing what it holds."""
        editor = self.canvas._editor
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, then)
        QApplication.processEvents()

    @property
    def _viewport(self):
        return self.canvas.view.viewport()


@pytest.fixture
def driver(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    recent.settings().clear()  # else where the window stands depends on the tests before
    window = app.make_window("id")
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1500, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: "discard")
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _w, _t, message, *_, **__: told.append(message))
    yield Driver(window)
    assert told == []
    QApplication.clipboard().clear()  # the screenless platform falls over what outlives Python
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def made(driver: Driver) -> Small:
    """The small map, open in the window."""
    made = small()
    driver.open(made.document, made.map)
    return made


@pytest.fixture
def save_to(monkeypatch: pytest.MonkeyPatch):
    """Answers the next question for a place to save."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: path)

    return answer
