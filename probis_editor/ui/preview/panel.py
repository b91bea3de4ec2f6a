"""Pratinjau buku: the book as it would be printed, kept up to date beside the maps."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet.seen import Spot
from probis_editor.ui import icons, look, recent
from probis_editor.ui.preview.images import PageImages
from probis_editor.ui.preview.maker import BookMaker
from probis_editor.ui.preview.search import SearchBar
from probis_editor.ui.preview.side import Side
from probis_editor.ui.preview.view import ZOOMS, PageView
from probis_editor.ui.session import Session


class PreviewPanel(QWidget):
    """Looks at what `maker` makes. `asked` tells that the source of a spot is wanted, with the place on its page."""

    asked = Signal(object, object)
    widened = Signal()
    print_wanted = Signal()
    book_wanted = Signal()
    findings_wanted = Signal()

    def __init__(self, session: Session, maker: BookMaker) -> None:
        super().__init__()
        self._session = session
        self.maker = maker
        self.images = PageImages(self)
        self.view = PageView(self.images, session.text("preview.title"))
        self.side = Side(self.images, session.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.search = SearchBar(session.text, self.images, self.view)
        layout.addWidget(self._head())
        layout.addWidget(self.search)
        self.room = QSplitter()
        self.room.setChildrenCollapsible(False)
        self.room.addWidget(self.side)
        self.room.addWidget(self.view)
        self.room.setStretchFactor(1, 1)
        self.room.setSizes([180, 500])
        self.side.setMinimumWidth(140)
        self.side.setVisible(recent.settings().value("preview/side", "") == "1")
        self.empty = QLabel(session.text("preview.making"))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setStyleSheet(f"background: {look.DESK}; color: {look.MUTED}; padding: 24px;")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.room)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._foot())
        self.view.describe = self._describe
        self.view.jumped.connect(self._jumped)
        self.view.turned.connect(self._turned)
        self.view.zoomed.connect(self._show_zoom)
        self.side.went.connect(self._go)
        self.search.ended.connect(self.view.setFocus)
        self.search.missed.connect(
            lambda: session.said.emit("error", session.text("preview.search.no_source"))
        )
        maker.made.connect(self._made)
        maker.staled.connect(self._staled)
        maker.moved.connect(self.bar.setValue)
        maker.state_changed.connect(self._show_state)
        self._made()
        self._show_state()

    # Building

    def _button(self, row: QHBoxLayout, icon: str, key: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(17, 17))
        button.setFixedSize(27, 27)
        words = self._session.text("preview." + key)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _=False: run())
        row.addWidget(button)
        return button

    def _head(self) -> QFrame:
        text = self._session.text
        head = QFrame()
        head.setObjectName("panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(2)
        self.side_button = self._button(row, "panel-left", "side", self.toggle_side)
        self.side_button.setCheckable(True)
        self.side_button.setChecked(not self.side.isHidden())
        row.addSpacing(6)
        self._button(row, "arrow-up", "previous", lambda: self.turn(-1))
        self.page = QLineEdit()
        self.page.setFixedWidth(44)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setAccessibleName(text("preview.page"))
        self.page.setToolTip(text("preview.page"))
        self.page.returnPressed.connect(self._typed)
        row.addWidget(self.page)
        self.count = QLabel()
        self.count.setObjectName("muted")
        row.addWidget(self.count)
        self._button(row, "arrow-down", "next", lambda: self.turn(1))
        row.addSpacing(6)
        self._button(row, "zoom-out", "zoom_out", lambda: self.view.step_zoom(False))
        self.zooms = QComboBox()
        self.zooms.setAccessibleName(text("preview.zoom"))
        self.zooms.setFixedWidth(122)
        self.zooms.addItem(text("preview.fit_width"), "width")
        self.zooms.addItem(text("preview.fit_page"), "page")
        for zoom in ZOOMS[2:]:
            self.zooms.addItem(f"{zoom * 100:.0f} %", zoom)
        self.zooms.activated.connect(self._zoom_chosen)
        row.addWidget(self.zooms)
        self._button(row, "zoom-in", "zoom_in", lambda: self.view.step_zoom(True))
        self.pair = self._button(
            row, "columns-2", "two_up", lambda: self.view.set_two_up(self.pair.isChecked())
        )
        self.pair.setCheckable(True)
        row.addStretch(1)
        self._button(row, "search", "search.open", self.search.open_bar)
        self._button(row, "printer", "print", self.print_wanted.emit)
        self._button(row, "book-open", "make", self.book_wanted.emit)
        self._button(row, "unfold-horizontal", "wide", self.widened.emit)
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        self.state = QLabel()
        self.state.setObjectName("muted")
        self.state.setMinimumWidth(40)
        row.addWidget(self.state, 1)
        self.problems = QToolButton()
        self.problems.setObjectName("quiet")
        self.problems.setIcon(icons.icon("triangle-alert", look.GUESSED))
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.clicked.connect(self.findings_wanted)
        row.addWidget(self.problems)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(110)
        row.addWidget(self.bar)
        self.do = QPushButton()
        self.do.setStyleSheet("padding: 2px 10px;")
        self.do.clicked.connect(self._do)
        row.addWidget(self.do)
        return foot

    # Following the maker

    def _made(self) -> None:
        preview = self.maker.preview
        self.images.use(self.maker.data, preview.leaves if preview is not None else ())
        self.view.show_book(preview)
        self.side.show_book(preview)
        self.search.renew()
        self.stack.setCurrentWidget(self.room if preview is not None and preview.leaves else self.empty)
        self._turned(self.view.front)
        found = len(preview.findings) if preview is not None else 0
        self.problems.setVisible(bool(found))
        self.problems.setText(" " + self._session.text("preview.problems", n=found))
        self._show_state()

    def _staled(self) -> None:
        preview = self.maker.preview
        if preview is None:
            return
        changed = self.maker.stale
        whole = "*" in changed
        pages = {spot.page for spot in preview.spots if whole or spot.source.partition("/")[0] in changed}
        self.view.mark_stale(set(range(len(preview.leaves))) if whole else pages)
        self.side.thumbs.mark_stale(self.view.stale)

    def _show_state(self) -> None:
        text, maker = self._session.text, self.maker
        self.bar.setVisible(maker.working)
        if maker.working:
            self.bar.setValue(0)
            said, do = text("preview.making"), "ui.button.cancel"
        elif maker.failed:
            said, do = text("preview.failed", why=maker.failed), "preview.again"
        elif maker.held:
            said, do = text("preview.held"), "preview.again"
        elif maker.preview is None:
            said, do = text("preview.making"), ""
        elif maker.stale:
            said, do = text("preview.stale"), "preview.again"
        else:
            said, do = text("preview.fresh", n=len(maker.preview.leaves)), ""
        self.state.setText(said)
        self.state.setToolTip(said)
        self.empty.setText(said)
        self.do.setVisible(bool(do))
        if do:
            self.do.setText(text(do))

    def _do(self) -> None:
        if self.maker.working:
            self.maker.cancel()
        else:
            self.maker.make()

    # Pages and zoom

    def turn(self, by: int) -> None:
        """Go some pages on or back."""
        self._go(min(max(self.view.front + by, 0), max(0, len(self.view.leaves) - 1)), 0.0)

    def _go(self, page: int, y: float) -> None:
        self.view.go_to(page, y)
        self.side.thumbs.mark(page)

    def _typed(self) -> None:
        """Go to the page of the number that was typed: as printed, else counted from the first sheet."""
        wanted = self.page.text().strip()
        labels = [leaf.label for leaf in self.view.leaves]
        if wanted in labels:
            body = [at for at, leaf in enumerate(self.view.leaves) if leaf.label == wanted]
            self._go(body[-1], 0.0)
        elif wanted.isdecimal() and 1 <= int(wanted) <= len(labels):
            self._go(int(wanted) - 1, 0.0)
        self._turned(self.view.front)
        self.view.setFocus()

    def _turned(self, page: int) -> None:
        leaves = self.view.leaves
        label = leaves[page].label if page < len(leaves) else ""
        self.page.setText(label or ("–" if leaves else ""))
        self.count.setText(self._session.text("preview.of", at=page + 1, n=len(leaves)) if leaves else "")
        self.side.thumbs.mark(page)

    def _zoom_chosen(self) -> None:
        value = self.zooms.currentData()
        if isinstance(value, str):
            self.view.set_fit(value)
        else:
            self.view.set_zoom(value)

    def _show_zoom(self) -> None:
        self.zooms.blockSignals(True)
        if self.view.fit:
            self.zooms.setCurrentIndex(self.zooms.findData(self.view.fit))
        else:
            at = next((n for n, z in enumerate(ZOOMS[2:], 2) if abs(z - self.view.zoom) < 0.005), -1)
            self.zooms.setCurrentIndex(at)
            if at < 0:
                self.zooms.setPlaceholderText(f"{self.view.zoom * 100:.0f} %")
        self.zooms.blockSignals(False)

    def toggle_side(self) -> None:
        """Show or put away outline and small pictures."""
        shown = self.side.isHidden()
        self.side.setVisible(shown)
        self.side_button.setChecked(shown)
        recent.settings().setValue("preview/side", "1" if shown else "")

    # To the source and back

    def _jumped(self, spot: Spot, place: QPointF) -> None:
        target = spot.source.removeprefix("anchor:")
        if target != spot.source:
            self.show_anchor(target)
        else:
            self.asked.emit(spot, place)

    def show_anchor(self, name: str) -> bool:
        """Go to where an anchor stands; whether there is one."""
        preview = self.maker.preview
        pages = dict(preview.anchors) if preview is not None else {}
        if name in pages:
            self._go(pages[name], 0.0)
        return name in pages

    def show_source(self, *wanted: str) -> bool:
        """Mark the first place of the first of these sources that the book has; whether it has one."""
        for source in wanted:
            for index, spot in enumerate(self.view.spots):
                if spot.source == source:
                    self.view.reveal(index)
                    return True
        return False

    def _describe(self, spot: Spot) -> str:
        kind = spot.source.partition(":")[0]
        return self._session.text("preview.to." + kind)

    # Being looked at

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.maker.want(True)

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.maker.want(False)
