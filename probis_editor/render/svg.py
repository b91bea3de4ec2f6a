"""A picture as SVG: real text, one `<text>` per measured line, the same bytes for the same picture.

The faces are named, not embedded; Arial and Liberation Sans have Arimo's widths, so lines keep their length
where Arimo is missing. Kerning is off, as everywhere.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape

from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group, Image, Path, Pen, Primitive, Text, TextStyle
from probis_editor.geometry import Rect

FAMILIES = {
    "sans": "Arimo, Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif",
    "serif": "'Probis Bonum', 'TeX Gyre Bonum', 'Bookman Old Style', 'DejaVu Serif', serif",
}
"""CSS font lists of the families of `drawing.fonts`."""

MOST_NUMBERS = 50_000
"""How many written numbers are remembered before that starts anew."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def page(
    picture: Group, box: Rect | None = None, margin: float = 0.0, background: str = "", title: str = ""
) -> str:
    """A complete SVG file (UTF-8 text) of the picture.

    `box` is the part shown, by default the picture's bounds; `margin` units are added on every side. One unit
    is one CSS pixel. `background` "" stays transparent.
    """
    shown = (box or bounds(picture) or Rect(0, 0, 1, 1)).grown(margin)
    x, y, w, h = (number(v) for v in shown)
    out = [head(shown)]
    if title:
        out.append(f"<title>{_text(title)}</title>\n")
    if background:
        out.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{escape(background)}"/>\n')
    _draw(picture, out)
    out.append("</svg>\n")
    return "".join(out)


def head(shown: Rect, scale: float = 1.0) -> str:
    """The beginning of a file that shows this box, a unit of it `scale` CSS pixels; `</svg>` ends the file."""
    x, y, w, h, wide, high = (number(v) for v in (*shown, shown.w * scale, shown.h * scale))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="{x} {y} {w} {h}"'
        f' font-family="{FAMILIES["sans"]}" style="font-kerning:none" fill="none">\n'
    )


def fragment(primitive: Primitive) -> str:
    """The primitive as SVG elements, to stand inside an `<svg>` that sets `fill="none"` and the font."""
    out: list[str] = []
    _draw(primitive, out)
    return "".join(out)


def _draw(primitive: Primitive, out: list[str]) -> None:
    if isinstance(primitive, Path):
        out.append(f'<path d="{_data(primitive)}"{_paint(primitive.pen, primitive.fill)}/>\n')
    elif isinstance(primitive, Text):
        out.append(_line(primitive))
    elif isinstance(primitive, Group):
        _group(primitive, out)
    else:
        out.append(_image(primitive))


def _group(group: Group, out: list[str]) -> None:
    name = f' data-id="{_text(group.id)}"' if group.id else ""
    moved = f"translate({number(group.dx)} {number(group.dy)})" if group.dx or group.dy else ""
    sized = f"scale({number(group.scale)})" if group.scale != 1 else ""
    transform = f' transform="{(moved + " " + sized).strip()}"' if moved or sized else ""
    out.append(f"<g{name}{transform}>\n")
    if group.title:
        out.append(f"<title>{_text(group.title)}</title>\n")
    for child in group.children:
        _draw(child, out)
    out.append("</g>\n")


def _data(path: Path) -> str:
    return "".join([letter + " ".join(map(number, numbers)) for letter, numbers in path.segments])


def _line(text: Text) -> str:
    x, y = number(text.x), number(text.y)
    turned = f' transform="rotate({text.angle} {x} {y})"' if text.angle else ""
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    space = ' xml:space="preserve"' if "  " in text.text or text.text != text.text.strip() else ""
    return f'<text x="{x}" y="{y}"{turned}{anchor}{space}{_style(text.style)}>{_text(text.text)}</text>\n'


def _image(image: Image) -> str:
    x, y, w, h = (number(v) for v in image.rect)
    kind = "jpeg" if image.data[:2] == b"\xff\xd8" else "png"
    data = b64encode(image.data).decode("ascii")
    return (
        f'<image x="{x}" y="{y}" width="{w}" height="{h}" preserveAspectRatio="none"'
        f' href="data:image/{kind};base64,{data}"/>\n'
    )


@lru_cache(maxsize=256)
def _paint(pen: Pen | None, fill: str) -> str:
    painted = f' fill="{escape(fill)}"' if fill else ""
    if pen is None:
        return painted
    dash = f' stroke-dasharray="{" ".join(map(number, pen.dash))}"' if pen.dash else ""
    return f'{painted} stroke="{escape(pen.color)}" stroke-width="{number(pen.width)}"{dash}'


@lru_cache(maxsize=256)
def _style(style: TextStyle) -> str:
    lines = [name for name, on in (("underline", style.underline), ("line-through", style.strike)) if on]
    return "".join(
        (
            f' font-size="{number(style.size)}" fill="{escape(style.color)}"',
            ""
            if style.family == "sans"
            else f' font-family="{FAMILIES.get(style.family, FAMILIES["sans"])}"',
            ' font-weight="bold"' if style.bold else "",
            ' font-style="italic"' if style.italic else "",
            f' text-decoration="{" ".join(lines)}"' if lines else "",
        )
    )


def _text(text: str) -> str:
    """The text escaped, for content and for attributes, without what XML cannot hold."""
    return escape(text if text.isprintable() else _NOT_XML.sub("", text))


class _Numbers(dict[float, str]):
    """Numbers as they are written: a picture says few of them, but each many times."""

    def __missing__(self, value: float) -> str:
        if len(self) >= MOST_NUMBERS:
            self.clear()
        whole = int(value)
        if whole == value:
            text = str(whole)
        else:
            text = f"{value:.3f}".rstrip("0").rstrip(".")
            text = "0" if text == "-0" else text
        self[value] = text
        return text


number = _Numbers().__getitem__
"""The shortest form with at most three decimals. Raises for infinity and NaN."""
