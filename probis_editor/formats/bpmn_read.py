"""BPMN 2.0 to records: which maps a file holds and what is on them."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

import msgspec
from lxml import etree

from probis_editor.formats import bpmn_bare, bpmn_bizagi, bpmn_carry, bpmn_flows
from probis_editor.formats.base import Level, Notice, ReadResult, notice
from probis_editor.formats.bpmn_colours import COLOUR_ATTRIBUTES, style_of
from probis_editor.formats.bpmn_names import SUBPROCESS_TAGS, is_true, m, p, real
from probis_editor.formats.bpmn_nodes import fields_of, kept_of
from probis_editor.formats.bpmn_scope import Scope, maps_of
from probis_editor.formats.bpmn_source import Drawn, Source, undrawn
from probis_editor.formats.xmlsafe import local
from probis_editor.geometry import Point, Rect
from probis_editor.kinds import kind as kind_row
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import MAP_KINDS, THEMES, Map, Node
from probis_editor.model.office import Settings

_NOT_DRAWN = {
    "conversation": "conversation",
    "subConversation": "conversation",
    "callConversation": "conversation",
    "conversationLink": "conversation_link",
}
_SHAPE_ATTRIBUTES = frozenset(
    ("bpmnElement", "isExpanded", "isMarkerVisible", "isHorizontal", "id", *COLOUR_ATTRIBUTES)
)


def read(data: bytes, name: str) -> ReadResult:
    """Read a BPMN file. Raises FormatError; what can be shown is shown, the rest is carried and noted."""
    source = Source(data, name)
    scopes = maps_of(source)
    notices: list[Notice] = []
    bare: list[Scope] = []
    if not source.ours and not any(scope.nodes for scope in scopes):
        bare = bpmn_bare.scopes_of(source)
        if bare:
            # Diagrams that show nothing we draw (choreographies) stay beside what had none.
            scopes = [s for s in scopes if s.foreign] + bare
    for scope in scopes:
        _hidden_pools(scope)
        _flows_without_edges(scope, bare=scope in bare)
    consumed = frozenset(element for scope in scopes for element in scope.content)
    records: list[Record] = [Settings(title=str(source.root.get("name") or ""), origin="bpmn")]
    reader = _Reader(source, consumed, notices, only=len(scopes) == 1)
    for order, scope in enumerate(scopes):
        records += reader.map_records(scope, order, is_bare=scope in bare)
    if not scopes:
        notices.append(notice("left_out", "import.bpmn.nothing"))
        records += reader.empty_map()
    document = Document(bpmn_carry.carried(source, scopes, consumed, records))
    for scope, record in zip(scopes, document.maps(), strict=False):
        if scope in bare:
            bpmn_bare.lay_out(document, record.id, source)
    return ReadResult(document, "bpmn", tuple(notices))


def _hidden_pools(scope: Scope) -> None:
    # A participant without a shape: the main pool of Bizagi, or a pool that the diagram does not draw.
    if scope.main is None:
        return
    plane = scope.source.resolve(scope.main.ref)
    if plane is None or local(plane) != "collaboration":
        return
    shown = {scope.source.container(e) for e in scope.nodes}
    for element in plane.iterchildren(m("participant")):
        if element in scope.nodes or element.get(p("surface")) is not None:
            continue
        process = scope.source.resolve(element.get("processRef"))
        if bpmn_bizagi.is_main(element) or (
            process is not None and process in shown and scope.holder(process) is None
        ):
            sides = [real(part) for part in (element.get(p("bounds")) or "").split()]
            bounds = Rect(*sides) if len(sides) == 4 else Rect(0, 0, 0, 0)
            scope.add_hidden(element, undrawn(etree.Element("shape"), "", bounds))


def _flows_without_edges(scope: Scope, bare: bool) -> None:
    # Flows that no diagram draws are drawn all the same where both their ends are; associations only where
    # the file draws nothing at all, since undrawn ones are the logical twins of others.
    source = scope.source
    drawn = {source.resolve(edge.ref) for diagram in source.diagrams for edge in diagram.edges}
    tags: tuple[str, ...] = ("sequenceFlow", "messageFlow")
    if bare:
        tags += ("association", "dataInputAssociation", "dataOutputAssociation")
    for item in source.items.with_ids():
        element = item.element
        if item.tag not in tags or element in drawn or element in scope.edges:
            continue
        if element in source.choreographed:
            continue
        first, last = (bpmn_flows.shown(end, scope) for end in bpmn_flows.ends_of(element, source))
        if first is not None and last is not None:
            scope.add_flow(element, first)


class _Reader:
    def __init__(
        self, source: Source, consumed: frozenset[etree._Element], notices: list[Notice], only: bool
    ) -> None:
        self.source = source
        self.ids = source.ids
        self.consumed = consumed
        self.notices = notices
        self.only = only
        self._map_ids: set[str] = set()

    def empty_map(self) -> list[Record]:
        """A map for a file that shows none."""
        return [Map(id=self.ids.made("map"), name=PurePath(self.source.name).stem, theme="house")]

    def map_records(self, scope: Scope, order: int, is_bare: bool) -> list[Record]:
        """The map's own record and those of its elements, bottom to top."""
        raw = str(scope.main.element.get("id", "")) if scope.main is not None else ""
        map_id = self.ids.guid(raw) if raw else self.ids.made(f"map:{order}")
        if map_id in self._map_ids:
            map_id = self.ids.made(f"map:{order}:{raw}")
        self._map_ids.add(map_id)
        plane = scope.main.plane if scope.main is not None else None
        own = plane.get(p("theme"), "") if plane is not None else ""
        theme = str(own) if own in THEMES else ("bizagi" if self.source.bizagi else "house")
        fixed = self._lane_places(scope, map_id)
        shapes = sorted(scope.nodes, key=partial(_stack, scope))
        records: list[Record] = []
        for z, element in enumerate(shapes):
            records.append(self._node(scope, element, map_id, z, theme, fixed))
        for z, element in enumerate(scope.edges, start=len(shapes)):
            records.append(bpmn_flows.record_of(element, scope, map_id, z, theme))
            drawn = scope.edges[element]
            if drawn is None and not is_bare:
                self._note("guessed", "import.bpmn.no_edge", map_id, element)
        pools = any(isinstance(r, Node) and r.kind == "pool" and not r.hidden for r in records)
        kind = str(plane.get(p("mapKind"), "")) if plane is not None else ""
        size = str(plane.get(p("mapSize"), "")) if plane is not None else ""
        record = Map(
            id=map_id,
            name=self._map_name(scope, order),
            kind=kind if kind in MAP_KINDS else ("cross_functional" if pools else "free"),
            order=order,
            theme=theme,
            size=size if size == "compact" else "normal",
            documentation=str(scope.main.element.get("documentation", "")) if scope.main is not None else "",
        )
        self._report(scope, map_id, is_bare, len(shapes), len(scope.edges))
        return [record, *records]

    def _report(self, scope: Scope, map_id: str, is_bare: bool, nodes: int, flows: int) -> None:
        self.notices.append(notice("read", "import.bpmn.read", map_id, n=nodes, flows=flows))
        if is_bare:
            self.notices.append(notice("guessed", "import.bpmn.laid_out", map_id))
        for drawn in scope.unknown:
            self.notices.append(notice("left_out", "import.bpmn.no_element", map_id, ref=drawn.ref))
        self._not_drawn(scope, map_id)
        for element in scope.edges:
            if None in bpmn_flows.shown_ends(element, scope):
                self._note("read", "import.bpmn.loose", map_id, element)

    def _not_drawn(self, scope: Scope, map_id: str) -> None:
        danced = 0
        for drawn in scope.foreign:
            element = self.source.resolve(drawn.ref)
            if element is not None and element in self.source.choreographed:
                danced += 1
                continue
            tag = local(element) if element is not None else ""
            name = str(element.get("name") or drawn.ref) if element is not None else drawn.ref
            key = _NOT_DRAWN.get(tag, "not_drawn")
            told = {"tag": tag} if key == "not_drawn" else {}
            self.notices.append(notice("left_out", "import.bpmn." + key, map_id, ref=name, **told))
        if danced:
            self.notices.append(notice("left_out", "import.bpmn.choreography", map_id, n=danced))

    def _note(self, level: Level, key: str, map_id: str, element: etree._Element) -> None:
        name = str(element.get("name") or element.get("id"))
        self.notices.append(notice(level, key, map_id, self.source.guid(element), name=name))

    def _map_name(self, scope: Scope, order: int) -> str:
        if scope.main is not None and scope.main.element.get("name"):
            return str(scope.main.element.get("name"))
        if self.only and self.source.root.get("name"):
            return str(self.source.root.get("name"))
        plane = self.source.resolve(scope.main.ref) if scope.main is not None else None
        if plane is not None and plane.get("name"):
            return str(plane.get("name"))
        stem = PurePath(self.source.name).stem
        return stem if self.only else f"{stem} {order + 1}"

    def _lane_places(self, scope: Scope, map_id: str) -> dict[etree._Element, Rect]:
        if not self.source.bizagi:
            return {}
        lanes: dict[etree._Element, list[etree._Element]] = {}
        for element in scope.nodes:
            above = scope.above(self.source.item(element)) if local(element) == "lane" else None
            if above is not None and local(above) == "participant":
                lanes.setdefault(above, []).append(element)
        fixed: dict[etree._Element, Rect] = {}
        for pool, own in lanes.items():
            before = [scope.nodes[lane].bounds for lane in own]
            for lane, old, new in zip(
                own, before, bpmn_bizagi.lane_bounds(scope.nodes[pool].bounds, before), strict=True
            ):
                if old != new:
                    fixed[lane] = new
                    self._note("repaired", "import.bpmn.lane_moved", map_id, lane)
        return fixed

    def _node(
        self,
        scope: Scope,
        element: etree._Element,
        map_id: str,
        z: int,
        theme: str,
        fixed: dict[etree._Element, Rect],
    ) -> Node:
        source = self.source
        drawn, item = scope.nodes[element], source.item(element)
        kind = scope.kinds[element]
        above = scope.above(item)
        outside = kind_row(kind).label_outside
        foreign = kept_of(item, kind, source, self.consumed)
        fields = fields_of(item, kind, source)
        fields["bounds"] = fixed.get(element, drawn.bounds)
        style = style_of(drawn, item, kind, theme == "bizagi")
        if kind == "event.boundary":
            host = source.resolve(item.said.get("attachedToRef"))
            fields["attached"] = source.guid(host) if host in scope.nodes and host is not None else ""
        if kind == "pool":
            fields["hidden"] = _is_hidden(element, scope)
        if item.tag in SUBPROCESS_TAGS or item.tag == "callActivity":
            fields.update(self._openness(scope, element, drawn))
            if fields.get("expanded_size") and drawn.said.get(p("size")) is None:
                # The file's own shape is the closed one, and is written back so.
                foreign.append(("di:guessed", "size"))
                self._note("guessed", "import.bpmn.open_size", map_id, element)
        if drawn.label is not None and not outside:
            offset = drawn.label.moved(-drawn.bounds.x, -drawn.bounds.y)
            foreign.append(("di:label", " ".join(f"{side:g}" for side in offset)))
        if drawn.element.tag != "shape":
            foreign += bpmn_flows.kept_drawn(drawn, _SHAPE_ATTRIBUTES, source)
        if kind in ("pool", "lane"):
            upright = drawn.said.get("isHorizontal") in ("false", "0")
            style = msgspec.structs.replace(style, direction="down" if upright else "")
        return Node(
            map=map_id,
            id=source.guid(element),
            kind=kind,
            parent=source.guid(above) if above is not None else "",
            plane=scope.plane_guid(item),
            z=z,
            label=drawn.label if outside else None,
            style=style,
            marker=is_true(drawn.said.get("isMarkerVisible")),
            foreign=tuple(foreign),
            **fields,
        )

    def _openness(self, scope: Scope, element: etree._Element, drawn: Drawn) -> dict[str, object]:
        if local(element) == "callActivity":
            return {"expanded": bool(drawn.expanded), "inline": bool(drawn.expanded)}
        sides = [real(part) for part in (drawn.said.get(p("size")) or "").split()]
        if len(sides) == 2:
            b = drawn.bounds
            return {"expanded": True, "bounds": Rect(b.x, b.y, *sides), "expanded_size": (b.w, b.h)}
        if scope.has_own_plane(element):
            if self.source.bizagi or drawn.said.get(p("guessSize")):
                found = bpmn_bizagi.open_size(drawn.bounds, *_touching(scope, element))
                if found is not None:
                    return {"expanded": True, "inline": False, "expanded_size": found}
            own = is_true(drawn.said.get(p("expanded")))
            return {
                "expanded": own or (drawn.expanded is None and scope.looks_expanded(element)),
                "inline": False,
            }
        shown = scope.looks_expanded(element) if drawn.expanded is not None else True
        return {"expanded": shown, "inline": True}


