"""What the menu Tampilan and the search do: everything that looks at a document without drawing on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolButton

from probis_editor.commands.underlay import put_underlay, remove_underlay, underlay
from probis_editor.geometry import Rect, bounding, bounding_points
from probis_editor.model.changes import ChangeSet
from probis_editor.model.elements import Node
from probis_editor.model.search import Found
from probis_editor.ui import access, dialogs, hits, look, pictures, recent, wording
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.panels.findbar import FindBar
from probis_editor.ui.presentation import Presentation
from probis_editor.ui.session import Place

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

CLEAR = 16
"""Pixels left free around what was found."""


class Viewing:
    """One for a window. What the user chose for looking is kept between sessions."""

    paper_shown: bool
    minimap_shown: bool

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self.findbar = FindBar(self._session, window.workspace)
        self.findbar.went.connect(self._went)
        self.findbar.read.connect(self._read)
        self.presentation: Presentation | None = None
        self.minimap_shown: bool = bool(recent.settings().value("view/minimap", True, bool))
        self.theme = stored_theme()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self.paper_shown: bool = bool(recent.settings().value("view/paper", True, bool))
        self.paper_button = QToolButton()
        self.paper_button.setObjectName("quiet")
        self.paper_button.setToolTip(self._session.text("ui.paper.tip"))
        self.paper_button.clicked.connect(self._choose_paper)
        self.paper_button.hide()
        window.workspace.canvas_made.connect(self._dress)
        window.workspace.canvas_changed.connect(self._show_paper)
        QTimer.singleShot(0, window, lambda: access.name_controls(window))
        self._session.changed.connect(self._changed)

    def _dress(self, canvas: Canvas) -> None:
        canvas.aids.minimap.wanted = self.minimap_shown
        canvas.aids.paper.wanted = self.paper_shown
        canvas.paper_judged.connect(self._show_paper)
        access.name_controls(canvas)

    def _went(self) -> None:
        canvas = self._window.canvas
        if canvas is not None:
            canvas.reveal_selection()
            if not self.findbar.isVisible():
                canvas.view.setFocus()

            else:
                self._uncover(canvas)

    def _uncover(self, canvas: Canvas) -> None:
        """Move the map so that what was found does not lie below the search."""
        view, chosen = canvas.view, self._session.selected_nodes()
        if not chosen:
            return
        d = chosen[0].drawn
        seen = view.mapFromScene(QRectF(d.x, d.y, d.w, d.h)).boundingRect()
        bar = QRect(
            view.viewport().mapFromGlobal(self.findbar.mapToGlobal(QPoint(0, 0))), self.findbar.size()
        )
        if not bar.intersects(seen):
            return
        wide, palette = view.viewport().width(), view.covered_left
        room = QRect(palette, 0, bar.left() - palette, view.viewport().height())
        if room.width() < seen.width() + 2 * CLEAR:
            room = QRect(palette, bar.bottom(), wide - palette, view.viewport().height() - bar.bottom())
        x = min(seen.center().x(), room.right() - seen.width() // 2 - CLEAR)
        y = max(seen.center().y(), room.top() + min(seen.height() // 2 + CLEAR, room.height() // 2))
        away = QPointF(seen.center() - QPoint(x, y)) / view.zoom
        view.centre(view.mapToScene(view.viewport().rect()).boundingRect().center() + away)

    # Search

    def _read(self, found: Found) -> None:
        """Show the text, unit or process that an occurrence stands in, its words selected in the text."""
        kind, _, name = found.key[1].partition(":")
        office = self._window.office
        if kind == "text":
            office.show_text(name)
            office.narrative.select_words(name, self.findbar.query, self.findbar.nth(found))
        elif kind == "unit":
            office.show_unit(name)
        elif kind == "process":
            office.show_process(name)

    def find(self, replacing: bool = False) -> None:
        """Open the search; with the row for replacing where wanted. With the keyboard in the book, search there."""
        if self._window.book.has_focus and not replacing:
            self._window.book.find()
            return
        self._window.end_editing()
        self.findbar.open_bar(replacing)

    def find_step(self, by: int) -> None:
        """Go to the next or previous occurrence; opens the search where nothing is looked for."""
        if self._window.book.has_focus:
            self._window.book.panel.search.step(by)
            return
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
        for canvas in self._canvases():
            canvas.aids.minimap.wanted = self.minimap_shown
            canvas.aids.settle()

    # Pictures

    def copy_picture(self) -> None:
        """Put what is selected, or the whole map, on the clipboard as a picture."""
        session = self._session
        self._window.end_editing()
        if pictures.copy(session.document, session.place, session.selection):
            said = "ui.said.copied_selection" if session.selection else "ui.said.copied_map"
            session.said.emit("info", session.text(said))

    def trace(self) -> None:
        """Lay a picture below the map in front, after asking for it."""
        path = dialogs.ask_picture(self._window, self._session.text, "ui.action.trace", recent.folder())
        if path is not None:
            self.lay_under(path)

    def lay_under(self, path: Path) -> bool:
        """Lay the picture of a file below the map in front, as wide as the map; whether it is one."""
        canvas, found = self._window.canvas, pictures.to_trace(path)
        if canvas is None or found is None:
            self._session.said.emit("error", self._session.text("ui.error.picture", name=path.name))
            return False
        data, wide, high = found
        content = canvas.scene.content()
        width = max(content.width(), 1000.0)
        room = Rect(round(content.x()), round(content.y()), round(width), round(width * high / wide))
        map_id, plane = self._session.place
        step = wording.step("trace", name=path.name)
        self._session.run(step, lambda tx: put_underlay(tx, map_id, plane, data, room))
        self._window.use_tool("trace")
        return True

    def untrace(self) -> None:
        """Take the picture below the map in front away."""
        map_id, plane = self._session.place
        self._session.run(wording.step("untrace"), lambda tx: remove_underlay(tx, map_id, plane))

    def traces(self) -> bool:
        """Whether a picture lies below the map in front."""
        return (
            bool(self._session.place.map)
            and underlay(self._session.document, *self._session.place) is not None
        )

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

    # Paper

    def toggle_paper(self) -> None:
        self.paper_shown = not self.paper_shown
        recent.settings().setValue("view/paper", self.paper_shown)
        for canvas in self._canvases():
            canvas.aids.paper.wanted = self.paper_shown
            canvas.view.viewport().update()

    def _show_paper(self) -> None:
        canvas = self._window.canvas
        paper = canvas.aids.paper if canvas is not None else None
        words = paper.words() if paper is not None else ""
        bad = paper is not None and paper.verdict is not None and paper.verdict.too_small
        self.paper_button.setText(words)
        self.paper_button.setVisible(bool(words))
        self.paper_button.setAccessibleName(f"{self._session.text('ui.menu.paper')}: {words}")
        self.paper_button.setStyleSheet(f"color: {look.ERROR if bad else look.MUTED};")

    def _choose_paper(self) -> None:
        button = self.paper_button
        menu = self._window.bars.papers
        menu.exec(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def set_paper(self, name: str) -> None:
        """Choose the paper of the book; it can be undone."""
        book = self._session.document.book
        step = wording.step("paper", name=self._session.text("ui.paper." + name))
        self._session.run(step, lambda tx: tx.put(msgspec.structs.replace(book, paper=name)))

    def _changed(self, change: ChangeSet) -> None:
        if ("", "book") in change.touched:
            for canvas in self._canvases():
                canvas.aids.paper.renew()

    def _canvases(self) -> list[Canvas]:
        return self._window.workspace.findChildren(Canvas)

    # Day and night

    def set_theme(self, name: str) -> None:
        """ "light", "dark", or "auto" for what the system says; kept for the next start."""
        self.theme = name
        recent.settings().setValue("view/theme", name)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            look.use(application, wants_dark(name))
        self._window.start.refresh()
        self._window.workspace.show_crumbs()
        self._window.office.marking.recolor()
        self._show_paper()

    def _scheme_changed(self) -> None:
        if self.theme == "auto":
            self.set_theme("auto")


def wants_dark(name: str) -> bool:
    """Whether a chosen theme ("auto" = the system's) is the dark one now."""
    hints = QGuiApplication.styleHints()
    return name == "dark" or (name == "auto" and hints.colorScheme() == Qt.ColorScheme.Dark)


def stored_theme() -> str:
    """The theme that the user chose."""
    name = recent.settings().value("view/theme", "auto", str)
    return name if name in ("light", "dark") else "auto"
