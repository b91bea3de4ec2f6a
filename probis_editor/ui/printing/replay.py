"""A PDF page on a QPainter, as vectors: paths and the outlines of letters as pdfium reads them from the page."""

from __future__ import annotations

import ctypes
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

RASTER_DPI = 300
"""For pages with something on them that is not known here."""

_EM = 1.0
"""The size at which pdfium gives outlines of letters."""

_HYPHENS = (0x02, 0xAD, 0xFFFE)
"""What pdfium says of a hyphen at the end of a line."""


class UnknownObjectError(Exception):
    """The page holds something that cannot be drawn as vectors."""


class Replay:
    """Draws the pages of one open `pypdfium2.PdfDocument`."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._glyphs: dict[tuple[int, int], QPainterPath] = {}

    def draw(self, painter: QPainter, index: int, scale: float) -> bool:
        """Draw a page at the painter's origin, `scale` device pixels a point. False where it had to be a raster."""
        page = self._pdf[index]
        high = page.get_height()
        try:
            steps = self._steps(page)
        except UnknownObjectError:
            image = page.render(scale=RASTER_DPI / 72, prefer_bgrx=True)
            raster = QImage(
                bytes(image.buffer), image.width, image.height, image.stride, QImage.Format.Format_RGB32
            )
            painter.drawImage(QRectF(0, 0, page.get_width() * scale, high * scale), raster)
            page.close()
            return False
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(QTransform(scale, 0, 0, -scale, 0, high * scale), True)
        for step in steps:
            painter.save()
            step(painter)
            painter.restore()
        painter.restore()
        page.close()
        return True

    def _steps(self, page: Any) -> list[Any]:
        import pypdfium2.raw as c

        letters = _Letters(page)
        found = []
        for at in range(c.FPDFPage_CountObjects(page)):
            one = c.FPDFPage_GetObject(page, at)
            kind = c.FPDFPageObj_GetType(one)
            if kind == c.FPDF_PAGEOBJ_PATH:
                found.append(self._path(one))
            elif kind == c.FPDF_PAGEOBJ_TEXT:
                found.append(self._text(one, letters))
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                found.append(self._image(page, one))
            else:
                raise UnknownObjectError
        letters.close()
        return found

    def _path(self, one: Any) -> Any:
        import pypdfium2.raw as c

        outline = _outline(c.FPDFPath_CountSegments(one), lambda n: c.FPDFPath_GetPathSegment(one, n))
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        c.FPDFPath_GetDrawMode(one, mode, stroked)
        if mode.value == c.FPDF_FILLMODE_ALTERNATE:
            outline.setFillRule(Qt.FillRule.OddEvenFill)
        else:
            outline.setFillRule(Qt.FillRule.WindingFill)
        brush = QBrush(_color(c.FPDFPageObj_GetFillColor, one)) if mode.value else QBrush()
        pen = _pen(one) if stroked.value else QPen(Qt.PenStyle.NoPen)
        matrix, clip = _matrix(one), _clip(one)

        def step(painter: QPainter) -> None:
            if clip is not None:
                painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
            painter.setTransform(matrix, True)
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(outline)

        return step

    def _text(self, one: Any, letters: _Letters) -> Any:
        import pypdfium2.raw as c

        mode = c.FPDFTextObj_GetTextRenderMode(one)
        if mode not in (c.FPDF_TEXTRENDERMODE_FILL, c.FPDF_TEXTRENDERMODE_INVISIBLE):
            raise UnknownObjectError
        color = _color(c.FPDFPageObj_GetFillColor, one)
        font = c.FPDFTextObj_GetFont(one)
        clip = _clip(one)
        whole = QPainterPath()
        if mode == c.FPDF_TEXTRENDERMODE_FILL:
            for unicode, matrix in letters.of(one):
                whole.addPath(matrix.map(self._glyph(font, unicode)))
        whole.setFillRule(Qt.FillRule.WindingFill)

        def step(painter: QPainter) -> None:
            if clip is not None:
                painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
            painter.fillPath(whole, color)

        return step

    def _glyph(self, font: Any, unicode: int) -> QPainterPath:
        import pypdfium2.raw as c

        key = (ctypes.cast(font, ctypes.c_void_p).value or 0, unicode)
        if key not in self._glyphs:
            path = c.FPDFFont_GetGlyphPath(font, unicode, _EM)
            if not path:
                raise UnknownObjectError(chr(unicode))
            self._glyphs[key] = _outline(
                c.FPDFGlyphPath_CountGlyphSegments(path),
                lambda n: c.FPDFGlyphPath_GetGlyphPathSegment(path, n),
            )
        return self._glyphs[key]

    def _image(self, page: Any, one: Any) -> Any:
        import pypdfium2

        picture = pypdfium2.PdfImage(one, page=page, pdf=self._pdf)
        seen = picture.get_bitmap(render=True, scale_to_original=True)
        formats = {
            "BGRA": QImage.Format.Format_ARGB32,
            "BGRa": QImage.Format.Format_ARGB32_Premultiplied,
            "BGRX": QImage.Format.Format_RGB32,
            "BGRx": QImage.Format.Format_RGB32,
            "BGR": QImage.Format.Format_BGR888,
            "L": QImage.Format.Format_Grayscale8,
        }
        if seen.mode not in formats:
            raise UnknownObjectError
        data = bytes(seen.buffer)
        image = QImage(data, seen.width, seen.height, seen.stride, formats[seen.mode]).copy()
        matrix, clip = _matrix(one), _clip(one)

        def step(painter: QPainter) -> None:
            if clip is not None:
                painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            # an image's frame is the unit square with y up; ours has y down
            painter.setTransform(QTransform(1, 0, 0, -1, 0, 1) * matrix, True)
            painter.drawImage(QRectF(0, 0, 1, 1), image)

        return step


