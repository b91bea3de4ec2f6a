"""Lembar SOP and Poster in the window: fields kept as one undo step, a PDF, a workbook, all maps."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.commands import sop
from probis_editor.formats import base
from probis_editor.model.queries import find_map
from probis_editor.ui.poster_dialog import PosterForm
from probis_editor.ui.sop_dialog import SopForm

SAMPLE = Path(__file__).parents[2] / "samples" / "wonoasih.probis"


def in_form(act) -> None:
    """Do something with the form when it is there."""

    def now() -> None:
        form = QApplication.activeModalWidget()
        if isinstance(form, SopForm | PosterForm):
            act(form)
        else:
            QTimer.singleShot(20, now)

    QTimer.singleShot(0, now)


@pytest.fixture
def process(driver: Driver) -> str:
    document = base.open_any(SAMPLE).document
    found = find_map(document, "P1.1.2")
    assert found is not None
    driver.open(document, found.id)
    return found.process


def pages(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    count = len(pdf)
    pdf.close()
    return count


def test_fields_are_kept_and_the_pdf_is_written(
    driver: Driver, process: str, save_to, tmp_path: Path
) -> None:
    target = tmp_path / "sop.pdf"
    save_to(target)

    def fill(form: SopForm) -> None:
        assert form.map.currentText().startswith("P1.1.2")
        QTest.keyClicks(form.lines["number"], "065/12")
        tools = form.texts["tools"]
        tools.setFocus()
        QTest.keyClicks(tools, "Komputer")
        QTest.keyClick(tools, Qt.Key.Key_Return)
        QTest.keyClicks(tools, "Printer")
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    in_form(fill)
    driver.window.trigger("sop")
    assert pages(target) >= 2
    said = sop.said(driver.document, process)
    assert (said.number, said.tools) == ("065/12", ("Komputer", "Printer"))
    driver.session.undo()
    assert sop.said(driver.document, process).number == ""
    driver.session.redo()
    assert sop.said(driver.document, process).tools == ("Komputer", "Printer")


def test_a_workbook_and_all_maps(driver: Driver, process: str, save_to, tmp_path: Path) -> None:
    book, every = tmp_path / "sop.xlsx", tmp_path / "semua.pdf"
    save_to(book)
    in_form(lambda form: QTest.mouseClick(form.excel, Qt.MouseButton.LeftButton))
    driver.window.trigger("sop")
    assert book.read_bytes()[:2] == b"PK"
    assert not driver.session.modified

    def whole(form: SopForm) -> None:
        form.every.setFocus()
        QTest.keyClick(form.every, Qt.Key.Key_Space)
        assert not form.excel.isEnabled()
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    save_to(every)
    in_form(whole)
    driver.window.trigger("sop")
    assert pages(every) > 40


def test_another_map_keeps_what_was_written(driver: Driver, process: str) -> None:
    def act(form: SopForm) -> None:
        QTest.keyClicks(form.lines["number"], "7")
        form.map.setFocus()
        QTest.keyClick(form.map, Qt.Key.Key_Down)
        assert form.lines["number"].text() == ""
        form.reject()

    in_form(act)
    driver.window.trigger("sop")
    assert sop.said(driver.document, process).number == "7"


def test_a_poster_of_the_map_in_front(driver: Driver, process: str, save_to, tmp_path: Path) -> None:
    target = tmp_path / "poster.pdf"
    save_to(target)

    def act(form: PosterForm) -> None:
        assert form.map.currentText().startswith("P1.1.2")
        form.paper.setFocus()
        QTest.keyClick(form.paper, Qt.Key.Key_Down)
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    in_form(act)
    driver.window.trigger("poster")
    assert pages(target) == 1
    pdf = pypdfium2.PdfDocument(target.read_bytes())
    assert max(pdf[0].get_size()) == pytest.approx(841 / 25.4 * 72, abs=0.5)
    pdf.close()
