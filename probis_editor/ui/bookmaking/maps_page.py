"""The maps of the book: on which sheet and in which size each is printed, what comes of it, and which are annexed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.booklet import sizes
from probis_editor.booklet.outcomes import SHEETS, Outcome
from probis_editor.layout.paper import MIN_PT
from probis_editor.model import queries
from probis_editor.ui import look
from probis_editor.ui.bookmaking.draft import Draft
from probis_editor.ui.bookmaking.prospects import Prospects
from probis_editor.ui.session import Session
from probis_editor.ui.trees import stretch_first

_AT = Qt.ItemDataRole.UserRole
SHEET, SIZE, RESULT, ANNEX = 1, 2, 3, 4
"""Columns beside the map's name."""


class MapsPage(QWidget):
    """A row a map; sheet and size are chosen for all selected rows, the tick puts a map into the annex."""

    def __init__(self, session: Session, draft: Draft) -> None:
        super().__init__()
        self._session, self._draft = session, draft
        text, document = session.text, session.document
        self.prospects = Prospects(document, draft, document.settings.language, self)
        self.prospects.known.connect(self._known)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("bookmake.find_map"))
        self.search.setAccessibleName(text("bookmake.find_map"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        layout.addWidget(self.search)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(text("bookmake.maps_page"))
        self.tree.setStyleSheet("QTreeView::item { height: 26px; }")
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        columns = ("map", "sheet", "size", "result", "annex")
        self.tree.setHeaderLabels([text("bookmake.column_" + c) for c in columns])
        stretch_first(self.tree, 150, 118, 178, 92)
        self._filling = True
        self._sized: set[str] = set()
        for record in document.maps():
            code, title = queries.code_of(document, record), queries.title_of(document, record)
            name = title if not code or title == code else f"{code}  {title}"
            item = QTreeWidgetItem([" ".join(name.split()) if not code else name])
            item.setData(0, _AT, record.id)
            item.setToolTip(0, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.tree.addTopLevelItem(item)
            if sizes.can_resize(document, record.id):
                self._sized.add(record.id)
        self._filling = False
        self.tree.itemChanged.connect(self._ticked)
        self.tree.itemSelectionChanged.connect(self._selected)
        layout.addWidget(self.tree, 1)
        layout.addLayout(self._foot())
        self.help = QLabel(text("bookmake.maps_help"))
        self.help.setWordWrap(True)
        self.help.setObjectName("muted")
        layout.addWidget(self.help)
        draft.changed.connect(self.refresh)
        self.refresh()
        self._selected()

    def _foot(self) -> QHBoxLayout:
        text = self._session.text
        row = QHBoxLayout()
        row.setSpacing(8)
        self.sheet = self._combo(row, "sheet_for", self._set_sheet, 2)
        row.addSpacing(12)
        self.print_size = self._combo(row, "size_for", self._set_size, 2)
        for sheet in SHEETS:
            self.sheet.addItem(text("bookmake.sheet_" + (sheet or "auto")), sheet)
        for size in ("", *sizes.SIZES):
            self.print_size.addItem("", size)
        return row

    def _combo(self, row: QHBoxLayout, key: str, run, stretch: int) -> QComboBox:
        words = self._session.text("bookmake." + key)
        label, combo = QLabel(words), QComboBox()
        combo.setAccessibleName(words)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(20)
        combo.activated.connect(run)
        label.setBuddy(combo)
        row.addWidget(label)
        row.addWidget(combo, stretch)
        return combo

    def _items(self) -> list[QTreeWidgetItem]:
        found = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return [item for item in found if item is not None]

    def _chosen(self) -> list[str]:
        return [item.data(0, _AT) for item in self.tree.selectedItems()]

    # What is shown

    def refresh(self) -> None:
        """Show the draft."""
        self._filling = True
        for item in self._items():
            self._show(item)
        self._filling = False
        self._offer()

    def _show(self, item: QTreeWidgetItem) -> None:
        text, map_id = self._session.text, item.data(0, _AT)
        sheet = self._draft.sheets.get(map_id, "")
        item.setText(SHEET, text("bookmake.sheet_" + (sheet or "auto")))
        item.setText(SIZE, text("bookmake.size_" + self._size(map_id)) if map_id in self._sized else "–")
        own = map_id in self._sized and self._draft.sizes.get(map_id)
        item.setForeground(SIZE, QBrush() if own else QBrush(QColor(look.MUTED)))
        item.setForeground(SHEET, QBrush() if sheet else QBrush(QColor(look.MUTED)))
        outcome = self._outcome(map_id, self._size(map_id), sheet)
        item.setText(RESULT, self._words([outcome]) if outcome else "…")
        if outcome is None and self.prospects.of(map_id) is not None:
            item.setText(RESULT, "–")
        small = outcome is not None and 0 < outcome.text < MIN_PT - 0.05
        item.setForeground(RESULT, QBrush(QColor(look.ERROR)) if small else QBrush())
        on = map_id in self._draft.annex
        item.setCheckState(ANNEX, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _size(self, map_id: str) -> str:
        """The size in which a map is printed as the draft now says."""
        if map_id not in self._sized:
            return sizes.DRAWN
        return self._draft.sizes.get(map_id) or self._draft.profile.size

    def _outcome(self, map_id: str, size: str, sheet: str) -> Outcome | None:
        found = self.prospects.of(map_id)
        if not found:
            return None
        return found.get((size, sheet)) or found.get((sizes.DRAWN, sheet))

    def _words(self, found: list[Outcome]) -> str:
        """The smallest text and the pages of some maps together."""
        text, tr = self._session.text, self._session.tr_
        least = min((one.text for one in found if one.text > 0), default=0.0)
        pages, kinds = sum(one.pages for one in found), {one.on for one in found if one.pages}
        size = tr.number(round(least, 1), 0 if abs(least - round(least)) < 0.05 else 1)
        if not pages:
            words = text("bookmake.result_inside", size=size)
        else:
            kind = kinds.pop() if len(kinds) == 1 else "mixed"
            words = text("bookmake.result_" + kind, size=size, n=pages)
        return words + (" " + text("bookmake.result_small") if 0 < least < MIN_PT - 0.05 else "")

    def _offer(self) -> None:
        """What every choice would make of the selected maps."""
        text, chosen = self._session.text, self._chosen()
        self.sheet.setEnabled(bool(chosen))
        self.print_size.setEnabled(any(map_id in self._sized for map_id in chosen))
        for at in range(self.sheet.count()):
            sheet = self.sheet.itemData(at)
            found = [self._outcome(m, self._size(m), sheet) for m in chosen]
            self.sheet.setItemText(at, self._told(text("bookmake.sheet_" + (sheet or "auto")), found))
        usual = text("bookmake.size_" + self._draft.profile.size)
        for at in range(self.print_size.count()):
            size = self.print_size.itemData(at)
            name = text("bookmake.size_" + size) if size else text("bookmake.size_usual", usual=usual)
            wanted = size or self._draft.profile.size
            found = [self._outcome(m, wanted, self._draft.sheets.get(m, "")) for m in chosen]
            self.print_size.setItemText(at, self._told(name, found))

    def _told(self, name: str, found: list[Outcome | None]) -> str:
        known = [one for one in found if one is not None]
        return f"{name}: {self._words(known)}" if known and len(known) == len(found) else name

    def _known(self, map_id: str) -> None:
        self._filling = True
        for item in self._items():
            if item.data(0, _AT) == map_id:
                self._show(item)
        self._filling = False
        if map_id in self._chosen():
            self._offer()

    def _filter(self, wanted: str) -> None:
        for item in self._items():
            item.setHidden(wanted.casefold().strip() not in item.text(0).casefold())

    def _selected(self) -> None:
        chosen = self._chosen()
        self.prospects.prefer(chosen)
        self._offer()
        if chosen:
            self.sheet.setCurrentIndex(self.sheet.findData(self._draft.sheets.get(chosen[0], "")))
            self.print_size.setCurrentIndex(self.print_size.findData(self._draft.sizes.get(chosen[0], "")))

    # What is chosen

    def _set_sheet(self) -> None:
        found = dict(self._draft.sheets) | dict.fromkeys(self._chosen(), self.sheet.currentData())
        self._draft.put(sheets={m: s for m, s in found.items() if s})

    def _set_size(self) -> None:
        chosen = [map_id for map_id in self._chosen() if map_id in self._sized]
        found = dict(self._draft.sizes) | dict.fromkeys(chosen, self.print_size.currentData())
        self._draft.put(sizes={m: s for m, s in found.items() if s})

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling or column != ANNEX:
            return
        on = item.checkState(ANNEX) == Qt.CheckState.Checked
        rows = self.tree.selectedItems() if item.isSelected() else [item]
        changed = {row.data(0, _AT) for row in rows}
        ids = [i.data(0, _AT) for i in self._items()]
        kept = [m for m in ids if (m in changed and on) or (m not in changed and m in self._draft.annex)]
        self._draft.put(annex=tuple(kept))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.prospects.begin()
