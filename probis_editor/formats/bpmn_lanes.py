"""The lanes of a map as BPMN lane sets, with the flow nodes that lie in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.formats import bpmn_elements
from probis_editor.formats.bpmn_keep import put_attributes, put_children
from probis_editor.formats.bpmn_names import FLOW_NODE_TAGS, m, p
from probis_editor.formats.bpmn_xml import Element, SubElement
from probis_editor.formats.xmlsafe import local
from probis_editor.model import queries
from probis_editor.model.elements import Node

if TYPE_CHECKING:
    from probis_editor.formats.bpmn_build import MapBuilder

OWN = p("own")
"""Marks, while building, the lane set that drawn lanes go into."""


def put_lanes(builder: MapBuilder) -> None:
    """Put each lane into its lane, else into its process."""
    members = _members(builder)
    lanes = sorted((n for n in builder.nodes if n.kind == "lane"), key=builder.depth)
    for lane in lanes:
        original = builder.original(lane.id, lane.foreign)
        element = bpmn_elements.element_of(lane, builder.xml[lane.id], original)
        for reference in members.get(lane.id, ()):
            SubElement(element, m("flowNodeRef")).text = reference
        outer = builder.by_id.get(lane.parent)
        if outer is not None and outer.kind == "lane" and outer.id in builder.made:
            above = builder.made[outer.id]
            holder = above.find(m("childLaneSet"))
            if holder is None:
                holder = SubElement(above, m("childLaneSet"))
        else:
            holder = _lane_set(builder, lane, outer)
        holder.append(element)
        builder.made[lane.id] = element


def _members(builder: MapBuilder) -> dict[str, list[str]]:
    """Lane -> the ids of the flow nodes whose centre lies in it, as Bizagi decides it."""
    members: dict[str, list[str]] = {}
    lane_of = queries.lanes_in(builder.document, builder.record.id)
    for node in builder.nodes:
        made = builder.made.get(node.id)
        if made is None or local(made) not in FLOW_NODE_TAGS:
            continue
        holder = builder.by_id.get(node.parent)
        if holder is not None and holder.kind not in ("pool", "lane"):
            continue
        lane = lane_of(node)
        if lane is not None:
            members.setdefault(lane.id, []).append(builder.xml[node.id])
    return members


def _lane_set(builder: MapBuilder, lane: Node, pool: Node | None) -> Element:
    process = builder.container(lane.parent)
    for found in process.findall(m("laneSet")):
        if found.get(OWN):
            return found
    made = SubElement(process, m("laneSet"))
    made.set(OWN, "true")
    foreign = pool.foreign if pool is not None else builder.record.foreign
    put_attributes(made, foreign, "laneSet:@")
    put_children(made, foreign, "laneSet:child")
    return made
