"""Merging what came back from Bizagi into the document, three ways and by id: plan first, then take it as one step.

Changes of one side are taken, the same change on both sides is none, and where both changed the same field
differently there is a conflict for the user to decide. Tree, units, narratives and book stay as they are; names that
the other side wrote differently become offered renames.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from probis_editor.commands import merge_attributes
from probis_editor.commands.merge_maps import elements_of, merged_map
from probis_editor.commands.merge_plan import (
    DERIVED,
    OURS,
    THEIRS,
    AttributeSides,
    Choices,
    Conflict,
    MapMerge,
    Merged,
    MergePlan,
    Rename,
)
from probis_editor.commands.merge_take import take
from probis_editor.model.document import Document
from probis_editor.model.elements import Element, Map, Node
from probis_editor.model.office import Exported
from probis_editor.model.queries import title_of

__all__ = [
    "DERIVED", "OURS", "THEIRS", "Choices", "Conflict", "MapMerge", "MergePlan", "Rename", "merge", "take",
]  # fmt: skip


def merge(
    document: Document,
    base: Document,
    edited: Document,
    seen: Document | None = None,
    assumed: tuple[str, ...] = (),
    attributes: AttributeSides | None = None,
) -> MergePlan:
    """What it takes to bring the changes from `base` to `edited` into `document`. Changes nothing.

    All sides name the same things by the same ids. `seen` is the document as the format of the other two would say
    it (default: the document itself): what that format cannot say then never counts as a change.
    `attributes` are what extended attributes say on each side; without them they are no part of the plan.
    """
    seen = seen or document
    ours = {m.id for m in document.maps()}
    was = {m.id for m in base.maps()}
    theirs = {m.id for m in edited.maps()}
    parts: list[MapMerge] = []
    added: list[Map] = []
    renames: list[Rename] = []
    values: list[Merged] = []
    for record in edited.maps():
        if record.id not in ours:
            if record.id not in was:
                added.append(record)
            elif not _same(base, edited, record.id):
                parts.append(_removed_here(base, record))
        elif record.id in was and seen.get((record.id, "")) is not None:
            part = merged_map(document, base, edited, seen, record.id)
            if attributes is not None:
                said = merge_attributes.merged(attributes, document, base, edited, record.id)
                part = merge_attributes.told(part, said, document)
                values += said
            if part.map or part.merged or part.taken or part.conflicts or part.left:
                parts.append(part)
            renames += _renames(document, base, edited, record.id)
    removed = [
        m for m in document.maps() if m.id in was - theirs and _went_along(document, base, m.id, theirs)
    ]
    return MergePlan(
        edited=edited,
        maps=tuple(parts),
        added=tuple(added),
        removed=tuple(removed),
        renames=tuple({(r.what, r.id, r.after): r for r in reversed(renames)}.values())[::-1],
        assumed=tuple(i for i in assumed if i in theirs),
        arrived=tuple(_arrived(document, base, edited, seen)),
        values=tuple(values),
    )


def _same(base: Document, edited: Document, map_id: str) -> bool:
    return elements_of(base, map_id) == elements_of(edited, map_id) and (
        base.map(map_id).name == edited.map(map_id).name
    )


def _removed_here(base: Document, record: Map) -> MapMerge:
    """A map that we removed and they went on with."""
    own = base.map(record.id)
    conflict = Conflict(map=record.id, element="", field="", base=own, ours=None, theirs=record)
    return MapMerge(id=record.id, conflicts=(conflict,))


def _went_along(document: Document, base: Document, map_id: str, theirs: set[str]) -> bool:
    """Whether a map that is missing there was in the file that went there: it may have gone by itself."""
    batches = {e.map: e.batch for e in _exports(document) or _exports(base)}
    if map_id not in batches:
        return True
    return batches[map_id] in {batch for other, batch in batches.items() if other in theirs}


def _exports(document: Document) -> list[Exported]:
    return document.of_type(Exported)


def _arrived(document: Document, base: Document, edited: Document, seen: Document) -> Iterable[str]:
    """The maps whose files are not the ones that went out, changed or not: they carry what Bizagi wrote last."""
    went = {e.map: e.sha256 for e in (*_exports(base), *_exports(document))}
    for one in _exports(edited):
        if one.map in went:
            if went[one.map] != one.sha256:
                yield one.map
            continue
        carried, written = edited.carried(one.map), seen.carried(one.map)
        if carried is not None and (written is None or carried.archive != written.archive):
            yield one.map


# Names of the tree and the unit list


def _renames(document: Document, base: Document, edited: Document, map_id: str) -> list[Rename]:
    found: list[Rename] = []
    record, was, now = document.map(map_id), base.map(map_id), edited.map(map_id)
    if was.name != now.name:
        process = document.process(record.process)
        title = title_of(document, msgspec.structs.replace(now, process=""))
        if process is not None and process.name != title:
            found.append(Rename(what="process", id=process.id, before=process.name, after=title, map=map_id))
        if record.kind in DERIVED and record.name != now.name:
            found.append(Rename(what="map", id=map_id, before=record.name, after=now.name, map=map_id))
    for element_id, own in elements_of(document, map_id).items():
        old, new = base.element(map_id, element_id), edited.element(map_id, element_id)
        if isinstance(own, Node) and old is not None and new is not None and old.name != new.name:
            found += _renamed(document, own, new)
    return found


def _renamed(document: Document, own: Node, new: Element) -> list[Rename]:
    name = " ".join(new.name.split())
    process, unit = document.process(own.process), document.unit(own.unit)
    if process is not None:
        what, target, before = "process", process.id, process.name
    elif unit is not None:
        what, target, before = "unit", unit.id, unit.name
        name = name.removeprefix(f"{unit.repeat} ") if unit.repeat > 1 else name
    else:
        return []
    if not name or name == before:
        return []
    return [Rename(what=what, id=target, before=before, after=name, map=own.map, element=own.id)]
