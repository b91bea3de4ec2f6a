"""The tables and figures that stand in the office's own texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec.structs import replace

from probis_editor.booklet.blocks import BookBlock, Figure, Grid
from probis_editor.booklet.markup import without_tags
from probis_editor.booklet.splitting import splitting
from probis_editor.commands import examples
from probis_editor.drawing import raster
from probis_editor.drawing.primitives import Group, Image
from probis_editor.geometry import Rect
from probis_editor.model import grids
from probis_editor.model.affairs import Picture
from probis_editor.model.office import EXAMPLE, Block
from probis_editor.render.compose import printed

if TYPE_CHECKING:
    from probis_editor.booklet.context import Context

WIDEST = 640.0
"""The width of a picture that is given no other, in units (1/96 inch): about the measure of a page."""


def shown(context: Context, block: Block, slot: str) -> Iterator[BookBlock]:
    """What a block of a text becomes; nothing for a figure whose map or picture is gone (a finding)."""
    if block.kind == "table":
        yield _table(context, block)
        return
    figure = _picture(context, block) if block.picture else _map(context, block)
    if figure is None:
        context.find("no_picture", name=without_tags(block.text))
        return
    yield replace(figure, source="text:" + slot)


def _table(context: Context, block: Block) -> Grid:
    anchor, label = context.table_label(block.numbered)
    columns = grids.columns(block.cells)
    return Grid(
        rows=block.cells,
        widths=block.widths or (1.0,) * columns,
        heads=block.heads,
        anchor=anchor,
        label=label,
        title=without_tags(block.text),
        block=block.id,
    )


def _picture(context: Context, block: Block) -> Figure | None:
    record = context.document.get(("", "picture:" + block.picture))
    size = raster.size(record.data) if isinstance(record, Picture) else None
    if not isinstance(record, Picture) or size is None or not _whole(record.data):
        return None
    wide = WIDEST * block.width if block.width else min(size[0], WIDEST)
    box = Rect(0, 0, wide, wide * size[1] / size[0])
    return _figure(context, block, Group((Image(box, record.data),)), box, sheet="text")


@lru_cache(maxsize=8)
def _whole(data: bytes) -> bool:
    """Whether a picture can be drawn: a file may be cut off behind a good head."""
    from PIL import Image as Raster

    try:
        with Raster.open(BytesIO(data)) as opened:
            opened.load()
    except (OSError, ValueError, SyntaxError, Raster.DecompressionBombError):
        return False
    return True


def _map(context: Context, block: Block) -> Figure | None:
    document, map_id = context.document, block.map
    if map_id.startswith(EXAMPLE):
        document = examples.document(context.tr.language)
    record = document.get((map_id, ""))
    if record is None:
        return None
    if document is context.document:
        context.mark_drawn(document.map(map_id))
        document = context.on_paper(map_id)
    sheet = "text" if block.width else dict(context.document.book.sheets).get(map_id, "")
    picture = printed(document, map_id, "", sheet == "split")
    if picture.bounds.w <= 0 or picture.bounds.h <= 0:
        return None
    found = _figure(context, block, picture.group, picture.bounds, sheet)
    if map_id.startswith(EXAMPLE):
        return found
    cut = splitting(document, map_id, "", picture)
    return replace(found, map=map_id, splitting=cut)


def _figure(context: Context, block: Block, picture: Group, bounds: Rect, sheet: str) -> Figure:
    anchor, label = context.figure_label(block.numbered)
    title = without_tags(block.text)
    return Figure(
        anchor=anchor,
        label=label,
        title=title,
        picture=picture,
        bounds=bounds,
        sheet=sheet,
        above=context.profile.caption_side == "above",
        lines=context.profile.caption_lines,
        alt=title,
        width=block.width,
        block=block.id or f"{anchor}",
    )
