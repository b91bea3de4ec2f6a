"""A Word file as lines: paragraphs with their style, their list label as Word counts it, tables, pictures.

Every word of the text is in a line, whoever made the file: text boxes, content controls, insertions, notes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from probis_editor.formats import pasted, word_cells, word_tables
from probis_editor.formats.base import FormatError
from probis_editor.formats.word_inline import DEEPEST, Inline, Shot, chosen
from probis_editor.formats.word_numbers import Label, Numbers
from probis_editor.formats.word_package import Package, R, W, number, val
from probis_editor.formats.word_styles import Style, Styles
from probis_editor.formats.xmlsafe import local
from probis_editor.model.office import Cell
from probis_editor.model.runs import Run, markup, stripped


class Line(NamedTuple):
    """A paragraph or a table. `head` is its outline level (0 = none), `label` what Word counts it with ("1.", "BAB I").

    `number` is the label's pattern for a list ("1.", "a)", "-"), "" for a paragraph in no list; `level` its depth.
    `led` says that all of it leads to another place of the text, `capital` that the label counts in
    capitals (A., II.), `toc` that it belongs to contents or a list of figures.
    """

    plain: str
    markup: str = ""
    head: int = 0
    label: str = ""
    number: str = ""
    level: int = 0
    value: int = 0
    bold: bool = False
    center: bool = False
    toc: bool = False
    shots: tuple[Shot, ...] = ()
    cells: tuple[tuple[Cell, ...], ...] = ()
    heads: int = 0
    widths: tuple[float, ...] = ()
    title: bool = False
    led: bool = False
    capital: bool = False


class Text(NamedTuple):
    """The lines of a file in their order, and what stands beside them: running heads, words of drawn shapes, counts."""

    lines: list[Line]
    running: tuple[str, ...]
    drawn: tuple[str, ...]
    counts: dict[str, int]


def text(data: bytes, name: str) -> Text:
    """All that a .docx (or .docm, .dotx) says. Raises FormatError for what is none, or is damaged or too large."""
    package = Package(data, name)
    body = package.root.find(W + "body")
    if body is None:
        raise FormatError("import.no_word", name=name)
    reader = _Reader(package)
    found = list(reader.blocks(body, False, 0))
    running: dict[str, None] = {}
    for kind in ("header", "footer"):
        for root in package.every(kind):
            for line in reader.blocks(root, False, 0):
                said = "\t".join(said_parts(line))
                if any(c.isalpha() for c in said):
                    running.setdefault(said)
    counts = dict(reader.inline.counts)
    if package.unreadable:
        counts["unreadable"] = package.unreadable
    return Text(found, tuple(running), tuple(reader.inline.drawn), counts)


def said_parts(line: Line) -> list[str]:
    """What stands between the tabs of a line, and in the cells of a table."""
    found = [*line.plain.split("\t"), *(word_tables.plain(cell.text) for row in line.cells for cell in row)]
    return [" ".join(one.split()) for one in found if one.strip()]


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.first("styles"))
        self._numbers = Numbers(package.first("numbering"), self._styles)
        self.inline = Inline(package, self._styles)
        self._chunks: set[str] = set()

    def blocks(self, element: etree._Element, toc: bool, deep: int) -> Iterator[Line]:
        """The lines of what holds paragraphs and tables."""
        for child in element if deep < DEEPEST else ():
            tag = local(child)
            if tag == "p":
                yield from self._paragraph(child, toc, deep)
            elif tag == "tbl":
                yield from self._table(child, toc, deep)
            elif tag == "sdt":
                content = child.find(W + "sdtContent")
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if content is not None:
                    yield from self.blocks(content, toc or val(gallery) == "Table of Contents", deep + 1)
            elif tag == "AlternateContent":
                if (one := chosen(child)) is not None:
                    yield from self.blocks(one, toc, deep + 1)
            elif tag == "altChunk":
                yield from self._chunk(child)
            elif tag in ("del", "moveFrom"):
                self.inline.counts["deleted"] += 1
            elif tag in ("oMathPara", "oMath"):
                said = "".join(t.text or "" for t in child.iter() if local(t) == "t")
                yield Line(said, markup([Run(said)]))
            elif tag not in ("sectPr", "tblPr", "tcPr", "sdtPr"):
                yield from self.blocks(child, toc, deep + 1)

    def _paragraph(self, element: etree._Element, toc: bool, deep: int) -> Iterator[Line]:
        form = element.find(W + "pPr")
        key = val(form.find(W + "pStyle")) if form is not None else ""
        style = self._styles.of(key)
        inside = self.inline.paragraph(element, style.bold, style.italic)
        plain = "".join(run.text for run in inside.runs).strip()
        head, center = style.head, style.center
        label = Label()
        if form is not None:
            outline, align = form.find(W + "outlineLvl"), form.find(W + "jc")
            if outline is not None and not style.title:
                level = number(val(outline), 9) + 1
                head = level if level <= 9 else 0
            center = val(align) == "center" if align is not None else center
        if plain or inside.shots:
            num, depth = self._counted(form, key, style)
            label = self._numbers.label(num, depth) if plain else label
        bold = bool(plain) and (all(run.bold for run in inside.runs if run.text.strip()) or bool(head))
        yield Line(
            plain, markup(stripped(inside.runs)), head if plain else 0, label.shown, "" if head else label.number,
            label.level, label.value, bold, center, toc or style.listed or inside.contents, tuple(inside.shots),
            led=bool(plain) and sum(inside.linked) >= len(plain),
            title=style.title, capital=label.capital,
        )  # fmt: skip
        for box in inside.boxes:
            yield from self.blocks(box, toc, deep + 1)

    def _counted(self, form: etree._Element | None, key: str, style: Style) -> tuple[str, int]:
        """The list and the depth of a paragraph, also where its style says so."""
        own = form.find(W + "numPr") if form is not None else None
        num, depth = style.number or ("", None)
        if own is not None:
            said, level = own.find(W + "numId"), own.find(W + "ilvl")
            num = val(said) if said is not None else num
            depth = number(val(level)) if level is not None else depth
        return num, self._numbers.level_of(num, key) if depth is None else depth

    def _table(self, element: etree._Element, toc: bool, deep: int) -> Iterator[Line]:
        shape = word_tables.shape(element)
        columns = max((sum(cell.across for cell in row) for row in shape.rows), default=0)
        held = [[list(self.blocks(cell.element, toc, deep + 1)) for cell in row] for row in shape.rows]
        pictured = any(line.shots for row in held for cell in row for line in cell)
        if columns <= 1 and (len(shape.rows) <= 1 or pictured):
            # A frame round a part of the text, not a table.
            yield from (line for row in held for inner in row for line in inner)
            return
        shots: list[Shot] = []
        rows: list[list[Cell]] = []
        for given, contents in zip(shape.rows, held, strict=True):
            cells: list[Cell] = []
            for cell, inner in zip(given, contents, strict=True):
                shots += [shot for line in inner for shot in line.shots]
                if any(line.cells for line in inner):
                    self.inline.counts["nested"] += 1
                align = "center" if inner and inner[0].center else ""
                cells.append(Cell(word_cells.text(inner), cell.across, cell.down, align))
            rows.append(cells)
        yield Line(
            "", cells=tuple(tuple(row) for row in rows), shots=tuple(shots), toc=toc,
            heads=shape.heads, widths=shape.widths if len(shape.widths) == columns else (),
        )  # fmt: skip

    def _chunk(self, element: etree._Element) -> Iterator[Line]:
        """A page of HTML that was put into the file as it is; anything else is only counted."""
        key = element.get(R + "id") or ""
        _, data = ("", b"") if key in self._chunks else self._package.file(key)
        self._chunks.add(key)  # each stands at one place
        start = data[:2000].lower()
        if b"<" not in start or b"mime-version" in start or data.startswith(b"PK"):
            self.inline.counts["unreadable"] += bool(data)
            return
        for block in pasted.from_html(data.decode("utf-8", "replace")):
            head = int(block.kind[1]) if block.kind in ("h1", "h2", "h3", "h4") else 0
            yield Line(
                word_tables.plain(block.text), block.text, head, number=block.number, level=block.level,
                value=block.start, cells=block.cells, heads=block.heads,
            )  # fmt: skip
