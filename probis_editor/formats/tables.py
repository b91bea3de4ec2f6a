"""The table of steps as .xlsx and .csv, one map a file, with the same columns in the same order as on screen."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from probis_editor.commands.steps.cells import no_cell, yes_cell
from probis_editor.commands.steps.edits import numbers
from probis_editor.commands.steps.heads import COLUMNS, in_columns
from probis_editor.formats.base import FormatError
from probis_editor.i18n import Translator
from probis_editor.layout.steps import Row

_WIDTHS = (5, 46, 24, 16, 24, 24, 12, 22, 12, 24)
_EPOCH = (1980, 1, 1, 0, 0, 0)
SUFFIXES = (".xlsx", ".csv")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_MOST_LINES, _MOST_COLUMNS = 5000, 60


def head(tr: Translator) -> list[str]:
    """The column titles in the reader's language."""
    return [tr("steps.column." + name) for name in COLUMNS]


def cells(rows: Sequence[Row], tr: Translator) -> list[list[str]]:
    """The table's cells as text, a list per row, in the order of COLUMNS."""
    number = numbers(rows)
    return [
        [
            str(at),
            row.text,
            row.actor,
            tr("steps.kind." + row.kind),
            row.inputs,
            row.outputs,
            yes_cell(rows, row, number),
            no_cell(rows, row, number),
            row.duration,
            row.remarks,
        ]
        for at, row in enumerate(rows, start=1)
    ]


def to_csv(rows: Sequence[Row], tr: Translator) -> bytes:
    """UTF-8 with a byte order mark and semicolons, which is what Excel opens by itself where the comma is decimal."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head(tr))
    writer.writerows([[_harmless(c) for c in line] for line in cells(rows, tr)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


_RISKY = ("=", "+", "-", "@", "'", "\t")


def _harmless(cell: str) -> str:
    """A spreadsheet must not take a text for a formula."""
    return "'" + cell if cell.startswith(_RISKY) else cell


def _harmful(cell: str) -> str:
    """The text again that `_harmless` protected."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell


def to_xlsx(rows: Sequence[Row], tr: Translator, title: str) -> bytes:
    """A workbook with one sheet called by the map's title; equal rows give equal bytes."""
    import datetime as dt

    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    sheet: Any = book.active
    sheet.title = _sheet_name(title)
    thin = Side(style="thin", color="B8BEC2")
    sheet.append(head(tr))
    for line in cells(rows, tr):
        sheet.append([int(line[0]), *(_UNWRITABLE.sub("", c) for c in line[1:])])
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = Border(thin, thin, thin, thin)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F2F4F5")
    for at, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "C2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    raw = io.BytesIO()
    book.save(raw)
    return _undated(raw.getvalue())


def _sheet_name(title: str) -> str:
    return "".join(c for c in _UNWRITABLE.sub("", title) if c not in "[]:*?/\\").strip("' ")[:31] or "Langkah"


def _undated(data: bytes) -> bytes:
    """The workbook without the time of writing in its zip directory and its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)
    return out.getvalue()


def read_cells(data: bytes, name: str) -> list[list[str]]:
    """The lines of a .xlsx or .csv file as text, for `cells.from_cells`, which finds the head row among them.

    Raises FormatError for what cannot be read or tells no step.
    """
    lines = sheet_lines(data, name)
    if not in_columns(lines):
        raise FormatError("steps.no_rows", name=name)
    return lines


def sheet_lines(data: bytes, name: str) -> list[list[str]]:
    """The lines of any .xlsx or .csv file as text. Raises FormatError for what cannot be read."""
    return _read_xlsx(data, name) if data[:2] == b"PK" else _read_csv(data, name)


def lines_to_xlsx(lines: Sequence[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """A plain workbook of text with a head row; equal lines give equal bytes."""
    import datetime as dt

    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    sheet: Any = book.active
    sheet.title = _sheet_name(title)
    for line in lines:
        sheet.append([_UNWRITABLE.sub("", c) for c in line])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    raw = io.BytesIO()
    book.save(raw)
    return _undated(raw.getvalue())


def _read_xlsx(data: bytes, name: str) -> list[list[str]]:
    from openpyxl import load_workbook

    from probis_editor.formats import zipsafe

    for _, part in zipsafe.read(data, name):
        if b"<!DOCTYPE" in part[:4096] or b"<!ENTITY" in part[:4096]:
            raise FormatError("steps.bad_table", name=name)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet: Any = book.active
        found = sheet.iter_rows(values_only=True, max_row=_MOST_LINES, max_col=_MOST_COLUMNS)
        return [[_text(v) for v in line] for line in found]
    except Exception as error:  # openpyxl lets many kinds of error through for a damaged workbook
        raise FormatError("steps.bad_table", name=name) from error


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read_csv(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data)
    if _UNWRITABLE.search(text.replace("\r", "")):
        raise FormatError("steps.bad_table", name=name)
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    first = "\n".join(text.split("\n", 10)[:10])
    mark = max(";\t,", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise FormatError("steps.bad_table", name=name) from error
    return [[_harmful(c.strip()) for c in line] for line in lines[:_MOST_LINES]]


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
