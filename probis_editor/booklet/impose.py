"""Which pages of a book go to the printer, and on which side of which sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from probis_editor.booklet.seen import Leaf

WAYS = ("all", "odd", "even", "turn")
"""All pages one after the other, only fronts, only backs, or fronts and then backs of the same sheets."""

_PART = re.compile(r"^(\w+)(?:\s*[-–]\s*(\w+))?$")
COVER = ("sampul", "cover")


class Pass(NamedTuple):
    """What goes through the printer at one time: pages by index, None = an empty side. `name` is one of "pages",
    "fronts", "backs" or "a3"."""

    name: str
    pages: tuple[int | None, ...]


def chosen(leaves: Sequence[Leaf], wanted: str) -> list[int] | None:
    """The pages of a range as one writes it: "i-iv, 3, 12-15, sampul", by their printed numbers.

    In the order of the book, each once; None where a number is not in the book.
    """
    found: set[int] = set()
    for part in filter(None, (p.strip() for p in re.split(r"[,;]", wanted))):
        match = _PART.match(part)
        if match is None:
            return None
        first, last = _page(leaves, match[1]), _page(leaves, match[2] or match[1])
        if not first or not last or last[-1] < first[0]:
            return None
        found |= set(range(first[0], last[-1] + 1))
    return sorted(found) if found else None


def _page(leaves: Sequence[Leaf], number: str) -> list[int]:
    """The pages of a printed number; a book without numbers is counted from its first sheet."""
    if number.lower() in COVER:
        return [at for at, leaf in enumerate(leaves) if leaf.section == "cover"]
    same = [at for at, leaf in enumerate(leaves) if leaf.label and leaf.label == number.lower()]
    if not same and not any(leaf.label for leaf in leaves) and number.isdecimal():
        return [int(number) - 1] if 1 <= int(number) <= len(leaves) else []
    return same[-1:]


def changed(leaves: Sequence[Leaf], hashes: Sequence[str], printed: Mapping[str, str]) -> list[int]:
    """The pages that look different from what was printed last under their name, or never were."""
    return [at for at, leaf in enumerate(leaves) if printed.get(leaf.key) != hashes[at]]


def sheets(leaves: Sequence[Leaf], pages: Sequence[int]) -> list[tuple[int | None, int | None]]:
    """(front, back) of the sheets of these pages: odd numbers are fronts, and every section begins a sheet."""
    found: list[tuple[int | None, int | None]] = []
    for at in pages:
        leaf = leaves[at]
        if leaf.number % 2 == 1 or leaf.section == "cover":
            found.append((at, None))
            continue
        front, back = found[-1] if found else (None, 0)
        same = front is not None and back is None and leaves[front].section == leaf.section
        if same and front is not None and leaves[front].number == leaf.number - 1:
            found[-1] = (front, at)
        else:
            found.append((None, at))
    return found


def passes(
    leaves: Sequence[Leaf], pages: Sequence[int], way: str, a3: str, backwards: bool = False
) -> list[Pass]:
    """What goes through the printer, time by time.

    `way` is one of `WAYS`, `a3` says what becomes of folded sheets: "with" the others, "apart" after them, or "none".
    `backwards`: backs from the last sheet to the first, for printers that lay sheets face up.
    """
    folded = [at for at in pages if leaves[at].sheet == "a3"]
    rest = [at for at in pages if a3 == "with" or leaves[at].sheet != "a3"]
    found: list[Pass] = []
    if way == "all":
        found.append(Pass("pages", tuple(rest)))
    else:
        both = sheets(leaves, rest)
        fronts = tuple(front for front, _ in both)
        backs = tuple(back for _, back in (reversed(both) if backwards else both))
        if way == "odd":
            found.append(Pass("fronts", tuple(f for f in fronts if f is not None)))
        elif way == "even":
            found.append(Pass("backs", tuple(b for b in backs if b is not None)))
        else:
            found += [Pass("fronts", fronts), Pass("backs", backs)]
    if a3 == "apart":
        found.append(Pass("a3", tuple(folded)))
    return [one for one in found if any(page is not None for page in one.pages)]


def extracted(data: bytes, pages: Sequence[int | None], sizes: Sequence[Leaf]) -> bytes:
    """The PDF of these pages with their printed numbers as labels; None = an empty page. Deterministic."""
    from io import BytesIO

    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as whole, pikepdf.new() as part:
        usual = next((sizes[at] for at in pages if at is not None), sizes[0])
        labels = pikepdf.Array()
        for number, at in enumerate(pages):
            if at is None:
                part.add_blank_page(page_size=(usual.width, usual.height))
            else:
                part.pages.append(whole.pages[at])
            label = sizes[at].label if at is not None else ""
            labels.append(number)
            labels.append(pikepdf.Dictionary(P=pikepdf.String(label)))
        part.Root.PageLabels = pikepdf.Dictionary(Nums=labels)
        part.save(out, deterministic_id=True)
    return out.getvalue()
