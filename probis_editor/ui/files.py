"""Documents and files: new, open, save, export, the book. Long work runs beside the window (`jobs`)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probis_editor.commands import maps
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.elements import StepRow
from probis_editor.model.office import Narrative, Office, Process, Settings, Unit
from probis_editor.ui import dialogs, jobs, recent

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_log = logging.getLogger(__name__)

SAVE_KINDS = [
    ("ui.file.probis", ".probis"),
    ("ui.file.bizagi", ".bpm"),
    ("ui.file.bpmn", ".bpmn"),
]
_WRITABLE = {"probis": ".probis", "bizagi-bpm": ".bpm", "bpmn": ".bpmn"}


class Files:
    """What the menu Berkas does. Every method reports its own failures to the user."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self._text = window.session.text

    # Opening

    def new(self) -> None:
        """A new document with one empty map, after asking for the office."""
        if not self.may_leave():
            return
        answer = dialogs.ask_new(self._window, self._text)
        if answer is None:
            return
        office, region, first = answer
        document = Document([Settings(title=office), Office(name=office, region=region)])
        with document.transaction(label("ui.step.new_map", name=first)) as tx:
            record = maps.create_map(tx, first)
        self._session.open(document, None, "probis")
        self._session.show(record.id)

    def open(self) -> None:
        path = dialogs.ask_open(self._window, self._text, recent.folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file of any known format; whether it is open now."""
        if not self.may_leave():
            return False
        from probis_editor.formats import base

        result = self.work(
            self._text("ui.job.reading", name=path.name), lambda progress: base.open_any(path, progress), path
        )
        if result is None:
            return False
        if result.format == "bizagi-bpm":
            from probis_editor.formats import exports

            exports.remember(result.document, exports.imported(result.document))
        notices = result.notices
        if result.format != "probis":
            from probis_editor.formats.summary import told

            notices += tuple(told(result.document, m.id, path.name) for m in result.document.maps())
        self._session.open(result.document, path, result.format, notices)
        recent.remember(path)
        first = result.document.maps()
        if first:
            self._session.show(first[0].id)
        return True

    def may_leave(self) -> bool:
        """Whether the present document may be left; asks about unsaved changes."""
        self._window.end_editing()
        if not self._session.modified:
            return True
        answer = dialogs.ask_save(self._window, self._text, self._window.document_name())
        if answer == "save":
            return self.save()
        return answer == "discard"

    # Saving

    def save(self) -> bool:
        """Save to where the document came from; asks where it came from nowhere we can write to."""
        self._window.end_editing()
        path = self._session.path
        if path is None or path.suffix.lower() != _WRITABLE.get(self._session.format):
            return self.save_as()
        return self._write(path)

    def save_as(self) -> bool:
        self._window.end_editing()
        kinds = SAVE_KINDS
        path = dialogs.ask_save_as(
            self._window, self._text, "ui.file.save_as", self._proposed(".probis"), kinds
        )
        return path is not None and self._write(path)

    def _write(self, path: Path) -> bool:
        from probis_editor.formats import base

        document = self._session.document
        leaves = path.suffix.lower() != ".probis" and not self._is_export(path)
        if leaves and _more_than_maps(document):
            question, detail = (
                self._text("ui.ask.maps_only", name=path.name),
                self._text("ui.ask.maps_only_detail"),
            )
            if not dialogs.ask_yes(
                self._window, self._text, question, detail, self._text("ui.button.maps_only")
            ):
                return False

        def write(progress: jobs.Progress) -> bool:
            base.write_any(document, path, progress=progress)
            return True

        done = self.work(
            self._text("ui.job.writing", name=path.name),
            write,
            path,
        )
        if not done:
            return False
        if self._is_export(path):
            self._remember_export(path)
            return True
        self._session.saved(path, base.format_for(path).name)
        recent.remember(path)
        self._session.said.emit("info", self._text("ui.said.saved", name=path.name))
        return True

    def _is_export(self, path: Path) -> bool:
        """Whether the document goes on living in its `.probis` while Bizagi gets a file of its own."""
        home = self._session.path
        return home is not None and home.suffix.lower() == ".probis" and path.suffix.lower() == ".bpm"

    def _remember_export(self, path: Path) -> None:
        """Keep what went to Bizagi, so that what comes back can be merged three ways."""
        from probis_editor.formats import exports

        document = self._session.document
        exports.remember(document, exports.exported(document, path.read_bytes()))
        self._session.said.emit("info", self._text("ui.said.exported", name=path.name))

    def proposed(self, suffix: str, name: str) -> Path:
        """A file of this name beside the document, or where the last one was."""
        path = self._session.path
        return (path.parent if path is not None else Path(recent.folder())) / (file_name(name) + suffix)

    def _proposed(self, suffix: str) -> Path:
        path = self._session.path
        if path is not None:
            return path.with_suffix(suffix)
        return Path(recent.folder()) / (file_name(self._window.document_name()) + suffix)

    # Work with failures

    def work(self, text: str, work: Callable[[jobs.Progress], Any], path: Path) -> Any:
        """The result of long work; None where it failed or was cancelled (the user has been told)."""
        from probis_editor.formats.base import FormatError

        try:
            return jobs.run(self._window, text, self._text("ui.button.cancel"), work)
        except jobs.CancelledError:
            self._session.said.emit("info", self._text("ui.said.cancelled"))
        except FormatError as error:
            dialogs.tell(self._window, self._text, self._session.label_text(error.label), error=True)
        except OSError as error:
            reason = error.strerror or str(error)
            dialogs.tell(
                self._window, self._text, self._text("ui.error.file", name=path.name), reason, error=True
            )
        except MemoryError:
            dialogs.tell(self._window, self._text, self._text("ui.error.memory", name=path.name), error=True)
        except Exception:  # the window must outlive a fault in any reader or writer
            _log.exception("work on %s failed", path.name)
            message, detail = self._text("ui.error.unexpected"), self._text("ui.error.unexpected_detail")
            dialogs.tell(self._window, self._text, message, detail, error=True)
        return None

    def write(self, path: Path, make: Callable[[jobs.Progress], bytes]) -> bool:
        """Make a file as long work and put it in its place; whether it was written. The user is told either way."""
        from probis_editor.formats.base import save_bytes

        def work(progress: jobs.Progress) -> bool:
            save_bytes(make(progress), path)
            return True

        if not self.work(self._text("ui.job.writing", name=path.name), work, path):
            return False
        self._session.said.emit("info", self._text("export.done", name=str(path)))
        return True


def _more_than_maps(document: Document) -> bool:
    """Whether the document holds what only our own format keeps."""
    ours = (Process, Unit, Narrative, StepRow)
    return any(isinstance(record, ours) for record in document.records())


def file_name(name: str) -> str:
    """The name without what file systems refuse."""
    kept = "".join(" " if c in '\\/:*?"<>|\n\r\t' else c for c in name)
    return " ".join(kept.split()).strip(". ")[:80] or "Probis"
