"""Going on from the selected step: the ghost of what would come, the click, the drag, the choice of a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from probis_editor.commands import append as commands
from probis_editor.commands import flows
from probis_editor.commands.spots import Way
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import STEPS, Family, family, kind
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Node
from probis_editor.rules import permits
from probis_editor.ui import kind_icons, wording
from probis_editor.ui.overlay import Handle
from probis_editor.ui.tools import guides, landing
from probis_editor.ui.tools.base import Pointer
from probis_editor.ui.tools.gestures import Gesture

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

OFF = 20.0
"""Pixels between a shape and the handle that goes on from it."""

PAUSE = 300
"""Milliseconds the pointer rests on a handle before the ghost appears."""

CHOICES = (
    "task", "gateway.exclusive", "gateway.parallel", "event.end", "call", "subprocess", "event.catch",
    "data.object", "annotation",
)  # fmt: skip
_NAMED = (Family.EVENT, Family.GATEWAY, Family.DATA)


def handles(node: Node, zoom: float) -> list[Handle]:
    """The four handles of a step that something can follow."""
    if family(node.kind) not in STEPS or node.kind == "event.end" or zoom < 0.35:
        return []
    r, c = node.drawn.grown(OFF / zoom), node.drawn.center
    spots: dict[Way, tuple[float, float]] = {
        "right": (r.right, c.y), "down": (c.x, r.bottom), "left": (r.x, c.y), "up": (c.x, r.y),
    }  # fmt: skip
    return [Handle(way, Point(*spot)) for way, spot in spots.items()]


def verb(
    canvas: Canvas, source: str, kind_id: str, way: Way = "right", center: Point | None = None
) -> Callable[[Transaction], Node]:
    text = canvas.session.text
    answers = (text("draw.answer.yes"), text("draw.answer.no"))
    return lambda tx: commands.append(tx, canvas.map_id, source, kind_id, way, center, answers)


def append(
    canvas: Canvas, source: str, kind_id: str, way: Way = "right", center: Point | None = None
) -> Node | None:
    """Make the next step, select it, and let its name be typed; making and naming are one undo step."""
    session = canvas.session
    canvas.end_editing()
    canvas.scene.end_preview()
    if canvas.tool is not canvas.select_tool:
        canvas.use_tool("select")  # the next click is for what was made, not for one more
    key = session.creation_key()
    step = wording.step("create", what=session.text("kind." + kind_id))
    made = session.run(step, verb(canvas, source, kind_id, way, center), key)
    if not isinstance(made, Node):
        return None
    session.select([made.id])
    canvas.reveal_selection()
    if kind_id != "event.end" and not kind_id.startswith("gateway.parallel"):
        canvas.rename(made.id, key)
    return made


def choose(canvas: Canvas, then: Callable[[str], object]) -> None:
    """Ask at the pointer for the kind of what comes next, by mouse or by its digit."""
    menu = QMenu(canvas)
    for at, kind_id in enumerate(CHOICES, 1):
        action = menu.addAction(f"&{at}  {canvas.session.text('kind.' + kind_id)}")
        action.setIcon(kind_icons.picture(kind_id, 20))
        action.triggered.connect(lambda _=False, k=kind_id: then(k))
    canvas.show_menu(menu, QCursor.pos())


class Ghost:
    """Shows, after a pause, what a click would make; and nothing as soon as the pointer leaves."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._wanted: tuple[str, str, Way] | None = None
        self._timer = QTimer(canvas)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._show)
        self._shown = False

    def want(self, source: str, kind_id: str, way: Way = "right") -> None:
        wanted = (source, kind_id, way)
        if wanted != self._wanted:
            self.drop()
            self._wanted = wanted
            self._timer.start()

    def drop(self) -> None:
        self._timer.stop()
        self._wanted = None
        if self._shown:
            self._shown = False
            self._canvas.scene.end_preview()

    def _show(self) -> None:
        if self._wanted is None:
            return
        source, kind_id, way = self._wanted
        preview = self._canvas.session.preview(verb(self._canvas, source, kind_id, way))
        self._shown = True
        self._canvas.scene.preview(preview.groups)


class AppendDrag(Gesture):
    """Drags the next step to a place, or the line to a shape that is there; Ctrl asks for the kind."""

    def __init__(self, canvas: Canvas, start: Pointer, source: str, kind_id: str = "task") -> None:
        super().__init__(canvas, start)
        self._source = source
        self._kind = kind_id
        self._guides = guides.Guides(self.session, ())

    def _aim(self, at: Pointer) -> str:
        hit = self.canvas.hit(at)
        if hit is None or hit.part == "inside" or hit.id == self._source:
            return ""
        element = self.session.element(hit.id)
        return hit.id if isinstance(element, Node) and family(element.kind) in (*STEPS, *_NAMED) else ""

    def _center(self, at: Pointer) -> Point:
        record = self.session.document.map(self.canvas.map_id)
        size = kind(self._kind).size_in(record.theme, record.size)
        p = Point(round(at.p.x), round(at.p.y))
        if at.alt:
            return p
        box = Rect(p.x - size.w / 2, p.y - size.h / 2, size.w, size.h)
        dx, dy, lines = self._guides.snap(box, 6 / at.zoom)
        self.canvas.overlay.guides(lines, self._guides.hints)
        return p.moved(dx, dy)

    def update(self, at: Pointer) -> None:
        overlay, aim = self.canvas.overlay, self.session.element(self._aim(at))
        if aim is not None:
            map_id, source, to = self.canvas.map_id, self._source, landing.side(aim, at)
            verdict = permits.can_connect(self.session.document, map_id, source, aim.id)
            overlay.guides(())
            landing.show(
                self.canvas,
                aim,
                verdict,
                at.p,
                lambda tx: flows.connect(tx, map_id, source, aim.id, to=to),
                to,
            )
            return
        overlay.docks(())
        overlay.target(None)
        overlay.line(())
        self.show(verb(self.canvas, self._source, self._kind, center=self._center(at)), at)

    def finish(self, at: Pointer) -> None:
        canvas, source, aim = self.canvas, self._source, self._aim(at)
        canvas.overlay.end_gesture()
        canvas.scene.end_preview()
        if aim:
            connect(canvas, source, aim, to=landing.side(self.session.element(aim), at))
            return
        center = self._center(at)
        canvas.overlay.guides(())
        if at.ctrl:
            choose(canvas, lambda k: append(canvas, source, k, center=center))
        else:
            append(canvas, source, self._kind, center=center)


def connect(canvas: Canvas, source: str, target: str, kind_id: str = "", to: str = "") -> None:
    """Draw a line, to the side `to` of the target if one is meant, and select it; a branch of a decision gets its
    answer."""
    session, map_id = canvas.session, canvas.map_id
    text = session.text
    answers = (text("draw.answer.yes"), text("draw.answer.no"))

    def make(tx: Transaction) -> str:
        flow = flows.connect(tx, map_id, source, target, kind_id, to=to)
        commands.rename_branch(tx, map_id, flow.id, answers)
        return flow.id

    made = session.run(wording.step("connect"), make)
    if made is not None:
        session.select([made])
