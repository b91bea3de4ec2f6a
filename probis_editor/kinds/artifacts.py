"""Annotations, groups, pictures and free text."""

from __future__ import annotations

from probis_editor.kinds.draw_artifacts import draw_annotation, draw_group, draw_image, draw_text
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Kind, Size, XpdlTag


def _artifact(kind_id: str, size: Size, draw: Draw, bpmn: str, *attributes: tuple[str, str]) -> Kind:
    return Kind(
        id=kind_id,
        family=Family.ARTIFACT,
        size=size,
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
    _artifact("annotation", Size(100, 60), draw_annotation, "textAnnotation", ("ArtifactType", "Annotation")),
    _artifact("group", Size(300, 200), draw_group, "group", ("ArtifactType", "Group")),
    _artifact("image", Size(100, 100), draw_image, "", ("BizAgiArtifactType", "Image")),
    _artifact("text", Size(150, 30), draw_text, "textAnnotation", ("BizAgiArtifactType", "FormattedText")),
)
