"""Even lines: a paragraph with a justified line that is torn apart is set in another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from probis_editor.booklet.paragraph import Paragraph

LOOSEST = 0.6
"""Of the type size: what a space of a justified line may grow by."""

FEWEST = 6
"""Letters on the last line of a paragraph, fewer are worse than a loose line."""

Another: TypeAlias = Callable[[bool, float | None], Paragraph]
"""Makes the paragraph anew: with its last word whole or not, and with spaces that may shrink by this share."""

OTHERS: tuple[tuple[bool, float | None], ...] = (
    (False, None), (True, 0.0), (True, 0.1), (False, 0.1), (True, 0.15), (False, 0.15), (True, 0.25), (False, 0.25),
)  # fmt: skip
"""The mildest first. A quarter of a space is what good typesetting takes away at most."""


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


def evened(paragraph: Paragraph, another: Another, width: float) -> Paragraph:
    """`paragraph`, or another setting of it whose loosest line is less loose; wrapped at the width.

    Others are tried only where a line of it is too loose, the mildest first, until one is even.
    """
    paragraph.wrap(width, 1e6)
    best, loosest = paragraph, max(growth(paragraph), default=0.0)
    for whole, shrink in OTHERS:
        if loosest <= LOOSEST:
            break
        other = another(whole, shrink)
        other.wrap(width, 1e6)
        found = max(growth(other), default=0.0)
        if found < loosest - 1e-6 and len(last_line(other).strip()) >= FEWEST:
            best, loosest = other, found
    return best
