"""Pools, lanes and phases."""

from __future__ import annotations

from probis_editor.kinds.draw_containers import draw_lane, draw_phase, draw_pool
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Kind, XpdlTag


def _container(kind_id: str, family: Family, draw: Draw, bpmn: str, xpdl: XpdlTag, *fields: str) -> Kind:
    return Kind(
        id=kind_id,
        family=family,
        draw=draw,
        outline=RECTANGLE,
        fields=("name", *fields, "documentation"),
        bpmn=BpmnTag(bpmn),
        xpdl=xpdl,
    )


CONTAINERS: tuple[Kind, ...] = (
    _container(
        "pool",
        Family.POOL,
        draw_pool,
        "participant",
        XpdlTag("Pools", "Pool"),
        "unit",
        "multiple",
    ),
    _container(
        "lane",
        Family.LANE,
        draw_lane,
        "lane",
        XpdlTag("Lanes", "Lane"),
        "unit",
    ),
    _container(
        "phase",
        Family.PHASE,
        draw_phase,
        "",
        XpdlTag("Milestones", "Milestone"),
    ),
)
