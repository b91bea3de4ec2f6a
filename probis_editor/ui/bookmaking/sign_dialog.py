"""Tandatangani PDF: a finished book, a key file and its password; what cannot be is said before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from probis_editor.ui import dialogs, look, recent
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

PDF = [("bookmake.output_pdf", ".pdf")]
KEYS = [("sign.key_file", ".p12 *.pfx")]
LARGEST_KEY = 1_000_000


class SignForm(Form):
    """`pdf`, `key`, `password` and `field` are what to sign, with what, and where."""

    def __init__(self, parent: QWidget, session: Session, pdf: Path | None) -> None:
        super().__init__(parent, session.text, "sign.title", "sign.do")
        self._session = session
        self.setMinimumWidth(560)
        self._of_pdf = self._of_key = ""
        self.pdf = self._file("pdf", PDF, self._show_fields)
        self.field = QComboBox()
        self.field.setAccessibleName(session.text("sign.field"))
        self.rows.addRow(session.text("sign.field"), self.field)
        self.key = self._file("key", KEYS, self._show_owner)
        self.password = self.line(session.text("sign.password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.textEdited.connect(self._typed)
        self.password.editingFinished.connect(self._show_owner)
        self.owner = QLabel()
        self.owner.setWordWrap(True)
        self.owner.setObjectName("muted")
        self.rows.addRow("", self.owner)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {look.ERROR};")
        self.rows.addRow("", self.problem)
        if pdf is not None:
            self.pdf.setText(str(pdf))
        self._show_fields()
        (self.pdf if pdf is None else self.key).setFocus()

    def _file(self, key: str, kinds: list[tuple[str, str]], then) -> QLineEdit:
        text = self._session.text
        edit = QLineEdit()
        edit.setAccessibleName(text("sign." + key))
        edit.editingFinished.connect(then)
        choose = QPushButton(text("sign.choose"))
        choose.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(edit, 1)
        row.addWidget(choose)

        def ask() -> None:
            at = Path(edit.text()).parent if edit.text() else Path(recent.folder())
            path = dialogs.ask_file(self, text, "sign." + key, kinds, str(at))
            if path is not None:
                edit.setText(str(path))
                then()

        choose.clicked.connect(ask)
        self.rows.addRow(text("sign." + key), row)
        return edit

    def _show_fields(self) -> None:
        """Offer the empty fields of the PDF."""
        from probis_editor.booklet.signing import SigningError, fields_in

        said, found = "", []
        if self.pdf.text().strip():
            try:
                found = fields_in(Path(self.pdf.text()).read_bytes())
            except SigningError as error:
                said = self._session.text("booklet.sign." + error.key)
            except OSError as error:
                said = self._session.text("sign.no_file", reason=error.strerror or str(error))
        kept = self.field.currentText()
        self.field.clear()
        self.field.addItems([name for name, signed in found if not signed])
        self.field.setCurrentIndex(max(0, self.field.findText(kept)))
        if self.pdf.text().strip() and not said and not self.field.count():
            said = self._session.text("sign.all_signed" if found else "sign.no_field")
        self._of_pdf = said
        self._say()

    def _typed(self) -> None:
        self.owner.clear()
        self._of_key = ""
        self._say()

    def _show_owner(self) -> None:
        """Say whose key it is, as soon as the password opens it."""
        from probis_editor.booklet.signing import SigningError, owner_of

        self.owner.clear()
        self._of_key = ""
        text = self._session.text
        if self.key.text().strip() and self.password.text():
            try:
                owner = owner_of(self.key_bytes(), self.password.text())
                until = self._session.tr_.date(owner.until)
                self.owner.setText(text("sign.owner", name=owner.name or "–", until=until))
            except SigningError as error:
                self._of_key = text("booklet.sign." + error.key)
            except OSError as error:
                self._of_key = text("sign.no_file", reason=error.strerror or str(error))
        self._say()

    def key_bytes(self) -> bytes:
        """The key file. Raises OSError."""
        with Path(self.key.text().strip()).open("rb") as stream:
            return stream.read(LARGEST_KEY)

    def _say(self) -> None:
        """Show what is wrong, the book first."""
        self.problem.setText(self._of_pdf or self._of_key)
        wrong = bool(self._of_pdf or self._of_key)
        self.do.setEnabled(bool(self.field.count() and self.key.text().strip()) and not wrong)


def start(window: MainWindow) -> None:
    """Ask what to sign and with what, then where to, and sign."""
    form = SignForm(window, window.session, window.book.made_file)
    text = window.session.text
    while form.exec():
        source = Path(form.pdf.text().strip())
        target = source.with_name(text("sign.file_name", name=source.stem) + ".pdf")
        path = dialogs.ask_save_as(window, text, "sign.title", target, PDF)
        if path is None:
            continue
        if sign(window, source, form, path):
            window.session.said.emit("info", text("sign.done", name=path.name))
            question = text("sign.done", name=path.name)
            if dialogs.ask_yes(window, text, question, text("sign.done_detail"), text("ui.button.open")):
                from PySide6.QtCore import QUrl
                from PySide6.QtGui import QDesktopServices

                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return


def sign(window: MainWindow, source: Path, form: SignForm, path: Path) -> bool:
    """Sign a PDF into another file; whether it was done. What cannot be is told, and nothing written."""
    from probis_editor.booklet.signing import SigningError, signed
    from probis_editor.formats.base import FormatError, save_bytes

    text = window.session.text
    password, field, key_file = form.password.text(), form.field.currentText(), Path(form.key.text().strip())

    def work(_) -> bool:
        try:
            key = key_file.read_bytes()[:LARGEST_KEY]
            data = signed(source.read_bytes(), key, password, field, text("booklet.sign.heading"))
        except SigningError as error:
            raise FormatError("booklet.sign." + error.key) from error
        save_bytes(data, path)
        return True

    return bool(window.files.work(text("sign.working"), work, path))
