"""Indexes of one map, kept up with every write, so that queries cost what they return."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TypeVar

from probis_editor.model.changes import Record
from probis_editor.model.elements import Flow, Map, Node

R = TypeVar("R", Node, Flow)


class MapIndex:
    """The records of one map by element id, with incident flows, children and boundary events.

    `derived` holds what other rooms worked out from the map's present records; every write empties it. `kept`
    outlives writes: whoever keeps something there brings it up to date with what `since` names.
    """

    def __init__(self) -> None:
        self.record: Map | None = None
        self.derived: dict[str, object] = {}
        self.kept: dict[str, object] = {}
        self._news: dict[str, dict[str, None]] = {}
        self._kinds: dict[str, set[str]] = {}
        self._all: dict[str, Record] = {}
        self._nodes: dict[str, Node] = {}
        self._flows: dict[str, Flow] = {}
        self._incident: dict[str, set[str]] = {}
        self._children: dict[str, set[str]] = {}
        self._attached: dict[str, set[str]] = {}
        self._order: tuple[list[Node], list[Flow]] | None = None

    def all(self) -> dict[str, Record]:
        """Every record of the map by element id (a copy)."""
        return dict(self._all)

    def is_empty(self) -> bool:
        return not self._all

    def sorted_nodes(self) -> list[Node]:
        return list(self._sorted()[0])

    def sorted_flows(self) -> list[Flow]:
        return list(self._sorted()[1])

    def incident(self, element_id: str) -> list[Flow]:
        found = [self._flows[i] for i in self._incident.get(element_id, ())]
        return sorted(found, key=_bottom_to_top)

    def children(self, element_id: str) -> list[Node]:
        found = [self._nodes[i] for i in self._children.get(element_id, ())]
        return sorted(found, key=_bottom_to_top)

    def attached(self, element_id: str) -> list[Node]:
        found = [self._nodes[i] for i in self._attached.get(element_id, ())]
        return sorted(found, key=_bottom_to_top)

    def of_kind(self, *kinds: str) -> list[Node]:
        """The nodes of exactly these kinds, bottom to top."""
        found = [self._nodes[i] for kind in kinds for i in self._kinds.get(kind, ())]
        return sorted(found, key=_bottom_to_top)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of node that the map has."""
        return tuple(self._kinds)

    def has(self, element_id: str) -> bool:
        """Whether there is a node or flow of that id."""
        return element_id in self._nodes or element_id in self._flows

    def since(self, name: str) -> Iterable[str] | None:
        """The ids written since this was last asked under that name, in order; None the first time (all of them)."""
        news = self._news.get(name)
        self._news[name] = {}
        return news

    def replace(self, before: Record | None, after: Record | None) -> None:
        """Take `before` out (None = it was absent) and put `after` in (None = it is removed)."""
        self._follow_order(before, after)
        self.derived = {}
        written = before if before is not None else after
        if written is not None and self._news:
            for news in self._news.values():
                news[written.key[1]] = None
        if before is not None:
            self._take_out(before)
        if after is not None:
            self.put_new(after.key[1], after)

    def _sorted(self) -> tuple[list[Node], list[Flow]]:
        if self._order is None:
            self._order = (
                sorted(self._nodes.values(), key=_bottom_to_top),
                sorted(self._flows.values(), key=_bottom_to_top),
            )
        return self._order

    def _follow_order(self, before: Record | None, after: Record | None) -> None:
        """Keep the sorted lists sorted without sorting them anew."""
        if self._order is None:
            return
        for record in (before, after):
            if record is None:
                continue
            if isinstance(record, Node):
                _place(self._order[0], record, record is after)
            elif isinstance(record, Flow):
                _place(self._order[1], record, record is after)

    def _take_out(self, record: Record) -> None:
        self._all.pop(record.key[1], None)
        if isinstance(record, Node):
            del self._nodes[record.id]
            _discard(self._kinds, record.kind, record.id)
            _discard(self._children, record.parent, record.id)
            _discard(self._attached, record.attached, record.id)
        elif isinstance(record, Flow):
            del self._flows[record.id]
            _discard(self._incident, record.source, record.id)
            _discard(self._incident, record.target, record.id)
        elif isinstance(record, Map):
            self.record = None

    def put_new(self, element_id: str, record: Record) -> None:
        """Take in a record in the place of none. What was worked out from the map stays: `replace` sees to that."""
        self._all[element_id] = record
        if isinstance(record, Node):
            self._nodes[element_id] = record
            _add(self._kinds, record.kind, element_id)
            _add(self._children, record.parent, element_id)
            if record.attached:
                _add(self._attached, record.attached, element_id)
        elif isinstance(record, Flow):
            self._flows[element_id] = record
            if record.source:
                _add(self._incident, record.source, element_id)
            if record.target:
                _add(self._incident, record.target, element_id)
        elif isinstance(record, Map):
            self.record = record


def _add(index: dict[str, set[str]], key: str, value: str) -> None:
    found = index.get(key)
    if found is None:
        index[key] = {value}
    else:
        found.add(value)


def _discard(index: dict[str, set[str]], key: str, value: str) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(value)
        if not found:
            del index[key]


def _place(rows: list[R], record: R, put_in: bool) -> None:
    at = bisect_left(rows, (record.z, record.id), key=_bottom_to_top)
    if put_in:
        rows.insert(at, record)
    else:
        del rows[at]


def _bottom_to_top(record: Node | Flow) -> tuple[int, str]:
    return (record.z, record.id)
