"""The table of steps as a part of the window: opened and put away, and given the whole window for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget

from probis_editor.ui.panels.steps import StepsPanel

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_LEAST, _USUAL = 200, 280


class StepsDock:
    """Closed until it is asked for."""

    def __init__(self, window: MainWindow, panel: StepsPanel, docks: dict[str, QDockWidget]) -> None:
        self._window = window
        self._panel = panel
        self._docks = docks
        self._dock = docks["steps"]
        self._before = QByteArray()
        self._dock.hide()
        panel.filling.connect(self._fill)

    def toggle(self) -> None:
        """Show the table with the keyboard in it, or put it away and go back to the canvas."""
        window, dock = self._window, self._dock
        if self._panel.isVisible():
            dock.hide()
            if window.canvas is not None:
                window.canvas.view.setFocus()
            return
        dock.show()
        dock.raise_()
        if self._panel.height() < _LEAST:
            window.resizeDocks([dock], [_USUAL], Qt.Orientation.Vertical)
        self._panel.take_focus()

    def _fill(self, on: bool) -> None:
        window, dock = self._window, self._dock
        if on:
            self._before = window.saveState()
            window.middle.hide()
            for other in self._docks.values():
                other.setVisible(other is dock)
            return
        closed = dock.isHidden()
        window.middle.show()
        window.restoreState(self._before)
        if closed:
            dock.hide()
