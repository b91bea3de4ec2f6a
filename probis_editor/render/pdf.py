"""A picture on a reportlab canvas, and pictures as a PDF of their own.

Text is text (it can be searched and copied), curves are curves, every face is embedded as a subset, and the same
pictures give the same bytes. A whole picture is written as one run of PDF operators, which is several times
quicker than one canvas call per stroke.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from probis_editor import resources
from probis_editor.drawing import faces, fonts, rtl
from probis_editor.drawing.bounds import bounds
from probis_editor.drawing.primitives import Group, Image, Path, Pen, Primitive, Text
from probis_editor.geometry import Rect
from probis_editor.render.svg import number

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

POINTS_PER_UNIT = 0.75
LARGEST = 14400.0
"""Longest side of a PDF page in points that every reader accepts."""

_OPERATORS = {"M": "m", "L": "l", "C": "c"}
_ESCAPES = str.maketrans({sign: "\\" + sign for sign in "()\\"})


def font_name(file: str) -> str:
    """The reportlab name of a bundled face, e.g. "Arimo-Bold" for "Arimo-Bold.ttf"."""
    return file.removesuffix(".ttf")


@cache
def register_fonts() -> None:
    """Makes all bundled faces known to reportlab, and Arimo its default, so that Helvetica never slips in.

    Call before making any canvas, paragraph style or table. Families are registered under the names of their
    regular faces ("Arimo-Regular", "ProbisBonum-Regular"), for <b> and <i> in paragraphs.
    """
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics

    from probis_editor.render.pdf_fonts import Font

    # Base 85 makes streams a quarter longer, for transports that no longer exist, in slow Python.
    rl_config.useA85 = 0
    for file in [*(file for family in faces.FAMILIES.values() for file in family), *faces.FALLBACK]:
        pdfmetrics.registerFont(Font(font_name(file), str(resources.path(f"fonts/{file}"))))
    for family in faces.FAMILIES.values():
        names = [font_name(file) for file in family]
        pdfmetrics.registerFontFamily(
            names[0], normal=names[0], bold=names[1], italic=names[2], boldItalic=names[3]
        )
    plain, bold = (font_name(file) for file in faces.FALLBACK)
    pdfmetrics.registerFontFamily(plain, normal=plain, bold=bold, italic=plain, boldItalic=bold)
    rl_config.canvas_basefontname = font_name(faces.FAMILIES["sans"][0])


def draw_group(canvas: Canvas, group: Group) -> None:
    """Draws a picture in the canvas's current frame, which the caller has turned: unit 1/96 inch, y downward.

    The canvas's graphics state is as before afterwards. `register_fonts` must have been called.
    """
    writer = _Writer(canvas)
    writer.draw(group)
    writer.close()


def draw_at(canvas: Canvas, group: Group, x: float, top: float, scale: float = 1.0) -> None:
    """Draws a picture with its frame's origin at (x, top), in points from the page's lower left corner."""
    size = POINTS_PER_UNIT * scale
    canvas.saveState()
    canvas.transform(size, 0, 0, -size, x, top)
    draw_group(canvas, group)
    canvas.restoreState()


def page_pdf(
    pictures: Group | Sequence[Group],
    margin: float = 12.0,
    paper: tuple[float, float] | None = None,
    title: str = "",
    lang: str = "id-ID",
    boxes: Sequence[Rect | None] = (),
) -> bytes:
    """A PDF with one page per picture. `boxes` are the pictures' bounds for those who know them.

    Without `paper` a page is the picture's bounds plus `margin` units on every side. With `paper` (width, height in
    units) the picture is centred and made smaller, never larger, until it stands within the margins.
    """
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1, lang=lang)
    canvas.setCreator("Probis Editor")
    canvas.setTitle(title)
    each = (pictures,) if isinstance(pictures, Group) else pictures
    for picture, known in zip(each, boxes or map(bounds, each), strict=True):
        box = known or Rect(0, 0, 1, 1)
        wide, high = paper or (box.w + 2 * margin, box.h + 2 * margin)
        room_w, room_h = max(1.0, wide - 2 * margin), max(1.0, high - 2 * margin)
        scale = min(1.0, room_w / box.w, room_h / box.h) if box.w and box.h else 1.0
        shrink = min(1.0, LARGEST / (max(wide, high) * POINTS_PER_UNIT))
        size = POINTS_PER_UNIT * shrink
        canvas.setPageSize((wide * size, high * size))
        left, top = (wide - box.w * scale) / 2, (high - box.h * scale) / 2
        x, y = left - box.x * scale, top - box.y * scale
        draw_at(canvas, picture, x * size, (high - y) * size, scale * shrink)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class Sheet(NamedTuple):
    """A page of its own size in points, and where its picture's origin stands on it, from the lower left corner."""

    picture: Group
    width: float
    height: float
    left: float
    top: float


