"""Themes: the defaults that a map's elements fall back to. Tables in `resources/themes/*.toml`.

`theme("bizagi")` is what Bizagi Modeler gives a new element (measured in its files), `theme("house")` the
black-and-white-safe house style; `theme("house", "compact")` its small size. Lengths are units of 1/96 inch,
text sizes points, colours "#RRGGBB" or "" for none.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any, TypeVar

import msgspec

from probis_editor import resources
from probis_editor.drawing.primitives import Pen, TextStyle, pt

NAMES = ("house", "bizagi")
SIZES = ("normal", "compact")

_Entry = TypeVar("_Entry", bound=msgspec.Struct)
_Rows = dict[str, dict[str, Any]]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind of element looks.

    `line` is the width of the border, `detail` that of marks and icons inside. `radius` rounds the corners, `header`
    is the strip that carries the name of a pool, lane or phase. `text_size` may shrink to `min_text` before text
    counts as too much; `padding` is kept free around it.
    """

    width: float
    height: float
    fill: str = ""
    border: str = "#000000"
    line: float = 1.0
    detail: float = 1.0
    dash: tuple[float, ...] = ()
    radius: float = 0.0
    header: float = 0.0
    header_fill: str = ""
    text: str = "#000000"
    text_size: float
    min_text: float
    padding: float = 0.0
    bold: bool = False

    @property
    def pen(self) -> Pen:
        """The border."""
        return Pen(self.border, self.line, self.dash)

    @property
    def detail_pen(self) -> Pen:
        """Strokes of marks and icons: the border's colour, the thinner line."""
        return Pen(self.border, self.detail)

    @property
    def text_style(self) -> TextStyle:
        """The name, at full size."""
        return TextStyle(pt(self.text_size), self.text, self.bold)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind of flow looks: stroke, head, rounded bends, arcs where it jumps another, and its label."""

    color: str = "#000000"
    width: float
    dash: tuple[float, ...] = ()
    arrow_length: float = 0.0
    arrow_width: float = 0.0
    radius: float = 0.0
    jump: float = 0.0
    text: str = "#000000"
    text_size: float
    min_text: float

    @property
    def pen(self) -> Pen:
        """The stroke of the line."""
        return Pen(self.color, self.width, self.dash)

    @property
    def head_pen(self) -> Pen:
        """The stroke of heads and end marks, never dashed."""
        return Pen(self.color, self.width)

    @property
    def text_style(self) -> TextStyle:
        """The label."""
        return TextStyle(pt(self.text_size), self.text)


class Theme:
    """One theme in one size. Immutable; `theme()` makes it. `label_gap` parts a shape from its outside label."""

    def __init__(self, name: str, size: str, forms: _Rows, lines: _Rows, label_gap: float) -> None:
        self.name = name
        self.size = size
        self.label_gap = label_gap
        self._form_rows = forms
        self._line_rows = lines
        self._forms: dict[str, Form] = {}
        self._lines: dict[str, Line] = {}

    def form(self, kind: str) -> Form:
        """How the kind looks; what its row leaves open comes from "task" for "task.user", then from "default"."""
        found = self._forms.get(kind)
        if found is None:
            found = self._forms[kind] = _resolved(kind, self._form_rows, Form)
        return found

    def line(self, kind: str) -> Line:
        """How a flow ("sequence", "message", "association") looks, with the same fallback."""
        found = self._lines.get(kind)
        if found is None:
            found = self._lines[kind] = _resolved(kind, self._line_rows, Line)
        return found


def _resolved(kind: str, rows: _Rows, entry: type[_Entry]) -> _Entry:
    merged = dict(rows["default"])
    parts = kind.split(".")
    for count in range(1, len(parts) + 1):
        merged |= rows.get(".".join(parts[:count]), {})
    return msgspec.convert(merged, entry)


@cache
def theme(name: str, size: str = "normal") -> Theme:
    """The theme of that name and size; `KeyError` for an unknown one. Bizagi's is the same in both sizes."""
    if name not in NAMES or size not in SIZES:
        raise KeyError(f"{name}/{size}")
    table = tomllib.loads(resources.read_text(f"themes/{name}.toml"))
    forms, lines = table["form"], table["line"]
    if size == "compact":
        compact = table.get("compact", {})
        forms = _overlaid(forms, compact.get("form", {}))
        lines = _overlaid(lines, compact.get("line", {}))
    return Theme(name, size, forms, lines, float(table["label_gap"]))


def _overlaid(rows: _Rows, over: _Rows) -> _Rows:
    """The rows with the fields of the same rows in `over` replaced."""
    return {
        kind: rows.get(kind, {}) | over.get(kind, {}) for kind in [*rows, *(k for k in over if k not in rows)]
    }
