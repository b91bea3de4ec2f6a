"""Descriptions and extended attributes in the properties: Bizagi's HTML as rich text, values checked, files saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.small import GATE, MAP, TASK
from formats.test_attributes import PICTURE, file, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget
from ui.conftest import Driver

from probis_editor.formats import attributes, base
from probis_editor.model.changes import label
from probis_editor.ui import dialogs
from probis_editor.ui.panels import rich_base
from probis_editor.ui.panels.attributes import AttributeFields
from probis_editor.ui.panels.described import DescriptionField
from probis_editor.ui.panels.fields import ChoiceField, TextField
from probis_editor.ui.panels.properties import PropertiesPanel

CTRL = Qt.KeyboardModifier.ControlModifier
HTML = '<p style="margin:0pt;"><span style="font-weight:bold;">Periksa</span> berkas&nbsp;asli</p><p>Dua</p>'


@pytest.fixture
def panel(driver: Driver) -> PropertiesPanel:
    document = base.read_bytes(file(), "a.bpm").document
    from probis_editor.commands import shapes

    with document.transaction(label("cmd.test")) as tx:
        shapes.change(tx, MAP, TASK, documentation=HTML)
    driver.open(document, MAP)
    driver.session.select([TASK])
    found = driver.window.findChild(PropertiesPanel)
    assert found is not None
    found.window().raise_()
    return found


def described(panel: PropertiesPanel) -> DescriptionField:
    """The field of the description; those of attributes lie inside their own box."""
    return next(f for f in panel.widget().findChildren(DescriptionField) if f.parent() is panel.widget())


def field(panel: PropertiesPanel, kind: type, name: str) -> QWidget:
    return next(f for f in panel.widget().findChildren(kind) if f.accessibleName() == name)


def text_of(driver: Driver) -> str:
    return driver.document.node(MAP, TASK).documentation


def test_html_is_shown_as_text_and_stays_until_it_is_edited(driver: Driver, panel: PropertiesPanel) -> None:
    edit = described(panel).edit
    assert edit.toPlainText() == "Periksa berkas asli\nDua"
    edit.setFocus()
    driver.canvas.view.setFocus()
    assert text_of(driver) == HTML


def test_what_is_typed_is_written_and_undone(driver: Driver, panel: PropertiesPanel) -> None:
    edit = described(panel).edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(edit, " kali")
    QTest.qWait(rich_base.PAUSE + 150)
    assert "Dua kali" in text_of(driver)
    assert "font-weight:bold" in text_of(driver)
    driver.session.undo()
    assert text_of(driver) == HTML
    assert described(panel).edit.toPlainText().endswith("Dua")
    driver.session.redo()
    assert "Dua kali" in text_of(driver)


def test_typed_text_goes_to_the_element_it_was_typed_for(driver: Driver, panel: PropertiesPanel) -> None:
    edit = described(panel).edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(edit, " lagi")
    driver.click(driver.node(GATE).drawn.center)
    assert driver.session.selection == (GATE,)
    assert "Dua lagi" in text_of(driver)
    assert driver.node(GATE).documentation == ""


def test_the_buttons_make_bold_and_lists(driver: Driver, panel: PropertiesPanel) -> None:
    driver.session.select([GATE])
    whole = described(panel)
    whole.edit.setFocus()
    QTest.keyClicks(whole.edit, "satu")
    bulleted = next(b for b in whole.findChildren(QToolButton) if b.accessibleName() == "Daftar bertanda")
    QTest.mouseClick(bulleted, Qt.MouseButton.LeftButton)
    driver.canvas.view.setFocus()
    QApplication.processEvents()
    assert "<ul><li>" in driver.node(GATE).documentation
    assert "satu" in driver.node(GATE).documentation


def test_attributes_in_the_order_of_the_model(driver: Driver, panel: PropertiesPanel) -> None:
    names = [f.accessibleName() for f in panel.widget().findChildren(QWidget) if f.accessibleName()]
    assert names.index("Banyak") < names.index("Lama") < names.index("Cara")


def test_a_number_that_is_none_is_refused(driver: Driver, panel: PropertiesPanel) -> None:
    said: list[str] = []
    driver.session.said.connect(lambda _, line: said.append(line))
    count = field(panel, TextField, "Banyak")
    count.setFocus()
    count.selectAll()
    QTest.keyClicks(count, "tiga")
    QTest.keyClick(count, Qt.Key.Key_Return)
    assert shown(driver.document, TASK)["Banyak"] == "3"
    assert count.toPlainText() == "3"
    assert any("tiga" in line for line in said)
    count.selectAll()
    QTest.keyClicks(count, "12")
    QTest.keyClick(count, Qt.Key.Key_Return)
    assert shown(driver.document, TASK)["Banyak"] == "12"
    driver.session.undo()
    assert shown(driver.document, TASK)["Banyak"] == "3"
    assert count.toPlainText() == "3"


def test_a_choice_is_one_of_the_options(driver: Driver, panel: PropertiesPanel) -> None:
    choice = field(panel, ChoiceField, "Cara")
    assert [choice.itemData(i) for i in range(choice.count())] == ["", "Cepat", "Biasa"]
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert shown(driver.document, TASK)["Cara"] == "Cepat"


def test_an_attached_file_is_saved_as_it_is(
    driver: Driver, panel: PropertiesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "hasil.jpg"
    monkeypatch.setattr(dialogs, "ask_save_as", lambda *_: target)
    own = panel.widget().findChild(AttributeFields)
    save = next(b for b in own.findChildren(QToolButton) if b.accessibleName().startswith("Simpan berkas"))
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert target.read_bytes() == b"\xff\xd8\xff"
    assert PICTURE in save.accessibleName()


def test_only_harmless_files_are_opened(driver: Driver, panel: PropertiesPanel) -> None:
    from probis_editor.formats import attached as files
    from probis_editor.ui.panels import attached

    assert ".exe" not in attached.SHOWN
    assert ".bat" not in attached.SHOWN
    assert files.leaf("..\\..\\.bashrc") == "bashrc"


def test_a_file_is_replaced_taken_off_and_chosen(
    driver: Driver, panel: PropertiesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "Formulir baru.pdf"
    chosen.write_bytes(b"%PDF-1")
    monkeypatch.setattr(dialogs, "ask_file", lambda *_: chosen)
    document = driver.session.document

    def names() -> list[str]:
        return [a.name for a in attributes.attachments(document, MAP) if a.element == TASK]

    def press(words: str) -> None:
        own = panel.widget().findChild(AttributeFields)
        button = next(
            b
            for b in own.findChildren(QAbstractButton)
            if b.isVisible() and b.accessibleName().startswith(words)
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    press("Ganti berkas")
    assert names() == ["Formulir baru.pdf"]
    assert attributes.attachment(document, MAP, TASK, "Formulir baru.pdf") == b"%PDF-1"
    press("Lepas berkas")
    assert names() == []
    press("Pilih berkas")
    assert names() == ["Formulir baru.pdf"]
    driver.session.history.undo()
    driver.session.history.undo()
    driver.session.history.undo()
    assert names() == [PICTURE]
    press("Ganti berkas")
    assert names() == ["Formulir baru.pdf"]
