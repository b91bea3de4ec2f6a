"""A question with rows of fields that says, while it is filled in, what cannot be taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from probis_editor.model import numbering
from probis_editor.model.document import Document
from probis_editor.ui import look
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session


class CheckedForm(Form):
    """`check` returns what is wrong, "" for nothing; the button waits for that."""

    def __init__(self, parent: QWidget, session: Session, title: str, do: str = "ui.button.ok") -> None:
        super().__init__(parent, session.text, title, do)
        self._text = session.text
        self.check: Callable[[], str] = lambda: ""
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setObjectName("muted")
        self.problem.setAccessibleName(session.text("facts.problem"))
        self.setMinimumWidth(560)

    def row(self, key: str, widget: QWidget) -> QWidget:
        label = QLabel(self._text(key))
        label.setBuddy(widget)
        label.setMinimumHeight(28)
        widget.setAccessibleName(label.text())
        self.rows.addRow(label, widget)
        return widget

    def field(self, key: str, value: str = "", hint: str = "") -> QLineEdit:
        """A line of text."""
        edit = QLineEdit(value)
        edit.setPlaceholderText(hint)
        edit.textChanged.connect(self.refresh)
        self.row(key, edit)
        return edit

    def lines(self, key: str, value: str = "", rows: int = 3, hint: str = "") -> QPlainTextEdit:
        """Several lines of text; Tab goes on to the next field."""
        edit = QPlainTextEdit(value)
        edit.setPlaceholderText(hint)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(edit.fontMetrics().lineSpacing() * rows + 20)
        edit.textChanged.connect(self.refresh)
        self.row(key, edit)
        return edit

    def choice(
        self, key: str, rows: Sequence[tuple[str, str]], value: str = "", editable: bool = False
    ) -> QComboBox:
        """A choice between (value, words)."""
        combo = QComboBox()
        combo.setEditable(editable)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for row, words in rows:
            combo.addItem(words, row)
        if editable:
            combo.setCurrentText(value)
            combo.currentTextChanged.connect(self.refresh)
        else:
            combo.setCurrentIndex(max(combo.findData(value), 0))
            combo.currentIndexChanged.connect(self.refresh)
        self.row(key, combo)
        return combo

    def tick(self, key: str, on: bool = False) -> QCheckBox:
        box = QCheckBox(self._text(key))
        box.setChecked(on)
        box.toggled.connect(self.refresh)
        self.rows.addRow("", box)
        return box

    def note(self, words: str) -> QLabel:
        """A quiet sentence."""
        label = QLabel(words)
        label.setObjectName("muted")
        label.setWordWrap(True)
        self.rows.addRow(label)
        return label

    def ask(self) -> bool:
        """Show it; whether the user wants what it says."""
        self.rows.addRow(self.problem)
        self.refresh()
        # What is still empty is no mistake yet: red only once something was entered.
        self.problem.setStyleSheet("")
        return bool(self.exec())

    def refresh(self) -> None:
        """Look again at what is wrong."""
        said = self.check()
        self.problem.setText(said)
        self.problem.setStyleSheet(f"color: {look.ERROR};")
        self.problem.setVisible(bool(said))
        self.do.setEnabled(not said)


class Ticks(QTreeWidget):
    """A tree whose rows are ticked; Space ticks the current one."""

    def __init__(self, rows: int = 7) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setObjectName("boxed")
        self.setStyleSheet(f"QTreeWidget#boxed {{ border: 1px solid {look.BORDER}; border-radius: 5px; }}")
        self.setMinimumHeight(28 * rows + 4)

    def add(self, words: str, key: str, on: bool, above: QTreeWidgetItem | None = None) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setData(0, Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setToolTip(0, words)
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
            above.setExpanded(True)
        return item

    def items(self) -> list[QTreeWidgetItem]:
        """All rows, from top to bottom."""
        found: list[QTreeWidgetItem] = []

        def take(item: QTreeWidgetItem) -> None:
            found.append(item)
            for at in range(item.childCount()):
                take(item.child(at))  # type: ignore[arg-type] # within the count there is one

        for at in range(self.topLevelItemCount()):
            take(self.topLevelItem(at))  # type: ignore[arg-type]
        return found

    def ticked(self) -> tuple[str, ...]:
        """The keys of the ticked rows, from top to bottom."""
        on = Qt.CheckState.Checked
        return tuple(i.data(0, Qt.ItemDataRole.UserRole) for i in self.items() if i.checkState(0) == on)


def processes(document: Document, chosen: Sequence[str]) -> Ticks:
    """The process tree, some of it ticked."""
    ticks, codes = Ticks(), numbering.codes(document)
    above: list[QTreeWidgetItem] = []
    for depth, process in numbering.walk(document):
        del above[depth:]
        words = f"{codes[process.id]}  {process.name}".strip()
        above.append(ticks.add(words, process.id, process.id in chosen, above[-1] if above else None))
    return ticks
