"""Maps that belong to no process: all of a bare imported file, the rest of an office's document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from probis_editor.booklet.blocks import Barrier, BookBlock, Para, plain
from probis_editor.booklet.chapters import organisation
from probis_editor.booklet.chapters.telling import map_told, with_reference
from probis_editor.booklet.context import Context
from probis_editor.model import numbering
from probis_editor.model.elements import Map

_TAG = re.compile(r"<[^>]*>")
_ORDER = ("level0", "relation", "subprocess", "cross_functional", "organisation", "overview", "free")
MOST_TEXT = 6000


def blocks(context: Context) -> Iterator[BookBlock]:
    """A chapter per group of maps: the groups are the first numbers of their codes, else their kinds."""
    rest = [m for m in context.document.maps() if not context.drawn(m) and not _told_later(context, m)]
    for title, members in _groups(context, rest):
        yield context.chapter(title)
        for record in members:
            yield context.section(context.caption(record))
            yield from _map(context, record)


def _told_later(context: Context, record: Map) -> bool:
    """Whether a chapter that comes after this one shows the map."""
    names = context.chapters
    later = names[names.index("others") + 1 :] if "others" in names else ()
    if "organisation" in later and not record.process and record.kind == "organisation":
        return organisation.shown(context)
    if "processes" in later and numbering.children(context.document):
        placed = context.document.process(record.process) is not None if record.process else False
        return placed or (not record.process and record.kind in ("level0", "relation"))
    return False


def _groups(context: Context, maps: Sequence[Map]) -> list[tuple[str, list[Map]]]:
    found: dict[str, list[Map]] = {}
    for kind in _ORDER:
        for record in (m for m in maps if m.kind == kind):
            found.setdefault(context.tr(f"booklet.maps.{kind}"), []).append(record)
    return list(found.items())


def _map(context: Context, record: Map) -> Iterator[BookBlock]:
    figures = context.figures(record)
    told = [plain(line) for line in _documentation(record)]
    for line in told[:-1]:
        yield Para(text=line)
    text = told[-1] if told else map_told(context, record)
    yield Para(text=with_reference(context, text, figures))
    yield from figures
    yield Barrier()


def _documentation(record: Map) -> list[str]:
    """A map's documentation as plain paragraphs; in Bizagi's files it may be HTML."""
    text = re.sub(r"(?i)<(?:br|/p|/div|/li)[^>]*>", "\n", record.documentation)
    lines = unescape(_TAG.sub("", text))[:MOST_TEXT].splitlines()
    return [" ".join(line.split()) for line in lines if line.strip()]
