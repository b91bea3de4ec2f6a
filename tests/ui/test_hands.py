"""What a clerk does without thinking: Enter on a button or a marked name, a double click, a panel by its key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from small_maps import Small, small
from ui.conftest import Driver

from probis_editor.commands import maps, tree
from probis_editor.drawing import faces
from probis_editor.model.changes import label
from probis_editor.model.office import Unit
from probis_editor.ui import dialogs
from probis_editor.ui.bookmaking.dialog import BookMaking
from probis_editor.ui.dialogs import Form
from probis_editor.ui.editor import InlineEditor
from probis_editor.ui.exchange.importing import ImportWizard

EDIT = label("cmd.test")
Key = Qt.Key


@pytest.fixture
def made(driver: Driver) -> Small:
    made = small()
    with made.document.transaction(EDIT) as tx:
        tree.create_process(tx, "Surat keluar", group="Utama")
        tree.create_unit(tx, "Subbagian Umum")
        tree.create_unit(tx, "Subbagian Keuangan")
    driver.open(made.document, made.map)
    return made


def key_into_form(name: str, words: str) -> None:
    """Into the form that opens next type, and press Enter at once."""

    def act() -> None:
        form = QApplication.activeModalWidget()
        assert isinstance(form, Form)
        edit = form.findChildren(QLineEdit)[0]
        edit.selectAll()
        QTest.keyClicks(edit, words)
        QTest.keyClick(edit, Key.Key_Return)
        if form.isVisible():
            form.reject()

    QTimer.singleShot(0, act)


def test_enter_takes_the_marked_name(driver: Driver, made: Small) -> None:
    driver.session.select([made.lanes[0]])
    driver.window.trigger("rename")
    (editor,) = driver.canvas.view.viewport().findChildren(InlineEditor)
    editor.selectAll()
    QTest.keyClicks(editor, "subbag")
    popup = editor._names.popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Key.Key_Down)
    marked = popup.currentIndex().data()
    QTest.keyClick(popup, Key.Key_Return)
    assert marked == "Subbagian Umum"
    assert made.node(made.lanes[0]).name == marked
    assert made.document.unit(made.node(made.lanes[0]).unit).name == marked


def test_names_are_typed_in_the_letters_of_the_map(driver: Driver, made: Small) -> None:
    driver.session.select([made.lanes[0]])
    driver.window.trigger("rename")
    (editor,) = driver.canvas.view.viewport().findChildren(InlineEditor)
    assert editor.font().family() == faces.file_of("sans", False, False).split("-")[0]
    QTest.keyClick(editor, Key.Key_Escape)


def test_enter_right_after_typing_renames_a_unit(driver: Driver, made: Small) -> None:
    unit = next(u for u in made.document.of_type(Unit) if u.name == "Subbagian Umum")
    driver.window.office.show_unit(unit.id)
    key_into_form("name", "Subbagian Tata Usaha")
    QTest.keyClick(driver.window.office.units.tree, Key.Key_F2)
    assert made.document.unit(unit.id).name == "Subbagian Tata Usaha"


def test_double_click_on_a_process_without_a_map_begins_one(driver: Driver, made: Small) -> None:
    panel = driver.window.tree
    item = next(i for i in panel._items() if "Surat keluar" in i.text(0))
    count = len(made.document.maps())
    spot = panel.tree.visualItemRect(item).center()
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(made.document.maps()) == count
    key_into_form("name", "Surat keluar")
    QTest.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    new = made.document.map(driver.session.place.map)
    assert (len(made.document.maps()), new.name) == (count + 1, "P1 Surat keluar")
    assert made.document.process(new.process).name == "Surat keluar"


def test_new_map_belongs_to_the_process_in_the_tree(driver: Driver, made: Small) -> None:
    panel = driver.window.tree
    process = next(i for i in panel._items() if "Surat keluar" in i.text(0))
    panel.tree.setCurrentItem(process)
    key_into_form("name", "Pertama")
    driver.window.trigger("new_map")
    first = made.document.map(driver.session.place.map)
    assert made.document.process(first.process).name == "Surat keluar"
    key_into_form("name", "Kedua")
    driver.window.trigger("new_map")
    assert made.document.map(driver.session.place.map).process == ""


def test_keys_of_panels_bring_the_keyboard_along(driver: Driver, made: Small) -> None:
    with made.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Persuratan", group="Utama")
        maps.change_map(tx, made.map, process=process.id)
    driver.window.office.narrative.show_process(process.id)
    driver.window.trigger("units")
    QApplication.processEvents()
    assert driver.window.focusWidget() is driver.window.office.units.tree
    driver.window.trigger("units")
    assert driver.window.focusWidget() is driver.canvas.view
    driver.window.trigger("texts")
    QApplication.processEvents()
    QTest.keyClicks(driver.window.focusWidget(), "Tujuan")
    driver.window.end_editing()
    assert made.document.narrative(f"process:{process.id}:intro").blocks[0].text == "Tujuan"


def test_enter_presses_the_button_with_the_focus(driver: Driver, made: Small) -> None:
    steps = driver.window.steps
    driver.open(empty := small().document, "")
    with empty.transaction(EDIT) as tx:
        new = maps.create_map(tx, "Kosong", kind="cross_functional")
    driver.session.show(new.id)
    driver.window.trigger("steps")
    QApplication.processEvents()
    begin = steps.empty.buttons["begin"]
    begin.setFocus()
    QTest.keyClick(begin, Key.Key_Return)
    assert driver.window.focusWidget() is steps.table
    assert steps.pages.currentWidget() is not steps.empty


def test_enter_asks_for_files_in_the_wizard(
    driver: Driver, made: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = ImportWizard(driver.window)
    pressed: list[bool] = []
    monkeypatch.setattr(dialogs, "ask_files", lambda *_: pressed.append(True) or [])
    QTest.keyClick(wizard.files.add_files, Key.Key_Return)
    assert len(pressed) == 1
    wizard.deleteLater()


def test_wizard_goes_on_before_it_imports(driver: Driver, made: Small) -> None:
    wizard = ImportWizard(driver.window)
    main = [wizard.next, wizard.next, wizard.do]
    for page, button in enumerate(main):
        wizard._show(page)
        assert button.isDefault()
        assert [b.objectName() == "primary" for b in (wizard.next, wizard.do)] == [
            b is button for b in (wizard.next, wizard.do)
        ]
    wizard.deleteLater()


def test_book_dialog_fits_the_screen_of_an_office(driver: Driver, made: Small) -> None:
    dialog = BookMaking(driver.window, driver.session)
    assert dialog.minimumSizeHint().height() <= 768 - 40 - 30
    dialog.deleteLater()
