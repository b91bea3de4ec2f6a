"""What checks look at: a document and its maps with what several checks need, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from probis_editor.kinds import STEPS, Family, family
from probis_editor.model import numbering, queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.model.office import Narrative, Process, Unit
from probis_editor.model.repairs import effective_ends

DERIVED = ("level0", "subprocess", "relation", "organisation", "overview")
"""Kinds of maps that show no flow of work, so nothing need start or end on them."""


class Scope:
    """The steps of one process: those of a pool, of the surface or of a sub-process, and their sequence flows."""

    def __init__(self, view: MapView, owner: str, steps: list[Node]) -> None:
        self.view = view
        self.owner = owner
        self.steps = steps
        self.out: dict[str, list[Flow]] = {n.id: [] for n in steps}
        self.into: dict[str, list[Flow]] = {n.id: [] for n in steps}
        for flow in view.flows:
            source, target = view.ends[flow.id]
            if flow.kind == "sequence":
                if source in self.out:
                    self.out[source].append(flow)
                if target in self.into:
                    self.into[target].append(flow)

    def next(self, node: Node) -> Iterator[str]:
        """Where the flow goes on from a step: along flows, to its boundary events, to the other half of a link."""
        for flow in self.out[node.id]:
            yield self.view.ends[flow.id][1]
        for event in self.steps:
            if event.attached == node.id or (
                (node.kind, node.trigger) == ("event.throw", "link")
                and (event.kind, event.trigger) == ("event.catch", "link")
                and event.name.strip() == node.name.strip()
            ):
                yield event.id

    @cached_property
    def successors(self) -> dict[str, list[str]]:
        return {n.id: [i for i in self.next(n) if i in self.out] for n in self.steps}

    @cached_property
    def predecessors(self) -> dict[str, list[str]]:
        return turned(self.successors)

    def starts(self) -> list[Node]:
        """Where the process may begin: start events, and steps that bring a process into being."""
        return [n for n in self.steps if n.kind == "event.start" or n.instantiate or _begins(n)]

    def ends(self) -> list[Node]:
        return [n for n in self.steps if n.kind == "event.end"]


def _begins(node: Node) -> bool:
    apart = node.kind == "subprocess.event" or node.compensation
    return apart or node.kind in ("gateway.event_start", "gateway.event_parallel")


def reached(begin: Iterable[str], steps: dict[str, list[str]]) -> set[str]:
    """Everything that can be come to from `begin`, itself included."""
    found = set(begin)
    stack = list(found)
    while stack:
        for following in steps[stack.pop()]:
            if following not in found:
                found.add(following)
                stack.append(following)
    return found


def turned(steps: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same ways in the other direction."""
    found: dict[str, list[str]] = {one: [] for one in steps}
    for source, targets in steps.items():
        for target in targets:
            found[target].append(source)
    return found


class MapView:
    """One map as the checks see it."""

    def __init__(self, whole: Whole, record: Map) -> None:
        self.whole = whole
        self.document: Document = whole.document
        self.record = record
        self.id = record.id
        self.nodes = [n for n in self.document.nodes(record.id) if not n.hidden]
        self.flows = self.document.flows(record.id)
        self.ends = effective_ends(self.document, record.id)

    @property
    def is_flow(self) -> bool:
        """Whether the map shows work that flows: not a derived map, and not only boxes without lines or events."""
        if self.record.kind in DERIVED:
            return False
        return any(f.kind == "sequence" for f in self.flows) or any(
            family(n.kind) is Family.EVENT for n in self.nodes
        )

    @cached_property
    def steps(self) -> list[Node]:
        """Activities, events and gateways, from left to right, then from top to bottom."""
        found = [n for n in self.nodes if family(n.kind) in STEPS]
        return sorted(found, key=lambda n: (n.plane, n.drawn.x, n.drawn.y, n.id))

    @cached_property
    def scopes(self) -> list[Scope]:
        """The processes of the map that have steps, in the order of their first step; none on derived maps."""
        if not self.is_flow:
            return []
        found: dict[str, list[Node]] = {}
        for node in self.steps:
            found.setdefault(node.parent, []).append(node)
        return [Scope(self, owner, steps) for owner, steps in found.items()]

    @cached_property
    def pools(self) -> list[Node]:
        return queries.pools(self.document, self.id)

    @cached_property
    def lanes(self) -> list[Node]:
        """The lanes that hold no other lanes, pool by pool, from top to bottom."""
        found = [
            n
            for pool in self.pools
            for n in queries.descendants(self.document, self.id, pool.id)
            if n.kind == "lane" and not queries.lanes(self.document, self.id, n.id)
        ]
        return sorted(found, key=lambda n: (n.bounds.y, n.bounds.x, n.id))

    def owner_of(self, element_id: str) -> Node | None:
        found = self.document.element(self.id, element_id) if element_id else None
        return found if isinstance(found, Node) else None


class Whole:
    """A document as the checks see it; `only` takes one of its maps, of which the others are not worked out."""

    def __init__(self, document: Document, only: str = "") -> None:
        self.document = document
        self.maps = [MapView(self, record) for record in document.maps() if only in ("", record.id)]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Map id -> code and title."""
        result = {}
        for view in self.maps:
            code = queries.code_of(self.document, view.record)
            title = queries.title_of(self.document, view.record)
            result[view.id] = title if not code or title == code else f"{code} {title}"
        return result

    @cached_property
    def codes(self) -> dict[str, str]:
        """Process id -> code."""
        return numbering.codes(self.document)

    @cached_property
    def processes(self) -> list[Process]:
        """The tree, in the order of the codes."""
        return [process for _, process in numbering.walk(self.document)]

    @cached_property
    def below(self) -> dict[str, list[Process]]:
        return numbering.tree(self.document)

    @cached_property
    def units(self) -> list[Unit]:
        return sorted(self.document.of_type(Unit), key=lambda u: (u.order, u.id))

    @cached_property
    def texts(self) -> list[Narrative]:
        return sorted(self.document.of_type(Narrative), key=lambda t: t.slot)
