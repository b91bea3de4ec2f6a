"""The status bar: the hint of the active tool or what was just said, the lane under the pointer, the file, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel

from probis_editor.geometry import Point
from probis_editor.model import queries
from probis_editor.ui import look
from probis_editor.ui.elided import Elided

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

SAID_FOR = 6000
"""Milliseconds that what was said stands in the place of the hint."""


class StatusLine(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.statusBar()
        bar.setSizeGripEnabled(False)
        self.hint, self.lane, self.saved, self.zoom = Elided(), QLabel(), QLabel(), QLabel()
        bar.addWidget(self.hint, 1)
        for label in (self.lane, self.saved, self.zoom):
            bar.addPermanentWidget(label)
        bar.addPermanentWidget(window.viewing.paper_button)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(SAID_FOR)
        self._said.timeout.connect(self.show_hint)
        window.session.said.connect(self.say)

    def show_hint(self) -> None:
        """Say what the active tool does."""
        text, canvas, tool = self._window.session.text, self._window.canvas, self._window.tool_name
        self.hint.setStyleSheet("")
        if tool == "create" and canvas is not None:
            kept = "create_kept" if canvas.create_tool.keeps else "create"
            self.hint.setText(text("ui.hint." + kept, name=text("kind." + canvas.create_tool.kind)))
        else:
            self.hint.setText(text("ui.hint." + tool) if tool else "")

    def say(self, level: str, text: str) -> None:
        """Say something for a while; `level` is "info" or "error"."""
        error = f"color: {look.ERROR}; font-weight: bold;"
        self.hint.setStyleSheet(error if level == "error" else f"color: {look.ACCENT};")
        self.hint.setText(text)
        self._said.start()

    def show_lane(self, point: Point) -> None:
        """Name the lane and phase at a point of the canvas in front, or where what is being dragged would land."""
        canvas = self._window.canvas
        if canvas is None:
            return
        text, at = self._window.session.text, canvas.goal or point
        here = (self._window.session.document, canvas.map_id, canvas.plane, at)
        found = (("lane", queries.lane_at(*here)), ("phase", queries.phase_at(*here)))
        self.lane.setText(
            "  /  ".join(
                text("ui.status." + part, name=" ".join(node.name.split())) for part, node in found if node
            )
        )

    def show_zoom(self) -> None:
        canvas = self._window.canvas
        self.zoom.setText(f"{canvas.view.zoom * 100:.0f} %" if canvas is not None else "")
        self.lane.setText("")

    def show_file(self) -> None:
        """Say whether the document is saved."""
        session = self._window.session
        state = "modified" if session.modified else "new" if session.path is None else "saved"
        self.saved.setText(session.text("ui.state." + state) if session.is_open else "")
