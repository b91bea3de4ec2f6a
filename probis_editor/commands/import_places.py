"""Where imported maps belong in the process tree: by the code in a name, else by the name; missing nodes proposed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from probis_editor.commands import codes as code_verbs
from probis_editor.commands import tree
from probis_editor.commands.import_codes import Code, code_of_name, parsed, scheme_of, title_of_name
from probis_editor.model import numbering
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Map
from probis_editor.model.office import Process
from probis_editor.model.queries import pools

ALIKE = 60
"""Names of one process that are less alike than this (of 100) are told: perhaps the code means something else."""
SAME = 92
"""From here on a name without a code is taken for that of a process."""

_UNNAMED = re.compile(
    r"(?:diagram(?:me|a|m)?|nuevo modelo|novo modelo|new model|model(?:o)?|peta|proses|page|untitled|drawing)?"
    r"[\s_\-]*\(?\d*\)?",
    re.IGNORECASE,
)


class Spot(NamedTuple):
    """A node of the tree that is proposed. `parent` is the key of another one or the id of a process ("" = top)."""

    key: str
    parent: str
    number: int
    name: str


class Placing(NamedTuple):
    """Which map goes where: `of` maps its id to the id of a process, the key of a spot, or "" (outside the tree).

    `why` says of a map how that was found ("code", "name") or why it was not done ("double": another imported map has
    the code, "taken": the process has a map, "differs": it is called something else, "letters": another scheme's
    code). `codes` are the codes found, `titles` the names without them. `scheme` are the fields of Settings to be set
    where the tree is still empty.
    """

    spots: tuple[Spot, ...]
    of: Mapping[str, str]
    why: Mapping[str, str]
    codes: Mapping[str, str]
    titles: Mapping[str, str]
    scheme: Mapping[str, object]


def propose(
    document: Document, incoming: Document, hints: Mapping[str, Sequence[str]] | None = None
) -> Placing:
    """Where the maps of `incoming` belong in the tree of `document`. `hints` are further names of a map, its file's
    and folders', that may hold its code."""
    return _Proposer(document, incoming, hints or {}).placing()


class _Proposer:
    def __init__(self, document: Document, incoming: Document, hints: Mapping[str, Sequence[str]]) -> None:
        self._document, self._incoming, self._hints = document, incoming, hints
        self._codes: dict[str, Code] = {}
        self._titles: dict[str, str] = {}
        for record in incoming.maps():
            self._look_into(record)
        self._empty = not document.of_type(Process)
        self._scheme = scheme_of(self._codes.values()) if self._empty else {}
        self._letters = self._own_letters()
        self._known = self._by_numbers()
        self._spots: dict[tuple[int, ...], Spot] = {}
        self._of: dict[str, str] = {}
        self._why: dict[str, str] = {}

    def _look_into(self, record: Map) -> None:
        drawn = pools(self._incoming, record.id)
        named = [drawn[0].name] if len(drawn) == 1 else []
        title = title_of_name(record.name)
        for text in (record.name, *named, *self._hints.get(record.id, ())[:1]):
            code = code_of_name(text)
            if code is not None:
                self._codes[record.id] = code
                if _UNNAMED.fullmatch(title) or title == code.written:
                    title = title_of_name(text)
                break
        else:
            hint = next(iter(self._hints.get(record.id, ())), "")
            if _UNNAMED.fullmatch(title) and hint:
                title = " ".join(hint.replace("_", " ").split())
        self._titles[record.id] = title

    def _own_letters(self) -> str:
        prefix = self._scheme.get("code_prefix", self._document.settings.code_prefix)
        return str(prefix).rstrip(".").upper()

    def _by_numbers(self) -> dict[tuple[int, ...], str]:
        found: dict[tuple[int, ...], str] = {}
        for process_id, written in numbering.codes(self._document).items():
            code = parsed(written)
            if code is not None:
                found.setdefault(code.numbers, process_id)
        return found

    def placing(self) -> Placing:
        for record in self._incoming.maps():
            code = self._codes.get(record.id)
            if code is None:
                self._by_name(record)
            elif code.letters != self._letters:
                self._leave(record, "letters")
            else:
                self._by_code(record, code)
        self._name_levels()
        written = {i: code.written for i, code in self._codes.items()}
        spots = tuple(self._spots[numbers] for numbers in sorted(self._spots))
        return Placing(spots, self._of, self._why, written, self._titles, self._scheme)

    def _leave(self, record: Map, why: str = "") -> None:
        self._of[record.id] = ""
        if why:
            self._why[record.id] = why

    def _by_code(self, record: Map, code: Code) -> None:
        title = self._titles[record.id]
        process = self._document.process(self._known.get(code.numbers, ""))
        if process is not None:
            if process.id in self._of.values():
                self._leave(record, "double")
            elif any(m.process == process.id for m in self._document.maps()):
                self._leave(record, "taken")
            elif process.name and likeness(process.name, title) < ALIKE:
                self._leave(record, "differs")
            else:
                self._place(record, process.id, "code")
            return
        spot = self._spot(code.numbers)
        if spot.key in self._of.values():
            self._leave(record, "double")
            return
        self._spots[code.numbers] = spot._replace(name=title)
        self._place(record, spot.key, "code")

    def _by_name(self, record: Map) -> None:
        title = self._titles[record.id]
        taken = {m.process for m in self._document.maps()} | set(self._of.values())
        rated = [
            (likeness(p.name, title), p.id)
            for p in self._document.of_type(Process)
            if p.name and p.id not in taken
        ]
        score, process_id = max(rated, default=(0, ""), key=lambda r: r[0])
        if score >= SAME:
            self._place(record, process_id, "name")
        else:
            self._leave(record)

    def _place(self, record: Map, target: str, why: str) -> None:
        self._of[record.id] = target
        self._why[record.id] = why

    def _spot(self, numbers: tuple[int, ...]) -> Spot:
        """The spot of these numbers, made with those above it that are missing."""
        if numbers in self._spots:
            return self._spots[numbers]
        parent = ""
        if len(numbers) > 1:
            above = numbers[:-1]
            parent = self._known.get(above, "") or self._spot(above).key
        key = "new:" + ".".join(map(str, numbers))
        spot = self._spots[numbers] = Spot(key, parent, numbers[-1], "")
        return spot

    def _name_levels(self) -> None:
        """Levels that no map names may be named by the folders."""
        for texts in self._hints.values():
            for text in texts[1:]:
                code = code_of_name(text)
                if code is None or code.letters != self._letters:
                    continue
                spot = self._spots.get(code.numbers)
                title = title_of_name(text)
                if spot is not None and not spot.name and code_of_name(title) is None:
                    self._spots[code.numbers] = spot._replace(name=title)


