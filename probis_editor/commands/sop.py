"""The verb for what an SOP says beyond its map."""

from __future__ import annotations

from msgspec.structs import replace

from probis_editor.model.affairs import Sop
from probis_editor.model.document import Document, Transaction


def said(document: Document, process_id: str) -> Sop:
    """What the office said of a process's SOP; an empty record where it said nothing."""
    found = document.get(("", "sop:" + process_id))
    return found if isinstance(found, Sop) else Sop(process=process_id)


def say(tx: Transaction, process_id: str, **fields: str | tuple[str, ...]) -> None:
    """Set fields of a process's SOP; lines are stripped and empty ones left out. Raises KeyError for no process."""
    document = tx.document
    if document.process(process_id) is None:
        raise KeyError(process_id)
    clean = {name: _clean(value) for name, value in fields.items()}
    record = replace(said(document, process_id), **clean)
    if record == Sop(process=process_id):
        tx.drop(record.key)
    else:
        tx.put(record)


def _clean(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return " ".join(value.split())
    return tuple(line for one in value if (line := " ".join(one.split())))
