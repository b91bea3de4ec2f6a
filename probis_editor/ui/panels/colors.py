"""The ready colours of fills, lines and texts: their names, and the grid from which one is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget, QWidgetAction

from probis_editor.ui import icons

COLORS = {
    "#FFFFFF": "white", "#F2F4F5": "grey_palest", "#D9DEE1": "grey_pale", "#9AA5AA": "grey",
    "#4A5559": "grey_dark", "#000000": "black",
    "#E8F3F3": "teal_pale", "#BFDDDF": "teal", "#0F6E75": "teal_dark",
    "#E4EEFA": "blue_pale", "#A9C8EC": "blue", "#1F5FA8": "blue_dark",
    "#EDF6E6": "green_pale", "#BFE0A8": "green", "#3E7D1E": "green_dark",
    "#FFF6DC": "yellow_pale", "#FFDF8A": "yellow", "#B67A00": "yellow_dark",
    "#FDEBE7": "red_pale", "#F5B5A8": "red", "#B3261E": "red_dark",
    "#F3EAF8": "purple_pale", "#D3B5E6": "purple", "#6B2F91": "purple_dark",
}  # fmt: skip
"""Each with the key of its name in `ui.color`, by rows of COLUMNS."""
COLUMNS = 6
_WAYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}

Text = Callable[..., str]


def spoken(text: Text, color: str) -> str:
    """What a colour is called: by its name where it is a ready one; "" is what the theme says."""
    if not color:
        return text("ui.field.automatic")
    name = COLORS.get(color.upper())
    return text("ui.color." + name) if name else text("ui.color.own", code=color.upper())


class Swatches(QWidget):
    """The ready colours as buttons; arrow keys go from one to the next, beyond the first and last row to the menu."""

    def __init__(self, text: Text, report: Callable[[str], None]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setSpacing(2)
        self.buttons: list[QToolButton] = []
        for at, color in enumerate(COLORS):
            button = QToolButton()
            button.setIcon(icons.swatch(color))
            button.setIconSize(QSize(20, 20))
            button.setAutoRaise(True)
            button.setAccessibleName(spoken(text, color))
            button.setToolTip(spoken(text, color))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, c=color: report(c))
            button.installEventFilter(self)
            grid.addWidget(button, at // COLUMNS, at % COLUMNS)
            self.buttons.append(button)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # a menu hands its keys only to what can have the focus
        self.setFocusProxy(self.buttons[0])

    def eventFilter(self, watched, event) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            to = self.buttons.index(watched) + _WAYS.get(key, 0)
            if key in _WAYS and 0 <= to < len(self.buttons):
                self.buttons[to].setFocus()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.click()
                return True
        return super().eventFilter(watched, event)


def action(menu: QMenu, text: Text, report: Callable[[str], None]) -> QWidgetAction:
    """The grid as a row of a menu."""
    row = QWidgetAction(menu)
    row.setDefaultWidget(Swatches(text, report))
    return row
