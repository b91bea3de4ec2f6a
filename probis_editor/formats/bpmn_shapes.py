"""The diagrams of a BPMN file: shapes, edges, labels and fonts of one map."""

from __future__ import annotations

from functools import lru_cache

from probis_editor.formats.bpmn_build import MapBuilder, Registry
from probis_editor.formats.bpmn_colours import put_colours
from probis_editor.formats.bpmn_keep import beyond_ids, one, pieces, put_attributes, put_children
from probis_editor.formats.bpmn_names import BPMNDI, DC, clean, number, p, real
from probis_editor.formats.bpmn_xml import DEEPER, Drawn, Element, SubElement
from probis_editor.formats.xmlsafe import local
from probis_editor.geometry import Point, Rect
from probis_editor.model.elements import PLAIN, Flow, Node, Style
from probis_editor.render import compose

_SUBPROCESSES = ("subProcess", "transaction", "adHocSubProcess")
_SHAPE, _EDGE = f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"
_FLAGS = (
    ("isBold", "bold"),
    ("isItalic", "italic"),
    ("isUnderline", "underline"),
    ("isStrikeThrough", "strike"),
)


def diagrams_of(builder: MapBuilder, registry: Registry) -> list[Element]:
    """The map's BPMNDiagram, then one for each sub-process with a canvas of its own."""
    foreign = builder.record.foreign
    main = _Diagram(builder, registry, builder.diagram, "", builder.top or one(foreign, "plane:ref"))
    main.element.set("name", clean(builder.record.name))
    if builder.record.documentation:
        main.element.set("documentation", clean(builder.record.documentation))
    put_attributes(main.element, foreign, "diagram:@")
    main.plane.set(p("theme"), builder.record.theme)
    main.plane.set(p("mapKind"), builder.record.kind)
    if builder.record.size != "normal":
        main.plane.set(p("mapSize"), builder.record.size)
    put_attributes(main.plane, foreign, "plane:@")
    main.fill()
    main.plane.extend(pieces(foreign, "di:element"))
    result = [main.finished()]
    for node in builder.nodes:
        if node.id in builder.canvases:
            xml_id = builder.xml[node.id]
            wanted = one(node.foreign, "diagram:@id") or f"Diagram_{xml_id}"
            inner = _Diagram(builder, registry, registry.take(wanted), node.id, xml_id)
            inner.element.set("name", clean(node.name))
            put_attributes(inner.element, node.foreign, "diagram:@")
            inner.fill()
            result.append(inner.finished())
    return result


