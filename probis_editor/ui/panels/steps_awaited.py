"""Branches typed before the rows they lead to: who writes from top to bottom names rows that are still to come."""

from __future__ import annotations

import re
from collections.abc import Iterable

from probis_editor.commands.steps import cells
from probis_editor.commands.steps.edits import Rows
from probis_editor.layout.steps import Row

Cell = tuple[str, str]
"""(row id, column)"""

_FURTHEST = 20
"""A number so far below the last row is a slip of the hand."""


def _yes_first(waiting: tuple[Cell, str]) -> tuple[str, bool]:
    (row_id, column), _ = waiting
    return row_id, column != "yes"


class Awaited:
    """What waits, map by map. Nothing of it is stored: a branch exists once its row does."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[Cell, str]] = {}

    def text(self, map_id: str, row_id: str, column: str) -> str:
        """What waits in a cell, "" where nothing does."""
        return self._texts.get(map_id, {}).get((row_id, column), "")

    def note(self, map_id: str, rows: Rows, row_id: str, column: str, text: str) -> bool:
        """Keep a text that names rows below the last one; False where more rows would not make it right."""
        last = max((int(n) for n in re.findall(r"[0-9]{1,4}", text)), default=0)
        if column not in ("yes", "no_") or not len(rows) < last <= len(rows) + _FURTHEST:
            return False
        longer = rows + tuple(Row(id=f"awaited {n}") for n in range(len(rows), last))
        try:
            cells.set_cell(longer, row_id, column, text)
        except ValueError:
            return False
        self._texts.setdefault(map_id, {})[(row_id, column)] = text
        return True

    def fulfilled(self, map_id: str, rows: Rows) -> tuple[Rows, list[Cell]]:
        """The rows with every branch that waited for one of them, and the cells that wait no more."""
        known = {row.id for row in rows}
        met: list[Cell] = []
        for (row_id, column), text in sorted(self._texts.get(map_id, {}).items(), key=_yes_first):
            if row_id not in known:
                continue
            try:
                rows = cells.set_cell(rows, row_id, column, text)
            except ValueError:
                continue
            met.append((row_id, column))
        return rows, met

    def forget(self, map_id: str, found: Iterable[Cell]) -> None:
        """Let these cells wait no more."""
        waiting = self._texts.get(map_id, {})
        for cell in found:
            waiting.pop(cell, None)
