"""Everything can be reached with keys and has a name for those who hear the screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from small_maps import small
from ui.conftest import Driver

from probis_editor.ui.actions import ACTIONS

SPOKEN = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit,
)  # fmt: skip


@pytest.fixture
def window(driver: Driver):
    made = small()
    driver.open(made.document, made.map)
    driver.session.select([made.send])
    driver.window.viewing.find(replacing=True)
    QApplication.processEvents()
    return driver.window


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _in_popup(widget: QWidget) -> bool:
    """The list of a box of choices: Qt names it after the box."""
    return isinstance(widget, QAbstractItemView) and isinstance(
        widget.parentWidget().parentWidget(), QComboBox
    )


def test_every_control_has_a_name(window) -> None:
    nameless = []
    for widget in window.findChildren(QWidget):
        inner = (
            widget.objectName().startswith("qt_")
            or isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
            or _in_popup(widget)
        )
        if isinstance(widget, SPOKEN) and not inner and not _name(widget):
            chain, at = [], widget
            while at is not None and len(chain) < 4:
                chain.append(type(at).__name__)
                at = at.parentWidget()
            nameless.append(" < ".join(chain))
    assert sorted(set(nameless)) == []


def test_every_action_is_in_a_menu_or_has_a_key(window) -> None:
    in_menus = {action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    lost = [
        row.id for row in ACTIONS
        if window.bars.actions[row.id] not in in_menus and not row.keys and not row.letters
    ]  # fmt: skip
    assert lost == []


def test_every_menu_has_a_letter_of_its_own(window) -> None:
    letters = [QKeySequence.mnemonic(a.text()).toString() for a in window.menuBar().actions()]
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_every_action_has_words_and_says_its_key(window) -> None:
    for row in ACTIONS:
        action = window.bars.actions[row.id]
        assert action.text().strip(), row.id
        assert not action.toolTip().startswith("ui."), row.id
        if row.keys:
            shown = QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            assert shown in action.toolTip(), row.id


def test_no_key_does_two_things() -> None:
    keys = [k for row in ACTIONS for k in (*row.keys, *row.letters)]
    # Alt+Up moves what is selected, and goes up where nothing is
    assert sorted({k for k in keys if keys.count(k) > 1}) == ["Alt+Up"]
