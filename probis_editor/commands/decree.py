"""The verbs for the decree (Surat Keputusan): its head, and the lists of Menimbang, dikta and tembusan."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from probis_editor.model import people
from probis_editor.model.changes import label
from probis_editor.model.document import Transaction
from probis_editor.model.office import Decree
from probis_editor.rules.permits import RefusedError

PARTS = ("weigh", "decides", "copies")
"""The lists of a decree, in the order in which they stand in it."""

_MARKUP = ("weigh", "decides")
_TAG = re.compile(r"&lt;(/?[bi]|br/)&gt;")


def set_decree(tx: Transaction, **fields: Any) -> None:
    """Set fields of the decree; there is one afterwards. Raises RefusedError for a date that is none."""
    book = tx.document.book
    date = str(fields.get("date", ""))
    if date and people.date_parts(date) is None:
        raise RefusedError(label("decree.refused.date", date=date))
    tx.put(replace(book, decree=replace(book.decree or Decree(), **fields)))


def drop_decree(tx: Transaction) -> None:
    """The book has no decree any more."""
    tx.put(replace(tx.document.book, decree=None))


def set_lines(tx: Transaction, part: str, lines: Iterable[str]) -> None:
    """Write one of the lists, a text an entry; empty ones are left out. Texts are as typed, see `typed`."""
    if part not in PARTS:
        raise ValueError(f"no part of a decree: {part}")
    kept = (line.strip() for line in lines)
    written = tuple(marked(line) if part in _MARKUP else line for line in kept if line)
    set_decree(tx, **{part: written})


def marked(said: str) -> str:
    """Typed text as markup; <b>, <i> and <br/> stay what they are."""
    return _TAG.sub(r"<\1>", html.escape(said, quote=False))


def typed(markup: str) -> str:
    """Markup as it is typed: the inverse of `marked`."""
    return html.unescape(markup)
