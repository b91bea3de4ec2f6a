"""The window's own look: palette, style sheet, spacing. Maps have their own theme (`drawing.theme`)."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from probis_editor import resources

LIGHT = {
    "ACCENT": "#0F6E75",
    "ACCENT_SOFT": "#DCEDEE",
    "ACCENT_HOVER": "#EDF5F5",
    "TEXT": "#1F2A2E",
    "MUTED": "#5E6C71",
    "FAINT": "#6B797E",
    "WINDOW": "#F4F6F6",
    "BASE": "#FFFFFF",
    "BUTTON": "#FBFCFC",
    "BORDER": "#D6DDDF",
    "EDGE": "#7D8B90",
    "DESK": "#E4E9EA",
    "SHEET_EDGE": "#C6D0D2",
    "GRID": "#EDF1F2",
    "ERROR": "#B3261E",
    "GUESSED": "#8A5A00",
    "DISABLED": "#A5B0B4",
    "HANDLE": "#C2CCCF",
    "HANDLE_HOVER": "#9FADB1",
    "SHADOW": "#B8C2C5",
    "PRIMARY_OFF": "#7C9396",
    "ON_PRIMARY_OFF": "#FEFFFF",
}
"""The window by day. The paper is white in both; what is drawn on it keeps its colours."""

DARK = {
    "ACCENT": "#2BA1A9",
    "ACCENT_SOFT": "#1D3A3E",
    "ACCENT_HOVER": "#1D292C",
    "TEXT": "#E4EAEC",
    "MUTED": "#9AA8AD",
    "FAINT": "#839196",
    "WINDOW": "#15191B",
    "BASE": "#1B2123",
    "BUTTON": "#20272A",
    "BORDER": "#333D41",
    "EDGE": "#74838A",
    "DESK": "#0F1314",
    "SHEET_EDGE": "#C6D0D3",
    "GRID": "#EDF1F3",
    "ERROR": "#E96A59",
    "GUESSED": "#BD8721",
    "DISABLED": "#5B686D",
    "HANDLE": "#465257",
    "HANDLE_HOVER": "#5F6D73",
    "SHADOW": "#0A0D0E",
    "PRIMARY_OFF": "#23393C",
    "ON_PRIMARY_OFF": "#7F9296",
}
"""The window by night. Accent and error are seen on dark panels and on the white paper alike."""

INKS = ("TEXT", "MUTED", "FAINT", "ACCENT", "ERROR", "GUESSED")
"""The colours that icons and texts have."""

PRIMARY = "#0F6E75"
TIP = "#22343A"

_now: dict[str, str] = LIGHT


def __getattr__(name: str) -> str:
    """`look.ACCENT` and its like: the colour as it is now."""
    try:
        return _now[name]
    except KeyError:
        raise AttributeError(name) from None


def is_dark() -> bool:
    return _now is DARK


def on_paper(name: str) -> str:
    """An ink for words on the paper, which is white by night too: that of the day."""
    return LIGHT[name]


def shade(color: str) -> str:
    """A colour of the day's or the night's inks as it is now; any other as it is."""
    for palette in (LIGHT, DARK):
        for name in INKS:
            if palette[name] == color:
                return _now[name]
    return color


FACES = ("Arimo-Regular", "Arimo-Bold", "Arimo-Italic", "Arimo-BoldItalic", "DejaVuSans", "DejaVuSans-Bold")
UI_FAMILY = "Arimo"


def apply(app: QApplication, dark: bool = False) -> None:
    """Gives the application its style, fonts, palette and style sheet."""
    global _now
    for face in FACES:
        QFontDatabase.addApplicationFontFromData(resources.read(f"fonts/{face}.ttf"))
    app.setStyle("Fusion")
    font = QFont(UI_FAMILY, 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    _now = DARK if dark else LIGHT
    _paint(app)


def use(app: QApplication, dark: bool) -> None:
    """Turn the running application to day or night, with every widget that carries colours of its own."""
    global _now
    before, _now = _now, DARK if dark else LIGHT
    if before is _now:
        return
    _paint(app)
    names = {color: name for name, color in before.items()}
    for widget in app.allWidgets():
        sheet = widget.styleSheet()
        turned = _HEX.sub(lambda m: _now.get(names.get(m.group(), ""), m.group()), sheet)
        if turned != sheet:
            widget.setStyleSheet(turned)
        widget.update()


def marks(dark: bool) -> dict[str, str]:
    """The little pictures of the style sheet, which cannot recolour them: their names there -> files in marks/."""
    return {"chevron": "chevron-night" if dark else "chevron-day", "check": "check", "dash": "dash"}


def _paint(app: QApplication) -> None:
    app.setPalette(_palette())
    sheet = _SHEET
    for name, file in marks(is_dark()).items():
        sheet = sheet.replace(f"@{name}@", resources.path(f"marks/{file}.svg").as_posix())
    app.setStyleSheet(_NAME.sub(lambda m: _now[m.group(1)], sheet))


_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_NAME = re.compile(r"@([A-Z_]+)@")


def _palette() -> QPalette:
    palette = QPalette()
    role, now = QPalette.ColorRole, _now
    for which, color in (
        (role.Window, now["WINDOW"]),
        (role.WindowText, now["TEXT"]),
        (role.Base, now["BASE"]),
        (role.AlternateBase, now["WINDOW"]),
        (role.Text, now["TEXT"]),
        (role.Button, now["BUTTON"]),
        (role.ButtonText, now["TEXT"]),
        (role.ToolTipBase, TIP),
        (role.ToolTipText, "#FFFFFF"),
        (role.PlaceholderText, now["FAINT"]),
        (role.Highlight, PRIMARY),
        (role.HighlightedText, "#FFFFFF"),
        (role.Link, now["ACCENT"]),
        (role.Accent, now["ACCENT"]),
        (role.Mid, now["BORDER"]),
        (role.Dark, now["SHADOW"]),
        (role.Light, now["BASE"]),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(now["DISABLED"]))
    palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(PRIMARY))
    return palette


_SHEET = """
QMainWindow, QDialog { background: @WINDOW@; }
QMainWindow::separator { background: @BORDER@; width: 1px; height: 1px; }
QMenuBar { background: @BASE@; border-bottom: 1px solid @BORDER@; padding: 2px 8px; spacing: 0; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @ACCENT_SOFT@; color: @TEXT@; }
QMenu { background: @BASE@; border: 1px solid @BORDER@; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 8px; border-radius: 4px; }
QMenu::icon { padding-left: 6px; }
QMenu::icon:checked { background: @ACCENT_SOFT@; border: 1px solid @ACCENT@; border-radius: 4px; }
QMenu::item:selected { background: @ACCENT_SOFT@; color: @TEXT@; }
QMenu::item:disabled { color: @DISABLED@; }
QMenu::separator { height: 1px; background: @BORDER@; margin: 4px 8px; }
QToolBar { background: @BASE@; border: none; border-bottom: 1px solid @BORDER@; padding: 2px 8px; spacing: 2px; }
QToolBar::separator { width: 1px; background: @BORDER@; margin: 6px 6px; }
QToolBar QToolButton { border: none; border-radius: 6px; padding: 5px; margin: 0; }
QToolBar QToolButton:hover { background: @ACCENT_HOVER@; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: @ACCENT_SOFT@; }
QToolButton#primary, QPushButton#primary {
    background: #0F6E75; color: white; border: none; border-radius: 6px; padding: 6px 14px; font-weight: bold; }
