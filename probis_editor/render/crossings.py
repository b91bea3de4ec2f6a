"""Where a level piece of a flow crosses an upright one of another: there it jumps.

Told by geometry alone, so that the same map always has the same jumps: the level line jumps, whatever lies above.
What was found is kept with the map and brought up to date with what was written since.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.geometry import Point, Rect
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from probis_editor.layout.plan import Line, Plan

CLEAR = 10.0
"""How far a jump keeps from bends and from where its line begins."""

HEAD = 17.0
"""How far it keeps from the tip of its line."""

PAST = 3.0
"""How far the other line must go on beyond the crossing: where two lines meet, none jumps."""

_LEVEL = 0.5
_JUMPING = ("sequence", "message")


class Jump(NamedTuple):
    """A crossing on a level piece, and the flow that is crossed."""

    point: Point
    over: str


class Crossings:
    """The lines of one plane, and the jumps of those that were asked for."""

    def __init__(self) -> None:
        from probis_editor.layout.plan import Plan

        self.plan: Plan = Plan()
        self._found: dict[str, tuple[tuple[Point, ...], tuple[Jump, ...]]] = {}
        self._by: dict[str, dict[str, None]] = {}
        self._pending: dict[str, None] = {}

    def of(self, flow: Flow, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """Where a flow that is drawn along `points` jumps, in the order of its pieces."""
        if flow.kind not in _JUMPING:
            return ()
        found = self._found.get(flow.id)
        if found is None or found[0] != points:
            jumps = tuple(self._jumps(flow.id, points))
            found = self._found[flow.id] = (points, jumps)
            for jump in jumps:
                self._by.setdefault(jump.over, {})[flow.id] = None
        return tuple(jump.point for jump in found[1])

    def take_changed(self) -> tuple[str, ...]:
        """The flows whose jumps may have changed since this was last asked."""
        changed, self._pending = tuple(self._pending), {}
        return changed

    def update(self, document: Document, map_id: str, plane: str, ids: Iterable[str]) -> None:
        """Take over how the named flows now run."""
        from probis_editor.layout.plan import Line

        for flow_id in ids:
            flow = document.element(map_id, flow_id)
            line: Line | None = None
            if isinstance(flow, Flow) and flow.plane == plane and flow.kind in _JUMPING:
                line = Line(flow_id, flow.source, flow.target, flow.points, flow.kind)
            old = self.plan.lines.get(flow_id)
            if old == line:
                continue
            self._forget(self._by.pop(flow_id, {}))
            self._found.pop(flow_id, None)
            if old is not None:
                self.plan.remove_line(flow_id)
            if line is not None:
                self._forget(self._meeting(line))
                self.plan.put_line(line)

    def _forget(self, flows: dict[str, None]) -> None:
        for flow_id in flows:
            self._found.pop(flow_id, None)
            self._pending[flow_id] = None

    def _meeting(self, line: Line) -> dict[str, None]:
        """The flows whose level pieces the upright ones of a line cross."""
        found: dict[str, None] = {}
        for a, b in pairwise(line.points):
            if abs(a.x - b.x) <= _LEVEL < abs(a.y - b.y):
                for piece in self.plan.segments(Rect(a.x, min(a.y, b.y), 0.0, abs(a.y - b.y))):
                    if abs(piece.y0 - piece.y1) <= _LEVEL:
                        found[piece.line] = None
        return found

    def _jumps(self, flow_id: str, points: tuple[Point, ...]) -> list[Jump]:
        result: list[Jump] = []
        last = len(points) - 2
        for at, (a, b) in enumerate(pairwise(points)):
            if abs(a.y - b.y) > _LEVEL:
                continue
            way = 1.0 if b.x > a.x else -1.0
            start, end = a.x + way * CLEAR, b.x - way * (HEAD if at == last else CLEAR)
            if (end - start) * way <= 0:
                continue
            low, high = min(start, end), max(start, end)
            here: dict[float, Jump] = {}
            for piece in self.plan.segments(Rect(low, a.y, high - low, 0.0)):
                top, foot = min(piece.y0, piece.y1), max(piece.y0, piece.y1)
                upright = abs(piece.x0 - piece.x1) <= _LEVEL and low <= piece.x0 <= high
                if upright and piece.line != flow_id and top + PAST <= a.y <= foot - PAST:
                    here.setdefault(piece.x0, Jump(Point(piece.x0, a.y), piece.line))
            result += sorted(here.values(), key=lambda j: j.point.x * way)
        return result


def crossings_of(document: Document, map_id: str, plane: str) -> Crossings:
    """The crossings of a plane as the map now is."""
    index = document.index(map_id)
    name = "crossings:" + plane
    kept, news = index.kept.get(name), index.since(name)
    if not isinstance(kept, Crossings) or news is None:
        kept = Crossings()
        index.kept[name] = kept
        kept.update(document, map_id, plane, [f.id for f in document.flows(map_id)])
        kept.take_changed()
        return kept
    kept.update(document, map_id, plane, news)
    return kept


def changed_jumps(document: Document, map_id: str) -> list[str]:
    """The flows of a map whose jumps may have changed since this was last asked, on any plane that was drawn."""
    found: list[str] = []
    for name in [n for n in document.index(map_id).kept if n.startswith("crossings:")]:
        found += crossings_of(document, map_id, name.partition(":")[2]).take_changed()
    return found
