"""Actions that look at a document: paper, light and dark, pictures, and what goes out of the window."""

from __future__ import annotations

from probis_editor.layout.paper import PAPERS
from probis_editor.ui.action_row import Action, on_map

VIEW_ACTIONS: tuple[Action, ...] = (
    Action("trace", lambda w: w.viewing.trace(), enabled=on_map),
    Action("untrace", lambda w: w.viewing.untrace(), enabled=lambda w: w.viewing.traces()),
    Action("copy_picture", lambda w: w.viewing.copy_picture(), "image-down", ("Ctrl+Shift+C",), enabled=on_map),
    Action(
        "paper_frame", lambda w: w.viewing.toggle_paper(), enabled=on_map,
        checked=lambda w: w.viewing.paper_shown,
    ),
    *(
        Action(
            "paper_" + name.replace("-", "_"), lambda w, n=name: w.viewing.set_paper(n),
            enabled=lambda w: w.session.is_open, checked=lambda w, n=name: w.session.document.book.paper == n,
        )
        for name in PAPERS
    ),
    *(
        Action(
            "theme_" + name, lambda w, n=name: w.viewing.set_theme(n),
            checked=lambda w, n=name: w.viewing.theme == n,
        )
        for name in ("auto", "light", "dark")
    ),
)  # fmt: skip

THEME_MENU = ("theme_auto", "theme_light", "theme_dark")
PAPER_MENU = tuple("paper_" + name.replace("-", "_") for name in PAPERS)
"""The submenu of papers, which also opens from the status bar."""
