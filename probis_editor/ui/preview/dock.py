"""The preview as a part of the window: opened and put away, from a page to its source and from a source to its page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from probis_editor.booklet.context import Finding as BookFinding
from probis_editor.booklet.seen import Spot
from probis_editor.checks.engine import ADVICE, Finding
from probis_editor.geometry import Point
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.ui.preview.maker import BookMaker
from probis_editor.ui.preview.panel import PreviewPanel

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

NARROW = 1500
"""On windows narrower than this, the panels at the right make room for the preview."""
SHARE, LEAST = 0.42, 420
_CHAPTER_TEXT = {
    "preface": "preface",
    "approval": "approval",
    "consensus": "consensus",
    "distribution": "distribution",
    "introduction": "background",
    "organisation": "organisation",
    "processes": "level0",
    "closing": "closing",
}
"""Chapter -> the text that opens it."""
_BESIDE = ("properties", "narrative")


SET_ONLY = ("booklet.finding.small", "booklet.finding.mark")
"""What no check can find before the book is set."""


def of_book(document: Document, findings: Iterable[BookFinding]) -> list[Finding]:
    """The findings of a set book that the checks do not have, as theirs."""
    found = []
    for one in findings:
        if one.label.key not in SET_ONLY:
            continue
        record = document.get((one.map, "")) if one.map else None
        place = queries.title_of(document, record) if isinstance(record, Map) else ""
        args = tuple(one.label.args)
        found.append(Finding("book", ADVICE, one.map, one.process, one.label.key, args, place))
    return found


class BookDock:
    """Closed until it is asked for; nothing of it is made before."""

    def __init__(self, window: MainWindow, docks: dict[str, QDockWidget]) -> None:
        self._window = window
        self._session = window.session
        self._docks = docks
        self._holder = QWidget()
        QVBoxLayout(self._holder).setContentsMargins(0, 0, 0, 0)
        area = Qt.DockWidgetArea.RightDockWidgetArea
        self.dock = docks["preview"] = window._dock("preview", self._holder, area)
        window.splitDockWidget(self.dock, docks["properties"], Qt.Orientation.Horizontal)
        window.tabifyDockWidget(docks["properties"], docks["narrative"])
        self.dock.hide()
        self.dock.visibilityChanged.connect(self._seen)
        self.maker = BookMaker(self._session, window)
        self._panel: PreviewPanel | None = None
        self._made_room: dict[str, int] = {}
        """Panels that were put away for the book, and how wide they were."""
        self._wish: tuple[str, ...] = ()
        self._usual = 0
        self.made_file: Path | None = None
        """The last book that was written to a file."""
        self._session.opened.connect(self._opened)

    @property
    def panel(self) -> PreviewPanel:
        """The preview, made when it is first needed."""
        if self._panel is None:
            self._panel = PreviewPanel(self._session, self.maker)
            self._panel.asked.connect(self.show_spot)
            self._panel.widened.connect(self._widen)
            self._panel.print_wanted.connect(lambda: self._window.trigger("print_book"))
            self._panel.book_wanted.connect(lambda: self._window.trigger("make_book"))
            self._panel.findings_wanted.connect(lambda: self._window.trigger("findings"))
            layout = self._holder.layout()
            assert layout is not None
            layout.addWidget(self._panel)
            self.maker.made.connect(self._made)  # after the panel, which shows the book first
        return self._panel

    @property
    def shown(self) -> bool:
        return self.dock.isVisible()

    def make(self) -> None:
        """Ask for the form of the book and make it."""
        from probis_editor.ui.bookmaking import making

        making.start(self._window)

    def print_book(self) -> None:
        """Ask what to print, and print it."""
        from probis_editor.ui.printing import run

        run.start(self._window)

    def sign(self) -> None:
        """Ask for a PDF and a key file, and sign it."""
        from probis_editor.ui.bookmaking import sign_dialog

        sign_dialog.start(self._window)

    def toggle(self) -> None:
        """Show the book, or put it away."""
        if self.dock.isVisible():
            self.dock.hide()
            if self._window.canvas is not None:
                self._window.canvas.view.setFocus()
        else:
            self.open()

    def open(self) -> None:
        """Show the book beside the maps."""
        window = self._window
        panel = self.panel
        if not self.dock.isVisible():
            if window.width() < NARROW:
                # a panel behind another's tab has a width of long ago: what is right of the map tells
                wide = window.width() - window.middle.geometry().right() - 2
                self._made_room = {n: wide for n in _BESIDE if not self._docks[n].isHidden()}
                for name in self._made_room:
                    self._docks[name].hide()
            self.dock.show()
            wide = max(LEAST, int(SHARE * window.width()))
            window.resizeDocks([self.dock], [wide], Qt.Orientation.Horizontal)
        self.dock.raise_()
        panel.view.setFocus()

    def find(self) -> None:
        """Open the book with its search."""
        if not self.shown:
            self.open()
        self.panel.search.open_bar()

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in the book."""
        focused = self._window.focusWidget()
        return self._panel is not None and focused is not None and self._panel.isAncestorOf(focused)

    def end(self) -> None:
        """The window closes."""
        self.dock.hide()
        self.maker.end()
        if self._panel is not None:
            self._panel.images.end()

    def _opened(self) -> None:
        if not self._session.is_open:
            self.dock.hide()

    def _seen(self, _: bool) -> None:
        if self.dock.isHidden() and self._made_room:
            away, self._made_room = self._made_room, {}
            if self._session.is_open:
                for name in away:
                    self._docks[name].show()
                first, wide = self._docks[next(iter(away))], max(away.values())
                first.raise_()
                if wide:
                    self._window.resizeDocks([first], [wide], Qt.Orientation.Horizontal)
        self._window.update_actions()

    def _widen(self) -> None:
        """Give the book most of the window, or its usual place back."""
        most = int(0.62 * self._window.width())
        wide = self._usual if self._usual and self.dock.width() > most - 60 else most
        self._usual = self.dock.width() if wide == most else 0
        self._window.resizeDocks([self.dock], [wide], Qt.Orientation.Horizontal)

    # From the page to the source

    def show_spot(self, spot: Spot, place: QPointF) -> None:
        """Show in the window what a piece of a page comes from."""
        kind, _, name = spot.source.partition(":")
        window, office = self._window, self._window.office
        if kind == "map":
            map_id, _, plane = name.partition("/")
            self._show_map(map_id, plane, spot, place)
        elif kind == "process":
            office.show_process(name)
        elif kind == "text":
            office.show_text(name)
        elif kind == "unit":
            office.show_unit(name)
        elif kind == "chapter" and name in _CHAPTER_TEXT:
            office.show_text("chapter:" + _CHAPTER_TEXT[name])
        elif kind == "signature":
            window.trigger("office")
        else:
            window.trigger("book_form")

    def _show_map(self, map_id: str, plane: str, spot: Spot, place: QPointF) -> None:
        session = self._session
        if not isinstance(session.document.get((map_id, "")), Map):
            return
        session.show(map_id, plane)
        if spot.frame is None:
            return
        x, y, unit = spot.frame
        at = Point((place.x() - x) / unit, (place.y() - y) / unit)
        hit = [
            n
            for n in self._printed(map_id, plane)
            if isinstance(n, Node) and n.kind not in ("pool", "lane", "phase") and n.drawn.contains(at)
        ]
        if hit:
            smallest = min(hit, key=lambda n: n.drawn.w * n.drawn.h)
            session.select([smallest.id])
            if self._window.canvas is not None:
                self._window.canvas.reveal_selection()

    def _printed(self, map_id: str, plane: str) -> list[Node | Flow]:
        """The elements of a plane where the book has them: its maps may be laid out anew for paper."""
        from probis_editor.booklet import sizes
        from probis_editor.booklet.profile import chosen

        document = self._session.document
        profile = chosen(document.book.profile, document.book.own_profile)
        size = sizes.wanted(document, profile.size, map_id)
        shown = sizes.on_paper(document, map_id, size, profile.paper)
        if shown is document:
            return self._session.elements_here()
        return [n for n in shown.nodes(map_id) if n.plane == plane]

    # From the source to the page

    def sources_here(self) -> tuple[str, ...]:
        """What is in front in the window, in the words of `booklet.seen`, the nearest first."""
        window, document = self._window, self._session.document
        focused = window.focusWidget()
        narrative = window.office.narrative
        found: list[str] = []
        if focused is not None and narrative.isAncestorOf(focused):
            slots = [s.slot for s in narrative.sections]
            slots.sort(key=lambda slot: slot != narrative.focused_slot())
            found += ["text:" + slot for slot in slots]
            for slot in slots:
                found.append(":".join(slot.split(":")[:2]))
        if window.tree.has_current:
            process, map_id = window.tree.current_ids()
            found += ["process:" + process] if process else []
            found += ["map:" + map_id] if map_id else []
        map_id, plane = self._session.place
        record = document.get((map_id, ""))
        if isinstance(record, Map):
            found += [f"map:{map_id}/{plane}"] if plane else []
            found += ["map:" + map_id, "process:" + record.process]
        return tuple(found)

    def show_here(self) -> None:
        """Show in the book what is in front in the window."""
        self.show_in_book(*self.sources_here())

    def show_in_book(self, *sources: str) -> None:
        """Open the book at the first of these sources that it has; it may have to be made first."""
        self.open()
        if self.maker.preview is None:
            self._wish = sources
        elif not self.panel.show_source(*sources):
            if self.maker.fresh:
                self._session.said.emit("error", self._session.text("preview.not_there"))
            else:
                self._wish = sources

    def _made(self) -> None:
        preview, document = self.maker.preview, self._session.document
        self._window.office.examiner.add_book(
            of_book(document, preview.findings) if preview is not None else ()
        )
        if self._wish and self.maker.preview is not None and self._panel is not None:
            wish, self._wish = self._wish, ()
            if not self._panel.show_source(*wish):
                self._session.said.emit("error", self._session.text("preview.not_there"))
