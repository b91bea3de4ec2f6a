"""The verb that takes a merge plan: one transaction, so one undo step."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from probis_editor.commands import maps, merge_attributes, shapes, tree, units
from probis_editor.commands.merge_maps import elements_of
from probis_editor.commands.merge_plan import (
    ATTRIBUTE,
    THEIRS,
    Choices,
    Conflict,
    MapMerge,
    MergePlan,
    Rename,
)
from probis_editor.commands.routes import router_for, way
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Element, Flow, Map, Node, StepRow
from probis_editor.model.fields import references, with_field
from probis_editor.model.layers import next_z
from probis_editor.model.office import Container, Exported
from probis_editor.model.queries import title_of
from probis_editor.model.repairs import TOLERANCE, outline_distance


def take(tx: Transaction, plan: MergePlan, choices: Choices | None = None) -> None:
    """Bring the plan into the document it was made for, conflicts decided by `choices` (default: ours).

    Nothing is written where the other side changed nothing. What Bizagi's file carries beyond our records
    (attributes, attachments, simulation) comes with it.
    """
    choices = choices or Choices()
    if not plan and not plan.arrived:
        return
    wanted = [m for m in plan.added if m.id not in choices.without]
    for part in plan.maps:
        if tx.document.get((part.id, "")) is None:
            back = [c for c in part.conflicts if choices.of(c) == THEIRS]
            wanted += [c.theirs for c in back if isinstance(c.theirs, Map)]
        else:
            _take_map(tx, part, plan.edited, choices)
    for record in sorted(wanted, key=lambda m: (m.order, m.id)):
        _add_map(tx, plan.edited, record, choices.under)
    for record in plan.removed:
        if record.id in choices.remove:
            maps.delete_map(tx, record.id)
    for rename in choices.renames:
        _rename(tx, rename)
    _remember(tx, plan, [m.id for m in wanted])
    merge_attributes.take(tx, plan, plan.values, choices)


# One map


def _take_map(tx: Transaction, part: MapMerge, edited: Document, choices: Choices) -> None:
    document = tx.document
    before = document.index(part.id).all()
    result: dict[str, Element | None] = dict(part.merged)
    record = part.map or document.map(part.id)
    for conflict in part.conflicts:
        if choices.of(conflict) != THEIRS or conflict.field == ATTRIBUTE:
            continue
        if not conflict.element:
            record = with_field(record, conflict.field, conflict.theirs)
        else:
            result[conflict.element] = _decided(document, part, result, conflict)
    tx.put(record)
    _close(document, part.id, result)
    _write(tx, part.id, result)
    ours = {i: r for i, r in before.items() if isinstance(r, Node | Flow)}
    _mend(tx, part.id, result, ours, edited)


def _decided(
    document: Document, part: MapMerge, result: Mapping[str, Element | None], conflict: Conflict
) -> Element | None:
    """The element after a conflict went to the other side."""
    if not conflict.field:
        assert conflict.theirs is None or isinstance(conflict.theirs, Node | Flow)
        return _as_ours(document.element(part.id, conflict.element), conflict.theirs)
    standing = result.get(conflict.element) or document.element(part.id, conflict.element)
    assert isinstance(standing, Node | Flow)
    changed = with_field(standing, conflict.field, conflict.theirs)
    assert isinstance(changed, Node | Flow)
    return changed


def _as_ours(own: Element | None, other: Element | None) -> Element | None:
    """Another's record with the links that only our records have."""
    if isinstance(own, Node) and isinstance(other, Node):
        return msgspec.structs.replace(
            other, process=own.process, unit=own.unit, foreign=own.foreign, z=own.z
        )
    return other


def _close(document: Document, map_id: str, result: dict[str, Element | None]) -> None:
    """Let nothing that was merged name what is gone: such references go back to ours, else the element goes too."""
    own = elements_of(document, map_id)
    again = True
    while again:
        again = False
        present = {i: e for i, e in (own | result).items() if e is not None}
        for element in list(present.values()):
            for name in references(element):
                wanted = getattr(element, name)
                if not wanted or wanted in present:
                    continue
                standing = own.get(element.id)
                if standing is None or getattr(standing, name) == wanted:
                    if standing is not None and wanted not in own:
                        continue  # it was loose before
                    result[element.id] = None
                else:
                    result[element.id] = with_field(element, name, getattr(standing, name))
                again = True
                break
            if again:
                break


