"""Decisions: a question, at least two branches, each with its answer (R15)."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.checks.engine import ADVICE, ERROR, Hit, hit, map_rule
from probis_editor.checks.views import MapView
from probis_editor.kinds import Family, family
from probis_editor.model.elements import Flow, Node

_DECIDING = ("gateway.exclusive", "gateway.inclusive", "gateway.complex")


def _gateways(view: MapView) -> Iterator[tuple[Node, list[Flow], list[Flow]]]:
    for scope in view.scopes:
        for node in scope.steps:
            if family(node.kind) is Family.GATEWAY:
                yield node, scope.into[node.id], scope.out[node.id]


@map_rule("decision_one_branch", ERROR)
def decision_one_branch(view: MapView) -> Iterator[Hit]:
    """A decision with one way out decides nothing (a gateway that joins several ways is no decision)."""
    for node, into, out in _gateways(view):
        if node.kind in _DECIDING and len(out) == 1 and len(into) <= 1:
            yield hit(node.id, name=node.name)


@map_rule("gateway_needless", ADVICE)
def gateway_needless(view: MapView) -> Iterator[Hit]:
    """Any other gateway with one way in and one way out."""
    for node, into, out in _gateways(view):
        if node.kind not in _DECIDING and len(out) == 1 and len(into) == 1:
            yield hit(node.id, name=node.name)


@map_rule("decision_no_question", ADVICE)
def decision_no_question(view: MapView) -> Iterator[Hit]:
    """A decision that does not say what is decided."""
    for node, _, out in _gateways(view):
        if node.kind in _DECIDING and len(out) > 1 and not node.name.strip():
            yield hit(node.id, n=len(out))


@map_rule("branch_unnamed", ERROR)
def branch_unnamed(view: MapView) -> Iterator[Hit]:
    """A branch of a decision without its answer; the default branch needs none."""
    for node, _, out in _gateways(view):
        if node.kind in _DECIDING and len(out) > 1:
            for flow in out:
                if not flow.name.strip() and flow.condition != "default":
                    yield hit(flow.id, name=node.name)


@map_rule("branch_same", ADVICE)
def branch_same(view: MapView) -> Iterator[Hit]:
    """Two branches of a decision with the same answer."""
    for node, _, out in _gateways(view):
        if node.kind in _DECIDING:
            seen: set[str] = set()
            for flow in out:
                answer = " ".join(flow.name.casefold().split())
                if answer and answer in seen:
                    yield hit(flow.id, name=node.name, answer=flow.name)
                seen.add(answer)
