"""The actions that show the SIPOC of its process below a map, and below every map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.commands import sipoc
from probis_editor.layout.sipoc import of_map, shown_on
from probis_editor.ui import wording
from probis_editor.ui.action_row import Action
from probis_editor.ui.session import Session

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def can_show(session: Session) -> bool:
    """Whether the map in front belongs to a process, so that there is something to show below it."""
    record = session.document.index(session.place.map).record
    return record is not None and session.document.process(record.process) is not None


def is_shown(session: Session) -> bool:
    """Whether the map in front is to show its SIPOC."""
    return can_show(session) and shown_on(session.document, session.place.map)


def show_on_map(session: Session, shown: bool) -> None:
    """Show the SIPOC below the map in front, or not; says why where there is nothing to see yet."""
    map_id = session.place.map
    step = wording.step("sipoc_shown" if shown else "sipoc_hidden")
    session.run(step, lambda tx: sipoc.show(tx, map_id, shown))
    if shown and of_map(session.document, map_id) is None:
        session.said.emit("info", session.text("sipoc.nothing_yet"))


def _on_all(w: MainWindow) -> None:
    shown = not w.session.document.settings.sipoc_on_maps
    step = wording.step("sipoc_shown_all" if shown else "sipoc_hidden_all")
    w.session.run(step, lambda tx: sipoc.show_on_all(tx, shown))


SIPOC_ACTIONS: tuple[Action, ...] = (
    Action(
        "sipoc_on_map",
        lambda w: show_on_map(w.session, not is_shown(w.session)),
        enabled=lambda w: w.canvas is not None and can_show(w.session),
        checked=lambda w: w.canvas is not None and is_shown(w.session),
    ),
    Action(
        "sipoc_on_all",
        _on_all,
        enabled=lambda w: w.session.is_open,
        checked=lambda w: w.session.is_open and w.session.document.settings.sipoc_on_maps,
    ),
)
