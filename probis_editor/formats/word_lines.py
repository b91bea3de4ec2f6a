"""A Word file as lines: paragraphs with their style, their list label as Word counts it, tables, pictures.

Only what a text needs is read: runs with bold and italic, outline levels, numbering, cells with what they cover.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from probis_editor.formats import zipsafe
from probis_editor.formats.base import FormatError
from probis_editor.model.office import Cell
from probis_editor.model.runs import Run, markup, stripped

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|judul|bab)\s*(\d)", re.IGNORECASE)
_TOC = re.compile(r"^(?:toc|daftar isi|table of figures)", re.IGNORECASE)
_LEGAL = ("1.", "a.", "1)", "a)", "(1)")
_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Line(NamedTuple):
    """A paragraph or a table. `head` is its outline level (0 = none), `label` what Word counts it with ("1.", "BAB I").

    `number` is the label's pattern for a list ("1.", "a)", "-"), "" for a paragraph in no list; `level` its depth.
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
    pictures: int = 0
    cells: tuple[tuple[Cell, ...], ...] = ()


def lines(data: bytes, name: str) -> list[Line]:
    """The lines of a .docx in their order. Raises FormatError for what is none, or is damaged or too large."""
    import docx

    zipsafe.read(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        return list(_Reader(document).lines())
    except (KeyError, ValueError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError) as error:
        # python-docx raises these, and lxml SyntaxError's children, for packages without what they must have.
        raise FormatError("import.no_word", name=name) from error


class _Reader:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._levels = _levels(document)
        self._counts: dict[tuple[str, int], int] = {}

    def lines(self) -> Iterator[Line]:
        from docx.table import Table
        from docx.text.paragraph import Paragraph

        for block in self._document.iter_inner_content():
            if isinstance(block, Paragraph):
                yield from self._paragraph(block)
            elif isinstance(block, Table):
                yield self._table(block)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        style = str(getattr(paragraph.style, "name", "") or "")
        runs = [Run(_shown(r.text), bool(r.bold), bool(r.italic)) for r in _runs(paragraph)]
        plain = "".join(r.text for r in runs).strip()
        pictures = sum(1 for tag in ("drawing", "pict") for _ in paragraph._p.iter(_W + tag))
        found = _HEADING.search(style)
        head = int(found[1]) if found else 1 if style.casefold() in ("title", "judul") else 0
        number = self._number(paragraph)
        label, pattern, level, value = self._label(number) if plain else ("", "", 0, 0)
        bold = bool(plain) and (all(r.bold for r in runs if r.text.strip()) or bool(head))
        centered = paragraph.alignment is not None and int(paragraph.alignment) == 1
        toc = bool(_TOC.match(style))
        text = markup(stripped(runs))
        yield Line(
            plain, text, head, label, "" if head else pattern, level, value, bold, centered, toc, pictures
        )

    def _table(self, table: Any) -> Line:
        rows: list[list[Cell]] = []
        seen: dict[Any, tuple[int, int]] = {}
        for at, row in enumerate(table.rows):
            cells: list[Cell] = []
            for cell in row.cells:
                if cell._tc in seen:
                    first, place = seen[cell._tc]
                    old = rows[first][place] if first < at else cells[place]
                    grown = Cell(
                        old.text, old.across + (first == at), max(old.down, at - first + 1), old.align
                    )
                    (rows[first] if first < at else cells)[place] = grown
                    continue
                parts = [markup(stripped([Run(_shown(r.text), bool(r.bold), bool(r.italic)) for r in _runs(p)]))
                         for p in cell.paragraphs]  # fmt: skip
                seen[cell._tc] = (at, len(cells))
                cells.append(Cell("<br/>".join(part for part in parts if part)))
            rows.append(cells)
        return Line("", cells=tuple(tuple(row) for row in rows))

    # Numbering

    def _number(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph, also where its style says so."""
        holders = [paragraph._p.pPr]
        style = paragraph.style
        while style is not None and len(holders) < 12:
            holders.append(style.element.pPr if hasattr(style.element, "pPr") else None)
            style = getattr(style, "base_style", None)
        for holder in holders:
            number = holder.numPr if holder is not None else None
            if number is not None and number.numId is not None:
                level = number.ilvl.val if number.ilvl is not None else 0
                return (str(number.numId.val), int(level)) if number.numId.val else None
        return None

    def _label(self, number: tuple[str, int] | None) -> tuple[str, str, int, int]:
        """The label as Word shows it, its pattern, its level and value; all empty where nothing is counted."""
        if number is None:
            return "", "", 0, 0
        num, level = number
        if number not in self._levels:
            return "", _LEGAL[min(level, 4)], level, 0
        form, text, start = self._levels[number]
        for deeper in range(level + 1, 9):
            self._counts.pop((num, deeper), None)
        self._counts[number] = self._counts.get(number, start - 1) + 1
        if form == "bullet":
            return "-", "-", level, 0

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shape, _, begin = self._levels.get((num, at), ("decimal", "", 1))
            return _said(shape, self._counts.get((num, at), begin))

        label = re.sub(r"%(\d)", counted, text).strip()
        last = "a" if form in ("lowerLetter", "upperLetter") else "1"
        bare = re.sub(r"%\d", "", text)
        pattern = f"({last})" if bare.startswith("(") else last + (")" if bare.endswith(")") else ".")
        known = pattern if pattern in _LEGAL else "1."
        return label, known, level, self._counts[number]


def _levels(document: Any) -> dict[tuple[str, int], tuple[str, str, int]]:
    """(list, level) -> (form, text, first number) of every list of the document."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
    for abstract in root.iter(_W + "abstractNum"):
        found: dict[int, tuple[str, str, int]] = {}
        for level in abstract.iter(_W + "lvl"):
            parts = {child.tag: child.get(_W + "val", "") for child in level}
            start = parts.get(_W + "start", "1")
            at = int(level.get(_W + "ilvl", "0"))
            form, text = parts.get(_W + "numFmt", "decimal"), parts.get(_W + "lvlText", "")
            found[at] = (form, text, int(start) if start.isdecimal() else 1)
        shapes[abstract.get(_W + "abstractNumId", "")] = found
    result: dict[tuple[str, int], tuple[str, str, int]] = {}
    for number in root.iter(_W + "num"):
        named = number.find(_W + "abstractNumId")
        for at, shape in shapes.get(named.get(_W + "val", "") if named is not None else "", {}).items():
            result[number.get(_W + "numId", ""), at] = shape
    return result


def _said(form: str, value: int) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        said, rest = "", min(value, 39)
        for size, sign in _ROMANS:
            said, rest = said + sign * (rest // size), rest % size
        return said.upper() if form == "upperRoman" else said
    return str(value)


def _runs(paragraph: Any) -> list[Any]:
    """The runs of a paragraph, those of its links too."""
    return [
        run
        for part in paragraph.iter_inner_content()
        for run in (part.runs if hasattr(part, "runs") else (part,))
    ]


def _shown(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u00ad", "")
