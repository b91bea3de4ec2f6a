"""What the menus Sunting and Susun do with the selection: clipboard, delete, order, alignment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QCursor, QGuiApplication

from probis_editor.commands import clipboard, flows, lanes, shapes
from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.ui import wording

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.session import Session

MIME = "application/x-probis-clip"


def _run(session: Session, step: str, verb: Callable[[Transaction], object]) -> object:
    return session.run(wording.step_on(session, step, session.selection), verb)


def copy(session: Session) -> bool:
    """Put the selection on the clipboard; whether there was something to put."""
    clip = clipboard.copy(session.document, session.place.map, session.selection)
    if clip is None:
        return False
    data = QMimeData()
    data.setData(MIME, clip.encode())
    data.setText("\n".join(" ".join(n.name.split()) for n in clip.nodes if n.name))
    QGuiApplication.clipboard().setMimeData(data)
    return True


def cut(session: Session) -> None:
    ids = session.selection
    if copy(session):
        _run(session, "cut", lambda tx: shapes.delete(tx, session.place.map, ids))


def can_paste() -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.hasFormat(MIME)


def paste(session: Session, canvas: Canvas) -> None:
    """Paste at the pointer, or in the middle where the pointer is elsewhere."""
    if not can_paste():
        return
    try:
        clip = clipboard.decode(bytes(QGuiApplication.clipboard().mimeData().data(MIME).data()))
    except msgspec.DecodeError:
        return
    viewport = canvas.view.viewport()
    spot = viewport.mapFromGlobal(QCursor.pos())
    spot = spot if viewport.rect().contains(spot) else viewport.rect().center()
    p = canvas.view.mapToScene(spot)
    _paste(session, clip, Point(round(p.x()), round(p.y())))


def duplicate(session: Session) -> None:
    clip = clipboard.copy(session.document, session.place.map, session.selection)
    if clip is not None:
        _paste(session, clip, None)


def _paste(session: Session, clip: clipboard.Clip, at: Point | None) -> None:
    what = wording.what(session, [n for n in clip.nodes if n.plane == clip.nodes[0].plane])
    made = session.run(
        wording.step("paste", what=what),
        lambda tx: clipboard.paste(tx, session.place.map, clip, at, plane=session.place.plane),
    )
    if made:
        session.select(made)


def delete(session: Session) -> None:
    ids = session.selection
    _run(session, "delete", lambda tx: shapes.delete(tx, session.place.map, ids))


def select_all(session: Session) -> None:
    session.select(e.id for e in session.elements_here())


def tidy_lines(session: Session) -> None:
    """Route the selected lines anew, or those of the selected shapes."""
    document, map_id = session.document, session.place.map
    found: dict[str, None] = {}
    for element in session.selected():
        if isinstance(element, Flow):
            found[element.id] = None
        else:
            found.update((f.id, None) for f in document.incident(map_id, element.id))
    _run(session, "tidy", lambda tx: flows.tidy(tx, map_id, list(found)))


def move_lane(session: Session, by: int) -> None:
    lane = next((n for n in session.selected_nodes() if n.kind == "lane"), None)
    if lane is not None:
        _run(session, "move_lane", lambda tx: lanes.move_lane(tx, session.place.map, lane.id, by))


_ALIGN: dict[str, Callable[[Rect, Rect], tuple[float, float]]] = {
    "left": lambda r, box: (box.x - r.x, 0),
    "center": lambda r, box: (box.center.x - r.center.x, 0),
    "right": lambda r, box: (box.right - r.right, 0),
    "top": lambda r, box: (0, box.y - r.y),
    "middle": lambda r, box: (0, box.center.y - r.center.y),
    "bottom": lambda r, box: (0, box.bottom - r.bottom),
}


def align(session: Session, how: str) -> None:
    """Align the selected shapes with the one selected first."""
    nodes = session.selected_nodes()
    if len(nodes) < 2:
        return
    box = nodes[0].drawn

    def verb(tx: Transaction) -> None:
        for node in nodes[1:]:
            dx, dy = _ALIGN[how](node.drawn, box)
            if dx or dy:
                shapes.move(tx, session.place.map, [node.id], dx, dy)

    _run(session, "align", verb)


def distribute(session: Session, across: bool) -> None:
    """Even out the gaps between the selected shapes, left to right or top to bottom."""
    nodes = sorted(session.selected_nodes(), key=lambda n: n.drawn.x if across else n.drawn.y)
    if len(nodes) < 3:
        return
    ends = [(n.drawn.x, n.drawn.w) if across else (n.drawn.y, n.drawn.h) for n in nodes]
    free = ends[-1][0] - ends[0][0] - sum(length for _, length in ends[:-1])
    gap = free / (len(nodes) - 1)

    def verb(tx: Transaction) -> None:
        at = ends[0][0]
        for node, (start, length) in zip(nodes, ends, strict=True):
            by = round(at - start)
            if by:
                shapes.move(tx, session.place.map, [node.id], by if across else 0, 0 if across else by)
            at += length + gap

    _run(session, "distribute", verb)


def lanes_selected(session: Session) -> bool:
    return any(isinstance(e, Node) and e.kind == "lane" for e in session.selected())
