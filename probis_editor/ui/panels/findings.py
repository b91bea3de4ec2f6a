"""Hasil Periksa: what to mend and what had better be, each with a way there and, where there is one, a repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.ui import icons, look
from probis_editor.ui.examiner import Examiner, Sign, sign
from probis_editor.ui.session import Session
from probis_editor.ui.trees import bold

if TYPE_CHECKING:
    from probis_editor.checks import Finding

_AT = Qt.ItemDataRole.UserRole
_TEXT, _PLACE, _FIX = range(3)
_GROUPS = (("error", "triangle-alert", look.ERROR), ("advice", "info", look.ACCENT))
_OPEN_UP_TO = 60


class FindingsPanel(QWidget):
    """A click goes to the place; Enter and a double-click go there too and open what mends it."""

    asked = Signal(object)
    """A finding that the user wants to see."""
    opened = Signal(object)
    """A finding that the user wants to mend by hand."""

    def __init__(self, session: Session, examiner: Examiner) -> None:
        super().__init__()
        self._session = session
        self.examiner = examiner
        self._shown: list[Finding] = []
        self._signs: list[Sign] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        self.tree = _Findings(self)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(_PLACE, 260)
        header.setSectionResizeMode(_FIX, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_FIX, 104)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemActivated.connect(self._activated)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        layout.addWidget(self.tree)
        self._good = QLabel(session.text("findings.nothing"))
        self._good.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._good.setWordWrap(True)
        self._good.setStyleSheet(f"background: {look.BASE}; color: {look.MUTED}; padding: 24px;")
        layout.addWidget(self._good)
        self._unseen = False
        """Whether the current finding is so without having been shown."""
        examiner.found.connect(self.refresh)
        session.place_changed.connect(self._place_changed)
        self.refresh()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 5, 12, 5)
        self.summary = QLabel()
        self.summary.setObjectName("muted")
        row.addWidget(self.summary)
        row.addStretch(1)
        self.here = QCheckBox(self._session.text("findings.here"))
        self.here.toggled.connect(self.refresh)
        row.addWidget(self.here)
        return head

    # Filling

    def refresh(self) -> None:
        """Show the examiner's findings; nothing moves where they are the same as before."""
        found = list(self.examiner.findings)
        if self.here.isChecked():
            found = [f for f in found if f.map == self._session.place.map]
        self.summary.setText(summary(self._session, found) if found else "")
        empty = not found
        self._good.setVisible(empty)
        self.tree.setVisible(not empty)
        signs = [sign(f) for f in found]
        self._shown = found
        if signs != self._signs:
            kept = self._kept()
            self._signs = signs
            self._fill()
            self._restore(*kept)

    def _fill(self) -> None:
        from probis_editor import checks

        text = self._session.text
        closed = {
            self.tree.topLevelItem(i).data(_FIX, _AT)
            for i in range(self.tree.topLevelItemCount())
            if not self.tree.topLevelItem(i).isExpanded()
        }
        self.tree.clear()
        for severity, icon, color in _GROUPS:
            rows = [(at, f) for at, f in enumerate(self._shown) if f.severity == severity]
            if not rows:
                continue
            top = QTreeWidgetItem([f"{text('checks.severity.' + severity)}  ({len(rows)})"])
            top.setIcon(_TEXT, icons.icon(icon, color))
            top.setForeground(_TEXT, QColor(look.shade(color)))
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            top.setData(_FIX, _AT, severity)
            bold(top, _TEXT)
            self.tree.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            for at, finding in rows:
                item = QTreeWidgetItem([checks.text(finding, self._session.tr_), finding.place, ""])
                item.setData(_TEXT, _AT, at)
                item.setToolTip(_TEXT, item.text(_TEXT))
                item.setToolTip(_PLACE, finding.place)
                item.setForeground(_PLACE, QColor(look.MUTED))
                if finding.fix is not None:
                    item.setText(_FIX, text("findings.fix"))
                    item.setToolTip(_FIX, self._session.label_text(finding.fix.label))
                top.addChild(item)
            few = severity == "error" or len(rows) <= _OPEN_UP_TO
            top.setExpanded(few and severity not in closed)

    def recolor(self) -> None:
        """Day has become night, or night day."""
        kept = self._kept()
        self._fill()
        self._restore(*kept)

    def _kept(self) -> tuple[Sign | None, int, int]:
        """What is current, at which place, and how far the list is scrolled."""
        items, current = self._items(), self.tree.currentItem()
        scrolled = self.tree.verticalScrollBar().value()
        if current not in items:
            return None, -1, scrolled
        return self._signs[current.data(_TEXT, _AT)], items.index(current), scrolled

    def _restore(self, wanted: Sign | None, place: int, scrolled: int) -> None:
        items = self._items()
        same = [i for i in items if wanted is not None and self._signs[i.data(_TEXT, _AT)] == wanted]
        if same:
            self.tree.setCurrentItem(same[0])
        elif items and place >= 0:
            self.tree.setCurrentItem(items[min(place, len(items) - 1)])
        self.tree.verticalScrollBar().setValue(scrolled)

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        return [top.child(i) for top in tops for i in range(top.childCount())]

    def finding(self, item: QTreeWidgetItem | None) -> Finding | None:
        at = item.data(_TEXT, _AT) if item is not None else None
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _place_changed(self) -> None:
        if self.here.isChecked():
            self.refresh()

    # Doing

    def step(self, by: int) -> None:
        """Go to the next finding (or the one before) and show it."""
        self.examiner.now()
        items = self._items()
        if not items:
            self._session.said.emit("info", self._session.text("findings.nothing"))
            return
        current = self.tree.currentItem()
        way = 0 if self._unseen and by > 0 else by
        at = items.index(current) + way if current in items else (0 if by > 0 else -1)
        item = items[at % len(items)]
        item.parent().setExpanded(True)
        self.tree.setCurrentItem(item)
        self._go(item)

    def take_keyboard(self) -> None:
        """The keyboard goes to the list, with a finding current in it that Enter shows."""
        items = self._items()
        if items and self.tree.currentItem() not in items:
            items[0].parent().setExpanded(True)
            self.tree.setCurrentItem(items[0])
            self._unseen = True
        self.tree.setFocus()

    def reveal(self, finding: Finding) -> None:
        """Make a finding the current one and bring it into sight, where it is still found."""
        wanted = sign(finding)
        item = next((i for i in self._items() if self._signs[i.data(_TEXT, _AT)] == wanted), None)
        if item is not None:
            item.parent().setExpanded(True)
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)

    def _go(self, item: QTreeWidgetItem) -> None:
        self._unseen = False
        finding = self.finding(item)
        if finding is not None:
            self.asked.emit(finding)

    def _clicked(self, item: QTreeWidgetItem, column: int) -> None:
        finding = self.finding(item)
        if finding is None:
            item.setExpanded(not item.isExpanded())
        elif column == _FIX and finding.fix is not None:
            self.fix(finding)
        else:
            self._go(item)

    def _activated(self, item: QTreeWidgetItem, column: int) -> None:
        finding = self.finding(item)
        if finding is not None and (column != _FIX or finding.fix is None):
            self._go(item)
            self.opened.emit(finding)

    def fix(self, finding: Finding) -> None:
        """Mend a finding; the place is shown first, so that the change is seen."""
        self.asked.emit(finding)
        self.examiner.fix(finding)

    def _menu(self, spot) -> None:
        finding = self.finding(self.tree.itemAt(spot))
        if finding is None:
            return
        text, menu = self._session.text, QMenu(self)
        menu.addAction(text("findings.go"), lambda: self.asked.emit(finding))
        if finding.fix is not None:
            menu.addAction(text("findings.fix"), lambda: self.fix(finding))
            same = sum(1 for f in self.examiner.findings if f.rule == finding.rule and f.fix is not None)
            if same > 1:
                menu.addAction(text("findings.fix_all", n=same), lambda: self.examiner.fix_all(finding))
        menu.exec(self.tree.viewport().mapToGlobal(spot))


