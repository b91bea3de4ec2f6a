"""What a row of the table of actions says, and the tests that tell when it can be run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

Test = Callable[["MainWindow"], bool]


def always(_: MainWindow) -> bool:
    return True


def on_map(w: MainWindow) -> bool:
    return w.canvas is not None


def chosen(w: MainWindow) -> bool:
    return w.canvas is not None and bool(w.session.selection)


def one(w: MainWindow) -> bool:
    return w.canvas is not None and len(w.session.selection) == 1


def shapes(at_least: int) -> Test:
    return lambda w: w.canvas is not None and len(w.session.selected_nodes()) >= at_least


class Action(NamedTuple):
    """`id` names its text `ui.action.<id>`; `letters` are keys that work while the canvas has the focus."""

    id: str
    run: Callable[[MainWindow], object]
    icon: str = ""
    keys: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    enabled: Test = always
    checked: Test | None = None
