"""The verb that makes a computed layout true."""

from __future__ import annotations

from collections.abc import Iterable

from probis_editor.commands.following import make_way
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Flow, Map, Node


def lay(tx: Transaction, map_id: str, records: Iterable[Map | Node | Flow]) -> None:
    """Put the records that `layout.maps` gave for the map, as far as they differ from what stands.

    Flows that the layout did not lead go round the shapes that came to lie on them: a selection is laid out by itself.
    """
    document: Document = tx.document
    fresh = [record for record in records if record != document.get(record.key)]
    moved: list[str] = []
    led: set[str] = set()
    for record in fresh:
        old = document.get(record.key)
        if isinstance(record, Node) and not (isinstance(old, Node) and old.drawn == record.drawn):
            moved.append(record.id)
        elif isinstance(record, Flow):
            led.add(record.id)
        tx.put(record)
    make_way(tx, map_id, moved, led)