QToolBar QToolButton#primary { padding: 6px 14px 6px 10px; }
QToolButton#primary:hover, QPushButton#primary:hover { background: #0C5C62; }
QToolBar QToolButton#primary:pressed { background: #0A4E53; }
QToolButton#primary:disabled, QPushButton#primary:disabled { background: @PRIMARY_OFF@; color: @ON_PRIMARY_OFF@; }
QPushButton { background: @BASE@; border: 1px solid @BORDER@; border-radius: 6px; padding: 6px 14px;
    min-height: 16px; }
QPushButton:hover { background: @ACCENT_HOVER@; border-color: @HANDLE@; }
QPushButton:pressed { background: @ACCENT_SOFT@; }
QPushButton:default { border-color: @ACCENT@; }
QPushButton:focus, QToolButton:focus { outline: none; }
QPushButton:focus { border-color: @ACCENT@; }
QFrame#docktitle { background: @WINDOW@; border-bottom: 1px solid @BORDER@; }
QFrame#docktitle QLabel { font-weight: bold; }
QToolButton#quiet { border: none; border-radius: 4px; padding: 2px; }
QToolButton#quiet:hover { background: @ACCENT_HOVER@; }
QStatusBar { background: @BASE@; border-top: 1px solid @BORDER@; color: @MUTED@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @MUTED@; padding: 0 8px; }
QTabBar { background: @WINDOW@; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 6px 12px;
    color: @MUTED@; }
