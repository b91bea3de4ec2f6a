"""Baru dari ...: a kind of office with things unticked, a book in Word, last year's document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui.conftest import Driver
from word_books import BOOKS

from probis_editor.commands import revisions, starting, tree
from probis_editor.formats.base import write_any
from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.office import Process, Unit
from probis_editor.ui import dialogs
from probis_editor.ui.facts.form import CheckedForm, Ticks
from probis_editor.ui.starting.office_start import OfficeStart

OFF = Qt.CheckState.Unchecked


def item(ticks: Ticks, words: str):
    return next(i for i in ticks.items() if i.text(0).startswith(words))


def begin(driver: Driver, do, press: bool = True) -> None:
    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, OfficeStart)
        try:
            do(form)
            if press:
                QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)
        finally:
            if form.isVisible():
                form.reject()

    QTimer.singleShot(0, act)
    driver.window.trigger("start.office")
    QApplication.processEvents()


def test_what_is_unticked_is_not_made(driver: Driver) -> None:
    def do(form: OfficeStart) -> None:
        assert not form.do.isEnabled()
        QTest.keyClicks(form.name, "Kecamatan Sukamaju")
        QTest.keyClicks(form.region, "Kota Contoh")
        item(form.processes, "Lainnya").setCheckState(0, OFF)
        item(form.processes, "Penyusunan Rencana Kerja").setCheckState(0, OFF)
        item(form.units, "Sekretaris Kecamatan").setCheckState(0, OFF)
        item(form.book, "Kata Pengantar").setCheckState(0, OFF)
        item(form.book, "Peta relasi").setCheckState(0, OFF)

    begin(driver, do)
    document = driver.document
    assert (document.office.name, document.office.region) == ("Kecamatan Sukamaju", "Kota Contoh")
    names = {p.name for p in document.of_type(Process)}
    assert "Perencanaan dan Keuangan" in names
    assert not names & {"Koordinasi Lintas Perangkat Daerah", "Penyusunan Rencana Kerja"}
    units = {u.name for u in document.of_type(Unit)}
    assert not units & {"Sekretaris Kecamatan", "Sub Bagian Umum dan Kepegawaian"}
    assert "preface" not in document.book.chapters
    assert "processes" in document.book.chapters
    assert {m.kind for m in document.maps()} == {"level0", "organisation", "subprocess"}
    assert driver.window.session.path is None


def test_other_kind_of_office_fills_anew_and_cancel_leaves_things(driver: Driver) -> None:
    def do(form: OfficeStart) -> None:
        form.kind.setCurrentIndex(form.kind.findData("dinas"))
        wanted = {u.name for u in starting.proposal("dinas").units}
        assert {str(i.data(0, Qt.ItemDataRole.UserRole)) for i in form.units.items()} == wanted

    before = driver.document
    begin(driver, do, press=False)
    assert driver.document is before


def test_book_in_word_is_read_with_a_report(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "buku.docx"
    path.write_bytes(BOOKS["decimal"]())
    monkeypatch.setattr(dialogs, "ask_word", lambda *_: path)
    driver.window.trigger("start.book")
    QApplication.processEvents()
    assert [p.name for _, p in numbering.walk(driver.document)][:2] == ["Umum dan Kepegawaian", "Persuratan"]
    assert driver.window.report.tree.topLevelItemCount() >= 1
    assert driver.window._docks["report"].isVisible()


def test_last_year_becomes_a_new_revision(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, path = Document(), tmp_path / "2025.probis"
    with document.transaction(label("cmd.test")) as tx:
        tree.create_process(tx, "Persuratan")
        tree.set_book(tx, year="2025", date="5 Maret 2025")
    write_any(document, path)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: path)

    def act() -> None:
        form = QApplication.activeModalWidget()
        if isinstance(form, CheckedForm):
            timer.stop()
            QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    timer = QTimer()  # the file is read first, in an event loop of its own
    timer.timeout.connect(act)
    timer.start(20)
    driver.window.trigger("start.revision")
    now = revisions.current(driver.document)
    assert (now.number, now.determined, now.reason) == (1, False, "strategy")
    assert driver.document.book.year == ""
    assert revisions.revisions(driver.document)[0].review == "2026-03-05"
    assert driver.session.path is None


def test_start_page_offers_it(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(type(driver.window.facts.starting), "from_office", lambda _: asked.append("office"))
    buttons = driver.window.start.findChildren(QPushButton)
    button = next(b for b in buttons if "jenis kantor" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["office"]
