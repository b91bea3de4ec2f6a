"""The extended attributes of an element as fields, and the files attached to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from probis_editor.formats import attributes
from probis_editor.formats.attributes import Value
from probis_editor.ui import wording
from probis_editor.ui.panels.attached import AttachedField
from probis_editor.ui.panels.described import DescriptionField
from probis_editor.ui.panels.fields import ChoiceField, TextField
from probis_editor.ui.session import Session


class AttributeFields(QWidget):
    """Empty (`count` 0) where neither attributes nor attachments belong to the element ("" = the map)."""

    def __init__(self, session: Session, map_id: str, element: str) -> None:
        super().__init__()
        self._session, self._map, self._element = session, map_id, element
        self._fields: dict[str, Callable[[str], None]] = {}
        self._files: dict[str, AttachedField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        document = session.document
        found = attributes.values(document, map_id, element)
        for value in found:
            self._add(value)
        for name in self._unnamed():
            field = AttachedField(session, map_id, element, "", "")
            field.show_file(name)
            self._column.addWidget(field)
        self.count = self._column.count()

    def _unnamed(self) -> list[str]:
        """The files of the element that no attribute names."""
        document = self._session.document
        named = {value.file for value in attributes.values(document, self._map, self._element)}
        ours = [a.name for a in attributes.attachments(document, self._map) if a.element == self._element]
        return [name for name in ours if name not in named]

    def refresh(self) -> None:
        """Show the present values."""
        for value in attributes.values(self._session.document, self._map, self._element):
            show = self._fields.get(value.definition.id)
            if show is not None:
                show(value.content)
            elif value.definition.id in self._files:
                self._files[value.definition.id].show_file(value.file)

    def _add(self, value: Value) -> None:
        definition = value.definition
        name = definition.name or self._session.text("attribute.nameless")
        label = QLabel(name)
        label.setObjectName("muted")
        label.setWordWrap(True)
        label.setToolTip(definition.description)
        self._column.addWidget(label)
        if value.file or definition.type in attributes.ATTACHED:
            changing = definition.id if definition.type in attributes.ATTACHED else ""
            own = AttachedField(self._session, self._map, self._element, changing, name)
            own.show_file(value.file)
            self._files[definition.id] = own
            self._column.addWidget(own)
            return
        if value.rows:
            self._column.addWidget(_table(value.rows, name))
            return
        if not definition.editable:
            plain = QLabel(value.content or self._session.text("attribute.kept"))
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
        return TextField(lambda text: self._assign(definition.id, text), 1)

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


def _table(rows: tuple[tuple[str, ...], ...], name: str) -> QWidget:
    """A table's cells, to be read and copied."""
    box = QWidget()
    box.setAccessibleName(name)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = QLabel(text)
            cell.setWordWrap(True)
            cell.setTextFormat(Qt.TextFormat.PlainText)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignTop)
    return box
