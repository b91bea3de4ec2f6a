"""The window's own look: palette, style sheet, spacing. Maps have their own theme (`drawing.theme`)."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from probis_editor import resources

ACCENT = "#0F6E75"
ACCENT_SOFT = "#DCEDEE"
ACCENT_HOVER = "#EDF5F5"
TEXT = "#1F2A2E"
MUTED = "#5E6C71"
FAINT = "#94A1A6"
WINDOW = "#F4F6F6"
BASE = "#FFFFFF"
BORDER = "#D6DDDF"
DESK = "#E4E9EA"
SHEET_EDGE = "#C6D0D2"
GRID = "#EDF1F2"
ERROR = "#B3261E"
GUESSED = "#8A5A00"

FACES = ("Arimo-Regular", "Arimo-Bold", "Arimo-Italic", "Arimo-BoldItalic", "DejaVuSans", "DejaVuSans-Bold")
UI_FAMILY = "Arimo"


def apply(app: QApplication) -> None:
    """Gives the application its style, fonts, palette and style sheet."""
    for face in FACES:
        QFontDatabase.addApplicationFontFromData(resources.read(f"fonts/{face}.ttf"))
    app.setStyle("Fusion")
    font = QFont(UI_FAMILY, 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(_SHEET.replace("@chevron@", resources.path("icons/chevron-down.svg").as_posix()))


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, WINDOW),
        (role.WindowText, TEXT),
        (role.Base, BASE),
        (role.AlternateBase, WINDOW),
        (role.Text, TEXT),
        (role.Button, "#FBFCFC"),
        (role.ButtonText, TEXT),
        (role.ToolTipBase, "#22343A"),
        (role.ToolTipText, "#FFFFFF"),
        (role.PlaceholderText, FAINT),
        (role.Highlight, ACCENT),
        (role.HighlightedText, "#FFFFFF"),
        (role.Link, ACCENT),
        (role.Accent, ACCENT),
        (role.Mid, BORDER),
        (role.Dark, "#B8C2C5"),
        (role.Light, "#FFFFFF"),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor("#A5B0B4"))
    palette.setColor(QPalette.ColorGroup.Inactive, role.Highlight, QColor(ACCENT))
    return palette


_SHEET = f"""
QMainWindow, QDialog {{ background: {WINDOW}; }}
QMainWindow::separator {{ background: {BORDER}; width: 1px; height: 1px; }}
QMenuBar {{ background: {BASE}; border-bottom: 1px solid {BORDER}; padding: 2px 8px; spacing: 0; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QMenu {{ background: {BASE}; border: 1px solid {BORDER}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 8px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::item:selected {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QMenu::item:disabled {{ color: #A5B0B4; }}
QMenu::separator {{ height: 1px; background: {BORDER}; margin: 4px 8px; }}
QToolBar {{ background: {BASE}; border: none; border-bottom: 1px solid {BORDER}; padding: 2px 8px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {BORDER}; margin: 6px 6px; }}
QToolBar QToolButton {{ border: none; border-radius: 6px; padding: 5px; margin: 0; }}
QToolBar QToolButton:hover {{ background: {ACCENT_HOVER}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {ACCENT_SOFT}; }}
QToolButton#primary, QPushButton#primary {{
    background: {ACCENT}; color: white; border: none; border-radius: 6px; padding: 6px 14px; font-weight: bold; }}
QToolBar QToolButton#primary {{ padding: 6px 14px 6px 10px; }}
QToolButton#primary:hover, QPushButton#primary:hover {{ background: #0C5C62; }}
QToolBar QToolButton#primary:pressed {{ background: #0A4E53; }}
QToolButton#primary:disabled, QPushButton#primary:disabled {{ background: #C3D3D5; color: #F4F6F6; }}
QPushButton {{ background: {BASE}; border: 1px solid {BORDER}; border-radius: 6px; padding: 6px 14px;
    min-height: 16px; }}
QPushButton:hover {{ background: {ACCENT_HOVER}; border-color: #B9CFD1; }}
QPushButton:pressed {{ background: {ACCENT_SOFT}; }}
QPushButton:default {{ border-color: {ACCENT}; }}
QPushButton:focus, QToolButton:focus {{ outline: none; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QFrame#docktitle {{ background: {WINDOW}; border-bottom: 1px solid {BORDER}; }}
QFrame#docktitle QLabel {{ font-weight: bold; }}
QToolButton#quiet {{ border: none; border-radius: 4px; padding: 2px; }}
QToolButton#quiet:hover {{ background: {BORDER}; }}
QStatusBar {{ background: {BASE}; border-top: 1px solid {BORDER}; color: {MUTED}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {MUTED}; padding: 0 8px; }}
QTabBar {{ background: {WINDOW}; }}
QTabBar::tab {{ background: transparent; border: none; border-bottom: 2px solid transparent; padding: 6px 12px;
    color: {MUTED}; }}
QTabBar::tab:selected {{ color: {TEXT}; border-bottom-color: {ACCENT}; background: {BASE}; }}
QTabBar::tab:hover:!selected {{ color: {TEXT}; background: {ACCENT_HOVER}; }}
QTreeView, QListView, QTableView {{ border: none; background: {BASE}; outline: none; }}
QTreeView::item, QListView::item {{ height: 28px; border: none; }}
QTreeView::item:hover, QListView::item:hover {{ background: {ACCENT_HOVER}; }}
QTreeView::item:selected, QListView::item:selected {{ background: {ACCENT_SOFT}; color: {TEXT}; }}
QTreeView::branch:selected {{ background: {ACCENT_SOFT}; }}
QTreeView::branch:hover:!selected {{ background: {ACCENT_HOVER}; }}
QHeaderView::section {{ background: {BASE}; border: none; border-bottom: 1px solid {BORDER}; padding: 6px 8px;
    color: {MUTED}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
    background: {BASE}; border: 1px solid {BORDER}; border-radius: 5px; padding: 3px 6px; min-height: 20px;
    selection-background-color: {ACCENT}; selection-color: white; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{
    border: 1px solid {ACCENT}; }}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ background: {WINDOW}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("@chevron@"); width: 14px; height: 14px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; height: 0; border: none; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0 5px; min-height: 0; background: transparent; }}
QComboBox QAbstractItemView {{ border: 1px solid {BORDER}; selection-background-color: {ACCENT_SOFT};
    selection-color: {TEXT}; outline: none; }}
QScrollArea {{ border: none; background: {BASE}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: #C2CCCF; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: #9FADB1; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: #22343A; color: white; border: none; padding: 5px 8px; }}
QProgressBar {{ border: none; border-radius: 3px; background: {BORDER}; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 3px; }}
QLabel#heading {{ font-weight: bold; font-size: 13pt; }}
QLabel#title {{ font-weight: bold; font-size: 18pt; }}
QLabel#section {{ color: {MUTED}; font-weight: bold; }}
QLabel#muted {{ color: {MUTED}; }}
QFrame#panel {{ background: {BASE}; }}
QFrame#floating {{ background: {BASE}; border: 1px solid {BORDER}; border-radius: 8px; }}
QFrame#floating QToolButton {{ border: none; border-radius: 6px; padding: 3px; }}
QFrame#floating QToolButton:hover {{ background: {ACCENT_HOVER}; }}
QFrame#floating QToolButton:checked, QFrame#floating QToolButton:pressed {{ background: {ACCENT_SOFT}; }}
"""
