"""Actions between documents: import, update from Bizagi, compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.ui.action_row import Action

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def _open(w: MainWindow) -> bool:
    return w.session.is_open


EXCHANGE_ACTIONS: tuple[Action, ...] = (
    Action("import_files", lambda w: w.exchange.import_files(), "file-down", ("Ctrl+Shift+O",)),
    Action("merge_back", lambda w: w.exchange.merge_back(), "git-merge", enabled=_open),
    Action("compare_with", lambda w: w.exchange.compare(), enabled=_open),
)
