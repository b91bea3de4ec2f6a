"""What a book in Word becomes: its processes in the tree, the form of their codes, the maps that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from probis_editor.commands import derived, maps, tree_rows
from probis_editor.model import numbering
from probis_editor.model.document import Transaction
from probis_editor.model.office import Unit


class Coded(NamedTuple):
    """A process as the book names it: its numbers, code as written, name, and the group it stands under."""

    numbers: tuple[int, ...]
    code: str
    name: str
    group: str


def plant(tx: Transaction, found: Sequence[Coded]) -> dict[tuple[int, ...], str]:
    """Enter the processes; numbers -> id, those of levels that the book does not name included."""
    rows = [tree_rows.TreeRow(c.code, c.name, "", c.group if len(c.numbers) == 1 else "") for c in found]
    tree_rows.plant(tx, rows)
    ids: dict[tuple[int, ...], str] = {}
    numbers = numbering.numbers(tx.document)
    for _, process in numbering.walk(tx.document):
        above = [numbers[p.id] for p in reversed(numbering.ancestors(tx.document, process.id))]
        ids[(*above, numbers[process.id])] = process.id
    return ids


def derive(tx: Transaction, related: bool) -> None:
    """The maps that follow from the tree and the units; `related` where the book has a map of relations."""
    document = tx.document
    if any(unit.kind == "unit" for unit in document.of_type(Unit)):
        derived.fill(tx, maps.create_map(tx, "Struktur Organisasi", "organisation").id)
    if not numbering.children(document):
        return
    derived.fill(tx, maps.create_map(tx, "Peta Proses", "level0").id)
    if related:
        derived.fill(tx, maps.create_map(tx, "Peta Relasi", "relation").id)
    below = numbering.tree(document)
    for _, process in numbering.walk(document):
        if process.id in below:
            derived.fill(tx, maps.create_map(tx, "", "subprocess", process.id).id)


def scheme(codes: Sequence[str]) -> dict[str, str | tuple[object, ...]]:
    """How the book's codes are written, by the form of most of them."""
    if not codes:
        return {}
    first = codes[0]
    if found := re.match(r"^([A-Z]{3,10})\.\d{2}", first):
        return {
            "code_prefix": found[1] + ".",
            "code_widths": (2,),
            "code_marks": (("cross_functional", "CFM"),),
        }
    dotted = sum(code.startswith("P.") for code in codes) * 2 > len(codes)
    ended = sum(code.endswith(".") for code in codes) * 2 > len(codes)
    return {"code_prefix": "P." if dotted else "P", "code_end": "." if ended else ""}
