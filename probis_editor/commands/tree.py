"""The verbs for the process tree, the unit list, the office and the texts."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from probis_editor.commands import codes, units
from probis_editor.commands.effects import Effect, effects
from probis_editor.model import numbering
from probis_editor.model.affairs import Goal
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Node
from probis_editor.model.office import Block, Narrative, Process, Unit
from probis_editor.rules.permits import RefusedError


def create_process(
    tx: Transaction, name: str, parent: str = "", group: str = "", order: int | None = None, **fields: Any
) -> Process:
    """A new process under `parent` ("" = top level), as the last child or at place `order` (0-based)."""
    process = Process(id=tx.document.new_id(), name=name, parent=parent, group=group, **fields)
    tx.put(process)
    _place(tx, process, order)
    placed = tx.document.process(process.id)
    assert placed is not None
    return placed


def rename_process(tx: Transaction, process_id: str, name: str) -> None:
    """Give a process a new name; maps linked to it take it as their title. Raises KeyError."""
    change_process(tx, process_id, name=" ".join(name.split()))


def change_process(tx: Transaction, process_id: str, **fields: Any) -> None:
    """Set fields of a process that do not move it: group, owner, status, pinned, parties, related. Raises KeyError.

    With the status goes the code: that of a determined process stays, see `codes.determine`.
    """
    process = tx.document.process(process_id)
    if process is None:
        raise KeyError(process_id)
    status = fields.pop("status", process.status)
    tx.put(replace(process, **fields))
    if status == codes.DETERMINED:
        codes.determine(tx, [process_id])
    elif process.status == codes.DETERMINED:
        codes.reopen(tx, [process_id])


def move_process(tx: Transaction, process_id: str, parent: str, order: int | None = None) -> None:
    """Hang a process with all below it elsewhere. Raises RefusedError where it would lie under itself or a determined
    one would get another code; KeyError."""
    document = tx.document
    process = document.process(process_id)
    if process is None:
        raise KeyError(process_id)
    above, seen = parent, {""}
    while above not in seen:
        if above == process_id:
            raise RefusedError(label("permits.tree_loop"))
        seen.add(above)
        holder = document.process(above)
        if holder is None:
            raise KeyError(above)
        above = holder.parent
    if parent == process.parent and not process.code:
        _place(tx, process, order)
        return
    fixed = next((p for p in (process, *numbering.descendants(document, process_id)) if p.code), None)
    if fixed is not None:
        raise RefusedError(label("tree.refused.determined", name=fixed.name))
    moved = replace(process, parent=parent, group="" if parent else process.group)
    tx.put(moved)
    _place(tx, moved, order)


def _place(tx: Transaction, process: Process, order: int | None) -> None:
    """Number the siblings 0, 1, 2 ... with `process` at place `order` (last where None).

    It comes after all determined ones, whose numbers stay.
    """
    siblings = [p for p in numbering.children(tx.document, process.parent) if p.id != process.id]
    least = max((at + 1 for at, p in enumerate(siblings) if p.code), default=0)
    siblings.insert(len(siblings) if order is None else max(least, order), process)
    for number, sibling in enumerate(siblings):
        if sibling.order != number or sibling.id == process.id:
            tx.put(replace(sibling, order=number))


def delete_process(tx: Transaction, process_id: str) -> None:
    """Remove a process and all below it, with their texts. Their maps stay; nothing is linked to them any more."""
    document = tx.document
    for child in document.of_type(Process):
        if child.parent == process_id and child.id != process_id:
            tx.put(replace(child, parent=""))
            delete_process(tx, child.id)
    for one in document.maps():
        if one.process == process_id:
            tx.put(replace(one, process=""))
        elements: list[Node | Flow] = [*document.nodes(one.id), *document.flows(one.id)]
        for element in elements:
            if element.process == process_id:
                tx.put(replace(element, process=""))
    for other in document.of_type(Process):
        if process_id in other.related:
            tx.put(replace(other, related=tuple(r for r in other.related if r != process_id)))
    for text in document.of_type(Narrative):
        if text.slot.startswith(f"process:{process_id}:"):
            tx.drop(text.key)
    for goal in document.of_type(Goal):
        tx.put(replace(goal, processes=tuple(p for p in goal.processes if p != process_id)))
    tx.drop(("", "sipoc:" + process_id))
    tx.drop(("", "sop:" + process_id))
    tx.drop(("", "process:" + process_id))


def vanishing(document: Document, process_id: str) -> tuple[Effect, ...]:
    """What `delete_process` would take away or cut loose: processes, texts, links of maps."""
    return effects(document.dry_run(lambda tx: delete_process(tx, process_id)))


def rename_group(tx: Transaction, old: str, new: str) -> None:
    """Give a group of the level-0 map another name, for all its processes. Raises KeyError, RefusedError."""
    document = tx.document
    groups = document.settings.groups
    if old not in groups and not any(p.group == old for p in document.of_type(Process)):
        raise KeyError(old)
    if not new.strip() or new in groups:
        raise RefusedError(label("tree.refused.group", name=new))
    tx.put(replace(document.settings, groups=tuple(new if g == old else g for g in groups)))
    for process in document.of_type(Process):
        if process.group == old:
            tx.put(replace(process, group=new))


def set_groups(tx: Transaction, groups: tuple[str, ...]) -> None:
    """Set the groups and their order; processes of a group that is left out go to the first one.

    Raises RefusedError for none, more than six, an empty name or one name twice.
    """
    named = tuple(g.strip() for g in groups)
    if not 1 <= len(named) <= 6 or not all(named) or len(set(named)) != len(named):
        raise RefusedError(label("tree.refused.groups"))
    tx.put(replace(tx.document.settings, groups=named))
    for process in tx.document.of_type(Process):
        if not process.parent and process.group not in named:
            tx.put(replace(process, group=named[0]))


def create_unit(tx: Transaction, name: str, kind: str = "unit", parent: str = "", **fields: Any) -> Unit:
    """A new unit, position or party at the end of the list."""
    order = max((u.order for u in tx.document.of_type(Unit)), default=-1) + 1
    unit = Unit(id=tx.document.new_id(), name=name, kind=kind, parent=parent, order=order, **fields)
    tx.put(unit)
    return unit


def change_unit(tx: Transaction, unit_id: str, **fields: Any) -> None:
    """Set other fields of a unit; a name goes everywhere, see `units.rename`. Raises KeyError, RefusedError."""
    name = fields.pop("name", None)
    unit = tx.document.unit(unit_id)
    if unit is None:
        raise KeyError(unit_id)
    tx.put(replace(unit, **fields))
    if name is not None and name != unit.name:
        units.rename(tx, unit_id, name)


def set_office(tx: Transaction, **fields: Any) -> None:
    """Set fields of the office."""
    tx.put(replace(tx.document.office, **fields))


def set_settings(tx: Transaction, **fields: Any) -> None:
    """Set document settings."""
    tx.put(replace(tx.document.settings, **fields))


def set_book(tx: Transaction, **fields: Any) -> None:
    """Set the book's settings."""
    tx.put(replace(tx.document.book, **fields))


def set_text(tx: Transaction, slot: str, blocks: tuple[Block, ...]) -> None:
    """Write the text of a slot; no blocks remove it. Pictures that no text shows any more go with them."""
    before = tx.document.narrative(slot)
    if blocks:
        tx.put(replace(before, blocks=blocks))
    else:
        tx.drop(("", "text:" + slot))
    gone = {b.picture for b in before.blocks if b.picture} - {b.picture for b in blocks}
    if gone:
        shown = {b.picture for text in tx.document.of_type(Narrative) for b in text.blocks}
        for name in sorted(gone - shown):
            tx.drop(("", "picture:" + name))
