"""Deleting what is selected on the canvas; before things in lanes and pools vanish with them, it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.commands import lanes, pools, shapes
from probis_editor.kinds import STEPS, family
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.ui import dialogs, wording

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

_HOLDERS = ("pool", "lane")


def delete(canvas: Canvas) -> None:
    """Delete the selection as one step. Where a lane or pool holds steps that are not selected themselves it is asked
    whether these stay, go too, or nothing happens."""
    session, map_id = canvas.session, canvas.map_id
    ids = session.selection
    holders = [n for n in session.selected_nodes() if n.kind in _HOLDERS]
    inside = _inside(session, holders)
    contents = False
    if inside:
        answer = _ask(canvas, holders, len(inside))
        if not answer:
            return
        contents = answer == "remove"
    session.run(
        wording.step_on(session, "delete", ids), lambda tx: _delete(tx, map_id, ids, holders, contents)
    )


def _inside(session: Session, holders: list[Node]) -> list[Node]:
    chosen = set(session.selection)
    return [
        n
        for n in (session.elements_here() if holders else ())
        if isinstance(n, Node)
        and family(n.kind) in STEPS
        and n.id not in chosen
        and any(h.bounds.contains(n.drawn.center) for h in holders)
    ]


def _ask(canvas: Canvas, holders: list[Node], n: int) -> str:
    text = canvas.session.text
    what = wording.what(canvas.session, holders)
    kinds = {h.kind for h in holders}
    if len(holders) == 1:
        what = f"{text('ui.noun.' + holders[0].kind)} {what}" if holders[0].name.strip() else what
    detail = "delete.pool_detail" if "pool" in kinds else "delete.lane_detail"
    return dialogs.ask_contents(canvas, text, text("delete.ask", what=what, n=n), text(detail))


def _delete(tx: Transaction, map_id: str, ids: tuple[str, ...], holders: list[Node], contents: bool) -> None:
    document = tx.document
    held = {h.id for h in holders}
    shapes.delete(tx, map_id, [i for i in ids if i not in held])
    for holder in sorted(holders, key=lambda h: h.kind != "pool"):  # lanes of a pool go with it
        if document.element(map_id, holder.id) is None:
            continue
        if holder.kind == "lane":
            lanes.delete_lane(tx, map_id, holder.id, contents)
        elif contents:
            shapes.delete(tx, map_id, [holder.id])
        else:
            pools.dissolve_pool(tx, map_id, holder.id)
