"""Making the book's file from the window: asked for, made with progress, shown afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from probis_editor.model.document import Document
from probis_editor.ui import dialogs, icons, look
from probis_editor.ui.bookmaking.dialog import BookMaking

if TYPE_CHECKING:
    from probis_editor.booklet.book import BookReport
    from probis_editor.ui.main_window import MainWindow


def start(window: MainWindow) -> None:
    """Ask how, then where, then make the book."""
    window.end_editing()
    dialog = BookMaking(window, window.session)
    if not dialog.exec() or dialog.wanted != "make":
        return
    text = window.session.text
    own = window.session.path
    name = own.stem if own is not None else window.document_name()
    begin = window.files.proposed(dialog.suffix, text("ui.book.file_name", name=name))
    kinds = dialogs.BOOK_FILES if dialog.suffix == ".pdf" else dialogs.BOOK_FILES[::-1]
    path = dialogs.ask_save_as(window, text, "ui.action.make_book", begin, kinds)
    report = write(window, path) if path is not None else None
    if path is not None and report is not None:
        window.session.said.emit("info", text("ui.said.book", name=path.name))
        tell(window, path, report)


def write(window: MainWindow, path: Path) -> BookReport | None:
    """Write the book to `path`, PDF or .docx; None where it was not written (the user has been told)."""
    from probis_editor.booklet import book
    from probis_editor.formats.base import save_bytes

    session = window.session
    snapshot = Document(session.document.records())
    name = session.path.stem if session.path is not None else ""
    language = snapshot.settings.language

    def work(progress) -> BookReport:
        report, data = book.make(snapshot, path.suffix, progress=progress, language=language, name=name)
        save_bytes(data, path)
        return report

    found = window.files.work(session.text("ui.job.book"), work, path)
    if isinstance(found, book.BookReport):
        window.book.made_file = path
        return found
    return None


def tell(window: MainWindow, path: Path, report: BookReport) -> None:
    """Say what was made; offer to open it, or the folder it lies in."""
    text = window.session.text
    box = QMessageBox(window)
    box.setIconPixmap(icons.icon("circle-check", look.ACCENT).pixmap(32, 32))
    box.setWindowTitle(text("app.name"))
    box.setText(text("bookmake.done", name=path.name))
    lines = []
    if report.pages:
        lines.append(text("bookmake.done_pages", n=report.pages, figures=report.figures))
        if not report.archival:
            lines.append(text("bookmake.not_archival"))
    if report.findings:
        lines.append(text("bookmake.done_findings", n=len(report.findings)))
    box.setInformativeText("\n".join(lines))
    show = box.addButton(text("ui.button.open"), QMessageBox.ButtonRole.AcceptRole)
    folder = box.addButton(text("bookmake.folder"), QMessageBox.ButtonRole.ActionRole)
    findings = None
    if report.findings:
        findings = box.addButton(text("bookmake.show_findings"), QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton(text("ui.qt.close"), QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(show)
    box.exec()
    pressed = box.clickedButton()
    if pressed is show:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
    elif pressed is folder:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
    elif pressed is not None and pressed is findings:
        window.book.open()
