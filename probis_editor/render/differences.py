"""A map with what became of it in colour: added green, removed red, changed amber, moved blue, with a legend.

Every mark also has its own line style and sign, so that a black-and-white print says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from probis_editor.drawing import fonts
from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import (
    Group,
    Pen,
    Primitive,
    Text,
    TextStyle,
    arrow_head,
    ellipse,
    polyline,
    rectangle,
)
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model import matching
from probis_editor.model.compare import Change, MapDifference
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue, Flow, Node, StepRow
from probis_editor.render import compose
from probis_editor.render.compose import Picture
from probis_editor.render.recolor import faded, ghost, mixed

FADED = 0.65
"""How far what did not change goes towards white."""

_GAP = 4.0
_BADGE = 9.0
_LEGEND_GAP = 20.0
_TEXT = TextStyle(size=14.0)


class Mark(NamedTuple):
    """How one fate of an element looks."""

    color: str
    width: float
    dash: tuple[float, ...]
    sign: str

    @property
    def pen(self) -> Pen:
        return Pen(self.color, self.width, self.dash)


MARKS = {
    "added": Mark("#1A7F37", 3.0, (), "+"),
    "removed": Mark("#C62828", 2.0, (8.0, 4.0), "–"),
    "changed": Mark("#B26A00", 2.5, (10.0, 3.0, 2.0, 3.0), "≠"),
    "moved": Mark("#1565C0", 2.0, (2.0, 3.0), "»"),
}
"""The legend's rows in their order."""

_MARK_OF = {"rerouted": "moved", "reconnected": "changed"}


def mark_of(how: str) -> str:
    """The mark (a key of MARKS) of what became of an element."""
    return _MARK_OF.get(how, how)


def planes(difference: MapDifference) -> tuple[str, ...]:
    """The canvases on which something differs, the map's own surface ("") first."""
    found = {c.record.plane for c in difference.changes if isinstance(c.record, Node | Flow)}
    if difference.fields or difference.how != "changed" or not found:
        found.add("")
    return tuple(sorted(found))


def map_differences(
    before: Document, after: Document, difference: MapDifference, tr: Translator, plane: str = ""
) -> Picture:
    """One canvas of a map with its differences marked, and below it the legend with their numbers.

    What did not change is faded. Removed elements stand where they were, of moved ones a frame does. A map that was
    added or removed is drawn as a whole. `plane` is an id of the later map (of the earlier, where it is gone).
    """
    if difference.how != "changed":
        document = after if difference.how == "added" else before
        group = compose.map_picture(document, difference.map.id, plane).group
        parts: list[Primitive] = [group]
        if difference.how == "removed":
            parts = [ghost(group, MARKS["removed"].color, MARKS["removed"].dash)]
        if (box := bounds(group)) is not None:
            parts += _framed(box, MARKS[difference.how])
        return _with_legend(parts, Counter({difference.how: 1}), tr)
    return _Canvas(before, after, difference, plane).picture(tr)


def _bearing(
    before: Document, after: Document, difference: MapDifference, pairs: Mapping[str, str]
) -> Iterable[Change]:
    """Elements of which only attributes or the row in the table of steps differ, as changed ones."""
    assert difference.before is not None
    assert difference.after is not None
    marked = {c.key[1] for c in difference.changes}
    back = {new: old for old, new in pairs.items()}
    for change in difference.changes:
        record = change.record
        if not isinstance(record, AttributeValue | StepRow):
            continue
        key = record.element if change.after is not None else pairs.get(record.element, "")
        now = after.element(difference.after.id, key)
        if now is not None and key not in marked:
            marked.add(key)
            was = before.element(difference.before.id, back.get(key, ""))
            yield Change(how="changed", what="element", before=was, after=now)


