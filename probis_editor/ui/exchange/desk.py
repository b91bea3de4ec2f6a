"""What the window does between documents: import, update from Bizagi, compare, and what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

if TYPE_CHECKING:
    from probis_editor.ui.exchange.compare_window import CompareWindow
    from probis_editor.ui.main_window import MainWindow


class Exchange:
    """Every method reports its own failures to the user; its dialogs are made when they are asked for."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self.comparison: CompareWindow | None = None
        self._session.reported.connect(self._show_report)
        self._session.opened.connect(self._closed)

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """The import, beginning with these files or folders."""
        from probis_editor.ui.exchange import importing

        importing.start(self._window, list(paths))

    def merge_back(self) -> None:
        """Bring what was edited in Bizagi back into the open document."""
        from probis_editor.ui.exchange import merge_back

        merge_back.start(self._window)

    def compare(self, path: Path | None = None) -> None:
        """Show what differs between a file and the open document."""
        from probis_editor.ui.exchange import comparing

        found = comparing.start(self._window, path)
        if found is not None:
            if self.comparison is not None and isValid(self.comparison):
                self.comparison.close()
            self.comparison = found

    def _closed(self) -> None:
        """The document that was compared is no longer open."""
        if self.comparison is not None and isValid(self.comparison):
            self.comparison.close()
        self.comparison = None

    def dropped(self, paths: Sequence[Path]) -> None:
        """One file is opened; several, or a folder, are imported."""
        if len(paths) == 1 and not paths[0].is_dir():
            self._window.files.open_path(paths[0])
        elif paths:
            self.import_files(paths)

    def _show_report(self) -> None:
        window = self._window
        window.report.show_notices()
        window.show_report()
        window.resizeDocks([window._docks["report"]], [190], Qt.Orientation.Vertical)
