"""Open sub-processes and other containers as places to select in: what lies in them, the way in, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.kinds import POOL_PARTS, family
from probis_editor.model import queries
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.ui import hits

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session


def is_open(node: Node) -> bool:
    """Whether a sub-process is drawn with its steps on the same canvas."""
    return node.kind.startswith("subprocess") and node.expanded and node.inline


def around(session: Session, element: Element) -> Node | None:
    """The innermost open sub-process that an element lies in."""
    seen: set[str] = set()
    parent = element.parent
    while parent and parent not in seen:
        seen.add(parent)
        node = session.element(parent)
        if not isinstance(node, Node) or node.plane != element.plane:
            return None
        if is_open(node):
            return node
        parent = node.parent
    return None


def level(session: Session, element_id: str = "") -> list[Node]:
    """The shapes to go round by Tab, in reading order: those beside an element, in the same open sub-process."""
    now = session.element(element_id) if element_id else None
    home = around(session, now) if now is not None else None
    found = [e for e in session.elements_here() if isinstance(e, Node) and e.kind not in hits.CONTAINERS]
    beside = [n for n in found if _id(around(session, n)) == _id(home)]
    return sorted(beside, key=reading_order)


def reading_order(node: Node) -> tuple[float, float]:
    """By columns, from top to bottom."""
    return (node.drawn.center.x // 40, node.drawn.y)


def _id(node: Node | None) -> str:
    return node.id if node is not None else ""


def enter(canvas: Canvas, element_id: str) -> bool:
    """Select the first step in an open sub-process; whether there is one."""
    session = canvas.session
    node = session.element(element_id)
    if not isinstance(node, Node) or not is_open(node):
        return False
    inside = [
        n for n in session.elements_here() if isinstance(n, Node) and _id(around(session, n)) == node.id
    ]
    if not inside:
        return False
    session.select([min(inside, key=reading_order).id])
    canvas.reveal_selection()
    return True


def leave(session: Session) -> bool:
    """Select the open sub-process that everything selected lies in; whether there is one."""
    homes = {_id(around(session, e)) for e in session.selected()}
    if len(homes) != 1 or homes == {""}:
        return False
    session.select(homes)
    return True


def holders(session: Session) -> list[Node]:
    """The containers that hold what is selected, or are it, innermost first: sub-processes, groups, lanes, pools."""
    chosen = session.selected()
    if not chosen:
        return []
    first = chosen[0]
    if isinstance(first, Flow):
        source = session.element(first.source)
        first = source if isinstance(source, Node) else first
    found: dict[str, Node] = {}
    if isinstance(first, Node):
        if first.kind in hits.CONTAINERS or is_open(first):
            found[first.id] = first
        frames = [
            e for e in session.elements_here()
            if isinstance(e, Node) and e.kind in hits.CONTAINERS and e.drawn.covers(first.drawn)
        ]  # fmt: skip
        home = around(session, first)
        while home is not None:
            frames.append(home)
            home = around(session, home)
        for node in sorted(frames, key=lambda n: n.drawn.w * n.drawn.h):
            found.setdefault(node.id, node)
    return list(found.values())


def contents(session: Session, holder: Node) -> list[str]:
    """The steps and other shapes in a container, and the lines that run within it."""
    nodes = [e for e in session.elements_here() if isinstance(e, Node) and family(e.kind) not in POOL_PARTS]
    if is_open(holder):
        within = {n.id for n in queries.descendants(session.document, holder.map, holder.id)}
        inside = [n.id for n in nodes if n.id in within or n.attached in within]
    elif holder.kind in ("group", "band"):
        inside = [n.id for n in nodes if n.id != holder.id and holder.drawn.covers(n.drawn)]
    else:
        inside = [n.id for n in nodes if holder.drawn.contains(n.drawn.center)]
    held = set(inside)
    flows = [f.id for f in session.elements_here() if isinstance(f, Flow) and {f.source, f.target} <= held]
    return [*inside, *flows]


def select_inside(session: Session) -> None:
    """Select everything in the container of what is selected; once more, in the next one around it."""
    now = set(session.selection)
    for holder in holders(session):
        found = contents(session, holder)
        if found and not set(found) <= now:
            session.select(found)
            return