class _Canvas:
    def __init__(self, before: Document, after: Document, difference: MapDifference, plane: str) -> None:
        assert difference.before is not None
        assert difference.after is not None
        self._before = before
        self._after = after
        self._map = difference.after.id
        self._plane = plane
        pairs = matching.elements(before, difference.before.id, after, self._map)
        old_plane = {new: old for old, new in pairs.items()}.get(plane, plane)
        shown = (*difference.changes, *_bearing(before, after, difference, pairs))
        self._changes = [c for c in shown if self._is_here(c, plane, old_plane)]

    def _is_here(self, change: Change, plane: str, old_plane: str) -> bool:
        now, was = change.after, change.before
        if isinstance(now, Node | Flow):
            return now.plane == plane and not (isinstance(now, Node) and now.hidden)
        return isinstance(was, Node | Flow) and was.plane == old_plane

    def picture(self, tr: Translator) -> Picture:
        touched = {c.key[1]: c for c in self._changes if c.after is not None}
        below: list[Primitive] = []
        ghosts: list[Primitive] = []
        drawn: list[Primitive] = []
        marks: list[Primitive] = []
        for group in compose.map_picture(self._after, self._map, self._plane).group.children:
            change = touched.get(group.id) if isinstance(group, Group) else None
            if change is None or self._is_large(change):
                below.append(faded(group, FADED))
            else:
                drawn.append(group)
        for change in self._changes:
            mark = MARKS[mark_of(change.how)]
            below += self._tint(change, mark)
            if change.after is None:
                ghosts.append(ghost(compose.element(self._before, change.key), mark.color, mark.dash))
            marks += self._marked(change, mark)
        counts = Counter(mark_of(c.how) for c in self._changes)
        return _with_legend([*below, *ghosts, *drawn, *marks], counts, tr)

    def _is_large(self, change: Change) -> bool:
        """Whether the element holds others: drawn in full colour it would cover them."""
        record = change.record
        return isinstance(record, Node) and (
            record.kind in ("pool", "lane", "phase", "group", "band") or (record.expanded and record.inline)
        )

    def _tint(self, change: Change, mark: Mark) -> list[Primitive]:
        """A broad pale line under a flow."""
        if not isinstance(change.record, Flow):
            return []
        points = self._route(change, change.after is not None)
        return [polyline(points, Pen(mixed(mark.color, 0.75), 8.0))] if len(points) > 1 else []

    def _marked(self, change: Change, mark: Mark) -> list[Primitive]:
        record, was = change.record, change.before
        if isinstance(record, Flow):
            return self._flow_marked(change, mark)
        assert isinstance(record, Node)
        parts: list[Primitive] = []
        shifted = any(field.name in ("bounds", "expanded_size") for field in change.fields)
        if isinstance(was, Node) and shifted:
            parts += _trail(was.drawn, record.drawn, MARKS["moved"])
        parts += _framed(record.drawn, mark)
        if change.after is None:
            x, y, right, bottom = record.drawn.x, record.drawn.y, record.drawn.right, record.drawn.bottom
            thin = Pen(mark.color, 1.0)
            parts.append(polyline((Point(x, y), Point(right, bottom)), thin))
            parts.append(polyline((Point(x, bottom), Point(right, y)), thin))
        return parts

    def _flow_marked(self, change: Change, mark: Mark) -> list[Primitive]:
        parts: list[Primitive] = []
        points = self._route(change, change.after is not None)
        if change.before is not None and change.after is not None and change.how != "changed":
            old = self._route(change, False)
            if len(old) > 1 and old != points:
                parts.append(polyline(old, Pen(mark.color, 1.0, (2.0, 3.0))))
        if len(points) > 1:
            parts.append(polyline(points, mark.pen))
            middle = points[len(points) // 2 - 1], points[len(points) // 2]
            a, b = middle
            parts += _badge(Point((a.x + b.x) / 2, (a.y + b.y) / 2), mark)
        return parts

    def _route(self, change: Change, now: bool) -> tuple[Point, ...]:
        document, record = (self._after, change.after) if now else (self._before, change.before)
        if not isinstance(record, Flow):
            return ()
        standing = document.element(*record.key)
        return compose.route(document, standing) if isinstance(standing, Flow) else ()


def _framed(rect: Rect, mark: Mark) -> list[Primitive]:
    """A frame around a rectangle, with the mark's sign at its upper right corner."""
    frame = rect.grown(_GAP)
    return [rectangle(frame, mark.pen, radius=4.0), *_badge(Point(frame.right, frame.y), mark)]


def _badge(center: Point, mark: Mark) -> list[Primitive]:
    box = Rect(center.x - _BADGE, center.y - _BADGE, 2 * _BADGE, 2 * _BADGE)
    style = TextStyle(size=14.0, color=mark.color, bold=True)
    sign = Text(center.x, center.y + 5.0, mark.sign, style, "middle")
    return [ellipse(box, Pen(mark.color, 1.5), "#FFFFFF"), sign]


def _trail(old: Rect, new: Rect, mark: Mark) -> list[Primitive]:
    """The frame of where something was, and an arrow to where it is."""
    parts: list[Primitive] = [rectangle(old, mark.pen)]
    a, b = old.center, new.center
    if a.distance(b) > 2 * _BADGE:
        parts.append(polyline((a, b), Pen(mark.color, 1.0, mark.dash)))
        parts.append(arrow_head(b, a, 10.0, 8.0, None, mark.color))
    return parts


def _with_legend(parts: Sequence[Primitive], counts: Counter[str], tr: Translator) -> Picture:
    picture = Group(tuple(parts))
    box = bounds(picture) or Rect(0.0, 0.0, 0.0, 0.0)
    legend = _legend(counts, box, tr)
    group = Group((*parts, *legend))
    return Picture(group, bounds(group) or box)


def _legend(counts: Counter[str], box: Rect, tr: Translator) -> list[Primitive]:
    """A row per mark (several in a line where there is room), with the number of elements that have it."""
    parts: list[Primitive] = []
    x, y = box.x, box.bottom + _LEGEND_GAP + _BADGE
    for how, mark in MARKS.items():
        text = f"{tr('diff.legend.' + how)} ({counts[how]})"
        wide = 64.0 + fonts.width(text, _TEXT)
        if x > box.x and x + wide > box.right:
            x, y = box.x, y + 26.0
        parts.append(polyline((Point(x, y), Point(x + 32.0, y)), mark.pen))
        parts += _badge(Point(x + 32.0 + _BADGE, y), mark)
        parts.append(Text(x + 58.0, y + 5.0, text, _TEXT))
        x += wide + 24.0
    return parts