def _is_hidden(participant: etree._Element, scope: Scope) -> bool:
    # Without a shape, marked as main, or of no size in Bizagi's dialect.
    drawn = scope.nodes[participant]
    empty = scope.source.bizagi and drawn.bounds.w == 0 and drawn.bounds.h == 0
    return bpmn_bizagi.is_main(participant) or empty or drawn.element.tag == "shape"


def _touching(scope: Scope, sub: etree._Element) -> tuple[list[Point], list[Point]]:
    # Where flows leave and enter the sub-process and where events sit on it.
    leaving: list[Point] = []
    entering: list[Point] = []
    for flow, drawn in scope.edges.items():
        if drawn is not None and drawn.points:
            first, last = bpmn_flows.ends_of(flow, scope.source)
            if first is sub:
                leaving.append(drawn.points[0])
            if last is sub:
                entering.append(drawn.points[-1])
    for element, drawn in scope.nodes.items():
        if scope.source.resolve(element.get("attachedToRef")) is sub:
            leaving.append(drawn.bounds.center)
    return leaving, entering


def _stack(scope: Scope, element: etree._Element) -> tuple[int, int, bool]:
    """Bottom to top: pools, lanes from the outside in, then the rest; what holds something lies under it."""
    item = scope.source.item(element)
    tag = item.tag
    level = {"participant": 1, "lane": 2}.get(tag, 3)
    if level == 1 and _is_hidden(element, scope):
        level = 0
    return level, scope.depth(item), tag == "boundaryEvent"
