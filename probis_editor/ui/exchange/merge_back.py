"""The way of an update from Bizagi: which file, what differs, what was decided, taken over and told."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from probis_editor.commands import merge as merging
from probis_editor.commands.merge_plan import Choices
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.ui import dialogs, jobs, recent
from probis_editor.ui.exchange.merge_dialog import MergeDialog
from probis_editor.ui.exchange.merge_work import MergeWork

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_log = logging.getLogger(__name__)


def start(window: MainWindow, path: Path | None = None) -> None:
    """Ask for the file that came back, and for what has to be decided; take it over."""
    window.end_editing()
    text, session = window.session.text, window.session
    path = path or dialogs.ask_bizagi(window, text, recent.folder())
    if path is None:
        return
    work = read(window, path)
    if work is None:
        return
    if not work.plan and not work.plan.arrived:
        dialogs.tell(window, text, text("merge.nothing"), text("merge.nothing_detail", name=path.name))
        return
    choices: Choices | None = Choices()
    if work.plan:
        dialog = MergeDialog(window, work, path.name)
        choices = dialog.choices() if dialog.exec() else None
    if choices is None:
        return
    chosen = choices
    session.run(label("merge.step"), lambda tx: merging.take(tx, work.plan, chosen))
    session.report(work.notices(chosen, session.document), "ui.report.merge.")
    session.said.emit("info", text("merge.said", name=path.name))


def read(window: MainWindow, path: Path) -> MergeWork | None:
    """Compare the three sides beside the window; None where that failed or was cancelled (the user has been told)."""
    from probis_editor.formats import exports
    from probis_editor.formats.base import FormatError

    session, text = window.session, window.session.text
    # A worker may only read: records are values, so a copy of the mapping is enough.
    frozen = Document(session.document.snapshot().values())
    frozen.baseline = dict(session.document.baseline)

    def work(progress: jobs.Progress) -> MergeWork:
        progress(0, 0)
        sides = exports.sides(frozen, path.read_bytes(), path.name)
        progress(0, 0)
        return MergeWork(frozen, sides, session.tr_)

    try:
        found = jobs.run(window, text("ui.job.reading", name=path.name), text("ui.button.cancel"), work)
        assert isinstance(found, MergeWork)
        return found
    except jobs.CancelledError:
        session.said.emit("info", text("ui.said.cancelled"))
    except FormatError as error:
        dialogs.tell(window, text, session.label_text(error.label), error=True)
    except OSError as error:
        reason = error.strerror or str(error)
        dialogs.tell(window, text, text("ui.error.file", name=path.name), reason, error=True)
    except Exception:  # the window must outlive a fault in any reader
        _log.exception("merging %s failed", path.name)
        detail = text("ui.error.unexpected_detail")
        dialogs.tell(window, text, text("ui.error.unexpected"), detail, error=True)
    return None
