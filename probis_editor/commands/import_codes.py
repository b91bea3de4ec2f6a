"""Process codes as offices write them into names of maps and files, taken apart; and the scheme that they follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from probis_editor.model.queries import code_in

_INSIDE = re.compile(
    r"(?<![\w.])("
    r"(?!(?:NO|RT|RW)\.)[A-Z]{2,}(?:\.(?:\d+|[A-Z]{2,4}(?=\.\d)))*\.\d+"  # Peta KECKLB.02.01.CFM.01
    r"|[Pp]\.?\d+(?:\.\d+)+"  # Peta P1.1.2
    r")(?![\w])"
)
_PARTS = re.compile(r"([A-Za-z]+)(\.?)((?:\d+|[A-Z]{2,4})(?:\.(?:\d+|[A-Z]{2,4}))*)")
_MARKED = "cross_functional"
"""The kind of map whose codes bear a mark (CFM)."""


class Code(NamedTuple):
    """A code: its letters with or without a dot after them, its numbers, and the mark before the last of them."""

    written: str
    letters: str
    dotted: bool
    numbers: tuple[int, ...]
    mark: str = ""
    wide: bool = False
    ended: bool = False
    """Whether a dot stands behind it."""


def parsed(written: str) -> Code | None:
    """A code taken apart, None for what is none."""
    ended = written.endswith(".")
    found = _PARTS.fullmatch(written.removesuffix("."))
    if found is None:
        return None
    parts = found.group(3).split(".")
    digits = [part for part in parts if part.isdigit()]
    if not digits:
        return None
    mark = parts[-2] if len(parts) > 1 and not parts[-2].isdigit() else ""
    wide = any(part.startswith("0") for part in digits)
    numbers = tuple(int(part) for part in digits)
    return Code(written, found.group(1).upper(), bool(found.group(2)), numbers, mark, wide, ended)


def code_of_name(name: str) -> Code | None:
    """The code at the head of a name, else the first one in it that is no mere "P1"; blanks may be underscores."""
    text = " ".join(name.replace("_", " ").split())
    head = code_in(text)
    if head:
        rest = text.replace(" ", "")[len(head) :]
        return parsed(head + "." if rest.startswith(".") else head)
    inside = _INSIDE.search(text)
    return parsed(inside.group(1)) if inside else None


def title_of_name(name: str) -> str:
    """A name without the code in it; the name itself where nothing else is left."""
    text = " ".join(name.replace("_", " ").split())
    head = code_in(text)
    if head:
        # A blank may stand in the code itself ("P 1.2").
        pattern = r"\s?".join(re.escape(c) for c in head)
        rest = re.sub(rf"^\s*{pattern}\.?[\s:_\-–]*", "", text)
        return rest or text
    rest = _INSIDE.sub(" ", text)
    return " ".join(rest.split()).strip(" -–:") or text


def scheme_of(codes: Iterable[Code]) -> dict[str, object]:
    """The fields of Settings under which the tree would write these codes as they stand, by what most of them do.

    Empty for no codes.
    """
    found = list(codes)
    if not found:
        return {}
    (letters, dotted), _ = Counter((c.letters, c.dotted) for c in found).most_common(1)[0]
    same = [c for c in found if (c.letters, c.dotted) == (letters, dotted)]
    marks = Counter(c.mark for c in same if c.mark).most_common(1)
    return {
        "code_prefix": letters + "." * dotted,
        "code_separator": ".",
        "code_end": "." if 2 * sum(c.ended for c in same) > len(same) else "",
        "code_widths": (2,) if any(c.wide for c in same) else (),
        "code_marks": ((_MARKED, marks[0][0]),) if marks else (),
    }
