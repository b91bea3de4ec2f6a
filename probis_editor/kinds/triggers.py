"""The triggers of events: their markers' names in BPMN and XPDL, and where each may stand."""

from __future__ import annotations

import msgspec


class Trigger(msgspec.Struct, frozen=True):
    """One trigger. `id` is the value of `Node.trigger`; its name on screen is the text `ui.trigger.<id>`.

    `bpmn` is the event definition's tag ("" = none). `xpdl` is the value of Trigger/Result, `xpdl_child` the child
    that Bizagi writes ("" = none). `at` lists the event kinds that may carry it; "event.start.sub" stands for the
    start of an event sub-process.
    """

    id: str
    bpmn: str
    xpdl: str
    xpdl_child: str
    at: tuple[str, ...]


_START, _SUB, _CATCH = "event.start", "event.start.sub", "event.catch"
_THROW, _BOUNDARY, _END = "event.throw", "event.boundary", "event.end"

TRIGGERS: tuple[Trigger, ...] = (
    Trigger("none", "", "None", "", (_START, _THROW, _CATCH, _END)),
    Trigger(
        "message",
        "messageEventDefinition",
        "Message",
        "TriggerResultMessage",
        (_START, _SUB, _CATCH, _THROW, _BOUNDARY, _END),
    ),
    Trigger("timer", "timerEventDefinition", "Timer", "TriggerTimer", (_START, _SUB, _CATCH, _BOUNDARY)),
    Trigger(
        "conditional",
        "conditionalEventDefinition",
        "Conditional",
        "TriggerConditional",
        (_START, _SUB, _CATCH, _BOUNDARY),
    ),
    Trigger(
        "signal",
        "signalEventDefinition",
        "Signal",
        "TriggerResultSignal",
        (_START, _SUB, _CATCH, _THROW, _BOUNDARY, _END),
    ),
    Trigger("multiple", "", "Multiple", "", (_START, _SUB, _CATCH, _THROW, _BOUNDARY, _END)),
    Trigger("error", "errorEventDefinition", "Error", "ResultError", (_SUB, _BOUNDARY, _END)),
    Trigger(
        "escalation",
        "escalationEventDefinition",
        "Escalation",
        "TriggerEscalation",
        (_SUB, _THROW, _BOUNDARY, _END),
    ),
    Trigger("cancel", "cancelEventDefinition", "Cancel", "", (_BOUNDARY, _END)),
    Trigger(
        "compensation",
        "compensateEventDefinition",
        "Compensation",
        "TriggerResultCompensation",
        (_SUB, _THROW, _BOUNDARY, _END),
    ),
    Trigger("link", "linkEventDefinition", "Link", "TriggerResultLink", (_CATCH, _THROW)),
    Trigger("terminate", "terminateEventDefinition", "Terminate", "", (_END,)),
)
"""Every trigger. "multiple" holds several definitions in BPMN; its XPDL child is `TriggerMultiple` at a start,
`TriggerIntermediateMultiple` (XPDL name "ParallelMultiple" where `Node.parallel_multiple`) elsewhere."""

_BY_ID = {trigger.id: trigger for trigger in TRIGGERS}


def trigger(trigger_id: str) -> Trigger:
    """Raises KeyError for an unknown id."""
    return _BY_ID[trigger_id]


def triggers_for(kind_id: str, in_event_subprocess: bool = False) -> tuple[str, ...]:
    """The triggers that an event of that kind may carry, in the catalogue's order."""
    place = _SUB if kind_id == _START and in_event_subprocess else kind_id
    return tuple(trigger.id for trigger in TRIGGERS if place in trigger.at)
