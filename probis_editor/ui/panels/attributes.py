"""The extended attributes of an element as fields, and the files attached to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from probis_editor.formats import attributes
from probis_editor.formats.attributes import Value
from probis_editor.ui import dialogs, icons, wording
from probis_editor.ui.panels.described import DescriptionField
from probis_editor.ui.panels.fields import ChoiceField, TextField
from probis_editor.ui.session import Session

SHOWN = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".pdf", ".txt", ".csv"),
    *(".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf"),
)
"""Attached files that may be opened at a click; any other, a program for instance, can only be saved."""


class AttributeFields(QWidget):
    """Empty (`count` 0) where neither attributes nor attachments belong to the element ("" = the map)."""

    def __init__(self, session: Session, map_id: str, element: str) -> None:
        super().__init__()
        self._session, self._map, self._element = session, map_id, element
        self._fields: dict[str, Callable[[str], None]] = {}
        self._opened: QTemporaryDir | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        document = session.document
        found = attributes.values(document, map_id, element)
        for value in found:
            self._add(value)
        named = {value.file for value in found}
        ours = [a for a in attributes.attachments(document, map_id) if a.element == element]
        for attachment in ours:
            if attachment.name not in named:
                self._column.addWidget(self._file(attachment.name))
        self.count = self._column.count()

    def refresh(self) -> None:
        """Show the present values."""
        for value in attributes.values(self._session.document, self._map, self._element):
            show = self._fields.get(value.definition.id)
            if show is not None:
                show(value.content)

    def _add(self, value: Value) -> None:
        definition = value.definition
        name = definition.name or self._session.text("attribute.nameless")
        label = QLabel(name)
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setToolTip(definition.description)
        self._column.addWidget(label)
        if value.file:
            self._column.addWidget(self._file(value.file))
            return
        if not definition.editable:
            key = "attribute.no_file" if definition.type in attributes.ATTACHED else "attribute.kept"
            plain = QLabel(value.content or self._session.text(key))
            plain.setWordWrap(True)
            self._column.addWidget(plain)
            return
        field = self._editor(value)
        field.setAccessibleName(name)
        field.setToolTip(definition.description)
        label.setBuddy(field)
        self._column.addWidget(field)
        self._fields[definition.id] = field.show_value
        field.show_value(value.content)

    def _editor(self, value: Value) -> DescriptionField | ChoiceField | TextField:
        definition = value.definition
        if definition.type == "LongText":
            return DescriptionField(
                self._session,
                lambda t, key: self._assign(definition.id, t, key),
                definition.name,
                2,
                bar=False,
            )
        if definition.type in ("Combo", "Radio") and definition.options:
            choices = dict.fromkeys(("", *definition.options, value.content))
            rows = [(c, c or self._session.text("ui.field.no_link")) for c in choices]
            return ChoiceField(lambda text: self._assign(definition.id, text), rows)
        return TextField(lambda text: self._assign(definition.id, text), 1, enter_ends=True)

    def _assign(self, attribute: str, content: str, merge_key: str = "") -> None:
        session = self._session
        known = {v.definition.id: v for v in attributes.values(session.document, self._map, self._element)}
        value = known.get(attribute)
        if value is None or value.content == content:
            return
        if not attributes.fits(value.definition, content):
            said = session.text("attribute.unfit", name=value.definition.name, value=content)
            session.said.emit("error", said)
            self._fields[attribute](value.content)
            return
        session.run(
            wording.step("attribute", name=value.definition.name),
            lambda tx: attributes.assign(tx, self._map, self._element, attribute, content),
            merge_key,
        )

    # Attached files

    def _file(self, name: str) -> QWidget:
        text, row = self._session.text, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        label = QLabel(name)
        label.setWordWrap(True)
        line.addWidget(label, 1)
        if Path(name).suffix.lower() in SHOWN:
            line.addWidget(self._button("eye", text("attribute.open"), name, self.open_file))
        line.addWidget(self._button("file-down", text("attribute.save"), name, self.save_file))
        return row

    def _button(self, icon: str, tip: str, name: str, do: Callable[[str], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(f"{tip}: {name}")
        button.clicked.connect(lambda: do(name))
        return button

    def save_file(self, name: str) -> None:
        """Ask for a place and write the attached file there."""
        suffix = Path(name).suffix
        start = Path(QDir.homePath()) / _leaf(name)
        kinds = [("attribute.file", suffix)] if suffix else [("ui.file.any", "")]
        path = dialogs.ask_save_as(self, self._session.text, "attribute.save", start, kinds)
        if path is not None and self._write(name, path):
            self._session.said.emit("info", self._session.text("attribute.saved", name=path.name))

    def open_file(self, name: str) -> None:
        """Show the attached file in the program that the system has for it; a copy that changes nothing here."""
        if self._opened is None:
            self._opened = QTemporaryDir()
        path = Path(self._opened.path()) / _leaf(name)
        if self._write(name, path):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _write(self, name: str, path: Path) -> bool:
        session = self._session
        try:
            data = attributes.attachment(session.document, self._map, self._element, name)
            path.write_bytes(data)
        except (KeyError, OSError):
            session.said.emit("error", session.text("attribute.unwritten", name=path.name))
            return False
        return True


def _leaf(name: str) -> str:
    """The file's own name: an entry of a foreign archive never says where it goes."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].lstrip(".") or "lampiran"
