"""The editor of a description: rich text on the screen, Bizagi's HTML (or plain text) in the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from probis_editor.formats import richtext
from probis_editor.model.office import Block
from probis_editor.ui import icons
from probis_editor.ui.panels.rich_edit import RichEdit
from probis_editor.ui.session import Session

Report = Callable[[str, str], None]
"""The new text, and a merge key: what is reported under one key is one undo step."""

_SIMPLER = re.compile(r"<(?:table|img|a)[\s>]", re.IGNORECASE)
"""What a description of Bizagi may hold and the editor does not keep once it is edited."""


class DescriptionField(QWidget):
    """Shows a description and reports it when it was edited; one that was not edited stays as it was written."""

    def __init__(self, session: Session, report: Report, title: str, lines: int, bar: bool = True) -> None:
        """`title` is the accessible name; the height is that of `lines` lines. Without the bar there are its keys."""
        super().__init__()
        self._report = report
        self._value: str | None = None
        text = session.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        words = {n: text("ui.action." + n) for n in ("cut", "copy", "paste", "select_all")}
        self.edit = RichEdit(_as_written, "", title, MappingProxyType(words))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + 18)
        self.edit.written.connect(self._written)
        row = QHBoxLayout()
        row.setSpacing(0)
        offered = (
            ("bold", "text.bold", lambda: self.edit.toggle("bold")),
            ("italic", "text.italic", lambda: self.edit.toggle("italic")),
            ("list", "text.bulleted", lambda: self.edit.set_list("-")),
            ("list-ordered", "text.numbered", lambda: self.edit.set_list("1.")),
        )
        for icon, key, do in offered if bar else ():
            row.addWidget(self._button(icon, text(key), do))
        row.addStretch(1)
        self._note = QLabel(text("ui.properties.simpler"))
        self._note.setObjectName("muted")
        self._note.setWordWrap(True)
        column.addLayout(row)
        column.addWidget(self.edit)
        column.addWidget(self._note)
        self.setFocusProxy(self.edit)

    def _button(self, icon: str, tip: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(15, 15))
        button.setFixedSize(24, 22)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: do())
        button.clicked.connect(lambda: self.edit.setFocus())
        return button

    def show_value(self, value: str) -> None:
        """Show the document's text; what is shown already keeps its cursor."""
        if value == self._value:
            return
        self._value = value
        self.edit.show_blocks(richtext.html_to_blocks(value))
        self._note.setVisible(bool(_SIMPLER.search(value)))

    def _written(self, blocks: tuple[Block, ...], step: int) -> None:
        text = richtext.edited(self._value or "", blocks)
        if text != self._value:
            self._value = text
            self._report(text, f"description:{id(self)}:{step}")


def _as_written(raw: str) -> str:
    return raw
