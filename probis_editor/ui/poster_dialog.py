"""Poster: which map, how large a sheet, where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.queries import code_of, title_of
from probis_editor.ui import dialogs
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def start(window: MainWindow) -> bool:
    """Ask, and write the poster; whether it was written."""
    window.end_editing()
    session = window.session
    form = PosterForm(window, session)
    if not form.exec():
        return False
    start = window.files.proposed(".pdf", session.text("poster.of", title=form.map.currentText()))
    kinds = [("ui.file.pdf", ".pdf")]
    path = dialogs.ask_save_as(window, session.text, "ui.action.poster", start, kinds)
    return path is not None and write(window, form.map.currentData(), form.paper.currentData(), path)


def write(window: MainWindow, map_id: str, paper: str, path: Path) -> bool:
    """Write the poster of a map; whether it was written. What fails is told."""
    from probis_editor.booklet.poster import poster

    frozen = Document(window.session.document.records())
    tr = Translator(frozen.settings.language)

    return window.files.write(path, lambda _: poster(frozen, frozen.map(map_id), paper, tr))


class PosterForm(Form):
    """The map in front is chosen."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        from probis_editor.booklet.poster import PAPERS

        super().__init__(parent, session.text, "poster.heading", "sop.make_pdf")
        document = session.document
        self.map, self.paper = QComboBox(), QComboBox()
        for one in document.maps():
            self.map.addItem(f"{code_of(document, one)}  {title_of(document, one)}".strip(), one.id)
        self.map.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.map.setCurrentIndex(max(self.map.findData(session.place.map), 0))
        for paper, (wide, high) in PAPERS.items():
            size = f"{round(wide / 72 * 25.4)} × {round(high / 72 * 25.4)} mm"
            self.paper.addItem(f"{paper.upper()}  ({size})", paper)
        self.paper.setCurrentIndex(1)
        self.rows.addRow(session.text("sop.map"), self.map)
        self.rows.addRow(session.text("poster.paper"), self.paper)
        self.map.setFocus()
