"""Sentences that the book makes itself: where a book in Word holds them word for word, nothing of them need be kept."""

from __future__ import annotations

import re
from functools import lru_cache

from probis_editor import i18n
from probis_editor.model.office import Block

_ALWAYS = (
    "structure_2", "duties_1", "level0_all", "level0_groups", "group_1", "goals_1", "goals_2", "shares_1", "symbols_1",
    "distribution_1", "no_text", "children", "map_bare", "map_steps", "map_decisions",
)  # fmt: skip
"""Those that every book says; the others stand only where the office wrote nothing."""

_LETTERHEAD = 6
"""Lines that a letterhead has fewer than."""
_LONGEST = 2000
"""No sentence of the book is longer."""
_ROOM, _LEAST = "booklet.", 12
"""Where the sentences stand, and how much of one must be there besides what is filled in."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = i18n.texts("id")
    said = {key.removeprefix(_ROOM): text for key, text in table.items() if key.startswith(_ROOM)}
    every = [text for text in said.values() if len(re.sub(r"\{\w+\}", "", text)) > _LEAST]
    mapped = [f"{said[key]} {said['map_actors']}" for key in ("map_steps", "map_decisions")]
    return _one_of([*(said[key] for key in _ALWAYS), *mapped]), _one_of(every)


def _one_of(texts: list[str]) -> re.Pattern[str]:
    parts = [re.sub(r"\\\{\w+\\\}", ".+?", re.escape(" ".join(text.split()))) for text in texts]
    return re.compile("|".join(parts), re.DOTALL)


def always(said: str) -> bool:
    """Whether every book says this, made from the tree and the lists."""
    return len(said) < _LONGEST and _patterns()[0].fullmatch(" ".join(said.split())) is not None


@lru_cache(maxsize=1)
def _references() -> re.Pattern[str]:
    said = [text for key, text in i18n.texts("id").items() if key.startswith(_ROOM + "reference.")]
    figures = r"Gambar[ \\u00a0][\\w ,.\\u00a0–-]*"
    parts = [re.sub(r"\\\{\w+\\\}", figures, re.escape(text)) for text in said]
    return re.compile(r"(?<!\s)\s*(?:" + "|".join(parts) + r")\s*$")


def without_reference(text: str) -> str:
    """A text without the sentence that leads to its figure at its end: the book numbers and names that anew."""
    end = max(0, len(text) - _LONGEST)
    return text[:end] + _references().sub("", text[end:])


def drop_letterhead(blocks: list[Block]) -> None:
    """Take the letterhead at the end of a text away."""
    at = [n for n, b in enumerate(blocks) if b.text.removeprefix("<b>").startswith("PEMERINTAH ")]
    if at and len(blocks) - at[-1] < _LETTERHEAD:
        del blocks[at[-1] :]


def without_bare_heads(blocks: list[Block]) -> list[Block]:
    """The blocks without headings under which nothing is left."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if block.kind != "h1" or (kept and kept[-1].kind != "h1"):
            kept.append(block)
    return kept[::-1]


def usual(said: str) -> bool:
    """Whether the book says this where the office wrote nothing."""
    return len(said) < _LONGEST and _patterns()[1].fullmatch(" ".join(said.split())) is not None
