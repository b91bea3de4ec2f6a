"""What an undo step is called: the verb and what it was done to, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from probis_editor.model.changes import Label, label
from probis_editor.model.elements import Element, Flow, Node

if TYPE_CHECKING:
    from probis_editor.ui.session import Session


def step(key: str, **args: str | int) -> Label:
    """The label of an undo step, a text of `ui.step`."""
    return label("ui.step." + key, **args)


def step_on(session: Session, key: str, ids: Sequence[str]) -> Label:
    """The same with {what}: "3 kegiatan", "panah", "Verifikasi berkas"."""
    return step(key, what=what(session, [e for e in map(session.element, ids) if e is not None]))


def what(session: Session, elements: Sequence[Element]) -> str:
    """The elements in a few words: a single one by its name, several by number and kind."""
    nodes = [e for e in elements if isinstance(e, Node)]
    shown: Sequence[Element] = nodes or elements
    if len(shown) == 1:
        name = " ".join(shown[0].name.split())
        if name:
            return f"“{name if len(name) <= 28 else name[:27].rstrip() + '…'}”"
        return noun(session, shown)
    return f"{len(shown)} {noun(session, shown)}"


def noun(session: Session, elements: Sequence[Element]) -> str:
    """The word that covers all the elements."""
    roots = {"flow" if isinstance(e, Flow) else e.kind.split(".")[0] for e in elements}
    root = roots.pop() if len(roots) == 1 else "element"
    key = "ui.noun." + root
    text = session.text(key)
    return session.text("ui.noun.element") if text == key else text
