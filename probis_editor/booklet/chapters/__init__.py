"""The chapters of a book in their order. A new chapter is one module with `blocks(context)`, and its name here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from probis_editor.booklet.blocks import BookBlock
from probis_editor.booklet.chapters import (
    abbreviations,
    approval,
    bibliography,
    closing,
    consensus,
    contents,
    cover,
    decree,
    distribution,
    figures,
    goals,
    introduction,
    organisation,
    others,
    preface,
    processes,
    revisions,
    symbols,
    tables,
    written,
)
from probis_editor.booklet.context import Context

Chapter = Callable[[Context], Iterator[BookBlock]]

CHAPTERS: dict[str, Chapter] = {
    "cover": cover.blocks,
    "preface": preface.blocks,
    "contents": contents.blocks,
    "figures": figures.blocks,
    "tables": tables.blocks,
    "abbreviations": abbreviations.blocks,
    "revisions": revisions.blocks,
    "distribution": distribution.blocks,
    "approval": approval.blocks,
    "consensus": consensus.blocks,
    "symbols": symbols.blocks,
    "introduction": introduction.blocks,
    "principles": written.principles,
    "method": written.method,
    "organisation": organisation.blocks,
    "goals": goals.blocks,
    "processes": processes.blocks,
    "others": others.blocks,
    "closing": closing.blocks,
    "bibliography": bibliography.blocks,
    "decree": decree.blocks,
}
"""Name -> what it says. A chapter that has nothing to say about a document yields nothing."""
