"""Laporan impor: per map what was read, guessed, repaired or left out, each with its place on the map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from probis_editor.model.elements import Map
from probis_editor.ui import icons, look
from probis_editor.ui.session import Session
from probis_editor.ui.trees import bold, stretch_first

if TYPE_CHECKING:
    from probis_editor.formats.base import Level, Notice

_ORDER: tuple[Level, ...] = ("left_out", "repaired", "guessed", "read")
_ICONS = {"left_out": "triangle-alert", "repaired": "check", "guessed": "circle-help", "read": "info"}
_MOST_OPEN = 60
_MOST_ROWS = 3000
"""Rows that are shown at most; who has more reads the JSON."""


class ReportPanel(QWidget):
    asked = Signal(str, str)
    """(map, element) that a row was about."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._summary = QLabel()
        self._summary.setContentsMargins(12, 6, 12, 6)
        self._summary.setStyleSheet(f"background: {look.BASE}; color: {look.MUTED};")
        layout.addWidget(self._summary)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([session.text("ui.report." + c) for c in ("what", "element")])
        self.tree.setRootIsDecorated(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setStyleSheet(
            "QTreeView::item { height: 24px; } QHeaderView::section { padding: 3px 8px; }"
        )
        stretch_first(self.tree, 260)
        self.tree.itemActivated.connect(self._go)
        layout.addWidget(self.tree)

    def show_notices(self) -> int:
        """Fill in the session's notices; how many there are."""
        text, notices = self._session.text, self._session.notices
        self.tree.clear()
        levels = Counter(n.level for n in notices)
        parts = [
            text(self._session.report_words + level, n=levels[level]) for level in _ORDER if levels[level]
        ]
        self._summary.setText("  ·  ".join(parts) if parts else text("ui.report.nothing"))
        by_map: dict[str, list[Notice]] = {}
        for notice in notices:
            by_map.setdefault(notice.map, []).append(notice)
        rows = 0
        for map_id, name in self._maps():
            found = by_map.get(map_id, [])
            if found and rows < _MOST_ROWS:
                self._add(map_id, name, found)
                rows += len(found)
        return len(notices)

    def _maps(self) -> list[tuple[str, str]]:
        document = self._session.document
        named = [(m.id, " ".join(m.name.split())) for m in document.maps() if isinstance(m, Map)]
        return [("", self._session.text("ui.report.files")), *named]

    def _add(self, map_id: str, name: str, notices: list[Notice]) -> None:
        text = self._session.text
        levels = Counter(n.level for n in notices)
        worst = next(level for level in _ORDER if levels[level])
        counts = [
            text(self._session.report_words + level, n=levels[level]) for level in _ORDER if levels[level]
        ]
        top = QTreeWidgetItem([name, ",  ".join(counts)])
        top.setData(0, Qt.ItemDataRole.UserRole, (map_id, ""))
        top.setIcon(0, icons.icon(_ICONS[worst], self._color(worst)))
        top.setForeground(1, QColor(look.MUTED))
        bold(top)
        self.tree.addTopLevelItem(top)
        for notice in sorted(notices, key=lambda n: _ORDER.index(n.level)):
            element = self._session.document.element(notice.map, notice.element)
            told = " ".join(element.name.split()) if element is not None else ""
            args = {name: value if value != "" else text("ui.report.nameless") for name, value in notice.args}
            item = QTreeWidgetItem([text(notice.key, **args), told])
            item.setIcon(0, icons.icon(_ICONS[notice.level], self._color(notice.level)))
            item.setData(0, Qt.ItemDataRole.UserRole, (notice.map, notice.element))
            item.setToolTip(0, item.text(0))
            top.addChild(item)
        top.setExpanded(worst != "read" and len(notices) <= _MOST_OPEN)

    @staticmethod
    def _color(level: str) -> str:
        return {"left_out": look.ERROR, "read": look.ACCENT}.get(level, look.GUESSED)

    def _go(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, Qt.ItemDataRole.UserRole)
        if place and place[0]:
            self.asked.emit(*place)
