"""BAB Pendahuluan: latar belakang, maksud dan tujuan."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Item, Para
from probis_editor.booklet.context import Context


def blocks(context: Context) -> Iterator[BookBlock]:
    """Only an office's own book has an introduction."""
    if not context.names.proper:
        return
    yield context.chapter(context.tr("booklet.introduction"))
    yield context.section(context.tr("booklet.background"))
    yield from context.template(
        "chapter:background", "background_1", "background_2", "background_3", "background_4"
    )
    yield context.section(context.tr("booklet.purpose"))
    own = context.narrative("chapter:purpose")
    if own:
        yield from own
        return
    yield Para(text=context.text("purpose_1"))
    yield Para(text=context.text("purpose_2"), style="lead", keep=True)
    for at, key in enumerate(("purpose_a", "purpose_b", "purpose_c", "purpose_d")):
        yield Item(text=context.text(key), label=f"{'abcd'[at]}.")
