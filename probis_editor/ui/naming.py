"""Where and how a text is edited in place: the rectangle, the letters it will have, the names to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont

from probis_editor.commands import texts
from probis_editor.drawing import faces
from probis_editor.drawing.theme import theme
from probis_editor.geometry import Rect, polyline_point
from probis_editor.kinds import Family, family
from probis_editor.kinds.look import line_look, node_look
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.model.office import Unit
from probis_editor.ui import hits, painting
from probis_editor.ui.editor import InlineEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from probis_editor.ui.canvas import Canvas

_MOST = 2.0
_INSIDE = (Family.ACTIVITY, Family.BOX, Family.ARTIFACT)


def editor(canvas: Canvas, element: Element, done: Callable[[str | None], None]) -> InlineEditor:
    """A box over the element's text."""
    record = canvas.session.document.map(canvas.map_id)
    look = theme(record.theme, record.size)
    if isinstance(element, Flow):
        style, padding = line_look(element.kind, element.style, look).text, 4.0
    else:
        form = look.form(element.kind)
        style = node_look(element.kind, element.style, look).text
        padding = form.padding if family(element.kind) in _INSIDE else 4.0
    zoom = min(canvas.view.zoom, _MOST)
    font = QFont(painting.family(faces.file_of(style.family, style.bold, style.italic)))
    font.setPixelSize(round(style.size * zoom))
    font.setBold(style.bold)
    font.setItalic(style.italic)
    font.setKerning(False)
    rect, names = place(canvas, element), tuple[str, ...]()
    if isinstance(element, Node) and element.kind in ("lane", "pool"):
        names = unit_names(canvas)
    return InlineEditor(canvas.view.viewport(), element.name, rect, font, done, round(padding * zoom), names)


def unit_names(canvas: Canvas) -> tuple[str, ...]:
    """The units and positions of the office, each once, as the list has them."""
    units = sorted(canvas.session.document.of_type(Unit), key=lambda u: (u.order, u.name))
    return tuple(dict.fromkeys(u.name for u in units if u.name))


def rename(tx: Transaction, map_id: str, element_id: str, text: str) -> None:
    """Give the element its text; a lane named like a unit or position of the office belongs to it."""
    from msgspec.structs import replace

    document = tx.document
    texts.retitle(tx, map_id, element_id, text)
    node = document.element(map_id, element_id)
    if not isinstance(node, Node) or node.kind != "lane":
        return
    wanted = " ".join(text.split()).casefold()
    for unit in document.of_type(Unit):
        if wanted and wanted in (n.casefold() for n in (unit.name, unit.short, *unit.aliases)):
            tx.put(replace(node, unit=unit.id))
            return


def place(canvas: Canvas, element: Element) -> QRect:
    """Where the box stands in the viewport."""
    document = canvas.session.document
    box = hits.outer_label(document, element)
    if isinstance(element, Flow):
        route = hits.route(document, element)
        middle = polyline_point(route, 0.5) if route else None
        rect = box or (Rect(middle.x - 45, middle.y - 24, 90, 20) if middle else Rect(0, 0, 90, 20))
    elif element.kind in ("pool", "lane"):
        rect = Rect(element.bounds.x, element.bounds.center.y - 20, 170, 40)
    elif element.kind == "phase":
        rect = Rect(element.bounds.x, element.bounds.y, element.bounds.w, 28)
    elif family(element.kind) in (Family.EVENT, Family.GATEWAY, Family.DATA):
        d = element.drawn
        rect = box or Rect(d.center.x - 55, d.bottom + 2, 110, 24)
    else:
        rect = element.drawn
    shown = canvas.view.mapFromScene(QRectF(*rect)).boundingRect()
    inside = isinstance(element, Node) and family(element.kind) in _INSIDE
    if inside and canvas.view.zoom <= _MOST and shown.width() >= 80:
        return shown
    wide, high = max(shown.width() + 4, 110), max(shown.height() + 4, 30)
    c = shown.center()
    return QRect(c.x() - wide // 2, c.y() - high // 2, wide, high)
