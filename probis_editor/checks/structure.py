"""Does the work start, go on and end? R15 of the rules found in real books: every step reached, every way ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from probis_editor.checks.engine import ADVICE, ERROR, Fix, Hit, hit, map_rule
from probis_editor.checks.views import MapView, Scope, reached, turned
from probis_editor.kinds import Family, family
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.repairs import guessed_ends
from probis_editor.rules.permits import can_connect


def _needs_frame(scope: Scope) -> bool:
    """Whether a process has to have a start and an end: a sub-process only where it has one of the two."""
    owner = scope.view.owner_of(scope.owner)
    if owner is None or owner.kind == "pool":
        return True
    return owner.kind != "subprocess.adhoc" and bool(scope.starts() or scope.ends())


def _owner_name(scope: Scope) -> str:
    owner = scope.view.owner_of(scope.owner)
    return owner.name if owner and owner.name else scope.view.record.name


@map_rule("no_start", ERROR)
def no_start(view: MapView) -> Iterator[Hit]:
    """A process without a beginning."""
    for scope in view.scopes:
        if _needs_frame(scope) and not any(n.kind == "event.start" or n.instantiate for n in scope.steps):
            if any(n.kind in ("gateway.event_start", "gateway.event_parallel") for n in scope.steps):
                continue
            yield hit(scope.owner, name=_owner_name(scope))


@map_rule("no_end", ERROR)
def no_end(view: MapView) -> Iterator[Hit]:
    """A process without an end."""
    for scope in view.scopes:
        if _needs_frame(scope) and not scope.ends():
            yield hit(scope.owner, name=_owner_name(scope))


@map_rule("several_starts", ADVICE)
def several_starts(view: MapView) -> Iterator[Hit]:
    """Several beginnings of flows that never meet: perhaps two processes on one map."""
    for scope in view.scopes:
        around = {i: [*scope.successors[i], *scope.predecessors[i]] for i in scope.out}
        seen: set[str] = set()
        apart = []
        for node in scope.steps:
            if node.kind == "event.start" and node.trigger == "none" and node.id not in seen:
                seen |= reached([node.id], around)
                apart.append(node)
        if len(apart) > 1:
            yield hit(apart[1].id, name=_owner_name(scope), n=len(apart))


@map_rule("unreachable", ERROR)
def unreachable(view: MapView) -> Iterator[Hit]:
    """Steps that no way from a start leads to; of a chain of them only the first."""
    for scope in view.scopes:
        starts = [n.id for n in scope.starts()]
        if starts or not _needs_frame(scope):
            yield from _cut_off(scope, scope.successors, scope.predecessors, starts)


@map_rule("dead_end", ERROR)
def dead_end(view: MapView) -> Iterator[Hit]:
    """Steps from which no way leads to an end; of a chain of them only the last."""
    for scope in view.scopes:
        if scope.ends():
            ends = [n.id for n in scope.steps if n.kind == "event.end" or _stands_apart(n)]
            onward = {n.id: _along(scope, n) for n in scope.steps}
            yield from _cut_off(scope, turned(onward), onward, ends)


def _along(scope: Scope, node: Node) -> list[str]:
    """Where the flow goes on without an event on the border interrupting the step."""
    attached = {n.id for n in scope.steps if n.attached == node.id}
    return [i for i in scope.successors[node.id] if i not in attached]


def leads_on(scope: Scope, node: Node) -> bool:
    """Whether a step is left by a flow, or need not be: an end, or in a process that needs none."""
    ends = node.kind == "event.end" or _stands_apart(node) or not _needs_frame(scope)
    if ends or scope.out[node.id]:
        return True
    attached = {n.id for n in scope.steps if n.attached == node.id}
    return any(i not in attached for i in scope.next(node))  # the other half of a link


def _stands_apart(node: Node) -> bool:
    """Steps that no sequence flow need leave: they compensate, or begin by an event of their own."""
    compensates = node.compensation or node.trigger == "compensation"
    return compensates or node.kind == "subprocess.event"


def _cut_off(
    scope: Scope, ways: dict[str, list[str]], back: dict[str, list[str]], begin: list[str]
) -> Iterator[Hit]:
    seen = reached(begin, ways)
    rest = [n for n in scope.steps if n.id not in seen]
    for node in sorted(rest, key=lambda n: bool(back[n.id])):
        if node.id not in seen:
            seen |= reached([node.id], ways)
            yield hit(node.id, name=node.name)


@map_rule("loose_flow", ERROR)
def loose_flow(view: MapView) -> Iterator[Hit]:
    """A flow with an end in the air."""
    for flow in view.flows:
        if flow.kind != "association" and "" in view.ends[flow.id]:
            source, target = view.ends[flow.id]
            other = view.document.element(view.id, source or target)
            key = "checks.loose_flow" if source or target else "checks.loose_both"
            yield hit(flow.id, key=key, name=other.name if other else flow.name)


@map_rule("guessed_ends", ADVICE)
def guessed(view: MapView) -> Iterator[Hit]:
    """A flow that touches a shape but is not tied to it in the file; it can be tied."""
    for flow, source, target in guessed_ends(view.document, view.id):
        if not (source and target):
            continue
        a, b = view.document.element(view.id, source), view.document.element(view.id, target)
        fix = Fix(label("checks.fix.tie"), partial(_tie, flow=flow, source=source, target=target))
        yield hit(flow.id, fix=fix, source=a.name if a else "", target=b.name if b else "")


def _tie(tx: Transaction, *, flow: Flow, source: str, target: str) -> None:
    tx.put(replace(tx.document.flow(flow.map, flow.id), source=source, target=target))


@map_rule("forbidden_flow", ERROR)
def forbidden_flow(view: MapView) -> Iterator[Hit]:
    """A flow that the notation does not allow: across pools, into a start, out of an end ..."""
    for flow in view.flows:
        source, target = view.ends[flow.id]
        if source and target and flow.kind != "association":
            verdict = can_connect(view.document, view.id, source, target, flow.kind)
            if verdict.reason is not None and verdict.reason.key != "permits.itself":
                a, b = view.document.element(view.id, source), view.document.element(view.id, target)
                names = (a.name if a else "", b.name if b else "")
                yield hit(flow.id, reason=verdict.reason.key, source=names[0], target=names[1])


@map_rule("self_flow", ADVICE)
def self_flow(view: MapView) -> Iterator[Hit]:
    """A step that follows itself."""
    for flow in view.flows:
        source, target = view.ends[flow.id]
        node = view.document.element(view.id, source)
        if flow.kind == "sequence" and source == target and node is not None:
            yield hit(flow.id, name=node.name)


@map_rule("task_splits", ADVICE)
def task_splits(view: MapView) -> Iterator[Hit]:
    """Several flows leave a step without saying whether one or all of them are followed."""
    for scope in view.scopes:
        for node in scope.steps:
            plain = [f for f in scope.out[node.id] if not f.condition]
            if family(node.kind) is not Family.GATEWAY and len(plain) > 1:
                yield hit(node.id, name=node.name, n=len(plain))
