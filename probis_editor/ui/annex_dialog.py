"""Annex of one unit: which unit, where to; then its cross-functional maps as PDF or for Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from probis_editor.model.document import Document
from probis_editor.model.office import Unit
from probis_editor.ui import dialogs, jobs
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def start(window: MainWindow) -> bool:
    """Ask, and write the annex; whether it was written."""
    from probis_editor.booklet import annex

    window.end_editing()
    session = window.session
    units = annex.offered(session.document)
    if not units:
        session.said.emit("error", session.text("unit_annex.none"))
        return False
    form = AnnexForm(window, session, units)
    if not form.exec():
        return False
    unit = form.chosen
    begin = window.files.proposed(".pdf", session.text("unit_annex.of", unit=unit.name))
    path = dialogs.ask_save_as(window, session.text, "ui.action.unit_annex", begin, dialogs.BOOK_FILES)
    return path is not None and write(window, unit, path)


def write(window: MainWindow, unit: Unit, path: Path) -> bool:
    """Write the annex of a unit; whether it was written. What fails is told."""
    from probis_editor.booklet import annex, book

    session = window.session
    frozen = Document(session.document.records())
    name = session.path.stem if session.path is not None else ""

    def annex_book(progress: jobs.Progress) -> bytes:
        content, language = annex.content(unit), frozen.settings.language
        _, data = book.make(
            frozen, path.suffix, content=content, progress=progress, language=language, name=name
        )
        return data

    return window.files.write(path, annex_book)


class AnnexForm(Form):
    """The units that have cross-functional maps, each with how many."""

    def __init__(self, parent: QWidget, session: Session, units: list[Unit]) -> None:
        from probis_editor.booklet import annex

        super().__init__(parent, session.text, "unit_annex.heading", "unit_annex.make")
        self._units = units
        self.unit = QComboBox()
        for one in units:
            count = len(annex.maps_of(session.document, one.id))
            self.unit.addItem(session.text("unit_annex.row", name=one.name, n=count), one.id)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumWidth(360)
        self.rows.addRow(session.text("unit_annex.unit"), self.unit)
        self.unit.setFocus()

    @property
    def chosen(self) -> Unit:
        """The unit that is wanted."""
        return self._units[self.unit.currentIndex()]
