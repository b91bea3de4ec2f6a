"""What a step can become in place: the menu of kinds, and for events that of what sets them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from probis_editor.commands import shapes, turning
from probis_editor.kinds import KINDS, STEPS, Family, family
from probis_editor.kinds.triggers import triggers_for
from probis_editor.model.elements import Node
from probis_editor.ui import kind_icons, wording

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

_TURNS = ("task", "gateway.exclusive", "gateway.parallel", "event.end", "call", "subprocess")
"""Kinds that a step of another family is offered first."""


def kinds_for(node: Node) -> list[str]:
    """The kinds a node can become, those of its own family first."""
    group = family(node.kind)
    if group not in STEPS and group is not Family.DATA:
        return []
    if node.attached:
        return []
    own = [k.id for k in KINDS if k.family is group and k.id not in ("event.boundary", node.kind)]
    others = [k for k in _TURNS if family(k) is not group] if group in STEPS else []
    return [*own, *others]


def causes_for(session: Session, node: Node) -> tuple[str, ...]:
    """What else may set off an event where it stands; nothing for other things."""
    if family(node.kind) is not Family.EVENT:
        return ()
    holder = session.document.element(node.map, node.parent)
    inside = isinstance(holder, Node) and holder.kind == "subprocess.event"
    return tuple(t for t in triggers_for(node.kind, inside) if t != node.trigger)


def can_turn(session: Session, node: Node) -> bool:
    return bool(kinds_for(node) or causes_for(session, node))


def fill(menu: QMenu, session: Session, node: Node) -> None:
    """Rows that turn a step into another kind; what its flows forbid is greyed. Those of an event's trigger follow."""
    before = family(node.kind)
    rows = kinds_for(node)
    for at, kind_id in enumerate(rows):
        if family(kind_id) is not before:
            before = family(kind_id)
            menu.addSeparator()
        digit = f"&{at + 1}  " if at < 9 else ""
        action = menu.addAction(digit + session.text("kind." + kind_id))
        action.setIcon(kind_icons.picture(kind_id, 20))
        preview = session.preview(lambda tx, k=kind_id: turning.turn(tx, node.map, node.id, k))
        action.setEnabled(preview.refusal is None)
        action.setToolTip(session.label_text(preview.refusal))
        action.triggered.connect(lambda _=False, k=kind_id: turn(session, node, k))
    causes = causes_for(session, node)
    if causes and rows:
        menu.addSeparator()
        menu.addAction(session.text("ui.field.trigger")).setEnabled(False)
    for trigger in causes:
        row = menu.addAction(session.text("ui.trigger." + trigger))
        row.triggered.connect(lambda _=False, t=trigger: set_off(session, node, t))
    menu.setToolTipsVisible(True)


def turn(session: Session, node: Node, kind_id: str) -> None:
    step = wording.step_on(session, "change", (node.id,))
    session.run(step, lambda tx: turning.turn(tx, node.map, node.id, kind_id))


def set_off(session: Session, node: Node, trigger: str) -> None:
    """Let something else set off an event."""
    step = wording.step_on(session, "change", (node.id,))
    session.run(step, lambda tx: shapes.change(tx, node.map, node.id, trigger=trigger))


def open_menu(canvas: Canvas) -> None:
    """Ask what the selected step is to become."""
    nodes = canvas.session.selected_nodes()
    if len(nodes) != 1 or len(canvas.session.selection) != 1:
        return
    menu = QMenu(canvas)
    fill(menu, canvas.session, nodes[0])
    if not menu.isEmpty():
        d = nodes[0].drawn
        canvas.show_menu(
            menu, canvas.view.viewport().mapToGlobal(canvas.view.mapFromScene(d.right, d.bottom))
        )
