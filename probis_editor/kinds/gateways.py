"""Gateways."""

from __future__ import annotations

from probis_editor.kinds.draw_gateways import draw_decision, draw_gateway
from probis_editor.kinds.outlines import DIAMOND
from probis_editor.kinds.spec import BpmnTag, Family, Flowchart, Kind, XpdlTag


def _gateway(
    name: str,
    bpmn: BpmnTag,
    *route: tuple[str, str],
    fields: tuple[str, ...] = ("name", "kind", "documentation"),
) -> Kind:
    return Kind(
        id="gateway." + name,
        family=Family.GATEWAY,
        draw=draw_gateway,
        outline=DIAMOND,
        flowchart=Flowchart(draw_decision, DIAMOND),
        fields=fields,
        bpmn=bpmn,
        xpdl=XpdlTag("Activities", "Activity", "Route", route),
        label_outside=True,
    )


GATEWAYS: tuple[Kind, ...] = (
    _gateway("exclusive", BpmnTag("exclusiveGateway"), fields=("name", "kind", "marker", "documentation")),
    _gateway("inclusive", BpmnTag("inclusiveGateway"), ("GatewayType", "Inclusive")),
    _gateway("parallel", BpmnTag("parallelGateway"), ("GatewayType", "Parallel")),
    _gateway("complex", BpmnTag("complexGateway"), ("GatewayType", "Complex")),
    _gateway("event", BpmnTag("eventBasedGateway"), ("ExclusiveType", "Event")),
    _gateway(
        "event_start",
        BpmnTag("eventBasedGateway", (("instantiate", "true"),)),
        ("ExclusiveType", "Event"),
        ("Instantiate", "true"),
    ),
    _gateway(
        "event_parallel",
        BpmnTag("eventBasedGateway", (("instantiate", "true"), ("eventGatewayType", "Parallel"))),
        ("GatewayType", "Parallel"),
        ("Instantiate", "true"),
        ("ParallelEventBased", "true"),
    ),
)
