"""Kantor and Buku: filled in by hand, one undo step, no impossible NIP or date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetItem
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import tree
from probis_editor.model.changes import label
from probis_editor.model.office import Book, Person
from probis_editor.ui import dialogs, office_dialogs
from probis_editor.ui.book_dialog import BookForm
from probis_editor.ui.office_dialogs import OfficeForm

EDIT = label("cmd.test")
NIP = "197003051995031001"


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.set_office(
            tx, name="Kecamatan Lama", region="Kota Contoh", head=Person(title="Camat", acting="Plt.")
        )
    driver.open(made.document, made.map)
    return made


def fill(driver: Driver, action: str, do: Callable[[object], None], press: bool = True) -> None:
    """Open a form by its action, do something in it, and press its button."""

    def act() -> None:
        form = QApplication.activeModalWidget()
        try:
            do(form)
            if press:
                QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)
        finally:
            if form.isVisible():
                form.reject()

    QTimer.singleShot(0, act)
    driver.window.trigger(action)


def test_office_is_one_step(driver: Driver, made: Small) -> None:
    before = len(driver.session.history._done)

    def do(form: OfficeForm) -> None:
        form.name.selectAll()
        QTest.keyClicks(form.name, "Kecamatan Baru")
        form.kind.setCurrentIndex(form.kind.findData("kecamatan"))
        QTest.keyClicks(form.head_name, "Siti Aminah, S.E.")
        form.head_rank.setCurrentText("Pembina (IV/a)")
        QTest.keyClicks(form.head_nip, NIP)
        assert "5 Maret 1970" in form.nip_said.text()
        form.officials.setItem(0, 0, QTableWidgetItem("Sekretaris Kecamatan"))
        form.officials.setItem(0, 1, QTableWidgetItem("Budi"))

    fill(driver, "office", do)
    office = driver.document.office
    assert (office.name, office.kind, office.region) == ("Kecamatan Baru", "kecamatan", "Kota Contoh")
    assert office.head == Person(
        title="Camat",
        acting="Plt.",
        name="Siti Aminah, S.E.",
        rank="Pembina (IV/a)",
        nip="19700305 199503 1 001",
    )
    assert office.officials == (Person(title="Sekretaris Kecamatan", name="Budi"),)
    assert len(driver.session.history._done) == before + 1
    driver.session.undo()
    assert driver.document.office.name == "Kecamatan Lama"


def test_impossible_nip_cannot_be_saved(driver: Driver, made: Small) -> None:
    def do(form: OfficeForm) -> None:
        QTest.keyClicks(form.head_nip, "123")
        assert form.problem.text()
        assert not form.do.isEnabled()

    before = driver.document.snapshot()
    fill(driver, "office", do)
    assert driver.document.snapshot() == before


def test_saving_without_a_change_is_no_step(driver: Driver, made: Small) -> None:
    before = len(driver.session.history._done)
    fill(driver, "office", lambda form: None)
    fill(driver, "book_form", lambda form: None)
    assert len(driver.session.history._done) == before


def test_logo_is_read_and_made_small(
    driver: Driver, made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(str(tmp_path / "logo.bmp"))
    monkeypatch.setattr(dialogs, "ask_picture", lambda *_: tmp_path / "logo.bmp")
    fill(driver, "office", lambda form: form._choose_logo())
    logo = QImage.fromData(driver.document.office.logo)
    assert driver.document.office.logo.startswith(b"\x89PNG")
    assert (logo.width(), logo.height()) == (1200, 600)
    fill(driver, "office", lambda form: form.no_logo.click())
    assert driver.document.office.logo == b""
    assert office_dialogs.picture(b"no picture") == b""


def test_book_is_one_step(driver: Driver, made: Small) -> None:
    before = len(driver.session.history._done)

    def do(form: BookForm) -> None:
        QTest.keyClicks(form.year, "2026")
        QTest.keyClicks(form.period, "2025-2029")
        QTest.keyClicks(form.place, "Probolinggo")
        QTest.keyClicks(form.date, "Maret 2026")
        form.draft_mark.click()

    fill(driver, "book_form", do)
    book = driver.document.book
    assert (book.year, book.period, book.place, book.date) == (
        "2026",
        "2025-2029",
        "Probolinggo",
        "Maret 2026",
    )
    assert book.draft_mark is not Book().draft_mark
    assert len(driver.session.history._done) == before + 1
    driver.session.undo()
    assert driver.document.book.year == ""


@pytest.mark.parametrize(
    ("field", "said"), [("year", "26"), ("period", "2029-2025"), ("date", "31 Februari 2026")]
)
def test_what_is_no_date_cannot_be_saved(driver: Driver, made: Small, field: str, said: str) -> None:
    def do(form: BookForm) -> None:
        QTest.keyClicks(getattr(form, field), said)
        assert form.problem.text()
        assert not form.do.isEnabled()

    before = driver.document.snapshot()
    fill(driver, "book_form", do)
    assert driver.document.snapshot() == before


def test_finding_about_the_signer_opens_the_office(driver: Driver, made: Small) -> None:
    seen: list[str] = []
    driver.window.trigger("findings")
    panel = driver.window.office.findings
    item = next(i for i in panel._items() if panel.finding(i).rule == "signer_incomplete")
    panel.tree.setCurrentItem(item)

    def act() -> None:
        form = QApplication.activeModalWidget()
        seen.append(type(form).__name__)
        form.reject()

    QTimer.singleShot(0, act)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert seen == ["OfficeForm"]
