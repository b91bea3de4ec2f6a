"""The office's own texts (`model.office.Block`) as blocks of the book, with the numbers of lists counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from probis_editor.booklet.blocks import BookBlock, Item, Para
from probis_editor.model.office import Block

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def blocks(texts: Sequence[Block]) -> list[BookBlock]:
    """Paragraphs and items. Headings inside a text become bold lead-ins, as chapters own the numbered headings."""
    result: list[BookBlock] = []
    counter = _Counter()
    last: _Counter | None = None
    for at, one in enumerate(texts):
        if not one.text.strip():
            continue
        if one.kind == "item":
            if one.continues and last is not None:
                counter, last = last, None
            result.append(Item(text=one.text, label=counter.label(one), level=one.level))
            continue
        if any(counter.at):
            last = counter
        counter = _Counter()
        follows = texts[at + 1].kind if at + 1 < len(texts) else ""
        if one.kind.startswith("h"):
            result.append(Para(text=f"<b>{one.text}</b>", style="lead", keep=True))
        elif one.kind == "quote":
            result.append(Para(text=f"<i>{one.text}</i>", style="center"))
        elif follows == "item":
            result.append(Para(text=one.text, style="lead", keep=len(one.text) < 400))
        else:
            result.append(Para(text=one.text))
    return result


@dataclass
class _Counter:
    """The running numbers of a list, one a level."""

    at: list[int] = field(default_factory=lambda: [0] * 5)

    def label(self, one: Block) -> str:
        level = min(max(one.level, 0), 4)
        self.at[level] = one.start or self.at[level] + 1
        for deeper in range(level + 1, 5):
            self.at[deeper] = 0
        return item_label(one.number or "1.", self.at[level])


def item_label(pattern: str, number: int) -> str:
    """The label of item `number` in a pattern: "1." -> "3.", "a)" -> "c)", "-" -> "–"."""
    if pattern == "-":
        return "–"
    letter = ""
    rest = number
    while rest > 0:
        rest, digit = divmod(rest - 1, 26)
        letter = _LETTERS[digit] + letter
    return pattern.replace("1", str(number)) if "1" in pattern else pattern.replace("a", letter)
