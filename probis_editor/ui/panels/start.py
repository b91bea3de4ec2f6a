"""The start page: begin a document, open a file, go on with a recent one, look at a sample."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from probis_editor.ui import icons, look, recent
from probis_editor.ui.session import Session

_KINDS = (
    ("layout-grid", "level0"),
    ("layout-dashboard", "subprocess"),
    ("users", "relation"),
    ("workflow", "cross_functional"),
)


class StartPage(QScrollArea):
    new_wanted = Signal()
    open_wanted = Signal()
    import_wanted = Signal()
    file_wanted = Signal(object)
    begin_wanted = Signal(str)
    """How a document is to begin: a method of `starting.desk.Starting`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)

    def refresh(self) -> None:
        """Fill the page anew, with the recent files of now."""
        text = self._session.text
        page = QWidget()
        page.setObjectName("page")
        page.setStyleSheet(f"QWidget#page {{ background: {look.BASE}; }}")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(48, 40, 48, 40)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        outer.addLayout(column, 6)
        outer.addStretch(1)
        title = QLabel(text("app.name"))
        title.setObjectName("title")
        column.addWidget(title)
        column.addWidget(_muted(text("ui.start.subtitle")))
        column.addSpacing(16)
        column.addLayout(self._buttons())
        column.addSpacing(24)
        files = QHBoxLayout()
        files.setSpacing(32)
        files.addLayout(self._list(text("ui.start.recent"), recent.files(), text("ui.start.no_recent")), 3)
        files.addLayout(
            self._list(text("ui.start.samples"), recent.samples(), text("ui.start.no_samples")), 2
        )
        column.addLayout(files)
        column.addSpacing(24)
        column.addWidget(_section(text("ui.start.kinds")))
        column.addLayout(self._kinds())
        column.addStretch(1)
        column.addWidget(_muted(text("ui.start.drop")))
        self.setWidget(page)

    def _buttons(self) -> QHBoxLayout:
        text, row = self._session.text, QHBoxLayout()
        row.setSpacing(8)
        new = QPushButton(icons.icon("file-plus", "#FFFFFF"), "  " + text("ui.start.new"))
        new.setObjectName("primary")
        new.clicked.connect(self.new_wanted)
        opened = QPushButton(icons.icon("folder-open"), "  " + text("ui.start.open"))
        opened.clicked.connect(self.open_wanted)
        many = QPushButton(icons.icon("file-down"), "  " + text("ui.start.import"))
        many.clicked.connect(lambda: self.import_wanted.emit())
        for button in (new, opened, many):
            button.setIconSize(QSize(20, 20))
            button.setMinimumHeight(40)
            row.addWidget(button)
        for icon, how in (
            ("landmark", "from_office"),
            ("file-text", "from_book"),
            ("rotate-cw", "from_last_year"),
        ):
            begin = QPushButton(icons.icon(icon), "  " + text("start.button." + how))
            begin.clicked.connect(lambda _=False, h=how: self.begin_wanted.emit(h))
            begin.setIconSize(QSize(20, 20))
            begin.setMinimumHeight(40)
            row.addWidget(begin)
        row.addStretch(1)
        return row

    def _list(self, title: str, paths: list[Path], empty: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(_section(title))
        for path in paths[:7]:
            row = FileRow(path)
            row.chosen.connect(self.file_wanted)
            column.addWidget(row)
        if not paths:
            column.addWidget(_muted(empty))
        column.addStretch(1)
        return column

    def _kinds(self) -> QGridLayout:
        text, grid = self._session.text, QGridLayout()
        grid.setSpacing(12)
        for at, (icon, kind) in enumerate(_KINDS):
            card = QFrame()
            card.setObjectName("floating")
            inner = QVBoxLayout(card)
            inner.setContentsMargins(14, 12, 14, 12)
            inner.setSpacing(4)
            picture = QLabel()
            picture.setPixmap(icons.icon(icon, look.ACCENT).pixmap(22, 22))
            inner.addWidget(picture)
            name = QLabel(text("ui.map_kind." + kind))
            name.setStyleSheet("font-weight: bold;")
            inner.addWidget(name)
            line = _muted(text("ui.start.kind." + kind))
            line.setWordWrap(True)
            inner.addWidget(line)
            inner.addStretch(1)
            grid.addWidget(card, 0, at)
            grid.setColumnStretch(at, 1)
        return grid


class FileRow(QFrame):
    """A file that a click, Enter or the space bar opens."""

    chosen = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.setObjectName("file")
        self.setAccessibleName(path.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(
            "QFrame#file { border-radius: 6px; border: 1px solid transparent; }"
            f"QFrame#file:hover {{ background: {look.ACCENT_HOVER}; }}"
            f"QFrame#file:focus {{ border-color: {look.ACCENT}; }}"
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(str(path))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(10)
        icon = QLabel()
        icon.setPixmap(icons.icon("file-text", look.ACCENT).pixmap(20, 20))
        row.addWidget(icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(QLabel(path.name))
        words.addWidget(_muted(_short(path.parent)))
        row.addLayout(words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.path)
        else:
            super().keyPressEvent(event)


def _short(folder: Path) -> str:
    shown = str(folder)
    home = str(Path.home())
    shown = "~" + shown[len(home) :] if shown.startswith(home) else shown
    return shown if len(shown) <= 48 else "…" + shown[-47:]


def _section(title: str) -> QLabel:
    label = QLabel(title)
    label.setObjectName("section")
    return label


def _muted(line: str) -> QLabel:
    label = QLabel(line)
    label.setObjectName("muted")
    return label
