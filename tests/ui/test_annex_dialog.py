"""Book > Annex of one unit, with real keys."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.conftest import Driver

from probis_editor.formats import base
from probis_editor.ui.annex_dialog import AnnexForm

SAMPLE = Path(__file__).parents[2] / "samples" / "wonoasih.probis"


def test_the_chosen_unit_gets_its_annex(driver: Driver, save_to, tmp_path: Path) -> None:
    document = base.open_any(SAMPLE).document
    driver.open(document, document.maps()[0].id)
    target = tmp_path / "lampiran.pdf"
    save_to(target)
    seen: list[str] = []

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, AnnexForm)
        form.unit.setFocus()
        QTest.keyClick(form.unit, Qt.Key.Key_Down)
        seen.append(form.chosen.name)
        QTest.mouseClick(form.do, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, act)
    driver.window.trigger("unit_annex")
    pdf = pypdfium2.PdfDocument(target.read_bytes())
    assert seen[0].upper() in pdf[0].get_textpage().get_text_bounded()
    pdf.close()
    assert not driver.session.modified
