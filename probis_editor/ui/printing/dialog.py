"""Cetak: which pages, which sides, what becomes of folded sheets; to a printer or into a PDF."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet import impose
from probis_editor.booklet.impose import Pass
from probis_editor.booklet.seen import Leaf
from probis_editor.ui import look
from probis_editor.ui.session import Session

ALL, RANGE, CHANGED = range(3)
A3 = ("apart", "with", "none")


class PrintDialog(QDialog):
    """`wanted` is "print" or "pdf" once it was accepted, `passes` what goes through the printer."""

    def __init__(
        self, parent: QWidget, session: Session, leaves: tuple[Leaf, ...], changed: list[int], known: bool
    ) -> None:
        super().__init__(parent)
        self._session, self._leaves, self._changed = session, leaves, changed
        self.wanted = ""
        self.passes: list[Pass] = []
        self.pages: list[int] = []
        text = session.text
        self.setWindowTitle(text("print.title"))
        self.setMinimumWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = QLabel(text("print.title"))
        head.setObjectName("heading")
        layout.addWidget(head)
        layout.addLayout(self._which(known))
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(8)
        self.way = self._choice(rows, "way", impose.WAYS)
        self.backwards = QCheckBox(text("print.backwards"))
        rows.addRow("", self.backwards)
        self.a3 = self._choice(rows, "a3", A3)
        self.a3.setEnabled(any(leaf.sheet == "a3" for leaf in leaves))
        layout.addLayout(rows)
        self.says = QLabel()
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(36)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.says)
        layout.addLayout(self._foot())
        self.backwards.toggled.connect(self._show)
        self._show()

    def _which(self, known: bool) -> QVBoxLayout:
        text = self._session.text
        column = QVBoxLayout()
        column.setSpacing(6)
        self.which = QButtonGroup(self)
        everything = QRadioButton(text("print.all", n=len(self._leaves)))
        some = QRadioButton(text("print.range"))
        news = QRadioButton(
            text("print.changed", n=len(self._changed)) if known else text("print.changed_none")
        )
        news.setEnabled(known and bool(self._changed))
        for value, button in ((ALL, everything), (RANGE, some), (CHANGED, news)):
            self.which.addButton(button, value)
        everything.setChecked(True)
        self.range = QLineEdit()
        self.range.setPlaceholderText(text("print.range_hint"))
        self.range.setAccessibleName(text("print.range"))
        self.range.textEdited.connect(lambda _: some.setChecked(True))
        self.range.textChanged.connect(lambda _: self._show())
        row = QHBoxLayout()
        row.addWidget(some)
        row.addWidget(self.range, 1)
        column.addWidget(everything)
        column.addLayout(row)
        column.addWidget(news)
        self.which.idToggled.connect(lambda *_: self._show())
        return column

    def _choice(self, rows: QFormLayout, key: str, values: tuple[str, ...]) -> QComboBox:
        combo = QComboBox()
        for value in values:
            combo.addItem(self._session.text(f"print.{key}_{value}"), value)
        label = QLabel(self._session.text("print." + key))
        label.setBuddy(combo)
        combo.setAccessibleName(label.text())
        combo.currentIndexChanged.connect(lambda _: self._show())
        rows.addRow(label, combo)
        return combo

    def _foot(self) -> QHBoxLayout:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.pdf = QPushButton(text("print.pdf"))
        self.pdf.clicked.connect(lambda: self._end("pdf"))
        row.addWidget(self.pdf)
        self.do = QPushButton(text("print.do"))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(lambda: self._end("print"))
        row.addWidget(self.do)
        return row

    def _show(self) -> None:
        """Work out what would be printed, and say it."""
        if not hasattr(self, "do"):
            return
        which = self.which.checkedId()
        self.backwards.setVisible(self.way.currentData() in ("even", "turn"))
        pages: list[int] | None = list(range(len(self._leaves)))
        if which == RANGE:
            pages = impose.chosen(self._leaves, self.range.text())
        elif which == CHANGED:
            pages = list(self._changed)
        said, wrong = "", False
        self.pages = pages or []
        self.passes = impose.passes(
            self._leaves,
            self.pages,
            self.way.currentData(),
            self.a3.currentData(),
            self.backwards.isChecked(),
        )
        text = self._session.text
        if pages is None:
            wrong = bool(self.range.text().strip())
            said = text("print.bad_range") if wrong else text("print.range_help")
        elif not self.passes:
            said, wrong = text("print.nothing"), True
        else:
            parts = []
            for one in self.passes:
                sides = sum(1 for at in one.pages if at is not None)
                parts.append(text("print.pass_" + one.name, n=sides, sheets=len(one.pages)))
            said = "  ·  ".join(parts)
        self.says.setText(said)
        self.says.setStyleSheet(f"color: {look.ERROR if wrong else look.MUTED};")
        self.do.setEnabled(bool(self.passes))
        self.pdf.setEnabled(bool(self.passes))

    def _end(self, wanted: str) -> None:
        self.wanted = wanted
        self.accept()
