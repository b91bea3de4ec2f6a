"""The small pad beside a selected step: what usually comes next, one click away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from probis_editor.geometry import Rect
from probis_editor.kinds import Family, family
from probis_editor.model.elements import Node
from probis_editor.ui import drawing, icons, kind_icons, kind_menu
from probis_editor.ui.floating import Floating
from probis_editor.ui.tools import appending
from probis_editor.ui.tools.base import THRESHOLD, Pointer

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

NEXT = ("task", "gateway.exclusive", "event.end", "data.object")
GAP = 34
"""Pixels from the shape: the handle that goes on upward stands between."""

_SOURCES = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY, Family.DATA, Family.ARTIFACT)


class Pad(Floating):
    """Hidden unless exactly one element that can lead on is selected and nothing is going on."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._known: tuple[str, Rect, float, int] | None = None
        self._below = False
        self.setObjectName("floating")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        self._kinds: dict[str, QToolButton] = {}
        text = canvas.session.text
        for kind_id in NEXT:
            button = _Next(self, canvas, kind_id)
            self._dress(button, text("ui.pad.append", name=text("kind." + kind_id)))
            button.setIcon(kind_icons.picture(kind_id, 20))
            self._kinds[kind_id] = button
            row.addWidget(button)
        self._more = self._tool("ui.pad.more", "ellipsis", self._find)
        self._kind = self._tool("ui.action.change_kind", "wrench", lambda: kind_menu.open_menu(canvas))
        connect = _Connect(self, canvas)
        self._dress(connect, text("ui.pad.connect"))
        connect.setIcon(icons.icon("arrow-up-right"))
        bin_ = self._tool("ui.action.delete", "trash-2", canvas.delete_selection)
        for tool in (self._more, connect, self._kind, bin_):
            row.addWidget(tool)
        self.hide()

    def _tool(self, key: str, icon: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        self._dress(button, self._canvas.session.text(key))
        button.setIcon(icons.icon(icon))
        button.clicked.connect(lambda: run())
        return button

    def _find(self) -> None:
        """Go on with a kind that is looked for by its name."""
        canvas = self._canvas
        source = next(iter(canvas.session.selection), "")
        spot = self._more.mapToGlobal(self._more.rect().bottomLeft())
        drawing.find_kind(canvas, True, lambda kind_id: appending.append(canvas, source, kind_id), spot)

    def _dress(self, button: QToolButton, tip: str) -> None:
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(28, 28)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def forget(self) -> None:
        """The map has changed: what is around has to be looked at again."""
        self._known = None

    def settle(self, node: Node | None) -> None:
        """Stand above the node (below it where there is room only there), or hide."""
        canvas = self._canvas
        if (
            node is None
            or family(node.kind) not in _SOURCES
            or node.kind == "group"
            or canvas.view.zoom < 0.35
        ):
            self.hide()
            return
        leads_on = node.kind != "event.end"
        artifact = family(node.kind) in (Family.DATA, Family.ARTIFACT)
        for kind_id, button in self._kinds.items():
            button.setVisible(not artifact and (leads_on or kind_id == "data.object"))
        self._more.setVisible(not artifact and leads_on)
        self._kind.setVisible(kind_menu.can_turn(canvas.session, node))
        self.adjustSize()
        d = node.drawn
        top, low = (canvas.view.mapFromScene(QPointF(d.center.x, y)) for y in (d.y, d.bottom))
        x, above, below = top.x() - self.width() // 2, top.y() - GAP - self.height(), low.y() + GAP
        y = below if self._goes_below(node, x) else above
        if y < 4:
            y = below
        elif y + self.height() > canvas.height() - 4:
            y = above
        outside = y + self.height() > canvas.height() or x + self.width() < 0 or x > canvas.width()
        self.move(max(4, min(x, canvas.width() - self.width() - 16)), y)
        self.setVisible(not outside)
        self.raise_()

    def _goes_below(self, node: Node, x: int) -> bool:
        """Whether there is a step where the pad would stand above the node, and none below it."""
        known = (node.id, node.drawn, self._canvas.view.zoom, self.width())
        if known != self._known:
            self._known = known
            above, below = (self._covers(node, at) for at in (-1, 1))
            self._below = above and not below
        return self._below

    def _covers(self, node: Node, way: int) -> bool:
        zoom, d = self._canvas.view.zoom, node.drawn
        w, h, gap = self.width() / zoom, self.height() / zoom, GAP / zoom
        y = d.y - gap - h if way < 0 else d.bottom + gap
        room = Rect(d.center.x - w / 2, y, w, h)
        here = self._canvas.session.elements_here()
        return any(
            isinstance(e, Node) and family(e.kind) in _SOURCES and e.id != node.id and e.drawn.overlaps(room)
            for e in here
        )


class _Next(QToolButton):
    """Click: the next step at its free place. Drag: at a place of the user's own. Rest: a ghost of it."""

    def __init__(self, pad: Pad, canvas: Canvas, kind_id: str) -> None:
        super().__init__(pad)
        self._canvas = canvas
        self._kind = kind_id
        self._pressed: QPointF | None = None
        self._drag: appending.AppendDrag | None = None

    @property
    def _source(self) -> str:
        return next(iter(self._canvas.session.selection), "")

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._canvas.ghost.want(self._source, self._kind)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._canvas.ghost.drop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position()
        self._canvas.ghost.drop()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        if self._drag is None and (event.position() - self._pressed).manhattanLength() > THRESHOLD:
            self._drag = appending.AppendDrag(self._canvas, self._at(event), self._source, self._kind)
        if self._drag is not None:
            self._drag.update(self._at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        super().mouseReleaseEvent(event)
        if drag is not None:
            drag.finish(self._at(event))
        elif self.rect().contains(event.position().toPoint()):
            appending.append(self._canvas, self._source, self._kind)

    def _at(self, event: QMouseEvent) -> Pointer:
        return _in_view(self._canvas, event)


class _Connect(QToolButton):
    """Press and drag to the other element, or click and then click it."""

    def __init__(self, pad: Pad, canvas: Canvas) -> None:
        super().__init__(pad)
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragging = event.position(), False
        self._canvas.connect_from_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._dragging = self._dragging or (event.position() - self._pressed).manhattanLength() > 5
            if self._dragging:
                self._canvas.connect_tool.drag(self._at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._pressed, self._dragging = self._dragging, None, False
        if dragging:
            self._canvas.connect_tool.release(self._at(event))
        self._canvas.view.setFocus()

    def _at(self, event: QMouseEvent) -> Pointer:
        return _in_view(self._canvas, event)


def _in_view(canvas: Canvas, event: QMouseEvent) -> Pointer:
    view = canvas.view
    return view.pointer_at(view.viewport().mapFromGlobal(event.globalPosition()), event.modifiers())
