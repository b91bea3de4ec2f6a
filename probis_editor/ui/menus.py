"""Which action stands where: menus and their submenus, toolbar, context menu of the canvas."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.ui.actions_facts import BEGIN_MENU, FACTS_MENU
from probis_editor.ui.actions_view import PAPER_MENU, THEME_MENU

SUBMENUS: dict[str, tuple[str, ...]] = {
    "begin": BEGIN_MENU,
    "paper": PAPER_MENU,
    "theme": THEME_MENU,
    "panels": ("properties", "steps", "*docks"),
    "continue": ("append_right", "append_down", "append_up", "append_left"),
    "parts": ("lane_up", "lane_down", "phase_left", "phase_right"),
    "by_hand": ("create_lane", "create_phase", "create_pool"),
    "align": (
        "align_left", "align_center", "align_right", "align_top", "align_middle", "align_bottom", "",
        "distribute_across", "distribute_down", "", "same_size",
    ),
    "tidy": ("tidy_map", "tidy_selection", "tidy_routes", "tidy_lines", "straighten"),
    "style": ("bold", "italic", "underline", "larger", "smaller", "", "copy_style", "paste_style", "reset_style"),
    "order": ("to_front", "to_back", "", "group", "ungroup"),
    "symbols": ("symbols_bpmn", "symbols_flowchart"),
    "sipoc_map": ("sipoc_on_map", "sipoc_on_all"),
    "trace": ("trace", "place_trace", "untrace"),
    "facts": FACTS_MENU,
}  # fmt: skip
"""Rows of the menus inside menus, by name; the titles are `ui.menu.<name>`."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "file",
        (
            "new", ">begin", "open", "*recent", "", "import_files", "merge_back", "compare_with", "show_report", "",
            "save", "save_as",
            "export", "", "close", "quit",
        ),
    ),
    (
        "edit",
        (
            "undo", "redo", "", "cut", "copy", "copy_picture", "paste", "duplicate", "delete", "",
            "select_all", "select_lane", "select_inside", "next_line", "rename", "",
            "find", "replace", "find_next", "find_previous", "", "tool_select", "tool_hand",
        ),
    ),
    (
        "view",
        (
            "zoom_in", "zoom_out", "zoom_100", "zoom_fit", "zoom_selection", "", "grid", "minimap",
            "marks", "paper_frame", ">paper", "", ">panels", ">theme", "", "present", "fullscreen",
        ),
    ),
    (
        "insert",
        (
            "create_task", "create_decision", "create_start", "create_end", "create_document", "create_note",
            "insert_picture", "create_choice", "", "tool_connect", "append", "append_choice", ">continue", "",
            "lane_below", "lane_above", "add_phase", ">by_hand",
        ),
    ),
    (
        "arrange",
        (
            ">tidy", ">align", ">order", "swap", "", ">parts", "tool_space", "",
            "change_kind", ">style", "", "snap", "snap_grid",
        ),
    ),
    (
        "map",
        (
            "new_process", "tree.plant", "tree.export", "tree.export_units", "tree.scheme", "",
            "new_map", "rename_map", ">symbols", ">sipoc_map", ">trace", "", "map_boxes.hide", "map_boxes.show", "",
            "go_inside", "go_up", "",
            "next_map", "previous_map", "close_tab", "reopen_tab",
        ),
    ),
    (
        "book",
        (
            "office", ">facts", "units", "", "texts", "chapters", "sipoc", "process_duties", "",
            "book_form", "preview", "find_in_book", "show_in_book", "", "make_book", "print_book", "sign_book", "",
            "sop", "poster", "unit_annex",
        ),
    ),
    ("check", ("facts.progress", "findings", "", "next_finding", "previous_finding", "open_finding")),
    ("help", ("shortcuts", "", "about")),
)  # fmt: skip
"""Menus and their rows: an action, "" for a line, ">..." for a submenu, "*..." for rows the window adds itself."""

TOOLBAR = (
    "new", "open", "save", "", "undo", "redo", "", "cut", "copy", "paste", "delete", "", "tool_select", "tool_hand",
    "tool_space", "tool_connect", "", "align_left", "align_center", "align_top", "align_middle", "distribute_across",
    "", "tidy_map", "grid", "", "steps",
)  # fmt: skip

CONTEXT = (
    "rename", "*kinds", "go_inside", "append", "tool_connect", "", "cut", "copy", "paste", "duplicate", "delete", "",
    "tidy_lines", "straighten", "swap", "", "lane_above", "lane_below", "lane_up", "lane_down",
    "select_lane", "select_inside", "",
    "copy_style", "paste_style", "to_front", "to_back", "group", "ungroup", "", "open_finding", "show_in_book",
)  # fmt: skip


def listed(rows: tuple[str, ...]) -> Iterator[str]:
    """The actions of a menu in its order, those of its submenus among them."""
    for row in rows:
        if row.startswith(">"):
            yield from listed(SUBMENUS[row[1:]])
        elif row and not row.startswith("*"):
            yield row
