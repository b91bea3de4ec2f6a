"""The title of a panel: its name and a quiet button that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from probis_editor.ui import icons, look


class DockTitle(QFrame):
    def __init__(self, dock: QDockWidget, close: str) -> None:
        super().__init__(dock)
        self.setObjectName("docktitle")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 4, 3)
        row.addWidget(QLabel(dock.windowTitle()))
        row.addStretch(1)
        button = close_button(self, close)
        button.clicked.connect(dock.close)
        row.addWidget(button)
        self._collapsed = False

    def collapse(self, on: bool) -> None:
        """Take no room, where a tab already says the name."""
        if on != self._collapsed:
            self._collapsed = on
            self.setVisible(not on)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._collapsed else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def close_button(parent: QWidget, tip: str) -> QToolButton:
    """A small cross."""
    button = QToolButton(parent)
    button.setObjectName("quiet")
    button.setIcon(icons.icon("x", look.MUTED))
    button.setIconSize(QSize(14, 14))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
