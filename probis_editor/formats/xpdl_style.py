"""Colours, fonts and label boxes of XPDL graphics, told relative to the map's theme.

A value that the theme gives anyway is not kept in `Style`; a new element is written with the theme's values.
Colours are signed 32-bit ARGB; other vendors write "r,g,b".
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lxml import etree

from probis_editor.drawing.theme import theme
from probis_editor.formats import xpdl_tree as tree
from probis_editor.formats.xpdl_tree import Element
from probis_editor.geometry import Rect
from probis_editor.model.elements import PLAIN, Style

BLACK = -16777216
NO_BACKGROUND = 16777215
_FONTS = ("", "Segoe UI", "Arial")
# What Bizagi stores for kinds that it draws without a fill: never seen, so never a style.
_UNSEEN_FILL = {"annotation": "#D5D5D5", "group": "#F0F0F0", "band": "#F0F0F0", "phase": "#FFFFFF"}
_UNSEEN_BORDER = {"image": "#D5D5D5", "text": "#D5D5D5"}
_ALIGN = {"Near": "start", "Far": "end"}
_ALIGN_BACK = {"": "Center", "center": "Center", "start": "Near", "end": "Far"}
_DIRECTION = {"BottomToTop": "up", "TopToBottom": "down"}
_DIRECTION_BACK = {"up": "BottomToTop", "down": "TopToBottom"}
LABEL_SIZE = (90.0, 30.0)

_STYLES: dict[tuple[object, ...], Style] = {}
"""What was read before, by what it was read from: it is the same for most elements of a file."""
_MOST = 1024


class Default(NamedTuple):
    """What the theme gives a kind, in the file's terms (colours as signed ARGB)."""

    border: int
    fill: int
    text: int
    size: int
    bold: bool

    @property
    def font(self) -> list[str]:
        """The texts of Bizagi's Formatting that says no more than the theme."""
        return _font(self)


@cache
def _font(usual: Default) -> list[str]:
    return ["Center", "Segoe UI", str(usual.size), _bool(usual.bold), *["false"] * 3, str(usual.text)]


@cache
def default(theme_name: str, kind: str) -> Default:
    """The theme's values for a node kind."""
    form = theme(theme_name).form(kind)
    fill = form.fill or _UNSEEN_FILL.get(kind, "#FFFFFF")
    border = form.border or _UNSEEN_BORDER.get(kind, "#000000")
    return Default(argb(border), argb(fill), argb(form.text), round(form.text_size), form.bold)


@cache
def line_default(theme_name: str, kind: str) -> Default:
    """The theme's values for a flow kind."""
    line = theme(theme_name).line(kind)
    return Default(argb(line.color), 0, argb(line.text), round(line.text_size), False)


def argb(color: str) -> int:
    """ "#RRGGBB" as an opaque signed ARGB; "none" as transparent white; black where it is no colour."""
    if color == "none":
        return NO_BACKGROUND
    try:
        value = int(color[1:7], 16)
    except ValueError:
        return BLACK
    return value - 0x1000000


def color(value: str | None) -> str:
    """A file's colour as "#RRGGBB", "none" where it is transparent, "" where it is absent or no colour."""
    if not value:
        return ""
    try:
        number = int(value)
    except ValueError:
        return _triple(value)
    number &= 0xFFFFFFFF
    return f"#{number & 0xFFFFFF:06X}" if number >> 24 else "none"


def _triple(value: str) -> str:
    parts = value.split(",")
    if len(parts) != 3 or not all(part.strip().isdigit() and int(part) < 256 for part in parts):
        return ""
    return "#{:02X}{:02X}{:02X}".format(*(int(part) for part in parts))


def read_style(info: Element, ns: str, usual: Default, line: bool = False) -> Style:
    """The Style of a NodeGraphicsInfo or ConnectorGraphicsInfo (`line`): what departs from `usual`."""
    # Backwards, so that of several the first one counts.
    parts = {item.tag: item for item in info.iterchildren(reversed=True)}
    formatting = parts.get(ns + "Formatting")
    background, direction = parts.get(ns + "TextBackgroundColor"), parts.get(ns + "TextDirection")
    key = (
        info.get("BorderColor"),
        "" if line else info.get("FillColor"),
        # As bytes: that is a third of the time of asking each child for its text.
        b"" if formatting is None else etree.tostring(formatting, with_tail=False),
        None if background is None else background.text,
        None if direction is None else direction.text,
        usual,
        line,
    )
    found = _STYLES.get(key)
    if found is None:
        if len(_STYLES) >= _MOST:
            _STYLES.clear()
        found = _STYLES[key] = _style(*key[:2], formatting, *key[3:5], len(ns), usual, line)
    return found


def _style(
    border: str | None,
    fill: str | None,
    formatting: Element | None,
    background: str | None,
    direction: str | None,
    skip: int,
    usual: Default,
    line: bool,
) -> Style:
    """`skip`: the length of the namespace of tags."""
    values: dict[str, str | float | bool] = {}
    if (
        border
        and _number(border) != usual.border
        and (found := color(border))
        and not (line and found == "none")
    ):
        values["border"] = found
    if fill and _number(fill) != usual.fill and (found := color(fill)):
        values["fill"] = found
    if formatting is not None and [item.text for item in formatting] != usual.font:
        _read_font(formatting, skip, usual, values)
    if background is not None and (found := color(background)) and found != "none":
        values["text_background"] = found
    if direction is not None and direction in _DIRECTION:
        values["direction"] = _DIRECTION[direction]
    return Style(**values) if values else PLAIN  # type: ignore[arg-type]


