"""Bandingkan dengan: what differs between a file and the open document, in a list and in pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.model.compare import Change, MapDifference
from probis_editor.render.differences import MARKS, mark_of
from probis_editor.ui import access, dialogs, icons, look
from probis_editor.ui.exchange.compare_work import CompareWork
from probis_editor.ui.exchange.picture_view import PictureView
from probis_editor.ui.session import Session
from probis_editor.ui.trees import bold, stretch_first

DIFFERENCE, CHANGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
MODES = ("marked", "beside", "over")


class CompareWindow(QWidget):
    """A window beside the main one. It shows two states as they were when it was opened."""

    asked = Signal(str, str)
    """(map, element) of the open document that a row is about."""
    again = Signal()

    def __init__(self, session: Session, work: CompareWork, name: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._session = session
        self._text = session.text
        self._work = work
        self._shown: MapDifference | None = None
        self._plane = ""
        self.mode = MODES[0]
        text = self._text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle(text("compare.title", name=name))
        dialogs.resize(self, 1240, 760)
        self.setMinimumSize(760, 480)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head(name))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._list())
        split.addWidget(self._pictures())
        split.setSizes([390, 830])
        layout.addWidget(split, 1)
        self._fill()
        access.name_controls(self)
        self.tree.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes away what is looked for, then the window; Ctrl+F looks for something."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus()
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # Building

    def _head(self, name: str) -> QHBoxLayout:
        text = self._text
        row = QHBoxLayout()
        row.setSpacing(8)
        said = QLabel(text("compare.heading", name=name))
        said.setObjectName("heading")
        row.addWidget(said, 1)
        self._buttons = QButtonGroup(self)
        for mode in MODES:
            button = QPushButton(text("compare.mode." + mode))
            button.setCheckable(True)
            button.setChecked(mode == self.mode)
            button.setStyleSheet(f"QPushButton:checked {{ background: {look.ACCENT_SOFT}; }}")
            button.setToolTip(text("compare.mode_tip." + mode))
            button.clicked.connect(lambda _, m=mode: self.use_mode(m))
            button.setProperty("mode", mode)
            self._buttons.addButton(button)
            row.addWidget(button)
        row.addSpacing(8)
        again = QPushButton(icons.icon("rotate-cw"), text("compare.again"))
        again.setToolTip(text("compare.again_tip"))
        again.clicked.connect(self.again.emit)
        row.addWidget(again)
        return row

    def _list(self) -> QWidget:
        text = self._text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(text("compare.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        column.addWidget(self.search)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        self.kinds: dict[str, QCheckBox] = {}
        for at, how in enumerate(MARKS):
            box = QCheckBox(text("diff.legend." + how))
            box.setIcon(_sign(how))
            box.setChecked(True)
            box.toggled.connect(self._filter)
            self.kinds[how] = box
            grid.addWidget(box, at // 2, at % 2)
        column.addLayout(grid)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(text("compare.differences"))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setColumnCount(2)
        stretch_first(self.tree, 48)
        self.tree.currentItemChanged.connect(self._current_changed)
        self.tree.itemActivated.connect(self._activated)
        column.addWidget(self.tree, 1)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setMinimumHeight(48)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.detail)
        self.jump = QPushButton(icons.icon("arrow-up-right"), text("compare.jump"))
        self.jump.clicked.connect(self._jump)
        column.addWidget(self.jump)
        return side

    def _pictures(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(8)
        self._old_title, self._new_title = QLabel(), QLabel()
        self.old, self.new = PictureView(self._text("compare.old")), PictureView(self._text("compare.new"))
        self.old.pair(self.new)
        for title, view in ((self._old_title, self.old), (self._new_title, self.new)):
            title.setObjectName("section")
            holder = QWidget()
            half = QVBoxLayout(holder)
            half.setContentsMargins(0, 0, 0, 0)
            half.setSpacing(4)
            half.addWidget(title)
            half.addWidget(view, 1)
            self._halves.addWidget(holder, 1)
        column.addLayout(self._halves, 1)
        self._mixing = QWidget()
        row = QHBoxLayout(self._mixing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(self._text("compare.old_red")))
        self.mix = QSlider(Qt.Orientation.Horizontal)
        self.mix.setRange(0, 100)
        self.mix.setValue(50)
        self.mix.setAccessibleName(self._text("compare.mode.over"))
        self.mix.valueChanged.connect(self._mix_changed)
        row.addWidget(self.mix, 1)
        row.addWidget(QLabel(self._text("compare.new")))
        column.addWidget(self._mixing)
        return side

    def _fill(self) -> None:
        words, found = self._work.words, self._work.found
        for one in found.maps:
            item = QTreeWidgetItem([words.map_line(one), str(len(one.changes) or "")])
            how = one.how if one.how in MARKS else "changed"
            item.setIcon(0, _sign(how))
            bold(item)
            self._set(item, one, None, how)
            self.tree.addTopLevelItem(item)
            for field in one.fields:
                row = QTreeWidgetItem([words.field_line(one.map, field)])
                self._set(row, one, None, "changed")
                item.addChild(row)
            for change in one.changes:
                item.addChild(self._row(one, change))
        if found.wide:
            top = QTreeWidgetItem([self._text("compare.document"), str(len(found.wide))])
            bold(top)
            self.tree.addTopLevelItem(top)
            for change in found.wide:
                top.addChild(self._row(None, change))
        for at in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(at)
            if head is not None:
                head.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                head.setForeground(1, QColor(look.MUTED))
        first = self.tree.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)
            self.tree.setCurrentItem(first)
        self._count()

    def _row(self, one: MapDifference | None, change: Change) -> QTreeWidgetItem:
        how = mark_of(change.how)
        words = self._work.words.change_line(change)
        item = QTreeWidgetItem([words])
        item.setIcon(0, _sign(how))
        item.setToolTip(0, words)
        self._set(item, one, change, how)
        return item

    @staticmethod
    def _set(item: QTreeWidgetItem, one: MapDifference | None, change: Change | None, how: str) -> None:
        item.setData(0, DIFFERENCE, one)
        item.setData(0, CHANGE, change)
        item.setData(1, DIFFERENCE, how)

    def _count(self) -> None:
        """The numbers beside the boxes, of all differences."""
        counts = Counter[str]()
        for item in self._leaves():
            counts[str(item.data(1, DIFFERENCE))] += 1
        for how, box in self.kinds.items():
            box.setText(f"{self._text('diff.legend.' + how)} ({counts[how]})")
            box.setEnabled(counts[how] > 0)

    def _leaves(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            if top is None:
                continue
            if not top.childCount():
                yield top
            for row in range(top.childCount()):
                child = top.child(row)
                if child is not None:
                    yield child

    # Choosing

    def _filter(self) -> None:
        wanted = self.search.text().casefold().strip()
        kept = {how for how, box in self.kinds.items() if box.isChecked()}
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            if top is None:
                continue
            fits = wanted in top.text(0).casefold()
            shown = 0
            for row in range(top.childCount()):
                child = top.child(row)
                if child is None:
                    continue
                said = fits or wanted in child.text(0).casefold()
                child.setHidden(not said or child.data(1, DIFFERENCE) not in kept)
                shown += not child.isHidden()
            alone = not top.childCount() and fits and top.data(1, DIFFERENCE) in kept
            top.setHidden(not shown and not alone)

    def use_mode(self, mode: str) -> None:
        """Show the map marked, old and new beside each other, or over each other."""
        self.mode = mode
        for button in self._buttons.buttons():
            button.setChecked(button.property("mode") == mode)
        self._draw()
        self._reveal()

    def _current_changed(self) -> None:
        one, change = self._current()
        plane = self._work.plane_of(one, change) if one is not None else ""
        if one is not self._shown or plane != self._plane:
            self._shown, self._plane = one, plane
            self._draw()
        self._reveal()
        self.jump.setEnabled(self._goal() is not None)
        item = self.tree.currentItem()
        self.detail.setText(item.text(0) if item is not None else "")

    def _current(self) -> tuple[MapDifference | None, Change | None]:
        item = self.tree.currentItem()
        if item is None:
            return None, None
        return item.data(0, DIFFERENCE), item.data(0, CHANGE)

    def _draw(self) -> None:
        one, work, text = self._shown, self._work, self._text
        beside, over = self.mode == "beside", self.mode == "over"
        self.old.parentWidget().setVisible(beside)
        self._mixing.setVisible(over)
        self.old.clear()
        self.new.clear()
        name = " ".join(one.map.name.split()) if one is not None else ""
        self._old_title.setText(text("compare.old"))
        self._new_title.setText(text("compare.new") if beside else name)
        if one is None:
            return
        marked = work.marked(one, self._plane)
        old, new = work.plain(one, self._plane, False), work.plain(one, self._plane, True)
        if over and old is not None and new is not None:
            below, above = work.layers(old, new)
            first, second = self._shares()
            self.new.show_pictures((below, first), (above, second))
            return
        if beside and old is not None:
            # Wide maps stand below each other: there they are largest.
            wide = old.bounds.w > 1.2 * old.bounds.h
            way = QBoxLayout.Direction
            self._halves.setDirection(way.TopToBottom if wide else way.LeftToRight)
            self.old.show_pictures((old, 1.0))
        self.new.show_pictures((marked, 1.0))

    def _shares(self) -> tuple[float, float]:
        """How much of the old and of the new picture is seen; in the middle all of both."""
        share = self.mix.value() / 50
        return min(1.0, 2.0 - share), min(1.0, share)

    def _mix_changed(self) -> None:
        self.new.set_opacities(*self._shares())

    def _reveal(self) -> None:
        one, change = self._current()
        place = self._work.place(change) if one is not None and change is not None else None
        if place is not None:
            self.new.reveal(place)
        else:
            self.new.fit()

    # Going there

    def _goal(self) -> tuple[str, str] | None:
        """(map, element) of the open document that the row is about, None for what is gone."""
        one, change = self._current()
        if one is None or one.after is None or (change is not None and change.after is None):
            return None
        element = self._work.element_of(change) if change is not None else ""
        return one.after.id, element

    def _activated(self, item: QTreeWidgetItem) -> None:
        if not item.childCount():
            self._jump()

    def _jump(self) -> None:
        goal = self._goal()
        if goal is not None:
            self.asked.emit(*goal)


def _sign(how: str) -> QIcon:
    """The mark that the picture puts at an element."""
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2.0)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark = MARKS[how]
    painter.setPen(QPen(QColor(mark.color), 1.2))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawEllipse(1, 1, 13, 13)
    font = painter.font()
    font.setPixelSize(11)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(0, 0, 15, 15, Qt.AlignmentFlag.AlignCenter, mark.sign)
    painter.end()
    return QIcon(pixmap)
