"""How one element is to look: its theme's entry with the element's own departures from it, and the symbol set."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from probis_editor.drawing.fonts import Align
from probis_editor.drawing.primitives import Pen, TextStyle, pt
from probis_editor.drawing.theme import Form, Line, Theme
from probis_editor.kinds.glyphs import Ink
from probis_editor.model.elements import PLAIN, Style

_SERIFS = ("times", "bookman", "georgia", "cambria", "garamond", "palatino", "century", "serif")
_ALIGNS: dict[str, Align] = {"start": "start", "center": "center", "end": "end"}


class Look(NamedTuple):
    """What a draw function needs beyond the element.

    `form` and `text` have the element's own style applied. `header` is the width of the strip of a pool or lane (0 =
    the form's). `code` is the process code of a box. `blank` marks a pool with nothing inside, whose name stands
    in its middle. `upright`: the pool or lane is vertical, its strip lies on top. `align` is None where the element
    does not say.
    """

    form: Form
    text: TextStyle
    symbols: str = "bpmn"
    align: Align | None = None
    header: float = 0.0
    code: str = ""
    blank: bool = False
    upright: bool = False

    @property
    def ink(self) -> Ink:
        """Markers inside: the border's colour on the shape's fill."""
        return Ink(self.form.border or "#000000", self.form.fill or "#FFFFFF", self.form.detail)

    @property
    def flowchart(self) -> bool:
        return self.symbols == "flowchart"


class LineLook(NamedTuple):
    """How a flow is to look: its theme's line with the flow's own colour, and the style of its label."""

    line: Line
    text: TextStyle

    @property
    def pen(self) -> Pen:
        return self.line.pen


def family(font: str) -> str:
    """The bundled family that stands in for a font: "serif" for a known serif face, else "sans"."""
    name = font.lower()
    return "serif" if "sans" not in name and any(part in name for part in _SERIFS) else "sans"


def _colour(own: str, default: str) -> str:
    return default if not own else "" if own == "none" else own


@lru_cache(maxsize=4096)
def node_look(
    kind: str,
    style: Style,
    theme: Theme,
    symbols: str = "bpmn",
    header: float = 0.0,
    code: str = "",
    blank: bool = False,
    upright: bool = False,
) -> Look:
    """The look of an element of that kind and style on a map with that theme."""
    form = theme.form(kind)
    if style == PLAIN:
        return Look(form, form.text_style, symbols, None, header, code, blank, upright)
    fill, border = _colour(style.fill, form.fill), _colour(style.border, form.border)
    if fill != form.fill or border != form.border:
        form = msgspec.structs.replace(form, fill=fill, border=border)
    return Look(
        form, _text(style, form.text_style), symbols, _ALIGNS.get(style.align), header, code, blank, upright
    )


@lru_cache(maxsize=1024)
def line_look(kind: str, style: Style, theme: Theme) -> LineLook:
    """The look of a flow of that kind and style on a map with that theme."""
    line = theme.line(kind)
    if style == PLAIN:
        return LineLook(line, line.text_style)
    color = _colour(style.border, line.color) or line.color
    if color != line.color:
        line = msgspec.structs.replace(line, color=color)
    return LineLook(line, _text(style, line.text_style))


def _text(style: Style, base: TextStyle) -> TextStyle:
    return TextStyle(
        pt(style.size) if style.size > 0 else base.size,
        _colour(style.text, base.color) or base.color,
        base.bold if style.bold is None else style.bold,
        base.italic if style.italic is None else style.italic,
        bool(style.underline),
        bool(style.strike),
        family(style.font) if style.font else base.family,
    )
