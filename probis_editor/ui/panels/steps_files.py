"""The table of steps out of the window and into it: files, and the clipboard of Excel and Word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from probis_editor.commands.steps.edits import Rows
from probis_editor.formats import clipboard_tables as clips
from probis_editor.model.queries import title_of
from probis_editor.ui import dialogs
from probis_editor.ui.panels.steps_work import StepsWork
from probis_editor.ui.session import Session


def bring_in(panel: QWidget, session: Session, work: StepsWork) -> None:
    """Ask for a table and put it in the place of the map's own; what cannot be read is told and nothing changes."""
    from probis_editor.formats.base import FormatError

    path = dialogs.ask_table(panel.window(), session.text, _folder(session))
    if path is None:
        return
    problem = ""
    done = False
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        done = work.read_file(path)
    except FormatError as error:
        problem = session.label_text(error.label)
    except OSError as error:
        problem = session.text("cli.os_error", name=path.name, reason=error.strerror or "")
    finally:
        QApplication.restoreOverrideCursor()
    if problem:
        dialogs.tell(panel.window(), session.text, session.text("steps.not_imported"), problem, error=True)
    elif done:
        session.said.emit("info", session.text("steps.imported", name=path.name, n=len(work.rows)))


def write_out(panel: QWidget, session: Session, table: Rows) -> None:
    """Ask for a place and write the table there as .xlsx or .csv."""
    from probis_editor.formats import tables
    from probis_editor.formats.base import save_bytes

    title = title_of(session.document, session.document.map(session.place.map))
    safe = "".join(c for c in title if c not in '<>:"/\\|?*' and c.isprintable()).strip() or "tabel"
    kinds = [("steps.file.xlsx", ".xlsx"), ("steps.file.csv", ".csv")]
    proposed = Path(_folder(session), safe + ".xlsx")
    path = dialogs.ask_save_as(panel.window(), session.text, "steps.do.export", proposed, kinds)
    if path is None:
        return
    as_csv = path.suffix.lower() == ".csv"
    data = tables.to_csv(table, session.tr_) if as_csv else tables.to_xlsx(table, session.tr_, title)
    try:
        save_bytes(data, path)
    except OSError as error:
        detail = session.text("cli.os_error", name=path.name, reason=error.strerror or "")
        dialogs.tell(panel.window(), session.text, session.text("steps.not_exported"), detail, error=True)
        return
    session.said.emit("info", session.text("steps.exported", name=path.name))


def _folder(session: Session) -> str:
    return str(session.path.parent) if session.path is not None else str(Path.home())


def clipboard_cells() -> list[list[str]]:
    """The cells on the clipboard: of a table in HTML (Word, Excel), else of its text."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return []
    found = clips.from_html(data.html()) if data.hasHtml() else []
    return found or (clips.from_text(data.text()) if data.hasText() else [])


def to_clipboard(cells: Sequence[Sequence[str]]) -> None:
    """Put cells on the clipboard as text and as an HTML table."""
    data = QMimeData()
    data.setText(clips.to_text(cells))
    data.setHtml(clips.to_html(cells))
    QGuiApplication.clipboard().setMimeData(data)
