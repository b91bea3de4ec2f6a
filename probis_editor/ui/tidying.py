"""Rapikan: lays out the map (or what is selected, or only its flows), shows the result, and asks before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from probis_editor.commands import laying
from probis_editor.model.changes import Label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.ui import jobs

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.main_window import MainWindow

WHOLE, SELECTION, ROUTES = "whole", "selection", "routes"


def start(window: MainWindow, mode: str) -> TidyBar | None:
    """Compute a layout away from the window's thread and show it as a preview with its bar; None if nothing changes.

    Modes: WHOLE, SELECTION (every other shape stays where it is), ROUTES (no shape moves).
    """
    canvas, session = window.canvas, window.session
    if canvas is None:
        return None
    for old in canvas.findChildren(TidyBar):
        old.cancel()
    map_id, plane = canvas.place
    # A worker may only read: records are values, so a copy of the mapping is enough.
    frozen = Document(session.document.snapshot().values())
    chosen = tuple(n.id for n in session.selected_nodes())

    def work(progress: jobs.Progress) -> list:
        from probis_editor.layout import maps

        progress(0, 0)
        if mode == ROUTES:
            return list(maps.rerouted(frozen, map_id, plane))
        if mode == SELECTION:
            return list(maps.arranged_selection(frozen, map_id, chosen, plane))
        return list(maps.arranged(frozen, map_id, plane, progress=progress))

    text = session.text
    try:
        found = jobs.run(window, text("ui.tidy.working"), text("ui.button.cancel"), work)
    except jobs.CancelledError:
        return None
    changed = [r for r in found if session.document.get(r.key) != r]
    if not changed:
        session.said.emit("info", text("ui.tidy.nothing"))
        return None
    return TidyBar(canvas, changed, mode)


class TidyBar(QFrame):
    """The question at the top of the canvas while the preview is shown. Enter keeps; Esc or any edit ends it."""

    def __init__(self, canvas: Canvas, changed: list, mode: str) -> None:
        super().__init__(canvas)
        self.setObjectName("floating")
        self._canvas, self._session = canvas, canvas.session
        self._changed, self._mode = changed, mode
        self._ended = False
        text = self._session.text
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        moved = sum(isinstance(r, Node) for r in changed)
        row.addWidget(QLabel(text("ui.tidy.question", n=moved)))
        self.keep_button = QPushButton(text("ui.tidy.keep"))
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.keep)
        self.cancel_button = QPushButton(text("ui.button.cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        row.addWidget(self.keep_button)
        row.addWidget(self.cancel_button)
        self._session.changed.connect(self._edited)
        preview = self._session.preview(self._put)
        canvas.scene.preview(preview.groups)
        self.adjustSize()
        self._place()
        canvas.installEventFilter(self)
        self.show()
        self.raise_()
        self.keep_button.setFocus()

    def _put(self, tx: Transaction) -> None:
        laying.lay(tx, self._canvas.map_id, self._changed)

    def keep(self) -> None:
        """Make the preview true, as one undo step."""
        self._end()
        self._session.run(Label(f"ui.tidy.undo.{self._mode}"), self._put)

    def cancel(self) -> None:
        """Leave the map as it was."""
        self._end()

    def _edited(self) -> None:
        self._end()

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._session.changed.disconnect(self._edited)
        self._canvas.removeEventFilter(self)
        self._canvas.scene.end_preview()
        self.hide()
        self.deleteLater()
        self._canvas.view.setFocus()

    def _place(self) -> None:
        self.move(max(0, (self._canvas.width() - self.width()) // 2), 12)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep_button.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
