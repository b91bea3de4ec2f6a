"""The actions of the facts behind the maps and of how far the document is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.commands import derived
from probis_editor.model.elements import Node
from probis_editor.ui import annex_dialog, poster_dialog, sop_dialog, wording
from probis_editor.ui.action_row import Action
from probis_editor.ui.panels import list_files

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def _open(w: MainWindow) -> bool:
    return w.session.is_open


def _page(name: str) -> Callable[[MainWindow], object]:
    return lambda w: w.facts.show_page(name)


def boxes(w: MainWindow) -> list[str]:
    """The processes or units of the chosen boxes of a derived map; none where something else is chosen too."""
    document, place = w.session.document, w.session.place
    if not place.map or document.generated(place.map) is None:
        return []
    chosen = w.session.selected()
    found = [e.process or e.unit for e in chosen if isinstance(e, Node) and e.kind.startswith("box.")]
    return found if len(found) == len(chosen) and all(found) else []


def hide(w: MainWindow) -> bool:
    """Leave the chosen boxes out of the map in front; whether there were any."""
    ids, place = boxes(w), w.session.place
    if ids:
        step = wording.step_on(w.session, "facts.hide", w.session.selection)
        w.session.run(step, lambda tx: derived.hide(tx, place.map, ids))
    return bool(ids)


def show_hidden(w: MainWindow) -> None:
    """Show on the map in front again what was left out."""
    place = w.session.place
    w.session.run(wording.step("facts.show_hidden"), lambda tx: derived.show_hidden(tx, place.map))


def _has_hidden(w: MainWindow) -> bool:
    place = w.session.place
    generated = w.session.document.generated(place.map) if place.map else None
    return generated is not None and bool(generated.hidden)


def _has_process(w: MainWindow) -> bool:
    return w.session.is_open and bool(w.office.process_in_front)


BEGIN_MENU = ("start.office", "start.book", "start.revision")

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
    Action("unit_annex", annex_dialog.start, "building-2", enabled=_open),
    Action("start.office", lambda w: w.facts.starting.from_office(), "landmark"),
    Action("start.book", lambda w: w.facts.starting.from_book(), "file-text"),
    Action("start.revision", lambda w: w.facts.starting.from_last_year(), "rotate-cw"),
    Action("map_boxes.hide", hide, "eye", enabled=lambda w: bool(boxes(w))),
    Action("map_boxes.show", show_hidden, "", enabled=_has_hidden),
    Action(
        "process_duties",
        lambda w: w.office.choose_duties(),
        "check-check",
        enabled=_has_process,
    ),
    Action("tree.plant", lambda w: w.tree.plant(), "clipboard-paste", enabled=_open),
    Action("tree.export", lambda w: w.tree.export(), "file-up", enabled=_open),
    Action("tree.export_units", lambda w: list_files.write_units(w, w.session), "file-up", enabled=_open),
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
