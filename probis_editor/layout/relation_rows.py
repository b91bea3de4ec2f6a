"""The relation map in rows of equal columns: a process with many parties gets several columns of chips."""

from __future__ import annotations

from collections.abc import Sequence

from probis_editor.geometry import Rect
from probis_editor.layout.picture import Link, Picture, moved
from probis_editor.layout.relation import ROOMY, Involved, Party, Rhythm, relation

GAP = 24.0


def relation_rows(
    processes: Sequence[Involved],
    parties: Sequence[Party],
    columns: int,
    chips: int = 7,
    rhythm: Rhythm = ROOMY,
) -> Picture:
    """Processes in reading order, at most `columns` columns a row, at most `chips` chips below each other."""
    return RowsOf(processes, parties).picture(columns, chips, rhythm)


class RowsOf:
    """The same processes and parties in rows of several forms; a row that several forms share is laid out once."""

    def __init__(self, processes: Sequence[Involved], parties: Sequence[Party]) -> None:
        self._processes, self._parties = processes, parties
        self._known: dict[tuple[object, ...], tuple[Picture, Rect]] = {}

    def _laid(self, columns: int, chips: int, rhythm: Rhythm) -> list[tuple[Picture, Rect]]:
        found = []
        for row in _rows(self._processes, columns, chips):
            key = (rhythm, *((p.id, _span(p, chips)) for p in row))
            if key not in self._known:
                picture = _row(row, self._parties, chips, rhythm)
                self._known[key] = picture, picture.bounds
            found.append(self._known[key])
        return found

    def size(self, columns: int, chips: int, rhythm: Rhythm = ROOMY) -> tuple[float, float]:
        """How wide and high the picture of this form is."""
        bounds = [b for _, b in self._laid(columns, chips, rhythm)]
        height = sum(b.h for b in bounds) + rhythm.row * (len(bounds) - 1)
        return max(b.right for b in bounds), height

    def picture(self, columns: int, chips: int, rhythm: Rhythm = ROOMY) -> Picture:
        """The picture of this form, as `relation_rows` tells."""
        boxes: dict[str, Rect] = {}
        links: list[Link] = []
        y = 0.0
        for picture, bounds in self._laid(columns, chips, rhythm):
            shifted = moved(picture, 0.0, y)
            boxes |= shifted.boxes
            links += shifted.links
            y += bounds.bottom + rhythm.row
        return Picture(boxes, tuple(links))


def _span(process: Involved, chips: int) -> int:
    return max(1, -(-len(process.parties) // chips))


def _rows(processes: Sequence[Involved], columns: int, chips: int) -> list[list[Involved]]:
    rows: list[list[Involved]] = [[]]
    used = 0
    for process in processes:
        if rows[-1] and used + _span(process, chips) > columns:
            rows.append([])
            used = 0
        rows[-1].append(process)
        used += _span(process, chips)
    return rows


def _row(row: Sequence[Involved], parties: Sequence[Party], chips: int, rhythm: Rhythm) -> Picture:
    """One row: a process of several columns is laid out as so many neighbours, then drawn as one wide box."""
    parts: list[Involved] = []
    owner: dict[str, str] = {}
    for process in row:
        span = _span(process, chips)
        per = -(-len(process.parties) // span)
        for at in range(span):
            name = process.id if at == 0 else f"{process.id}#{at}"
            owner[name] = process.id
            own = process.parties[at * per : (at + 1) * per]
            parts.append(Involved(name, process.w, process.h, own))
    picture = relation(parts, parties, 0.0, GAP, rhythm)
    boxes: dict[str, Rect] = {}
    for key, rect in picture.boxes.items():
        head, _, chip = key.partition("/")
        known = owner.get(head)
        name = key if known is None else f"{known}/{chip}" if chip else known
        boxes[name] = boxes[name].united(rect) if name in boxes else rect
    links = tuple(
        Link(
            owner.get(one.source, one.source),
            _renamed(one.target, owner),
            one.points,
            one.dotted,
        )
        for one in picture.links
    )
    return Picture(boxes, links)


def _renamed(key: str, owner: dict[str, str]) -> str:
    head, _, chip = key.partition("/")
    return f"{owner[head]}/{chip}" if chip and head in owner else owner.get(key, key)
