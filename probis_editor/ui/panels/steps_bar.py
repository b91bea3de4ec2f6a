"""The bar over the table of steps, and the pages that stand in its place where there is no table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from probis_editor.ui import icons, look

_BUTTONS = (
    ("add", "plus"),
    ("remove", "trash-2"),
    ("up", "arrow-up"),
    ("down", "arrow-down"),
    ("", ""),
    ("import", "file-up"),
    ("export", "file-down"),
    ("", ""),
    ("tidy", "wand-sparkles"),
)
_FIRST = (("begin", "pencil"), ("paste", "clipboard-paste"), ("import", "file-up"))

Text = Callable[..., str]
Do = Callable[[str], None]


class StepsBar(QFrame):
    """`buttons` by the name of what they do; `count` says how many steps there are."""

    def __init__(self, text: Text, do: Do) -> None:
        super().__init__()
        self._text = text
        self._do = do
        self.buttons: dict[str, QToolButton] = {}
        self.setObjectName("stepsbar")
        self.setStyleSheet(
            f"QFrame#stepsbar {{ background: {look.BASE}; border-bottom: 1px solid {look.BORDER}; }}"
            "QToolButton { border: none; border-radius: 5px; padding: 3px 5px; }"
            f"QToolButton:hover {{ background: {look.ACCENT_HOVER}; }}"
            f"QToolButton:checked {{ background: {look.ACCENT_SOFT}; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(2)
        for name, icon in _BUTTONS:
            if name:
                row.addWidget(self._button(name, icon))
            else:
                row.addSpacing(12)
        tidy = self.buttons["tidy"]
        tidy.setText(" " + text("steps.do.tidy"))
        tidy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addStretch(1)
        self.count = muted("")
        row.addWidget(self.count)
        row.addSpacing(8)
        full = self._button("full", "maximize")
        full.setCheckable(True)
        row.addWidget(full)

    def _button(self, name: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(self._text("steps.tip." + name))
        button.setAccessibleName(self._text("steps.do." + name))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._do(name))
        self.buttons[name] = button
        return button

    def enable(self, can_add: bool, some: bool) -> None:
        """What makes sense for a map that takes rows or not, and has some or none."""
        for name in ("add", "import"):
            self.buttons[name].setEnabled(can_add)
        for name in ("remove", "up", "down"):
            self.buttons[name].setEnabled(can_add and some)
        for name in ("export", "tidy"):
            self.buttons[name].setEnabled(some)

    def show_full(self, on: bool) -> None:
        self.buttons["full"].setChecked(on)
        self.buttons["full"].setIcon(icons.icon("minimize" if on else "maximize"))


class Page(QFrame):
    """Widgets one under the other in the middle."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in widgets:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class EmptyPage(Page):
    """Teaches how a map without steps is begun."""

    def __init__(self, text: Text, do: Do) -> None:
        head = QLabel(text("steps.empty.head"))
        head.setObjectName("heading")
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for name, icon in _FIRST:
            first = not self.buttons
            button = QPushButton(" " + text("steps.empty." + name))
            button.setIcon(icons.icon(icon, "#FFFFFF" if first else look.TEXT))
            if first:
                button.setObjectName("primary")
            button.clicked.connect(lambda _=False, n=name: do(n))
            layout.addWidget(button)
            self.buttons[name] = button
        super().__init__(head, muted(text("steps.empty.teach")), row)


def muted(line: str) -> QLabel:
    """A quiet line of text."""
    label = QLabel(line)
    label.setObjectName("muted")
    return label
