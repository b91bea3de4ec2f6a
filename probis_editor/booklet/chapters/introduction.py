"""BAB Pendahuluan: latar belakang, maksud dan tujuan, dasar hukum."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Item, Para, plain
from probis_editor.booklet.context import Context
from probis_editor.model import laws
from probis_editor.model.affairs import Law


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
    yield from own or _purpose(context)
    yield from _laws(context)


def _purpose(context: Context) -> Iterator[BookBlock]:
    yield Para(text=context.text("purpose_1"))
    yield Para(text=context.text("purpose_2"), style="lead", keep=True)
    for at, key in enumerate(("purpose_a", "purpose_b", "purpose_c", "purpose_d")):
        yield Item(text=context.text(key), label=f"{'abcd'[at]}.")


def _laws(context: Context) -> Iterator[BookBlock]:
    """The document's legal bases, the highest first; nothing where there is none."""
    found = laws.ordered(context.document.of_type(Law))
    if not found:
        return
    yield context.section(context.tr("booklet.laws"))
    yield from context.template("chapter:laws", "laws_1")
    for at, law in enumerate(found, 1):
        end = "." if at == len(found) else "; " + context.tr("booklet.and") if at == len(found) - 1 else ";"
        yield Item(text=plain(laws.cited(law)) + end, label=f"{at}.")
