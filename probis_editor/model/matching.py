"""Which map and which element of one document stands for which of another: by id, else by name and place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Flow, Map, Node
from probis_editor.model.queries import code_of, title_of

Pairs = dict[str, str]
"""Id in the earlier document -> id in the later one; ids without partner are absent."""

T = TypeVar("T", Map, Node, Flow)


def maps(before: Document, after: Document) -> Pairs:
    """Maps with the same id belong together; of the others those with the same name, the same code, the same title."""
    old, new = before.maps(), after.maps()
    known = {m.id for m in new}
    pairs = {m.id: m.id for m in old if m.id in known}
    for says in (_name, code_of, title_of):
        _join(pairs, old, new, partial(_plain, says), before, after)
    return pairs


def _plain(says: Callable[[Document, Map], str], one: Map, document: Document) -> str:
    return says(document, one).casefold().strip()


def elements(before: Document, map_id: str, after: Document, other_id: str) -> Pairs:
    """The elements of two maps that belong together.

    Those with the same id do. In maps with different ids, where ids tell little, the rest goes by kind and name (in
    reading order where several are called the same), by kind and place, and flows by their ends.
    """
    old_nodes, new_nodes = _read(before.nodes(map_id)), _read(after.nodes(other_id))
    old_flows, new_flows = before.flows(map_id), after.flows(other_id)
    pairs: Pairs = {}
    old: list[Element] = [*old_nodes, *old_flows]
    for element in old:
        if type(after.element(other_id, element.id)) is type(element):
            pairs[element.id] = element.id
    if map_id == other_id:
        return pairs
    for says in (_called_alike, _placed_alike, _of_kind):
        _in_order(pairs, old_nodes, new_nodes, says)
    _in_order(pairs, old_flows, new_flows, _flow_named, pairs)
    _in_order(pairs, old_flows, new_flows, _flow_ends, pairs)
    return pairs


def _name(_: Document, record: Map) -> str:
    return record.name


def _join(
    pairs: Pairs,
    old: Sequence[Map],
    new: Sequence[Map],
    says: Callable[[Map, Document], str],
    before: Document,
    after: Document,
) -> None:
    """Pair maps of which exactly one on either side says the same (and says something)."""
    taken = set(pairs.values())
    left = _grouped((m for m in old if m.id not in pairs), lambda m: says(m, before))
    right = _grouped((m for m in new if m.id not in taken), lambda m: says(m, after))
    for key, found in left.items():
        partners = right.get(key, [])
        if key and len(found) == 1 and len(partners) == 1:
            pairs[found[0].id] = partners[0].id


def _grouped(records: Iterable[T], says: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for record in records:
        groups.setdefault(says(record), []).append(record)
    return groups


def _in_order(
    pairs: Pairs,
    old: Sequence[T],
    new: Sequence[T],
    says: Callable[[T, Mapping[str, str]], Hashable],
    ends: Mapping[str, str] | None = None,
) -> None:
    """Pair what says the same, the first with the first; what says None stays alone."""
    taken = set(pairs.values())
    names: Mapping[str, str] = dict(ends) if ends is not None else {}
    left = _grouped((r for r in old if r.id not in pairs), lambda r: says(r, names))
    # What lies in the later map is told in its own ids, into which `ends` translates the earlier ones.
    right = _grouped((r for r in new if r.id not in taken), lambda r: says(r, {}))
    for key, found in left.items():
        if key is not None:
            pairs.update(zip([r.id for r in found], [r.id for r in right.get(key, [])], strict=False))


def _called_alike(node: Node, _: Mapping[str, str]) -> Hashable:
    return (node.kind, node.hidden, " ".join(node.name.split()).casefold()) if node.name.strip() else None


def _placed_alike(node: Node, _: Mapping[str, str]) -> Hashable:
    return (node.kind, node.hidden, round(node.bounds.x), round(node.bounds.y))


def _of_kind(node: Node, _: Mapping[str, str]) -> Hashable:
    return (node.kind, node.hidden) if node.hidden or not node.name.strip() else None


def _flow_named(flow: Flow, names: Mapping[str, str]) -> Hashable:
    found = _flow_ends(flow, names)
    return None if found is None else (found, flow.name.strip())


def _flow_ends(flow: Flow, names: Mapping[str, str]) -> Hashable:
    if not flow.source and not flow.target:
        return None
    return (flow.kind, names.get(flow.source, flow.source), names.get(flow.target, flow.target))


def _read(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=reading_place)


def reading_place(element: Element) -> tuple[str, int, float, float, str]:
    """A sort key: nodes before flows, from top to bottom, then left to right, on each plane."""
    if isinstance(element, Node):
        return (element.plane, 0, element.bounds.y, element.bounds.x, element.id)
    x, y = element.points[0] if element.points else (0.0, 0.0)
    return (element.plane, 1, y, x, element.id)
