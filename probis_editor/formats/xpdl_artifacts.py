"""Reading artifacts: annotations, groups, images, formatted texts, and data objects of old exports."""

from __future__ import annotations

from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xpdl_graphics import Graphics
from probis_editor.formats.xpdl_reading import ARTIFACTS, DATA, GROUPS, Bound, Reading, add_node, owner_at
from probis_editor.formats.xpdl_style import read_label
from probis_editor.formats.xpdl_tree import Element
from probis_editor.model.elements import Node


def read_artifacts(reading: Reading, graphics: Graphics, owner: Element, parent: str, plane: str) -> None:
    """The artifacts of a package (parent "" = by place) or of an embedded sub-process."""
    for artifact in tree.children(tree.child(owner, "Artifacts"), "Artifact"):
        record_id = reading.take(artifact)
        kind_id, name = _artifact_kind(artifact)
        if not kind_id:
            reading.tell("guessed", "import.unknown_artifact", record_id, name=name)
            kind_id = "annotation"
        info = graphics.info(artifact)
        bounds = graphics.bounds(info, kind_id, record_id)
        layer = GROUPS if kind_id == "group" else DATA if kind_id == "data.object" else ARTIFACTS
        labelled = kind_id == "group" or kind_id.startswith("data.")
        node = Node(
            map=reading.map.id,
            id=record_id,
            kind=kind_id,
            bounds=bounds,
            name=name,
            parent=parent or owner_at(reading, bounds.center),
            plane=plane,
            z=reading.z(layer),
            label=read_label(info, name) if labelled and info is not None else None,
            style=graphics.style(info, reading.usual(kind_id)),
            documentation=tree.text(artifact, "Documentation"),
            image=reading.images.get(record_id.lower(), b"") if kind_id == "image" else b"",
        )
        add_node(reading, Bound(artifact, info), node)


def _artifact_kind(artifact: Element) -> tuple[str, str]:
    bizagi = artifact.get("BizAgiArtifactType") or ""
    written = artifact.get("ArtifactType") or ""
    name = artifact.get("Name") or ""
    annotation = artifact.get("TextAnnotation") or ""
    if bizagi == "FormattedText":
        return "text", annotation or name
    if bizagi == "Image":
        return "image", name
    if bizagi:
        return "", annotation or name
    if written == "Group":
        return "group", name or (tree.child(artifact, "Group") is not None and artifact[0].get("Name")) or ""
    if written == "DataObject":
        inner = tree.child(artifact, "DataObject")
        return "data.object", name or (inner.get("Name") or "" if inner is not None else "")
    return ("annotation" if written == "Annotation" else ""), annotation or name
