"""Actions between documents: import, update from Bizagi, compare."""

from __future__ import annotations

from probis_editor.ui.action_row import Action

EXCHANGE_ACTIONS: tuple[Action, ...] = (
    Action("import_files", lambda w: w.exchange.import_files(), "file-down", ("Ctrl+Shift+O",)),
)
