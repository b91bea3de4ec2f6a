"""Contrast by day and by night, and that the two can be turned while the window is open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QMenu, QRadioButton, QWidget
from small_maps import small
from ui.conftest import Driver

from probis_editor import resources
from probis_editor.ui import icons, look
from probis_editor.ui.canvas import INK_ON_PAPER
from probis_editor.ui.editor import InlineEditor

TEXTS = (
    *((ink, ground) for ink in look.INKS if ink != "FAINT" for ground in ("BASE", "WINDOW", "BUTTON", "ACCENT_HOVER")),
    ("TEXT", "ACCENT_SOFT"), ("MUTED", "ACCENT_SOFT"),  # rows that are selected have no other inks
    ("FAINT", "BASE"),  # what an empty field asks for
)  # fmt: skip


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_wcag_computes() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [look.LIGHT, look.DARK], ids=["day", "night"])
def test_words_have_enough_contrast(palette: dict[str, str]) -> None:
    poor = {(a, b): round(contrast(palette[a], palette[b]), 2) for a, b in TEXTS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    assert contrast("#FFFFFF", look.PRIMARY) >= 4.5
    assert contrast("#FFFFFF", look.TIP) >= 4.5


@pytest.mark.parametrize("palette", [look.LIGHT, look.DARK], ids=["day", "night"])
def test_marks_on_the_paper_and_the_panels_can_be_seen(palette: dict[str, str]) -> None:
    for ink in ("ACCENT", "ERROR"):
        assert contrast(palette[ink], "#FFFFFF") >= 3, ink
        assert contrast(palette[ink], palette["BASE"]) >= 3, ink


def test_words_on_the_paper_have_enough_contrast_by_night_too() -> None:
    for name in ("ACCENT", "ERROR", "MUTED"):
        assert contrast(look.on_paper(name), "#FFFFFF") >= 4.5, name
    for ground in ("ACCENT_HOVER", "ACCENT_SOFT"):  # the button below the last lane
        assert contrast(look.on_paper("ACCENT"), look.on_paper(ground)) >= 4.5, ground
    assert contrast(INK_ON_PAPER, "#FFFFFF") >= 4.5


@pytest.mark.parametrize("color", ["#0F6E75", "#0C5C62", "#0A4E53"])
def test_words_on_the_main_button_have_enough_contrast(color: str) -> None:
    assert color in look._SHEET
    assert contrast("#FFFFFF", color) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_marks_of_boxes_and_lists_can_be_seen(dark: bool) -> None:
    palette = look.DARK if dark else look.LIGHT
    for ground in ("BASE", "WINDOW"):
        assert contrast(palette["EDGE"], palette[ground]) >= 3, ground
    for name, file in look.marks(dark).items():
        ink = re.findall(r'stroke="(#\w{6})"', resources.read_text(f"marks/{file}.svg"))
        ground = palette["BASE"] if name == "chevron" else look.PRIMARY
        assert [round(contrast(color, ground), 2) for color in ink if contrast(color, ground) < 4.5] == []
        assert ink


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.usefixtures("_day")
def test_an_empty_box_and_an_arrow_are_seen_as_painted(qapp: QApplication, dark: bool) -> None:
    look.use(qapp, dark)
    for made in (QCheckBox(), QRadioButton(), QComboBox()):
        made.resize(made.sizeHint().expandedTo(QSize(60, 26)))
        shown = made.grab().toImage()
        found = {shown.pixelColor(x, y).name() for x in range(shown.width()) for y in range(shown.height())}
        ground = look.BASE if isinstance(made, QComboBox) else look.WINDOW
        assert max(contrast(color, ground) for color in found) >= 3, type(made).__name__
        made.deleteLater()


def test_every_colour_has_one_name_and_both_times_know_it() -> None:
    assert look.LIGHT.keys() == look.DARK.keys()
    for palette in (look.LIGHT, look.DARK):
        assert len(set(palette.values())) == len(palette)


@pytest.fixture
def _day(qapp: QApplication) -> Iterator[None]:
    yield
    look.use(qapp, dark=False)


@pytest.mark.usefixtures("_day")
def test_night_and_day_while_the_window_is_open(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    window = driver.window
    before = window.workspace.crumbs.styleSheet()
    window.trigger("theme_dark")
    assert look.is_dark()
    shown = window.grab().toImage()
    tree = window.tree
    spot = tree.mapTo(window, tree.rect().center())
    assert shown.pixelColor(spot).lightness() < 60
    paper = driver.canvas.view.grab().toImage()
    assert paper.pixelColor(driver.spot(made.node(made.send).drawn.center.moved(0, 26))).lightness() > 240
    sheets = [w.styleSheet() for w in window.findChildren(QWidget)]
    left = [sheet for sheet in sheets if look.LIGHT["BASE"] in sheet or look.LIGHT["MUTED"] in sheet]
    assert left == []
    window.trigger("theme_light")
    assert not look.is_dark()
    assert window.workspace.crumbs.styleSheet() == before


@pytest.mark.parametrize("palette", [look.LIGHT, look.DARK], ids=["day", "night"])
def test_a_main_button_that_is_off_stands_back(palette: dict[str, str]) -> None:
    ground = palette["WINDOW"]
    assert contrast(palette["PRIMARY_OFF"], ground) < contrast(look.PRIMARY, ground)
    assert contrast(palette["ON_PRIMARY_OFF"], palette["PRIMARY_OFF"]) >= 3


def test_a_row_of_a_menu_with_an_icon_shows_that_it_is_on(driver: Driver) -> None:
    menu = QMenu()
    row = menu.addAction(icons.icon("grid-3x3"), "Kisi")
    row.setCheckable(True)
    menu.resize(menu.sizeHint())
    off = menu.grab().toImage()
    row.setChecked(True)
    assert menu.grab().toImage() != off


@pytest.mark.usefixtures("_day")
def test_a_shape_stays_white_while_its_name_is_typed_at_night(driver: Driver) -> None:
    made = small()
    driver.open(made.document, made.map)
    driver.window.trigger("theme_dark")
    driver.session.select([made.send])
    driver.key(Qt.Key.Key_F2)
    (editor,) = driver.canvas.view.viewport().findChildren(InlineEditor)
    QTest.keyClick(editor, Qt.Key.Key_End)
    seen = editor.grab().toImage()
    colors = [seen.pixelColor(x, y) for x in range(6, seen.width() - 6) for y in range(6, seen.height() - 6)]
    lights = [color.lightness() for color in colors]
    assert sorted(lights)[len(lights) // 2] > 240
    assert min(lights) < 80
    editor.finish(keep=False)
