"""Rows of a form that show and change the draft of a book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from probis_editor.ui.bookmaking.draft import Draft

Text = Callable[..., str]


class Rows(QFormLayout):
    """Fields bound to the draft: `show` reads a value, `put` writes one."""

    def __init__(self, draft: Draft, text: Text) -> None:
        super().__init__()
        self._draft, self._text = draft, text
        self._shows: list[Callable[[], None]] = []
        self._showing = False
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(8)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def refresh(self) -> None:
        """Show the draft as it is now."""
        self._showing = True
        for show in self._shows:
            show()
        self._showing = False

    def _write(self, write: Callable[[Any], object], value: Any) -> None:
        if not self._showing:
            write(value)

    def _label(self, key: str) -> str:
        return self._text("bookmake." + key)

    def profile_field(self, field: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        """How a field of the profile is read and written."""
        return lambda: getattr(self._draft.profile, field), lambda value: self._draft.set(**{field: value})

    def own_field(self, field: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        """How a field of the document's book is read and written."""
        return lambda: getattr(self._draft, field), lambda value: self._draft.put(**{field: value})

    def choice(self, key: str, rows: Sequence[tuple[Any, str]], bound) -> QComboBox:
        """One of several values."""
        read, write = bound
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        for value, words in rows:
            combo.addItem(words, value)
        combo.activated.connect(lambda _: self._write(write, combo.currentData()))
        self._shows.append(lambda: combo.setCurrentIndex(max(0, combo.findData(read()))))
        self._add(key, combo)
        return combo

    def line(self, key: str, bound, tip: str = "", beside: QWidget | None = None) -> QLineEdit:
        """A line of text, and what stands at its right; an empty one is written as it is."""
        read, write = bound
        edit = QLineEdit()
        edit.setToolTip(tip)
        edit.textEdited.connect(lambda words: self._write(write, words.strip()))

        def show() -> None:
            if not edit.hasFocus() or edit.text().strip() != read():
                edit.setText(read())

        self._shows.append(show)
        self._add(key, edit, beside)
        return edit

    def millimetres(self, key: str, bound) -> QDoubleSpinBox:
        """A length of 5 to 60 mm."""
        read, write = bound
        spin = QDoubleSpinBox()
        spin.setRange(5, 60)
        spin.setDecimals(1)
        spin.setLocale(QLocale(self._text("ui.locale")))
        spin.setSuffix(" mm")
        spin.setFixedWidth(110)
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda value: self._write(write, float(value)))
        self._shows.append(lambda: spin.setValue(read()))
        self._add(key, spin)
        return spin

    def number(self, key: str, least: int, most: int, bound) -> QSpinBox:
        """A whole number."""
        read, write = bound
        spin = QSpinBox()
        spin.setRange(least, most)
        spin.setFixedWidth(80)
        spin.valueChanged.connect(lambda value: self._write(write, int(value)))
        self._shows.append(lambda: spin.setValue(read()))
        self._add(key, spin)
        return spin

    def check(self, key: str, bound) -> QCheckBox:
        """Yes or no."""
        read, write = bound
        box = QCheckBox(self._label(key))
        box.toggled.connect(lambda on: self._write(write, on))
        self._shows.append(lambda: box.setChecked(bool(read())))
        self.addRow("", box)
        return box

    def _add(self, key: str, field, beside: QWidget | None = None) -> None:
        label = QLabel(self._label(key))
        label.setBuddy(field)
        field.setAccessibleName(self._label(key))
        if beside is None:
            self.addRow(label, field)
            return
        both = QHBoxLayout()
        both.setSpacing(6)
        both.addWidget(field, 1)
        both.addWidget(beside)
        self.addRow(label, both)
