"""The middle of the window: where we are in the tree, a tab per open map, and the canvases."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from probis_editor.model import numbering, queries
from probis_editor.model.changes import ChangeSet
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.model.office import Process
from probis_editor.ui import look
from probis_editor.ui.canvas import Canvas
from probis_editor.ui.panels.docktitle import close_button
from probis_editor.ui.session import Place, Session


class _Closed(NamedTuple):
    """A tab that was closed: what it showed, where it stood, and what was seen."""

    place: Place
    at: int
    zoom: float
    middle: QPointF


class Workspace(QWidget):
    """Follows the session's place: a place without a tab gets one."""

    canvas_changed = Signal()
    canvas_made = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._canvases: dict[Place, Canvas] = {}
        self._front: Canvas | None = None
        self._closed: list[_Closed] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.crumbs = QLabel()
        self.crumbs.setContentsMargins(12, 5, 12, 5)
        self.crumbs.setTextFormat(Qt.TextFormat.RichText)
        self.crumbs.linkActivated.connect(self._follow)
        self.crumbs.setStyleSheet(f"background: {look.BASE}; color: {look.MUTED};")
        self.crumbs.setMinimumWidth(50)
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setMovable(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.currentChanged.connect(self._tab_chosen)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.tabs)
        bar = QFrame()
        bar.setLayout(row)
        bar.setStyleSheet(f"QFrame {{ background: {look.WINDOW}; border-bottom: 1px solid {look.BORDER}; }}")
        self.stack = QStackedWidget()
        self._none = QLabel(session.text("ui.workspace.no_map"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setStyleSheet(f"background: {look.DESK}; color: {look.MUTED};")
        self.stack.addWidget(self._none)
        layout.addWidget(self.crumbs)
        layout.addWidget(bar)
        layout.addWidget(self.stack, 1)
        session.opened.connect(self._reset)
        session.changed.connect(self._changed)
        session.place_changed.connect(self._place_changed)

    @property
    def canvas(self) -> Canvas | None:
        """The canvas in front."""
        return self._front

    # Following the session

    def _reset(self) -> None:
        for canvas in self._canvases.values():
            canvas.end_editing()
            self.stack.removeWidget(canvas)
            canvas.deleteLater()
        self._canvases = {}
        self._front = None
        self._closed = []
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.tabs.blockSignals(False)
        self.stack.setCurrentWidget(self._none)
        self.show_crumbs()
        self.canvas_changed.emit()

    def _place_changed(self) -> None:
        place = self._session.place
        if self._front is not None:
            self._front.go_to_back()
        if not place.map:
            self._front = None
            self.stack.setCurrentWidget(self._none)
        else:
            if place not in self._canvases:
                self._make(place)
            self._front = self._canvases[place]
            self.stack.setCurrentWidget(self._front)
            at = self._tab_of(place)
            if at != self.tabs.currentIndex():
                self.tabs.setCurrentIndex(at)
            self._front.come_to_front()
        self.show_crumbs()
        self.canvas_changed.emit()

    def _make(self, place: Place) -> None:
        canvas = Canvas(self._session, place)
        self._canvases[place] = canvas
        self.stack.addWidget(canvas)
        self.tabs.blockSignals(True)
        at = self.tabs.addTab(self._title(place))
        self.tabs.setTabData(at, place)
        self.tabs.setTabToolTip(at, self._title(place, full=True))
        cross = close_button(self.tabs, self._session.text("ui.action.close_tab"))
        cross.clicked.connect(lambda: self.close_tab(self._tab_of(place)))
        self.tabs.setTabButton(at, QTabBar.ButtonPosition.RightSide, cross)
        self.tabs.blockSignals(False)
        self.canvas_made.emit(canvas)

    def _changed(self, change: ChangeSet) -> None:
        for place, canvas in list(self._canvases.items()):
            if not self._is_there(place):
                self.close_tab(self._tab_of(place))
            else:
                canvas.sync(change)
        if any(isinstance(r, Map | Process | Node) for p in change.puts for r in (p.after, p.before)):
            for at in range(self.tabs.count()):
                place = self.tabs.tabData(at)
                if self.tabs.tabText(at) != self._title(place):
                    self.tabs.setTabText(at, self._title(place))
                    self.tabs.setTabToolTip(at, self._title(place, full=True))
            self.show_crumbs()

    # Tabs

    def _tab_of(self, place: Place) -> int:
        return next((i for i in range(self.tabs.count()) if self.tabs.tabData(i) == place), -1)

    def _tab_chosen(self, at: int) -> None:
        place = self.tabs.tabData(at) if at >= 0 else None
        if place is not None:
            self._session.show(*place)

    def close_tab(self, at: int) -> None:
        """Close a tab; its neighbour comes to the front."""
        place = self.tabs.tabData(at)
        canvas = self._canvases.pop(place, None)
        if canvas is None:
            return
        view = canvas.view
        self._closed.append(_Closed(place, at, view.zoom, view.mapToScene(view.viewport().rect().center())))
        if canvas is self._front:
            canvas.end_editing()
            self._front = None
        self.tabs.blockSignals(True)
        self.tabs.removeTab(at)
        self.tabs.blockSignals(False)
        self.stack.removeWidget(canvas)
        canvas.deleteLater()
        if self._session.place == place:
            following = self.tabs.tabData(self.tabs.currentIndex()) if self.tabs.count() else None
            if following is not None:
                self._session.show(*following)
            else:
                self._session.leave()

    def closed_tabs(self) -> bool:
        """Whether a tab that was closed can be opened again."""
        return any(self._is_there(closed.place) for closed in self._closed)

    def reopen(self) -> None:
        """Open the tab closed last, at its old place and with the view it had."""
        while self._closed:
            closed = self._closed.pop()
            if self._is_there(closed.place) and closed.place not in self._canvases:
                self._session.show(*closed.place)
                self.tabs.moveTab(self._tab_of(closed.place), min(closed.at, self.tabs.count() - 1))
                if self._front is not None:
                    self._front.view.set_zoom(closed.zoom)
                    self._front.view.centerOn(closed.middle)
                return

    def _is_there(self, place: Place) -> bool:
        document = self._session.document
        if document.get((place.map, "")) is None:
            return False
        return not place.plane or document.element(place.map, place.plane) is not None

    def step(self, by: int) -> None:
        """Bring the next or previous tab to the front; with a single tab, the next or previous map."""
        if self.tabs.count() > 1:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
            return
        ids = [m.id for m in self._session.document.maps()]
        if self._session.place.map in ids:
            self._session.show(ids[(ids.index(self._session.place.map) + by) % len(ids)])

    def _title(self, place: Place, full: bool = False) -> str:
        document = self._session.document
        record = document.map(place.map)
        if place.plane:
            node = document.element(place.map, place.plane)
            name = node.name if node is not None and node.name else self._session.text("kind.subprocess")
            return _short(f"› {name}", full)
        code, title = queries.code_of(document, record), queries.title_of(document, record)
        return _short(f"{code} {title}".strip() or self._session.text("ui.tree.unnamed"), full)

    # Breadcrumb

    def show_crumbs(self) -> None:
        """Write the way from the top of the tree anew."""
        parts = crumbs(self._session.document, self._session.place)
        self.crumbs.setVisible(len(parts) > 1)
        last = len(parts) - 1
        shown = []
        for at, (name, target) in enumerate(parts):
            name = _escape(name)
            if at == last:
                shown.append(f'<span style="color:{look.TEXT}">{name}</span>')
            elif target:
                shown.append(
                    f'<a href="{target}" style="color:{look.MUTED}; text-decoration:none">{name}</a>'
                )
            else:
                shown.append(name)
        self.crumbs.setText(f'<span style="color:{look.FAINT}"> &nbsp;›&nbsp; </span>'.join(shown))

    def _follow(self, target: str) -> None:
        self._session.show(target)

    def go_up(self) -> None:
        """Open what is above: from an inner plane its map, from a map the map of the process above."""
        parts = [target for _, target in crumbs(self._session.document, self._session.place)[:-1] if target]
        if parts:
            self._session.show(parts[-1])


def crumbs(document: Document, place: Place) -> list[tuple[str, str]]:
    """(name, map id to open or "") from the top of the tree down to the place."""
    if not place.map or document.get((place.map, "")) is None:
        return []
    record = document.map(place.map)
    maps_of = {m.process: m.id for m in reversed(document.maps()) if m.process}
    codes = numbering.codes(document)
    above: list[tuple[str, str]] = []
    process = document.process(record.process) if record.process else None
    at = document.process(process.parent) if process is not None and process.parent else None
    while at is not None and len(above) < 20:
        above.insert(0, (f"{codes.get(at.id, '')} {at.name}".strip(), maps_of.get(at.id, "")))
        at = document.process(at.parent) if at.parent else None
    name = f"{queries.code_of(document, record)} {queries.title_of(document, record)}".strip()
    result = [*above, (" ".join(name.split()), record.id)]
    if place.plane:
        node = document.element(place.map, place.plane)
        result.append((" ".join(node.name.split()) if node is not None else "", ""))
    return result


def _short(name: str, full: bool) -> str:
    name = " ".join(name.split())
    return name if full or len(name) <= 30 else name[:29].rstrip() + "…"


def _escape(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;")
