"""Brings what the checks found to the canvases as marks, and a click on a mark to the list of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.ui import recent
from probis_editor.ui.canvas import Canvas

if TYPE_CHECKING:
    from probis_editor.checks import Finding
    from probis_editor.ui.main_window import MainWindow
    from probis_editor.ui.office_docks import OfficeDocks


class Marking:
    """One for a window. Whether marks are shown is kept between sessions."""

    def __init__(self, window: MainWindow, office: OfficeDocks) -> None:
        self._window = window
        self._office = office
        self.shown: bool = bool(recent.settings().value("view/marks", True, bool))
        office.examiner.found.connect(self.renew)
        window.workspace.canvas_made.connect(self._dress)

    def _dress(self, canvas: Canvas) -> None:
        canvas.aids.marks.wanted = self.shown
        canvas.aids.marks.ask = self.open
        self._show(canvas)

    def renew(self) -> None:
        """Show the findings of the last run on every open canvas."""
        for canvas in self._canvases():
            self._show(canvas)

    def _show(self, canvas: Canvas) -> None:
        if not self._office.examiner.is_up_to_date:
            return  # the checks will run in a moment
        from probis_editor.checks.unfinished import unfinished

        rows: dict[str, list[Finding]] = {}
        for finding in self._office.examiner.findings:
            if finding.map == canvas.map_id and finding.element:
                rows.setdefault(finding.element, []).append(finding)
        graver = {i: tuple(sorted(found, key=lambda f: f.severity != "error")) for i, found in rows.items()}
        document = self._window.session.document
        known = document.get((canvas.map_id, "")) is not None
        canvas.aids.marks.renew(graver, unfinished(document, canvas.map_id) if known else ())

    def toggle(self) -> None:
        self.shown = not self.shown
        recent.settings().setValue("view/marks", self.shown)
        for canvas in self._canvases():
            canvas.aids.marks.wanted = self.shown
            canvas.aids.marks.draw()

    def recolor(self) -> None:
        """Day has become night, or night day: the list follows, the marks stand on the white paper."""
        self._office.findings.recolor()

    def here(self) -> tuple[Finding, ...]:
        """What is found on the only selected element."""
        canvas, chosen = self._window.canvas, self._window.session.selection
        return canvas.aids.marks.of(chosen[0]) if canvas is not None and len(chosen) == 1 else ()

    def open_here(self) -> None:
        """Show in the list what is found on the selected element."""
        found = self.here()
        if found:
            self.open(found[0])

    def open(self, finding: Finding) -> None:
        """Show a finding in the list, and what it is about."""
        self._office.open_finding(finding)

    def _canvases(self) -> list[Canvas]:
        return self._window.workspace.findChildren(Canvas)
