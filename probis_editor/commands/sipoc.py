"""The verbs of SIPOC: what the office says of its columns, and where maps show them."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from probis_editor.layout.sipoc import once, shown_on
from probis_editor.model.affairs import Sipoc
from probis_editor.model.document import Transaction
from probis_editor.model.unit_names import by_name


def say(tx: Transaction, process_id: str, **columns: Iterable[str] | None) -> None:
    """Say what stands in columns of a process's SIPOC; None leaves a column to the maps again. Raises KeyError.

    Names of suppliers and customers that are in the list are kept as references to it.
    """
    document = tx.document
    if document.process(process_id) is None:
        raise KeyError(process_id)
    before = document.get(("", "sipoc:" + process_id))
    record = before if isinstance(before, Sipoc) else Sipoc(process=process_id)
    fields: dict[str, tuple[str, ...] | None] = {}
    for column, said in columns.items():
        if column not in ("suppliers", "inputs", "outputs", "customers"):
            raise TypeError(f"no column: {column}")
        names = None if said is None else once(said)
        if names is not None and column in ("suppliers", "customers"):
            names = tuple(unit.id if (unit := by_name(document, n)) else n for n in names)
        fields[column] = names
    record = replace(record, **fields)
    if record == Sipoc(process=process_id):
        tx.drop(record.key)
    else:
        tx.put(record)


def show(tx: Transaction, map_id: str, shown: bool) -> None:
    """Show the columns of its process under a map, or not. Raises KeyError for an unknown map."""
    tx.document.map(map_id)
    if shown != shown_on(tx.document, map_id):
        settings = tx.document.settings
        chosen = dict(settings.sipoc_maps) | {map_id: shown}
        tx.put(replace(settings, sipoc_maps=_said(chosen, settings.sipoc_on_maps)))


def show_on_all(tx: Transaction, shown: bool) -> None:
    """Show the columns under every map, or under none; also under those for which something else was said."""
    tx.put(replace(tx.document.settings, sipoc_on_maps=shown, sipoc_maps=()))


def forget_map(tx: Transaction, map_id: str) -> None:
    """Keep nothing of a map that is deleted."""
    settings = tx.document.settings
    if map_id in dict(settings.sipoc_maps):
        tx.put(replace(settings, sipoc_maps=tuple((m, s) for m, s in settings.sipoc_maps if m != map_id)))


def _said(chosen: dict[str, bool], default: bool) -> tuple[tuple[str, bool], ...]:
    """What differs from the default, in the order of the ids."""
    return tuple(sorted((m, shown) for m, shown in chosen.items() if shown != default))
