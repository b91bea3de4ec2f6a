"""A list pasted as text: from Word, one entry a line, or from Excel, cells apart by tabs."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from probis_editor.ui.facts.form import CheckedForm
from probis_editor.ui.session import Session

_MARK = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[a-z])[.)]|[-•*–])\s+")


def ask_lines(parent: QWidget, session: Session, title: str, hint: str) -> list[str]:
    """The lines that were entered, without their numbers or dashes; none where the user gave up."""
    form = CheckedForm(parent, session, title, "facts.take")
    form.setMinimumWidth(680)
    form.note(session.text(hint))
    edit = form.lines("facts.list", "", 12)
    form.check = lambda: ""
    edit.setFocus()
    if not form.ask():
        return []
    return [kept for line in edit.toPlainText().splitlines() if (kept := _MARK.sub("", line).strip())]
