"""The small bar over the texts: bold, italic, kind of paragraph, lists, live references."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QInputDialog, QMenu, QToolButton

from probis_editor.formats.pasted import LEGAL
from probis_editor.model import numbering, queries, tokens
from probis_editor.model.office import Narrative, Process, Unit
from probis_editor.model.runs import runs
from probis_editor.ui import icons, look
from probis_editor.ui.panels.rich_edit import RichEdit
from probis_editor.ui.panels.rich_menus import fill_figures, fill_tables
from probis_editor.ui.panels.rich_menus import short as _short
from probis_editor.ui.session import Session

KINDS = ("p", "h1", "h2", "h3", "runin", "quote")
_MOST = 60
"""Rows of a menu of units."""


class RichBar(QFrame):
    """Acts on the editor that had the focus last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._edit: RichEdit | None = None
        self.setObjectName("panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(0)
        self.bold = self._button("bold", "text.bold", lambda e: e.toggle("bold"))
        self.italic = self._button("italic", "text.italic", lambda e: e.toggle("italic"))
        self.kinds = QComboBox()
        for kind in KINDS:
            self.kinds.addItem(session.text("text.kind." + kind), kind)
        self.kinds.setMinimumContentsLength(5)
        self.kinds.setMinimumWidth(64)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.kinds.setAccessibleName(session.text("text.kinds"))
        self.kinds.activated.connect(lambda _: self._do(lambda e: e.set_kind(self.kinds.currentData())))
        self.lists = self._button("list-ordered", "text.list", None)
        self.lists.setMenu(self._list_menu())
        self.out = self._button("list-indent-decrease", "text.out", lambda e: e.shift(-1))
        self.into = self._button("list-indent-increase", "text.into", lambda e: e.shift(1))
        self.tables = self._filled(
            "table", "text.tables", lambda m: fill_tables(m, session, self._edit, self._do)
        )
        self.figures = self._filled("image-down", "text.figure_menu", self._fill_figures)
        self.references = self._filled("plus", "text.insert", self._fill_references)
        for widget in (self.bold, self.italic):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.kinds, 1)
        row.addSpacing(4)
        for widget in (self.lists, self.out, self.into, self.tables, self.figures, self.references):
            row.addWidget(widget)
        self.show_state(None)

    def _button(self, icon: str, tip: str, do: Callable[[RichEdit], object] | None) -> QToolButton:
        button = QToolButton()
        button.setObjectName("quiet")
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(25, 26)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self._session.text(tip))
        button.setAccessibleName(self._session.text(tip))
        if do is not None:
            button.clicked.connect(lambda: self._do(do))
        else:
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        return button

    def _filled(self, icon: str, tip: str, fill: Callable[[QMenu], None]) -> QToolButton:
        """A button with a menu that is filled when it opens."""
        button, menu = self._button(icon, tip, None), QMenu(self)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    def _fill_figures(self, menu: QMenu) -> None:
        fill_figures(menu, self._session, self._edit, self._do)

    def _do(self, what: Callable[[RichEdit], object]) -> None:
        if self._edit is not None:
            what(self._edit)
            self._edit.setFocus()

    def show_state(self, edit: RichEdit | None) -> None:
        """Act on this editor from now on, and show what its cursor stands in."""
        self._edit = edit
        for widget in [*self.findChildren(QToolButton), self.kinds]:
            widget.setEnabled(edit is not None)
        if edit is None:
            return
        form = edit.currentCharFormat()
        soft = f"background: {look.ACCENT_SOFT};"
        self.bold.setStyleSheet(soft if form.fontWeight() >= 700 else "")
        self.italic.setStyleSheet(soft if form.fontItalic() else "")
        self.kinds.setCurrentIndex(KINDS.index(edit.kind) if edit.kind in KINDS else -1)
        self.kinds.setPlaceholderText(self._session.text("text.kind.item") if edit.kind == "item" else "")

    # Lists

    def _list_menu(self) -> QMenu:
        text, menu = self._session.text, QMenu(self)
        for number in LEGAL:
            second = number.replace("1", "2").replace("a", "b")
            third = number.replace("1", "3").replace("a", "c")
            menu.addAction(
                f"{number}   {second}   {third}", lambda n=number: self._do(lambda e: e.set_list(n))
            )
        menu.addAction("–   " + text("text.dash"), lambda: self._do(lambda e: e.set_list("-")))
        menu.addSeparator()
        menu.addAction(text("text.start"), self._ask_start)
        menu.addAction(text("text.go_on"), lambda: self._do(lambda e: e.start_at(0, continues=True)))
        menu.addAction(text("text.restart"), lambda: self._do(lambda e: e.start_at(0)))
        return menu

    def _ask_start(self) -> None:
        text = self._session.text
        dialog = QInputDialog(self.window())
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(1, 999)
        dialog.setWindowTitle(text("text.start").rstrip("…"))
        dialog.setLabelText(text("text.start_label"))
        dialog.setOkButtonText(text("ui.button.ok"))
        dialog.setCancelButtonText(text("ui.button.cancel"))
        if dialog.exec():
            self._do(lambda e: e.start_at(dialog.intValue()))

    # References

    def _fill_references(self, menu: QMenu) -> None:
        document, text = self._session.document, self._session.text
        menu.clear()
        menu.addAction(text("text.ref.children"), lambda: self._insert("count", "children"))
        menu.addAction(text("text.ref.processes"), lambda: self._insert("count", "processes"))
        menu.addAction(text("text.ref.groups"), lambda: self._insert("count", "groups"))
        menu.addAction(text("text.ref.units"), lambda: self._insert("count", "units"))
        menu.addAction(text("text.ref.goals"), lambda: self._insert("count", "goals"))
        for unit in document.of_type(Unit):
            if unit.repeat > 1:
                words = text("text.ref.each_unit", name=_short(unit.name))
                menu.addAction(words, lambda u=unit.id: self._insert("count", f"unit:{u}"))
        menu.addAction(text("text.ref.office"), lambda: self._insert("office", "name"))
        menu.addAction(text("text.ref.region"), lambda: self._insert("office", "region"))
        codes = numbering.codes(document)
        below = numbering.tree(document)
        for kind in ("process", "code"):
            inner = menu.addMenu(text("text.ref." + kind))
            inner.setEnabled(bool(codes))
            self._processes(inner, below.get("", []), below, codes, kind)
        figures = menu.addMenu(text("text.ref.figure"))
        for record in document.maps():
            name = f"{queries.code_of(document, record)} {queries.title_of(document, record)}".strip()
            figures.addAction(_short(name), lambda m=record.id: self._insert("figure", m))
        tables = menu.addMenu(text("text.ref.table"))
        for told in document.of_type(Narrative):
            for one in told.blocks:
                if one.kind in ("table", "figure") and one.id:
                    inner = tables if one.kind == "table" else figures
                    name = "".join(run.text for run in runs(one.text)) or text("text.unnamed")
                    inner.addAction(_short(name), lambda k=one.kind, i=one.id: self._insert(k, i))
        tables.setEnabled(not tables.isEmpty())
        units = menu.addMenu(text("text.ref.unit"))
        listed = sorted(document.of_type(Unit), key=lambda u: (u.order, u.name))
        units.setEnabled(bool(listed))
        for unit in listed[:_MOST]:
            units.addAction(_short(unit.name), lambda u=unit.id: self._insert("unit", u))

    def _processes(
        self,
        menu: QMenu,
        rows: list[Process],
        below: dict[str, list[Process]],
        codes: dict[str, str],
        kind: str,
    ) -> None:
        for process in rows:
            name = _short(f"{codes.get(process.id, '')} {process.name}".strip())
            children = below.get(process.id, [])
            if not children:
                menu.addAction(name, lambda p=process.id: self._insert(kind, p))
                continue
            inner = menu.addMenu(name)
            inner.addAction(name, lambda p=process.id: self._insert(kind, p))
            inner.addSeparator()
            self._processes(inner, children, below, codes, kind)

    def _insert(self, kind: str, target: str) -> None:
        self._do(lambda e: e.insert_reference(tokens.token(kind, target)))
