"""The shapes to draw with, floating at the canvas's left: click to choose, double-click to place several, or drag."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QMenu, QToolButton, QWidget

from probis_editor.kinds import KINDS, Family
from probis_editor.ui import icons, kind_icons, look
from probis_editor.ui.floating import Floating

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

COMMON = (
    "task",
    "gateway.exclusive",
    "gateway.parallel",
    "event.start",
    "event.catch",
    "event.end",
    "subprocess",
    "call",
    "data.object",
    "annotation",
    "lane",
    "phase",
    "pool",
)
BUTTON = (34, 32)
EDGE = 12
MOST_COLUMNS = 4
_HIDDEN = ("event.boundary", "image")
"""Made by dropping an event on a border, and by reading a file."""


class KindButton(QToolButton):
    """A shape: a click chooses it, a double click for several, a drag carries it onto the canvas."""

    def __init__(self, palette: Palette, kind_id: str) -> None:
        super().__init__(palette)
        self._canvas = palette.canvas
        self.kind = kind_id
        self._pressed: QPoint | None = None
        self._dragging = False
        name = self._canvas.session.text("kind." + kind_id)
        self.setIcon(kind_icons.picture(kind_id))
        self.setIconSize(QSize(24, 24))
        self.setFixedSize(*BUTTON)
        self.setToolTip(self._canvas.session.text("ui.palette.tip", name=name))
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position().toPoint(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if not self._dragging and way >= QApplication.startDragDistance():
            self._dragging = True
            self._canvas.use_tool("create", self.kind)
        if self._dragging:
            at = self._at(event)
            if self._over_canvas(event):
                self._canvas.create_tool.hover(at)
            else:
                self._canvas.create_tool.left()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        dragging, self._pressed, self._dragging = self._dragging, None, False
        if not dragging:
            active = self._canvas.tool.name == "create" and self._canvas.create_tool.kind == self.kind
            self._canvas.use_tool("select" if active else "create", self.kind)
            self._canvas.view.setFocus()
        elif self._over_canvas(event):
            self._canvas.create_tool.drop(self._at(event))
        else:
            self._canvas.use_tool("select")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            self._canvas.use_tool("create", self.kind, keep=True)
            self._canvas.view.setFocus()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked() and self._canvas.create_tool.keeps:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.ACCENT_SOFT))
            spot = QRect(self.width() - 13, self.height() - 13, 12, 12)
            painter.drawEllipse(spot.adjusted(-2, -2, 2, 2))
            icons.icon("lock", look.ACCENT).paint(painter, spot)

    def _at(self, event: QMouseEvent):
        view = self._canvas.view
        spot = view.viewport().mapFromGlobal(event.globalPosition())
        return view.pointer_at(spot, event.modifiers())

    def _over_canvas(self, event: QMouseEvent) -> bool:
        viewport, palette = self._canvas.view.viewport(), self._canvas.palette_
        spot = viewport.mapFromGlobal(event.globalPosition().toPoint())
        over = palette.rect().contains(palette.mapFromGlobal(event.globalPosition().toPoint()))
        return viewport.rect().contains(spot) and not over


class Palette(Floating):
    """The common shapes, the pointer and the line; all other shapes in a menu at the end."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self.setObjectName("floating")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 4, 4, 4)
        self._grid.setSpacing(1)
        self._columns = 0
        self._tools: dict[str, QToolButton] = {}
        for name, icon in (("select", "mouse-pointer-2"), ("connect", "arrow-up-right")):
            button = QToolButton(self)
            button.setIcon(icons.icon(icon))
            button.setIconSize(QSize(20, 20))
            button.setFixedSize(*BUTTON)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(canvas.session.text("ui.palette." + name))
            button.clicked.connect(lambda _=False, n=name: canvas.use_tool(n))
            self._tools[name] = button
        self._line = QFrame(self)
        self._line.setFrameShape(QFrame.Shape.HLine)
        self._line.setStyleSheet(f"color: {look.BORDER};")
        self.kinds = {kind_id: KindButton(self, kind_id) for kind_id in COMMON}
        self._more = QToolButton(self)
        self._more.setIcon(icons.icon("plus"))
        self._more.setIconSize(QSize(18, 18))
        self._more.setFixedSize(*BUTTON)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.setToolTip(canvas.session.text("ui.palette.more"))
        self._more.clicked.connect(self._show_more)
        canvas.tool_changed.connect(self._mark)
        self._mark()
        self.settle()

    def settle(self) -> None:
        """Stand at the canvas's left; in a low window in as many columns as it takes."""
        room = self.canvas.height() - 2 * EDGE
        columns = next((n for n in range(1, MOST_COLUMNS) if self._height(n) <= room), MOST_COLUMNS)
        if columns != self._columns:
            self._columns = columns
            self._arrange()
        self.adjustSize()
        self.move(EDGE, EDGE)
        self.canvas.view.covered_left = EDGE + self.width() + 8
        self.raise_()

    def _rows(self, columns: int) -> tuple[int, int]:
        """How many rows the tools and the shapes take."""
        return -(-len(self._tools) // columns), -(-(len(self.kinds) + 1) // columns)

    def _height(self, columns: int) -> int:
        line = self._line.sizeHint().height()
        return sum(self._rows(columns)) * (BUTTON[1] + 1) + line + 8

    def _arrange(self) -> None:
        columns = self._columns
        while self._grid.count():
            self._grid.takeAt(0)
        self._put(list(self._tools.values()), 0)
        above = self._rows(columns)[0]
        self._grid.addWidget(self._line, above, 0, 1, columns)
        self._put([*self.kinds.values(), self._more], above + 1)

    def _put(self, widgets: Sequence[QWidget], row: int) -> None:
        for at, widget in enumerate(widgets):
            self._grid.addWidget(widget, row + at // self._columns, at % self._columns)

    def _mark(self) -> None:
        tool = self.canvas.tool.name
        for name, button in self._tools.items():
            button.setChecked(tool == name)
        for kind_id, button in self.kinds.items():
            button.setChecked(tool == "create" and self.canvas.create_tool.kind == kind_id)
            button.update()

    def _show_more(self) -> None:
        menu = kinds_menu(self.canvas, self)
        menu.exec(self._more.mapToGlobal(QPoint(self._more.width() + 8, -200)))


def kinds_menu(canvas: Canvas, parent: QFrame) -> QMenu:
    """Every kind that can be placed by hand, by family."""
    text = canvas.session.text
    menu = QMenu(parent)
    for fam in Family:
        rows = [k for k in KINDS if k.family is fam and k.id not in _HIDDEN]
        if not rows:
            continue
        sub = menu.addMenu(text("ui.family." + fam.value))
        for row in rows:
            action = sub.addAction(kind_icons.picture(row.id), text("kind." + row.id))
            action.triggered.connect(lambda _=False, k=row.id: canvas.use_tool("create", k))
    menu.addSeparator()
    for kind in ("sequence", "message", "association"):
        action = menu.addAction(text("kind." + kind))
        action.triggered.connect(lambda _=False, k=kind: canvas.use_tool("connect", k))
    return menu
