"""The import report: what was read, guessed, repaired or left out; a double-click goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from probis_editor.model.elements import Map
from probis_editor.ui import icons, look
from probis_editor.ui.session import Session

_ORDER = ("left_out", "repaired", "guessed", "read")
_ICONS = {"left_out": "triangle-alert", "repaired": "settings", "guessed": "circle-help", "read": "check"}
_COLORS = {"left_out": look.ERROR, "repaired": look.GUESSED, "guessed": look.GUESSED, "read": look.ACCENT}


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
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([session.text("ui.report." + c) for c in ("map", "what", "element")])
        self.tree.setRootIsDecorated(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setStyleSheet(
            "QTreeView::item { height: 24px; } QHeaderView::section { padding: 3px 8px; }"
        )
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.resizeSection(0, 200)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(2, 180)
        self.tree.itemDoubleClicked.connect(self._go)
        layout.addWidget(self.tree)

    def show_notices(self) -> int:
        """Fill in the session's notices; how many there are."""
        text, notices = self._session.text, self._session.notices
        self.tree.clear()
        names = {m.id: m.name for m in self._session.document.of_type(Map)}
        self._summary.setText(text("ui.report.nothing"))
        self._summary.setVisible(not notices)
        for level in _ORDER:
            rows = [n for n in notices if n.level == level]
            if not rows:
                continue
            top = QTreeWidgetItem([text("ui.report.level." + level, n=len(rows))])
            top.setIcon(0, icons.icon(_ICONS[level], _COLORS[level]))
            top.setForeground(0, QColor(_COLORS[level]))
            self.tree.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for notice in rows:
                element = self._session.document.element(notice.map, notice.element)
                name = " ".join(element.name.split()) if element is not None else ""
                item = QTreeWidgetItem(
                    [names.get(notice.map, ""), text(notice.key, **dict(notice.args)), name]
                )
                item.setData(0, Qt.ItemDataRole.UserRole, (notice.map, notice.element))
                item.setToolTip(1, item.text(1))
                top.addChild(item)
            top.setExpanded(len(rows) <= 60)
        return len(notices)

    def _go(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, Qt.ItemDataRole.UserRole)
        if place and place[0]:
            self.asked.emit(*place)
