"""Live references inside texts: a tag that says what is meant, made into words where the text is shown.

`<ref code="ID"/>` is a process's code, `name` its name, `process` both, `unit` a unit's name, `office` the office's
`name` or `region`, `figure` the figure of a map (or of a process's first map, or of a block of that id in a text),
`table` a table in a text, and `count` a number with its words: `children`, `groups`, `processes`, `units`, `goals`,
`children:ID` or `unit:ID` (how often a unit exists). What is meant by an id that is gone is shown as "…", and `lost`
finds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from probis_editor.model import numbering
from probis_editor.model.affairs import Goal
from probis_editor.model.document import Document
from probis_editor.model.mentions import escaped
from probis_editor.model.office import Block, Narrative, Unit

TOKEN = re.compile(r'<ref (code|name|process|unit|office|figure|table|count)="([^"<>]*)"\s*/>')
LOST = "…"
_PLACED = ("figure", "table")
KINDS = ("code", "name", "process", "unit", "office", "figure", "table", "count")


def token(kind: str, target: str) -> str:
    """The tag of a reference. Raises ValueError for what it cannot hold."""
    if kind not in KINDS or not re.fullmatch(r'[^"<>]*', target):
        raise ValueError(f"no reference: {kind} {target}")
    return f'<ref {kind}="{target}"/>'


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, target) of every reference in a text."""
    for match in TOKEN.finditer(text):
        yield match.group(1), match.group(2)


def resolved(
    document: Document,
    text: str,
    *,
    slot: str = "",
    counted: Callable[[int], str] = str,
    figure: Callable[[str], str] | None = None,
) -> str:
    """The text (markup) with its references in words. `slot` is the text's own, which says whose children count.

    `counted` writes a number ("9 (sembilan)"); `figure` gives the markup of the figure of a map, and of the figure or
    table of a block, "" where there is none; with None, references to figures and tables stay as they are.
    """

    def shown(match: re.Match[str]) -> str:
        kind, target = match.groups()
        if kind in _PLACED:
            return match.group() if figure is None else (figure(_placed(document, kind, target)) or LOST)
        return _said(document, kind, target, slot, counted) or LOST

    return TOKEN.sub(shown, text)


def with_unit(text: str, gone: str, keep: str) -> str:
    """The text with references to one unit as references to another."""

    def moved(match: re.Match[str]) -> str:
        kind, target = match.groups()
        if kind == "unit" and target == gone:
            return token(kind, keep)
        return token(kind, f"unit:{keep}") if (kind, target) == ("count", f"unit:{gone}") else match.group()

    return TOKEN.sub(moved, text)


def lost(document: Document, text: str, slot: str = "") -> tuple[str, ...]:
    """The references whose target is gone, as tags."""
    return tuple(
        match.group()
        for match in TOKEN.finditer(text)
        if not (
            _placed(document, *match.groups())
            if match.group(1) in _PLACED
            else _said(document, match.group(1), match.group(2), slot, str)
        )
    )


def _said(document: Document, kind: str, target: str, slot: str, counted: Callable[[int], str]) -> str:
    if kind == "count":
        number = count_of(document, target, slot)
        return "" if number is None else counted(number)
    if kind == "office":
        said = {"name": document.office.name, "region": document.office.region}.get(target, "")
        return escaped(said.strip())
    if kind == "unit":
        unit = document.unit(target)
        return escaped(unit.name) if unit else ""
    process = document.process(target)
    if process is None:
        return ""
    code = numbering.code(document, target)
    said = {"code": code, "name": process.name, "process": f"{code} {process.name}"}[kind]
    return escaped(said.strip())


def count_of(document: Document, what: str, slot: str = "") -> int | None:
    """The number that a count stands for, None where there is nothing to count."""
    name, _, target = what.partition(":")
    if name == "children":
        process = target or process_of(slot)
        return len(numbering.children(document, process)) if document.process(process) else None
    if name == "groups":
        return len({p.group for p in numbering.children(document)})
    if name == "processes":
        return len(numbering.children(document))
    if name == "units":
        return sum(1 for u in document.of_type(Unit) if u.kind == "unit")
    if name == "goals":
        return len(document.of_type(Goal))
    if name == "unit":
        return _copies(document, target)
    return None


def _copies(document: Document, unit_id: str) -> int | None:
    """How often a unit exists, with the units above it that exist several times; None for an unknown one."""
    unit = document.unit(unit_id)
    if unit is None:
        return None
    count, seen = 1, {""}
    while unit is not None and unit.id not in seen:
        seen.add(unit.id)
        count *= max(1, unit.repeat)
        unit = document.unit(unit.parent)
    return count


def process_of(slot: str) -> str:
    """The process that a text belongs to, "" for other texts."""
    parts = slot.split(":")
    return parts[1] if parts[0] == "process" and len(parts) == 3 else ""


def _placed(document: Document, kind: str, target: str) -> str:
    """The id of a map, of the first map of a process, or of a block of this kind in a text; "" where there is none."""
    if not target:
        return ""
    if kind == "figure":
        if document.get((target, "")) is not None:
            return target
        if document.process(target) is not None:
            return next((m.id for m in document.maps() if m.process == target), "")
    return target if block(document, target, kind) is not None else ""


def block(document: Document, block_id: str, kind: str) -> Block | None:
    """The table or figure of this id in the texts of a document."""
    for text in document.of_type(Narrative):
        for one in text.blocks:
            if one.id == block_id and one.kind == kind:
                return one
    return None
