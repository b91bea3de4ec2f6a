"""Rows of a sheet brought into a list that is being typed."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from probis_editor.ui import dialogs, recent
from probis_editor.ui.session import Session


def ask_into(edit: QPlainTextEdit, form: QWidget, session: Session) -> None:
    """Ask for a sheet and put its rows in place of what `edit` holds, cells apart by tabs.

    What cannot be read is told and changes nothing.
    """
    from probis_editor.formats import tables
    from probis_editor.formats.base import FormatError

    text = session.text
    path = dialogs.ask_table(form, text, recent.folder())
    if path is None:
        return
    try:
        lines = tables.sheet_lines(path.read_bytes(), path.name)
    except (FormatError, OSError) as error:
        reason = session.label_text(error.label) if isinstance(error, FormatError) else str(error)
        dialogs.tell(form, text, text("ui.error.file", name=path.name), reason, error=True)
        return
    edit.setPlainText("\n".join("\t".join(line) for line in lines))
