"""Daftar Pustaka: the document's legal bases, then what the office added."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.booklet.blocks import BookBlock, Heading, Item, plain
from probis_editor.booklet.context import Context
from probis_editor.model import laws
from probis_editor.model.affairs import Law

SLOT = "chapter:bibliography"


def blocks(context: Context) -> Iterator[BookBlock]:
    """Nothing where there is neither."""
    cited = [plain(laws.cited(law)) for law in laws.ordered(context.document.of_type(Law))]
    own = context.narrative(SLOT)
    if not cited and not own:
        return
    title = context.text("bibliography")
    yield Heading(text=title.upper() if context.profile.upper else title, level=0, anchor="bibliography")
    for at, text in enumerate(cited, 1):
        yield Item(text=text + ".", label=f"{at}.")
    yield from own
