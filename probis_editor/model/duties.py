"""The duties of units: the texts "unit:<id>:tugas", ":fungsi" and ":uraian", and lines of text made such texts."""

from __future__ import annotations

from probis_editor.model import tokens
from probis_editor.model.document import Document
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block, Narrative, Unit

_PROCESSES = ("code", "name", "process")
PARTS = ("tugas", "fungsi", "uraian")
"""A unit's task, its functions, and what it does in detail."""


def slot(unit_id: str, part: str) -> str:
    """The slot of a part of a unit's duties."""
    return f"unit:{unit_id}:{part}"


def told(document: Document, unit: Unit) -> bool:
    """Whether anything is written of a unit's duties."""
    return any(document.narrative(slot(unit.id, part)).blocks for part in PARTS)


def served(document: Document, unit: Unit) -> tuple[tuple[str, Block, tuple[str, ...]], ...]:
    """The single duties of a unit that refer to processes: (slot, block, ids of the processes in their order)."""
    found = []
    for part in PARTS:
        for block in document.narrative(slot(unit.id, part)).blocks:
            named = (target for kind, target in tokens.tokens(block.text) if kind in _PROCESSES)
            ids = tuple(dict.fromkeys(i for i in named if document.process(i) is not None))
            if ids:
                found.append((slot(unit.id, part), block, ids))
    return tuple(found)


def from_lines(unit_id: str, lines: str) -> Narrative | None:
    """The text that plain lines make: one that ends with a colon leads in the lettered items after it. None for none.

    It is the unit's functions where the first such line says so, else its task.
    """
    found: list[Block] = []
    part, leading = "", False
    for line in (one.strip() for one in lines.splitlines()):
        if not line:
            continue
        if line.endswith(":"):
            part = part or ("fungsi" if line.lower().endswith("fungsi:") else "tugas")
            leading = True
            found.append(Block(text=escaped(line)))
        else:
            found.append(
                Block(kind="item", text=escaped(line), number="a.") if leading else Block(text=escaped(line))
            )
    return Narrative(slot=slot(unit_id, part or "tugas"), blocks=tuple(found)) if found else None
