"""What the menu Tampilan and the search do: everything that looks at a document without drawing on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from probis_editor.geometry import Rect, bounding, bounding_points
from probis_editor.model.elements import Node
from probis_editor.ui import hits, recent
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.panels.findbar import FindBar
from probis_editor.ui.presentation import Presentation
from probis_editor.ui.session import Place

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


class Viewing:
    """One for a window. What the user chose for looking is kept between sessions."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self.findbar = FindBar(self._session, window.workspace)
        self.findbar.went.connect(self._went)
        self.presentation: Presentation | None = None
        self.minimap_shown = recent.settings().value("view/minimap", True, bool)
        window.workspace.canvas_made.connect(self._dress)

    def _dress(self, canvas: Canvas) -> None:
        canvas.aids.minimap.wanted = self.minimap_shown

    def _went(self) -> None:
        canvas = self._window.canvas
        if canvas is not None:
            canvas.reveal_selection()
            if not self.findbar.isVisible():
                canvas.view.setFocus()

    # Search

    def find(self, replacing: bool = False) -> None:
        """Open the search; with the row for replacing where wanted."""
        self._window.end_editing()
        self.findbar.open_bar(replacing)

    def find_step(self, by: int) -> None:
        """Go to the next or previous occurrence; opens the search where nothing is looked for."""
        if not self.findbar.wanted.text().strip():
            self.find()
            return
        self.findbar.step(by)

    # Zoom

    def zoom_selection(self) -> None:
        """Fill the view with what is selected."""
        canvas = self._window.canvas
        if canvas is None:
            return
        rects: list[Rect] = []
        for element in self._session.selected():
            if isinstance(element, Node):
                rects.append(element.drawn)
            else:
                around = bounding_points(hits.route(self._session.document, element))
                rects += [around] if around is not None else []
        box = bounding(rects)
        if box is not None:
            canvas.view.show_rect(QRectF(*box.grown(24)))

    def toggle_minimap(self) -> None:
        self.minimap_shown = not self.minimap_shown
        recent.settings().setValue("view/minimap", self.minimap_shown)
        for canvas in self._window.workspace.findChildren(Canvas):
            canvas.aids.minimap.wanted = self.minimap_shown
            canvas.aids.settle()

    # Presentation

    def present(self) -> None:
        """Show the map in front on the whole screen; at the end, the map last seen is in front."""
        self._window.end_editing()
        if self.presentation is not None or not self._session.place.map:
            return
        self.presentation = Presentation(self._session, self._presented)
        self.presentation.setScreen(self._window.screen())
        self.presentation.showFullScreen()
        self.presentation.setFocus()

    def _presented(self, place: Place) -> None:
        self.presentation = None
        self._session.show(*place)
        self._window.activateWindow()
        if self._window.canvas is not None:
            self._window.canvas.view.setFocus()