QTabBar::tab:selected { color: @TEXT@; border-bottom-color: @ACCENT@; background: @BASE@; }
QTabBar::tab:hover:!selected { color: @TEXT@; background: @ACCENT_HOVER@; }
QTreeView, QListView, QTableView { border: none; background: @BASE@; outline: none; }
QTreeView::item, QListView::item { height: 28px; border: none; }
QTreeView::item:hover, QListView::item:hover { background: @ACCENT_HOVER@; }
QTreeView::item:selected, QListView::item:selected { background: @ACCENT_SOFT@; color: @TEXT@; }
QTreeView::branch:selected { background: @ACCENT_SOFT@; }
QTreeView::branch:hover:!selected { background: @ACCENT_HOVER@; }
QHeaderView::section { background: @BASE@; border: none; border-bottom: 1px solid @BORDER@; padding: 6px 8px;
    color: @MUTED@; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {
    background: @BASE@; border: 1px solid @BORDER@; border-radius: 5px; padding: 3px 6px; min-height: 20px;
    selection-background-color: #0F6E75; selection-color: white; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 1px solid @ACCENT@; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: @WINDOW@; }
QComboBox::drop-down { border: none; width: 22px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator {
    width: 14px; height: 14px; border: 1px solid @EDGE@; border-radius: 3px; background: @BASE@; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QAbstractItemView::indicator:hover {
    border-color: @ACCENT@; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @ACCENT@; width: 12px; height: 12px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked {
    background: #0F6E75; border-color: @ACCENT@; image: url("@check@"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: #0F6E75; border-color: @ACCENT@; image: url("@dash@"); }
QRadioButton::indicator:checked { background: #FFFFFF; border: 5px solid @ACCENT@; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @DISABLED@; }
QCheckBox::indicator:checked:disabled { background: @DISABLED@; }
QCheckBox, QRadioButton { spacing: 8px; }
QComboBox::down-arrow { image: url("@chevron@"); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 5px; min-height: 0; background: transparent; }
QComboBox QAbstractItemView { border: 1px solid @BORDER@; selection-background-color: @ACCENT_SOFT@;
    selection-color: @TEXT@; outline: none; }
QScrollArea { border: none; background: @BASE@; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @HANDLE@; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @HANDLE_HOVER@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: #22343A; color: white; border: none; padding: 5px 8px; }
QProgressBar { border: none; border-radius: 3px; background: @BORDER@; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @ACCENT@; border-radius: 3px; }
QLabel#heading { font-weight: bold; font-size: 13pt; }
QLabel#title { font-weight: bold; font-size: 18pt; }
QLabel#section { color: @MUTED@; font-weight: bold; }
QLabel#muted { color: @MUTED@; }
QFrame#panel { background: @BASE@; }
QFrame#floating { background: @BASE@; border: 1px solid @BORDER@; border-radius: 8px; }
QFrame#floating QToolButton { border: none; border-radius: 6px; padding: 3px; }
QFrame#floating QToolButton:hover { background: @ACCENT_HOVER@; }
QFrame#floating QToolButton:checked, QFrame#floating QToolButton:pressed { background: @ACCENT_SOFT@; }
"""
