""" "Sampai mana?": how far every process is, and the one next thing to do."""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.commands import drafts
from probis_editor.layout.steps import rows
from probis_editor.model import numbering
from probis_editor.model.changes import Label, label
from probis_editor.model.document import Document

TICKS = ("map", "text", "sipoc", "sop", "checked")


class Standing(NamedTuple):
    """How far one process is; a tick is None where the process needs no such thing.

    `sop`: the table of steps says inputs, outputs and durations, so that an SOP can be made of it.
    """

    process: str
    map: bool | None
    text: bool | None
    sipoc: bool | None
    sop: bool | None
    checked: bool | None

    @property
    def done(self) -> int:
        """How many ticks there are, and `needed` how many there could be."""
        return sum(1 for tick in self[1:] if tick)

    @property
    def needed(self) -> int:
        return sum(1 for tick in self[1:] if tick is not None)


class Step(NamedTuple):
    """The next thing to do: what it is called, and the process or map to go to."""

    label: Label
    process: str = ""
    map: str = ""


def standings(document: Document, findings: frozenset[str] | None = None) -> tuple[Standing, ...]:
    """Every process in the order of the codes. `findings` are the ids of maps with errors; None = not checked yet."""
    maps: dict[str, list[str]] = {}
    for one in document.maps():
        if one.process:
            maps.setdefault(one.process, []).append(one.id)
    below = numbering.tree(document)
    stale = set(drafts.stale(document))
    result: list[Standing] = []
    for _, process in numbering.walk(document):
        own = [m for m in maps.get(process.id, ()) if document.nodes(m)]
        outside = bool(process.parties) and not process.owner and process.id not in below
        drawn = any(sum(not n.hidden for n in document.nodes(m)) for m in own)
        slots = [f"process:{process.id}:{part}" for part in ("intro", "steps")]
        told = any(document.narrative(s).blocks for s in slots) and not stale.intersection(slots)
        leaf = process.id not in below
        steps = [row for m in own for row in rows(document, m) if row.kind == "task"] if leaf else []
        filled = bool(steps) and all(row.outputs and row.duration for row in steps)
        sipoc = document.get(("", "sipoc:" + process.id)) is not None or any(
            r.inputs or r.outputs for r in steps
        )
        result.append(
            Standing(
                process.id,
                None if outside else drawn,
                None if outside else told,
                None if outside or not leaf else sipoc,
                None if outside or not leaf else filled,
                None if outside or findings is None else drawn and findings.isdisjoint(own),
            )
        )
    return tuple(result)


def next_step(document: Document, findings: frozenset[str] | None = None) -> Step | None:
    """The one thing to do next, None where all is done: the office, the units, the tree, then process by process."""
    if not document.office.name.strip():
        return Step(label("progress.office"))
    if not numbering.children(document):
        return Step(label("progress.tree"))
    found = standings(document, findings)
    names = numbering.codes(document)
    for tick, key in (
        ("map", "progress.map"),
        ("text", "progress.text"),
        ("checked", "progress.check"),
        ("sipoc", "progress.sipoc"),
        ("sop", "progress.sop"),
    ):
        for one in found:
            if getattr(one, tick) is False:
                process = document.process(one.process)
                name = f"{names.get(one.process, '')} {process.name if process else ''}".strip()
                here = next((m.id for m in document.maps() if m.process == one.process), "")
                return Step(label(key, name=name), one.process, here)
    return None
