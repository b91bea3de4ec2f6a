"""An element's style as it looks: what its map's theme gives is filled in, so that two themes can be compared."""

from __future__ import annotations

import msgspec

from probis_editor.drawing.theme import theme
from probis_editor.model.elements import Element, Flow, Map, Style


def resolved(element: Element, record: Map) -> Element:
    """The element with every open field of its style filled in from the theme of its map."""
    look = theme(record.theme, record.size)
    if isinstance(element, Flow):
        line = look.line(element.kind)
        fill, border, text, size, bold = "", line.color, line.text, line.text_size, False
    else:
        form = look.form(element.kind)
        fill, border, text, size, bold = form.fill, form.border, form.text, form.text_size, form.bold
    own = element.style
    style = Style(
        fill=own.fill or fill or "none",
        border=own.border or border or "none",
        text=own.text or text,
        text_background=own.text_background if own.text_background != "none" else "",
        font="",
        size=own.size or size,
        bold=bold if own.bold is None else own.bold,
        italic=bool(own.italic),
        underline=bool(own.underline),
        strike=bool(own.strike),
        align=own.align or "center",
        direction=own.direction,
    )
    return msgspec.structs.replace(element, style=style)
