"""BAB Organisasi: aims and goals where they have no chapter, the units, their chart, their duties and processes."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Heading, Item, Para, plain
from probis_editor.booklet.chapters import goals, shares
from probis_editor.booklet.chapters.telling import referring
from probis_editor.booklet.context import Context, sourced
from probis_editor.booklet.rich import item_label
from probis_editor.model import duties, laws
from probis_editor.model.affairs import Law
from probis_editor.model.office import Unit

_PATTERNS = ("1.", "a.", "1)", "a)", "-")


def blocks(context: Context) -> Iterator[BookBlock]:
    """Nothing where the document knows no units of its own."""
    document = context.document
    if not shown(context):
        return
    units = _own(context)
    below = _tree(units)
    inside = "goals" not in context.chapters and goals.known(context)
    yield context.chapter(context.tr("booklet.organisation_goals" if inside else "booklet.organisation"))
    if inside:
        yield from goals.sections(context)
    yield context.section(context.tr("booklet.structure"))
    figures = [f for m in context.maps_of("") if m.kind == "organisation" for f in context.figures(m)]
    yield from referring(context, list(context.template("chapter:organisation", "structure_1")), figures)
    yield Para(text=context.text("structure_2"), style="lead", keep=True)
    yield from _list(context, below, "", 0)
    yield from figures
    told = [u for u in _depth_first(below, "") if duties.told(document, u)]
    if told:
        yield context.section(context.tr("booklet.duties"))
        yield Para(text=context.text("duties_1"))
    for unit in told:
        own = "unit:" + unit.id
        yield Heading(text=plain(unit.name), level=2, anchor="unit-" + unit.id, room=0.12, source=own)
        for part in duties.PARTS:
            yield from context.narrative(duties.slot(unit.id, part))
        yield from sourced(_bases(context, unit), own)
    yield from shares.blocks(context, list(_depth_first(below, "")))


def shown(context: Context) -> bool:
    """Whether the book has this chapter where it is asked for."""
    return context.names.proper and bool(_own(context))


def _bases(context: Context, unit: Unit) -> Iterator[BookBlock]:
    """The legal bases of a unit."""
    records = (context.document.get(("", "law:" + one)) for one in unit.laws)
    cited = [laws.cited(law) for law in laws.ordered([r for r in records if isinstance(r, Law)])]
    if cited:
        yield Para(text=context.text("bases", laws=context.listed(cited)), style="small")


def _own(context: Context) -> list[Unit]:
    """Units, and the positions that lead someone or have duties of their own; other positions only do steps."""
    units = context.document.of_type(Unit)
    leading = {u.parent for u in units}
    return [
        u
        for u in units
        if u.kind == "unit"
        or (u.kind == "position" and (u.id in leading or duties.told(context.document, u)))
    ]


def _tree(units: list[Unit]) -> dict[str, list[Unit]]:
    known = {u.id for u in units}
    below: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: (u.order, u.id)):
        below.setdefault(unit.parent if unit.parent in known else "", []).append(unit)
    return below


def _list(context: Context, below: dict[str, list[Unit]], parent: str, level: int) -> Iterator[BookBlock]:
    for number, unit in enumerate(below.get(parent, []), 1):
        name = _listed(context, unit, bool(below.get(unit.id)))
        yield Item(text=plain(name), label=item_label(_PATTERNS[min(level, 4)], number), level=min(level, 4))
        yield from _list(context, below, unit.id, level + 1)


def _listed(context: Context, unit: Unit, leads: bool) -> str:
    """A unit as the list names it: one that exists several times with their number, their names, what each has."""
    if unit.repeat <= 1:
        return unit.name
    said = f"{context.counted(unit.repeat)} {unit.name}"
    if unit.instances:
        said = context.tr("booklet.set_named", set=said, names=context.listed(list(unit.instances)))
    return context.tr("booklet.set_each", set=said) if leads else said


def _depth_first(below: dict[str, list[Unit]], parent: str) -> Iterator[Unit]:
    for unit in below.get(parent, []):
        yield unit
        yield from _depth_first(below, unit.id)
