"""The first page of the import: which files, what is in each of them, and where their maps go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.ui import dialogs, icons, look, recent
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.formats.gathering import Gathered


class FilesPage(QWidget):
    """Asks for files; `wanted` is told when what is to be read has changed."""

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.paths: list[Path] = []
        text = session.text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.add_files = _button(text("gather.add_files"), "file-plus", self._ask_files)
        self.add_folder = _button(text("gather.add_folder"), "folder-open", self._ask_folder)
        self.drop = _button(text("gather.drop_file"), "x", self._drop)
        for button in (self.add_files, self.add_folder, self.drop):
            row.addWidget(button)
        row.addStretch()
        self.summary = QLabel()
        self.summary.setObjectName("muted")
        row.addWidget(self.summary)
        layout.addLayout(row)
        self.list = QTreeWidget()
        self.list.setAccessibleName(text("gather.files"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.setHeaderLabels([text("gather.column." + c) for c in ("file", "holds", "note")])
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 380)
        header.resizeSection(1, 110)
        self.list.itemSelectionChanged.connect(self._show_buttons)
        self.list.installEventFilter(self)
        empty = QLabel(text("gather.empty"))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        empty.setObjectName("muted")
        empty.setStyleSheet(
            f"QLabel {{ background: {look.BASE}; border: 1px dashed {look.BORDER}; border-radius: 8px; }}"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.list)
        layout.addWidget(self._stack, 1)
        self.as_new = QRadioButton(text("gather.as_new"))
        self.into_open = QRadioButton(text("gather.into_open"))
        (self.into_open if session.is_open else self.as_new).setChecked(True)
        self.into_open.setEnabled(session.is_open)
        self.as_new.toggled.connect(self._target_changed)
        where = QHBoxLayout()
        where.setSpacing(24)
        where.addWidget(self.as_new)
        where.addWidget(self.into_open)
        where.addStretch()
        layout.addLayout(where)
        self.setAcceptDrops(True)
        self._show_buttons()

    def add(self, paths: Iterable[Path]) -> None:
        """Read these files or folders too."""
        new = [p for p in paths if p not in self.paths]
        if new:
            self.paths += new
            self.wanted.emit()

    def choose_target(self, into_open: bool) -> None:
        """Say where the maps go, without reading anew."""
        with QSignalBlocker(self.as_new):
            (self.into_open if into_open else self.as_new).setChecked(True)

    def show_found(self, found: Gathered | None) -> None:
        """Tell what was read of every file."""
        text = self._session.text
        self.list.clear()
        sources = found.sources if found is not None else ()
        told: dict[str, list[str]] = {}
        for notice in found.notices if found is not None else ():
            if notice.level == "left_out" and notice.key == "gather.same_map":
                told.setdefault(str(dict(notice.args)["file"]), []).append(text("gather.known"))
        for source in sorted(sources, key=lambda s: s.error is None):
            if source.error is not None:
                words = [source.name, text("gather.unread"), self._session.label_text(source.error)]
            else:
                again = told.get(source.name, [])
                note = text("gather.left", n=len(again)) if again else ""
                words = [source.name, text("gather.maps", n=len(source.maps)), note]
            item = QTreeWidgetItem(words)
            item.setToolTip(0, source.name)
            item.setToolTip(2, words[2])
            name, color = ("triangle-alert", look.ERROR) if source.error else ("check", look.ACCENT)
            item.setIcon(0, icons.icon(name, color))
            if source.error is not None:
                for column in (1, 2):
                    item.setForeground(column, QColor(look.ERROR))
            self.list.addTopLevelItem(item)
        self._stack.setCurrentIndex(1 if sources else 0)
        maps = sum(len(s.maps) for s in sources)
        lost = sum(s.error is not None for s in sources)
        told_all = text("gather.summary", files=len(sources), maps=maps) if sources else ""
        self.summary.setText(told_all + (text("gather.summary_lost", n=lost) if lost else ""))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.drop.setEnabled(bool(self.list.selectedItems()))

    def _target_changed(self) -> None:
        if self.paths:
            self.wanted.emit()

    def _ask_files(self) -> None:
        self.add(dialogs.ask_files(self, self._session.text, recent.folder()))

    def _ask_folder(self) -> None:
        folder = dialogs.ask_folder(self, self._session.text, recent.folder())
        if folder is not None:
            self.add([folder])

    def _drop(self) -> None:
        """Take the chosen files out of the list; of a folder the others stay."""
        from probis_editor.formats.gathering import found_files

        gone = {item.text(0) for item in self.list.selectedItems()}
        self.paths = [path for path, name in found_files(self.paths) if name not in gone]
        self.wanted.emit()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and self.list.selectedItems()
        ):
            self._drop()
            return True
        return super().eventFilter(target, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())


def _button(text: str, icon: str, do) -> QPushButton:
    button = QPushButton(icons.icon(icon), text)
    button.setAutoDefault(False)
    button.clicked.connect(do)
    return button
