"""Ready colours have names that are spoken and shown, and are reached by keys; a click colours what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from small_maps import Small
from ui.conftest import Driver

from probis_editor.ui.panels.colors import COLORS, Swatches, spoken
from probis_editor.ui.panels.fields import ColorField

Key = Qt.Key


def fill(driver: Driver) -> tuple[ColorField, Swatches]:
    """The field of the fill, with its colours shown."""
    text = driver.session.text
    fields = driver.window.findChildren(ColorField)
    field = next(f for f in fields if f.isVisible() and f.text() == text("ui.field.fill"))
    menu = field.menu()
    menu.popup(field.mapToGlobal(field.rect().bottomLeft()))
    QApplication.processEvents()
    found = menu.findChildren(Swatches)
    assert len(found) == 1
    return field, found[0]


def test_every_ready_colour_has_a_name_of_its_own(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    field, grid = fill(driver)
    names = [button.accessibleName() for button in grid.buttons]
    assert names == [button.toolTip() for button in grid.buttons]
    assert len(set(names)) == len(COLORS)
    assert not [name for name in names if "#" in name]
    assert names[COLORS_AT["#F5B5A8"]] == "Merah muda"
    field.menu().close()


COLORS_AT = {color: at for at, color in enumerate(COLORS)}


def test_a_colour_is_clicked_and_said_at_the_field(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    before = made.document.snapshot()
    field, grid = fill(driver)
    assert field.accessibleName().endswith(driver.session.text("ui.field.automatic"))
    QTest.mouseClick(grid.buttons[COLORS_AT["#A9C8EC"]], Qt.MouseButton.LeftButton)
    assert made.node(made.send).style.fill == "#A9C8EC"
    assert field.accessibleName() == field.toolTip() == "Isi: Biru muda"
    driver.session.undo()
    assert made.document.snapshot() == before


def test_a_colour_is_taken_by_keys(driver: Driver, made: Small) -> None:
    driver.session.select([made.send])
    field, grid = fill(driver)
    for _ in range(2):
        QTest.keyClick(field.menu(), Key.Key_Down)
    assert QApplication.focusWidget() is grid.buttons[0]
    for key in (Key.Key_Right, Key.Key_Down):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is grid.buttons[7]
    QTest.keyClick(grid.buttons[7], Key.Key_Return)
    assert made.node(made.send).style.fill == list(COLORS)[7]


def test_a_colour_of_ones_own_is_said_by_its_number(driver: Driver, made: Small) -> None:
    assert spoken(driver.session.text, "#123456") == "Warna sendiri #123456"
