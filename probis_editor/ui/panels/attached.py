"""The file that an extended attribute attaches: looked at, saved, chosen, replaced, taken off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from probis_editor.formats import attached, attributes
from probis_editor.ui import dialogs, icons, wording
from probis_editor.ui.session import Session

SHOWN = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".pdf", ".txt", ".csv"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf"),
)
"""Attached files that may be opened at a click; any other, a program for instance, can only be saved."""


class AttachedField(QWidget):
    """One file. `attribute` is what attaches it, "" for a file that can only be looked at and saved; `title` is what
    the attribute is called."""

    def __init__(self, session: Session, map_id: str, element: str, attribute: str, title: str) -> None:
        super().__init__()
        self._session, self._map, self._element = session, map_id, element
        self._attribute, self._title = attribute, title
        self._name: str | None = None
        self._opened: QTemporaryDir | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        self._label = QLabel()
        self._label.setWordWrap(True)
        line.addWidget(self._label, 1)
        self._open = self._button("eye", "attribute.open", self.open_file)
        self._save = self._button("file-down", "attribute.save", self.save_file)
        self._replace = self._button("file-up", "attribute.replace", self.choose_file)
        self._remove = self._button("x", "attribute.remove", self.remove_file)
        self._choose = QPushButton(session.text("attribute.choose"))
        self._choose.setAccessibleName(f"{session.text('attribute.choose')}: {title}")
        self._choose.clicked.connect(self.choose_file)
        line.addWidget(self._choose)
        line.addStretch()

    def show_file(self, name: str) -> None:
        """Show the file of that name, "" for none."""
        if name == self._name:
            return
        self._name = name
        self._label.setText(name)
        self._label.setVisible(bool(name))
        self._open.setVisible(Path(name).suffix.lower() in SHOWN)
        self._save.setVisible(bool(name))
        for button in (self._replace, self._remove):
            button.setVisible(bool(name and self._attribute))
        self._choose.setVisible(not name and bool(self._attribute))
        for button in (self._open, self._save, self._replace, self._remove):
            button.setAccessibleName(f"{button.toolTip()}: {name}")

    def _button(self, icon: str, key: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon(icon))
        button.setToolTip(self._session.text(key))
        button.clicked.connect(lambda: do())
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)
        return button

    def save_file(self) -> None:
        """Ask for a place and write the attached file there."""
        suffix = Path(self._name or "").suffix
        start = Path(QDir.homePath()) / attached.leaf(self._name or "")
        kinds = [("attribute.file", suffix)] if suffix else [("ui.file.any", "")]
        path = dialogs.ask_save_as(self, self._session.text, "attribute.save", start, kinds)
        if path is not None and self._write(path):
            self._session.said.emit("info", self._session.text("attribute.saved", name=path.name))

    def open_file(self) -> None:
        """Show the attached file in the program that the system has for it; a copy that changes nothing here."""
        if self._opened is None:
            self._opened = QTemporaryDir()
        path = Path(self._opened.path()) / attached.leaf(self._name or "")
        if self._write(path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def choose_file(self) -> None:
        """Ask for a file and attach it, in place of the one there is."""
        session = self._session
        path = dialogs.ask_file(self, session.text, "attribute.choose", [], QDir.homePath())
        if path is not None:
            self.put_file(path)

    def put_file(self, path: Path) -> None:
        """Attach a file; what cannot be attached is said."""
        session = self._session
        try:
            # More than is allowed is not read to be refused.
            with path.open("rb") as stream:
                data = stream.read(attached.LARGEST + 1)
        except OSError:
            session.said.emit("error", session.text("attribute.unread", name=path.name))
            return
        if not 0 < len(data) <= attached.LARGEST:
            key = "attribute.too_large" if data else "attribute.empty"
            most = attached.LARGEST // 2**20
            session.said.emit("error", session.text(key, name=path.name, most=most))
            return
        session.run(
            wording.step("attribute", name=self._title),
            lambda tx: attached.attach(tx, self._map, self._element, self._attribute, path.name, data),
        )

    def remove_file(self) -> None:
        """Take the file off the element."""
        self._session.run(
            wording.step("attribute", name=self._title),
            lambda tx: attached.detach(tx, self._map, self._element, self._attribute),
        )

    def _write(self, path: Path) -> bool:
        session = self._session
        try:
            data = attributes.attachment(session.document, self._map, self._element, self._name or "")
            path.write_bytes(data)
        except (KeyError, OSError):
            session.said.emit("error", session.text("attribute.unwritten", name=path.name))
            return False
        return True
