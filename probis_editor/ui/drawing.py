"""What the actions for drawing do with the selection: going on, kinds, lanes, order, looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from probis_editor.commands import append as append_commands
from probis_editor.commands import arrange, lanes, phases, pools, shapes, turning
from probis_editor.commands.spots import Way
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, STEPS, Family, family
from probis_editor.model import queries
from probis_editor.model.changes import Label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node, Style
from probis_editor.ui import wording
from probis_editor.ui.tools import appending

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.main_window import MainWindow
    from probis_editor.ui.session import Session

FIRST_POOL = Rect(40, 40, 960, 116)


def _run(session: Session, key: str, verb: Callable[[Transaction], object]) -> object:
    return session.run(wording.step_on(session, key, session.selection), verb)


def one(session: Session) -> Node | None:
    """The only selected node."""
    nodes = session.selected_nodes()
    return nodes[0] if len(nodes) == 1 == len(session.selection) else None


def is_step(session: Session) -> bool:
    node = one(session)
    return node is not None and family(node.kind) in STEPS


# Going on


def append(w: MainWindow, kind_id: str, way: Way = "right") -> None:
    """Go on from the selected element."""
    node, canvas = one(w.session), w.canvas
    if node is not None and canvas is not None:
        appending.append(canvas, node.id, kind_id, way)


def append_choice(w: MainWindow) -> None:
    """Go on with an element of a kind that is looked for by its name."""
    node, canvas = one(w.session), w.canvas
    if node is not None and canvas is not None:
        find_kind(canvas, True, lambda k: appending.append(canvas, node.id, k), _under(canvas, node))


def create_choice(w: MainWindow) -> None:
    """Make an element of a kind that is looked for by its name; it is put in its place as from the palette."""
    canvas = w.canvas
    if canvas is not None:
        middle = canvas.view.viewport().rect().center()
        find_kind(
            canvas, False, lambda k: w.use_tool("create", k), canvas.view.viewport().mapToGlobal(middle)
        )


def find_kind(canvas: Canvas, after: bool, then: Callable[[str], object], spot: QPoint) -> None:
    """Ask for a kind by its name, at a place of the screen."""
    from probis_editor.ui.panels.kind_finder import KindFinder, findable

    KindFinder(canvas, canvas.session.text, findable(after), then).open_at(spot)


def _under(canvas: Canvas, node: Node):
    spot = canvas.view.mapFromScene(node.drawn.right, node.drawn.bottom)
    return canvas.view.viewport().mapToGlobal(spot)


# Symbols


def set_symbols(w: MainWindow, symbols: str) -> None:
    w.session.run(wording.step("symbols"), lambda tx: turning.set_symbols(tx, symbols))


# Lanes and phases


def lane_here(session: Session) -> Node | None:
    """The selected lane, the one the selected step lies in, else the last of the first pool."""
    node = one(session)
    if node is not None and node.kind == "lane":
        return node
    document, (map_id, plane) = session.document, session.place
    if node is not None and family(node.kind) not in (Family.POOL, Family.PHASE):
        return queries.lane_of(document, node)
    pools = [node] if node is not None and node.kind == "pool" else queries.pools(document, map_id)
    for pool in pools:
        rows = queries.lanes(document, map_id, pool.id) if pool.plane == plane else []
        if rows:
            return rows[-1]
    return None


def add_lane(canvas: Canvas, below: bool = True, pool: str = "") -> None:
    """A lane below or above the present one (or as the last of a pool); without any pool the first one."""
    session, map_id = canvas.session, canvas.map_id
    beside = pool
    if not beside:
        lane = lane_here(session)
        found = queries.pools(session.document, map_id)
        beside = lane.id if lane is not None else found[0].id if found else ""

    def make(tx: Transaction) -> Node:
        title = queries.title_of(tx.document, tx.document.map(map_id))
        room = pools.round_loose(tx.document, map_id, FIRST_POOL)
        at = beside or lanes.add_pool(tx, map_id, room, title).id
        return lanes.add_lane(tx, map_id, at, below)

    canvas.end_editing()
    key = session.creation_key()
    made = session.run(wording.step("create", what=session.text("kind.lane")), make, key)
    if isinstance(made, Node):
        session.select([made.id])
        canvas.reveal_selection()
        canvas.rename(made.id, key)


def add_phase(w: MainWindow) -> None:
    """A phase at the right of the pool of what is selected, or of the first one."""
    session, canvas = w.session, w.canvas
    if canvas is None:
        return
    node = one(session)
    own = queries.pool_of(session.document, canvas.map_id, node.id) if node is not None else ""
    visible = queries.pools(session.document, canvas.map_id)
    pool = next((p for p in visible if p.id == own), visible[0] if visible else None)
    if pool is None:
        return
    key = session.creation_key()
    made = session.run(
        wording.step("create", what=session.text("kind.phase")),
        lambda tx: phases.add_phase(tx, canvas.map_id, pool.id),
        key,
    )
    if isinstance(made, Node):
        session.select([made.id])
        canvas.rename(made.id, key)


def part_up_down(w: MainWindow, by: int) -> None:
    """Move the selected lane or phase by a place, or the selected steps to the next lane."""
    session = w.session
    nodes = session.selected_nodes()
    map_id = session.place.map
    if not nodes:
        return
    if nodes[0].kind == "lane":
        _run(session, "move_lane", lambda tx: lanes.move_lane(tx, map_id, nodes[0].id, by))
    elif nodes[0].kind == "phase":
        _run(session, "move_lane", lambda tx: phases.move_phase(tx, map_id, nodes[0].id, by))
    else:
        ids = tuple(n.id for n in nodes)
        _run(session, "move", lambda tx: append_commands.neighbour_lane(tx, map_id, ids, by))
        if w.canvas is not None:
            w.canvas.reveal_selection()


def select_lane(session: Session) -> None:
    """Select everything in the lane of what is selected."""
    lane = lane_here(session)
    if lane is None:
        return
    box = lane.bounds
    inside = [
        n.id
        for n in session.elements_here()
        if isinstance(n, Node) and family(n.kind) not in POOL_PARTS and box.contains(n.drawn.center)
    ]
    held = set(inside)
    flows = [f.id for f in session.elements_here() if isinstance(f, Flow) and {f.source, f.target} <= held]
    session.select([*inside, *flows])


# Arranging


def same_size(session: Session) -> None:
    _run(session, "resize", lambda tx: arrange.same_size(tx, session.place.map, session.selection))


def restack(session: Session, front: bool) -> None:
    verb = arrange.to_front if front else arrange.to_back
    _run(session, "stack", lambda tx: verb(tx, session.place.map, session.selection))


def group(session: Session) -> None:
    map_id, plane = session.place
    made = _run(session, "group", lambda tx: arrange.group(tx, map_id, session.selection, plane))
    if isinstance(made, Node):
        session.select([made.id])


def ungroup(session: Session) -> None:
    frames = [n.id for n in session.selected_nodes() if n.kind == "group"]
    inside = arrange.with_grouped(session.document, session.place.map, frames)
    _run(session, "ungroup", lambda tx: shapes.delete(tx, session.place.map, frames))
    session.select(i for i in inside if i not in frames)


def straighten(session: Session) -> None:
    """Draw the selected lines (or those of the selected shapes) with as few bends as their ends allow."""
    from probis_editor.commands.straight import straighten as verb

    map_id = session.place.map
    found: dict[str, None] = {}
    for element in session.selected():
        if isinstance(element, Flow):
            found[element.id] = None
        else:
            found.update((f.id, None) for f in session.document.incident(map_id, element.id))
    _run(session, "straighten", lambda tx: verb(tx, map_id, list(found)))


# Looks


class Painter:
    """The format that was copied last; one for the whole program."""

    style: Style | None = None


def copy_style(session: Session) -> None:
    chosen = session.selected()
    if chosen:
        Painter.style = chosen[0].style
        session.said.emit("info", session.text("draw.style_copied"))


def paste_style(session: Session) -> None:
    style = Painter.style
    if style is not None:
        fields = {name: getattr(style, name) for name in style.__struct_fields__}
        _run(
            session, "style", lambda tx: shapes.set_style(tx, session.place.map, session.selection, **fields)
        )


def toggle_style(session: Session, name: str) -> None:
    """Bold or italic on where the first element has it not, else off for all."""
    chosen = session.selected()
    if chosen:
        value = None if getattr(chosen[0].style, name) else True
        _run(
            session, "style",
            lambda tx: shapes.set_style(tx, session.place.map, session.selection, **{name: value}),
        )  # fmt: skip


def text_size(session: Session, by: float) -> None:
    chosen = session.selected()
    if chosen:
        size = min(max((chosen[0].style.size or 10.0) + by, 6.0), 36.0)
        _run(
            session, "style", lambda tx: shapes.set_style(tx, session.place.map, session.selection, size=size)
        )


def reset_style(session: Session) -> None:
    _run(session, "style", lambda tx: shapes.set_style(tx, session.place.map, session.selection))


def next_line(session: Session) -> None:
    """Select the next line out of the selected shape, or the next one out of the selected line's source."""
    chosen = session.selected()
    if len(chosen) != 1:
        return
    element = chosen[0]
    source = element.source if isinstance(element, Flow) else element.id
    rows = [f for f in session.document.incident(session.place.map, source) if f.source == source]
    rows = rows or list(session.document.incident(session.place.map, source))
    if not rows:
        return
    ids = [f.id for f in rows]
    at = ids.index(element.id) + 1 if element.id in ids else 0
    session.select([ids[at % len(ids)]])


def said(session: Session, label: Label | None) -> None:
    if label is not None:
        session.said.emit("error", session.label_text(label))


def place_for_new(canvas: Canvas, kind_id: str, w: float, h: float) -> Point:
    """Where a thing made without the mouse goes: in the present lane, else in the middle of what is seen."""
    from probis_editor.commands.spots import in_lane
    from probis_editor.kinds.spec import Size

    session = canvas.session
    node = one(session)
    lane = lane_here(session)
    if (node is None or node.kind != "lane") and lane is not None:
        rows = queries.lanes(session.document, canvas.map_id, lane.parent)
        lane = queries.lane_of(session.document, node) if node is not None else rows[0]
    if lane is not None and family(kind_id) not in POOL_PARTS:
        return in_lane(session.document, canvas.map_id, lane, Size(w, h))
    middle = canvas.view.mapToScene(canvas.view.viewport().rect().center())
    return Point(round(middle.x(), -1), round(middle.y(), -1))
