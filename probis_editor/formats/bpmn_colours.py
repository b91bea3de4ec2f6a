"""Colours and fonts in BPMN files: bpmn.io's and the OMG's attributes, Bizagi's and Signavio's properties."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import msgspec
from lxml import etree

from probis_editor.drawing import theme
from probis_editor.formats.bpmn_keep import child
from probis_editor.formats.bpmn_names import BIOC, BIZAGI, COLOR, real
from probis_editor.model.elements import PLAIN, Style

if TYPE_CHECKING:
    from probis_editor.formats.bpmn_items import Item
    from probis_editor.formats.bpmn_source import Drawn

_TABLE = """
aliceblue=F0F8FF antiquewhite=FAEBD7 aqua=00FFFF aquamarine=7FFFD4 azure=F0FFFF beige=F5F5DC bisque=FFE4C4
black=000000 blanchedalmond=FFEBCD blue=0000FF blueviolet=8A2BE2 brown=A52A2A burlywood=DEB887
cadetblue=5F9EA0 chartreuse=7FFF00 chocolate=D2691E coral=FF7F50 cornflowerblue=6495ED cornsilk=FFF8DC
crimson=DC143C cyan=00FFFF darkblue=00008B darkcyan=008B8B darkgoldenrod=B8860B darkgray=A9A9A9
darkgreen=006400 darkgrey=A9A9A9 darkkhaki=BDB76B darkmagenta=8B008B darkolivegreen=556B2F darkorange=FF8C00
darkorchid=9932CC darkred=8B0000 darksalmon=E9967A darkseagreen=8FBC8B darkslateblue=483D8B
darkslategray=2F4F4F darkturquoise=00CED1 darkviolet=9400D3 deeppink=FF1493 deepskyblue=00BFFF
dimgray=696969 dimgrey=696969 dodgerblue=1E90FF firebrick=B22222 floralwhite=FFFAF0 forestgreen=228B22
fuchsia=FF00FF gainsboro=DCDCDC ghostwhite=F8F8FF gold=FFD700 goldenrod=DAA520 gray=808080 green=008000
greenyellow=ADFF2F grey=808080 honeydew=F0FFF0 hotpink=FF69B4 indianred=CD5C5C indigo=4B0082 ivory=FFFFF0
khaki=F0E68C lavender=E6E6FA lavenderblush=FFF0F5 lawngreen=7CFC00 lemonchiffon=FFFACD lightblue=ADD8E6
lightcoral=F08080 lightcyan=E0FFFF lightgoldenrodyellow=FAFAD2 lightgray=D3D3D3 lightgreen=90EE90
lightgrey=D3D3D3 lightpink=FFB6C1 lightsalmon=FFA07A lightseagreen=20B2AA lightskyblue=87CEFA
lightslategray=778899 lightsteelblue=B0C4DE lightyellow=FFFFE0 lime=00FF00 limegreen=32CD32 linen=FAF0E6
magenta=FF00FF maroon=800000 mediumaquamarine=66CDAA mediumblue=0000CD mediumorchid=BA55D3
mediumpurple=9370DB mediumseagreen=3CB371 mediumslateblue=7B68EE mediumspringgreen=00FA9A
mediumturquoise=48D1CC mediumvioletred=C71585 midnightblue=191970 mintcream=F5FFFA mistyrose=FFE4E1
moccasin=FFE4B5 navajowhite=FFDEAD navy=000080 oldlace=FDF5E6 olive=808000 olivedrab=6B8E23 orange=FFA500
orangered=FF4500 orchid=DA70D6 palegoldenrod=EEE8AA palegreen=98FB98 paleturquoise=AFEEEE
palevioletred=DB7093 papayawhip=FFEFD5 peachpuff=FFDAB9 peru=CD853F pink=FFC0CB plum=DDA0DD
powderblue=B0E0E6 purple=800080 red=FF0000 rosybrown=BC8F8F royalblue=4169E1 saddlebrown=8B4513
salmon=FA8072 sandybrown=F4A460 seagreen=2E8B57 seashell=FFF5EE sienna=A0522D silver=C0C0C0 skyblue=87CEEB
slateblue=6A5ACD slategray=708090 slategrey=708090 snow=FFFAFA springgreen=00FF7F steelblue=4682B4
tan=D2B48C teal=008080 thistle=D8BFD8 tomato=FF6347 turquoise=40E0D0 violet=EE82EE wheat=F5DEB3 white=FFFFFF
whitesmoke=F5F5F5 yellow=FFFF00 yellowgreen=9ACD32
"""
"""The colour names of CSS, which are those of .NET."""

_NAMED = dict(pair.split("=") for pair in _TABLE.split())
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)")

COLOUR_ATTRIBUTES = (
    f"{{{BIOC}}}fill",
    f"{{{BIOC}}}stroke",
    f"{{{COLOR}}}background-color",
    f"{{{COLOR}}}border-color",
    f"{{{COLOR}}}color",
)
_COLOURS = frozenset(COLOUR_ATTRIBUTES)
_UNCOLOURED = (None,) * len(COLOUR_ATTRIBUTES)
_LABEL_COLOUR = f"{{{COLOR}}}color"
_PROPERTIES = {"bgColor": "fill", "borderColor": "border", "textColor": "text"}
_SIGNAVIO = {"bgcolor": "fill", "bordercolor": "border", "fontcolor": "text"}
_LINES = ("sequence", "message", "association")
_DIRECTIONS = {"BottomToTop": "up", "TopToBottom": "down"}


@lru_cache(maxsize=4096)
def colour(text: str | None) -> str:
    """ "#RRGGBB", "none" for transparent, "" for what is no colour. Takes hex, rgb() and the names of CSS and .NET."""
    value = (text or "").strip()
    if _HEX.fullmatch(value):
        return value.upper()
    lower = value.lower()
    if lower in ("transparent", "none"):
        return "none"
    if lower in _NAMED:
        return "#" + _NAMED[lower]
    if re.fullmatch(r"#[0-9a-fA-F]{3}", value):
        return "#" + "".join(c * 2 for c in value[1:]).upper()
    if re.fullmatch(r"#[0-9a-fA-F]{8}", value):
        # .NET writes the alpha first.
        return "none" if value[1:3] == "00" else "#" + value[3:].upper()
    match = _RGB.fullmatch(lower)
    if match:
        if match.group(4) is not None and real(match.group(4), 1.0) == 0:
            return "none"
        return "#" + "".join(f"{min(255, int(part)):02X}" for part in match.groups()[:3])
    return ""


_READ_PROPERTIES = (*_PROPERTIES, "textBackgroundColor", "textDirection")


def bizagi_properties(element: etree._Element) -> dict[str, str]:
    """The vendor's properties of an element, name -> value ("" where it has none)."""
    extension = child(element, "extensionElements")
    return _properties(extension) if extension is not None else {}


