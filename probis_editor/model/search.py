"""Words anywhere in a document: names, descriptions, tables of steps, tree, units, office, chapters.

A blank in what is looked for matches any run of blanks and line breaks. Texts with markup are searched and changed
between their tags only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, cast

import msgspec

from probis_editor.model.affairs import Goal, Law, Revision, Sipoc, Sop, Term
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Key, Map, Node, StepRow
from probis_editor.model.mentions import escaped
from probis_editor.model.office import (
    Block,
    Book,
    Cell,
    Decree,
    Narrative,
    Office,
    Person,
    Process,
    Settings,
    Unit,
)

_FIELDS: dict[type, tuple[str, ...]] = {
    Map: ("name", "documentation"),
    Node: ("name", "state", "documentation"),
    Flow: ("name", "documentation"),
    StepRow: ("inputs", "outputs", "duration", "remarks"),
    Process: ("name",),
    Unit: ("name", "short", "aliases", "instances"),
    Settings: ("title", "groups"),
    Office: ("name", "region", "address", "head", "officials"),
    Person: ("title", "name", "rank"),
    Book: ("title", "subtitle", "period", "place", "decree"),
    Decree: ("about", "weigh", "decides", "copies", "place"),
    Narrative: ("blocks",),
    Block: ("text", "cells"),
    Cell: ("text",),
    Revision: ("note",),
    Law: ("about", "issuer"),
    Term: ("long",),
    Goal: ("name", "indicators"),
    Sipoc: ("suppliers", "inputs", "outputs", "customers"),
    Sop: ("title", "laws", "skills", "related", "tools", "warnings", "records"),
}
"""Where people write, by record; a field that a record does not have is passed over."""

_MARKUP = ("documentation", "text", "cells", "weigh", "decides")
_WIDE = (Settings, Office, Process, Unit, Narrative, Book, Revision, Law, Term, Goal, Sipoc, Sop)
_TAG = re.compile(r"<[^<>]*>")

Path = tuple[str | int, ...]
"""The way to a text inside a record: field names and places in tuples."""


class Query(NamedTuple):
    """What is looked for. `words`: not inside longer words."""

    text: str
    case: bool = False
    words: bool = False


class Found(NamedTuple):
    """One occurrence: the record, the way to its text, the whole text, and where in it (`start`..`end`)."""

    key: Key
    path: Path
    text: str
    start: int
    end: int

    @property
    def place(self) -> tuple[Key, Path, int]:
        """What tells it from every other occurrence while its text stays as it is."""
        return (self.key, self.path, self.start)


def find(document: Document, query: Query) -> list[Found]:
    """Every occurrence: maps in their order, their elements from left to right, then the document-wide records."""
    if not query.text.strip():
        return []
    result: list[Found] = []
    for record in _records(document):
        for path, text in texts(record):
            for start, end in _spans(text, _is_markup(path, text), query):
                result.append(Found(record.key, path, text, start, end))
    return result


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """The texts that people write in a record, with the ways to them."""
    for field in _FIELDS.get(type(record), ()):
        yield from _inside((field,), getattr(record, field, None))


def replaced(
    record: Record, query: Query, new: str, only: frozenset[tuple[Path, int]] | None = None
) -> Record:
    """The record with every occurrence (or `only` those at (path, start)) as `new`."""
    changed = record
    for path, text in texts(record):
        markup = _is_markup(path, text)
        spans = [s for s in _spans(text, markup, query) if only is None or (path, s[0]) in only]
        if not spans:
            continue
        fresh = escaped(new) if markup else new
        for start, end in reversed(spans):
            text = text[:start] + fresh + text[end:]
        changed = _with(changed, path, text)
    return changed


def _records(document: Document) -> Iterator[Record]:
    for one in document.maps():
        yield one
        nodes = [n for n in document.nodes(one.id) if not n.hidden]
        for node in sorted(nodes, key=lambda n: (n.plane, n.drawn.x, n.drawn.y, n.id)):
            yield node
            step = document.step(one.id, node.id)
            if step is not None:
                yield step
        yield from sorted(document.flows(one.id), key=lambda f: (f.plane, f.points[:1], f.id))
    for kind in _WIDE:
        yield from cast(list[Record], document.of_type(kind))


def _inside(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield from _inside((*path, at), part)
    elif isinstance(value, msgspec.Struct):
        for field in _FIELDS.get(type(value), ()):
            yield from _inside((*path, field), getattr(value, field, None))


def _with(value: Any, path: Path, text: str) -> Any:
    """The value with the text at the end of the way replaced."""
    if not path:
        return text
    head, rest = path[0], path[1:]
    if isinstance(head, int):
        parts = list(value)
        parts[head] = _with(parts[head], rest, text)
        return tuple(parts)
    return msgspec.structs.replace(value, **{head: _with(getattr(value, head), rest, text)})


def _is_markup(path: Path, text: str) -> bool:
    return any(part in _MARKUP for part in path) and ("<" in text or "&" in text)


def _spans(text: str, markup: bool, query: Query) -> list[tuple[int, int]]:
    found = [m.span() for m in pattern(query, markup).finditer(text)]
    if not found or not markup:
        return found
    tags = [m.span() for m in _TAG.finditer(text)]
    return [(a, b) for a, b in found if not any(a < end and b > start for start, end in tags)]


@lru_cache(maxsize=32)
def pattern(query: Query, markup: bool = False) -> re.Pattern[str]:
    """What fits an occurrence, in plain text or in text with tags; blanks fit every kind of blank space."""
    wanted = escaped(query.text.strip()) if markup else query.text.strip()
    fits = r"\s+".join(re.escape(word) for word in wanted.split())
    if query.words:
        fits = rf"(?<!\w){fits}(?!\w)"
    return re.compile(fits, 0 if query.case else re.IGNORECASE)
