"""One open map (or inner plane): scene, view, overlay and tools together, with the palette floating over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from probis_editor.geometry import Point, Rect
from probis_editor.kinds import POOL_PARTS, Family, family
from probis_editor.model.changes import ChangeSet
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.model.queries import lane_at, map_for_call, phase_at
from probis_editor.ui import deleting, hits, naming, wording
from probis_editor.ui.aids import Aids
from probis_editor.ui.editor import InlineEditor
from probis_editor.ui.lane_adders import LaneAdders
from probis_editor.ui.overlay import Handle, Overlay
from probis_editor.ui.panels.pad import Pad
from probis_editor.ui.panels.palette import Palette
from probis_editor.ui.panels.zoombar import ZoomBar
from probis_editor.ui.scene import MapScene
from probis_editor.ui.session import Place, Session
from probis_editor.ui.tools import appending, labels, lines
from probis_editor.ui.tools.base import HandTool, Pointer, Tool
from probis_editor.ui.tools.connect import ConnectTool
from probis_editor.ui.tools.create import CreateTool
from probis_editor.ui.tools.select import SelectTool
from probis_editor.ui.tools.space import SpaceTool
from probis_editor.ui.tools.tracing import TraceTool
from probis_editor.ui.view import MapView

INK_ON_PAPER = "#5A686D"
"""For words on the sheet, which is white by day and by night."""

PHASE_HEAD = 24.0
"""How much of a phase is tinted as its head, in units of the map."""


class Canvas(QWidget):
    """Tools find everything they need here; only the canvas of the session's place is worked on."""

    tool_changed = Signal()
    pointed = Signal(object)
    key_pressed = Signal(object)
    menu_wanted = Signal(object)
    paper_judged = Signal()
    columns_wanted = Signal()
    """The SIPOC below the map is to be written in."""

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__()
        self.session = session
        self.place = place
        self.map_id, self.plane = place
        self.scene = MapScene(session.document, *place)
        self.view = MapView(self.scene)
        self.overlay = Overlay(self.scene)
        self.grips: list[Handle] = []
        self.arrows: list[Handle] = []
        self._kept: tuple[str, ...] = ()
        self._editor: InlineEditor | None = None
        self._edited = ""
        self.goal: Point | None = None
        """Where the middle of what is being dragged would come to lie."""
        self._shown = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.select_tool = SelectTool(self)
        self.create_tool = CreateTool(self)
        self.connect_tool = ConnectTool(self)
        self._tools: dict[str, Tool] = {
            t.name: t
            for t in (
                self.select_tool,
                self.create_tool,
                self.connect_tool,
                HandTool(self),
                SpaceTool(self),
                TraceTool(self),
            )
        }
        self.tool: Tool = self.select_tool
        self.view.set_tool(self.tool)
        self.palette_ = Palette(self)
        self.zoombar = ZoomBar(self)
        self.adders = LaneAdders(self)
        self.ghost = appending.Ghost(self)
        self.pad = Pad(self)
        self.aids = Aids(self)
        first, *others = session.text("ui.canvas.empty").split("\n")
        words = "".join(f"<br>{line}" for line in others)
        self._hint = QLabel(f"<p style='line-height:150%'><b>{first}</b>{words}</p>", self.view.viewport())
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.setStyleSheet(f"color: {INK_ON_PAPER}; background: transparent;")
        session.selection_changed.connect(self.refresh_selection)
        self.view.zoomed.connect(self._zoomed)
        self.view.moved.connect(self._moved)
        self.view.pointed.connect(self.pointed.emit)
        self._update_hint()
        self.destroyed.connect(self.scene.abandon)

    # Following the document

    def sync(self, change: ChangeSet) -> None:
        self.scene.sync(change.touched)
        self.pad.forget()
        if self.in_front:
            self.refresh_selection()
        self._update_hint()
        self.aids.read()

    @property
    def in_front(self) -> bool:
        return self.session.place == self.place

    def come_to_front(self) -> None:
        """Take up the selection that this canvas had when it was left."""
        self.session.shown = self.scene.committed
        self.session.select(i for i in self._kept if self.session.element(i) is not None)
        if self._shown:
            self.view.setFocus()

    def go_to_back(self) -> None:
        """Another canvas comes to the front; view and selection stay for the return."""
        self.end_editing()
        self.use_tool("select")

    # Selection

    def refresh_selection(self) -> None:
        """Frames and handles for what is selected."""
        if self.in_front:
            self._kept = self.session.selection
            if not self.tool.frames():
                self.frame({})

    def frame(self, instead: Mapping[str, Element | None]) -> None:
        """Frames for the selection, taking records in `instead` for those of the document (during a gesture)."""
        self.overlay.scale = self.view.zoom
        found = [instead.get(i, self.session.element(i)) for i in self.session.selection]
        nodes = [e for e in found if isinstance(e, Node)]
        flows = [] if instead else [e for e in found if isinstance(e, Flow)]
        routes = [hits.route(self.session.document, f) for f in flows]
        self.overlay.frames([n.drawn for n in nodes], [r for r in routes if r])
        self.grips = []
        if len(found) == 1 and not instead and self._editor is None:
            if nodes:
                self.grips = _grips(nodes[0].drawn, 4 / self.view.zoom)
            elif routes:
                self.grips = lines.handles(routes[0], self.view.zoom)
            self.grips += labels.handles(self.session, found[0], self.view.zoom) if found[0] else []
        self.overlay.handles(self.grips)
        self._lead(found[0] if self.grips else None)
        quiet = self.tool is self.select_tool and not self.select_tool.is_busy
        self.arrows = appending.handles(nodes[0], self.view.zoom) if self.grips and nodes and quiet else []
        self.overlay.arrows(self.arrows)
        self.aids.marks.choose(nodes[0].id if self.arrows else "", self.tool is self.select_tool)
        if not instead:
            self.adders.settle(quiet)
        self._place_pad(nodes[0] if self.grips and nodes else None)

    def _lead(self, element: Element | None) -> None:
        """Show what the text beside an element belongs to."""
        box = hits.outer_label(self.session.document, element) if element is not None else None
        points: Sequence[Point] = ()
        if element is not None and box is not None:
            points = labels.leader(self.session, element, box, self.view.zoom)
        self.overlay.leader(points)

    def _place_pad(self, node: Node | None) -> None:
        quiet = self.tool is self.select_tool and not self.select_tool.is_busy
        self.pad.settle(node if quiet else None)

    def show_menu(self, menu: QMenu, spot: QPoint) -> None:
        """Open a menu that lives until it is closed."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(spot)

    def delete_selection(self) -> None:
        deleting.delete(self)

    def connect_from_selection(self) -> None:
        """The line tool, beginning at the selected shape where one is selected."""
        nodes = self.session.selected_nodes()
        self.use_tool("connect")
        if len(nodes) == 1:
            self.connect_tool.begin_from(nodes[0].id)

    def show_target_lane(self, point: Point, moved: list[Node]) -> None:
        """Tint the lane that the moved things would land in, with the head of the phase and its part of the lane."""
        steps = [n for n in moved if family(n.kind) not in POOL_PARTS]
        self.goal = point if steps else None
        here = (self.session.document, self.map_id, self.plane, point)
        lane, phase = (lane_at(*here), phase_at(*here)) if steps else (None, None)
        more: list[Rect] = []
        if lane is not None and phase is not None:
            column, row = phase.bounds, lane.bounds
            head = column._replace(h=min(PHASE_HEAD, column.h))
            more = [Rect(column.x, row.y, column.w, row.h), head]
        self.overlay.target(lane.bounds if lane is not None else None, more=more)

    def reveal_selection(self) -> None:
        rects = [n.drawn for n in self.session.selected_nodes()]
        for r in rects[:1]:
            self.view.reveal(QRectF(r.x, r.y, r.w, r.h))

    def hit(self, at: Pointer) -> hits.Hit | None:
        return hits.at(self.scene, self.session.document, at.p, at.tolerance)

    # Tools

    def use_tool(self, name: str, kind: str = "", keep: bool = False) -> None:
        """Make a tool the active one; `kind` is what the create tool makes or the kind of line.

        The create tool ends with its first shape, unless it is to be kept.
        """
        tool = self._tools[name]
        if tool is not self.tool:
            self.tool.leave()
        self.connect_tool.once = False
        self.connect_tool.kind = kind if name == "connect" else ""
        if name == "create":
            self.create_tool.kind, self.create_tool.keeps = kind, keep
        self.tool = tool
        tool.enter()
        self.view.set_tool(tool)
        self.refresh_selection()
        self.tool_changed.emit()

    # Names

    def rename(self, element_id: str, merge_key: str = "", typed: str = "") -> None:
        """Edit an element's text in place; with the merge key of its making, the two are one undo step.

        What was `typed` already stands in the place of the present text.
        """
        element = self.session.element(element_id)
        if element is None:
            return
        self.end_editing()
        map_id = self.map_id

        def done(text: str | None) -> None:
            self._editor = None
            self.refresh_selection()
            self.view.setFocus()
            present = self.session.document.element(map_id, element_id)
            if text is None or present is None or text.strip() == present.name.strip():
                return
            self.session.run(
                wording.step("rename", what=wording.noun(self.session, [present])),
                lambda tx: naming.rename(tx, map_id, element_id, text),
                merge_key,
            )

        self._edited = element_id
        self._editor = naming.editor(self, element, done)
        if typed:
            self._editor.insertPlainText(typed)
        self.refresh_selection()

    def end_editing(self) -> None:
        """Take over what is being typed."""
        if self._editor is not None:
            self._editor.finish()

    # Going in

    def open_inside(self, element_id: str) -> bool:
        """Open the map or plane behind an element; whether there is one."""
        node = self.session.element(element_id)
        if not isinstance(node, Node):
            return False
        if node.kind == "call" or family(node.kind) is Family.BOX:
            wanted = map_for_call(self.session.document, node)
            if wanted is None:
                self.session.said.emit("info", self.session.text("ui.canvas.no_map_behind"))
                return False
            self.session.show(wanted.id)
            return True
        if node.kind.startswith("subprocess") and not node.inline:
            self.session.show(self.map_id, node.id)
            return True
        return False

    # Widgets

    def _update_hint(self) -> None:
        self._hint.setVisible(self.scene.is_empty)

    def _zoomed(self, zoom: float) -> None:
        self.zoombar.show_zoom(zoom)
        self.refresh_selection()
        self._moved()

    def _moved(self) -> None:
        element = self.session.element(self._edited)
        if self._editor is not None and element is not None:
            self._editor.settle(naming.place(self, element))
        if self.pad.isVisible():
            self.refresh_selection()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.palette_.settle()
        self.zoombar.settle()
        self.aids.settle()
        rect = self.view.viewport().rect()
        self._hint.setGeometry(rect.adjusted(60, rect.height() // 2 - 90, -20, -rect.height() // 2 + 90))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.view.fit()
            self.view.setFocus()
        self.aids.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)

    def contextMenuEvent(self, event) -> None:
        at = self.view.pointer_at(
            self.view.viewport().mapFromGlobal(event.globalPos()).toPointF(), event.modifiers()
        )
        hit = self.hit(at)
        if hit is not None and hit.id not in self.session.selection:
            self.session.select([hit.id])
        elif hit is None:
            self.session.select(())
        self.menu_wanted.emit(event.globalPos())
        event.accept()


def _grips(rect: Rect, gap: float) -> list[Handle]:
    r = rect.grown(gap)
    c = r.center
    spots = {
        "nw": (r.x, r.y), "n": (c.x, r.y), "ne": (r.right, r.y), "e": (r.right, c.y),
        "se": (r.right, r.bottom), "s": (c.x, r.bottom), "sw": (r.x, r.bottom), "w": (r.x, c.y),
    }  # fmt: skip
    return [Handle(role, Point(x, y)) for role, (x, y) in spots.items()]
