"""The boxes and bands of the derived maps: level 0, sub-process, relation and organisation maps."""

from __future__ import annotations

from probis_editor.kinds.draw_boxes import draw_band, draw_party, draw_process_box, draw_unit
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Family, Kind, XpdlTag

_TASK = XpdlTag("Activities", "Activity", "Implementation/Task")

BOXES: tuple[Kind, ...] = (
    Kind(
        id="box.process",
        family=Family.BOX,
        draw=draw_process_box,
        outline=RECTANGLE,
        fields=("name", "process", "called", "documentation"),
        bpmn=BpmnTag("callActivity"),
        xpdl=XpdlTag("Activities", "Activity", "Implementation/SubFlow"),
    ),
    Kind(
        id="box.unit",
        family=Family.BOX,
        draw=draw_unit,
        outline=RECTANGLE,
        fields=("name", "unit", "documentation"),
        bpmn=BpmnTag("task"),
        xpdl=_TASK,
    ),
    Kind(
        id="box.party",
        family=Family.BOX,
        draw=draw_party,
        outline=RECTANGLE,
        fields=("name", "unit", "documentation"),
        bpmn=BpmnTag("task"),
        xpdl=_TASK,
    ),
    Kind(
        id="band",
        family=Family.BOX,
        draw=draw_band,
        outline=RECTANGLE,
        fields=("name", "documentation"),
        bpmn=BpmnTag("group"),
        xpdl=XpdlTag(
            "Artifacts",
            "Artifact",
            attributes=(("ArtifactType", "Group"),),
            defaults=(("BizAgiArtifactTypeSpecified", "false"),),
        ),
    ),
)
