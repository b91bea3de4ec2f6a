"""Names beside shapes and flows: where the record puts them, else where nothing lies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.fonts import Align, Fitted, VAlign
from probis_editor.drawing.primitives import TextStyle
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import kind
from probis_editor.kinds.lettering import text_bounds
from probis_editor.kinds.spec import Family
from probis_editor.model.elements import Element, Flow, Node
from probis_editor.render.obstacles import Obstacles
from probis_editor.render.plane import CONTAINERS, FRAMES, Plane

NODE_WIDTH = 90.0
FLOW_WIDTH = 100.0
_NUDGE = 24.0


class Label(NamedTuple):
    """A label ready to be drawn: its lines, the rectangle they are placed in, and how."""

    fitted: Fitted
    rect: Rect
    align: Align = "center"
    valign: VAlign = "top"
    angle: int = 0

    @property
    def bounds(self) -> Rect:
        """The room that the lines take."""
        texts = fonts.place(self.fitted, self.rect, self.align, self.valign, self.angle)
        found = text_bounds(texts[0])
        for text in texts[1:]:
            found = found.united(text_bounds(text))
        return found


def text_of(element: Element) -> str:
    """What stands beside the element: a name, for data with its state in brackets below; "" for nothing."""
    if isinstance(element, Flow):
        return element.name.strip()
    if not kind(element.kind).label_outside:
        return ""
    state = element.state.strip() if element.kind.startswith("data.") else ""
    return "\n".join(part for part in (element.name.strip(), f"[{state}]" if state else "") if part)


def label_of(plane: Plane, element: Element) -> Label | None:
    """The element's label as it is drawn, in the plane's frame; None where it has none."""
    return all_labels(plane).get(element.id)


def all_labels(plane: Plane) -> dict[str, Label]:
    """Every label of the plane by element id. Stored ones stand where they are stored, the others in free places."""
    found = plane.labels
    if found is None:
        found = plane.labels = _placed(plane)
    return found


def _placed(plane: Plane) -> dict[str, Label]:
    labels: dict[str, Label] = {}
    waiting: list[tuple[Element, str, TextStyle]] = []
    elements: list[Element] = [*plane.nodes, *plane.flows]
    for element in elements:
        text = fonts.clean(text_of(element)).strip()
        if not text or (isinstance(element, Node) and element.hidden):
            continue
        style = plane.line_look(element).text if isinstance(element, Flow) else plane.look(element).text
        stored = _stored(plane, element, text, style)
        if stored is not None:
            labels[element.id] = stored
        else:
            waiting.append((element, text, style))
    ground = _ground(plane)
    for owner, label in labels.items():
        ground.put_rect(owner, label.bounds)
    for node in plane.nodes:
        if node.id in labels and ground.crossed(labels[node.id].bounds):
            labels[node.id] = _freed(plane, node, labels[node.id], ground)
    for element, text, style in waiting:
        if isinstance(element, Flow):
            free = _beside_line(plane, element, text, style, ground)
        else:
            free = _beside_shape(plane, element, _round(element, text, style), ground)
        if free is not None:
            labels[element.id] = free
            ground.put_rect(element.id, free.bounds)
    for flow in plane.flows:
        if flow.label is not None and flow.id in labels:
            own = Obstacles()
            own.put_line(flow.id, plane.route(flow))
            labels[flow.id] = _nudged(flow.id, labels[flow.id], own, ground)
    return labels


def _ground(plane: Plane) -> Obstacles:
    ground = Obstacles()
    for node in plane.nodes:
        if node.hidden or kind(node.kind).family in CONTAINERS or node.kind in FRAMES:
            continue
        if not (node.expanded and node.inline):
            ground.put_rect(node.id, node.drawn)
    for flow in plane.flows:
        ground.put_line(flow.id, plane.route(flow))
    return ground


# Stored places


def _stored(plane: Plane, element: Element, text: str, style: TextStyle) -> Label | None:
    box = element.label
    if box is None:
        return None
    if isinstance(element, Flow) and len(plane.route(element)) < 2:
        return None
    floor = (
        plane.line_look(element).line.min_text
        if isinstance(element, Flow)
        else plane.look(element).form.min_text
    )
    angle = {"up": -90, "down": 90}.get(element.style.direction, 0) if isinstance(element, Flow) else 0
    wide, high = (box.w, box.h) if angle == 0 else (box.h, box.w)
    if wide <= 1:
        fitted = _wrapped(text, style, FLOW_WIDTH if isinstance(element, Flow) else NODE_WIDTH)
        wide = fitted.width
    else:
        fitted = fonts.fit(text, style, wide, max(high, 1.0), floor)
        if fitted.broken or fitted.overflow:
            roomy = _wrapped(text, fitted.style, wide + 8)
            fitted = _wrapped(text, fitted.style, _longest(text, style)) if roomy.broken else roomy
    if angle == 0:
        grown = max(wide, fitted.width)
        rect = Rect(box.x + (wide - grown) / 2, box.y, grown, max(high, 1.0))
    else:
        grown = max(wide, fitted.width)
        rect = Rect(box.x, box.y + (wide - grown) / 2, max(high, fitted.height), grown)
    return Label(fitted, rect, "center", _valign(element, rect, fitted), angle)


def _valign(element: Element, rect: Rect, fitted: Fitted) -> VAlign:
    """In the middle of its box, as Bizagi does (labels moved by hand show it); too much text grows off the shape.

    A label in its default place below keeps to the upper edge, near its shape.
    """
    crowded = fitted.height > rect.h + 0.5
    if isinstance(element, Flow):
        return "top" if crowded else "middle"
    shape = element.drawn
    if crowded and rect.bottom <= shape.y + 2:
        return "bottom"
    if rect.y - shape.bottom >= 5.0 or (crowded and rect.y >= shape.center.y):
        return "top"
    return "middle"


def _longest(text: str, style: TextStyle) -> float:
    return max((fonts.width(word, style) for word in text.split()), default=0.0) + 0.5


def _wrapped(text: str, style: TextStyle, width: float) -> Fitted:
    return fonts.fit(text, style, width, 1e9)


def _freed(plane: Plane, node: Node, label: Label, ground: Obstacles) -> Label:
    """A stored label of a shape that a line runs through: one in its default place goes to a free one, any other
    is moved a little, if that frees it."""
    if _is_default_place(node):
        free = _beside_shape(plane, node, label.fitted, ground)
        if free is not None and not ground.crossed(free.bounds):
            ground.put_rect(node.id, free.bounds)
            return free
    return _nudged(node.id, label, ground, ground)


def _nudged(owner: str, label: Label, lines: Obstacles, ground: Obstacles) -> Label:
    """The label moved by the least step off the lines, to where it covers least; as it is if nothing helps."""
    box = label.bounds.grown(0.5)
    if not lines.crossed(box):
        return label
    best: tuple[float, float, float] | None = None
    for at in range(1, int(max(_NUDGE, box.w / 2 + 4) / 2) + 1):
        step = at * 2.0
        for dx, dy in ((0.0, -step), (0.0, step), (step, 0.0), (-step, 0.0)):
            moved = box.moved(dx, dy)
            if not lines.crossed(moved):
                found = (ground.cost(moved, owner) + step, dx, dy)
                best = found if best is None else min(best, found)
    return label if best is None else label._replace(rect=label.rect.moved(best[1], best[2]))


# Free places


def _round(node: Node, text: str, style: TextStyle) -> Fitted:
    fitted = _wrapped(text, style, max(NODE_WIDTH, node.drawn.w))
    return _wrapped(text, style, _longest(text, style)) if fitted.broken else fitted


def _is_default_place(node: Node) -> bool:
    """Whether a stored label stands where a modeller puts it unasked: centred below its shape."""
    if node.label is None:
        return False
    shape = node.drawn
    return abs(node.label.center.x - shape.center.x) <= 4.0 and -2.0 <= node.label.y - shape.bottom <= 14.0


def _beside_shape(plane: Plane, node: Node, fitted: Fitted, ground: Obstacles) -> Label | None:
    return _best(_round_shape(plane, node, fitted, plane.theme.rhythm.label_gap), fitted, ground, node.id)


def _round_shape(plane: Plane, node: Node, fitted: Fitted, gap: float) -> Iterator[tuple[Rect, Align, float]]:
    """Places round a shape, the preferred ones first: (rectangle, alignment, reluctance)."""
    shape = kind(node.kind).outline_in(plane.symbols).framed(node.drawn)
    c = shape.center
    w, h = fitted.width, fitted.height
    below = Rect(c.x - w / 2, shape.bottom + gap, w, h)
    above = Rect(c.x - w / 2, shape.y - gap - h, w, h)
    gateway = kind(node.kind).family is Family.GATEWAY
    if gateway and plane.theme.name == "house":
        yield above, "center", 0.0
        yield below, "center", 2.0
    else:
        yield below, "center", 0.0
        yield above, "center", 2.0
    reach = gap if not gateway else -shape.w * 0.25
    for y, cost in ((shape.bottom + (gap if not gateway else -shape.h * 0.25), 4.0), (shape.y - h + 2, 5.0)):
        yield Rect(shape.right + reach, y, w, h), "start", cost
        yield Rect(shape.x - reach - w, y, w, h), "end", cost + 0.5
    yield Rect(shape.right + gap, c.y - h / 2, w, h), "start", 6.0
    yield Rect(shape.x - gap - w, c.y - h / 2, w, h), "end", 6.5
    yield below.moved(0, 12), "center", 8.0
    yield above.moved(0, -12), "center", 9.0


def _beside_line(plane: Plane, flow: Flow, text: str, style: TextStyle, ground: Obstacles) -> Label | None:
    route = plane.route(flow)
    if len(route) < 2:
        return None
    source = plane.by_id.get(plane.ends[flow.id][0])
    from_gateway = source is not None and kind(source.kind).family is Family.GATEWAY
    fitted = _wrapped(text, style, FLOW_WIDTH)
    if fitted.broken:
        fitted = _wrapped(text, style, _longest(text, style))
    return _best(_along_line(route, fitted, from_gateway), fitted, ground, flow.id)


def _along_line(
    route: tuple[Point, ...], fitted: Fitted, from_gateway: bool
) -> Iterator[tuple[Rect, Align, float]]:
    """Places beside the pieces of a line: at a gateway's branch near its corner, else at the longest piece."""
    w, h = fitted.width, fitted.height
    pieces = [(a, b, at) for at, (a, b) in enumerate(pairwise(route)) if a != b]
    if not from_gateway:
        pieces.sort(key=lambda piece: (-piece[0].distance(piece[1]), piece[2]))
    for order, (a, b, at) in enumerate(pieces):
        level = abs(a.y - b.y) <= abs(a.x - b.x)
        length = a.distance(b)
        near = from_gateway and at == 0
        shares = (
            [0.5] if not near else [min(0.5, ((w if level else h) / 2 + 6) / length) if length else 0.5, 0.5]
        )
        shares += [0.3, 0.7]
        for nth, share in enumerate(shares):
            x, y = a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share
            cost = order * 6.0 + nth * 1.5
            slope = abs(a.y - b.y) if level else abs(a.x - b.x)
            lean = slope / 2 * min(1.0, (w if level else h) / max(length, 1.0)) if slope > 0.5 else 0.0
            if level:
                yield Rect(x - w / 2, y - h - 2 - lean, w, h), "center", cost
                yield Rect(x - w / 2, y + 2 + lean, w, h), "center", cost + 1
            else:
                yield Rect(x + 4 + lean, y - h / 2, w, h), "start", cost
                yield Rect(x - 4 - lean - w, y - h / 2, w, h), "end", cost + 1


def _best(
    places: Iterator[tuple[Rect, Align, float]], fitted: Fitted, ground: Obstacles, owner: str
) -> Label | None:
    best: tuple[float, Rect, Align] | None = None
    for rect, align, cost in places:
        cost += ground.cost(rect, owner)
        if best is None or cost < best[0]:
            best = (cost, rect, align)
        if best[0] < 10.0 and best[0] <= cost:
            break
    return None if best is None else Label(fitted, best[1], best[2])
