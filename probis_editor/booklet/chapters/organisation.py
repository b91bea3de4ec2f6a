"""BAB Organisasi: the units as a list, the organisation chart, the duties of every unit."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Heading, Item, Para, plain
from probis_editor.booklet.chapters.telling import referring
from probis_editor.booklet.context import Context, sourced
from probis_editor.booklet.rich import item_label
from probis_editor.model.office import Unit

PARTS = ("tugas", "fungsi", "uraian")
"""The texts of a unit: its task, its functions, and what it does in detail."""

_PATTERNS = ("1.", "a.", "1)", "a)", "-")


def blocks(context: Context) -> Iterator[BookBlock]:
    """Nothing where the document knows no units of its own."""
    units = _shown(context.document.of_type(Unit))
    if not units or not context.names.proper:
        return
    below = _tree(units)
    yield context.chapter(context.tr("booklet.organisation"))
    yield context.section(context.tr("booklet.structure"))
    figures = [f for m in context.maps_of("") if m.kind == "organisation" for f in context.figures(m)]
    yield from referring(context, list(context.template("chapter:organisation", "structure_1")), figures)
    yield Para(text=context.text("structure_2"), style="lead", keep=True)
    yield from _list(below, "", 0)
    yield from figures
    told = [u for u in _depth_first(below, "") if _has_duties(context, u)]
    if not told:
        return
    yield context.section(context.tr("booklet.duties"))
    yield Para(text=context.text("duties_1"))
    for unit in told:
        own = "unit:" + unit.id
        yield Heading(text=plain(unit.name), level=2, anchor="unit-" + unit.id, room=0.12, source=own)
        yield from sourced(duties(unit.duties), own)
        for part in PARTS:
            yield from context.narrative(f"unit:{unit.id}:{part}")


def _has_duties(context: Context, unit: Unit) -> bool:
    slots = (f"unit:{unit.id}:{part}" for part in PARTS)
    return bool(unit.duties.strip()) or any(context.document.narrative(slot).blocks for slot in slots)


def duties(text: str) -> Iterator[BookBlock]:
    """A unit's duties, one a line: a line that ends with a colon leads in the lettered lines after it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    number = 0
    leading = False
    for line in lines:
        if line.endswith(":"):
            number, leading = 0, True
            yield Para(text=plain(line), style="lead", keep=True)
        elif leading:
            number += 1
            yield Item(text=plain(line), label=item_label("a.", number))
        else:
            yield Para(text=plain(line))


def _shown(units: list[Unit]) -> list[Unit]:
    """Units, and the positions that lead someone or have duties of their own; other positions only do steps."""
    leading = {u.parent for u in units}
    return [
        u
        for u in units
        if u.kind == "unit" or (u.kind == "position" and (u.id in leading or u.duties.strip()))
    ]


def _tree(units: list[Unit]) -> dict[str, list[Unit]]:
    known = {u.id for u in units}
    below: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: (u.order, u.id)):
        below.setdefault(unit.parent if unit.parent in known else "", []).append(unit)
    return below


def _list(below: dict[str, list[Unit]], parent: str, level: int) -> Iterator[BookBlock]:
    for number, unit in enumerate(below.get(parent, []), 1):
        name = f"{unit.repeat} {unit.name}" if unit.repeat > 1 else unit.name
        yield Item(text=plain(name), label=item_label(_PATTERNS[min(level, 4)], number), level=min(level, 4))
        yield from _list(below, unit.id, level + 1)


def _depth_first(below: dict[str, list[Unit]], parent: str) -> Iterator[Unit]:
    for unit in below.get(parent, []):
        yield unit
        yield from _depth_first(below, unit.id)
