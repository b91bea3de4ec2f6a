"""Annotations, groups, pictures and free text."""

from __future__ import annotations

from probis_editor.kinds.draw_artifacts import draw_annotation, draw_group, draw_image, draw_text
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Kind, XpdlTag


def _artifact(kind_id: str, draw: Draw, bpmn: str, *attributes: tuple[str, str]) -> Kind:
    return Kind(
        id=kind_id,
        family=Family.ARTIFACT,
        draw=draw,
        outline=RECTANGLE,
        bpmn=BpmnTag(bpmn),
        xpdl=XpdlTag(
            "Artifacts",
            "Artifact",
            attributes=attributes,
            defaults=(("BizAgiArtifactTypeSpecified", "false"),),
        ),
    )


ARTIFACTS: tuple[Kind, ...] = (
    _artifact("annotation", draw_annotation, "textAnnotation", ("ArtifactType", "Annotation")),
    _artifact("group", draw_group, "group", ("ArtifactType", "Group")),
    _artifact("image", draw_image, "", ("BizAgiArtifactType", "Image")),
    _artifact("text", draw_text, "textAnnotation", ("BizAgiArtifactType", "FormattedText")),
)
