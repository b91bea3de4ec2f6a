"""Tasks, sub-processes and call activities."""

from __future__ import annotations

from probis_editor.kinds.draw_activities import draw_predefined, draw_subprocess, draw_task
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Flowchart, Kind, XpdlTag

_TASK_FIELDS = ("name", "kind", "loop", "compensation", "unit", "documentation")
_SUB_FIELDS = ("name", "kind", "expanded", "loop", "compensation", "documentation")


def _activity(
    kind_id: str, draw: Draw, bpmn: BpmnTag, xpdl: XpdlTag, fields: tuple[str, ...], flowchart: Draw
) -> Kind:
    return Kind(
        id=kind_id,
        family=Family.ACTIVITY,
        draw=draw,
        outline=RECTANGLE,
        flowchart=Flowchart(flowchart, RECTANGLE),
        fields=fields,
        bpmn=bpmn,
        xpdl=xpdl,
    )


def _task(kind_id: str, bpmn: str, xpdl_child: str, defaults: tuple[tuple[str, str], ...] = ()) -> Kind:
    body = "Implementation/Task" + ("/" + xpdl_child if xpdl_child else "")
    xpdl = XpdlTag("Activities", "Activity", body, defaults=defaults)
    return _activity(kind_id, draw_task, BpmnTag(bpmn), xpdl, _TASK_FIELDS, draw_task)


def _sub(
    kind_id: str,
    bpmn: BpmnTag,
    in_set: tuple[tuple[str, str], ...] = (),
    own: tuple[tuple[str, str], ...] = (),
) -> Kind:
    xpdl = XpdlTag("Activities", "Activity", "BlockActivity", set_attributes=in_set, own_attributes=own)
    return _activity(kind_id, draw_subprocess, bpmn, xpdl, _SUB_FIELDS, draw_subprocess)


ACTIVITIES: tuple[Kind, ...] = (
    _task("task", "task", ""),
    _task("task.user", "userTask", "TaskUser", (("Implementation", "Unspecified"),)),
    _task("task.service", "serviceTask", "TaskService"),
    _task("task.script", "scriptTask", "TaskScript"),
    _task("task.send", "sendTask", "TaskSend"),
    _task("task.receive", "receiveTask", "TaskReceive", (("Instantiate", "false"),)),
    _task("task.manual", "manualTask", "TaskManual"),
    _task(
        "task.rule",
        "businessRuleTask",
        "TaskBusinessRule",
        (("BusinessRuleTaskImplementation", "Unspecified"),),
    ),
    _sub("subprocess", BpmnTag("subProcess")),
    _sub(
        "subprocess.event",
        BpmnTag("subProcess", (("triggeredByEvent", "true"),)),
        (("TriggeredByEvent", "true"),),
    ),
    _sub("subprocess.transaction", BpmnTag("transaction"), own=(("IsATransaction", "true"),)),
    _sub("subprocess.adhoc", BpmnTag("adHocSubProcess"), (("AdHoc", "true"),)),
    _activity(
        "call",
        draw_subprocess,
        BpmnTag("callActivity"),
        XpdlTag("Activities", "Activity", "Implementation/SubFlow"),
        ("name", "called", "loop", "compensation", "unit", "documentation"),
        draw_predefined,
    ),
)
