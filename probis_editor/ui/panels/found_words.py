"""What the search found in a text, shown where it is written."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from probis_editor.model.search import Query, pattern


def select_found(edit: QTextEdit, query: Query, nth: int) -> None:
    """Select the occurrence that comes after `nth` others and scroll to it; without it, nothing is selected."""
    shown = edit.document().toRawText()
    spans = [m.span() for m in pattern(query).finditer(shown)]
    cursor = edit.textCursor()
    cursor.clearSelection()
    if nth < len(spans):
        units = [len(shown[:at].encode("utf-16-le")) // 2 for at in spans[nth]]  # Qt counts UTF-16 units
        cursor.setPosition(units[0])
        cursor.setPosition(units[1], QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.ensureCursorVisible()
