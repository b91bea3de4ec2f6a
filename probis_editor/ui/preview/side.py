"""Beside the pages: small pictures of all of them, and the outline of the book."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTabWidget, QTreeWidget, QTreeWidgetItem

from probis_editor.booklet.seen import Preview
from probis_editor.ui import look
from probis_editor.ui.preview.images import PageImages
from probis_editor.ui.preview.view import PageView

_AT = Qt.ItemDataRole.UserRole
FOOT = 20.0
WIDEST = 96.0
"""Of a page's small picture, in pixels."""


class Thumbs(PageView):
    """A click goes to the page."""

    chosen = Signal(int)

    def __init__(self, images: PageImages, name: str) -> None:
        super().__init__(images, name)
        self.foot = FOOT
        self.fit = "small"
        self.marked = 0

    def settle(self) -> None:
        widest = max((leaf.width for leaf in self.leaves if leaf.sheet == "text"), default=600.0)
        self.zoom = WIDEST / widest * 72 / 96
        super().settle()

    def mark(self, page: int) -> None:
        """Frame the page in front."""
        self.marked = page
        if page < len(self.placing.rects):
            rect, y, high = (
                self.placing.rects[page],
                self.verticalScrollBar().value(),
                self.viewport().height(),
            )
            if rect.top() < y or rect.bottom() + FOOT > y + high:
                self.verticalScrollBar().setValue(int(rect.center().y() - high / 2))
        self.viewport().update()

    def _paint_page(self, painter: QPainter, at: int, rect: QRectF) -> None:
        super()._paint_page(painter, at, rect)
        front = at == self.marked
        if front:
            painter.setPen(QPen(QColor(look.ACCENT), 2))
            painter.drawRect(rect.adjusted(-3, -3, 3, 3))
        painter.setPen(QColor(look.ACCENT if front else look.MUTED))
        words = QRectF(rect.left() - 20, rect.bottom() + 3, rect.width() + 40, FOOT - 4)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.leaves[at].label or "–")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing to mark on small pictures."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.leaves:
            self.chosen.emit(self._paper_at(event.position())[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if step:
            self.chosen.emit(min(max(self.marked + step, 0), len(self.leaves) - 1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event) -> None:
        """Small pictures keep their size."""
        event.setModifiers(Qt.KeyboardModifier.NoModifier)
        super().wheelEvent(event)


class Side(QTabWidget):
    """Tells where to go: (page, height on it in points)."""

    went = Signal(int, float)

    def __init__(self, images: PageImages, text) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.outline = QTreeWidget()
        self.outline.setHeaderHidden(True)
        self.outline.setColumnCount(2)
        self.outline.setUniformRowHeights(True)
        self.outline.setIndentation(14)
        self.outline.setAccessibleName(text("preview.outline"))
        header = self.outline.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.outline.itemClicked.connect(self._clicked)
        self.outline.itemActivated.connect(self._clicked)
        self.thumbs = Thumbs(images, text("preview.pages"))
        self.thumbs.chosen.connect(lambda page: self.went.emit(page, 0.0))
        self.addTab(self.outline, text("preview.outline"))
        self.addTab(self.thumbs, text("preview.pages"))
        self._shown: tuple[tuple[str, int, str], ...] = ()

    def show_book(self, preview: Preview | None) -> None:
        """Show another making of the book; what is open stays open."""
        self.thumbs.show_book(preview)
        entries = preview.outline if preview is not None else ()
        leaves = preview.leaves if preview is not None else ()
        rows = tuple((e.text, e.level, leaves[e.page].label) for e in entries)
        if rows == self._shown:
            self._relabel(entries)
            return
        open_ = {i.text(0) for i in self._items() if i.isExpanded()}
        scrolled = self.outline.verticalScrollBar().value()
        self.outline.clear()
        self._shown = rows
        above: list[QTreeWidgetItem] = []
        for entry, (words, level, label) in zip(entries, rows, strict=True):
            item = QTreeWidgetItem([words, label])
            item.setToolTip(0, words)
            item.setForeground(1, QColor(look.MUTED))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, _AT, (entry.page, entry.y))
            del above[level:]
            if above:
                above[-1].addChild(item)
            else:
                self.outline.addTopLevelItem(item)
            above.append(item)
            item.setExpanded(level == 0 or words in open_)
        for item in self._items():
            item.setExpanded(item.parent() is None or item.text(0) in open_)
        self.outline.verticalScrollBar().setValue(scrolled)

    def _relabel(self, entries) -> None:
        for item, entry in zip(self._items(), entries, strict=True):
            item.setData(0, _AT, (entry.page, entry.y))

    def _items(self) -> list[QTreeWidgetItem]:
        """Every row, from top to bottom."""
        found: list[QTreeWidgetItem] = []

        def walk(item: QTreeWidgetItem | None) -> None:
            if item is None:
                return
            found.append(item)
            for at in range(item.childCount()):
                walk(item.child(at))

        for at in range(self.outline.topLevelItemCount()):
            walk(self.outline.topLevelItem(at))
        return found

    def _clicked(self, item: QTreeWidgetItem) -> None:
        page, y = item.data(0, _AT)
        self.went.emit(page, float(y))
