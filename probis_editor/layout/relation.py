"""The relation map: process boxes with the parties involved in each as chips below.

A party that works in two processes standing next to each other is drawn once, between them, when no other
line is in the way; every other party is repeated under each of its processes, which needs no crossing line at
all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from probis_editor.geometry import Point, Rect, simplified
from probis_editor.layout.picture import Link, Picture

INDENT = 24.0
SIDE = 10.0


class Rhythm(NamedTuple):
    """Distances: between chips, from a process box to its first chip, between rows of processes."""

    chip: float
    below: float
    row: float


ROOMY, TIGHT = Rhythm(12.0, 24.0, 48.0), Rhythm(6.0, 14.0, 28.0)


class Party(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit or an outside party, as a chip of this size."""

    id: str
    w: float
    h: float


class Involved(msgspec.Struct, frozen=True, omit_defaults=True):
    """A process box and the ids of its parties in order."""

    id: str
    w: float
    h: float
    parties: tuple[str, ...] = ()


def chip_id(process: str, party: str) -> str:
    """The key of a party's chip under one process in the picture's boxes; a shared chip has the party's own
    id."""
    return f"{process}/{party}"


def relation(
    processes: Sequence[Involved],
    parties: Sequence[Party],
    widest: float,
    gap: float = 48.0,
    rhythm: Rhythm = ROOMY,
) -> Picture:
    """The map: processes in rows no wider than `widest`, chips below, each tied to its process by a line."""
    known = {p.id: p for p in parties}
    chip_w = max((p.w for p in parties), default=120.0)
    cell_w = max(max((p.w for p in processes), default=150.0), INDENT + chip_w)
    per = max(1, int((widest + gap) // (cell_w + gap))) if widest > 0 else max(1, len(processes))
    boxes: dict[str, Rect] = {}
    links: list[Link] = []
    y = 0.0
    for start in range(0, len(processes), per):
        row = processes[start : start + per]
        y = _row(row, known, cell_w, gap, y, boxes, links, rhythm) + rhythm.row
    return Picture(boxes, tuple(links))


def _row(
    row: Sequence[Involved],
    known: dict[str, Party],
    cell_w: float,
    gap: float,
    top: float,
    boxes: dict[str, Rect],
    links: list[Link],
    rhythm: Rhythm,
) -> float:
    """One row of processes; returns its bottom."""
    high = max(p.h for p in row)
    # The lines to a shared chip run between the columns of chips; without room there it is repeated.
    wide = min(p.w for p in row)
    roomy = (wide + cell_w + gap) / 2 - SIDE >= cell_w + 2.0
    shared = _shared(row, known) if roomy else set()
    bottom = top + high
    ends: list[float] = []
    for k, process in enumerate(row):
        x = k * (cell_w + gap)
        rect = Rect(x, top + high - process.h, process.w, process.h)
        boxes[process.id] = rect
        y = rect.bottom + rhythm.below
        trunk = x + INDENT / 2
        for party_id in process.parties:
            party = known.get(party_id)
            if party is None or (k, party_id) in shared or (k - 1, party_id) in shared:
                continue
            chip = Rect(x + INDENT, y, party.w, party.h)
            key = chip_id(process.id, party_id)
            boxes[key] = chip
            way = (Point(trunk, rect.bottom), Point(trunk, chip.center.y), Point(chip.x, chip.center.y))
            links.append(Link(process.id, key, way))
            y = chip.bottom + rhythm.chip
        ends.append(y)
        bottom = max(bottom, y - rhythm.chip)
    low = bottom
    for k in range(len(row) - 1):
        y = max(ends[k], ends[k + 1]) + 4.0
        for party_id in row[k].parties:
            if (k, party_id) not in shared:
                continue
            party = known[party_id]
            left, right = boxes[row[k].id], boxes[row[k + 1].id]
            middle = (left.right + right.x) / 2
            chip = Rect(middle - party.w / 2, y, party.w, party.h)
            boxes[party_id] = chip
            for one, x, at in ((left, middle - SIDE, left.right), (right, middle + SIDE, right.x)):
                name = row[k].id if one is left else row[k + 1].id
                way = (Point(at, one.center.y), Point(x, one.center.y), Point(x, chip.y))
                links.append(Link(name, party_id, simplified(way, 0.01)))
            y = chip.bottom + rhythm.chip
            low = max(low, chip.bottom)
    return low


def _shared(row: Sequence[Involved], known: dict[str, Party]) -> set[tuple[int, str]]:
    """At most one party per neighbouring pair, worked on by exactly those two of the row."""
    result: set[tuple[int, str]] = set()
    for k in range(len(row) - 1):
        for party_id in row[k].parties:
            users = [n for n, p in enumerate(row) if party_id in p.parties]
            narrow = party_id in known and row[k].parties and users == [k, k + 1]
            if narrow and not any(n == k - 1 for n, _ in result):
                result.add((k, party_id))
                break
    return result
