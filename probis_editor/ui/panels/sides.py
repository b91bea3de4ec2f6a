"""The panels at the sides come back as the user left them: open or closed, as wide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from probis_editor.ui import recent

WIDTH = 248
"""At first: on a screen of 1366 the canvas keeps more than 60 %."""


class Sides:
    """Hidden while no document is open."""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        self._window = window
        self._docks = docks
        self._shown = False
        self._open = dict.fromkeys(docks, True)
        self._wide = dict.fromkeys(docks, WIDTH)
        stored = recent.settings()
        for name in docks:
            kept = str(stored.value(f"panels/{name}", ""))
            if kept:
                self._open[name] = kept[0] != "-"
                width = kept.lstrip("-")
                self._wide[name] = int(width) if width.isdecimal() else WIDTH

    def follow(self, is_open: bool) -> None:
        """A document was opened, or none is open any more."""
        if is_open == self._shown:
            return
        if not is_open:
            self._take()
        self._shown = is_open
        for name, dock in self._docks.items():
            dock.setVisible(is_open and self._open[name])
        if is_open:
            docks, widths = list(self._docks.values()), list(self._wide.values())
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def remember(self) -> None:
        """Keep the present state for the next start."""
        if self._shown:
            self._take()
        stored = recent.settings()
        for name in self._docks:
            stored.setValue(f"panels/{name}", ("" if self._open[name] else "-") + str(self._wide[name]))

    def _take(self) -> None:
        for name, dock in self._docks.items():
            self._open[name] = not dock.isHidden()
            if not dock.isHidden() and dock.width() > 60:
                self._wide[name] = dock.width()
