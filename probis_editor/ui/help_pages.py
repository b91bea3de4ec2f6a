"""The list of shortcuts, made from the actions themselves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from probis_editor.ui import look
from probis_editor.ui.actions import ACTIONS
from probis_editor.ui.menus import MENUS, listed

_MOUSE = (
    "wheel", "ctrl_wheel", "space", "arrows", "tab", "into", "out_of", "type", "double_click", "alt_click",
    "shift_drag", "alt_drag",
)  # fmt: skip


def shortcuts(parent: QWidget, text: Callable[..., str]) -> None:
    """Show the keys, menu by menu."""
    rows = {row.id: row for row in ACTIONS}
    dialog = QDialog(parent)
    dialog.setWindowTitle(text("ui.action.shortcuts"))
    dialog.resize(720, 560)
    page = QWidget()
    page.setObjectName("page")
    page.setStyleSheet(f"QWidget#page {{ background: {look.BASE}; }}")
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 16, 24, 24)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    at = 0
    for menu, names in MENUS:
        found = [rows[n] for n in listed(names) if rows[n].keys or rows[n].letters]
        if not found:
            continue
        at = _section(grid, at, text("ui.menu." + menu).replace("&", ""))
        for row in found:
            shown = [*row.keys, *(x for x in row.letters if x != "Return")]
            keys = [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in shown]
            at = _row(
                grid,
                at,
                text("ui.action." + row.id).rstrip("…"),
                "   ".join(keys),
            )
    at = _section(grid, at, text("ui.mouse.title"))
    for name in _MOUSE:
        at = _row(grid, at, text(f"ui.mouse.{name}"), text(f"ui.mouse.{name}_keys"))
    grid.setColumnStretch(0, 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    dialog.exec()


def _section(grid: QGridLayout, at: int, title: str) -> int:
    label = QLabel(title)
    label.setObjectName("section")
    label.setContentsMargins(0, 12, 0, 2)
    grid.addWidget(label, at, 0, 1, 2)
    return at + 1


def _row(grid: QGridLayout, at: int, what: str, keys: str) -> int:
    grid.addWidget(QLabel(what), at, 0)
    shown = QLabel(keys)
    shown.setStyleSheet(f"color: {look.ACCENT}; font-weight: bold;")
    grid.addWidget(shown, at, 1)
    return at + 1
