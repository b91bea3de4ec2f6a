"""Tables on the clipboard: tab-separated text and HTML, as Excel, Word and LibreOffice put them there."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser

_MOST = 5000
_WIDEST = 100
_SPACE = ("p", "div", "br", "li")


def from_text(text: str) -> list[list[str]]:
    """The cells of tab-separated text, a line without a tab being one cell.

    Excel puts cells with line breaks in quotes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\t" not in text:
        if text.startswith('"') and text.endswith('"') and "\n" in text:
            return [list(line) for line in csv.reader(io.StringIO(text, newline=""))]
        return [[line] for line in text.split("\n")][:_MOST] if text else []
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        lines = [line.split("\t") for line in text.split("\n")]
    return lines[:_MOST]


def to_text(table: Sequence[Sequence[str]]) -> str:
    """The cells as tab-separated text that spreadsheets take."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(table)
    return out.getvalue()


def from_html(text: str) -> list[list[str]]:
    """The cells of the first table in a piece of HTML, empty without one.

    A cell over several rows stands in each of them (a merged Pelaksana means all its rows), one over several
    columns in the first. Line breaks and paragraphs become line breaks.
    """
    parser = _Table()
    parser.feed(text)
    parser.close()
    return parser.cells()


def to_html(table: Sequence[Sequence[str]]) -> str:
    """The cells as an HTML table."""
    lines = (
        "<tr>" + "".join(f"<td>{html.escape(c).replace(chr(10), '<br>')}</td>" for c in line) + "</tr>"
        for line in table
    )
    return "<table>" + "".join(lines) + "</table>"


class _Table(HTMLParser):
    """Collects the first outermost table; tables inside its cells are read as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._depth = 0
        self._done = False
        self._rows: list[list[tuple[list[str], int, int]]] = []
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._rows.append([])
            self._open = None
        elif tag in ("td", "th") and self._depth == 1:
            if not self._rows:
                self._rows.append([])
            spans = dict(attrs)
            self._open = []
            self._rows[-1].append((self._open, _span(spans.get("colspan")), _span(spans.get("rowspan"))))
        elif tag in _SPACE and self._open is not None and self._open:
            self._open.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._depth == 0
        if tag in ("td", "th") and self._depth == 1:
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._depth >= 1:
            self._open.append(re.sub(r"\s+", " ", data))

    def cells(self) -> list[list[str]]:
        grid: list[list[str]] = []
        hanging: dict[int, tuple[str, int]] = {}
        for line in self._rows[:_MOST]:
            row: list[str] = []

            def hang(row: list[str] = row) -> None:
                while len(row) in hanging:
                    text, left = hanging.pop(len(row))
                    if left > 1:
                        hanging[len(row)] = (text, left - 1)
                    row.append(text)

            for parts, across, down in line:
                hang()
                text = _text(parts)
                for n in range(across):
                    if down > 1:
                        hanging[len(row)] = (text if n == 0 else "", down - 1)
                    row.append(text if n == 0 else "")
            hang()
            grid.append(row[:_WIDEST])
        return grid


def _span(value: str | None) -> int:
    return max(1, min(_WIDEST, int(value))) if value and value.isascii() and value.isdigit() else 1


def _text(parts: Sequence[str]) -> str:
    lines = "".join(parts).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
