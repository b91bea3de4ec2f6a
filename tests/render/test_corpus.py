"""Every map of every real file becomes a picture, with its names inside its boxes and its labels off its lines."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from probis_editor.drawing.primitives import Group, Text
from probis_editor.formats import base
from probis_editor.geometry import Rect, segment_meets_rect
from probis_editor.kinds import family
from probis_editor.kinds.lettering import text_bounds
from probis_editor.model.document import Document
from probis_editor.render import compose


@pytest.mark.corpus("bpm/*.bpm", "xpdl/*.xpdl", "bpmn/*.bpmn", "miwg/*.bpmn")
def test_pictures_of_real_maps(corpus_file: Path) -> None:
    document = base.open_any(corpus_file).document
    for one in document.maps():
        planes = {"", *(n.plane for n in document.nodes(one.id))}
        for plane in sorted(planes):
            picture = compose.map_picture(document, one.id, plane)
            seen = {group.id for group in picture.group.children if isinstance(group, Group)}
            nodes = [n for n in document.nodes(one.id) if n.plane == plane and not n.hidden]
            assert seen >= {n.id for n in nodes}
            _names_stay_inside(document, one.id, plane)
            _labels_keep_off_their_lines(document, one.id, plane)


def _names_stay_inside(document: Document, map_id: str, plane: str) -> None:
    for node in document.nodes(map_id):
        if node.plane != plane or node.hidden or family(node.kind) != "activity":
            continue
        room = Rect(0, 0, node.drawn.w, node.drawn.h).grown(0.5)
        for part in compose.element(document, node.key).children:
            if isinstance(part, Text):
                assert room.covers(text_bounds(part)), (node.id, node.name)


def _labels_keep_off_their_lines(document: Document, map_id: str, plane: str) -> None:
    for flow in document.flows(map_id):
        label = compose.label(document, flow) if flow.plane == plane else None
        if label is not None:
            box = label.bounds.grown(-0.5)
            for a, b in pairwise(compose.route(document, flow)):
                assert not segment_meets_rect(a, b, box), (flow.id, flow.name)
