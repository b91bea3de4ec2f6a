"""Neutral records that every layout takes and returns; no document, no Qt.

Frame: absolute, x right, y down, 1/96 inch. Order in a tuple is the declared order and decides ties.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from probis_editor.geometry import Point, Rect

Role: TypeAlias = Literal["task", "gateway", "event", "data", "annotation", "boundary", "pool"]


class Box(msgspec.Struct, frozen=True, omit_defaults=True):
    """A shape to place. `lane` is an index into Graph.lanes, `phase` into Graph.phases.

    `label_w`/`label_h` is the room an outside label needs (0 = text inside). `host` is the step that a
    boundary event sits on. `stage` orders events: "start", "end" or "". A "pool" is a pool without content:
    it has the lane to itself and spans the whole width.
    """

    id: str
    w: float
    h: float
    role: Role = "task"
    lane: int = 0
    phase: int = 0
    label_w: float = 0.0
    label_h: float = 0.0
    host: str = ""
    stage: str = ""


class Edge(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line to route. `kind` is "sequence", "message" or "association"; `answer` is "yes", "no" or ""."""

    id: str
    source: str
    target: str
    kind: str = "sequence"
    answer: str = ""
    label_w: float = 0.0
    label_h: float = 0.0


class Lane(msgspec.Struct, frozen=True, omit_defaults=True):
    """A lane of the pool with index `pool`; `head` is the length that its name needs along the header."""

    id: str
    pool: int = 0
    head: float = 0.0


class Pool(msgspec.Struct, frozen=True, omit_defaults=True):
    """A pool. `strip` is the width of its title strip (0 = not drawn); `plain` = it has no drawn lanes; `phased` = the
    names of the phases stand over it (they always do over the first one)."""

    id: str
    strip: float = 0.0
    plain: bool = False
    phased: bool = False


class Graph(msgspec.Struct, frozen=True, omit_defaults=True):
    """A map without geometry. Lanes are listed from top to bottom, those of one pool next to each other."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...] = ()
    lanes: tuple[Lane, ...] = (Lane(""),)
    pools: tuple[Pool, ...] = (Pool(""),)
    phases: tuple[str, ...] = ()

    def headed(self, pool: int) -> bool:
        """Whether the names of phases stand over a pool."""
        return bool(self.phases) and (pool == 0 or self.pools[pool].phased)


class Measures(msgspec.Struct, frozen=True):
    """Distances of the house style, in units.

    `column_gap` between neighbouring columns, `lane_pad` above and below a step, `row_gap` between rows of
    one lane, `track` between parallel lines, `clear` from a line to a shape, `header` the lane's header,
    `lead` from the header to the first step.
    """

    name: str = "normal"
    column_gap: float = 48.0
    lane_pad: float = 28.0
    lane_min: float = 64.0
    row_gap: float = 28.0
    track: float = 10.0
    clear: float = 14.0
    header: float = 32.0
    lead: float = 40.0
    tail: float = 28.0
    phase_header: float = 24.0
    pool_gap: float = 48.0


NORMAL = Measures()
COMPACT = Measures(
    name="compact",
    column_gap=24.0,
    lane_pad=8.0,
    lane_min=64.0,
    row_gap=12.0,
    track=8.0,
    clear=12.0,
    lead=24.0,
    tail=16.0,
    pool_gap=32.0,
)


class Layout(msgspec.Struct, frozen=True):
    """The result: rectangles of boxes, lanes, pools and phases, routes and labels, all by id; and the bounds."""

    boxes: dict[str, Rect]
    routes: dict[str, tuple[Point, ...]]
    labels: dict[str, Rect]
    lanes: dict[str, Rect]
    pools: dict[str, Rect]
    phases: tuple[Rect, ...]
    bounds: Rect
    size: str = "normal"
