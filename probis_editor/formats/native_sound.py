"""What a `.probis` says of maps and elements, made sound: files get damaged, and other hands write JSON too.

A record comes back as it is, with a value set right, or not at all, where there is no telling what it was.
"""

from __future__ import annotations

import math

import msgspec

from probis_editor.geometry import Rect
from probis_editor.kinds import FLOW_KINDS, KINDS
from probis_editor.model.elements import MAP_KINDS, THEMES, Flow, Map, Node

SIZES = ("normal", "compact")
FARTHEST = 1e9
"""No place lies beyond it: what is drawn there cannot be seen, and sums of such numbers mean nothing."""

_KINDS = frozenset(row.id for row in KINDS)


def map_kind(value: str) -> str:
    """The kind of a map, "free" for an unknown one."""
    return value if value in MAP_KINDS else "free"


def theme(value: str) -> str:
    """The theme, "bizagi" for an unknown one."""
    return value if value in THEMES else "bizagi"


def size(value: str) -> str:
    """The size of a map, "normal" for an unknown one."""
    return value if value in SIZES else "normal"


def sound(record: Map | Node | Flow) -> Map | Node | Flow | None:
    """The record with values that the program can hold; None where it is of no known kind or lies nowhere."""
    if isinstance(record, Map):
        fields = {"kind": map_kind(record.kind), "theme": theme(record.theme), "size": size(record.size)}
        return msgspec.structs.replace(record, **fields)
    if not record.id or record.id[0] == "#":
        return None
    if isinstance(record, Node):
        rects = [rect for rect in (record.bounds, record.label) if rect is not None]
        extent = record.expanded_size or (0.0, 0.0)
        lies = all(map(_lies, rects)) and all(map(_near, extent))
        return record if record.kind in _KINDS and lies else None
    lies = all(_near(value) for point in record.points for value in point)
    lies = lies and (record.label is None or _lies(record.label))
    return record if record.kind in FLOW_KINDS and lies else None


def _lies(rect: Rect) -> bool:
    return all(map(_near, rect))


def _near(value: float) -> bool:
    return math.isfinite(value) and abs(value) < FARTHEST
