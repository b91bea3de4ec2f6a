"""Starts the window: application, fonts, look, language, and what happens when something fails."""

from __future__ import annotations

import builtins
import logging
import sys
from pathlib import Path
from types import TracebackType

_log = logging.getLogger(__name__)


def run(path: Path | None, language: str) -> int:
    """Show the window, with `path` open in it if given, until it is closed; the exit code.

    Raises ValueError for an unknown language.
    """
    from PySide6.QtCore import QTimer

    application = make_application()
    window = make_window(language)
    window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: window.files.open_path(path))
    return application.exec()


def make_application():
    """The one QApplication, with the program's look; an existing one is given the look."""
    from PySide6.QtGui import QGuiApplication, Qt
    from PySide6.QtWidgets import QApplication

    _import_plainly()
    from probis_editor.ui import icons, look, viewing

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Probis Editor")
    application.setOrganizationName("Probis")
    application.setDesktopFileName("probis-editor")
    look.apply(application, viewing.wants_dark(viewing.stored_theme()))
    application.setWindowIcon(icons.icon("workflow", look.ACCENT))
    return application


def _import_plainly() -> None:
    # PySide6 puts its own `__import__` before Python's, for `from __feature__ import`, which nothing here says;
    # it reads the source of every module imported from then on, a tenth of the start.
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def make_window(language: str):
    """A main window in the given language, with the crash hook set."""
    from PySide6.QtWidgets import QApplication

    from probis_editor.i18n import Translator
    from probis_editor.ui.main_window import MainWindow
    from probis_editor.ui.qt_texts import QtTexts
    from probis_editor.ui.session import Session

    session = Session(Translator(language))
    application = QApplication.instance()
    if application is not None:
        application.installTranslator(QtTexts(session.text, application))
    window = MainWindow(session)
    _keep_going(window)
    return window


def _keep_going(window) -> None:
    """After an unexpected fault: log it, say so plainly, and let the user go on and save."""
    showing: list[bool] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected fault", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        if showing:
            return
        showing.append(True)
        try:
            from probis_editor.ui import dialogs

            canvas = window.canvas
            if canvas is not None:
                canvas.scene.end_preview()
            text = window.session.text
            dialogs.tell(
                window, text, text("ui.error.unexpected"), text("ui.error.unexpected_detail"), error=True
            )
        finally:
            showing.clear()

    sys.excepthook = hook