def _properties(extension: etree._Element) -> dict[str, str]:
    return {
        item.get("name", ""): item.get("value", "") for item in extension.iter(f"{{{BIZAGI}}}BizagiProperty")
    }


def style_of(
    drawn: Drawn,
    meaning: Item,
    kind: str,
    bizagi: bool,
) -> Style:
    """How the element departs from its theme. `drawn` is its shape or edge.

    In Bizagi's dialect what equals Bizagi's default is left to the theme.
    """
    extension, said, label = meaning.child("extensionElements"), drawn.said, drawn.words
    mine: tuple[str | None, ...] = ()
    signavio: tuple[tuple[str, str], ...] = ()
    if extension is not None:
        properties = _properties(extension)
        mine = tuple(properties.get(name) for name in _READ_PROPERTIES) if properties else ()
        signavio = () if any(map(colour, mine[: len(_PROPERTIES)])) else tuple(_signavio(extension).items())
    return _style(
        mine,
        signavio,
        _UNCOLOURED if _COLOURS.isdisjoint(said) else tuple(said.get(name) for name in COLOUR_ATTRIBUTES),
        label.get(_LABEL_COLOUR) if label is not None else None,
        drawn.font,
        kind,
        bizagi,
    )


@lru_cache(maxsize=1024)
def _style(
    mine: tuple[str | None, ...],
    signavio: tuple[tuple[str, str], ...],
    drawn: tuple[str | None, ...],
    label: str | None,
    font: tuple[tuple[str, str], ...],
    kind: str,
    bizagi: bool,
) -> Style:
    """The style that these words make: most elements of a file say the same ones."""
    properties = dict(zip(_READ_PROPERTIES, mine, strict=True)) if mine else {}
    found = dict(signavio)
    if not found:
        found = {field: colour(properties.get(name)) for name, field in _PROPERTIES.items()}
    for text, field in zip(drawn, ("fill", "border", "fill", "border", "text"), strict=True):
        value = colour(text)
        if value:
            found[field] = value
    if colour(label):
        found["text"] = colour(label)
    background = colour(properties.get("textBackgroundColor"))
    style = Style(
        fill="" if kind in _LINES else found.get("fill", ""),
        border=found.get("border", ""),
        text="" if found.get("text") == "none" else found.get("text", ""),
        text_background="" if background == "none" else background,
        direction=_DIRECTIONS.get(properties.get("textDirection") or "", ""),
    )
    if bizagi:
        style = _without_defaults(_with_font(style, dict(font)), kind)
    return style if style != PLAIN else PLAIN