def sheets_pdf(sheets: Sequence[Sheet], title: str = "", lang: str = "id-ID") -> bytes:
    """A PDF with one page per sheet, every picture in its true size."""
    from reportlab.pdfgen.canvas import Canvas

    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1, lang=lang)
    canvas.setCreator("Probis Editor")
    canvas.setTitle(title)
    for sheet in sheets:
        canvas.setPageSize((sheet.width, sheet.height))
        draw_at(canvas, sheet.picture, sheet.left, sheet.top)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class _Writer:
    """Collects the operators of one picture; keeps pen and fill from being set twice in a row."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._out: list[str] = ["q 0 J 0 j 10 M"]
        self._pen: Pen | None = None
        self._fill = ""
        self._firsts: dict[str, str] = {}

    def close(self) -> None:
        self._out.append("Q")
        self._flush()

    def _flush(self) -> None:
        self._canvas.addLiteral("\n".join(self._out))
        self._out = []

    def draw(self, primitive: Primitive) -> None:
        if isinstance(primitive, Path):
            self._path(primitive)
        elif isinstance(primitive, Text):
            self._text(primitive)
        elif isinstance(primitive, Group):
            self._group(primitive)
        else:
            self._image(primitive)

    def _group(self, group: Group) -> None:
        if group.dx == 0 and group.dy == 0 and group.scale == 1:
            for child in group.children:
                self.draw(child)
            return
        scale = number(group.scale) if group.scale == round(group.scale, 3) else f"{group.scale:.7f}"
        pen, fill = self._pen, self._fill
        self._out.append(f"q {scale} 0 0 {scale} {number(group.dx)} {number(group.dy)} cm")
        for child in group.children:
            self.draw(child)
        self._out.append("Q")
        self._pen, self._fill = pen, fill

    def _path(self, path: Path) -> None:
        if (path.pen is None and not path.fill) or not path.segments:
            return
        if path.pen is not None and path.pen != self._pen:
            self._out.append(_pen(path.pen))
            self._pen = path.pen
        if path.fill:
            self._set_fill(path.fill)
        operators = [
            f"{' '.join(map(number, numbers))} {_OPERATORS[letter]}" if numbers else "h"
            for letter, numbers in path.segments
        ]
        operators.append("B" if path.fill and path.pen is not None else "f" if path.fill else "S")
        self._out.append(" ".join(operators))

    def _set_fill(self, color: str) -> None:
        if color != self._fill:
            self._out.append(f"{_rgb(color)} rg")
            self._fill = color

    def _text(self, text: Text) -> None:
        if not text.text:
            return
        style = text.style
        self._set_fill(style.color)
        angle = math.radians(text.angle)
        cos, sin = round(math.cos(angle), 9), round(math.sin(angle), 9)
        wide = (
            0.0
            if text.anchor == "start" and not (style.underline or style.strike)
            else fonts.width(text.text, style)
        )
        back = 0.0 if text.anchor == "start" else wide / 2 if text.anchor == "middle" else wide
        x, y = text.x - back * cos, text.y - back * sin
        frame = f"{number(cos)} {number(sin)} {number(sin)} {number(-cos)} {number(x)} {number(y)}"
        shown = self._shown(text)
        turned = rtl.occurs(text.text)
        if turned:
            logical = ("\ufeff" + text.text).encode("utf-16-be").hex().upper()
            self._out.append(f"/Span <</ActualText <{logical}>>> BDC")
        self._out.append(f"BT {frame} Tm {shown} ET")
        if turned:
            self._out.append("EMC")
        for depth, on in ((fonts.UNDERLINE, style.underline), (fonts.STRIKE, style.strike)):
            if on:
                box = f"0 {number(-depth * style.size)} {number(wide)} {number(-fonts.RULE * style.size)}"
                self._out.append(f"q {frame} cm {box} re f Q")

    def _shown(self, text: Text) -> str:
        """The operators that set a line, from wherever the text frame is; each run in its own face."""
        inside = self._canvas
        size = number(text.style.size)
        parts: list[str] = []
        for file, run in fonts.runs(text.text, text.style):
            font = _font(file)
            if run.isascii() and run.isprintable():
                parts.append(f"{self._first_subset(file)} {size} Tf ({run.translate(_ESCAPES)}) Tj")
                continue
            for subset, codes in font.splitString(run, inside._doc):
                name = font.getSubsetInternalName(subset, inside._doc)
                parts.append(f"{name} {size} Tf ({inside._escape(codes)}) Tj")
        return " ".join(parts)

    def _first_subset(self, file: str) -> str:
        """The name of the subset in which ASCII stands as itself."""
        name = self._firsts.get(file)
        if name is None:
            font, document = _font(file), self._canvas._doc
            font.splitString(" ", document)
            name = self._firsts[file] = font.getSubsetInternalName(0, document)
        return name

    def _image(self, image: Image) -> None:
        from reportlab.lib.utils import ImageReader

        self._flush()
        x, y, w, h = image.rect
        self._canvas.saveState()
        self._canvas.transform(1, 0, 0, -1, x, y + h)
        self._canvas.drawImage(ImageReader(BytesIO(image.data)), 0, 0, w, h, mask="auto")
        self._canvas.restoreState()


@cache
def _font(file: str) -> TTFont:
    from reportlab.pdfbase import pdfmetrics

    return cast("TTFont", pdfmetrics.getFont(font_name(file)))


@cache
def _pen(pen: Pen) -> str:
    return f"{_rgb(pen.color)} RG {number(pen.width)} w [{' '.join(map(number, pen.dash))}] 0 d"


@cache
def _rgb(color: str) -> str:
    """The three components of "#RRGGBB" as 0..1. Raises `ValueError` for anything else."""
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"not a colour: {color!r}")
    return " ".join(number(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