def _write(tx: Transaction, map_id: str, result: Mapping[str, Element | None]) -> None:
    document = tx.document
    added: list[Element] = []
    for element_id, element in result.items():
        if element is None:
            tx.drop((map_id, "#step:" + element_id))
            tx.drop((map_id, element_id))
        elif document.element(map_id, element_id) is None:
            added.append(element)
        else:
            tx.put(element)
    for element in sorted(added, key=lambda e: (e.z, e.id)):
        tx.put(msgspec.structs.replace(element, z=next_z(document, map_id, element.kind)))


def _mend(
    tx: Transaction,
    map_id: str,
    result: Mapping[str, Element | None],
    ours: Mapping[str, Element],
    edited: Document,
) -> None:
    """Route those flows anew that were docked on either side and no longer are, as each side moved another end."""
    document = tx.document
    theirs = elements_of(edited, map_id)
    here = elements_of(document, map_id)
    for flow in document.flows(map_id):
        if not {flow.id, flow.source, flow.target} & result.keys() or _docked(flow, here):
            continue
        origins = [side for side in (ours, theirs) if _points(side.get(flow.id)) == flow.points]
        if all(_docked(side.get(flow.id), side) for side in origins):
            router = router_for(document, map_id, flow.plane)
            points = way(router, flow, flow.source, flow.target)
            if points:
                tx.put(msgspec.structs.replace(flow, points=points, label=None))


def _points(element: Element | None) -> object:
    return element.points if isinstance(element, Flow) else None


def _docked(flow: Element | None, elements: Mapping[str, Element]) -> bool:
    """Whether the line's ends lie on the outlines of its shapes; a loose or pointless flow counts as docked."""
    if not isinstance(flow, Flow) or not flow.points:
        return True
    for end, point in ((flow.source, flow.points[0]), (flow.target, flow.points[-1])):
        node = elements.get(end)
        if isinstance(node, Node) and outline_distance(node.kind, node.drawn, point) > TOLERANCE:
            return False
    return True


# Whole maps, names, and what is remembered


def _add_map(tx: Transaction, edited: Document, record: Map, under: str | None) -> None:
    document = tx.document
    process = ""
    if under is not None:
        process = tree.create_process(tx, title_of(edited, record), under).id
    order = max((m.order for m in document.maps()), default=-1) + 1
    for one in edited.index(record.id).all().values():
        if not isinstance(one, Map | StepRow):
            tx.put(one)
    tx.put(msgspec.structs.replace(record, process=process, order=order))


def _rename(tx: Transaction, rename: Rename) -> None:
    """Accept an offered name, and write it on the boxes that stand for what it names."""
    document = tx.document
    if rename.what == "map":
        maps.rename_map(tx, rename.id, rename.after)
        return
    if rename.what == "unit":
        units.rename(tx, rename.id, rename.after)
        return
    tree.rename_process(tx, rename.id, rename.after)
    for one in document.maps():
        for node in document.nodes(one.id):
            if node.kind == "box.process" and node.process == rename.id:
                shapes.rename(tx, one.id, node.id, rename.after)


def _remember(tx: Transaction, plan: MergePlan, added: list[str]) -> None:
    """Keep what Bizagi's files carry, and that both sides now know of each other: the base of the next merge."""
    document, edited = tx.document, plan.edited
    for map_id in plan.arrived:
        carried, own = edited.carried(map_id), document.carried(map_id)
        if carried is not None and document.get((map_id, "")) and (own is None or own.origin == "bizagi"):
            tx.put(carried)
    for one in edited.of_type(Exported):
        standing = document.get(one.key)
        if isinstance(standing, Exported) and standing.sha256 == one.sha256:
            one = msgspec.structs.replace(standing, batch=one.batch)
        if document.get((one.map, "")) is not None:
            tx.put(one)
    container = edited.container
    if (plan.arrived or added) and isinstance(container, Container) and container.entries:
        tx.put(container)
