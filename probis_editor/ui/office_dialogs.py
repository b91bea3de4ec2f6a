"""Kantor and Buku: what the office is, who signs, and how the book is made; each answer is one undo step."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from probis_editor.commands import office as people_verbs
from probis_editor.commands import tree
from probis_editor.model import people
from probis_editor.model.document import Transaction
from probis_editor.model.office import Person
from probis_editor.model.office_kinds import OFFICES
from probis_editor.ui import dialogs, look, recent, wording
from probis_editor.ui.session import Session

RANKS = (
    "Pembina Utama Muda (IV/c)", "Pembina Tingkat I (IV/b)", "Pembina (IV/a)", "Penata Tingkat I (III/d)",
    "Penata (III/c)", "Penata Muda Tingkat I (III/b)", "Penata Muda (III/a)",
)  # fmt: skip
REGIONS = ("kabupaten", "kota", "provinsi")
_LARGEST = 1200
_OFFICIAL = ("title", "name", "rank", "nip")


def edit_office(parent: QWidget, session: Session) -> None:
    """Ask for the office and its officials."""
    form = OfficeForm(parent, session)
    if form.exec():
        form.take()


class OfficeForm(QDialog):
    """The office at the left, its head at the right, other officials below."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self._office = session.document.office
        self._logo = self._office.logo
        text = session.text
        self.setWindowTitle(text("office.title"))
        self.setMinimumWidth(880)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        head = QLabel(text("office.title"))
        head.setObjectName("heading")
        layout.addWidget(head)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        layout.addLayout(columns)
        layout.addWidget(_section(text("office.officials")))
        layout.addWidget(self._table())
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {look.ERROR};")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.problem, 1)
        cancel = QPushButton(text("ui.button.cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.do = QPushButton(text("ui.button.save"))
        self.do.setObjectName("primary")
        self.do.setDefault(True)
        self.do.clicked.connect(self.accept)
        foot.addWidget(self.do)
        layout.addLayout(foot)
        self._check()
        self.name.setFocus()

    def _left(self) -> QFormLayout:
        text, office = self._session.text, self._office
        rows = _rows()
        self.name = _line(rows, text("office.name"), office.name, text("ui.new.office_hint"))
        self.kind = QComboBox()
        for kind in ("", *OFFICES):
            self.kind.addItem(text("office.kind." + (kind or "none")), kind)
        self.kind.setCurrentIndex(max(self.kind.findData(office.kind.casefold()), 0))
        rows.addRow(text("office.kind_label"), self.kind)
        self.region_kind = QComboBox()
        for kind in dict.fromkeys(("", *REGIONS, office.region_kind.casefold())):
            self.region_kind.addItem(kind.capitalize() or "–", kind)
        self.region_kind.setCurrentIndex(self.region_kind.findData(office.region_kind.casefold()))
        rows.addRow(text("office.region_kind"), self.region_kind)
        self.region = _line(rows, text("office.region"), office.region, text("ui.new.region_hint"))
        self.address = QPlainTextEdit(office.address)
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(52)
        self.address.setStyleSheet("min-height: 40px;")
        rows.addRow(text("office.address"), self.address)
        self.phone = _line(rows, text("office.phone"), office.phone)
        self.fax = _line(rows, text("office.fax"), office.fax)
        self.email = _line(rows, text("office.email"), office.email)
        self.website = _line(rows, text("office.website"), office.website)
        return rows

    def _right(self) -> QVBoxLayout:
        text, head = self._session.text, self._office.head
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(_section(text("office.head")))
        rows = _rows()
        self.acting = QComboBox()
        for said in people.ACTING:
            self.acting.addItem(said or text("office.proper"), said)
        self.acting.setCurrentIndex(max(self.acting.findData(head.acting), 0))
        rows.addRow(text("office.acting"), self.acting)
        self.head_title = QPlainTextEdit(head.title)
        self.head_title.setPlaceholderText(text("office.head_title_hint"))
        self.head_title.setTabChangesFocus(True)
        self.head_title.setFixedHeight(52)
        self.head_title.setStyleSheet("min-height: 40px;")
        rows.addRow(text("office.head_title"), self.head_title)
        self.head_name = _line(rows, text("office.head_name"), head.name, text("office.head_name_hint"))
        self.head_rank = QComboBox()
        self.head_rank.setEditable(True)
        self.head_rank.addItems(["", *RANKS])
        self.head_rank.setCurrentText(head.rank)
        rows.addRow(text("office.rank"), self.head_rank)
        self.head_nip = _line(rows, text("office.nip"), head.nip, "19700101 199503 1 001")
        self.head_nip.textChanged.connect(self._check)
        self.nip_said = QLabel()
        self.nip_said.setObjectName("muted")
        rows.addRow("", self.nip_said)
        column.addLayout(rows)
        column.addWidget(_section(text("office.logo")))
        logo = QHBoxLayout()
        logo.setSpacing(8)
        self.logo = QLabel()
        self.logo.setFixedSize(QSize(72, 72))
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.logo.setStyleSheet(f"border: 1px solid {look.BORDER}; border-radius: 5px;")
        choose = QPushButton(text("office.choose_logo"))
        choose.clicked.connect(self._choose_logo)
        choose.setAutoDefault(False)
        self.no_logo = QPushButton(text("office.no_logo"))
        self.no_logo.clicked.connect(lambda: self.set_logo(b""))
        self.no_logo.setAutoDefault(False)
        for widget in (self.logo, choose, self.no_logo):
            logo.addWidget(widget)
        logo.addStretch(1)
        column.addLayout(logo)
        column.addStretch(1)
        self.set_logo(self._logo)
        return column

    def _table(self) -> QTableWidget:
        text, officials = self._session.text, self._office.officials
        self.officials = QTableWidget(len(officials) + 2, len(_OFFICIAL))
        self.officials.setHorizontalHeaderLabels(
            [text("office." + key) for key in ("head_title", "head_name", "rank", "nip")]
        )
        self.officials.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.officials.verticalHeader().hide()
        self.officials.verticalHeader().setDefaultSectionSize(28)
        self.officials.setFixedHeight(122)
        self.officials.setTabKeyNavigation(False)
        for at, person in enumerate(officials):
            for column, field in enumerate(_OFFICIAL):
                self.officials.setItem(at, column, QTableWidgetItem(getattr(person, field)))
        self.officials.itemChanged.connect(self._check)
        return self.officials

    # What is in it

    def people(self) -> tuple[Person, ...]:
        """The other officials; rows without title and name are left out. What is not asked for here stays."""
        found = []
        for row in range(self.officials.rowCount()):
            items = [self.officials.item(row, column) for column in range(len(_OFFICIAL))]
            given = {
                f: i.text().strip() if i is not None else "" for f, i in zip(_OFFICIAL, items, strict=True)
            }
            old = self._office.officials[row] if row < len(self._office.officials) else Person()
            if given["title"] or given["name"]:
                found.append(replace(old, **given))
        return tuple(found)

    def head(self) -> Person:
        return Person(
            title=self.head_title.toPlainText().strip(),
            name=self.head_name.text().strip(),
            rank=self.head_rank.currentText().strip(),
            nip=self.head_nip.text().strip(),
            acting=str(self.acting.currentData()),
        )

    def _check(self) -> None:
        """Say what is wrong with the NIPs, and what the head's says."""
        text, tr = self._session.text, self._session.tr_
        if self.officials.rowCount() and self.officials.item(self.officials.rowCount() - 1, 0) is not None:
            self.officials.insertRow(self.officials.rowCount())
        found = people.nip(self.head_nip.text())
        self.nip_said.setText(
            text("office.nip_says", birth=found.birth, entry=f"{tr.month(found.entry[1])} {found.entry[0]}")
            if found is not None
            else ""
        )
        wrong = [p for p in (self.head(), *self.people()) if not people.placeholder(p.nip)]
        bad = next((p for p in wrong if people.nip(p.nip) is None), None)
        said = (
            text("office.refused.nip", nip=bad.nip, name=bad.name or bad.title or text("office.head"))
            if bad is not None
            else ""
        )
        self.problem.setText(said)
        self.do.setEnabled(not said)

    def set_logo(self, data: bytes) -> None:
        """Take a picture as the logo; b"" for none."""
        self._logo = data
        pixmap = QPixmap()
        if data and pixmap.loadFromData(data):
            side = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.logo.setPixmap(pixmap.scaled(64, 64, *side))
        else:
            self.logo.clear()
            self.logo.setText("–")
        self.no_logo.setEnabled(bool(data))

    def _choose_logo(self) -> None:
        path = dialogs.ask_picture(self, self._session.text, "office.choose_logo", recent.folder())
        if path is not None:
            data = picture(path.read_bytes())
            if data:
                self.set_logo(data)
            else:
                self.problem.setText(self._session.text("ui.error.picture", name=path.name))

    def take(self) -> None:
        """Write what was entered, as one undo step; nothing where nothing is new."""
        fields: dict[str, Any] = {
            "name": self.name.text().strip(),
            "kind": str(self.kind.currentData()),
            "region": self.region.text().strip(),
            "region_kind": str(self.region_kind.currentData()),
            "address": self.address.toPlainText().strip(),
            "phone": self.phone.text().strip(),
            "fax": self.fax.text().strip(),
            "email": self.email.text().strip(),
            "website": self.website.text().strip(),
            "logo": self._logo,
        }
        for name in ("kind", "region_kind"):
            if fields[name] == getattr(self._office, name).casefold():
                fields[name] = getattr(self._office, name)
        head, officials = self.head(), self.people()
        if replace(self._office, head=head, officials=officials, **fields) == self._office:
            return

        def verb(tx: Transaction) -> None:
            tree.set_office(tx, **fields)
            people_verbs.set_head(tx, **{f: getattr(head, f) for f in Person.__struct_fields__})
            people_verbs.set_officials(tx, officials)

        self._session.run(wording.step("office"), verb)


def picture(data: bytes) -> bytes:
    """The picture as PNG or JPEG no larger than a page needs; b"" for what is none."""
    image = QImage.fromData(data)
    if image.isNull():
        return b""
    small = max(image.width(), image.height()) <= _LARGEST
    if small and data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return data
    if not small:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs say bytes, Qt takes text
    return bytes(held.data())


def _rows() -> QFormLayout:
    rows = QFormLayout()
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(8)
    rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    return rows


def _line(rows: QFormLayout, label: str, value: str, hint: str = "") -> QLineEdit:
    edit = QLineEdit(value)
    edit.setPlaceholderText(hint)
    rows.addRow(label, edit)
    return edit


def _section(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("section")
    return label