class _Letters:
    """The letters of a page by the text object that draws them, each with the matrix that places its outline."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as c

        self._page = c.FPDFText_LoadPage(page)
        self._of: dict[int, list[tuple[int, QTransform]]] = {}
        x, y, matrix = ctypes.c_double(), ctypes.c_double(), c.FS_MATRIX()
        for at in range(c.FPDFText_CountChars(self._page)):
            unicode = c.FPDFText_GetUnicode(self._page, at)
            if c.FPDFText_IsGenerated(self._page, at) == 1 or unicode in (0, 9, 10, 13, 32, 160):
                continue
            if unicode in _HYPHENS:
                unicode = 0x2D
            one = c.FPDFText_GetTextObject(self._page, at)
            c.FPDFText_GetCharOrigin(self._page, at, x, y)
            c.FPDFText_GetMatrix(self._page, at, matrix)
            size = c.FPDFText_GetFontSize(self._page, at) / _EM
            placed = QTransform(
                matrix.a * size, matrix.b * size, matrix.c * size, matrix.d * size, x.value, y.value
            )
            key = ctypes.cast(one, ctypes.c_void_p).value or 0
            self._of.setdefault(key, []).append((unicode, placed))

    def of(self, one: Any) -> list[tuple[int, QTransform]]:
        """The letters of a text object."""
        return self._of.get(ctypes.cast(one, ctypes.c_void_p).value or 0, [])

    def close(self) -> None:
        import pypdfium2.raw as c

        c.FPDFText_ClosePage(self._page)


def _outline(count: int, segment: Any) -> QPainterPath:
    import pypdfium2.raw as c

    path = QPainterPath()
    x, y = ctypes.c_float(), ctypes.c_float()
    curve: list[tuple[float, float]] = []
    for at in range(count):
        one = segment(at)
        c.FPDFPathSegment_GetPoint(one, x, y)
        kind = c.FPDFPathSegment_GetType(one)
        if kind == c.FPDF_SEGMENT_MOVETO:
            path.moveTo(x.value, y.value)
        elif kind == c.FPDF_SEGMENT_LINETO:
            path.lineTo(x.value, y.value)
        elif kind == c.FPDF_SEGMENT_BEZIERTO:
            curve.append((x.value, y.value))
            if len(curve) == 3:
                path.cubicTo(*curve[0], *curve[1], *curve[2])
                curve = []
        else:
            raise UnknownObjectError
        if c.FPDFPathSegment_GetClose(one):
            path.closeSubpath()
    return path


def _matrix(one: Any) -> QTransform:
    import pypdfium2.raw as c

    m = c.FS_MATRIX()
    c.FPDFPageObj_GetMatrix(one, m)
    return QTransform(m.a, m.b, m.c, m.d, m.e, m.f)


def _color(read: Any, one: Any) -> QColor:
    parts = [ctypes.c_uint() for _ in range(4)]
    read(one, *parts)
    return QColor(*(part.value for part in parts))


def _pen(one: Any) -> QPen:
    import pypdfium2.raw as c

    width, phase = ctypes.c_float(), ctypes.c_float()
    c.FPDFPageObj_GetStrokeWidth(one, width)
    pen = QPen(_color(c.FPDFPageObj_GetStrokeColor, one), width.value)
    caps = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
    joins = (Qt.PenJoinStyle.SvgMiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)
    pen.setCapStyle(caps[max(0, c.FPDFPageObj_GetLineCap(one)) % 3])
    pen.setJoinStyle(joins[max(0, c.FPDFPageObj_GetLineJoin(one)) % 3])
    pen.setMiterLimit(10)
    count = c.FPDFPageObj_GetDashCount(one)
    if count > 0 and width.value > 0:
        dashes = (ctypes.c_float * count)()
        c.FPDFPageObj_GetDashArray(one, dashes, count)
        c.FPDFPageObj_GetDashPhase(one, phase)
        pattern = [d / width.value for d in dashes]
        pen.setDashPattern(pattern if count % 2 == 0 else pattern * 2)
        pen.setDashOffset(phase.value / width.value)
    return pen


def _clip(one: Any) -> QPainterPath | None:
    import pypdfium2.raw as c

    clip = c.FPDFPageObj_GetClipPath(one)
    count = c.FPDFClipPath_CountPaths(clip) if clip else 0
    found: QPainterPath | None = None
    for at in range(max(0, count)):
        path = _outline(
            c.FPDFClipPath_CountPathSegments(clip, at),
            lambda n, at=at: c.FPDFClipPath_GetPathSegment(clip, at, n),
        )
        found = path if found is None else found.intersected(path)
    return found
