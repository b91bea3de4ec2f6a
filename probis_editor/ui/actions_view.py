"""Actions that look at a document: paper, day and night, pictures."""

from __future__ import annotations

from probis_editor.layout.paper import PAPERS
from probis_editor.ui.action_row import Action, on_map


def _paper(name: str) -> Action:
    return Action(
        "paper_" + name.replace("-", "_"),
        lambda w: w.viewing.set_paper(name),
        enabled=lambda w: w.session.is_open,
        checked=lambda w: w.session.document.book.paper == name,
    )


def _theme(name: str) -> Action:
    return Action(
        "theme_" + name, lambda w: w.viewing.set_theme(name), checked=lambda w: w.viewing.theme == name
    )


VIEW_ACTIONS: tuple[Action, ...] = (
    Action("trace", lambda w: w.viewing.trace(), enabled=on_map),
    Action(
        "place_trace", lambda w: w.use_tool("trace"), enabled=lambda w: w.viewing.traces(),
        checked=lambda w: w.tool_name == "trace",
    ),
    Action("untrace", lambda w: w.viewing.untrace(), enabled=lambda w: w.viewing.traces()),
    Action("copy_picture", lambda w: w.viewing.copy_picture(), "image-down", ("Ctrl+Shift+C",), enabled=on_map),
    Action(
        "paper_frame", lambda w: w.viewing.toggle_paper(), enabled=on_map,
        checked=lambda w: w.viewing.paper_shown,
    ),
    Action(
        "marks", lambda w: w.office.marking.toggle(), enabled=on_map, checked=lambda w: w.office.marking.shown
    ),
    Action("open_finding", lambda w: w.office.marking.open_here(), enabled=lambda w: bool(w.office.marking.here())),
    *map(_paper, PAPERS),
    *map(_theme, ("auto", "light", "dark")),
)  # fmt: skip

THEME_MENU = ("theme_auto", "theme_light", "theme_dark")
PAPER_MENU = tuple("paper_" + name.replace("-", "_") for name in PAPERS)
"""The submenu of papers, which also opens from the status bar."""