class _Diagram:
    def __init__(self, builder: MapBuilder, registry: Registry, xml_id: str, plane: str, ref: str) -> None:
        self.builder, self.registry, self.canvas = builder, registry, plane
        self.element = Element(f"{{{BPMNDI}}}BPMNDiagram")
        self.element.set("id", xml_id)
        self.plane = SubElement(self.element, f"{{{BPMNDI}}}BPMNPlane")
        if ref:
            self.plane.set("bpmnElement", ref)
        self._fonts: dict[tuple[tuple[str, str], ...], str] = {}

    def fill(self) -> None:
        """All shapes, then all edges, bottom to top."""
        for node in self.builder.nodes:
            if self.builder.plane(node) == self.canvas and not node.hidden and node.id in self.builder.made:
                self._shape(node)
        for flow in self.builder.flows:
            if self.builder.plane(flow) == self.canvas and flow.id in self.builder.made:
                self._edge(flow)

    def finished(self) -> Element:
        """The diagram with the label styles that it uses."""
        for font, xml_id in self._fonts.items():
            style = SubElement(self.element, f"{{{BPMNDI}}}BPMNLabelStyle", {"id": xml_id})
            SubElement(style, f"{{{DC}}}Font", dict(font))
        return self.element

    def _drawn(self, tag: str) -> Drawn:
        made = Drawn(tag)
        self.plane.append(made)
        return made

    def _shape(self, node: Node) -> None:
        meaning = self.builder.made[node.id]
        shape = self._drawn(_SHAPE)
        self._identify(shape, node, str(meaning.get("id")))
        if node.kind in ("pool", "lane"):
            shape.set("isHorizontal", "false" if node.style.direction == "down" else "true")
        foreign = beyond_ids(node.foreign)
        guessed = bool(one(foreign, "di:guessed"))
        if local(meaning) in _SUBPROCESSES:
            inline = node.id not in self.builder.canvases
            shape.set("isExpanded", "true" if node.expanded and inline else "false")
            if node.expanded and not inline:
                shape.set(p("expanded"), "true")
            if guessed:
                shape.set(p("guessSize"), "true")
            elif node.expanded and node.expanded_size:
                shape.set(p("size"), f"{number(node.bounds.w)} {number(node.bounds.h)}")
        elif local(meaning) == "callActivity" and node.expanded:
            shape.set("isExpanded", "true")
        if node.marker and node.kind == "gateway.exclusive":
            shape.set("isMarkerVisible", "true")
        if foreign:
            put_attributes(shape, foreign, "di:@")
        put_colours(shape, node.style)
        if foreign:
            put_children(shape, foreign, "di:child")
        shape.inner = _bounds(node.bounds if guessed else node.drawn, DEEPER)
        self._label(shape, node, self._label_box(node))

    def _label_box(self, node: Node) -> Rect | None:
        if node.label is not None:
            return node.label
        offset = one(node.foreign, "di:label").split()
        if len(offset) == 4:
            return Rect(*(real(side) for side in offset)).moved(node.bounds.x, node.bounds.y)
        return None

    def _edge(self, flow: Flow) -> None:
        points = flow.points
        derived = len(points) < 2
        if derived:
            points = compose.route(self.builder.document, flow)
        if len(points) < 2:
            points = self._straight(flow)
        if len(points) < 2:
            return
        edge = self._drawn(_EDGE)
        self._identify(edge, flow, str(self.builder.made[flow.id].get("id")))
        if derived:
            edge.set(p("derived"), "true")
        foreign = beyond_ids(flow.foreign)
        if foreign:
            put_attributes(edge, foreign, "di:@")
        put_colours(edge, flow.style)
        if foreign:
            put_children(edge, foreign, "di:child")
        edge.inner = "".join([f'{DEEPER}<di:waypoint x="{number(x)}" y="{number(y)}"/>' for x, y in points])
        self._label(edge, flow, flow.label)

    def _straight(self, flow: Flow) -> tuple[Point, ...]:
        found: list[Point] = []
        for end in self.builder.ends.get(flow.id, (flow.source, flow.target)):
            node = self.builder.by_id.get(end)
            if node is not None:
                found.append(node.drawn.center)
        return tuple(found)

    def _identify(self, item: Drawn, record: Node | Flow, ref: str) -> None:
        item.set("id", self.registry.take(one(record.foreign, "di:id") or f"{ref}_di", f"{ref}_di"))
        item.set("bpmnElement", ref)

    def _label(self, item: Drawn, record: Node | Flow, box: Rect | None) -> None:
        font = _font(record)
        if box is None and not font:
            return
        says = ""
        if font:
            if font not in self._fonts:
                self._fonts[font] = self.registry.take(f"Style_{len(self._fonts) + 1}")
            says = f' labelStyle="{self._fonts[font]}"'
        if box is None:
            item.inner += f"{DEEPER}<bpmndi:BPMNLabel{says}/>"
        else:
            bounds = _bounds(box, DEEPER + "  ")
            item.inner += f"{DEEPER}<bpmndi:BPMNLabel{says}>{bounds}{DEEPER}</bpmndi:BPMNLabel>"


def _font(record: Node | Flow) -> tuple[tuple[str, str], ...]:
    """The attributes of the label's font: the file's, overlaid with what the style says."""
    kept = one(record.foreign, "di:font")
    return _font_of(kept, record.style) if kept or record.style is not PLAIN else ()


@lru_cache(maxsize=1024)
def _font_of(kept: str, style: Style) -> tuple[tuple[str, str], ...]:
    font = dict(line.split("=", 1) for line in kept.split("\n") if "=" in line)
    if style.font:
        font["name"] = clean(style.font)
    if style.size:
        font["size"] = number(style.size)
    for name, field in _FLAGS:
        value = getattr(style, field)
        if value is not None:
            font[name] = "true" if value else "false"
    return tuple(sorted(font.items()))


def _bounds(rect: Rect, before: str) -> str:
    x, y, w, h = rect
    return f'{before}<dc:Bounds x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"/>'
