"""What the menus Sunting and Susun do with the selection: clipboard, delete, order, alignment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QCursor, QGuiApplication

from probis_editor.commands import arrange, clipboard, flows, shapes, swapping
from probis_editor.geometry import Point
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow
from probis_editor.ui import inserting, wording

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.main_window import MainWindow
    from probis_editor.ui.session import Session

MIME = "application/x-probis-clip"


def _run(session: Session, step: str, verb: Callable[[Transaction], object]) -> object:
    return session.run(wording.step_on(session, step, session.selection), verb)


def _copied(session: Session) -> clipboard.Clip | None:
    document, map_id = session.document, session.place.map
    from probis_editor.formats import attribute_copies

    clip = clipboard.copy(document, map_id, session.selection)
    return attribute_copies.complete(document, map_id, clip) if clip is not None else None


def copy(session: Session) -> bool:
    """Put the selection on the clipboard; whether there was something to put."""
    clip = _copied(session)
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


def paste(session: Session, canvas: Canvas) -> bool:
    """Paste at the pointer, or in the middle where the pointer is elsewhere; whether the clipboard held shapes."""
    if not can_paste():
        return False
    try:
        clip = clipboard.decode(bytes(QGuiApplication.clipboard().mimeData().data(MIME).data()))
    except msgspec.DecodeError:
        return False
    viewport = canvas.view.viewport()
    spot = viewport.mapFromGlobal(QCursor.pos())
    spot = spot if viewport.rect().contains(spot) else viewport.rect().center()
    p = canvas.view.mapToScene(spot)
    _paste(session, clip, Point(round(p.x()), round(p.y())))
    return True


def paste_any(window: MainWindow) -> None:
    """Paste shapes from a map, else a picture, else a table of steps from Excel or Word."""
    session, canvas = window.session, window.canvas
    if canvas is None:
        return
    bare = canvas.scene.is_empty
    if paste(session, canvas):
        return
    if inserting.paste(window):
        return
    if not window.steps.paste_below():
        session.said.emit("info", session.text("ui.said.nothing_to_paste"))
    elif bare:
        canvas.view.fit()


def duplicate(session: Session) -> None:
    clip = _copied(session)
    if clip is not None:
        _paste(session, clip, None)


def _paste(session: Session, clip: clipboard.Clip, at: Point | None) -> None:
    what = wording.what(session, [n for n in clip.nodes if n.plane == clip.nodes[0].plane])
    from probis_editor.formats import attribute_copies

    clip = attribute_copies.fitting(session.document, clip)
    made = session.run(
        wording.step("paste", what=what),
        lambda tx: clipboard.paste(tx, session.place.map, clip, at, plane=session.place.plane),
    )
    if made:
        session.select(made)


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


def align(session: Session, how: str) -> None:
    """Align the selected shapes with the one selected first."""
    if len(session.selected_nodes()) > 1:
        _run(session, "align", lambda tx: arrange.align(tx, session.place.map, session.selection, how))


def distribute(session: Session, across: bool) -> None:
    """Even out the gaps between the selected shapes, left to right or top to bottom."""
    if len(session.selected_nodes()) > 2:
        _run(
            session,
            "distribute",
            lambda tx: arrange.distribute(tx, session.place.map, session.selection, across),
        )


def can_swap(session: Session) -> bool:
    ids = session.selection
    return len(ids) == 2 and swapping.can_swap(session.document, session.place.map, *ids)


def swap(session: Session) -> None:
    """Let the two selected shapes change places; the flows stay."""
    _run(session, "swap", lambda tx: swapping.swap(tx, session.place.map, *session.selection))
