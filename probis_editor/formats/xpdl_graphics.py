"""Where things stand: graphics infos of Bizagi and, as well as can be, of other XPDL tools.

Bizagi: pools and nodes absolute, lanes and phases relative to their pool. Other tools leave out sizes, place
nodes by their lane, or give no graphics at all; what is guessed for them is told in a notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xpdl_style import Default, read_style, to_float
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import Size, kind
from probis_editor.model.elements import PLAIN, Style

if TYPE_CHECKING:
    from probis_editor.formats.xpdl_reading import Reading

_HEADER = 50.0
_GAP = 40.0


class Graphics:
    """Reads graphics infos of one package.

    `lane_of` maps lane ids of the file to record ids. `centered` tells that a node's coordinates mean its centre
    within its lane (TIBCO), which is known by lanes that have a height and no place.
    """

    def __init__(self, root: Element, ns: str) -> None:
        self.ns = ns
        self.vendor = tree.text(root, "PackageHeader", "Vendor").strip()
        self.bizagi = self.vendor.lower().startswith("bizagi")
        self.lane_of: dict[str, str] = {}
        self.in_lane: dict[str, str] = {}
        self.unplaced: list[str] = []
        self.centered = False
        self._infos, self._info = ns + "NodeGraphicsInfos", ns + "NodeGraphicsInfo"
        self._place = ns + "Coordinates"
        self._stacked: dict[int, float] = {}

    def info(self, element: Element) -> Element | None:
        """The element's graphics info; of several the first that has a place."""
        infos = element.find(self._infos)
        return self.info_in(infos)

    def info_in(self, infos: Element | None) -> Element | None:
        """The graphics info to use of a NodeGraphicsInfos."""
        if infos is None:
            return None
        found = infos.find(self._info)
        if found is None or found.find(self._place) is not None:
            return found
        for other in infos.iterchildren(self._info):
            if other.find(self._place) is not None:
                return other
        return found

    def style(self, info: Element | None, usual: Default) -> Style:
        if info is None:
            return PLAIN
        return read_style(info, self.ns, usual)

    def bounds(self, info: Element | None, kind_id: str, record_id: str = "") -> Rect:
        """The rectangle of a pool or node; the kind's usual size where the file gives none."""
        place = info.find(self._place) if info is not None else None
        if info is None or place is None:
            size = kind(kind_id).size_in("bizagi")
            if record_id:
                self.unplaced.append(record_id)
            width = to_float(info.get("Width"), size.w) if info is not None else size.w
            height = to_float(info.get("Height"), size.h) if info is not None else size.h
            return Rect(0.0, 0.0, max(width, 0.0), max(height, 0.0))
        wide, high = info.get("Width"), info.get("Height")
        dx = dy = 0.0
        if wide is None or high is None:
            size = kind(kind_id).size_in("bizagi")
            if wide is None and high is None and not self.bizagi:
                # Tools that give no size give the centre (Aqualogic).
                dx, dy = -size.w / 2, -size.h / 2
            wide, high = wide or str(size.w), high or str(size.h)
        if record_id and not self.bizagi:
            lane = info.get("LaneId")
            if lane:
                self.in_lane[record_id] = lane
        return Rect(
            to_float(place.get("XCoordinate")) + dx,
            to_float(place.get("YCoordinate")) + dy,
            max(to_float(wide), 0.0),
            max(to_float(high), 0.0),
        )

    def part_bounds(self, info: Element | None, kind_id: str, pool: Rect, record_id: str) -> Rect:
        """The rectangle of a lane or phase of a pool, made absolute."""
        place = info.find(self._place) if info is not None else None
        if info is not None and place is not None and (self.bizagi or info.get("Width")):
            return Rect(
                pool.x + to_float(place.get("XCoordinate")),
                pool.y + to_float(place.get("YCoordinate")),
                max(to_float(info.get("Width")), 0.0),
                max(to_float(info.get("Height")), 0.0),
            )
        if not self.bizagi and kind_id == "lane":
            self.centered = True
            height = max(to_float(info.get("Height"), 175.0), 1.0) if info is not None else 175.0
            return Rect(pool.x + _HEADER, pool.y, max(pool.w - _HEADER, 0.0), height)
        return Rect(pool.x + _HEADER, pool.y, max(pool.w - _HEADER, 0.0), pool.h)

    def settle(self, reading: Reading) -> None:
        """Give a place to what the file gave none, once everything is known."""
        if self.bizagi and not self.unplaced:
            return
        if self.centered:
            self._stack(reading)
            self._drop_anchors(reading)
        if not self.bizagi:
            self._hide_pages(reading)
        self._spread(reading)

    def _drop_anchors(self, reading: Reading) -> None:
        """TIBCO keeps anchors and offsets where others keep routes: no route is known."""
        for flow in list(reading.flows.values()):
            if flow.points:
                reading.flows[flow.id] = msgspec.structs.replace(flow, points=(), label=None)
                reading.tell("guessed", "import.no_points", flow.id, name=flow.name)

    def _hide_pages(self, reading: Reading) -> None:
        """The one lane of an unseen pool stands for the sheet of paper and is not seen either (Global 360)."""
        for pool in [n for n in reading.nodes.values() if n.kind == "pool" and n.hidden]:
            lanes = [n for n in reading.nodes.values() if n.kind == "lane" and n.parent == pool.id]
            if len(lanes) == 1:
                reading.nodes[lanes[0].id] = msgspec.structs.replace(lanes[0], hidden=True)

    def _stack(self, reading: Reading) -> None:
        """Pools below each other, their lanes tiled, nodes at their centre within their lane (TIBCO)."""
        y = 30.0
        for pool in [n for n in reading.nodes.values() if n.kind == "pool" and not n.hidden]:
            lanes = [n for n in reading.nodes.values() if n.kind == "lane" and n.parent == pool.id]
            inside = [
                n for n in reading.nodes.values() if n.parent == pool.id and n.kind not in ("lane", "phase")
            ]
            width = max([700.0, *(n.bounds.x + n.bounds.w + _GAP for n in inside)])
            top = y
            for lane in lanes:
                rect = Rect(30.0 + _HEADER, y, width, lane.bounds.h)
                reading.nodes[lane.id] = msgspec.structs.replace(lane, bounds=rect)
                y += lane.bounds.h
            height = (y - top) or 350.0
            rect = Rect(30.0, top, width + _HEADER, height)
            reading.nodes[pool.id] = msgspec.structs.replace(pool, bounds=rect)
            for node in inside:
                lane_node = reading.nodes.get(self.lane_of.get(self.in_lane.get(node.id, ""), ""))
                home = lane_node.bounds if lane_node is not None else rect
                b = node.bounds
                size = kind(node.kind).size_in("bizagi") if node.kind.startswith("event.") else Size(b.w, b.h)
                moved = Rect(home.x + b.x - size.w / 2, home.y + b.y - size.h / 2, *size)
                reading.nodes[node.id] = msgspec.structs.replace(node, bounds=moved)
            y = top + height + _GAP
        reading.tell("guessed", "import.places_by_lane", vendor=self.vendor)

    def _spread(self, reading: Reading) -> None:
        """Nodes without a place in a row below everything, so that none hides another."""
        lost = [reading.nodes[i] for i in self.unplaced if i in reading.nodes]
        lost = [node for node in lost if node.kind != "pool"]
        if not lost:
            return
        rows: dict[str, Point] = {}
        floor: dict[str, float] = {}
        gone = set(self.unplaced)
        for node in reading.nodes.values():
            if node.id not in gone:
                floor[node.plane] = max(floor.get(node.plane, 0.0), node.bounds.bottom)
        for node in lost:
            at = rows.get(node.plane) or Point(_GAP, floor.get(node.plane, 0.0) + _GAP)
            if at.x > 1600:
                at = Point(_GAP, at.y + 150)
            b = Rect(at.x, at.y, node.bounds.w, node.bounds.h)
            reading.nodes[node.id] = msgspec.structs.replace(node, bounds=b)
            rows[node.plane] = Point(at.x + b.w + _GAP, at.y)
        reading.tell("guessed", "import.no_place", count=len(lost))
