"""Data objects, inputs, outputs and stores."""

from __future__ import annotations

from probis_editor.kinds.draw_data import draw_data, draw_document, draw_store
from probis_editor.kinds.outlines import RECTANGLE
from probis_editor.kinds.spec import BpmnTag, Draw, Family, Flowchart, Kind, XpdlTag


def _data(
    name: str,
    draws: tuple[Draw, Draw],
    bpmn: str,
    xpdl: XpdlTag,
    fields: tuple[str, ...],
) -> Kind:
    return Kind(
        id="data." + name,
        family=Family.DATA,
        draw=draws[0],
        outline=RECTANGLE,
        flowchart=Flowchart(draws[1], RECTANGLE),
        fields=fields,
        bpmn=BpmnTag(bpmn),
        xpdl=xpdl,
        label_outside=True,
    )


_BOTH = (draw_data, draw_document)
_FIELDS = ("name", "state", "multiple", "documentation")

DATA: tuple[Kind, ...] = (
    _data(
        "object",
        _BOTH,
        "dataObjectReference",
        XpdlTag("DataObjects", "DataObject"),
        _FIELDS,
    ),
    _data("input", _BOTH, "dataInput", XpdlTag("DataInputOutputs", "DataInput"), _FIELDS),
    _data(
        "output",
        _BOTH,
        "dataOutput",
        XpdlTag("DataInputOutputs", "DataOutput"),
        _FIELDS,
    ),
    _data(
        "store",
        (draw_store, draw_store),
        "dataStoreReference",
        XpdlTag("DataStoreReferences", "DataStoreReference"),
        ("name", "state", "documentation"),
    ),
)
