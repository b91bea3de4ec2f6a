"""Indexes of one map, kept up with every write, so that queries cost what they return."""

from __future__ import annotations

from probis_editor.model.changes import Record
from probis_editor.model.elements import Flow, Map, Node


class MapIndex:
    """The records of one map by element id, with incident flows, children and boundary events.

    `derived` holds what other rooms worked out from the map's present records; every write empties it.
    """

    def __init__(self) -> None:
        self.record: Map | None = None
        self.derived: dict[str, object] = {}
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

    def replace(self, before: Record | None, after: Record | None) -> None:
        """Take `before` out (None = it was absent) and put `after` in (None = it is removed)."""
        self._order = None
        self.derived = {}
        if before is not None:
            self._take_out(before)
        if after is not None:
            self._put_in(after)

    def _sorted(self) -> tuple[list[Node], list[Flow]]:
        if self._order is None:
            self._order = (
                sorted(self._nodes.values(), key=_bottom_to_top),
                sorted(self._flows.values(), key=_bottom_to_top),
            )
        return self._order

    def _take_out(self, record: Record) -> None:
        self._all.pop(record.key[1], None)
        if isinstance(record, Node):
            del self._nodes[record.id]
            _discard(self._children, record.parent, record.id)
            _discard(self._attached, record.attached, record.id)
        elif isinstance(record, Flow):
            del self._flows[record.id]
            _discard(self._incident, record.source, record.id)
            _discard(self._incident, record.target, record.id)
        elif isinstance(record, Map):
            self.record = None

    def _put_in(self, record: Record) -> None:
        self._all[record.key[1]] = record
        if isinstance(record, Node):
            self._nodes[record.id] = record
            self._children.setdefault(record.parent, set()).add(record.id)
            if record.attached:
                self._attached.setdefault(record.attached, set()).add(record.id)
        elif isinstance(record, Flow):
            self._flows[record.id] = record
            for end in (record.source, record.target):
                if end:
                    self._incident.setdefault(end, set()).add(record.id)
        elif isinstance(record, Map):
            self.record = record


def _discard(index: dict[str, set[str]], key: str, value: str) -> None:
    found = index.get(key)
    if found is not None:
        found.discard(value)
        if not found:
            del index[key]


def _bottom_to_top(record: Node | Flow) -> tuple[int, str]:
    return (record.z, record.id)
