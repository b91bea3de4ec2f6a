"""The actions of the facts behind the maps and of how far the document is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.ui import poster_dialog, sop_dialog
from probis_editor.ui.action_row import Action

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def _open(w: MainWindow) -> bool:
    return w.session.is_open


def _page(name: str) -> Callable[[MainWindow], object]:
    return lambda w: w.facts.show_page(name)


FACTS_MENU = (
    "facts.officials",
    "facts.laws",
    "facts.decree",
    "facts.terms",
    "facts.goals",
    "facts.revisions",
)

FACTS_ACTIONS: tuple[Action, ...] = (
    Action("facts.officials", _page("officials"), "users", enabled=_open),
    Action("facts.laws", _page("laws"), "landmark", enabled=_open),
    Action("facts.decree", _page("decree"), "file-text", enabled=_open),
    Action("facts.terms", _page("terms"), "type", enabled=_open),
    Action("facts.goals", _page("goals"), "check-check", enabled=_open),
    Action("facts.revisions", _page("revisions"), "rotate-cw", enabled=_open),
    Action("sop", sop_dialog.start, "table", enabled=_open),
    Action("poster", poster_dialog.start, "maximize", enabled=lambda w: bool(w.session.place.map)),
    Action("tree.plant", lambda w: w.tree.plant(), "clipboard-paste", enabled=_open),
    Action("tree.scheme", lambda w: w.tree.edit_scheme(), "list-ordered", enabled=_open),
    Action(
        "facts.progress",
        lambda w: w.facts.toggle_progress(),
        "list",
        ("F9",),
        enabled=_open,
        checked=lambda w: w.office.in_front("progress"),
    ),
)
