"""The pages of the book, to be scrolled, zoomed and clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from probis_editor.booklet.seen import Hit, Leaf, Preview, Spot
from probis_editor.ui import look
from probis_editor.ui.preview import holding, layout, painting
from probis_editor.ui.preview.hits import Hits, middle, origin
from probis_editor.ui.preview.images import PageImages

ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_POINT = 96 / 72
"""Logical pixels a point at 100 %."""
_CLICK = 5


class PageView(QAbstractScrollArea):
    """`fit` is "width", "page" or "" (the zoom stays as it is); `zoom` 1 shows the paper's true size."""

    jumped = Signal(object, object)
    """(the spot that was clicked, where on its page in points)."""
    turned = Signal(int)
    """Another page is in front."""
    zoomed = Signal()

    def __init__(self, images: PageImages, name: str) -> None:
        super().__init__()
        self.images = images
        self.leaves: tuple[Leaf, ...] = ()
        self.spots: tuple[Spot, ...] = ()
        self.on_page: dict[int, list[int]] = {}
        """The spots of each page."""
        self.stale: set[int] = set()
        self.fit = "width"
        self.zoom = 1.0
        self.two_up = False
        self.placing = layout.Placing((), (), 0, 0)
        self.current: int | None = None
        """The spot that is marked: the one shown last, or moved to by keyboard."""
        self.hits = Hits()
        self.describe = lambda spot: ""
        self._hover: int | None = None
        self._grip: tuple[QPoint, QPoint] | None = None
        self._dragged = False
        self._front = 0
        self.foot = 0.0
        self.setAccessibleName(name)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(40)
        images.arrived.connect(self._arrived)

    # What is shown

    def show_book(self, preview: Preview | None) -> None:
        """Show another making of the book; what was in view stays in view."""
        before = holding.held(self) if self.leaves else None
        self.leaves = preview.leaves if preview is not None else ()
        self.spots = preview.spots if preview is not None else ()
        self.on_page = {}
        for at, spot in enumerate(self.spots):
            self.on_page.setdefault(spot.page, []).append(at)
        self._hover = self.current = None
        self.stale = set()
        self.hits.use(())
        self.settle()
        if before is not None and self.leaves:
            holding.restore(self, before)
        self._tell_front()
        self._wish()
        self.viewport().update()

    def mark_stale(self, pages: set[int]) -> None:
        """These pages may look different by now."""
        if pages != self.stale:
            self.stale = pages
            self.viewport().update()

    # Zoom and place

    def settle(self) -> None:
        """Lay the pages out anew for the present size and zoom."""
        room = self.viewport().size()
        if self.fit == "width":
            self.zoom = layout.fitting(self.leaves, self.two_up, room.width()) / _POINT
        elif self.fit == "page":
            whole = layout.fitting_whole(self.leaves, self.two_up, room.width(), room.height() - self.foot)
            self.zoom = whole / _POINT
        self.placing = layout.placed(
            self.leaves, self.zoom * _POINT, room.width(), self.two_up, self.foot, bool(self.fit)
        )
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, int(self.placing.height) - room.height()))
        down.setPageStep(max(40, room.height() - 40))
        across.setRange(0, max(0, int(self.placing.width) - room.width()))
        across.setPageStep(room.width())
        self.zoomed.emit()

    def set_fit(self, fit: str) -> None:
        """Fit the width, the whole page, or nothing."""
        self._zoom_about(lambda: setattr(self, "fit", fit))

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the pages at a zoom; the place `about` (in the viewport) stays where it is."""

        def change() -> None:
            self.fit, self.zoom = "", min(max(zoom, ZOOMS[0]), ZOOMS[-1])

        self._zoom_about(change, about)

    def step_zoom(self, up: bool, about: QPointF | None = None) -> None:
        """The next zoom of the usual ones."""
        if up:
            self.set_zoom(next((z for z in ZOOMS if z > self.zoom * 1.01), ZOOMS[-1]), about)
        else:
            self.set_zoom(next((z for z in reversed(ZOOMS) if z < self.zoom * 0.99), ZOOMS[0]), about)

    def set_two_up(self, on: bool) -> None:
        """Two pages side by side, or one."""
        self._zoom_about(lambda: setattr(self, "two_up", on))

    def _zoom_about(self, change, about: QPointF | None = None) -> None:
        if not self.leaves:
            change()
            return
        spot = about or QPointF(self.viewport().width() / 2, self.viewport().height() / 3)
        page, x, y = self._paper_at(spot)
        change()
        self.settle()
        rect, unit = self.placing.rects[page], self.placing.units[page]
        self.horizontalScrollBar().setValue(int(rect.left() + x * unit - spot.x()))
        self.verticalScrollBar().setValue(int(rect.top() + y * unit - spot.y()))
        self._wish()
        self.viewport().update()

    def page_at(self, y: float) -> int:
        """The page at a height of the whole."""
        for at, rect in enumerate(self.placing.rects):
            if y < rect.bottom() + layout.GAP:
                return at
        return max(0, len(self.leaves) - 1)

    def _paper_at(self, spot: QPointF) -> tuple[int, float, float]:
        """The page under a place of the viewport (or the nearest), and where on it in points."""
        at = spot + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        inside = [n for n, rect in enumerate(self.placing.rects) if rect.contains(at)]
        page = inside[0] if inside else self.page_at(at.y())
        rect, unit = self.placing.rects[page], self.placing.units[page]
        return page, (at.x() - rect.left()) / unit, (at.y() - rect.top()) / unit

    @property
    def front(self) -> int:
        """The page that is looked at."""
        return self._front

    def go_to(self, page: int, y: float = 0.0) -> None:
        """Bring a page (and a height on it, in points) to the top."""
        if 0 <= page < len(self.leaves):
            rect = self.placing.rects[page]
            lead = layout.MARGIN if y <= 0 else 40
            self.verticalScrollBar().setValue(int(rect.top() + y * self.placing.units[page] - lead))
            self._set_front(page)

    def reveal(self, index: int) -> None:
        """Mark a spot and bring it into view."""
        self.current, self.hits.current = index, None
        spot = self.spots[index]
        self._bring(spot.page, self.rect_of(spot))

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Mark other occurrences of what is looked for."""
        self.hits.use(hits)
        self.viewport().update()

    def reveal_hit(self, index: int) -> None:
        """Bring an occurrence into view."""
        self.hits.current, self.current = index, None
        hit = self.hits.all[index]
        (x, y, w, h), unit = hit.boxes[0], self.placing.units[hit.page]
        page = self.placing.rects[hit.page]
        self._bring(hit.page, QRectF(page.left() + x * unit, page.top() + y * unit, w * unit, h * unit))

    def jump_from_hit(self) -> bool:
        """Ask for the source of the occurrence that is shown; False where it has none."""
        hit = self.hits.shown
        spot = origin(hit, self.spots) if hit is not None else None
        if hit is None or spot is None:
            return False
        self.jumped.emit(spot, middle(hit))
        return True

    def _bring(self, on: int, rect: QRectF) -> None:
        """Scroll until a rectangle of the whole, which is on this page, is in view."""
        y, high = self.verticalScrollBar().value(), self.viewport().height()
        if rect.top() < y + 10 or rect.bottom() > y + high - 10:
            self.verticalScrollBar().setValue(int(rect.top() - max(40, (high - rect.height()) / 2)))
        across = self.horizontalScrollBar()
        if (
            not across.value()
            <= rect.left()
            <= across.value() + self.viewport().width() - min(60, rect.width())
        ):
            across.setValue(int(rect.left() - 20))
        self._set_front(on)
        self.viewport().update()

    def rect_of(self, spot: Spot) -> QRectF:
        """A spot's rectangle in the whole, in logical pixels."""
        page, unit = self.placing.rects[spot.page], self.placing.units[spot.page]
        return QRectF(page.left() + spot.x * unit, page.top() + spot.y * unit, spot.w * unit, spot.h * unit)

    def _set_front(self, page: int) -> None:
        if page != self._front:
            self._front = page
            self.turned.emit(page)

    def _tell_front(self) -> None:
        if self.leaves:
            self._set_front(self.page_at(self.verticalScrollBar().value() + self.viewport().height() / 3))

    # Drawing

    def visible(self) -> list[int]:
        """The pages in view, from top to bottom."""
        seen = QRectF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value(),
            self.viewport().width(), self.viewport().height(),
        )  # fmt: skip
        return [at for at, rect in enumerate(self.placing.rects) if rect.intersects(seen)]

    def _wish(self) -> None:
        if not self.isVisible():
            return
        seen, ratio, units = self.visible(), self.devicePixelRatioF(), self.placing.units
        after = [seen[-1] + 1] if seen and seen[-1] + 1 < len(self.leaves) else []
        self.images.wish(self, [(at, units[at] * ratio) for at in (*seen, *after)])

    def _arrived(self, index: int) -> None:
        if index in self.visible():
            self.viewport().update()

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.DESK))
        shift = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for at in self.visible():
            rect = self.placing.rects[at].translated(-shift)
            self._paint_page(painter, at, rect)
            self._paint_hits(painter, at, rect)
        for index, strong in ((self._hover, False), (self.current, True)):
            if index is not None and index < len(self.spots):
                painting.paint_mark(painter, self.rect_of(self.spots[index]).translated(-shift), strong)
        painter.end()

    def _paint_page(self, painter: QPainter, at: int, rect: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        scale = self.placing.units[at] * ratio
        painting.paint_page(painter, rect, self.images.best(at, scale), scale, ratio, at in self.stale)

    def _paint_hits(self, painter: QPainter, at: int, rect: QRectF) -> None:
        unit = self.placing.units[at]
        for index in self.hits.on(at):
            boxes = self.hits.all[index].boxes
            lines = [
                QRectF(x * unit, y * unit, w * unit, h * unit).translated(rect.topLeft())
                for x, y, w, h in boxes
            ]
            painting.paint_found(painter, lines, index == self.hits.current)

    # Mouse and keys

    def spot_at(self, place: QPointF) -> tuple[int | None, float, float]:
        """(index of the spot under a place of the viewport, x, y on its page in points)."""
        if not self.leaves:
            return None, 0.0, 0.0
        page, x, y = self._paper_at(place)
        for index in self.on_page.get(page, []):
            spot = self.spots[index]
            if spot.x - 2 <= x <= spot.x + spot.w + 2 and spot.y - 1 <= y <= spot.y + spot.h + 1:
                return index, x, y
        return None, x, y

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            bars = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
            self._grip, self._dragged = (event.position().toPoint(), bars), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._grip is not None:
            way = place.toPoint() - self._grip[0]
            if self._dragged or way.manhattanLength() > _CLICK:
                self._dragged = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self.horizontalScrollBar().setValue(self._grip[1].x() - way.x())
                self.verticalScrollBar().setValue(self._grip[1].y() - way.y())
            return
        index = self.spot_at(place)[0]
        if index != self._hover:
            self._hover = index
            pointing = Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor if index is None else pointing)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        grip, self._grip = self._grip, None
        if grip is None:
            return
        if self._dragged:
            self.viewport().unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            index, x, y = self.spot_at(event.position())
            if index is not None:
                self.current, self.hits.current = index, None
                self.viewport().update()
                self.jumped.emit(self.spots[index], QPointF(x, y))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.spot_at(QPointF(event.pos()))[0]
            words = self.describe(self.spots[index]) if index is not None else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.step_zoom(event.angleDelta().y() > 0, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.leaves) - 1)
        elif control and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step_spot(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hits.current is not None:
            self.jump_from_hit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            spot = self.spots[self.current]
            self.jumped.emit(spot, QPointF(spot.x + spot.w / 2, spot.y + spot.h / 2))
        else:
            super().keyPressEvent(event)

    def _step_spot(self, by: int) -> None:
        """Mark the next piece of the book, or the one before."""
        if not self.spots:
            return
        now = self.current
        if now is None:
            here = self.on_page.get(self._front, [])
            now = (here[0] if here else 0) - by
        self.reveal(min(max(now + by, 0), len(self.spots) - 1))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._tell_front()
        self._wish()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self.leaves:
            before = holding.held(self)
            self.settle()
            holding.restore(self, before)
        self._wish()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.settle()
        self._wish()
