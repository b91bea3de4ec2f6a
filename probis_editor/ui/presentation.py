"""Presentation: one map at a time on the whole screen; a click goes into what is behind a shape, Esc ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QLabel, QVBoxLayout, QWidget

from probis_editor.geometry import Point
from probis_editor.kinds import Family, family
from probis_editor.model.elements import Node
from probis_editor.model.queries import map_for_call
from probis_editor.ui import hits, look
from probis_editor.ui.scene import MapScene
from probis_editor.ui.session import Place, Session
from probis_editor.ui.workspace import crumbs

AROUND = 48
HINT_MS = 6000


class _Screen(QGraphicsView):
    """Shows a scene whole on white; knows nothing of what a press means."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundBrush(QColor("#FFFFFF"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setInteractive(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def show_all(self) -> None:
        scene = self.scene()
        if isinstance(scene, MapScene):
            bounds = scene.content()
            bounds = QRectF(scene.sheet) if bounds.isNull() else bounds.adjusted(-16, -16, 16, 16)
            scene.setSceneRect(bounds)
            self.fitInView(bounds, Qt.AspectRatioMode.KeepAspectRatio)
            scene.set_zoom(1.0)  # a text too small to read is still part of the picture

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.show_all()


class Presentation(QWidget):
    """A window of its own. `done(place)` is called once at the end, with the map last seen."""

    def __init__(self, session: Session, done: Callable[[Place], None]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._done: Callable[[Place], None] | None = done
        self._trail: list[Place] = []
        self.place = session.place
        self.setObjectName("presentation")
        self.setWindowTitle(session.text("ui.action.present"))
        self.setAccessibleName(session.text("ui.action.present"))
        self.setStyleSheet("QWidget#presentation { background: #FFFFFF; }")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(AROUND, 20, AROUND, 16)
        layout.setSpacing(12)
        self.title = self._label(20, bold=True, color="#1F2A2E")
        layout.addWidget(self.title)
        self.sheet = _Screen()
        self.sheet.viewport().installEventFilter(self)
        layout.addWidget(self.sheet, 1)
        self.foot = self._label(12, bold=False, color="#5E6C71")
        layout.addWidget(self.foot)
        self._hinting = QTimer(self)
        self._hinting.setSingleShot(True)
        self._hinting.setInterval(HINT_MS)
        self._hinting.timeout.connect(self._show_foot)
        self._show(self.place)
        self.foot.setText(session.text("ui.present.hint"))
        self._hinting.start()

    @staticmethod
    def _label(size: int, bold: bool, color: str) -> QLabel:
        label = QLabel()
        font = QFont(look.UI_FAMILY, size)
        font.setBold(bold)
        label.setFont(font)
        label.setStyleSheet(f"color: {color};")
        label.setWordWrap(True)
        return label

    # Going

    def _show(self, place: Place) -> None:
        self.place = place
        self.sheet.setScene(MapScene(self._session.document, *place))
        self.sheet.show_all()
        self.title.setText(crumbs(self._session.document, place)[-1][0])
        self._show_foot()

    def _show_foot(self) -> None:
        names = [name for name, _ in crumbs(self._session.document, self.place)]
        ids = [m.id for m in self._session.document.maps()]
        at = ids.index(self.place.map) + 1 if self.place.map in ids else 0
        parts = ["  ›  ".join(names[:-1]), f"{at} / {len(ids)}"]
        self.foot.setText("     ".join(part for part in parts if part))

    def go_into(self, place: Place) -> None:
        """Show a place; `back` returns from it."""
        self._trail.append(self.place)
        self._show(place)

    def back(self) -> None:
        """To where one came from, else to the map above."""
        if self._trail:
            self._show(self._trail.pop())
            return
        above = [target for _, target in crumbs(self._session.document, self.place)[:-1] if target]
        if above:
            self._show(Place(above[-1]))

    def step(self, by: int) -> None:
        """The next or previous map of the document."""
        ids = [m.id for m in self._session.document.maps()]
        if self.place.map in ids:
            self._trail.clear()
            self._show(Place(ids[(ids.index(self.place.map) + by) % len(ids)]))

    def jump(self, last: bool) -> None:
        """The first or the last map of the document."""
        ids = [m.id for m in self._session.document.maps()]
        if ids:
            self._trail.clear()
            self._show(Place(ids[-1 if last else 0]))

    def behind(self, spot: QPoint) -> Place | None:
        """What lies behind the shape at a point of the screen's viewport."""
        p = self.sheet.mapToScene(spot)
        scene, document = self.sheet.scene(), self._session.document
        assert isinstance(scene, MapScene)
        hit = hits.at(scene, document, Point(p.x(), p.y()), 2.0)
        node = document.element(self.place.map, hit.id) if hit is not None else None
        if not isinstance(node, Node):
            return None
        if node.kind == "call" or family(node.kind) is Family.BOX:
            wanted = map_for_call(document, node)
            return Place(wanted.id) if wanted is not None else None
        if node.kind.startswith("subprocess") and not node.inline:
            return Place(self.place.map, node.id)
        return None

    # Input

    def eventFilter(self, target, event) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._released(event)
            return True
        if event.type() == QEvent.Type.MouseMove:
            behind = self.behind(event.position().toPoint())
            shape = Qt.CursorShape.PointingHandCursor if behind else Qt.CursorShape.ArrowCursor
            self.sheet.viewport().setCursor(shape)
        elif event.type() == QEvent.Type.Wheel:
            self.wheelEvent(event)
            return True
        return super().eventFilter(target, event)

    def _released(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.RightButton, Qt.MouseButton.BackButton):
            self.back()
        elif event.button() == Qt.MouseButton.LeftButton:
            place = self.behind(event.position().toPoint())
            if place is not None:
                self.go_into(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.step(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key
        if event.key() in (key.Key_Escape, key.Key_F5):
            self.close()
        elif event.key() in (key.Key_Right, key.Key_Down, key.Key_PageDown, key.Key_Space):
            self.step(1)
        elif event.key() in (key.Key_Left, key.Key_Up, key.Key_PageUp):
            self.step(-1)
        elif event.key() in (key.Key_Home, key.Key_End):
            self.jump(last=event.key() == key.Key_End)
        elif event.key() == key.Key_Backspace:
            self.back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event) -> None:
        done, self._done = self._done, None
        event.accept()
        if done is not None:
            done(self.place)
            self.deleteLater()
