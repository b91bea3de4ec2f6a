"""The first page of an SOP: who it is of, which number and dates it has, who put it into force, what it rests on."""

from __future__ import annotations

from typing import NamedTuple

from probis_editor.booklet.sop.columns import PAD
from probis_editor.booklet.sop.sheet import FRAME, RULE, SHADE
from probis_editor.commands import sop
from probis_editor.drawing import fonts
from probis_editor.drawing.primitives import Group, Image, Primitive, Text, TextStyle, polyline, pt, rectangle
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.model import laws, numbering, people, queries
from probis_editor.model.affairs import Law
from probis_editor.model.document import Document
from probis_editor.model.elements import Map

_TEXT, _BOLD = TextStyle(pt(9.5)), TextStyle(pt(9.5), bold=True)
_OFFICE = TextStyle(pt(13), bold=True)
_ROW = 24.0
_LEAST_PT = 7.0
_SHARE = 0.46
"""Of the page's width: the office at the left, number and dates at the right."""
_LOGO = 92.0


class Identity(NamedTuple):
    """What the page says. `facts` are (label, text); `blocks` the six fields with their lines, in reading order."""

    office: str
    unit: str
    logo: bytes
    facts: tuple[tuple[str, str], ...]
    approved: tuple[str, ...]
    title: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


def identity(document: Document, record: Map, tr: Translator) -> Identity:
    """The identity of a map's SOP: what the office wrote in its `Sop` record, else what the document knows.

    Without laws of its own it rests on those of the process's owner; related are the processes that the map calls
    and those that the tree says.
    """
    office, said = document.office, sop.said(document, record.process)
    process = document.process(record.process) if record.process else None
    owner = document.unit(process.owner) if process is not None and process.owner else None
    head = office.head
    blank = tr("sop.blank")
    facts = (
        (tr("sop.number"), said.number or blank),
        (tr("sop.made"), said.made or blank),
        (tr("sop.revised"), said.revised or blank),
        (tr("sop.effective"), said.effective or blank),
    )
    rank = f"{head.rank}" if head.rank else ""
    nip = f"NIP {people.nip_written(head.nip)}" if head.nip else ""
    approved = (*people.signing_title(head).split("\n"), "", "", "", head.name or blank, rank, nip)
    blocks = (
        (tr("sop.laws"), said.laws or _laws(document, owner.laws if owner else ())),
        (tr("sop.skills"), said.skills),
        (tr("sop.related"), said.related or _related(document, record, tr)),
        (tr("sop.tools"), said.tools),
        (tr("sop.warnings"), said.warnings),
        (tr("sop.records"), said.records),
    )
    title = said.title or queries.title_of(document, record)
    return Identity(
        office.name,
        owner.name if owner else "",
        office.logo,
        facts,
        approved,
        " ".join(title.split()),
        blocks,
    )


def _laws(document: Document, ids: tuple[str, ...]) -> tuple[str, ...]:
    known = {law.id: law for law in document.of_type(Law)}
    return tuple(laws.cited(law) for law in laws.ordered(known[i] for i in ids if i in known))


def _related(document: Document, record: Map, tr: Translator) -> tuple[str, ...]:
    codes = numbering.codes(document)
    process = document.process(record.process) if record.process else None
    names: dict[str, None] = {}
    for node in document.nodes(record.id):
        opened = queries.map_for_call(document, node) if node.kind == "call" else None
        if opened is not None and opened.id != record.id:
            name = f"{queries.code_of(document, opened)} {queries.title_of(document, opened)}"
            names[tr("sop.see_short", name=" ".join(name.split()))] = None
    for other in process.related if process is not None else ():
        found = document.process(other)
        if found is not None:
            names[tr("sop.see_short", name=f"{codes.get(other, '')} {found.name}".strip())] = None
    return tuple(names)


def identity_page(said: Identity, wide: float, high: float, tr: Translator) -> Group:
    """The page in a frame of `wide` x `high` units. Texts shrink to 7 pt where the office says very much."""
    parts: list[Primitive] = []
    left = wide * _SHARE
    parts += _office(said, Rect(0, 0, left, 8 * _ROW + 12))
    parts += _facts(said, Rect(left, 0, wide - left, 8 * _ROW + 12), tr)
    y = 8 * _ROW + 12
    rest = (high - y) / 3
    for at in range(0, 6, 2):
        for column in (0, 1):
            label, lines = said.blocks[at + column]
            x = 0.0 if column == 0 else left
            box = Rect(x, y, left if column == 0 else wide - left, rest)
            parts += _block(label, lines, box)
        y += rest
    parts.append(rectangle(Rect(0, 0, wide, high), FRAME))
    return Group(tuple(parts), title=said.title)


