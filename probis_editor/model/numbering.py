"""Codes of the process tree, computed from place; a pinned number wins, and later siblings count on from it."""

from __future__ import annotations

from probis_editor.model.document import Document
from probis_editor.model.office import Process


def children(document: Document, parent: str = "") -> list[Process]:
    """The processes under `parent` ("" = the top level), in order."""
    return tree(document).get(parent, [])


def tree(document: Document) -> dict[str, list[Process]]:
    """Parent id -> its children in order (by `order`, then id). Under an unknown parent means top level."""
    processes = document.of_type(Process)
    known = {p.id for p in processes}
    result: dict[str, list[Process]] = {}
    for process in sorted(processes, key=lambda p: (p.order, p.id)):
        parent = process.parent if process.parent in known else ""
        result.setdefault(parent, []).append(process)
    return result


def codes(document: Document) -> dict[str, str]:
    """Process id -> code, for every process that is reachable from the top."""
    settings = document.settings
    below = tree(document)
    result: dict[str, str] = {}

    def number(parent: str, prefix: str, separator: str) -> None:
        count = 0
        for process in below.get(parent, []):
            count = process.pinned or count + 1
            result[process.id] = f"{prefix}{separator}{count}"
            number(process.id, result[process.id], settings.code_separator)

    number("", settings.code_prefix, "")
    return result


def walk(document: Document) -> list[tuple[int, Process]]:
    """(depth, process) depth first in the order of the codes; depth 0 = top level."""
    below = tree(document)
    result: list[tuple[int, Process]] = []

    def visit(parent: str, depth: int) -> None:
        for process in below.get(parent, []):
            result.append((depth, process))
            visit(process.id, depth + 1)

    visit("", 0)
    return result
