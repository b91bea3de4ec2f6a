"""From "Cetak…" to paper: the book as it is now, what to print, which printer, sheet after sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from probis_editor.booklet import impose
from probis_editor.booklet.impose import Pass
from probis_editor.booklet.seen import Leaf
from probis_editor.model.document import Document
from probis_editor.ui import dialogs, jobs
from probis_editor.ui.printing import job, memory
from probis_editor.ui.printing.dialog import PrintDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from probis_editor.ui.main_window import MainWindow

PDF = [("bookmake.output_pdf", ".pdf")]


class Set(NamedTuple):
    """A set book, and how each of its pages looks."""

    data: bytes
    leaves: tuple[Leaf, ...]
    hashes: list[str]


def start(window: MainWindow) -> None:
    """Print the book."""
    window.end_editing()
    session, text = window.session, window.session.text
    whole = made(window)
    if whole is None:
        return
    maps = [one.id for one in session.document.maps()]
    before = memory.printed(session.path, maps)
    changed = impose.changed(whole.leaves, whole.hashes, before)
    dialog = PrintDialog(window, session, whole.leaves, changed, bool(before))
    if not dialog.exec():
        return
    if dialog.wanted == "pdf":
        save(window, whole, dialog.passes)
        return
    printer = ask_printer(window)
    if printer is not None and print_all(window, whole, dialog.passes, printer):
        keys = {leaf.key for leaf in whole.leaves}
        sent = {at for one in dialog.passes for at in one.pages if at is not None}
        looks = {whole.leaves[at].key: whole.hashes[at] for at in sorted(sent)}
        memory.remember(session.path, looks, keys, maps)
        session.said.emit("info", text("print.done", n=len(sent)))


def made(window: MainWindow) -> Set | None:
    """The book of the document as it is now; None where it could not be made (the user has been told)."""
    session, maker = window.session, window.book.maker
    ready = (maker.preview, maker.data) if maker.fresh else None
    snapshot = Document(session.document.records())
    name = session.path.stem if session.path is not None else ""

    def work(progress: jobs.Progress) -> Set:
        import pypdfium2

        from probis_editor.booklet import book
        from probis_editor.booklet.server import page_hash

        seen, data = ready or book.preview(
            snapshot, progress=progress, language=snapshot.settings.language, name=name
        )
        assert seen is not None
        hashes = []
        with pypdfium2.PdfDocument(data) as pdf:
            for at in range(len(pdf)):
                progress(at, len(pdf))
                hashes.append(page_hash(pdf, at))
        return Set(data, seen.leaves, hashes)

    found = window.files.work(session.text("ui.job.book"), work, session.path or window_path(window))
    return found if isinstance(found, Set) else None


def window_path(window: MainWindow) -> Path:
    """A name for a document without a file, for messages."""
    from pathlib import Path

    return Path(window.document_name())


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The printer that the user chooses in the system's dialog."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    option = QAbstractPrintDialog.PrintDialogOption
    for one in (option.PrintPageRange, option.PrintSelection, option.PrintCurrentPage):
        dialog.setOption(one, False)
    return printer if dialog.exec() else None


def print_all(window: MainWindow, whole: Set, passes: list[Pass], printer: QPrinter) -> bool:
    """Print pass after pass, asking for paper to be turned or changed in between; whether all of it was sent."""
    text = window.session.text
    for number, one in enumerate(passes):
        asked = one.name in ("backs", "a3")
        if asked and (number or one.name == "a3"):
            question, detail = text("print.ask_" + one.name), text("print.ask_" + one.name + "_detail")
            if not dialogs.ask_yes(window, text, question, detail, text("print.go_on")):
                return False
        sent = window.files.work(
            text("print.sending"),
            lambda progress, one=one: _sent(printer, whole, one, progress),
            window_path(window),
        )
        if sent is None:
            return False
        if sent is False:
            dialogs.tell(window, text, text("print.no_printer"), error=True)
            return False
    return True


def _sent(printer: QPrinter, whole: Set, one: Pass, progress: jobs.Progress) -> bool:
    try:
        job.send(printer, whole.data, whole.leaves, one.pages, progress)
    except job.PrinterError:
        return False
    return True


def save(window: MainWindow, whole: Set, passes: list[Pass]) -> None:
    """Write what would be printed into a PDF, one pass after the other."""
    session, text = window.session, window.session.text
    own = session.path
    name = own.stem if own is not None else window.document_name()
    begin = window.files.proposed(".pdf", text("print.file_name", name=name))
    path = dialogs.ask_save_as(window, text, "print.pdf", begin, PDF)
    if path is None:
        return
    pages = [at for one in passes for at in one.pages]
    window.files.write(path, lambda _: impose.extracted(whole.data, pages, whole.leaves))
