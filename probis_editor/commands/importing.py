"""The verb that takes imported maps into a document, with their places in the tree and their actors: one undo step."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from probis_editor.commands import import_places, import_units
from probis_editor.commands.import_places import Placing, Spot, propose
from probis_editor.commands.import_units import Actor, actors
from probis_editor.model.changes import Record
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map
from probis_editor.model.office import Settings

__all__ = ["Actor", "Choices", "Placing", "Spot", "actors", "propose", "proposed", "take"]


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the user decided: `places` as `Placing.of` with the `spots` it names, `names` as `import_units.enter` takes
    them (lanes that are not named stay outside the list where the document lets them), `without` maps that are not
    wanted."""

    spots: tuple[Spot, ...] = ()
    places: Mapping[str, str] = {}
    scheme: Mapping[str, object] = {}
    names: Mapping[str, str] = {}
    without: frozenset[str] = frozenset()


def proposed(placing: Placing, found: list[Actor], unify: bool = True) -> Choices:
    """The proposals as choices; without `unify` every name stands for itself, unless the list has it."""
    names = {a.name: a.target if unify or not a.suggested else a.name for a in found}
    return Choices(spots=placing.spots, places=placing.of, scheme=placing.scheme, names=names)


def take(tx: Transaction, incoming: Document, choices: Choices) -> tuple[str, ...]:
    """Put the maps of `incoming` into the document, placed and tied as chosen. Returns their ids, in order.

    Ids must not meet (`formats.gathering` sees to it). What goes with the maps as a whole comes too.
    """
    document = tx.document
    wanted = [m for m in incoming.maps() if m.id not in choices.without]
    here = {m.id for m in wanted}
    for record in incoming.records():
        if _goes_along(record, here):
            tx.put(record)
    ids = import_places.plant(tx, choices.spots, _of(choices, wanted), choices.scheme)
    for one in wanted:
        process = ids.get(choices.places.get(one.id, ""), "")
        if process:
            tx.put(replace(document.map(one.id), process=process))
    import_units.enter(tx, [m.id for m in wanted], choices.names)
    for one in wanted:
        # Untouched maps go back byte for byte, in whichever document they are.
        if one.id in incoming.baseline:
            document.baseline[one.id] = incoming.baseline[one.id]
    return tuple(m.id for m in wanted)


def _of(choices: Choices, wanted: list[Map]) -> dict[str, str]:
    return {m.id: choices.places.get(m.id, "") for m in wanted}


def _goes_along(record: Record, wanted: set[str]) -> bool:
    map_id = getattr(record, "map", record.key[0]) or record.key[0]
    if isinstance(record, Map):
        return record.id in wanted
    return not isinstance(record, Settings) and (not map_id or map_id in wanted)
