"""Ekspor: which maps, in which form, how sharp; then where to. The last answers are proposed the next time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QWidget

from probis_editor.formats import outputs
from probis_editor.formats.outputs import Order
from probis_editor.model.queries import code_of, title_of
from probis_editor.ui import dialogs, jobs, look, recent
from probis_editor.ui.dialogs import Form
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_FORM, _DPI, _SCOPE, _FOLDER = "export/form", "export/dpi", "export/scope", "export/folder"


def start(window: MainWindow) -> bool:
    """Ask what to export and where to, and do it; whether it was done."""
    window.end_editing()
    form = ExportForm(window, window.session)
    if not form.exec():
        return False
    form.keep()
    order = form.order()
    place = _ask_place(window, order)
    return place is not None and run(window, order, place)


def folder() -> Path:
    """Where the last export went, else beside the newest file."""
    stored = Path(str(recent.settings().value(_FOLDER, "", str) or recent.folder()))
    return stored if stored.is_dir() else Path(recent.folder())


def _ask_place(window: MainWindow, order: Order) -> Path | None:
    session, text = window.session, window.session.text
    if order.one_file:
        maps = [session.document.map(i) for i in order.maps]
        whole = len(maps) > 1
        name = Path(window.document_name()).stem if whole else outputs.file_names(session.document, maps)[0]
        proposed = folder() / f"{name}.{order.form}"
        kinds = [("export.kind." + order.form, "." + order.form)]
        return dialogs.ask_save_as(window, text, "export.title", proposed, kinds)
    place = dialogs.ask_target_folder(window, text, "export.folder", str(folder()))
    if place is None:
        return None
    there = [p.name for p in outputs.paths(session.document, order, place) if p.exists()]
    if there:
        question = text("export.replace", n=len(there), folder=place.name)
        if not dialogs.ask_yes(window, text, question, "\n".join(there[:6]), text("export.replace_do")):
            return None
    return place


def run(window: MainWindow, order: Order, place: Path) -> bool:
    """Write the files, with progress and cancel; whether all are written. What fails is told."""
    session = window.session
    recent.settings().setValue(_FOLDER, str(place.parent if order.one_file else place))
    frozen = outputs.only(session.document, order.maps)  # what is edited meanwhile does not go out half done
    doing = session.text("ui.job.writing", name=place.name)

    def work(progress: jobs.Progress) -> list[Path]:
        return outputs.write(frozen, order, place, session.tr_, progress)

    done = window.files.work(doing, work, place)
    if not done:
        return False
    if len(done) == 1:
        session.said.emit("info", session.text("export.done", name=str(done[0])))
    else:
        session.said.emit("info", session.text("export.done_many", n=len(done), name=str(place)))
    return True


class ExportForm(Form):
    """`order` is what was asked for."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session.text, "export.title", "export.do")
        self._session = session
        self.setMinimumWidth(540)
        text, stored = session.text, recent.settings()
        self.form = self._choice(
            "form",
            [(f, text("export.form." + f)) for f in outputs.FORMS],
            str(stored.value(_FORM, "pdf", str)),
        )
        resolutions = [(str(d), text("export.dpi", n=d)) for d in outputs.RESOLUTIONS]
        self.dpi = self._choice("resolution", resolutions, str(stored.value(_DPI, 150, int)))
        self.scope = self._choice("maps", [], "")
        self.list = QListWidget()
        self.list.setAccessibleName(text("export.scope.chosen"))
        self.list.setMinimumHeight(180)
        self.rows.addRow("", self.list)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setStyleSheet(f"color: {look.MUTED};")
        self.rows.addRow("", self.note)
        self._fill(str(stored.value(_SCOPE, "this", str)))
        self.form.currentIndexChanged.connect(self._refresh)
        self.scope.currentIndexChanged.connect(self._refresh)
        self.list.itemChanged.connect(self._refresh)
        self._refresh()
        self.form.setFocus()

    def _choice(self, key: str, rows: list[tuple[str, str]], value: str) -> QComboBox:
        box = QComboBox()
        for data, words in rows:
            box.addItem(words, data)
        box.setCurrentIndex(max(box.findData(value), 0))
        label = self._session.text("export.field." + key)
        box.setAccessibleName(label)
        self.rows.addRow(label, box)
        return box

    def _fill(self, scope: str) -> None:
        session, text = self._session, self._session.text
        document, here = session.document, session.place.map
        maps = document.maps()
        for one in maps:
            name = " ".join(f"{code_of(document, one)} {title_of(document, one)}".split())
            item = QListWidgetItem(name or text("ui.tree.unnamed"), self.list)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.id == here else Qt.CheckState.Unchecked)
            if one.id == here:
                self.list.setCurrentItem(item)
                self.scope.addItem(text("export.scope.this", name=name), "this")
        self.scope.addItem(text("export.scope.all", n=len(maps)), "all")
        self.scope.addItem(text("export.scope.chosen"), "chosen")
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))

    def _chosen(self) -> tuple[str, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        ids = [(i.data(Qt.ItemDataRole.UserRole), i.checkState() == Qt.CheckState.Checked) for i in items]
        scope = self.scope.currentData()
        if scope == "this":
            return (self._session.place.map,)
        return tuple(map_id for map_id, checked in ids if checked or scope == "all")

    def order(self) -> Order:
        form, maps = self.form.currentData(), self._chosen()
        plane = self._session.place.plane if maps == (self._session.place.map,) else ""
        return Order(form, maps, int(self.dpi.currentData()), plane if form in ("png", "svg") else "")

    def keep(self) -> None:
        """Propose these answers the next time."""
        stored, order = recent.settings(), self.order()
        stored.setValue(_FORM, order.form)
        stored.setValue(_DPI, order.dpi)
        stored.setValue(_SCOPE, self.scope.currentData())

    def _refresh(self) -> None:
        text, order = self._session.text, self.order()
        for widget, shown in (
            (self.dpi, order.form == "png"),
            (self.list, self.scope.currentData() == "chosen"),
        ):
            self.rows.setRowVisible(widget, shown)
        n, form = len(order.maps), text("export.short." + order.form)
        if not n:
            words = text("export.none")
        elif order.one_file:
            words = text("export.one_file", form=form, n=n)
        else:
            words = text("export.many_files", form=form, n=n)
        about = text("export.about." + order.form)
        self.note.setText(f"{words} {about}".strip())
        self.do.setEnabled(n > 0)
        self.adjustSize()
