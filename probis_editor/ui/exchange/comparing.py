"""The way of a comparison: which file, read beside the window, shown in a window of its own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from probis_editor.model.document import Document
from probis_editor.ui import dialogs, jobs, recent
from probis_editor.ui.exchange.compare_window import CompareWindow
from probis_editor.ui.exchange.compare_work import CompareWork

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_log = logging.getLogger(__name__)


def start(window: MainWindow, path: Path | None = None) -> CompareWindow | None:
    """Ask for a file and show what differs from it; None where nothing does, or nothing could be read."""
    window.end_editing()
    session, text = window.session, window.session.text
    path = path or dialogs.ask_open(window, text, recent.folder())
    if path is None:
        return None
    work = read(window, path)
    if work is None:
        return None
    if not work.found:
        dialogs.tell(window, text, text("compare.same"), text("compare.same_detail", name=path.name))
        return None
    shown = CompareWindow(session, work, path.name)
    shown.asked.connect(lambda map_id, element: _go(window, map_id, element))
    chosen = path
    shown.again.connect(lambda: window.exchange.compare(chosen))
    shown.show()
    return shown


def _go(window: MainWindow, map_id: str, element: str) -> None:
    window._go_to(map_id, element)
    window.raise_()
    window.activateWindow()


def read(window: MainWindow, path: Path) -> CompareWork | None:
    """Compare beside the window; None where that failed or was cancelled (the user has been told)."""
    from probis_editor.formats import base

    session, text = window.session, window.session.text
    # A worker may only read: records are values, so a copy of the mapping is enough.
    frozen = Document(session.document.snapshot().values())
    format_ = session.format or "probis"

    def work(progress: jobs.Progress) -> CompareWork:
        before = base.open_any(path, progress)
        return CompareWork(before, base.ReadResult(frozen, format_), session.tr_)

    try:
        found = jobs.run(window, text("ui.job.reading", name=path.name), text("ui.button.cancel"), work)
        assert isinstance(found, CompareWork)
        return found
    except jobs.CancelledError:
        session.said.emit("info", text("ui.said.cancelled"))
    except base.FormatError as error:
        dialogs.tell(window, text, session.label_text(error.label), error=True)
    except Exception:  # the window must outlive a fault in any reader
        _log.exception("comparing with %s failed", path.name)
        detail = text("ui.error.unexpected_detail")
        dialogs.tell(window, text, text("ui.error.unexpected"), detail, error=True)
    return None
