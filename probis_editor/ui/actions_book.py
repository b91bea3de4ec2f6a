"""Actions of the book: look at it, make it, print it, sign it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.ui.action_row import Action

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow


def _open(w: MainWindow) -> bool:
    return w.session.is_open


BOOK_ACTIONS: tuple[Action, ...] = (
    Action("preview", lambda w: w.book.toggle(), "eye", ("Ctrl+Shift+P",), enabled=_open,
           checked=lambda w: w.book.shown),
    Action("show_in_book", lambda w: w.book.show_here(), "locate-fixed", ("Ctrl+Shift+J",), enabled=_open),
    Action("find_in_book", lambda w: w.book.find(), "search", enabled=_open),
    Action("print_book", lambda w: w.book.print_book(), "printer", ("Ctrl+P",), enabled=_open),
    Action("sign_book", lambda w: w.book.sign(), "signature"),
)  # fmt: skip