def _signavio(extension: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in extension.iter("{http://www.signavio.com}signavioMetaData"):
        field = _SIGNAVIO.get(item.get("metaKey", ""))
        value = colour(item.get("metaValue"))
        if field and value:
            found[field] = value
    return found


def _with_font(style: Style, font: dict[str, str]) -> Style:
    def flag(name: str) -> bool | None:
        return True if font.get(name) in ("true", "1") else None

    return msgspec.structs.replace(
        style,
        font=font.get("name", ""),
        size=real(font.get("size")),
        bold=flag("isBold"),
        italic=flag("isItalic"),
        underline=flag("isUnderline"),
        strike=flag("isStrikeThrough"),
    )


@cache
def _defaults(kind: str) -> tuple[str, str, str, float]:
    """Fill, border, text colour and size of Bizagi's theme."""
    look = theme.theme("bizagi")
    if kind in _LINES:
        line = look.line(kind)
        return "none", line.color.upper(), line.text.upper(), line.text_size
    form = look.form(kind)
    return form.fill.upper() or "none", form.border.upper() or "none", form.text.upper(), form.text_size


def _without_defaults(style: Style, kind: str) -> Style:
    fill, border, text, size = _defaults(kind)
    return msgspec.structs.replace(
        style,
        fill="" if style.fill == fill else style.fill,
        border="" if style.border == border else style.border,
        text="" if style.text == text else style.text,
        size=0.0 if style.size == size else style.size,
    )


def put_colours(drawn: Element, style: Style) -> None:
    """Write the style's colours as both sets of attributes."""
    if style is PLAIN:
        return
    bioc_fill, bioc_stroke, fill, border, text = COLOUR_ATTRIBUTES
    for value, old, new in ((style.fill, bioc_fill, fill), (style.border, bioc_stroke, border)):
        if value:
            drawn.set(old, value)
            if value != "none":
                drawn.set(new, value)
    if style.text:
        drawn.set(text, style.text)


def put_properties(element: Element, style: Style, kind: str) -> None:
    """Bring the colours of a kept Bizagi block up to the style."""
    fill, border, text, _ = _defaults(kind)
    now = {
        "bgColor": "" if kind in _LINES else style.fill or fill,
        "borderColor": style.border or border,
        "textColor": style.text or text,
    }
    for item in element.iter(f"{{{BIZAGI}}}BizagiProperty"):
        value = now.get(str(item.get("name", "")), "")
        before = colour(item.get("value"))
        if value and before and before != value:
            item.set("value", "Transparent" if value == "none" else value)
