"""Every action of the window as one row: menus, toolbar, shortcuts and their texts all come from these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.model.elements import Flow, Node
from probis_editor.ui import drawing, edits, exporting, tidying
from probis_editor.ui.action_row import Action
from probis_editor.ui.action_row import chosen as _chosen
from probis_editor.ui.action_row import on_map as _on_map
from probis_editor.ui.action_row import one as _one
from probis_editor.ui.action_row import shapes as _shapes
from probis_editor.ui.actions_book import BOOK_ACTIONS
from probis_editor.ui.actions_draw import DRAW_ACTIONS, enterable, step
from probis_editor.ui.actions_exchange import EXCHANGE_ACTIONS
from probis_editor.ui.actions_facts import FACTS_ACTIONS
from probis_editor.ui.actions_sipoc import SIPOC_ACTIONS
from probis_editor.ui.actions_view import VIEW_ACTIONS

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def _open(w: MainWindow) -> bool:
    return w.session.is_open


def _has_lines(w: MainWindow) -> bool:
    return w.canvas is not None and any(isinstance(e, Flow | Node) for e in w.session.selected())


def _deletable(w: MainWindow) -> bool:
    return _chosen(w) or w.tree.has_current


def _renamable(w: MainWindow) -> bool:
    return _one(w) or w.tree.has_current


def _create(kind: str) -> Callable[[MainWindow], object]:
    return lambda w: w.use_tool("create", kind)


ACTIONS: tuple[Action, ...] = (
    Action("new", lambda w: w.files.new(), "file-plus", ("Ctrl+N",)),
    Action("open", lambda w: w.files.open(), "folder-open", ("Ctrl+O",)),
    Action("save", lambda w: w.files.save(), "save", ("Ctrl+S", "Ctrl+Alt+S"), enabled=_open),
    Action("save_as", lambda w: w.files.save_as(), "save-all", ("Ctrl+Shift+S", "F12"), enabled=_open),
    Action("export", exporting.start, "image-down", ("Ctrl+Shift+E",), enabled=_on_map),
    Action("close", lambda w: w.close_document(), "", (), enabled=_open),
    Action("quit", lambda w: w.close(), "", ("Ctrl+Q",)),
    Action("undo", lambda w: w.session.undo(), "undo-2", ("Ctrl+Z",), enabled=lambda w: w.session.history.can_undo),
    Action(
        "redo", lambda w: w.session.redo(), "redo-2", ("Ctrl+Y", "Ctrl+Shift+Z"),
        enabled=lambda w: w.session.history.can_redo,
    ),
    Action("cut", lambda w: edits.cut(w.session), "scissors", ("Ctrl+X",), enabled=_chosen),
    Action("copy", lambda w: edits.copy(w.session), "copy", ("Ctrl+C",), enabled=_chosen),
    Action("paste", edits.paste_any, "clipboard-paste", ("Ctrl+V", "Ctrl+Shift+V"), enabled=_on_map),
    Action("duplicate", lambda w: edits.duplicate(w.session), "", ("Ctrl+D",), enabled=_chosen),
    Action("delete", lambda w: w.delete(), "trash-2", ("Del",), enabled=_deletable),
    Action("select_all", lambda w: edits.select_all(w.session), "", ("Ctrl+A",), enabled=_on_map),
    Action("rename", lambda w: w.rename(), "pencil", ("F2",), ("E", "Return", "Enter"), enabled=_renamable),
    Action("find", lambda w: w.viewing.find(), "search", ("Ctrl+F",), enabled=_open),
    Action("replace", lambda w: w.viewing.find(replacing=True), "", ("Ctrl+H",), enabled=_open),
    Action("find_next", lambda w: w.viewing.find_step(1), "", ("F3",), enabled=_open),
    Action("find_previous", lambda w: w.viewing.find_step(-1), "", ("Shift+F3",), enabled=_open),
    Action("zoom_in", lambda w: w.zoom(1), "zoom-in", ("Ctrl+=", "Ctrl++"), enabled=_on_map),
    Action("zoom_out", lambda w: w.zoom(-1), "zoom-out", ("Ctrl+-",), enabled=_on_map),
    Action("zoom_100", lambda w: w.zoom(0), "", ("Ctrl+0",), enabled=_on_map),
    Action("zoom_fit", lambda w: w.fit(), "maximize", ("Ctrl+9", "Ctrl+Shift+W"), enabled=_on_map),
    Action("zoom_selection", lambda w: w.viewing.zoom_selection(), "", ("Ctrl+8",), enabled=_chosen),
    Action("minimap", lambda w: w.viewing.toggle_minimap(), "", (), enabled=_on_map,
           checked=lambda w: w.viewing.minimap_shown),
    Action(
        "grid", lambda w: w.toggle_grid(), "grid-3x3", ("Ctrl+Shift+G",), enabled=_on_map,
        checked=lambda w: w.grid_shown,
    ),
    Action("present", lambda w: w.viewing.present(), "play", ("F5",), enabled=_on_map),
    Action("fullscreen", lambda w: w.toggle_fullscreen(), "", ("F11",), checked=lambda w: w.isFullScreen()),
    Action("tool_select", lambda w: w.use_tool("select"), "mouse-pointer-2", ("Ctrl+1",), ("V",), enabled=_on_map,
           checked=lambda w: w.tool_name == "select"),
    Action("tool_hand", lambda w: w.use_tool("hand"), "hand", (), ("H",), enabled=_on_map,
           checked=lambda w: w.tool_name == "hand"),
    Action("tool_connect", lambda w: w.connect_from_selection(), "arrow-up-right", ("Ctrl+3",), ("C",), enabled=_on_map,
           checked=lambda w: w.tool_name == "connect"),
    Action("create_task", _create("task"), "", (), ("N", "T"), enabled=_on_map),
    Action("create_decision", _create("gateway.exclusive"), "", (), ("D",), enabled=_on_map),
    Action("create_start", _create("event.start"), "", (), ("M",), enabled=_on_map),
    Action("create_end", _create("event.end"), "", (), ("S",), enabled=_on_map),
    Action("create_document", _create("data.object"), "", (), (), enabled=_on_map),
    Action("create_note", _create("annotation"), "", (), (), enabled=_on_map),
    Action("create_lane", _create("lane"), "", (), ("L",), enabled=_on_map),
    Action("create_pool", _create("pool"), "", (), (), enabled=_on_map),
    Action("create_phase", _create("phase"), "", (), (), enabled=_on_map),
    Action("append", lambda w: w.append("task"), "", (), ("A",), enabled=step),
    Action("align_left", lambda w: edits.align(w.session, "left"), "align-start-vertical", enabled=_shapes(2)),
    Action("align_center", lambda w: edits.align(w.session, "center"), "align-center-vertical", enabled=_shapes(2)),
    Action("align_right", lambda w: edits.align(w.session, "right"), "align-end-vertical", enabled=_shapes(2)),
    Action("align_top", lambda w: edits.align(w.session, "top"), "align-start-horizontal", enabled=_shapes(2)),
    Action("align_middle", lambda w: edits.align(w.session, "middle"), "align-center-horizontal", enabled=_shapes(2)),
    Action("align_bottom", lambda w: edits.align(w.session, "bottom"), "align-end-horizontal", enabled=_shapes(2)),
    Action("distribute_across", lambda w: edits.distribute(w.session, True), "align-horizontal-space-between",
           enabled=_shapes(3)),
    Action("distribute_down", lambda w: edits.distribute(w.session, False), "align-vertical-space-between",
           enabled=_shapes(3)),
    Action("tidy_lines", lambda w: edits.tidy_lines(w.session), "spline", enabled=_has_lines),
    Action("lane_up", lambda w: drawing.part_up_down(w, -1), "", ("Alt+Up",), enabled=_shapes(1)),
    Action("lane_down", lambda w: drawing.part_up_down(w, 1), "", ("Alt+Down",), enabled=_shapes(1)),
    Action("new_process", lambda w: w.tree.new_process(""), "list-tree", enabled=_open),
    Action("new_map", lambda w: w.tree.new_map_here(), "file-plus", enabled=_open),
    Action("rename_map", lambda w: w.tree.rename_map(w.session.place.map), "", enabled=_on_map),
    Action("go_inside", lambda w: w.go_inside(), "", ("Ctrl+Return",), enabled=enterable),
    Action("go_up", lambda w: w.go_up(), "", ("Alt+Home",), ("Backspace", "Alt+Up"), enabled=_on_map),
    Action("next_map", lambda w: w.step_tab(1), "", ("Ctrl+Tab", "Ctrl+PgDown"), enabled=_on_map),
    Action("previous_map", lambda w: w.step_tab(-1), "", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), enabled=_on_map),
    Action("close_tab", lambda w: w.close_tab(), "", ("Ctrl+W",), enabled=_on_map),
    Action("reopen_tab", lambda w: w.workspace.reopen(), "", ("Ctrl+Shift+T",),
           enabled=lambda w: w.workspace.closed_tabs()),
    Action("make_book", lambda w: w.book.make(), "book-open", ("Ctrl+Shift+B",), enabled=_open),
    Action("steps", lambda w: w.steps_dock.toggle(), "table", ("Ctrl+T",), enabled=_on_map,
           checked=lambda w: w.steps.isVisible()),
    Action("texts", lambda w: w.office.toggle("narrative"), "file-text", ("F6",), enabled=_open,
           checked=lambda w: w.office.in_front("narrative")),
    Action("office", lambda w: w.office.edit_office(), "landmark", enabled=_open),
    Action("book_form", lambda w: w.office.edit_book(), "book-open", enabled=_open),
    Action("units", lambda w: w.office.toggle("units"), "users", ("F4",), enabled=_open,
           checked=lambda w: w.office.in_front("units")),
    Action("sipoc", lambda w: w.office.toggle_sipoc(), "table", enabled=_open,
           checked=lambda w: w.office.in_front("sipoc")),
    Action("chapters", lambda w: w.office.choose_chapter(), "", enabled=_open),
    Action("findings", lambda w: w.office.toggle_findings(), "clipboard-check", ("F7",), enabled=_open,
           checked=lambda w: w.office.in_front("findings")),
    Action("next_finding", lambda w: w.office.step_finding(1), "", ("F8",), enabled=_open),
    Action("previous_finding", lambda w: w.office.step_finding(-1), "", ("Shift+F8",), enabled=_open),
    Action("show_report", lambda w: w.show_report(), "info", enabled=_open),
    Action("shortcuts", lambda w: w.show_shortcuts(), "circle-help", ("F1", "Ctrl+/")),
    Action("about", lambda w: w.show_about()),
    Action("tidy_map", lambda w: tidying.start(w, tidying.WHOLE), "wand-sparkles", ("Ctrl+L",), enabled=_on_map),
    Action("tidy_selection", lambda w: tidying.start(w, tidying.SELECTION), "", ("Ctrl+Shift+R",), enabled=_shapes(2)),
    Action("tidy_routes", lambda w: tidying.start(w, tidying.ROUTES), "", enabled=_on_map),
    *DRAW_ACTIONS,
    *EXCHANGE_ACTIONS,
    *BOOK_ACTIONS,
    *VIEW_ACTIONS,
    *SIPOC_ACTIONS,
    *FACTS_ACTIONS,
)  # fmt: skip
