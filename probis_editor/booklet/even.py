"""Even lines: where keeping the last word whole tears a justified line apart, it is hyphenated after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus.paragraph import Paragraph

LOOSEST = 0.6
"""Of the type size: what a space of a justified line may grow by."""

FEWEST = 6
"""Letters on the last line of a paragraph, fewer are worse than a loose line."""


def growth(paragraph: Paragraph) -> list[float]:
    """By how much the spaces of the lines of a wrapped paragraph grow, in parts of its type size; not the last's."""
    set_: Any = paragraph.blPara  # type: ignore[attr-defined]  # made by wrap
    lines = set_.lines[:-1]
    size = float(paragraph.style.fontSize)
    if set_.kind == 0:
        return [float(spare) / max(1, len(words) - 1) / size for spare, words in lines]
    return [float(one.extraSpace) / max(1, one.wordCount - 1) / size for one in lines]


def last_line(paragraph: Paragraph) -> str:
    """What stands on the last line of a wrapped paragraph."""
    set_: Any = paragraph.blPara  # type: ignore[attr-defined]
    found = set_.lines[-1]
    return " ".join(found[1]) if set_.kind == 0 else "".join(word.text for word in found.words)


def evened(paragraph: Paragraph, free: Callable[[], Paragraph], width: float) -> Paragraph:
    """`paragraph`, or the one that `free` makes, the same with a last word that may be hyphenated, where that is set
    better; wrapped at the width."""
    paragraph.wrap(width, 1e6)
    tight = max(growth(paragraph)[-1:], default=0.0)
    if tight <= LOOSEST:
        return paragraph
    other = free()
    other.wrap(width, 1e6)
    better = max(growth(other)[-1:], default=0.0) < tight and len(last_line(other).strip()) >= FEWEST
    return other if better else paragraph
