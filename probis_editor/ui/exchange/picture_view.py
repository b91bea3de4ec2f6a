"""A composed picture to look at: wheel zooms, dragging pans, two of them can go together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from probis_editor.geometry import Rect
from probis_editor.render.compose import Picture
from probis_editor.ui import painting

_LEAST, _MOST, _STEP = 0.05, 4.0, 1.25
_AROUND = 16.0


class PictureView(QGraphicsView):
    """Shows one picture on white, whole as long as nobody zooms."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setBackgroundBrush(QColor("#FFFFFF"))  # the paper is white by day and by night
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setScene(QGraphicsScene(self))
        self._twins: list[PictureView] = []
        self._following = False
        self._whole = True
        self._pictures: list[painting.Picture] = []
        self._room = QRectF()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)

    def show_pictures(self, *layers: tuple[Picture, float]) -> None:
        """Show pictures on one another, each with its opacity, all of them whole."""
        scene = self.scene()
        scene.clear()
        self._pictures = []
        room = QRectF()
        for picture, opacity in layers:
            drawn = painting.Picture(picture.group)
            drawn.root.setOpacity(opacity)
            scene.addItem(drawn.root)
            self._pictures.append(drawn)
            room |= QRectF(*picture.bounds)
        room.adjust(-_AROUND, -_AROUND, _AROUND, _AROUND)
        self._room = room
        self._share_room()
        self.fit()

    def _share_room(self) -> None:
        """Give all views that go together one room, so that the same spot lies at the same place."""
        room = QRectF()
        for view in (self, *self._twins):
            room |= view._room
        for view in (self, *self._twins):
            view.scene().setSceneRect(room)

    def set_opacities(self, *shares: float) -> None:
        """Let the pictures that are shown shine through as given, from the lowest on."""
        if len(shares) == len(self._pictures):
            for drawn, share in zip(self._pictures, shares, strict=True):
                drawn.root.setOpacity(share)

    def clear(self) -> None:
        """Show nothing."""
        self._pictures = []
        self._room = QRectF()
        self.scene().clear()

    def pair(self, other: PictureView) -> None:
        """From now on both show the same part at the same zoom."""
        self._twins.append(other)
        other._twins.append(self)

    def fit(self) -> None:
        """Show all of it, no larger than it is."""
        self._whole = True
        room = self.scene().sceneRect()
        if room.isEmpty():
            return
        self.resetTransform()
        view = self.viewport().rect()
        zoom = min(view.width() / room.width(), view.height() / room.height(), 1.0)
        self.scale(max(zoom, _LEAST), max(zoom, _LEAST))
        self.centerOn(room.center())
        self._moved()

    def reveal(self, rect: Rect) -> None:
        """Go so near that a part of the picture can be read, and put it into the middle."""
        self._whole = False
        wide = max(rect.w, 320.0) * 1.6
        high = max(rect.h, 200.0) * 1.6
        view = self.viewport().rect()
        zoom = min(view.width() / wide, view.height() / high, 1.0)
        self.resetTransform()
        self.scale(max(zoom, _LEAST), max(zoom, _LEAST))
        self.centerOn(QPointF(rect.center.x, rect.center.y))
        self._moved()

    def zoom_by(self, factor: float) -> None:
        """Zoom about the pointer."""
        now = self.transform().m11()
        wanted = min(max(now * factor, _LEAST), _MOST)
        self._whole = False
        self.scale(wanted / now, wanted / now)
        self._moved()

    def _moved(self) -> None:
        if self._following or not self._twins:
            return
        centre = self.mapToScene(self.viewport().rect().center())
        for twin in self._twins:
            twin._following = True
            twin._whole = self._whole
            twin.setTransform(self.transform())
            twin.centerOn(centre)
            twin._following = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif event.key() in (Qt.Key.Key_0, Qt.Key.Key_9, Qt.Key.Key_Home):
            self.fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.setBackgroundBrush(QColor("#FFFFFF"))
