"""A BPMN file as plain facts, read without the program's reader, to hold against what the program makes of it."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

M = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
PROBIS = "{urn:probis-editor:bpmn:1}"

EDGES = ("sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation")
GROUPS = {
    "participant": "pools",
    "lane": "lanes",
    "subProcess": "subprocesses",
    "transaction": "subprocesses",
    "adHocSubProcess": "subprocesses",
    "callActivity": "calls",
    "textAnnotation": "annotations",
    "group": "groups",
    "sequenceFlow": "sequence_flows",
    "messageFlow": "message_flows",
    "association": "associations",
    "dataInputAssociation": "associations",
    "dataOutputAssociation": "associations",
}


class Facts(NamedTuple):
    """`names`, `tags`: by element id. `bounds`, `points`: by the id of what is drawn. `ends`: of flows."""

    tags: dict[str, str]
    names: dict[str, str]
    bounds: dict[str, tuple[float, ...]]
    points: dict[str, tuple[float, ...]]
    ends: dict[str, tuple[str, str]]
    hidden: frozenset[str]
    bizagi: bool


def local(element: etree._Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def facts(data: bytes) -> Facts:
    root = etree.fromstring(data)
    tags: dict[str, str] = {}
    names: dict[str, str] = {}
    ends: dict[str, tuple[str, str]] = {}
    hidden: set[str] = set()
    bizagi = b"bizagi.com" in data
    for element in root.iter(etree.Element):
        own = element.get("id")
        if (
            not str(element.tag).startswith(M)
            or own is None
            or own in tags
            or local(element) == "definitions"
        ):
            continue
        tags[own] = local(element)
        names[own] = element.get("name") or "".join(element.findtext(M + "text") or "")
        if local(element) in EDGES:
            ends[own] = ends_of(element)
        marks = [e for e in element.iter("{*}BizagiProperty") if e.get("name") == "isMainParticipant"]
        if local(element) == "participant" and marks:
            hidden.add(own)
    bounds: dict[str, tuple[float, ...]] = {}
    points: dict[str, tuple[float, ...]] = {}
    for shape in root.iter(BPMNDI + "BPMNShape"):
        box = shape.find(DC + "Bounds")
        assert box is not None
        ref = str(shape.get("bpmnElement"))
        bounds[ref] = tuple(float(box.get(k) or 0) for k in ("x", "y", "width", "height"))
    for edge in root.iter(BPMNDI + "BPMNEdge"):
        spots = edge.findall(DI + "waypoint")
        points[str(edge.get("bpmnElement"))] = tuple(float(s.get(k) or 0) for s in spots for k in ("x", "y"))
    return Facts(tags, names, bounds, points, ends, frozenset(hidden), bizagi)


def ends_of(element: etree._Element) -> tuple[str, str]:
    if local(element) in ("sequenceFlow", "messageFlow", "association"):
        return element.get("sourceRef") or "", element.get("targetRef") or ""
    return (element.findtext(M + "sourceRef") or "").strip(), (
        element.findtext(M + "targetRef") or ""
    ).strip()


def counts(found: Facts) -> dict[str, int]:
    """How many of each group are drawn, hidden main pools left out."""
    result: dict[str, int] = {}
    for ref in (*found.bounds, *found.points):
        tag = found.tags[ref]
        empty = tag == "participant" and found.bizagi and found.bounds[ref][2:] == (0, 0)
        if ref in found.hidden or empty:
            continue
        group = GROUPS.get(tag)
        if group is None:
            low = tag.lower()
            group = next((g for key, g in _ENDINGS if low.endswith(key)), "data" if "data" in low else tag)
        result[group] = result.get(group, 0) + 1
    return result


_ENDINGS = (("task", "tasks"), ("event", "events"), ("gateway", "gateways"))
