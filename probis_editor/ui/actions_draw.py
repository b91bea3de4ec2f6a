"""The actions for drawing, as rows like those of `actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.kinds import Family, family
from probis_editor.ui import drawing, edits, inserting, kind_menu, nesting
from probis_editor.ui.action_row import Action, chosen, on_map, one, shapes
from probis_editor.ui.drawing import Painter

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def step(w: MainWindow) -> bool:
    """Whether the one selected thing is a step, from which the work can go on."""
    return w.canvas is not None and drawing.is_step(w.session)


def enterable(w: MainWindow) -> bool:
    """Whether the one selected thing is one that a map or other steps may lie behind."""
    node = drawing.one(w.session) if w.canvas is not None else None
    return node is not None and family(node.kind) in (Family.ACTIVITY, Family.BOX)


def _lanes(w: MainWindow) -> bool:
    return w.canvas is not None and drawing.lane_here(w.session) is not None


def _turnable(w: MainWindow) -> bool:
    node = drawing.one(w.session) if w.canvas is not None else None
    return node is not None and kind_menu.can_turn(w.session, node)


def _change_kind(w: MainWindow) -> None:
    if w.canvas is not None:
        kind_menu.open_menu(w.canvas)


def _phase(w: MainWindow) -> bool:
    node = drawing.one(w.session) if w.canvas is not None else None
    return node is not None and node.kind == "phase"


def _grouped(w: MainWindow) -> bool:
    return w.canvas is not None and any(n.kind == "group" for n in w.session.selected_nodes())


def _swappable(w: MainWindow) -> bool:
    return w.canvas is not None and edits.can_swap(w.session)


def _paintable(w: MainWindow) -> bool:
    return chosen(w) and Painter.style is not None


def _lane(below: bool):
    def add(w: MainWindow) -> None:
        if w.canvas is not None:
            drawing.add_lane(w.canvas, below)

    return add


def _toggle(name: str):
    def flip(w: MainWindow) -> None:
        setattr(w.session, name, not getattr(w.session, name))

    return flip


DRAW_ACTIONS: tuple[Action, ...] = (
    Action("tool_space", lambda w: w.use_tool("space"), "unfold-horizontal", (), ("G",), enabled=on_map,
           checked=lambda w: w.tool_name == "space"),
    Action("append_right", lambda w: drawing.append(w, "task"), "", ("Alt+Shift+Right",), enabled=step),
    Action("append_down", lambda w: drawing.append(w, "task", "down"), "", ("Alt+Shift+Down",), enabled=step),
    Action("append_up", lambda w: drawing.append(w, "task", "up"), "", ("Alt+Shift+Up",), enabled=step),
    Action("append_left", lambda w: drawing.append(w, "task", "left"), "", ("Alt+Shift+Left",), enabled=step),
    Action("append_choice", drawing.append_choice, "", ("Ctrl+Shift+A",), enabled=step),
    Action("create_choice", drawing.create_choice, "", ("Ctrl+Shift+N",), enabled=on_map),
    Action("insert_picture", inserting.ask, "", (), enabled=on_map),
    Action("properties", lambda w: w.show_properties(), "", (), ("Alt+Return",), enabled=on_map),
    Action("change_kind", _change_kind, "", (), ("R",), enabled=_turnable),
    Action("next_line", lambda w: drawing.next_line(w.session), "", (), ("P",), enabled=one),
    Action("lane_below", _lane(True), "", ("Ctrl+Shift+L",), enabled=on_map),
    Action("lane_above", _lane(False), "", ("Ctrl+Alt+L",), enabled=_lanes),
    Action("phase_left", lambda w: drawing.part_up_down(w, -1), "", (), ("Alt+Left",), enabled=_phase),
    Action("phase_right", lambda w: drawing.part_up_down(w, 1), "", (), ("Alt+Right",), enabled=_phase),
    Action("add_phase", drawing.add_phase, "", (), enabled=_lanes),
    Action("select_lane", lambda w: drawing.select_lane(w.session), "", ("Ctrl+Alt+A",), enabled=_lanes),
    Action("select_inside", lambda w: nesting.select_inside(w.session), "", ("Ctrl+Alt+I",), enabled=chosen),
    Action("same_size", lambda w: drawing.same_size(w.session), "", (), enabled=shapes(2)),
    Action("swap", lambda w: edits.swap(w.session), "", ("Ctrl+Shift+X",), enabled=_swappable),
    Action("to_front", lambda w: drawing.restack(w.session, True), "", ("Ctrl+]", "Ctrl+Shift+F"), enabled=chosen),
    Action("to_back", lambda w: drawing.restack(w.session, False), "", ("Ctrl+[",), enabled=chosen),
    Action("group", lambda w: drawing.group(w.session), "", ("Ctrl+G",), enabled=shapes(1)),
    Action("ungroup", lambda w: drawing.ungroup(w.session), "", ("Ctrl+Shift+U",), enabled=_grouped),
    Action("straighten", lambda w: drawing.straighten(w.session), "", (), enabled=chosen),
    Action("copy_style", lambda w: drawing.copy_style(w.session), "", ("Ctrl+Alt+C",), enabled=chosen),
    Action("paste_style", lambda w: drawing.paste_style(w.session), "", ("Ctrl+Alt+V",), enabled=_paintable),
    Action("bold", lambda w: drawing.toggle_style(w.session, "bold"), "bold", ("Ctrl+B",), enabled=chosen),
    Action("italic", lambda w: drawing.toggle_style(w.session, "italic"), "italic", ("Ctrl+I",), enabled=chosen),
    Action("underline", lambda w: drawing.toggle_style(w.session, "underline"), "underline", ("Ctrl+U",),
           enabled=chosen),
    Action("larger", lambda w: drawing.text_size(w.session, 1), "", ("Ctrl+Shift+.",), enabled=chosen),
    Action("smaller", lambda w: drawing.text_size(w.session, -1), "", ("Ctrl+Shift+,",), enabled=chosen),
    Action("reset_style", lambda w: drawing.reset_style(w.session), "", (), enabled=chosen),
    Action("snap", _toggle("snaps"), "", (), enabled=on_map, checked=lambda w: w.session.snaps),
    Action("snap_grid", _toggle("snaps_to_grid"), "", (), enabled=on_map,
           checked=lambda w: w.session.snaps_to_grid),
    Action("symbols_bpmn", lambda w: drawing.set_symbols(w, "bpmn"), "", (), enabled=on_map,
           checked=lambda w: w.session.document.settings.symbols == "bpmn"),
    Action("symbols_flowchart", lambda w: drawing.set_symbols(w, "flowchart"), "", (), enabled=on_map,
           checked=lambda w: w.session.document.settings.symbols == "flowchart"),
)  # fmt: skip
