"""What a reading of an XPDL package gathers: records by id, where each stands in the tree, notices."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from probis_editor.formats.base import Level, Notice, notice
from probis_editor.formats.xmlsafe import local
from probis_editor.formats.xpdl_style import Default, default
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Point
from probis_editor.kinds import kind as kind_row
from probis_editor.model.elements import Flow, Map, Node

LAYER = 100_000
"""Records lie in layers, bottom to top, each this many z apart; within one, in the order of the file."""
POOLS, LANES, PHASES, GROUPS, ARTIFACTS, DATA, ACTIVITIES, BOUNDARIES, FLOWS = range(9)
EMPTY: Mapping[str, bytes] = {}


class Bound:
    """Where a record stands: its element, its graphics info, and its other half (a pool's process, a reference's
    data store, a sub-process's activity set)."""

    __slots__ = ("element", "info", "other")

    def __init__(self, element: Element, info: Element | None, other: Element | None = None) -> None:
        self.element = element
        self.info = info
        self.other = other


class Reading:
    """What a package says. `records` are in the order of the file; `bound` and `flow_ids` go by record id."""

    def __init__(self, map_id: str, theme: str) -> None:
        self.map = Map(id=map_id)
        self.theme = theme
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.bound: dict[str, Bound] = {}
        self.notices: list[Notice] = []
        self.images: Mapping[str, bytes] = EMPTY
        self.ids: dict[str, str] = {}
        self.sets: dict[str, str] = {}
        self.read_sets: dict[Element, str] = {}
        self.pool_of: dict[str, str] = {}
        self.main_pool = ""
        self._counts = [0] * 9

    def tell(self, level: Level, key: str, element: str = "", **args: str | int) -> None:
        """Add a notice of this map."""
        self.notices.append(notice(level, key, self.map.id, element, **args))

    def z(self, layer: int) -> int:
        """The next z of a layer."""
        self._counts[layer] += 1
        return layer * LAYER + self._counts[layer]

    def take(self, element: Element) -> str:
        """The record id for an element: its Id, or a made one where that is missing, taken or no usable key."""
        written = element.get("Id") or ""
        if written and written not in self.bound and written[0] != "#":
            self.ids[written] = written
            return written
        made = f"{self.map.id}/{local(element)}/{written}/{len(self.bound)}"
        record_id = str(uuid5(NAMESPACE_URL, made))
        if written:
            self.tell("repaired", "import.double_id", record_id, name=element.get("Name") or written)
            self.ids.setdefault(written, record_id)
        return record_id

    def usual(self, kind_id: str) -> Default:
        return default(self.theme, kind_id)


def add_node(reading: Reading, bound: Bound, node: Node) -> None:
    """Keep a node and where it was read."""
    reading.nodes[node.id] = node
    reading.bound[node.id] = bound


def owner_at(reading: Reading, center: Point) -> str:
    """The pool that owns an artifact: the first visible one around its centre, else the main pool.

    So Bizagi does when it loads a file, which names no owner.
    """
    for node in reading.nodes.values():
        if node.kind == "pool" and not node.hidden and node.bounds.contains(center):
            return node.id
    return reading.main_pool


def labelled(kind_id: str) -> bool:
    """Whether the kind's name stands in a box of its own."""
    return kind_id == "group" or kind_row(kind_id).label_outside
