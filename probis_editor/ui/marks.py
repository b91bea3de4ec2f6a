"""Marks on a canvas, no part of the map: what is found on a shape or line, and where a step has no way on yet.

They are items of Qt's own classes in the frame of the map, made when the findings change; while something is dragged
the marks on it are away.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsPathItem

from probis_editor.commands.reshape import stands_upright
from probis_editor.commands.spots import Way
from probis_editor.geometry import Point, Rect, polyline_point, segment_distance
from probis_editor.kinds import Family, family
from probis_editor.model import queries
from probis_editor.model.elements import Element, Node
from probis_editor.render import compose
from probis_editor.ui import hits, mark_items
from probis_editor.ui.examiner import sign as sign_of
from probis_editor.ui.mark_items import ADVICE_RADIUS, ERROR_RADIUS, HINT_RADIUS, beside
from probis_editor.ui.overlay import TOP
from probis_editor.ui.scene import DETAIL_FROM

if TYPE_CHECKING:
    from probis_editor.checks import Finding
    from probis_editor.ui.canvas import Canvas
    from probis_editor.ui.tools.base import Pointer

Z = TOP - 3

CLEAR = 4.0
"""Room between a hint and the lines that run by."""

LEAST = 8.0
"""Pixels around the middle of a mark that take it, however far the map is away."""

MOST_TOLD = 6
_ID = 1
"""Where an item keeps its element's id; at 0 the pictures of the map have theirs."""

_ROUND = (Family.EVENT, Family.GATEWAY, Family.DATA)


class Sign(NamedTuple):
    """A mark under the pointer: with findings, or a hint that goes on `way` from the element."""

    element: str
    findings: tuple[Finding, ...] = ()
    way: Way | None = None


class _Shown(NamedTuple):
    sign: Sign
    middle: Point
    radius: float
    item: QGraphicsPathItem


