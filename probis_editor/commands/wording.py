"""The verbs that write texts so that facts in them stay right: codes and counts become live references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from probis_editor.model import counts, numbering, tokens
from probis_editor.model.blocks import rewritten
from probis_editor.model.document import Document, Transaction
from probis_editor.model.number_words import in_words
from probis_editor.model.office import Block

_COUNT = re.compile(r"\b(\d{1,2}) ?\(([a-zA-Z ]+)\)(?= (?:buah )?(?:sub ?-?proses|proses))", re.IGNORECASE)


def write(tx: Transaction, slot: str, blocks: Sequence[Block]) -> None:
    """Write the text of a slot (no blocks remove it); right codes and counts in it become live references.

    A text that was drafted from a map still knows from which.
    """
    if not blocks:
        tx.drop(("", "text:" + slot))
        return
    alive = tuple(rewritten(b, lambda text: enlivened(tx.document, text, slot)) for b in blocks)
    tx.put(replace(tx.document.narrative(slot), blocks=alive))


def count_live(tx: Transaction, slot: str, said: str) -> None:
    """Make the number in a phrase of a text a live reference, wherever the text has the phrase (`model.counts`)."""
    text = tx.document.narrative(slot)
    blocks = (rewritten(b, lambda line: counts.enlivened(tx.document, line, slot, said)) for b in text.blocks)
    tx.put(replace(text, blocks=tuple(blocks)))


def spell(tx: Transaction, slot: str, digits: str, words: str) -> None:
    """Make the words behind a number of a text say what its digits do: "4 (lima)" becomes "4 (empat)"."""
    text = tx.document.narrative(slot)
    wrong = re.compile(rf"\b{re.escape(digits)}(\s?)\({re.escape(words)}\)")
    right = f"({in_words(int(digits))})"
    blocks = (rewritten(b, lambda line: wrong.sub(rf"{digits}\1{right}", line)) for b in text.blocks)
    tx.put(replace(text, blocks=tuple(blocks)))


def recount(tx: Transaction, line: str, said: str) -> None:
    """Put the right number into a phrase of a line of the list of receivers."""
    book = tx.document.book
    lines = tuple(
        counts.corrected(tx.document, one, said) if one == line else one for one in book.distribution
    )
    tx.put(replace(book, distribution=lines))


def enlivened(document: Document, text: str, slot: str = "") -> str:
    """The text with every code of the tree, and every right number of sub-processes, as a live reference.

    A number that is wrong stays as it was written: the checks tell.
    """
    parts = re.split(r"(<[^>]*>)", text)
    return "".join(part if part.startswith("<") else _plain(document, part, slot) for part in parts)


def _plain(document: Document, text: str, slot: str) -> str:
    process = tokens.process_of(slot)
    children = len(numbering.children(document, process)) if process else 0

    def counted(match: re.Match[str]) -> str:
        right = children and int(match.group(1)) == children
        return tokens.token("count", "children") if right else match.group()

    text = _COUNT.sub(counted, text)
    ids = {
        code.rstrip("."): key for key, code in numbering.codes(document).items() if len(code.rstrip(".")) > 1
    }
    ids = {code: key for code, key in ids.items() if not code.isdigit()}
    if not any(code in text for code in ids):
        return text
    known = "|".join(re.escape(code) for code in sorted(ids, key=lambda c: (-len(c), c)))
    found = re.compile(rf"(?<![\w.])(?:{known})(?![\w]|\.\d)")
    pieces = re.split(r"(<[^>]*>)", text)
    return "".join(
        p if p.startswith("<") else found.sub(lambda m: tokens.token("code", ids[m.group()]), p)
        for p in pieces
    )
