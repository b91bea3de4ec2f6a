"""The duties of units: the texts "unit:<id>:tugas", ":fungsi" and ":uraian", and lines of text made such texts."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from probis_editor.model import tokens
from probis_editor.model.document import Document
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block, Narrative, Unit

PROCESSES = ("code", "name", "process")
"""The references that name a process."""

Place: TypeAlias = tuple[str, int]
"""The slot of a text and the number of a block in it, from 0."""
PARTS = ("tugas", "fungsi", "uraian")
"""A unit's task, its functions, and what it does in detail."""


def slot(unit_id: str, part: str) -> str:
    """The slot of a part of a unit's duties."""
    return f"unit:{unit_id}:{part}"


def told(document: Document, unit: Unit) -> bool:
    """Whether anything is written of a unit's duties."""
    return any(document.narrative(slot(unit.id, part)).blocks for part in PARTS)


class Duty(NamedTuple):
    """One single duty of a unit: the block at a place in one of its texts."""

    unit: Unit
    slot: str
    at: int
    block: Block

    @property
    def place(self) -> Place:
        """What tells it from every other one."""
        return self.slot, self.at


def single(document: Document) -> tuple[Duty, ...]:
    """Every single duty, unit after unit in the order of the list: the items of its texts.

    Of a text without items it is the paragraphs; a line that only leads to others is none.
    """
    found: list[Duty] = []
    for unit in sorted(document.of_type(Unit), key=lambda u: (u.order, u.id)):
        for part in PARTS:
            blocks = document.narrative(slot(unit.id, part)).blocks
            kind = "item" if any(b.kind == "item" for b in blocks) else "p"
            for at, one in enumerate(blocks):
                if one.kind == kind and one.text.strip() and not one.text.rstrip().endswith(":"):
                    found.append(Duty(unit, slot(unit.id, part), at, one))
    return tuple(found)


def processes_of(document: Document, block: Block) -> tuple[str, ...]:
    """The processes that the text of a duty refers to, in their order."""
    named = (target for kind, target in tokens.tokens(block.text) if kind in PROCESSES)
    return tuple(dict.fromkeys(i for i in named if document.process(i) is not None))


def of_process(document: Document, process_id: str) -> tuple[Duty, ...]:
    """The single duties that a process serves."""
    return tuple(one for one in single(document) if process_id in processes_of(document, one.block))


def served(document: Document, unit: Unit) -> tuple[tuple[str, Block, tuple[str, ...]], ...]:
    """The single duties of a unit that refer to processes: (slot, block, ids of the processes in their order)."""
    found = []
    for part in PARTS:
        for block in document.narrative(slot(unit.id, part)).blocks:
            ids = processes_of(document, block)
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
