"""Questions to the user. Qt has no Indonesian translation, so every button carries our own text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from probis_editor.formats.base import WORD_BOOKS
from probis_editor.model.elements import MAP_KINDS
from probis_editor.ui import icons, look

Text = Callable[..., str]

BOOK_FILES = [("bookmake.output_pdf", ".pdf"), ("bookmake.output_docx", ".docx")]
"""What a book is written as: the key of its name, the suffix."""


class Form(QDialog):
    """A title, rows of fields, and two buttons: what it does, and cancel."""

    def __init__(self, parent: QWidget, text: Text, title: str, do: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(text(title))
        self.setMinimumWidth(460)
        self.accepting: Callable[[], bool] = lambda: True
        """Asked when the form is to be closed with its answers; False keeps it open."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        self.head = QLabel(text(title))
        self.head.setObjectName("heading")
        layout.addWidget(self.head)
        self.rows = QFormLayout()
        self.rows.setHorizontalSpacing(16)
        self.rows.setVerticalSpacing(10)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self.rows)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.do = QPushButton(text(do))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(self.accept)
        foot.addWidget(self.do)
        layout.addLayout(foot)

    def accept(self) -> None:
        if self.accepting():
            super().accept()

    def line(self, label: str, value: str = "", hint: str = "") -> QLineEdit:
        edit = QLineEdit(value)
        edit.setPlaceholderText(hint)
        self.rows.addRow(label, edit)
        return edit


def resize(widget: QWidget, wide: int, high: int) -> None:
    """Give a window a size, no larger than fits on its screen."""
    room = widget.screen().availableGeometry()
    widget.resize(min(wide, round(room.width() * 0.96)), min(high, round(room.height() * 0.92)))


def ask_text(parent: QWidget, text: Text, title: str, label: str, value: str = "") -> str:
    """A line of text, "" where the user gave up."""
    form = Form(parent, text, title, "ui.button.ok")
    edit = form.line(text(label), value)
    edit.selectAll()
    edit.setFocus()
    return " ".join(edit.text().split()) if form.exec() else ""


def ask_map(parent: QWidget, text: Text, name: str = "") -> tuple[str, str]:
    """(kind, name) of a new map; the name is "" where the user gave up."""
    form = Form(parent, text, "ui.tree.new_map", "ui.button.create")
    edit = form.line(text("ui.tree.map_name"), name)
    kinds = QComboBox()
    for kind in MAP_KINDS:
        kinds.addItem(text("ui.map_kind." + kind), kind)
    kinds.setCurrentIndex(MAP_KINDS.index("cross_functional"))
    form.rows.addRow(text("ui.field.map_kind"), kinds)
    edit.setFocus()
    given = bool(form.exec())
    return kinds.currentData(), " ".join(edit.text().split()) if given else ""


def ask_new(parent: QWidget, text: Text) -> tuple[str, str, str] | None:
    """(office, region, first map) of a new document; None where the user gave up."""
    form = Form(parent, text, "ui.new.title", "ui.button.create")
    office = form.line(text("ui.new.office"), hint=text("ui.new.office_hint"))
    region = form.line(text("ui.new.region"), hint=text("ui.new.region_hint"))
    first = form.line(text("ui.new.first_map"), text("ui.new.first_map_name"))
    office.setFocus()
    if not form.exec():
        return None
    return office.text().strip(), region.text().strip(), first.text().strip() or text("ui.new.first_map_name")


