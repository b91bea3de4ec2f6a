"""Keys pressed on the canvas that no tool wanted: letters that run actions, and words typed straight into a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from probis_editor.ui.main_window import MainWindow

_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WAYS = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PORTABLE = QKeySequence.SequenceFormat.PortableText


def pressed(window: MainWindow, event: QKeyEvent) -> None:
    """Type into the selected shape, or run the action that the key stands for.

    Small letters are actions. With one thing selected, a capital letter (and whatever is no action) begins its new
    text, as names begin with a capital.
    """
    name = window.bars.letters.get(_key(event))
    if _is_word(event, taken=name is not None) and _begin(window, event.text()):
        event.accept()
    elif name is not None and window.canvas is not None:
        event.accept()
        window.trigger("delete" if name == "go_up" and window.session.selection else name)


def _key(event: QKeyEvent) -> str:
    """The key as it stands in the rows of actions; with Alt only keys that write nothing."""
    modifiers = event.modifiers()
    if not modifiers & ~_PLAIN:
        return QKeySequence(event.key()).toString(_PORTABLE)
    if modifiers == Qt.KeyboardModifier.AltModifier and event.key() in _WAYS:
        return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString(_PORTABLE)
    return ""


def _is_word(event: QKeyEvent, taken: bool) -> bool:
    text = event.text()
    if event.modifiers() & ~_PLAIN or not text.isprintable() or not text.strip():
        return False
    return not taken or text.isupper()


def _begin(window: MainWindow, text: str) -> bool:
    """Edit the text of the only selected thing, beginning with what was typed; whether there is one."""
    canvas, chosen = window.canvas, window.session.selection
    if canvas is None or len(chosen) != 1 or canvas.tool is not canvas.select_tool:
        return False
    canvas.rename(chosen[0], typed=text)
    return True
