"""How a generated picture goes onto its map: ids stay, and so does what was moved or added by hand.

As long as nothing was moved by hand the map is laid out as a whole. Afterwards every box stays where it is; new ones
come to their place beside what they belong to, or to the next free one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from probis_editor.commands.routes import router_for, way
from probis_editor.geometry import Point, Rect, bounding
from probis_editor.layout.picture import Picture
from probis_editor.model import queries
from probis_editor.model.affairs import Generated
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node

CORNER = 40.0
GAP = 24.0
PAD = 16.0
KINDS = ("box.process", "box.unit", "box.party", "band")


class Filling(NamedTuple):
    """What a box of a picture stands for: its kind, text and links."""

    kind: str
    name: str
    process: str = ""
    unit: str = ""
    called: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes a box the same box again."""
        return (self.kind, self.process or self.unit or self.name)


class Arranger:
    """Puts one picture onto one map."""

    def __init__(self, tx: Transaction, map_id: str, generated: Generated) -> None:
        self.tx, self.document, self.map = tx, tx.document, map_id
        self.before = self.document.generated(map_id)
        self.generated = generated
        self.parent = queries.surface(self.document, map_id)
        self.by_hand = self.before is not None and _moved(self.document, self.before)
        self.last = dict(self.before.boxes) if self.before else {}
        self.placed: dict[str, Rect] = {}
        self.ids: dict[str, str] = {}
        self.stayed: set[str] = set()

    def put(
        self,
        picture: Picture,
        fillings: Mapping[str, Filling],
        related: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Make the map show the picture; `related` are pairs of keys to be joined by lines besides."""
        spare = _standing(self.document, self.map)
        rects = {**picture.bands, **picture.boxes}
        chosen: list[tuple[str, Filling, Node | None]] = []
        for key in rects:
            filling = fillings.get(key) or Filling("band", key)
            standing = spare.get(filling.identity, [])
            chosen.append((key, filling, standing.pop(0) if standing else None))
        self._drop([node for nodes in spare.values() for node in nodes])
        shifts = self._shifts(picture, rects, chosen)
        taken = [node.bounds for key, _, node in chosen if node is not None and node.kind != "band"]
        bottom = max(
            (n.z for n in self.document.nodes(self.map) if n.kind in ("pool", "lane", "phase")), default=0
        )
        for at, (key, filling, node) in enumerate(chosen):
            auto = placed(rects[key])
            bounds = self._bounds(node, auto, shifts.get(key, (0.0, 0.0)), taken, filling.kind == "band")
            self._put(bottom + at + 1, key, filling, node, bounds)
            self.placed[self.ids[key]] = (
                auto if not self.by_hand or node is None else self.last.get(node.id, auto)
            )
            if node is None and self.by_hand:
                self.placed[self.ids[key]] = bounds
                taken.append(bounds)
        if self.by_hand:
            self._grow_bands(chosen)
        lines = self._lines(picture, related)
        self._follow({line for line, _ in lines})
        boxes = tuple(self.placed.items())
        self.tx.put(replace(self.generated, boxes=boxes, lines=lines))

    def _drop(self, gone: Sequence[Node]) -> None:
        for node in gone:
            for flow in self.document.incident(self.map, node.id):
                self.tx.drop(flow.key)
            self.tx.drop(node.key)

    def _shifts(
        self, picture: Picture, rects: Mapping[str, Rect], chosen: Sequence[tuple[str, Filling, Node | None]]
    ) -> dict[str, tuple[float, float]]:
        """By how much what a new box hangs at was moved by hand."""
        if not self.by_hand:
            return {}
        moved: dict[str, tuple[float, float]] = {}
        for key, _, node in chosen:
            if node is not None:
                auto = placed(rects[key])
                moved[key] = (node.bounds.x - auto.x, node.bounds.y - auto.y)
        return {one.target: moved[one.source] for one in picture.links if one.source in moved}

    def _bounds(
        self, node: Node | None, auto: Rect, shift: tuple[float, float], taken: Sequence[Rect], band: bool
    ) -> Rect:
        if not self.by_hand:
            return auto
        if node is None:
            wanted = auto.moved(*shift)
            return wanted if band else free_place(wanted, taken)
        last = self.last.get(node.id)
        if last is None or band or (node.bounds.w, node.bounds.h) != (last.w, last.h):
            return node.bounds
        return Rect(node.bounds.x, node.bounds.y, auto.w, auto.h)

    def _put(self, z: int, key: str, filling: Filling, node: Node | None, bounds: Rect) -> None:
        if node is None:
            node = Node(map=self.map, id=self.document.new_id(), kind=filling.kind, bounds=bounds)
        elif node.bounds == bounds:
            self.stayed.add(node.id)
        self.ids[key] = node.id
        self.tx.put(
            replace(
                node,
                bounds=bounds,
                name=filling.name,
                parent=self.parent,
                process=filling.process,
                unit=filling.unit,
                called=filling.called,
                z=z,
            )
        )

    def _grow_bands(self, chosen: Sequence[tuple[str, Filling, Node | None]]) -> None:
        """Bands hold their boxes, which lie after their band in the picture's order of groups."""
        groups: dict[str, list[Rect]] = {}
        for key, filling, _ in chosen:
            if filling.kind == "box.process" and filling.process:
                process = self.document.process(filling.process)
                if process is not None:
                    groups.setdefault(process.group, []).append(
                        self.document.node(self.map, self.ids[key]).bounds
                    )
        for key, filling, _ in chosen:
            inside = bounding(groups.get(filling.name, [])) if filling.kind == "band" else None
            if inside is not None:
                band = self.document.node(self.map, self.ids[key])
                room = inside.grown(PAD)
                if not band.bounds.covers(inside):
                    self.tx.put(replace(band, bounds=band.bounds.united(room)))

    def _lines(
        self, picture: Picture, related: Sequence[tuple[str, str]]
    ) -> tuple[tuple[str, tuple[Point, ...]], ...]:
        wanted: dict[tuple[str, str], tuple[Point, ...]] = {}
        for one in picture.links:
            if one.source in self.ids and one.target in self.ids:
                ends = (self.ids[one.source], self.ids[one.target])
                wanted[ends] = tuple(p.moved(CORNER, CORNER) for p in one.points)
        for source, target in related:
            if source in self.ids and target in self.ids:
                wanted[self.ids[source], self.ids[target]] = ()
        last = dict(self.before.lines) if self.before else {}
        standing = self._standing_lines(last, wanted)
        z = max((n.z for n in self.document.nodes(self.map)), default=0)
        result: list[tuple[str, tuple[Point, ...]]] = []
        for at, (ends, points) in enumerate(wanted.items()):
            flow = standing.get(ends)
            if flow is not None and self.by_hand and self.stayed.issuperset(ends):
                result.append((flow.id, last.get(flow.id, flow.points)))
                continue
            made = flow or Flow(
                map=self.map, id=self.document.new_id(), kind="association", parent=self.parent, z=z + at + 1
            )
            made = replace(made, source=ends[0], target=ends[1])
            if self.by_hand or not points:
                points = way(router_for(self.document, self.map, ""), made, *ends)
            self.tx.put(replace(made, points=points, z=made.z if self.by_hand else z + at + 1))
            result.append((made.id, points))
        return tuple(result)

    def _follow(self, ours: set[str]) -> None:
        """Lines added by hand go along with the boxes that moved."""
        moved = set(self.ids.values()) - self.stayed
        for flow in self.document.flows(self.map):
            if flow.id not in ours and not moved.isdisjoint((flow.source, flow.target)):
                points = way(router_for(self.document, self.map, flow.plane), flow, flow.source, flow.target)
                if points:
                    self.tx.put(replace(flow, points=points, label=None))

    def _standing_lines(
        self, last: Mapping[str, object], wanted: Mapping[tuple[str, str], object]
    ) -> dict[tuple[str, str], Flow]:
        """The generated lines by their ends; those that are not wanted any more are dropped."""
        boxes = {n.id for n in self.document.nodes(self.map) if n.kind in KINDS}
        found: dict[tuple[str, str], Flow] = {}
        for flow in self.document.flows(self.map):
            ends = (flow.source, flow.target)
            ours = flow.id in last if self.before else flow.kind == "association" and boxes.issuperset(ends)
            if ours and ends in wanted and ends not in found:
                found[ends] = flow
            elif ours:
                self.tx.drop(flow.key)
        return found


def _moved(document: Document, generated: Generated) -> bool:
    """Whether a box or a line that still exists lies elsewhere than it was put."""
    for box, rect in generated.boxes:
        node = document.element(generated.map, box)
        if isinstance(node, Node) and node.bounds != rect:
            return True
    for line, points in generated.lines:
        flow = document.element(generated.map, line)
        if isinstance(flow, Flow) and flow.points != points:
            return True
    return False


def placed(rect: Rect) -> Rect:
    """A rectangle of a picture as it comes onto the map."""
    return Rect(round(rect.x) + CORNER, round(rect.y) + CORNER, round(rect.w), round(rect.h))


def free_place(wanted: Rect, taken: Sequence[Rect]) -> Rect:
    """The wanted place, or the next free one below it, then beside it."""
    for column in range(20):
        for row in range(60):
            rect = wanted.moved(column * (wanted.w + GAP), row * (wanted.h + GAP))
            around = rect.grown(GAP / 3)
            clear = (
                r.right <= around.x or around.right <= r.x or r.bottom <= around.y or around.bottom <= r.y
                for r in taken
            )
            if all(clear):
                return rect
    return wanted


def _standing(document: Document, map_id: str) -> dict[tuple[str, str], list[Node]]:
    """What the map's boxes stand for -> the boxes."""
    found: dict[tuple[str, str], list[Node]] = {}
    for node in document.nodes(map_id):
        if node.kind in KINDS:
            found.setdefault((node.kind, node.process or node.unit or node.name), []).append(node)
    return found