def _number(value: str) -> int | str:
    try:
        return int(value)
    except ValueError:
        return value


def _read_font(formatting: Element, skip: int, usual: Default, values: dict[str, str | float | bool]) -> None:
    for item in formatting:
        tag, value = item.tag, item.text or ""
        if not isinstance(tag, str):
            continue
        name = tag[skip:]
        if name == "Alignment":
            if value in _ALIGN:
                values["align"] = _ALIGN[value]
        elif name == "FontName":
            if value not in _FONTS:
                values["font"] = value
        elif name == "SizeFont":
            try:
                size = float(value)
            except ValueError:
                continue
            if 0 < size < 1000 and size != usual.size:
                values["size"] = size
        elif name == "ColorFont":
            if _number(value) != usual.text and (found := color(value)):
                values["text"] = found
        elif name == "Bold":
            if (value == "true") != usual.bold:
                values["bold"] = value == "true"
        elif value == "true" and name in ("Italic", "Underline", "Strikeout"):
            values["strike" if name == "Strikeout" else name.lower()] = True


def write_style(info: Element, before: Style, now: Style, usual: Default, line: bool = False) -> None:
    """Set what differs between the two styles in the graphics info."""
    if before.border != now.border:
        info.set("BorderColor", str(argb(now.border) if now.border else usual.border))
    if before.fill != now.fill and not line:
        info.set("FillColor", str(argb(now.fill) if now.fill else usual.fill))
    font = {
        "align": ("Alignment", _ALIGN_BACK.get(now.align, "Center")),
        "font": ("FontName", now.font or "Arial"),
        "size": ("SizeFont", str(max(1, round(now.size))) if now.size else str(usual.size)),
        "bold": ("Bold", _bool(usual.bold if now.bold is None else now.bold)),
        "italic": ("Italic", _bool(bool(now.italic))),
        "strike": ("Strikeout", _bool(bool(now.strike))),
        "underline": ("Underline", _bool(bool(now.underline))),
        "text": ("ColorFont", str(argb(now.text) if now.text else usual.text)),
    }
    for field, (tag, value) in font.items():
        if getattr(before, field) != getattr(now, field):
            tree.set_text(info, value, "Formatting", tag)
    if before.text_background != now.text_background:
        background = argb(now.text_background) if now.text_background else NO_BACKGROUND
        tree.set_text(info, str(background), "TextBackgroundColor")
    if before.direction != now.direction:
        _write_direction(tree.need(info, "TextDirection"), _DIRECTION_BACK.get(now.direction, ""))


def _write_direction(element: Element, value: str) -> None:
    element.text = value or None
    tree.set_attribute(element, tree.NIL, None if value else "true")


def new_style(info: Element, usual: Default, line: bool = False) -> None:
    """The attributes and children every graphics info of Bizagi has, with the theme's values."""
    info.set("BorderColor", str(usual.border))
    if not line:
        info.set("FillColor", str(usual.fill))
        info.set("BorderVisible", "true")
    formatting = tree.make(info, "Formatting")
    values = ("Center", "Arial", str(usual.size), _bool(usual.bold), *["false"] * 3, str(usual.text))
    for tag, value in zip(tree.ORDER["Formatting"], values, strict=True):
        tree.make(formatting, tag, content=value)
    tree.make(info, "TextDirection", [(tree.NIL, "true")])
    tree.make(info, "TextBackgroundColor", content=str(NO_BACKGROUND))


def read_label(info: Element, name: str) -> Rect | None:
    """The label's box (absolute), or None where the file leaves its place open.

    Older files give only the corner: then the box is as large as Bizagi's usual one, or for a flow as its text.
    """
    x, y = _float(info.get("TextX")), _float(info.get("TextY"))
    if x is None or y is None:
        return None
    width, height = _float(info.get("TextWidth")), _float(info.get("TextHeight"))
    if not width or not height or width < 0 or height < 0:
        width, height = _usual_label(name) if name else LABEL_SIZE
    return Rect(x, y, width, height)


def _usual_label(text: str) -> tuple[float, float]:
    # Segoe UI 8: about 5.6 units a letter, 14 a line; Bizagi wraps at its usual width.
    lines = text.split("\n")
    longest = max(len(line) for line in lines) * 5.6 + 8
    return min(max(round(longest), 20), LABEL_SIZE[0]), 14.0 * len(lines) + 4


def write_label(info: Element, label: Rect | None) -> None:
    """Set or (None) take away the label's box."""
    values = (None,) * 4 if label is None else tuple(map(tree.whole, label))
    for name, value in zip(("TextX", "TextY", "TextWidth", "TextHeight"), values, strict=True):
        tree.set_attribute(info, name, value)


def _float(value: str | None) -> float | None:
    return to_float(value) if value else None


def to_float(value: str | None, otherwise: float = 0.0) -> float:
    """A number of the file; `otherwise` where it is missing, no number, or beyond all sense."""
    if value is None:
        return otherwise
    try:
        number = float(value)
    except ValueError:
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            return otherwise
    return number if -1e7 < number < 1e7 else otherwise


def _bool(value: bool) -> str:
    return "true" if value else "false"
