"""Names beside shapes and flows: where the record puts them, else where nothing lies.

A label is found from what lies round it only, so that one element can be composed without the others. Labels
without a stored place are settled in a fixed order (shapes before flows, bottom to top), each clear of the
earlier ones near it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from probis_editor.drawing import fonts
from probis_editor.drawing.fonts import Fitted
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import kind
from probis_editor.kinds.spec import Family
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.render.obstacles import Obstacles, shared
from probis_editor.render.places import Label, Place, along_line, in_box, round_shape, steps, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from probis_editor.render.plane import Plane

__all__ = ["Label", "Labels", "text_of"]

NODE_WIDTH = 90.0
FLOW_WIDTH = 100.0
NUDGE = 24.0
BORDER = 40.0
"""What it costs to lie across the edge of a lane: less than across a flow."""

GOOD = 10.0
"""A place that costs less than this is taken without looking farther."""


def text_of(element: Element) -> str:
    """What stands beside the element: a name, for data with its state in brackets below; "" for nothing."""
    if isinstance(element, Flow):
        return fonts.clean(element.name).strip()
    if element.hidden or not kind(element.kind).label_outside:
        return ""
    state = element.state.strip() if element.kind.startswith("data.") else ""
    parts = (element.name.strip(), f"[{state}]" if state else "")
    return fonts.clean("\n".join(part for part in parts if part)).strip()


class Labels:
    """The labels of one plane, found as they are asked for."""

    def __init__(self, plane: Plane) -> None:
        self._plane = plane
        self._found: dict[str, Label | None] = {}

    def of(self, element: Element) -> Label | None:
        """The element's label as drawn, in the plane's frame; None where it has none."""
        if element.id not in self._found:
            if not text_of(element):
                self._found[element.id] = None
            elif element.label is not None:
                self._found[element.id] = self._settled(element, element.label)
            elif element.id in self._waiting:
                for one in self._before(element):
                    self._found[one.id] = self._free(one)
            else:
                self._found[element.id] = None
        return self._found[element.id]

    # Stored places

    def _settled(self, element: Element, box: Rect) -> Label | None:
        """The label in its stored box, moved where a line runs through it."""
        if isinstance(element, Flow):
            route = self._plane.route(element)
            if len(route) < 2:
                return None
            own = Obstacles()
            own.put_line(element.id, route)
            return _nudged(self._in_box(element, box), own, None, element.id)
        label = self._in_box(element, box)
        if not self._ground.crossed(label.bounds):
            return label
        if _is_default_place(element, box):
            free = self._best(self._round(element, label.fitted), label.fitted, element.id, [])
            if free is not None and not self._ground.crossed(free.bounds):
                return free
        return _nudged(label, self._ground, self._ground, element.id, element.drawn)

    def _in_box(self, element: Element, box: Rect) -> Label:
        text = text_of(element)
        if isinstance(element, Flow):
            look = self._plane.line_look(element)
            angle = {"up": -90, "down": 90}.get(element.style.direction, 0)
            return in_box(text, look.text, box, look.line.min_text, FLOW_WIDTH, angle)
        looked = self._plane.look(element)
        label = in_box(text, looked.text, box, looked.form.min_text, NODE_WIDTH)
        shape = element.drawn
        # Too much text grows off the shape.
        if label.fitted.height > box.h + 0.5 and box.center.y < shape.center.y:
            foot = (
                min(box.bottom, shape.y) if box.center.y < shape.y else box.center.y + label.fitted.height / 2
            )
            return label._replace(rect=label.rect.moved(0, foot - label.rect.bottom), valign="bottom")
        return label

    # Free places

    @cached_property
    def _waiting(self) -> dict[str, tuple[int, Rect]]:
        """The labels without a place of their own: element id -> (turn, the region they may take)."""
        plane = self._plane
        found: dict[str, tuple[int, Rect]] = {}
        elements: list[Element] = [*plane.nodes, *plane.flows]
        for element in elements:
            if element.label is not None or not text_of(element):
                continue
            fitted = self._fitted(element)
            if isinstance(element, Flow):
                route = plane.route(element)
                if len(route) < 2:
                    continue
                xs, ys = [p.x for p in route], [p.y for p in route]
                area = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            else:
                area = element.drawn
            reach = max(fitted.width, fitted.height) + 32.0
            found[element.id] = (len(found), area.grown(reach))
        return found

    @cached_property
    def _regions(self) -> Obstacles:
        regions = Obstacles()
        for owner, (_, region) in self._waiting.items():
            regions.put_rect(owner, region)
        return regions

    def _before(self, element: Element) -> list[Element]:
        """The element and all unsettled ones that must be settled before it, in their order."""
        needed = {element.id: self._waiting[element.id]}
        stack = [element.id]
        while stack:
            turn, region = self._waiting[stack.pop()]
            for other in self._regions.owners(region):
                known = self._waiting[other]
                if known[0] < turn and other not in self._found and other not in needed:
                    needed[other] = known
                    stack.append(other)
        ids = sorted(needed, key=lambda one: needed[one][0])
        return [self._plane.elements[one] for one in ids]

    def _free(self, element: Element) -> Label | None:
        turn, region = self._waiting[element.id]
        earlier = [
            found.bounds
            for other in self._regions.owners(region)
            if self._waiting[other][0] < turn and (found := self._found.get(other)) is not None
        ]
        fitted = self._fitted(element)
        if isinstance(element, Node):
            return self._best(self._round(element, fitted), fitted, element.id, earlier)
        source = self._plane.by_id.get(self._plane.ends[element.id][0])
        branch = source is not None and kind(source.kind).family is Family.GATEWAY
        places = along_line(self._plane.route(element), fitted, branch)
        return self._best(places, fitted, element.id, earlier)

    def _fitted(self, element: Element) -> Fitted:
        if isinstance(element, Flow):
            return wrapped(text_of(element), self._plane.line_look(element).text, FLOW_WIDTH)
        return wrapped(text_of(element), self._plane.look(element).text, max(NODE_WIDTH, element.drawn.w))

    def _round(self, node: Node, fitted: Fitted) -> Iterator[Place]:
        row = kind(node.kind)
        gateway = row.family is Family.GATEWAY
        house = self._plane.theme.name == "house"
        shape = row.outline_in(self._plane.symbols).framed(node.drawn)
        gap = self._plane.theme.label_gap
        return round_shape(shape, fitted, gap, gateway, gateway and house)

    def _best(self, places: Iterator[Place], fitted: Fitted, owner: str, earlier: list[Rect]) -> Label | None:
        best: tuple[float, Place] | None = None
        for place in places:
            rect, _, cost = place
            cost += self._ground.cost(rect, owner) + sum(shared(rect, other) for other in earlier)
            cost += BORDER if self._borders.crossed(rect) else 0.0
            if best is None or cost < best[0]:
                best = (cost, place)
                if cost < GOOD:
                    break
        return None if best is None else Label(fitted, best[1][0], best[1][1])

    @cached_property
    def _borders(self) -> Obstacles:
        """The edges of pools and lanes."""
        borders = Obstacles()
        for node in self._plane.nodes:
            if kind(node.kind).family in (Family.POOL, Family.LANE) and not node.hidden:
                x, y, right, bottom = node.drawn.x, node.drawn.y, node.drawn.right, node.drawn.bottom
                ring = ((x, y), (right, y), (right, bottom), (x, bottom), (x, y))
                borders.put_line(node.id, tuple(Point(*corner) for corner in ring))
        return borders

    @cached_property
    def _ground(self) -> Obstacles:
        """Shapes, lines and stored labels: what no free place should cover."""
        plane = self._plane
        ground = Obstacles()
        for node in plane.solid:
            ground.put_rect(node.id, node.drawn)
        for flow in plane.flows:
            ground.put_line(flow.id, plane.route(flow))
        elements: list[Element] = [*plane.nodes, *plane.flows]
        for element in elements:
            if element.label is not None and text_of(element):
                ground.put_rect(element.id, self._in_box(element, element.label).bounds)
        return ground


def _is_default_place(node: Node, box: Rect) -> bool:
    """Whether a stored label stands where a modeller puts it unasked: centred below its shape."""
    shape = node.drawn
    return abs(box.center.x - shape.center.x) <= 4.0 and -2.0 <= box.y - shape.bottom <= 14.0


def _nudged(
    label: Label, lines: Obstacles, ground: Obstacles | None, owner: str, shape: Rect | None = None
) -> Label:
    """The label moved by the least step off the lines, to where it covers least; as it is if nothing helps.

    `ground` is what it should not cover, `shape` its own shape.
    """
    box = label.bounds.grown(0.5)
    if not lines.crossed(box):
        return label
    best: tuple[float, float, float] | None = None
    for step, dx, dy in steps(max(NUDGE, box.w / 2 + 4)):
        if best is not None and step > best[0]:
            break
        moved = box.moved(dx, dy)
        if not lines.crossed(moved):
            cost = step + (ground.cost(moved, owner) if ground else 0.0)
            cost += shared(moved, shape) if shape else 0.0
            best = (cost, dx, dy) if best is None or cost < best[0] else best
    return label if best is None else label.moved(best[1], best[2])
