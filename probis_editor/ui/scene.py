"""The canvas derived from the document: one picture per element of one plane, re-made only where it changed."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Set

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsScene

from probis_editor.drawing.primitives import Group
from probis_editor.model.document import Document
from probis_editor.model.elements import Key, Node
from probis_editor.render import compose
from probis_editor.ui import painting
from probis_editor.ui.band import Band
from probis_editor.ui.painting import Picture
from probis_editor.ui.traced import Traced

SHEET = QRectF(0, 0, 1123, 794)
"""A4 landscape: the smallest sheet shown."""

SHEET_MARGIN = 40
DETAIL_FROM = 0.30
"""Under this zoom labels are hidden: they could not be read, and drawing them costs half the frame."""

MANY = 400
"""From so many elements on, a map is seen from afar when it is opened."""

SLICE, PAUSE, FIRST, UNSEEN = 0.008, 4, 150, 1000
"""Seconds at a time for the texts of a large map; milliseconds between, and before the first: input comes first.
The last is for a map that was not painted yet."""

MARKS_FROM = 0.20
"""Under this zoom heads of arrows and signs within shapes are hidden: they would be a pixel or two."""

REST = 50
"""Milliseconds after which a pointer is at rest."""

GHOST = 0.45
FRONT = 50_000.0


class MapScene(QGraphicsScene):
    """Items hold no logic and no reference to the model: `data(0)` of each picture's root is its element's id."""

    completed = Signal()
    """Everything is drawn in full, some time after a large map was shown."""

    def __init__(self, document: Document, map_id: str, plane: str = "") -> None:
        super().__init__()
        self._document = document
        self.map_id = map_id
        self.plane = plane
        self._pictures: dict[str, Picture] = {}
        self._previewed: dict[str, tuple[Group, float]] = {}
        self._ghosts: list[Picture] = []
        self._detailed = self._marked = True
        self._bare: dict[str, None] = {}
        self._then: Callable[[], object] = lambda: None
        self.away: Callable[[Set[str]], object] = lambda _: None
        """Told of the elements that a preview shows otherwise; of none at its end."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._rested)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._some_more)
        self.traced = Traced(self, document)
        self.band = Band(self, document)
        self._content: QRectF | None = None
        self.sheet = QRectF(SHEET)
        self._page: QRectF | None = None
        self._build()

    def _build(self) -> None:
        collecting = gc.isenabled()
        gc.disable()  # nothing made here is garbage, and looking for it takes a third of the time
        order = self._order()
        bare = len(order) >= MANY
        try:
            groups = compose.from_afar(self._document, self.map_id, self.plane, order) if bare else None
            for element_id in order:
                self._show(element_id, self._composed(element_id) if groups is None else next(groups))
        finally:
            if collecting:
                gc.enable()
        if bare:
            self._bare = dict.fromkeys(order)
            self._later.start(UNSEEN)
        self._stack(order)
        self._content = self.itemsBoundingRect()  # nothing else is in the scene yet
        self.traced.read()
        self._mind_band()
        self.fit_sheet()

    # Large maps: outlines first, texts and jumps when they are near enough to be seen, or in time

    def finish(self, rect: QRectF | None = None) -> None:
        """Draw in full what still stands without its texts: what meets `rect`, or everything."""
        if not self._bare:
            return
        near = None if rect is None else {painting.root_of(item).data(0) for item in self.items(rect)}
        for element_id in [i for i in self._bare if near is None or i in near]:
            self._complete(element_id)
        if not self._bare:
            self._all_there()

    def wait(self) -> None:
        """Go on a little later: the view moves."""
        if self._bare:
            self._later.start(FIRST)

    def abandon(self) -> None:
        """No one will see it any more: what is left to draw is not drawn."""
        self._later.stop()
        self._rest.stop()

    def _some_more(self) -> None:
        if self._previewed or self._ghosts:
            self.wait()  # a gesture comes first, and what it tries out upsets all that is worked out
            return
        end = time.perf_counter() + SLICE
        while self._bare and time.perf_counter() < end:
            self._complete(next(iter(self._bare)))
        if self._bare:
            self._later.start(PAUSE)
        else:
            self._all_there()

    def _complete(self, element_id: str) -> None:
        del self._bare[element_id]
        if element_id not in self._pictures:
            return
        group = self._composed(element_id)
        if element_id in self._previewed:
            self._previewed[element_id] = (group, self._previewed[element_id][1])
        else:
            self._show(element_id, group)

    def _all_there(self) -> None:
        self._later.stop()
        self._mind_band()
        self.fit_sheet()
        self.completed.emit()

    def floor(self) -> float:
        """The z between the lanes and what lies in them."""
        held = [self._document.element(self.map_id, i) for i in self._pictures]
        lanes = [e.id for e in held if isinstance(e, Node) and e.kind in ("pool", "lane", "phase")]
        return max((self._pictures[i].root.zValue() for i in lanes), default=-1.0) + 0.5

    def _order(self) -> list[str]:
        hidden = {n.id for n in self._document.nodes(self.map_id) if n.hidden}
        return [i for i in compose.order(self._document, self.map_id, self.plane) if i not in hidden]

    def _composed(self, element_id: str) -> Group:
        return compose.element(self._document, (self.map_id, element_id))

    # Following the document

    def sync(self, touched: Iterable[Key]) -> None:
        """Re-derive what the keys show; everything else keeps its items."""
        keys = frozenset(touched)
        here = {key[1] for key in compose.affected(self._document, keys) if key[0] == self.map_id}
        everything = (self.map_id, "") in keys or ("", "settings") in keys
        self.end_preview()
        if not here and not everything:
            self._mind_band()
            self.fit_sheet()
            return
        order = self._order()
        drawn = set(order)
        for element_id in [i for i in self._pictures if i not in drawn]:
            self._drop(element_id)
        for element_id in order:
            if everything or element_id in here or element_id not in self._pictures:
                self._bare.pop(element_id, None)
                self._show(element_id, self._composed(element_id))
        self._stack(order)
        self.traced.read()
        self._mind_band()
        self.fit_sheet()

    def _mind_band(self) -> None:
        before = self.band.picture
        self.band.read()
        if before is not None or self.band.picture is not None:
            self._content = None
        if self.band.picture is not None:
            painting.show_all(self.band.picture.texts, self._detailed)
            painting.show_all(self.band.picture.marks, self._marked)

    def _show(self, element_id: str, group: Group) -> None:
        self._content = None
        picture = self._pictures.get(element_id)
        if picture is not None:
            picture.become(group)
        else:
            picture = self._pictures[element_id] = Picture(group)
            picture.root.setData(0, element_id)
            self.addItem(picture.root)
        if not self._detailed:
            painting.show_all(picture.texts, False)
        if not self._marked:
            painting.show_all(picture.marks, False)

    def _drop(self, element_id: str) -> None:
        self._content = None
        self.removeItem(self._pictures.pop(element_id).root)

    def _stack(self, order: list[str]) -> None:
        for z, element_id in enumerate(order):
            root = self._pictures[element_id].root
            if root.zValue() != z:
                root.setZValue(z)

    def show_page(self, page: QRectF | None) -> None:
        """Make the sheet at least as large as the page that the map prints on."""
        self._page = page
        self.fit_sheet()

    def fit_sheet(self) -> None:
        """The sheet around what is drawn, and room to scroll around the sheet."""
        bounds = self.content()
        sheet = QRectF(SHEET)
        if not bounds.isNull():
            m = SHEET_MARGIN
            sheet = sheet | bounds.adjusted(
                -m if bounds.left() < m else 0, -m if bounds.top() < m else 0, m, m
            )
        if self._page is not None:
            sheet = sheet | self._page
        if sheet != self.sheet or self.sceneRect().isNull():
            self.sheet = sheet
            self.setSceneRect(sheet.adjusted(-1200, -900, 1200, 900))
            self.update()

    # Previews

    def preview(self, groups: Mapping[str, Group | None], front: Iterable[str] = ()) -> None:
        """Show elements as they would be: changed ones in their new form, new ones faintly, gone ones not at all.

        Those in `front` come before all others.
        """
        self._rest.stop()
        self.away(groups.keys())
        for element_id in [i for i in self._previewed if i not in groups]:
            self._restore(element_id)
            del self._previewed[element_id]
        self._drop_ghosts()
        raised = set(front)
        for element_id, group in groups.items():
            picture = self._pictures.get(element_id)
            if picture is None:
                if group is not None:
                    self._ghost(group)
                continue
            z = picture.root.zValue()
            self._previewed.setdefault(element_id, (picture.group, z))
            if group is None:
                picture.root.setVisible(False)
            elif picture.group != group:
                self._show(element_id, group)
                self._pictures[element_id].root.setZValue(z)
            if element_id in raised and z < FRONT:
                self._pictures[element_id].root.setZValue(FRONT + z)
        self.band.follow()

    def at_rest(self, then: Callable[[], object]) -> None:
        """Do something if the present preview still stands in a moment."""
        self._then = then
        self._rest.start(REST)

    def _rested(self) -> None:
        self._then()

    def _ghost(self, group: Group) -> None:
        ghost = Picture(group)
        ghost.root.setOpacity(GHOST)
        ghost.root.setZValue(100_000)
        self.addItem(ghost.root)
        self._ghosts.append(ghost)

    def _restore(self, element_id: str) -> None:
        group, z = self._previewed[element_id]
        if element_id not in self._pictures:
            return
        self._show(element_id, group)
        root = self._pictures[element_id].root
        root.setVisible(True)
        root.setZValue(z)

    def _drop_ghosts(self) -> None:
        for picture in self._ghosts:
            self.removeItem(picture.root)
        self._ghosts = []

    def end_preview(self) -> None:
        """Show the document again."""
        self._rest.stop()
        self.away(frozenset())
        for element_id in self._previewed:
            self._restore(element_id)
        self._previewed = {}
        self._drop_ghosts()
        self.band.follow()

    # Asking

    def content(self) -> QRectF:
        """The bounds of everything drawn; null where nothing is."""
        if self._content is None:
            self._content = QRectF()
            for picture in self._pictures.values():
                self._content |= painting.extent(picture.root)
            self._content |= self.band.extent()
        return QRectF(self._content)

    def sketch(self, painter: QPainter) -> None:
        """Paint shapes and lines without texts or marks, in the scene's frame: a small picture of the map."""
        below = [self.band.picture] if self.band.picture is not None else []
        for picture in (*below, *sorted(self._pictures.values(), key=lambda p: p.root.zValue())):
            root = picture.root
            pen = QPen(QColor("#7C898E"), 1)
            pen.setCosmetic(True)
            painter.save()
            painter.translate(root.pos())
            painter.setPen(pen)
            painter.setBrush(root.brush())
            painter.drawPath(root.path())
            painter.restore()

    def elements(self) -> list[tuple[str, Group]]:
        """What is drawn of the map itself, in whatever detail: (element id, picture)."""
        return [(element_id, picture.group) for element_id, picture in self._pictures.items()]

    def groups(self) -> list[tuple[str, Group]]:
        """What is drawn, in full: (element id, picture), the SIPOC below the map among it."""
        self.finish()
        band = self.band.picture
        return [*self.elements(), *([(band.group.id, band.group)] if band is not None else [])]

    def committed(self, element_id: str) -> Group | None:
        """How the document has the element drawn, whatever a preview now shows in its place."""
        if element_id in self._bare:
            self._complete(element_id)
        previewed = self._previewed.get(element_id)
        if previewed is not None:
            return previewed[0]
        picture = self._pictures.get(element_id)
        return picture.group if picture is not None else None

    def picture(self, element_id: str) -> Picture | None:
        if element_id in self._bare:
            self._complete(element_id)
        return self._pictures.get(element_id)

    def ids_in(self, rect: QRectF) -> list[str]:
        """Ids of elements with an item whose bounds meet the rectangle, topmost first."""
        found: dict[str, None] = {}
        for item in self.items(rect):
            element_id = painting.root_of(item).data(0)
            if element_id:
                found[element_id] = None
        return sorted(found, key=lambda i: -self._pictures[i].root.zValue() if i in self._pictures else 0)

    def set_zoom(self, scale: float) -> None:
        """Hide or show labels and marks where the zoom crosses the levels of detail."""
        detailed, marked = scale >= DETAIL_FROM, scale >= MARKS_FROM
        changed = (detailed, marked) != (self._detailed, self._marked)
        below = [self.band.picture] if self.band.picture is not None else []
        for picture in (*self._pictures.values(), *below) if changed else ():
            if detailed != self._detailed:
                painting.show_all(picture.texts, detailed)
            if marked != self._marked:
                painting.show_all(picture.marks, marked)
        self._detailed, self._marked = detailed, marked

    @property
    def is_complete(self) -> bool:
        """Whether every text is drawn."""
        return not self._bare

    @property
    def is_empty(self) -> bool:
        return not self._pictures
