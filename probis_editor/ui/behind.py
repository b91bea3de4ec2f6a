"""Going into a step that has no map yet: a new one is made, or one of the document chosen by its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from probis_editor.commands import behind
from probis_editor.model.elements import Node
from probis_editor.model.queries import code_of, map_for_call, title_of
from probis_editor.ui import look, wording
from probis_editor.ui.dialogs import Form

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

_WIDE, _HIGH, _LIST = 300, 200, 260


class Answer(NamedTuple):
    """`map` is the one to open, "" for a new one of that `name`."""

    map: str
    name: str


def go(canvas: Canvas, element_id: str) -> None:
    """Open what lies behind a step; where nothing does, ask what shall. Making and linking is one undo step."""
    session = canvas.session
    node = session.element(element_id)
    if not isinstance(node, Node):
        return
    if not behind.may_open_a_map(node) or map_for_call(session.document, node) is not None:
        canvas.open_inside(element_id)
        return
    answer = ask(canvas, node)
    if answer is None:
        return
    if answer.map:
        step = wording.step("link_map", what=wording.what(session, [node]))
        session.run(step, lambda tx: behind.link_map(tx, node.map, node.id, answer.map))
        goal = answer.map if session.element(element_id) != node else ""
    else:
        step = wording.step("new_map", name=answer.name)
        made = session.run(step, lambda tx: behind.make_map(tx, node.map, node.id, answer.name))
        goal = made.id if made is not None else ""
    if goal:
        session.show(goal)


def ask(canvas: Canvas, node: Node) -> Answer | None:
    """Which map the step is to open; None where the user gave up."""
    dialog = _Dialog(canvas, node)
    return dialog.answer() if dialog.exec() else None


class _Dialog(Form):
    def __init__(self, canvas: Canvas, node: Node) -> None:
        session = canvas.session
        text = session.text
        super().__init__(canvas, text, "behind.title", "behind.do")
        self._session: Session = session
        named = " ".join(node.name.split())
        hint = QLabel(text("behind.hint", name=named or text("kind." + node.kind)))
        hint.setWordWrap(True)
        self.rows.addRow(hint)
        both = QWidget()
        both.setFixedSize(_WIDE + _LIST + 12, _HIGH)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.list = QListWidget()
        self.list.setAccessibleName(text("behind.maps"))
        self.list.setStyleSheet(f"QListWidget {{ border: 1px solid {look.BORDER}; }}")
        self.list.addItem(text("behind.new"))
        for one in session.document.maps():
            if one.id != node.map:
                code, title = code_of(session.document, one), title_of(session.document, one)
                item = QListWidgetItem(f"{code} {title}".strip())
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                self.list.addItem(item)
        self.picture = QLabel()
        self.picture.setFixedSize(_WIDE, _HIGH)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setStyleSheet(f"background: #FFFFFF; border: 1px solid {look.BORDER};")
        row.addWidget(self.list)
        row.addWidget(self.picture)
        self.rows.addRow(both)
        self.setMinimumWidth(both.width() + 48)
        self.name = self.line(text("behind.name"), named)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.setCurrentRow(0)
        self.accepting = lambda: bool(self.answer().map or self.answer().name)
        self.name.setFocus()
        self.name.selectAll()

    def answer(self) -> Answer:
        item = self.list.currentItem()
        chosen = item.data(Qt.ItemDataRole.UserRole) or "" if item is not None else ""
        return Answer(chosen, " ".join(self.name.text().split()))

    def _chosen(self, at: int) -> None:
        """Show the map of the row, small; a new one has a name instead."""
        self.name.setEnabled(at == 0)
        self.name.deselect()
        self.picture.setPixmap(QPixmap())
        if at <= 0:
            return
        from probis_editor.render import compose, png

        shown = compose.map_picture(self._session.document, self.answer().map)
        if shown.bounds.w > 0 and shown.bounds.h > 0:
            ratio = self.devicePixelRatioF()
            wide, high = round((_WIDE - 16) * ratio), round((_HIGH - 16) * ratio)
            image = QImage.fromData(png.thumbnail(shown.group, wide, high))
            image.setDevicePixelRatio(ratio)
            self.picture.setPixmap(QPixmap.fromImage(image))
