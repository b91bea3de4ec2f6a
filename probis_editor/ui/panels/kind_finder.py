"""Find a kind of element by typing a few letters of what it is called, or of what a clerk would call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from probis_editor.kinds import KINDS, Family
from probis_editor.ui import kind_icons

Text = Callable[..., str]
_FAMILIES = (Family.ACTIVITY, Family.GATEWAY, Family.EVENT, Family.DATA)
_FIRST = (
    "task",
    "gateway.exclusive",
    "event.end",
    "gateway.parallel",
    "data.object",
    "annotation",
    "subprocess",
)
_WORDS = ("event.start", "event.catch", "call", *_FIRST)
"""Kinds that are also found by other words, `kindfind.words.<kind>`."""


def findable(after: bool) -> list[str]:
    """The kinds to choose from, the usual ones first; `after` a step none that only begins."""
    rest = [k.id for k in KINDS if k.family in _FAMILIES and k.id != "event.boundary"]
    return [k for k in dict.fromkeys((*_FIRST, *rest)) if not (after and k == "event.start")]


class KindFinder(QFrame):
    """Typing narrows the list, arrows walk in it, Enter takes, Esc gives up."""

    def __init__(
        self, parent: QWidget, text: Text, kinds: Iterable[str], then: Callable[[str], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        self._rows: list[tuple[str, str, str]] = []
        for kind_id in kinds:
            name = text("kind." + kind_id)
            words = text("kindfind.words." + kind_id) if kind_id in _WORDS else ""
            self._rows.append((kind_id, name, f"{name} {words}".casefold()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(text("kindfind.hint"))
        self.wanted.setAccessibleName(text("kindfind.hint"))
        self.wanted.textChanged.connect(self._narrow)
        self.wanted.installEventFilter(self)
        self.list = QListWidget()
        self.list.setIconSize(QSize(20, 20))
        self.list.setAccessibleName(text("kindfind.list"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._take)
        layout.addWidget(self.wanted)
        layout.addWidget(self.list)
        self.resize(280, 320)
        self._narrow("")

    def open_at(self, spot: QPoint) -> None:
        """Show the list with its corner at a place of the screen, wholly on that screen."""
        room = self.screen().availableGeometry()
        x = max(room.left(), min(spot.x(), room.right() - self.width()))
        y = max(room.top(), min(spot.y(), room.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.wanted.setFocus()

    @property
    def found(self) -> list[str]:
        """The kinds in the list."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def _narrow(self, wanted: str) -> None:
        parts = wanted.casefold().split()
        fit = [r for r in self._rows if all(part in r[2] for part in parts)]
        fit.sort(key=lambda r: not r[1].casefold().startswith(" ".join(parts)))
        self.list.clear()
        for kind_id, name, _ in fit:
            item = QListWidgetItem(QIcon(kind_icons.picture(kind_id, 20)), name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, kind_id)
        self.list.setCurrentRow(0)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if by is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(target, event)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            kind_id = item.data(Qt.ItemDataRole.UserRole)
            self.close()
            self._then(kind_id)
