"""The panels at the sides come back as the user left them: open or closed, as wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

from probis_editor.ui import recent

WIDTH = 248
"""At first: on a screen of 1366 the canvas keeps more than 60 %."""


class Sides:
    """Hidden while no document is open. `groups` are the names of panels that share a place, the first in front."""

    def __init__(
        self, window: QMainWindow, docks: Mapping[str, QDockWidget], groups: Sequence[Sequence[str]]
    ) -> None:
        self._window = window
        self._docks = {name: docks[name] for group in groups for name in group}
        self._groups = groups
        self._shown = False
        self._open = dict.fromkeys(self._docks, True)
        self._wide = dict.fromkeys(self._docks, WIDTH)
        stored = recent.settings()
        for name in self._docks:
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
            fronts = [next((n for n in group if self._open[n]), "") for group in self._groups]
            shown = [name for name in fronts if name]
            for name in shown:
                self._docks[name].raise_()
            docks, widths = [self._docks[n] for n in shown], [self._wide[n] for n in shown]
            self._window.resizeDocks(docks, widths, Qt.Orientation.Horizontal)

    def remember(self) -> None:
        """Keep the present state for the next start."""
        if self._shown:
            self._take()
        stored = recent.settings()
        for name in self._docks:
            stored.setValue(f"panels/{name}", ("" if self._open[name] else "-") + str(self._wide[name]))

    def _take(self) -> None:
        for group in self._groups:
            widths = [self._docks[n].width() for n in group if self._docks[n].isVisible()]
            for name in group:
                self._open[name] = not self._docks[name].isHidden()
                if widths and widths[0] > 60:
                    self._wide[name] = widths[0]