def _box(
    parent: QWidget, title: str, message: str, detail: str, icon: str, color: str = look.ACCENT
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIconPixmap(icons.icon(icon, color).pixmap(32, 32))
    box.setWindowTitle(title)
    box.setText(message)
    box.setInformativeText(detail)
    return box


def ask_save(parent: QWidget, text: Text, name: str) -> str:
    """What to do with unsaved changes: "save", "discard" or "cancel"."""
    title = text("app.name")
    box = _box(parent, title, text("ui.ask.save", name=name), text("ui.ask.save_detail"), "save")
    save = box.addButton(text("ui.button.save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(text("ui.button.discard"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(text("ui.button.cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    return (
        "save" if box.clickedButton() is save else "discard" if box.clickedButton() is discard else "cancel"
    )


def ask_contents(parent: QWidget, text: Text, message: str, detail: str) -> str:
    """What becomes of the things in a lane or pool that goes: "keep", "remove", or "" where all stays."""
    box = _box(parent, text("app.name"), message, detail, "circle-help")
    keep = box.addButton(text("delete.keep"), QMessageBox.ButtonRole.AcceptRole)
    remove = box.addButton(text("delete.remove"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(box.addButton(text("ui.button.cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return "keep" if box.clickedButton() is keep else "remove" if box.clickedButton() is remove else ""


def ask_yes(parent: QWidget, text: Text, message: str, detail: str, do: str) -> bool:
    """Whether to go on; `do` is what the button of going on says."""
    box = _box(parent, text("app.name"), message, detail, "circle-help")
    yes = box.addButton(do, QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(box.addButton(text("ui.button.cancel"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is yes


def tell(parent: QWidget, text: Text, message: str, detail: str = "", error: bool = False) -> None:
    """Say something that must be seen."""
    icon, color = ("triangle-alert", look.ERROR) if error else ("info", look.ACCENT)
    box = _box(parent, text("app.name"), message, detail, icon, color)
    box.addButton(text("ui.button.ok"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _file_dialog(parent: QWidget, text: Text, title: str, filters: list[str], accept: str) -> QFileDialog:
    dialog = QFileDialog(parent, text(title))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog, False)
    dialog.setNameFilters(filters)
    for label, key in (
        (QFileDialog.DialogLabel.Accept, accept),
        (QFileDialog.DialogLabel.Reject, "ui.button.cancel"),
        (QFileDialog.DialogLabel.FileName, "ui.file.name"),
        (QFileDialog.DialogLabel.FileType, "ui.file.type"),
        (QFileDialog.DialogLabel.LookIn, "ui.file.look_in"),
    ):
        dialog.setLabelText(label, text(key))
    return dialog


def _ask_existing(
    parent: QWidget, text: Text, title: str, kinds: list[tuple[str, str]], folder: str
) -> Path | None:
    """A file to read; `kinds` are (label key, patterns) rows, any other file may be chosen too."""
    filters = [f"{text(key)} ({patterns})" for key, patterns in [*kinds, ("ui.file.any", "*")]]
    dialog = _file_dialog(parent, text, title, filters, "ui.button.open")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_open(parent: QWidget, text: Text, folder: str) -> Path | None:
    """A file to open."""
    kinds = [
        ("ui.file.all_known", "*.probis *.bpm *.xpdl *.bpmn *.xml"),
        ("ui.file.probis", "*.probis"),
        ("ui.file.bizagi", "*.bpm *.xpdl"),
        ("ui.file.bpmn", "*.bpmn *.xml"),
    ]
    return _ask_existing(parent, text, "ui.file.open", kinds, folder)


def ask_bizagi(parent: QWidget, text: Text, folder: str) -> Path | None:
    """The file that came back from Bizagi."""
    return _ask_existing(parent, text, "merge.step", [("ui.file.bizagi", "*.bpm")], folder)


def ask_files(parent: QWidget, text: Text, folder: str) -> list[Path]:
    """Files to import, none where the user gave up."""
    filters = [
        text("gather.known_files") + " (*.bpm *.xpdl *.bpmn *.xml)",
        text("ui.file.bizagi") + " (*.bpm *.xpdl)",
        text("ui.file.bpmn") + " (*.bpmn *.xml)",
        text("ui.file.any") + " (*)",
    ]
    dialog = _file_dialog(parent, text, "gather.add_files", filters, "gather.add")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setDirectory(folder)
    return [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []


def ask_folder(parent: QWidget, text: Text, folder: str) -> Path | None:
    """A folder to import."""
    dialog = _file_dialog(parent, text, "gather.add_folder", [text("ui.file.any") + " (*)"], "gather.add")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_word(parent: QWidget, text: Text, folder: str) -> Path | None:
    """A book in Word to read."""
    kinds = [("start.word_file", " ".join("*" + suffix for suffix in WORD_BOOKS))]
    return _ask_existing(parent, text, "start.word_title", kinds, folder)


def ask_picture(parent: QWidget, text: Text, title: str, folder: str) -> Path | None:
    """A picture to read, from `folder` on; `title` is the key of the question."""
    kinds = [("ui.file.picture", "*.png *.jpg *.jpeg *.bmp *.webp")]
    return _ask_existing(parent, text, title, kinds, folder)


def ask_table(parent: QWidget, text: Text, folder: str) -> Path | None:
    """A sheet to read."""
    return _ask_existing(parent, text, "steps.do.import", [("steps.file.table", "*.xlsx *.csv")], folder)


def ask_target_folder(parent: QWidget, text: Text, title: str, folder: str) -> Path | None:
    """A folder to put files in, from `folder` on; `title` is the key of the question."""
    dialog = _file_dialog(parent, text, title, [], "export.here")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.setDirectory(folder)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def ask_file(
    parent: QWidget, text: Text, title: str, kinds: list[tuple[str, str]], folder: str
) -> Path | None:
    """A file to read; `kinds` are (label key, suffix) rows."""
    return _ask_existing(parent, text, title, [(key, "*" + suffix) for key, suffix in kinds], folder)


def ask_save_as(
    parent: QWidget, text: Text, title: str, proposed: Path, kinds: list[tuple[str, str]]
) -> Path | None:
    """A place to save; `kinds` are (label key, suffix) rows. The suffix of the chosen row is added where none is."""
    filters = [f"{text(key)} (*{suffix})" for key, suffix in kinds]
    dialog = _file_dialog(parent, text, title, filters, "ui.button.save")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDirectory(str(proposed.parent))
    dialog.selectFile(proposed.name)
    suffixes = [suffix for _, suffix in kinds]
    if proposed.suffix in suffixes:
        dialog.selectNameFilter(filters[suffixes.index(proposed.suffix)])
    dialog.filterSelected.connect(lambda chosen: _change_suffix(dialog, filters, suffixes, chosen))
    if not dialog.exec():
        return None
    path = Path(dialog.selectedFiles()[0])
    chosen = suffixes[filters.index(dialog.selectedNameFilter())]
    return path if path.suffix.lower() in suffixes else path.with_name(path.name + chosen)


def _change_suffix(dialog: QFileDialog, filters: list[str], suffixes: list[str], chosen: str) -> None:
    files = dialog.selectedFiles()
    if files and Path(files[0]).suffix.lower() in suffixes:
        dialog.selectFile(Path(files[0]).with_suffix(suffixes[filters.index(chosen)]).name)
