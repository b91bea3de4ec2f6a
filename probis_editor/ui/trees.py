"""What several trees of rows do alike: a first column that takes the room, rows in bold."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem


def stretch_first(tree: QTreeWidget, *widths: int) -> None:
    """Give the first column all the room that the next ones, as wide as said, leave."""
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, wide in enumerate(widths, 1):
        header.resizeSection(column, wide)


def bold(item: QTreeWidgetItem, column: int = 0) -> None:
    """Write a column of a row in bold."""
    font = item.font(column)
    font.setBold(True)
    item.setFont(column, font)
