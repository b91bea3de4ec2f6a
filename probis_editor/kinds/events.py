"""Start, intermediate, boundary and end events."""

from __future__ import annotations

from probis_editor.kinds.draw_events import draw_connector, draw_event, draw_terminator
from probis_editor.kinds.outlines import CAPSULE, ELLIPSE
from probis_editor.kinds.spec import BpmnTag, Family, Flowchart, Kind, XpdlTag


def _event(
    name: str,
    bpmn: str,
    xpdl: XpdlTag,
    flowchart: Flowchart,
    fields: tuple[str, ...] = ("name", "trigger", "documentation"),
) -> Kind:
    return Kind(
        id="event." + name,
        family=Family.EVENT,
        draw=draw_event,
        outline=ELLIPSE,
        flowchart=flowchart,
        fields=fields,
        bpmn=BpmnTag(bpmn),
        xpdl=xpdl,
        label_outside=True,
    )


_TERMINATOR = Flowchart(draw_terminator, CAPSULE)
_CONNECTOR = Flowchart(draw_connector, ELLIPSE)
_BOTH = ("name", "trigger", "interrupting", "documentation")


def _intermediate(*attributes: tuple[str, str]) -> XpdlTag:
    return XpdlTag("Activities", "Activity", "Event/IntermediateEvent", attributes)


EVENTS: tuple[Kind, ...] = (
    _event("start", "startEvent", XpdlTag("Activities", "Activity", "Event/StartEvent"), _TERMINATOR, _BOTH),
    _event("catch", "intermediateCatchEvent", _intermediate(), _CONNECTOR),
    _event("throw", "intermediateThrowEvent", _intermediate(), _CONNECTOR),
    _event("boundary", "boundaryEvent", _intermediate(("IsAttached", "true")), _CONNECTOR, _BOTH),
    _event("end", "endEvent", XpdlTag("Activities", "Activity", "Event/EndEvent"), _TERMINATOR),
)