def likeness(first: str, second: str) -> int:
    """How alike two names of processes are, from 0 to 100; word order and case do not count."""
    from rapidfuzz import fuzz

    return round(fuzz.token_sort_ratio(first.casefold(), second.casefold()))


# Planting


def needed(spots: Sequence[Spot], of: Mapping[str, str]) -> list[Spot]:
    """The spots that some map is to be placed at or below, each after the one above it."""
    by_key = {spot.key: spot for spot in spots}
    wanted: set[str] = set()
    for key in of.values():
        while key in by_key and key not in wanted:
            wanted.add(key)
            key = by_key[key].parent
    order: list[Spot] = []
    left = [spot for spot in spots if spot.key in wanted]
    while left:
        ready = [s for s in left if s.parent not in wanted or s.parent in {o.key for o in order}]
        if not ready:
            break
        order += ready
        left = [s for s in left if s not in ready]
    return order


def plant(
    tx: Transaction, spots: Sequence[Spot], of: Mapping[str, str], scheme: Mapping[str, object]
) -> dict[str, str]:
    """Enter the spots that are needed; returns key -> process id, for spots and for the processes named in `of`.

    Numbers that do not follow from the place are pinned. The scheme is set where there was no tree. What names no
    process any more counts as outside the tree.
    """
    document = tx.document
    if scheme and not document.of_type(Process):
        code_verbs.set_scheme(tx, **scheme)
    ids = {p.id: p.id for p in document.of_type(Process)}
    groups = document.settings.groups
    for spot in needed(spots, of):
        parent = ids.get(spot.parent, "")
        siblings = numbering.children(document, parent)
        numbers = numbering.numbers(document)
        at = sum(numbers.get(p.id, 0) < spot.number for p in siblings) if spot.number else len(siblings)
        group = "" if parent else next((g for g in groups if g.casefold() in spot.name.casefold()), "")
        group = group or ("" if parent or not groups else groups[0])
        made = tree.create_process(tx, spot.name, parent, group, at)
        ids[spot.key] = made.id
        if spot.number and numbering.numbers(document).get(made.id) != spot.number:
            tree.change_process(tx, made.id, pinned=spot.number)
    return ids
