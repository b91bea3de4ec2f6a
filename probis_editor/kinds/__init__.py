"""The catalogue of element kinds: one row per kind, found by `kind(id)`."""

from __future__ import annotations

from probis_editor.kinds.activities import ACTIVITIES
from probis_editor.kinds.artifacts import ARTIFACTS
from probis_editor.kinds.boxes import BOXES
from probis_editor.kinds.containers import CONTAINERS
from probis_editor.kinds.data import DATA
from probis_editor.kinds.events import EVENTS
from probis_editor.kinds.gateways import GATEWAYS
from probis_editor.kinds.spec import POOL_PARTS, STEPS, BpmnTag, Family, Kind, Size, XpdlTag

__all__ = [
    "FLOW_KINDS",
    "KINDS",
    "POOL_PARTS",
    "STEPS",
    "BpmnTag",
    "Family",
    "Kind",
    "Size",
    "XpdlTag",
    "family",
    "kind",
]

KINDS: tuple[Kind, ...] = (*CONTAINERS, *ACTIVITIES, *EVENTS, *GATEWAYS, *DATA, *ARTIFACTS, *BOXES)
"""Every kind, in the order of the palette."""

FLOW_KINDS = ("sequence", "message", "association")

_BY_ID = {row.id: row for row in KINDS}


def kind(kind_id: str) -> Kind:
    """The row of a kind. Raises KeyError for an unknown id."""
    return _BY_ID[kind_id]


def family(kind_id: str) -> Family:
    """The family of a kind. Raises KeyError for an unknown id."""
    return _BY_ID[kind_id].family
