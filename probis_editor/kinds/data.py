"""Data objects, inputs, outputs and stores."""

from __future__ import annotations

from probis_editor.kinds.draw_data import draw_data, draw_document, draw_store
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Flowchart, Kind, Size, XpdlTag


def _data(
    name: str,
    size: Size,
    bizagi: Size,
    draws: tuple[Draw, Draw],
    bpmn: str,
    xpdl: XpdlTag,
    fields: tuple[str, ...],
) -> Kind:
    return Kind(
        id="data." + name,
        family=Family.DATA,
        size=size,
        bizagi=bizagi,
        draw=draws[0],
        outline=RECTANGLE,
        flowchart=Flowchart(draws[1], RECTANGLE),
        fields=fields,
        bpmn=BpmnTag(bpmn),
        xpdl=xpdl,
        label_outside=True,
    )


_PAPER, _BIZAGI_PAPER, _BOTH = Size(36, 46), Size(40, 50), (draw_data, draw_document)
_FIELDS = ("name", "state", "multiple", "documentation")

DATA: tuple[Kind, ...] = (
    _data(
        "object",
        _PAPER,
        _BIZAGI_PAPER,
        _BOTH,
        "dataObjectReference",
        XpdlTag("DataObjects", "DataObject"),
        _FIELDS,
    ),
    _data(
        "input", _PAPER, _BIZAGI_PAPER, _BOTH, "dataInput", XpdlTag("DataInputOutputs", "DataInput"), _FIELDS
    ),
    _data(
        "output",
        _PAPER,
        _BIZAGI_PAPER,
        _BOTH,
        "dataOutput",
        XpdlTag("DataInputOutputs", "DataOutput"),
        _FIELDS,
    ),
    _data(
        "store",
        Size(50, 46),
        Size(50, 50),
        (draw_store, draw_store),
        "dataStoreReference",
        XpdlTag("DataStoreReferences", "DataStoreReference"),
        ("name", "state", "documentation"),
    ),
)
