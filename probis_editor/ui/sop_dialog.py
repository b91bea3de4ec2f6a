"""Lembar SOP: which map, what its first page says, then a PDF or a workbook. The fields are one undo step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet.sop import make
from probis_editor.commands import sop
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.queries import code_of, title_of
from probis_editor.ui import dialogs, jobs, wording
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

LINES = ("number", "made", "revised", "effective")
TEXTS = ("laws", "skills", "related", "tools", "warnings", "records")
_KINDS = {".pdf": "ui.file.pdf", ".xlsx": "sop.file_xlsx"}


def start(window: MainWindow) -> bool:
    """Ask, keep what was said, and write the sheets; whether they were written."""
    window.end_editing()
    session = window.session
    if not make.offered(session.document):
        session.said.emit("error", session.text("sop.none"))
        return False
    form = SopForm(window, session)
    if not form.exec():
        return False
    form.keep()
    chosen, suffix = form.chosen(), form.suffix
    name = window.files.proposed(suffix, session.text("sop.of", title=form.name()))
    title = "ui.action.sop"
    path = dialogs.ask_save_as(window, session.text, title, name, [(_KINDS[suffix], suffix)])
    return path is not None and write(window, chosen, path)


def write(window: MainWindow, maps: list[Map], path: Path) -> bool:
    """Write the sheets of the maps to `path`, PDF or .xlsx; whether they were written. What fails is told."""
    from probis_editor.i18n import Translator

    frozen = Document(window.session.document.records())
    tr = Translator(frozen.settings.language)

    def sheets(progress: jobs.Progress) -> bytes:
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            progress(done, len(maps))

        if path.suffix.lower() == ".xlsx":
            from probis_editor.booklet.sop.excel import xlsx

            return xlsx(frozen, maps[0], tr)
        return make.pdf(frozen, maps, tr, step)

    return window.files.write(path, sheets)


class SopForm(Form):
    """The map in front is chosen where it has steps. The texts show what is proposed while the office says nothing."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session.text, "sop.heading", "sop.make_pdf")
        text = session.text
        self._session = session
        self._maps = make.offered(session.document)
        self._shown: Map | None = None
        self.suffix = ".pdf"
        self.setMinimumWidth(760)
        self.map = QComboBox()
        self.map.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        document = session.document
        for one in self._maps:
            self.map.addItem(f"{code_of(document, one)}  {title_of(document, one)}".strip(), one.id)
        self.rows.addRow(text("sop.map"), self.map)
        self.lines: dict[str, QLineEdit] = {}
        for name in LINES:
            self.lines[name] = self.line(text("sop." + name), "", text("sop.by_hand"))
        self.texts: dict[str, QPlainTextEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for at, name in enumerate(TEXTS):
            grid.addLayout(self._text(name), at // 2, at % 2)
        self.rows.addRow(grid)
        self.unlinked = QLabel(text("sop.unlinked"))
        self.unlinked.setObjectName("muted")
        self.unlinked.setWordWrap(True)
        self.rows.addRow(self.unlinked)
        self.every = QCheckBox(text("sop.every", n=len(self._maps)))
        self.rows.addRow(self.every)
        self.excel = QPushButton(text("sop.make_excel"))
        self.excel.clicked.connect(self._as_workbook)
        foot = self.layout().itemAt(self.layout().count() - 1).layout()
        foot.insertWidget(foot.count() - 1, self.excel)
        self.every.toggled.connect(self.excel.setDisabled)
        ids = [one.id for one in self._maps]
        self.map.setCurrentIndex(ids.index(session.place.map) if session.place.map in ids else 0)
        self.map.currentIndexChanged.connect(lambda _: self._switch())
        self._show()
        self.lines["number"].setFocus()

    def _text(self, name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        label = QLabel(self._session.text("sop." + name))
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        # The sheet of styles gives every field a least height, which wins over that of the widget.
        edit.setStyleSheet(f"min-height: {edit.fontMetrics().lineSpacing() * 3}px;")
        edit.setAccessibleName(label.text())
        label.setBuddy(edit)
        column.addWidget(label)
        column.addWidget(edit)
        self.texts[name] = edit
        return column

    def _switch(self) -> None:
        self.keep()
        self._show()

    def _show(self) -> None:
        """Show what stands for the chosen map; what is only proposed stands grey in an empty field."""
        from probis_editor.booklet.sop.identity import identity
        from probis_editor.i18n import Translator

        document = self._session.document
        self._shown = record = document.map(self.map.currentData())
        said = sop.said(document, record.process)
        blocks = identity(document, record, Translator(document.settings.language)).blocks
        linked = document.process(record.process) is not None
        self.unlinked.setVisible(not linked)
        for name, line in self.lines.items():
            line.setText(getattr(said, name))
            line.setEnabled(linked)
        for (_, proposed), (name, edit) in zip(blocks, self.texts.items(), strict=True):
            edit.setPlainText("\n".join(getattr(said, name)))
            edit.setPlaceholderText("\n".join(proposed))
            edit.setEnabled(linked)

    def _as_workbook(self) -> None:
        self.suffix = ".xlsx"
        self.accept()

    def chosen(self) -> list[Map]:
        """The maps whose sheets are wanted."""
        if self.every.isChecked() and self.suffix == ".pdf":
            return self._maps
        return [self._session.document.map(self.map.currentData())]

    def name(self) -> str:
        """What the file is called."""
        return self._session.text("sop.all") if len(self.chosen()) > 1 else str(self.map.currentText())

    def keep(self) -> None:
        """Write the fields into the document as one undo step; nothing where nothing was changed."""
        record = self._shown
        document = self._session.document
        if record is None or document.process(record.process) is None:
            return
        fields: dict[str, str | tuple[str, ...]] = {n: e.text() for n, e in self.lines.items()}
        fields |= {n: tuple(e.toPlainText().split("\n")) for n, e in self.texts.items()}
        title = wording.step("sop", what=title_of(document, record))
        self._session.run(title, lambda tx: sop.say(tx, record.process, **fields))

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            self.focusWidget(), QPlainTextEdit
        ):
            return  # a line more in a text, never the end of the form
        super().keyPressEvent(event)