def _office(said: Identity, box: Rect) -> list[Primitive]:
    parts: list[Primitive] = [rectangle(box, RULE)]
    top = box.y + 16
    place = _logo_place(said.logo, Rect(box.x + (box.w - _LOGO) / 2, top, _LOGO, _LOGO))
    if place is not None:
        parts.append(Image(place, said.logo))
        top += _LOGO + 6
    text = "\n".join(line for line in (said.office.upper(), said.unit) if line)
    fitted = fonts.fit(text, _OFFICE, box.w, box.bottom - top, _LEAST_PT, 12)
    return [*parts, *fonts.place(fitted, Rect(box.x, top, box.w, box.bottom - top))]


def _logo_place(data: bytes, room: Rect) -> Rect | None:
    """The logo in its own proportion; None for none, or one that cannot be read."""
    from io import BytesIO

    from reportlab.lib.utils import ImageReader

    if not data:
        return None
    try:
        wide, high = ImageReader(BytesIO(data)).getSize()
    except Exception:  # whatever the readers of the many picture formats raise
        return None
    scale = min(room.w / wide, room.h / high)
    w, h = wide * scale, high * scale
    return Rect(room.center.x - w / 2, room.center.y - h / 2, w, h)


def _facts(said: Identity, box: Rect, tr: Translator) -> list[Primitive]:
    label_w = 150.0
    parts: list[Primitive] = [rectangle(box, RULE)]
    y = box.y
    for label, text in said.facts:
        parts += _fact(label, text, Rect(box.x, y, box.w, _ROW), label_w, _TEXT)
        y += _ROW
    title_h = 1.5 * _ROW
    signed = Rect(box.x, y, box.w, box.bottom - y - title_h)
    parts += [rectangle(signed, RULE), Text(signed.x + PAD + 2, signed.y + 16, tr("sop.approved"), _TEXT)]
    parts.append(polyline((Point(box.x + label_w, box.y), Point(box.x + label_w, box.bottom)), RULE))
    fitted = fonts.fit("\n".join(said.approved).rstrip(), _TEXT, signed.w - label_w, signed.h, _LEAST_PT, PAD)
    parts += fonts.place(fitted, Rect(signed.x + label_w, signed.y, signed.w - label_w, signed.h))
    last = Rect(box.x, box.bottom - title_h, box.w, title_h)
    return [*parts, *_fact(tr("sop.title"), said.title.upper(), last, label_w, _BOLD)]


def _fact(label: str, text: str, box: Rect, label_w: float, style: TextStyle) -> list[Primitive]:
    name = fonts.fit(label, _TEXT, label_w, box.h, _LEAST_PT, PAD + 2)
    said = fonts.fit(text, style, box.w - label_w, box.h, _LEAST_PT, PAD + 2)
    return [
        rectangle(box, RULE),
        *fonts.place(name, Rect(box.x, box.y, label_w, box.h), "start"),
        *fonts.place(said, Rect(box.x + label_w, box.y, box.w - label_w, box.h), "start"),
    ]


def _block(label: str, lines: tuple[str, ...], box: Rect) -> list[Primitive]:
    head = Rect(box.x, box.y, box.w, 22.0)
    parts: list[Primitive] = [rectangle(box, RULE), rectangle(head, RULE, SHADE)]
    parts += fonts.place(fonts.fit(label, _BOLD, head.w, head.h, _LEAST_PT, PAD + 2), head, "start")
    numbered = len(lines) > 1
    text = "\n".join(f"{at}. {line}" if numbered else line for at, line in enumerate(lines, start=1))
    room = Rect(box.x, head.bottom, box.w, box.h - head.h)
    fitted = fonts.fit(text, _TEXT, room.w, room.h, _LEAST_PT, PAD + 2)
    return [*parts, *fonts.place(fitted, room, "start", "top")]