def summary(session: Session, findings: list[Finding]) -> str:
    """ "3 perlu diperbaiki · 12 saran"."""
    errors = sum(1 for f in findings if f.severity == "error")
    parts = [("errors", errors), ("advice", len(findings) - errors)]
    return " · ".join(session.text("findings." + key, n=n) for key, n in parts if n)


class _Findings(QTreeWidget):
    """The list; Enter activates, Space mends."""

    def __init__(self, panel: FindingsPanel) -> None:
        super().__init__()
        self._panel = panel
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setStyleSheet("QTreeView::item { height: 26px; }")
        self.setItemDelegateForColumn(_FIX, _Button(self))
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finding = self._panel.finding(self.currentItem())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            if finding is None:
                self.currentItem().setExpanded(not self.currentItem().isExpanded())
            self.itemActivated.emit(self.currentItem(), _TEXT)
        elif event.key() == Qt.Key.Key_Space and finding is not None and finding.fix is not None:
            self._panel.fix(finding)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        mends = index.column() == _FIX and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if mends else Qt.CursorShape.ArrowCursor)


class _Button(QStyledItemDelegate):
    """Draws the text of a cell as a small button; empty cells stay empty."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        words = index.data()
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(
            plain.widget.style().ControlElement.CE_ItemViewItem, plain, painter, plain.widget
        )
        if not words:
            return
        box: QRect = option.rect.adjusted(6, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.ACCENT))
        painter.setBrush(QColor(look.BASE))
        painter.drawRoundedRect(box, 5, 5)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, option, index) -> QSize:
        return QSize(96, 26)