class Marks:
    """The marks of one canvas. `ask` is told of the findings that were clicked."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.wanted = True
        self.ask: Callable[[Finding], object] = lambda _: None
        self._rows: dict[str, tuple[Finding, ...]] = {}
        self._open: dict[str, None] = {}
        self._shown: dict[str, list[_Shown]] = {}
        self._away: frozenset[str] = frozenset()
        self._chosen = ""
        self._resting = self._near = True
        self._lit: _Shown | None = None
        canvas.scene.away = self.away

    # What is shown

    def renew(self, rows: Mapping[str, tuple[Finding, ...]], unfinished: Iterable[str]) -> None:
        """Show the findings on elements of this map, and the steps without a way on."""
        before, open_before = self._rows, self._open
        self._rows, self._open = dict(rows), dict.fromkeys(unfinished)
        if not self.wanted:
            return
        for element_id in dict.fromkeys((*before, *open_before, *self._rows, *self._open)):
            # a hint may have to stand on another side
            same = element_id not in self._open and element_id not in open_before
            if not same or _signs(before, element_id) != _signs(self._rows, element_id):
                self._remove(element_id)
                element = self._element(element_id)
                if element is not None:
                    self._show(element)

    def read(self) -> None:
        """The map has changed: marks stand where their elements now are. New ones come with new findings."""
        for element_id in dict.fromkeys((*self._rows, *self._open)) if self.wanted else ():
            element, shown = self._element(element_id), self._shown.get(element_id, [])
            if element is None:
                self._remove(element_id)
            elif [m.sign.way is not None for m in shown] != [*self._kinds(element)] or any(
                m.middle != self._middle(element, m.sign) for m in shown
            ):
                self._remove(element_id)
                self._show(element)

    def draw(self) -> None:
        """Make every mark anew, or none where none are wanted."""
        for element_id in list(self._shown):
            self._remove(element_id)
        if not self.wanted:
            return
        for element_id in dict.fromkeys((*self._rows, *self._open)):
            element = self._element(element_id)
            if element is not None:
                self._show(element)

    def _element(self, element_id: str) -> Element | None:
        """An element that is drawn on this canvas."""
        element = self._canvas.session.document.element(self._canvas.map_id, element_id)
        hidden = element is None or (isinstance(element, Node) and element.hidden)
        return None if hidden or element.plane != self._canvas.plane else element

    def _kinds(self, element: Element) -> Iterator[bool]:
        """The marks of an element: True for the hint that goes on from it, False for what is found on it."""
        opens = element.id in self._open and not self._leads_on(element)
        if opens:
            yield True
        # the hint tells of the step without a way on, and mends it
        if any(not (opens and f.rule == "dead_end") for f in self._rows.get(element.id, ())):
            yield False

    def _show(self, element: Element) -> None:
        shown = []
        for is_hint in self._kinds(element):
            sign = Sign(element.id, self._rows.get(element.id, ()))
            if is_hint and isinstance(element, Node):
                sign = Sign(element.id, way=self._free_way(element))
            shown.append(self._make(sign, self._middle(element, sign)))
        if shown:
            self._shown[element.id] = shown
            self._settle(element.id)

    def _make(self, sign: Sign, middle: Point) -> _Shown:
        text = self._canvas.session.text
        if sign.way is not None:
            item, radius = mark_items.hint(sign.way), HINT_RADIUS
            words = [text("marks.unfinished"), text("marks.append")]
        else:
            grave = any(f.severity == "error" for f in sign.findings)
            item, radius = mark_items.found(grave), ERROR_RADIUS if grave else ADVICE_RADIUS
            words = [*self._sentences(sign.findings), text("marks.open")]
        item.setPos(middle.x, middle.y)
        item.setZValue(Z)
        item.setData(_ID, sign.element)
        # only rich text is wrapped
        item.setToolTip("<br>".join(w.replace("&", "&amp;").replace("<", "&lt;") for w in words))
        self._canvas.scene.addItem(item)
        return _Shown(sign, middle, radius, item)

    def _sentences(self, findings: tuple[Finding, ...]) -> list[str]:
        from probis_editor import checks

        session = self._canvas.session
        told = [checks.text(f, session.tr_) for f in findings[:MOST_TOLD]]
        more = len(findings) - len(told)
        return [*told, session.text("marks.more", n=more)] if more else told

    def _remove(self, element_id: str) -> None:
        for shown in self._shown.pop(element_id, ()):
            self._canvas.scene.removeItem(shown.item)
            if shown is self._lit:
                self._lit = None

    # Where

    def _middle(self, element: Element, sign: Sign) -> Point:
        if not isinstance(element, Node):
            route = hits.route(self._canvas.session.document, element)
            return polyline_point(route, 0.5) if route else Point(0, 0)
        d = element.drawn
        if sign.way is not None:
            return beside(d, sign.way)
        if hits.is_open(element):
            return Point(d.x + 12, d.y + 12)
        if family(element.kind) in _ROUND:
            outline = compose.outline(self._canvas.session.document, element)
            return outline.dock(d, Point(d.right, d.y))
        return Point(d.right - 12, d.y)

    def _free_way(self, node: Node) -> Way:
        """The first way on that no other shape stands in."""
        canvas = self._canvas
        document = canvas.session.document
        pool = document.element(canvas.map_id, queries.pool_of(document, canvas.map_id, node.id))
        down = bool(node.attached) or (isinstance(pool, Node) and stands_upright(document, pool))
        ways: list[Way] = ["down", "right", "left"] if down else ["right", "down", "up"]
        return next((w for w in ways if self._is_free(beside(node.drawn, w), node.id)), ways[0])

    def _is_free(self, p: Point, own: str) -> bool:
        r = HINT_RADIUS
        reach = r + CLEAR
        near = self._canvas.scene.ids_in(QRectF(p.x - reach, p.y - reach, 2 * reach, 2 * reach))
        document, box = self._canvas.session.document, Rect(p.x - r, p.y - r, 2 * r, 2 * r)
        elements = [document.element(self._canvas.map_id, i) for i in near if i != own]
        for element in elements:
            if isinstance(element, Node):
                taken = not hits.is_open(element) and element.drawn.overlaps(box)
            else:
                route = hits.route(document, element) if element is not None else ()
                taken = any(segment_distance(p, a, b) < r + CLEAR for a, b in itertools.pairwise(route))
            if taken:
                return False
        return True

    def _leads_on(self, element: Element) -> bool:
        flows = self._canvas.session.document.incident(self._canvas.map_id, element.id)
        return any(f.kind == "sequence" and f.source == element.id for f in flows)

    # When

    def away(self, ids: AbstractSet[str]) -> None:
        """Hide the marks on elements that are shown otherwise for the moment, and show those of all others."""
        if not self._shown:
            return
        gone = frozenset(self._shown.keys() & ids)
        if gone != self._away:
            changed, self._away = gone ^ self._away, gone
            for element_id in changed & self._shown.keys():
                self._settle(element_id)

    def choose(self, element_id: str, resting: bool) -> None:
        """Hints are there while the pointer is the tool (`resting`); the only selected element shows handles in the
        place of its own."""
        if (element_id, resting) == (self._chosen, self._resting):
            return
        ids = {self._chosen, element_id} if resting == self._resting else self._open.keys()
        self._chosen, self._resting = element_id, resting
        for one in ids & self._shown.keys():
            self._settle(one)

    def settle(self) -> None:
        """The zoom is another one: marks that would be specks are hidden."""
        near = self._canvas.view.zoom >= DETAIL_FROM
        if near != self._near:
            self._near = near
            for element_id in self._shown:
                self._settle(element_id)

    def _settle(self, element_id: str) -> None:
        near = self._near and element_id not in self._away
        for shown in self._shown[element_id]:
            hidden = shown.sign.way is not None and (element_id == self._chosen or not self._resting)
            shown.item.setVisible(near and not hidden)

    # Under the pointer

    def at(self, pointer: Pointer) -> Sign | None:
        """The mark under the pointer."""
        found = self._at(pointer)
        return found.sign if found is not None else None

    def _at(self, pointer: Pointer) -> _Shown | None:
        p, least = pointer.p, LEAST / pointer.zoom
        if not self._shown:
            return None
        reach = max(HINT_RADIUS, least)
        items = self._canvas.scene.items(QRectF(p.x - reach, p.y - reach, 2 * reach, 2 * reach))
        ids = dict.fromkeys(item.data(_ID) for item in items)
        seen = (m for i in ids if i is not None for m in self._shown[i] if m.item.isVisible())
        near = [m for m in seen if m.middle.distance(p) <= max(m.radius + 1, least)]
        return min(near, key=lambda m: m.middle.distance(p), default=None)

    def light(self, pointer: Pointer | None) -> Sign | None:
        """Fill the hint under the pointer; the mark that is there."""
        found = self._at(pointer) if pointer is not None else None
        lit = found if found is not None and found.sign.way is not None else None
        if lit is not self._lit:
            for shown, on in ((self._lit, False), (lit, True)):
                if shown is not None:
                    mark_items.light(shown.item, on)
            self._lit = lit
        return found.sign if found is not None else None

    def of(self, element_id: str) -> tuple[Finding, ...]:
        """What is found on an element, grave things first."""
        return self._rows.get(element_id, ())


def _signs(rows: Mapping[str, tuple[Finding, ...]], element_id: str) -> list[object]:
    return [sign_of(finding) for finding in rows.get(element_id, ())]
