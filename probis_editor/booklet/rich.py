"""The office's own texts (`model.office.Block`) as blocks of the book, with the numbers of lists counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from probis_editor.booklet.blocks import BookBlock, Item, Para
from probis_editor.model.blocks import empty
from probis_editor.model.office import Block

Shower = Callable[[Block], Iterable[BookBlock]]
"""Makes the table or figure of a block."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def blocks(texts: Sequence[Block], shown: Shower = lambda _: ()) -> list[BookBlock]:
    """Paragraphs and items; tables and figures as `shown` makes them.

    Headings inside a text become bold lead-ins, as chapters own the numbered headings. A run-in head stands in the
    first line of its paragraph.
    """
    texts = [one for one in texts if not empty(one)]
    result: list[BookBlock] = []
    head = ""
    counter = _Counter()
    last: _Counter | None = None
    for at, one in enumerate(texts):
        if one.kind == "item":
            if one.continues and last is not None:
                counter, last = last, None
            result.append(Item(text=one.text, label=counter.label(one), level=one.level))
            continue
        if any(counter.at):
            last = counter
        counter = _Counter()
        follows = texts[at + 1].kind if at + 1 < len(texts) else ""
        if head and one.kind == "p":
            one, head = msgspec.structs.replace(one, text=f"{head} {one.text}"), ""
        if one.kind in ("table", "figure"):
            result += shown(one)
        elif one.kind == "runin" and follows == "p":
            head = f"<b>{_ended(one.text, texts[at + 1].text)}</b>"
        elif one.kind.startswith("h") or one.kind == "runin":
            result.append(Para(text=f"<b>{one.text}</b>", style="lead", keep=True))
        elif one.kind == "quote":
            result.append(Para(text=f"<i>{one.text}</i>", style="center"))
        elif follows in ("item", "table", "figure"):
            keep = follows != "figure" and len(one.text) < 400
            result.append(Para(text=one.text, style="lead" if follows == "item" else "body", keep=keep))
        else:
            result.append(Para(text=one.text))
    return result


def _ended(text: str, following: str) -> str:
    """A run-in head, with a full stop where its paragraph does not go on with the same sentence."""
    return text if text.endswith((".", ":", "?", "!")) or following[:1].islower() else text + "."


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
