"""Pages of a set book to a printer, each on its own paper, as vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from probis_editor.booklet.seen import Leaf
from probis_editor.ui.jobs import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_KNOWN = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.Folio)


class PrinterError(Exception):
    """The printer takes nothing."""


def page_layout(leaf: Leaf) -> QPageLayout:
    """The paper that a page wants, without margins: they are part of the page."""
    short, long = sorted((leaf.width, leaf.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = leaf.width > leaf.height
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def send(
    printer: QPrinter, data: bytes, leaves: Sequence[Leaf], pages: Sequence[int | None], progress: Progress
) -> int:
    """Print the pages (None = an empty side); how many had to be sent as a raster.

    May run outside the window's thread. `progress` may raise to stop; what is printed by then stays printed.
    Raises PrinterError.
    """
    import pypdfium2

    from probis_editor.ui.printing.replay import Replay

    printer.setFullPage(True)
    usual = next((at for at in pages if at is not None), 0)
    layouts = [page_layout(leaves[at if at is not None else usual]) for at in pages]
    printer.setPageLayout(layouts[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError
    rasters = 0
    done = False
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            replay = Replay(pdf)
            for number, at in enumerate(pages):
                progress(number, len(pages))
                if number:
                    printer.setPageLayout(layouts[number])
                    if not printer.newPage():
                        raise PrinterError
                if at is not None and not replay.draw(painter, at, printer.resolution() / 72):
                    rasters += 1
        done = True
    finally:
        if not done:
            printer.abort()
        painter.end()
    return rasters
