"""Live references of the office's texts in words, and figure numbers that stay once a revision is determined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from probis_editor.booklet.blocks import BookBlock, Figure, Grid, Table, link
from probis_editor.model import tokens
from probis_editor.model.affairs import Revision
from probis_editor.model.blocks import rewritten
from probis_editor.model.document import Document
from probis_editor.model.office import Block

_LINK = re.compile(r'<a href="#([^"]*)">([^<]*)</a>')
_NUMBER = re.compile(r"^(.*?)(\d+)(\D*)$")
_REF = "<ref "


def alive(
    document: Document, blocks: Sequence[Block], slot: str, counted: Callable[[int], str]
) -> list[Block]:
    """The blocks of a text with their references in words; those to figures and tables wait for `linked`."""
    return [
        rewritten(b, lambda text: tokens.resolved(document, text, slot=slot, counted=counted)) for b in blocks
    ]


def linked(document: Document, blocks: Sequence[BookBlock]) -> list[BookBlock]:
    """The book's blocks with figures numbered as the last determined revision numbered them, and references to figures
    and tables as links."""
    kept = _kept(document, blocks)
    anchored = {b.anchor: b.label for b in kept if isinstance(b, Figure)}
    places = _places(kept)
    changed = any(a is not b for a, b in zip(kept, blocks, strict=True))

    def placed(name: str) -> str:
        return link(*places[name]) if places.get(name, ("",))[0] else ""

    def said(text: str) -> str:
        if changed and "<a " in text:
            text = _LINK.sub(lambda m: _relabelled(m, anchored), text)
        if _REF in text:
            text = tokens.resolved(document, text, figure=placed)
        return text

    return [_with_text(block, said) for block in kept]


def _places(blocks: Sequence[BookBlock]) -> dict[str, tuple[str, str]]:
    """What references name -> label (a title where there is none) and anchor of the figure or table."""
    places: dict[str, tuple[str, str]] = {}
    figures = [b for b in blocks if isinstance(b, Figure)]
    for figure in sorted(figures, key=lambda f: bool(f.block)):
        if figure.map and not figure.plane:
            places.setdefault(figure.map, (figure.label or figure.title, figure.anchor))
    for shown in blocks:
        if isinstance(shown, Figure | Grid) and shown.block:
            places[shown.block] = (shown.label or shown.title, shown.anchor)
    return places


def labels(blocks: Sequence[BookBlock]) -> dict[str, str]:
    """What a reference says in the book: id of a map, or of a figure or table of a text -> "Gambar 3.5"."""
    return {name: label for name, (label, _) in _places(blocks).items() if label}


def numbers(blocks: Sequence[BookBlock]) -> tuple[tuple[str, str], ...]:
    """(map or map/plane, label) of every figure of a book, to be kept with a determined revision."""
    return tuple((_name(b), b.label) for b in blocks if isinstance(b, Figure) and b.label)


def _name(figure: Figure) -> str:
    if figure.block:
        return "#" + figure.block
    return f"{figure.map}/{figure.plane}" if figure.plane else figure.map


def _kept(document: Document, blocks: Sequence[BookBlock]) -> list[BookBlock]:
    """Figures of the last determined revision keep their labels; new ones count on after the highest."""
    revisions = sorted(document.of_type(Revision), key=lambda r: r.number)
    last = revisions[-1] if revisions else None
    if last is None or not last.determined or not last.figures:
        return list(blocks)
    fixed = dict(last.figures)
    highest: dict[str, int] = {}
    for label in fixed.values():
        if found := _NUMBER.match(label):
            highest[found.group(1)] = max(highest.get(found.group(1), 0), int(found.group(2)))
    result: list[BookBlock] = []
    for block in blocks:
        if isinstance(block, Figure) and block.label:
            label = fixed.get(_name(block), "")
            found = _NUMBER.match(block.label)
            if not label and found:
                head = found.group(1)
                highest[head] = highest.get(head, 0) + 1
                label = f"{head}{highest[head]}{found.group(3)}"
            if label and label != block.label:
                block = msgspec.structs.replace(block, label=label)
        result.append(block)
    return result


def _relabelled(match: re.Match[str], labels: dict[str, str]) -> str:
    label = labels.get(match.group(1))
    return link(label, match.group(1)) if label else match.group()


def _with_text(block: BookBlock, said: Callable[[str], str]) -> BookBlock:
    if isinstance(block, Table):
        rows = tuple(tuple(said(cell) for cell in row) for row in block.rows)
        return block if rows == block.rows else msgspec.structs.replace(block, rows=rows)
    if isinstance(block, Grid):
        cells = tuple(
            tuple(msgspec.structs.replace(cell, text=said(cell.text)) for cell in row) for row in block.rows
        )
        return msgspec.structs.replace(block, rows=cells)
    text: Any = getattr(block, "text", None)
    if not isinstance(text, str):
        return block
    new = said(text)
    return block if new == text else msgspec.structs.replace(block, text=new)
